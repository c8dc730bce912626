import { problem } from '@yingjin/kernel'
import { type Assignment, assignColumns } from './column-assignment.ts'
import { type ColumnKey, columnOf } from './columns.ts'
import type { Sureness } from './emitted.ts'
import { columnLetter, fold, foldedPath } from './folding.ts'
import { type Heading, textsOf } from './heading.ts'
import { headerOf, knownAnywhere, lexiconOf } from './lexicon.ts'
import type { TableProblem } from './problem.ts'
import type { RememberedMapping } from './remembered-mapping.ts'
import type { RosterKind } from './roster-kind.ts'

export type Recognition = Readonly<{
  sure: Sureness
  /** The kind the table is read as; null when it is not read. */
  assignment: Assignment | null
  candidates: readonly Assignment[]
  nearest: Assignment | null
  /** Both lists of a pair in one table: `assignment` reads the rows that say it is theirs, this the others. */
  other: Assignment | null
  problems: readonly TableProblem[]
}>

type Look = Readonly<{
  assignment: Assignment
  score: number
  near: number
  far: number
  about: boolean
  excluded: boolean
  distinctive: boolean
  remembered: boolean
}>

/** The longest of the words that stands in the text; 0 when none does. */
const longestIn = (words: readonly string[] | undefined, text: string): number =>
  (words ?? []).reduce((longest, w) => (text.includes(fold(w)) ? Math.max(longest, fold(w).length) : longest), 0)

/** Lists of people who left a roster lie in the same workbook under the same columns; being on one grants nothing. */
const leaving = ['停发', '停保', '取消', '退出', '清退', '注销', '核减', '减员', '不符合', '终止', '死亡'].map(fold)

const gone = ['转出', '毕业生', '毕业学生', '休学', '退学', '离校', '离园', '退园', '停发', '停保', '取消', '退出', '清退', '注销', '核减', '减员']
const leftOf = (looks: readonly Look[], heading: Heading): Recognition | null => {
  const text = textsOf(heading).map(fold).join('|')
  const word = gone.find(w => text.includes(fold(w)))
  const [look] = looks
    .filter(l => l.excluded && l.assignment.missing.length === 0 && Math.max(l.near, l.far) > 0)
    .toSorted((a, b) => Math.max(b.near, b.far) - Math.max(a.near, a.far))
  if (word === undefined || look === undefined) return null
  const { assignment } = look
  return {
    sure: 'unknown',
    assignment: null,
    candidates: [],
    nearest: assignment,
    other: null,
    problems: [problem('intake/people-who-left', { word, name: assignment.kind.name })],
  }
}

/** A meaning few kinds have tells more than 姓名, which all have. */
const weights = (kinds: readonly RosterKind[]): ReadonlyMap<ColumnKey, number> => {
  const count = new Map<ColumnKey, number>()
  for (const kind of kinds) for (const { key } of kind.columns) count.set(key, (count.get(key) ?? 0) + 1)
  return new Map([...count].map(([key, n]) => [key, 1 / n]))
}

const lookAs = (
  kind: RosterKind,
  paths: readonly (readonly string[])[],
  heading: Heading,
  remembered: readonly RememberedMapping[],
  weight: ReadonlyMap<ColumnKey, number>,
): Look => {
  const assignment = assignColumns(lexiconOf(kind), paths, remembered)
  const inTable = new Set<ColumnKey>(assignment.at.keys())
  for (const path of paths) {
    const elsewhere = knownAnywhere(headerOf(path.at(-1) ?? ''))
    if (elsewhere !== undefined && path.length === 1) inTable.add(elsewhere.key)
  }
  const sum = (keys: Iterable<ColumnKey>): number => [...keys].reduce((total, key) => total + (weight.get(key) ?? 0), 0)
  const own = sum(assignment.at.keys())
  const share = own === 0 ? 0 : own / sum(inTable)
  const filled = assignment.at.size / kind.columns.length
  const texts = textsOf(heading).map(text => withoutTheQuestion(kind, fold(text)))
  const file = texts.at(-1) ?? ''
  const nearTexts = texts.slice(0, -1).join('|')
  const near = longestIn(kind.words, nearTexts)
  const far = longestIn(kind.words, file)
  const folded = paths.map(foldedPath)
  return {
    assignment,
    score: share * 0.75 + filled * 0.25,
    near,
    far,
    about: longestIn(kind.about, nearTexts + file) > 0,
    excluded: hasForeign(kind, paths) || isExcluded(kind, nearTexts) || (near === 0 && isExcluded(kind, file)),
    distinctive: [...assignment.at.keys()].some(key => (weight.get(key) ?? 0) >= 0.5),
    remembered: remembered.some(m => m.rosterKind === kind.id && Object.keys(m.columns).every(path => folded.includes(path))),
  }
}

/** “脱贫户是否享受政策名单” asks what “享受政策” would answer: of a pair it names neither list. */
const withoutTheQuestion = (kind: RosterKind, text: string): string =>
  kind.pairedWith === undefined || kind.contradicted === undefined
    ? text
    : columnOf(kind.contradicted.column).names.reduce((rest, name) => rest.replaceAll(fold(name), '|'), text)

/** The two lists of a pair that fit alike, when a column says on each row of which one it is. */
const pairAmong = (rivals: readonly Look[]): readonly [Look, Look] | null => {
  const [best] = rivals
  const partner = rivals.find(l => l.assignment.kind.id === best?.assignment.kind.pairedWith)
  const column = best?.assignment.kind.contradicted?.column
  if (best === undefined || partner === undefined || column === undefined) return null
  if (![best, partner].every(l => l.assignment.at.has(column)) || (rivals.length > 2 && !best.about)) return null
  return best.assignment.kind.direction === 'positive' ? [best, partner] : [partner, best]
}

/** Under whatever group header it stands. */
const hasForeign = (kind: RosterKind, paths: readonly (readonly string[])[]): boolean =>
  kind.foreign !== undefined && paths.some(path => (kind.foreign ?? []).includes(knownAnywhere(headerOf(path.at(-1) ?? ''))?.key as ColumnKey))

const isExcluded = (kind: RosterKind, text: string): boolean =>
  longestIn(kind.never, text) > 0 || (kind.direction === 'positive' && leaving.some(w => text.includes(w)))

/** Closer than this and two kinds fit equally well: columns alone may not decide. */
const margin = 0.12

/**
 * Which roster a table is. Words in title and sheet name go before those in the file's name, words go before columns,
 * and columns alone never choose between kinds of like layout: then nothing is read and a person is asked.
 */
export const recognise = (
  kinds: readonly RosterKind[],
  paths: readonly (readonly string[])[],
  heading: Heading,
  remembered: readonly RememberedMapping[],
): Recognition => {
  const weight = weights(kinds)
  const looks = kinds.map(kind => lookAs(kind, paths, heading, remembered, weight))
  const viable = looks.filter(l => l.assignment.missing.length === 0 && !l.excluded)
  // Its title names a roster and says in the same breath that these people have left it.
  const left = leftOf(looks, heading)
  if (left !== null && !viable.some(l => Math.max(l.near, l.far) > 0)) return left
  if (viable.length === 0) return nothingFits(looks)

  const near = viable.filter(l => l.near > 0)
  const worded = near.length > 0 ? near : viable.filter(l => l.far > 0)
  const ranked = (worded.length > 0 ? worded : viable).toSorted((a, b) => strength(b) - strength(a))
  const [best] = ranked
  if (best === undefined) throw new Error('a viable kind was lost while ranking')
  const rivals = ranked.filter(l => strength(best) - strength(l) < (worded.length > 0 ? margin / 3 : margin))
  // What the title says of the rivals goes before a word it has for a kind that does not fit.
  const named = worded.length > 0 || rivals.some(l => l.about) ? [] : looks.filter(l => !l.excluded && l.assignment.at.size > 0 && Math.max(l.near, l.far) > 0)
  if (rivals.length > 1) {
    const chosen = rivals.filter(l => l.remembered)
    if (chosen.length === 1 && chosen[0] !== undefined) return settled(chosen[0], 'certain', ranked)
    // Its title says what it is, and a column is missing: that is to be said, not which others it also resembles.
    if (named.length > 0) return nothingFits(named)
    const pair = pairAmong(rivals)
    if (pair !== null) return splitBetween(pair)
    return {
      sure: 'undecided',
      assignment: null,
      other: null,
      candidates: rivals.map(l => l.assignment),
      nearest: null,
      problems: [
        problem('intake/several-kinds-fit', {
          names: rivals.slice(0, 5).map(l => l.assignment.kind.name),
          words: rivals.slice(0, 5).flatMap(l => l.assignment.kind.words.slice(0, 1)),
        }),
      ],
    }
  }
  if (worded.length === 0 && !best.distinctive && !best.remembered) {
    if (named.length > 0) return nothingFits(named)
    const unnamed = problem('intake/kind-not-named', { name: best.assignment.kind.name, words: best.assignment.kind.words.slice(0, 2) })
    return { sure: 'undecided', assignment: null, candidates: [best.assignment], nearest: null, other: null, problems: [unnamed] }
  }
  return settled(best, worded.length > 0 || best.remembered ? 'certain' : 'likely', ranked)
}

const strength = (l: Look): number => l.score + 0.06 * Math.max(l.near, l.far) + (l.about ? 0.2 : 0)

const settled = (look: Look, sure: 'certain' | 'likely', ranked: readonly Look[]): Recognition => ({
  sure,
  assignment: look.assignment,
  candidates: ranked.map(l => l.assignment),
  nearest: null,
  other: null,
  problems: [...look.assignment.problems, ...(sure === 'likely' ? [problem('intake/kind-to-confirm', { name: look.assignment.kind.name })] : [])],
})

const splitBetween = ([listed, removed]: readonly [Look, Look]): Recognition => {
  const { kind, at, problems } = listed.assignment
  const column = kind.contradicted?.column
  if (column === undefined) throw new Error('a pair without a column that tells its lists apart')
  const [yes, no] = kind.contradicted?.is === true ? [removed, listed] : [listed, removed]
  return {
    sure: listed.about ? 'certain' : 'likely',
    assignment: listed.assignment,
    candidates: [listed.assignment, removed.assignment],
    nearest: null,
    other: removed.assignment,
    problems: [
      ...problems,
      problem('intake/split-by-column', {
        letter: columnLetter(at.get(column) ?? 0),
        label: columnOf(column).label,
        yes: yes.assignment.kind.name,
        no: no.assignment.kind.name,
      }),
    ],
  }
}

const nothingFits = (looks: readonly Look[]): Recognition => {
  const closeness = (l: Look): number => strength(l) - l.assignment.missing.length * 0.2
  const [closest] = looks.filter(l => !l.excluded && l.assignment.at.size > 0).toSorted((a, b) => closeness(b) - closeness(a))
  const kind = closest?.assignment.kind
  const missing = closest?.assignment.missing ?? []
  return {
    sure: 'unknown',
    assignment: null,
    candidates: [],
    nearest: closest?.assignment ?? null,
    other: null,
    problems: [problem('intake/no-kind-fits', { nearest: kind?.name ?? null, missing: missing.map(k => columnOf(k).label) })],
  }
}
