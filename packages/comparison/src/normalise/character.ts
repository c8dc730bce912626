import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'

/**
 * Variant → the form it is folded to, beyond traditional and simplified writing: forms that registers interchange
 * because a font or an input method lacked one of them. Only equivalents, never look-alikes. Folding never touches
 * the exact form of a name: 李喆 and 李哲 stay two names that are merely alike.
 */
const variants: ReadonlyMap<string, string> = new Map(
  (
    '喆哲 堃坤 甦苏 崐昆 菓果 邨村 秊年 煇辉 濬浚 穉稚 彜彝 槑梅 楳梅 燄焰 旾春 珎宝 珤宝 寳宝 栢柏 竒奇 眀明 朙明 囍喜 㐂喜 惪德 悳德 徳德 恵惠 歩步 覚觉 桜樱 沢泽 ' +
    '広广 栄荣 蘂蕊 橤蕊 艶艳 珮佩 祐佑 豊丰 暠皓 晧皓 姪侄 凴凭 氷冰 𠮷吉 淸清 靑青 愼慎 髙高 呉吴 衞卫 凃涂 逹达 瓌瑰 埜野 壄野 秌秋 龝秋 犂犁 晳皙 叡睿 壻婿 鉄铁 鐡铁 ' +
    '斎斋 斉齐 竝并 琹琴 珡琴 蔴麻 䕃荫 喦岩 嵒岩 巗岩 嵓岩 娬妩 暎映 瑠琉 瓈璃 鴈雁 鸎莺 燿耀 爗烨 飜翻 糓谷 榖谷 鍳鉴 濶阔 虗虚 翶翱 翺翱 冨富 畄留 畱留 渉涉 甯宁 ' +
    '寗宁 寜宁 扵于 於于 蘓苏 囬回 囘回 廻回 囯国 圀国 亷廉 亰京 恊协 斈学 曻升 坵丘 㑺俊 棃梨 檪栎 鵞鹅 槩概 涖莅 澂澄 瑯琅 煕熙 熈熙 凞熙 勲勋 兎兔 緖绪 郞郎 朖朗 烱炯 ' +
    '柟楠 枬楠 欎郁 甞尝 纎纤 総总 縂总 継继 続续 縄绳 聡聪 聦聪 臯皋 皐皋 舎舍 葢盖 荘庄 薬药 藼萱 萲萱 蕿萱 蘐萱 讃赞 賛赞 軄职 逺远 隣邻 隠隐 霊灵 霛灵 頴颖 颕颖 験验 ' +
    '騐验 髪发 鳯凤 鴎鸥 麐麟 齢龄'
  )
    .split(' ')
    .map(pair => [...pair] as [string, string]),
)

export const variantPairs: readonly (readonly [string, string])[] = [...variants]

const toSimplified = Converter({ from: 't', to: 'cn' })
const read = (character: string): string => pinyin(character, { toneType: 'none', v: true })

/**
 * Traditional → simplified, unless the character is then read differently: 乾 of 王乾 (qian) is not 干 (gan).
 * Without that, a name would sound different from itself.
 */
const simplified = (character: string): string => {
  const simple = toSimplified(character)
  return read(simple) === read(character) ? simple : character
}

export type Character = Readonly<{ folded: string; syllable: string }>

const characters = new Map<string, Character>()
// More distinct characters than any roster holds; a hostile file shall not grow the table without end.
const mostCharacters = 120_000

const isHan = /^\p{Script=Han}$/u

const learn = (character: string): Character => {
  const folded = variants.get(character) ?? (isHan.test(character) ? simplified(character) : character)
  const standard = variants.get(folded) ?? folded
  return { folded: standard, syllable: isHan.test(standard) ? read(standard) : standard.toLowerCase() }
}

/** Folded form and toneless reading of one character; a character nobody can read is read as itself. */
export const characterOf = (character: string): Character => {
  const known = characters.get(character)
  if (known !== undefined) return known
  if (characters.size >= mostCharacters) characters.clear()
  const learnt = learn(character)
  characters.set(character, learnt)
  return learnt
}

const surnames = new Map<string, string>()

/** How a character or a pair is read as a surname: 单 shan, 仇 qiu, 尉迟 yu chi. */
export const readAsSurname = (surname: string): string => {
  const known = surnames.get(surname)
  if (known !== undefined) return known
  if (surnames.size >= mostCharacters) surnames.clear()
  const reading = pinyin(surname, { toneType: 'none', v: true, surname: 'all' })
  surnames.set(surname, reading)
  return reading
}
