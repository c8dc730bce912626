import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PlainDate } from '@yingjin/kernel'
import { onPaper, periodOnPaper } from '@yingjin/kernel'
import { type Pack, parametersIn, valueWord } from '@yingjin/policy'
import type { ShownPack } from '../../policy/index.ts'

type Dated = ShownPack['dated']
type Turn = ShownPack['turns'][number]
type Parameter = Pack['parameters'][string]
type Value = Parameter['values'][number]

/** Aids that rest on a figure, as the paper calls them. */
const linesOn = (pack: Pack, key: string): string[] => [
  ...new Set([...pack.bundle, ...pack.standards].filter(({ due, amount }) => parametersIn([due, amount]).has(key)).map(({ line }) => line.title)),
]

const articleOf = (pack: Pack, key: string): string => pack.clauses[key]?.article ?? key

/** `1,250.00 元，每学年`; a reading of a slip says the sum alone, the page of figures says the print. */
const word = ({ type }: Parameter, { value }: Value): string => `${valueWord(value, type)}${type.kind === 'money' ? `，${periodOnPaper(type.per)}` : ''}`

/** A later correction takes the place of what was printed for the same days. */
const standing = ({ values }: Parameter): readonly Value[] =>
  values
    .filter(one => !values.some(other => other !== one && other.known !== undefined && other.from === one.from && (one.known ?? '') < other.known))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))

type Event = Readonly<{ on: PlainDate }> & Turn['says'][number]

const figureEvents = (pack: Pack, [from, to]: Pack['document']['inForce']): readonly Event[] =>
  Object.entries(pack.parameters).flatMap(([key, parameter]) => {
    const values = standing(parameter)
    const about = { what: parameter.label, article: articleOf(pack, parameter.clause), lines: linesOn(pack, key) }
    return values.flatMap((value, at): readonly Event[] => {
      const before = values[at - 1]
      const next = values[at + 1]
      // What begins and ends with the paper is said by the paper itself.
      const begins =
        value.from > from ? [{ on: value.from, ...about, was: before?.to === value.from ? word(parameter, before) : null, is: word(parameter, value) }] : []
      const ends = value.to < to && next?.from !== value.to ? [{ on: value.to, ...about, was: word(parameter, value), is: null }] : []
      return [...begins, ...ends]
    })
  })

const lineEvents = (pack: Pack, [from, to]: Pack['document']['inForce']): readonly Event[] =>
  pack.lines.flatMap(({ title, clause, inForce }): readonly Event[] => {
    if (inForce === undefined) return []
    const about = { what: title, article: articleOf(pack, clause), lines: [title] }
    return [
      ...(inForce[0] > from ? [{ on: inForce[0], ...about, was: null, is: '开始执行' }] : []),
      ...(inForce[1] < to ? [{ on: inForce[1], ...about, was: '执行', is: null }] : []),
    ]
  })

/** The days on which something of a paper turns, oldest first, with what was and what is, its clause and the aids it touches. */
export const turnsOf = (pack: Pack): Turn[] => {
  const { inForce } = pack.document
  const byDay = Map.groupBy([...figureEvents(pack, inForce), ...lineEvents(pack, inForce)], ({ on }) => on)
  return [...byDay].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([on, says]) => ({ on, says: says.map(({ on: _on, ...said }) => said) }))
}

/** Figures whose value is not the same all the time, by the days from which one of them turns. */
export const datedFigures = (pack: Pack): Dated => {
  const turning = Object.values(pack.parameters).filter(parameter => standing(parameter).length > 1)
  const from = [...new Set(turning.flatMap(parameter => standing(parameter).map(value => value.from)))].toSorted()
  return {
    from,
    rows: turning.map(parameter => ({
      label: parameter.label,
      article: articleOf(pack, parameter.clause),
      values: from.map(day => {
        const value = standing(parameter).find(each => each.from <= day && day < each.to)
        return value === undefined ? null : word(parameter, value)
      }),
    })),
  }
}

const spanWord = /(\d{4}-\d{2}-\d{2})/g

/**
 * The list of changes that stands beside a pack, newest first, as whoever keeps the pack wrote it. Its headings
 * are `## 0.1.0 · 执行 2022-01-01 起`, its basis stands in a line `依据：…`; days are written as on paper.
 */
export const changesBeside = (folder: string): ShownPack['changelog'] => {
  const path = join(folder, 'CHANGELOG.md')
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split(/^## /m)
    .slice(1)
    .map(part => {
      const [heading = '', ...lines] = part.split('\n').map(plain)
      const [version = '', ...decides] = heading.split('·').map(text => text.trim())
      const basis = lines.find(line => line.startsWith('依据：'))
      return {
        version,
        days: [...decides.join(' ').matchAll(spanWord)].map(([day]) => onPaper(day as PlainDate)),
        basis: basis === undefined ? null : basis.slice('依据：'.length).trim(),
        entries: lines.filter(line => line.startsWith('- ')).map(line => line.slice(2)),
      }
    })
}

/** Links and emphasis as they read. */
const plain = (line: string): string =>
  line
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*_`]/g, '')
    .trim()
