import type { Merge } from './cell.ts'
import { columnLetter, fold, foldedPath } from './folding.ts'
import type { HeaderBlock } from './header.ts'
import type { Heading } from './heading.ts'
import { headerOf, isRunningNumber, knownAnywhere } from './lexicon.ts'
import type { RememberedMapping } from './remembered-mapping.ts'
import { recognise } from './roster-recognition.ts'
import type { RosterKind } from './roster-kind.ts'

/** A title above a list, with the columns it spans. */
export type TitlePlace = Readonly<{ text: string; from: number; to: number }>

export const titlePlaces = (row: number, texts: readonly string[], merges: readonly Merge[]): readonly TitlePlace[] =>
  texts.flatMap((text, column) => {
    if (text === '') return []
    const merge = merges.find(m => m.top <= row && m.bottom >= row && m.left === column)
    return [{ text, from: column, to: merge?.right ?? column }]
  })

type Part = Readonly<{ from: number; to: number; kind: RosterKind | null; own: RosterKind | null; numbered: boolean; signature: string }>

/** The kind whose word a title holds, the longest word first. */
const kindNamedBy = (kinds: readonly RosterKind[], text: string): RosterKind | null => {
  const said = fold(text)
  const held = kinds.flatMap(kind =>
    kind.never?.some(w => said.includes(fold(w))) === true ? [] : kind.words.filter(w => said.includes(fold(w))).map(w => ({ kind, length: fold(w).length })),
  )
  return held.toSorted((a, b) => b.length - a.length)[0]?.kind ?? null
}

/** The outermost texts of a header of several levels, with the columns each stands over. */
const groupHeadings = (paths: HeaderBlock['paths']): readonly TitlePlace[] => {
  const over = (i: number): string | undefined => ((paths[i]?.length ?? 0) > 1 ? paths[i]?.[0] : undefined)
  return paths.flatMap((_, from) => {
    const text = over(from)
    if (text === undefined || over(from - 1) === text) return []
    let to = from
    while (over(to + 1) === text) to += 1
    return [{ text, from, to }]
  })
}

/**
 * Lists of different kinds, or of different columns, side by side on one sheet, as `A–E 列（农村低保备案表）`. Nothing tells
 * which of two 姓名 a further 身份证号 belongs to, so they are not read as one; empty when there is one list, or several
 * under one repeated header.
 */
export const listsBeside = (
  kinds: readonly RosterKind[],
  header: HeaderBlock,
  titles: readonly TitlePlace[],
  heading: Heading,
  remembered: readonly RememberedMapping[],
): readonly string[] => {
  const { paths } = header
  const leafAt = (i: number) => headerOf(paths[i]?.at(-1) ?? '')
  const isEmpty = (i: number): boolean => (paths[i] ?? []).length === 0
  // A title merged over each list looks like a heading of groups and stands in the header then.
  const naming = [...titles, ...groupHeadings(paths)].flatMap(t => {
    const kind = kindNamedBy(kinds, t.text)
    return kind === null ? [] : [{ ...t, kind }]
  })
  const apart = new Set(naming.map(t => t.kind.id)).size > 1 ? naming.map(t => t.from) : []
  const running = paths.flatMap((_, i) => (isRunningNumber(leafAt(i)) ? [i] : []))
  const begins = paths.flatMap((_, i) => (!isEmpty(i) && (i === 0 || isEmpty(i - 1) || running.slice(1).includes(i) || apart.includes(i)) ? [i] : []))
  if (begins.length < 2) return []
  const parts = begins.map((from, n): Part => {
    let to = (begins[n + 1] ?? paths.length) - 1
    while (to > from && isEmpty(to)) to -= 1
    const mine = paths.map((path, i) => (i >= from && i <= to ? path : []))
    const above = titles.filter(t => t.from <= to && t.to >= from).map(t => t.text)
    const { assignment } = recognise(kinds, mine, { ...heading, titles: above }, remembered)
    const [own] = naming.filter(t => t.from >= from && t.to <= to)
    return {
      from,
      to,
      kind: assignment?.kind ?? null,
      own: own?.kind ?? null,
      numbered: running.includes(from),
      signature: paths
        .slice(from, to + 1)
        .map(foldedPath)
        .join('|'),
    }
  })
  const lists = parts.filter(p => paths.slice(p.from, p.to + 1).some(path => knownAnywhere(headerOf(path.at(-1) ?? ''))?.key === 'name'))
  const differ = (a: Part, b: Part): boolean =>
    (a.own !== null && b.own !== null && a.own.id !== b.own.id) ||
    (a.kind !== null && b.kind !== null && a.kind.id !== b.kind.id) ||
    (a.numbered && b.numbered && a.signature !== b.signature)
  const [first, ...rest] = lists
  if (first === undefined || !rest.some(p => differ(first, p))) return []
  return lists.map(p => {
    const name = (p.own ?? p.kind)?.name
    return `${columnLetter(p.from)}–${columnLetter(p.to)} 列${name === undefined ? '' : `（像是“${name}”）`}`
  })
}
