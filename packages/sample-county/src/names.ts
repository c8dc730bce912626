import { type Random, Weighted } from './random.ts'

/** `字 weight` lists: our own rough ranking of what is common, not a frequency table of anybody's. */
const ranked = (lines: string): readonly (readonly [string, number])[] =>
  lines
    .trim()
    .split(/\s+/)
    .flatMap((group, rank) => [...group].map(character => [character, Math.round(1000 / (rank + 1.6))] as const))

// Each group down the list is less common than the one before it.
const surnames = ranked(`王李张 刘陈杨 黄赵周吴 徐孙马朱胡 郭何高林罗 郑梁谢宋唐 许韩冯邓曹 彭曾肖田董 袁潘于蒋蔡 余杜叶程苏 魏吕丁任沈
姚卢姜崔钟 谭陆汪范金 石廖贾夏韦 付方白邹孟 熊秦邱江尹 薛闫段雷侯 龙史陶黎贺 顾毛郝龚邵 万钱严覃武 戴莫孔向汤 冉庹蹇区仇 单盖查解乐 甯逯靳宓鄢`)
const compoundSurnames = ['欧阳', '上官', '司马', '诸葛', '尉迟', '司徒', '皇甫', '令狐', '慕容', '夏侯']

const maleCharacters =
  ranked(`伟强磊军勇 杰涛超明刚 浩宇轩博文 俊辉鹏飞龙 子梓泽睿航 志建国华平 鑫波斌亮凯 嘉瑞晨旭东 林海峰松柏 天宏昊然毅 豪诚铭阳康 帅成翔坤良
家立福贵祥 恒逸煜卓霖 玮炜钧钰琛 振荣昌庆忠 佳永世朝先 桓骏骁岳川`)
const femaleCharacters =
  ranked(`芳娜敏静丽 婷欣怡雪梅 涵梓雨诗琪 艳娟霞玲燕 佳慧颖莹倩 子萱彤悦妍 秀英红兰桂 思语嘉雯瑶 月琴珍凤菊 晴心馨昕舒 洁蕾丹琳璐 紫若依可馨
姿芸茜菲薇 珊妮媛婧娴 春冬香莲玉 芷苒玥笛汐 巧素云翠华`)
const rareCharacters = ['堃', '喆', '昇', '珮', '燚', '嫄', '龑', '䶮', '㛃', '犇', '淼', '彧', '烎', '𬱖']

const spread = (list: readonly (readonly [string, number])[]) => ({ characters: list.map(([c]) => c), weights: new Weighted(list.map(([, w]) => w)) })
const surnameList = spread(surnames)
const given = { male: spread(maleCharacters), female: spread(femaleCharacters) }

const draw = (from: ReturnType<typeof spread>, random: Random): string => from.characters[from.weights.draw(random)] ?? '王'

export type SexOfName = 'male' | 'female'

export const drawSurname = (random: Random): string => (random.chance(350) ? random.pick(compoundSurnames) : draw(surnameList, random))

/** Given name: two characters mostly, one in 12 %, a doubled one now and then for girls, a rare character now and then. */
export const drawGiven = (sex: SexOfName, random: Random): string => {
  const first = draw(given[sex], random)
  if (random.chance(12_000)) return first
  if (sex === 'female' && random.chance(3_000)) return first + first
  return first + (random.chance(600) ? random.pick(rareCharacters) : draw(given[sex], random))
}

// Invented transliterated syllable groups: the shape of ·-names, nobody's name.
const dottedFirst = {
  male: ['阿卜杜拉', '艾力江', '吐尔洪', '麦麦提', '买合木提', '木拉提', '亚森江', '依明江', '卡哈尔', '赛买提', '帕尔哈提', '巴合提', '叶尔兰', '努尔兰'],
  female: ['阿依古丽', '古丽娜尔', '米热古丽', '帕提古丽', '热依汗', '阿米娜', '茹仙古丽', '迪丽努尔', '努尔比亚', '阿孜古丽', '巴哈尔古丽', '萨妮娅'],
}
const dottedLast = ['买买提', '艾合买提', '吐尔逊', '阿卜力孜', '依布拉音', '玉素甫', '卡德尔', '塔依尔', '铁木尔', '阿不都热合曼', '居马别克', '赛力克']
// Names without a surname, as some peoples write them.
const plainFirst = {
  male: ['岩温', '岩罕', '扎西', '多吉', '次仁', '格桑', '洛桑', '阿木'],
  female: ['玉罕', '玉香', '卓玛', '央金', '拉姆', '白玛', '阿妹', '依香'],
}
const plainSecond = ['罕', '香', '顿珠', '旺堆', '达瓦', '尼玛', '平措', '曲珍', '叫', '坎', '儿', '车']

/** `given·father's name`. */
export const drawDotted = (sex: SexOfName, father: string, random: Random): string => `${random.pick(dottedFirst[sex])}·${father}`
export const drawDottedLast = (random: Random): string => random.pick(dottedLast)
export const drawWithoutSurname = (sex: SexOfName, random: Random): string => random.pick(plainFirst[sex]) + random.pick(plainSecond)
export const isCompound = (name: string): boolean => compoundSurnames.some(s => name.startsWith(s))
export const surnameOf = (name: string): string => (isCompound(name) ? name.slice(0, 2) : name.slice(0, 1))
