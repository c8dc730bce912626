import { plainName } from '@yingjin/kernel'
import { characterOf, readAsSurname } from './character.ts'

/** What was seen in a written name and is not part of it. */
export type NameFlag =
  | 'suffix' //      张伟2, 张伟A, 张伟(大): a list maker told two children apart
  | 'note' //        张伟(转学): something in brackets that is no name
  | 'unreadable' //  a character was lost and stands as □, ? or *
  | 'dotted' //      a ·-name

/**
 * @property same    the name as written, without the harmless differences of writing
 * @property fold    traditional and variant characters folded, · dropped; `null` when a character is unreadable
 * @property pinyin  toneless reading of `fold`; equal folds always have equal readings; `null` with `fold`
 * @property former  the 曾用名 written in brackets behind it, if any
 */
export type Name = Readonly<{ same: string; fold: string | null; pinyin: string | null; former: Name | null; flags: readonly NameFlag[] }>

/** Stands for one character that nobody can read. */
export const unreadable = '□'

/** Two-character surnames; elsewhere the first character is the surname. */
const compoundSurnames: ReadonlySet<string> = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 ' +
    '子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 左丘 东门 西门 南荣 第五 贺兰 拓拔 完颜 纳兰 叶赫 达奚 哥舒'
  ).split(' '),
)

const han = '\\p{Script=Han}□'
const dots = '·•・‧∙⋅●.。‐‑‒–—-'
const hanName = /^[\u4e00-\u9fff]{2,4}$/
const lost = /[?*■▢�\p{Private_Use}]/gu
const outerDots = new RegExp(`^[${dots}]+|(?<=[${han}])[${dots}]+$`, 'gu')
const bracketed = /[(【〔]([^()【】〔〕]*)[)】〕]?/gu
const strayBracket = /[()【】〔〕[\]]/gu
const formerName = /^(?:曾用名|曾名|原名|又名|别名|旧名)[::]?(.+)$/u
const formerNameBehind = /[,;、]?(?:曾用名|原名)[::]?([^,;、]+)$/u
const twinMark = /^[大小]$/u
const suffix = new RegExp(`(?<=[${han}])[${dots}]*[0-9A-Za-z][${dots}]*$`, 'u')

/** A longer name is a transliteration; without its · nothing else would tell. */
const longestWithSurname = 4

/**
 * Syllables joined by a blank, so that 西安 is not 先. A surname is read as a surname only where the name is short
 * enough to have one; the reading depends on `fold` alone, so that a lost · changes nothing.
 */
const reading = (characters: readonly string[]): string => {
  const syllables = characters.map(c => characterOf(c).syllable)
  const [first, second] = characters
  if (first === undefined) return ''
  if (second !== undefined && compoundSurnames.has(first + second)) return [readAsSurname(first + second), ...syllables.slice(2)].join(' ')
  if (characters.length > 1 && characters.length <= longestWithSurname) return [readAsSurname(first).toLowerCase(), ...syllables.slice(1)].join(' ')
  return syllables.join(' ')
}

const finish = (same: string, former: Name | null, flags: readonly NameFlag[]): Name => {
  if (same.includes(unreadable)) return { same, fold: null, pinyin: null, former, flags: [...flags, 'unreadable'] }
  const characters = [...same].filter(c => c !== '·').map(c => characterOf(c).folded)
  return { same, fold: characters.join(''), pinyin: reading(characters), former, flags: same.includes('·') ? [...flags, 'dotted'] : flags }
}

const noFlags: readonly NameFlag[] = Object.freeze([])

type Split = Readonly<{ name: string; former: string | null; flags: readonly NameFlag[] }>

/** Takes what stands in brackets off the name: a former name, a mark that tells two children apart, or a note. */
const splitBrackets = (text: string): Split => {
  const inside = [...text.matchAll(bracketed)].map(found => (found[1] as string).trim()).filter(content => content !== '')
  const outside = text.replace(bracketed, '').replace(strayBracket, '')
  const behind = formerNameBehind.exec(outside)
  const former = [...inside.map(content => formerName.exec(content)), behind].find(found => found !== null)?.[1] ?? null
  const rest = inside.filter(content => !formerName.test(content))
  return {
    name: outside.replace(formerNameBehind, ''),
    former,
    flags: [...(rest.some(c => twinMark.test(c)) ? (['suffix'] as const) : []), ...(rest.some(c => !twinMark.test(c)) ? (['note'] as const) : [])],
  }
}

const careful = (written: string): Name | null => {
  const { name, former, flags } = splitBrackets(plainName(written.normalize('NFKC').replace(lost, unreadable)))
  const dotted = plainName(name).replace(outerDots, '')
  const same = dotted.replace(suffix, '').trim().replace(/\s+/gu, ' ').toUpperCase()
  if (same === '') return null
  const seen: readonly NameFlag[] = suffix.test(dotted) ? [...new Set<NameFlag>([...flags, 'suffix'])] : flags
  return finish(same, former === null ? null : careful(former), seen)
}

/**
 * Two to four Han characters, as nearly every name: the same answer as `finish`, without building lists.
 * Remembering whole names was measured to be slower than this: most names of a county occur once.
 */
const short = (written: string): Name => {
  let fold = ''
  let syllables = ''
  for (let i = 0; i < written.length; i += 1) {
    const { folded, syllable } = characterOf(written.charAt(i))
    fold += folded
    syllables = i === 0 ? syllable : `${syllables} ${syllable}`
  }
  const surname = fold.charAt(0)
  const characters = fold.length === written.length && !compoundSurnames.has(fold.slice(0, 2)) ? null : [...fold]
  const pinyin = characters === null ? readAsSurname(surname) + syllables.slice(characterOf(surname).syllable.length) : reading(characters)
  return { same: written, fold, pinyin, former: null, flags: noFlags }
}

const seldom = new Map<string, Name | null>()
const mostRemembered = 50_000

/**
 * A written name in its three forms, by the order of record-linkage §5.2. `null` when nothing is written.
 * Names that are not plainly Han take a longer way and are remembered, boundedly.
 */
export const normaliseName = (written: string): Name | null => {
  if (hanName.test(written)) return short(written)
  const known = seldom.get(written)
  if (known !== undefined) return known
  if (seldom.size >= mostRemembered) seldom.clear()
  const name = careful(written)
  seldom.set(written, name)
  return name
}
