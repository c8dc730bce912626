import type { Random } from './random.ts'

const groups = (text: string): ReadonlyMap<string, string> => {
  const others = new Map<string, string>()
  for (const group of text.trim().split(/\s+/)) for (const c of group) others.set(c, (others.get(c) ?? '') + group.replace(c, ''))
  return others
}

/** Characters of one sound, within the names we give. */
const homophones =
  groups(`伟玮炜苇纬 磊蕾垒 军君钧俊 勇永咏 杰洁捷 涛滔 超抄 明铭鸣 浩昊皓 宇雨语羽 轩萱宣 博波勃 文雯纹 辉晖徽 鹏朋棚 飞菲妃 子紫梓姿 泽则 睿瑞锐 航杭 志智治
建健 国果 华花桦 平萍苹 鑫新欣心馨昕 斌彬宾 亮靓 凯楷 嘉佳家 晨辰尘 旭序绪 东冬 林琳霖 海亥 峰锋丰凤 松淞 柏百 天添 宏红洪鸿 毅义艺逸 豪毫 诚成承 阳洋扬 康亢
芳方 娜那 敏闽 静婧靖 丽莉立力 婷亭庭 怡宜仪 雪血 梅玫煤 涵晗含 诗思斯 琪奇琦 艳燕雁 娟鹃 霞侠 玲灵铃 慧惠会 颖影 莹盈迎 倩茜 彤桐童 悦月越 妍岩研 秀绣 英瑛鹰 兰岚
瑶遥尧 琴勤 珍真贞 晴情 舒书 丹单 璐露路 若弱 依伊衣 可科 珊山 妮尼 媛圆 春椿 香湘 莲连 玉育 笛迪 素肃 翠脆 王汪 李理 张章 刘留 陈程 杨洋 黄皇 赵照 周洲 徐许 孙荪 朱珠 胡湖 郭国 何河 高糕 罗萝`)

/** Characters that look alike and sound different. */
const similar =
  groups(`帅师 晴睛 莉茉 今令 天夫 未末 士土 己已 永水 王玉 明朋 国园 建健键 宇字 轩轲 泽译 睿睾 俊梭 辉挥 涵函 琪棋 彤形 怡恰 梅悔 雪雷 婷停 兰三 洁浩 芳芬 晨晟 旭旮 峰蜂 浩洁 林材
杰杏 涛铸 超越 勇男 刚钢 鑫蕊 斌武 凯恺 铭名 昊吴 博搏 鹏膨 飞气 志忘 平半 丽雨 敏梅 静净 欣欧 娜娜娥 艳绝 霞遐 玲冷 慧彗 颖颍 佳住 思恩 瑶摇 琴琹 珍诊 凤风 馨声 舒豫 丹舟 若苦 依侬 可叵 珊删 春舂 香番 莲蓬 玉王 素紊 李季 陈阵 徐除 许讦 曹曾 戴载 汤汤汀`)

/** Traditional and variant writings. */
const variants: ReadonlyMap<string, string> = new Map(
  '国國 华華 丽麗 张張 刘劉 陈陳 杨楊 黄黃 赵趙 吴吳 孙孫 马馬 罗羅 郑鄭 谢謝 许許 韩韓 冯馮 邓鄧 萧蕭 蒋蔣 叶葉 苏蘇 吕呂 卢盧 钟鍾 谭譚 陆陸 贾賈 韦韋 邹鄒 龙龍 东東 伟偉 军軍 杰傑 涛濤 刚剛 飞飛 鹏鵬 辉輝 凯凱 锋鋒 铭銘 阳陽 兰蘭 凤鳳 莲蓮 莹瑩 颖穎 艳艷 红紅 梦夢 诗詩 语語 瑶瑤 宝寶 庆慶 荣榮 贵貴 丰豐 义義 云雲 峰峯 昇升 堃坤 喆哲 珮佩 淼渺 强強 静靜 晋晉 为為 众眾'
    .split(' ')
    .map(p => [[...p][0] ?? '', [...p][1] ?? ''] as const),
)

const replaceOne = (name: string, random: Random, others: (c: string) => string | undefined): string | null => {
  const characters = [...name]
  const places = characters.flatMap((c, i) => ((others(c)?.length ?? 0) > 0 ? [i] : []))
  if (places.length === 0) return null
  const at = random.pick(places)
  characters[at] = random.pick([...(others(characters[at] ?? '') ?? '')].filter(c => c !== characters[at]))
  return characters.join('')
}

/** Each gives the name as somebody miswrote it, or `null` where that slip cannot happen to this name. */
export const writeHomophone = (name: string, random: Random): string | null => replaceOne(name, random, c => homophones.get(c))
export const writeSimilar = (name: string, random: Random): string | null => replaceOne(name, random, c => similar.get(c)?.replaceAll(c, ''))
export const writeVariant = (name: string, random: Random): string | null => replaceOne(name, random, c => variants.get(c))
export const writePlaceholder = (name: string, random: Random): string | null => {
  const characters = [...name]
  if (characters.length < 2 || name.includes('·')) return null
  characters[characters.length - 1] = random.pick(['□', '?', '*', '？'])
  return characters.join('')
}
export const dropCharacter = (name: string, random: Random): string | null => {
  const characters = [...name]
  if (characters.length < 3 || name.includes('·')) return null
  characters.splice(random.between(1, characters.length - 1), 1)
  return characters.join('')
}
export const addCharacter = (name: string, random: Random): string | null => {
  const characters = [...name]
  if (name.includes('·') || characters.length > 3) return null
  // Doubled by a slip of the hand, or the pet name the village knows the child by.
  return characters.length === 2 ? name + (characters[1] ?? '') : `${characters[0] ?? ''}${random.pick(['小', '大', '阿'])}${characters.slice(1).join('')}`
}
const dots = ['•', '.', '．', '・', '‧', '。', '-', ' ', '']
export const writeDot = (name: string, random: Random): string => name.replace('·', random.pick(dots))
export const truncateDotted = (name: string, random: Random): string =>
  random.chance(50_000) ? (name.split('·')[0] ?? name) : [...name].slice(0, Math.max(3, [...name].length - random.between(1, 3))).join('')
