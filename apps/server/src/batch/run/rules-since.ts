import type { Policy } from '@yingjin/policy'
import type { RunRecord } from './kept-run.ts'
import { settledThen } from './run-record.ts'

/**
 * In what the rules of today differ from those of a kept run: a figure, the reading of an open point, or a rule itself.
 * `was` or `is` null: it was not there then, or is not there now. A rule that is there and reads otherwise says no more.
 */
export type RuleDifference = Readonly<{
  kind: 'figure' | 'reading' | 'rule'
  what: string
  was: string | null
  is: string | null
  /** Aids that it touches. */
  lines: readonly string[]
}>

type Then = Pick<RunRecord, 'figures' | 'readingsTaken' | 'lines'>

const bothIn = (then: object, now: object): readonly string[] => [...new Set([...Object.keys(then), ...Object.keys(now)])].toSorted()

const titlesIn = (settled: readonly Then[], rests: (line: Then['lines'][string]) => boolean): readonly string[] => [
  ...new Set(settled.flatMap(({ lines }) => Object.values(lines).flatMap(line => (rests(line) ? [line.title] : [])))),
]

/** A kept run holds its figures as they were said and its rules as digests; the same is made of the policy of today. */
export const rulesSince = (then: Then, policy: Policy): readonly RuleDifference[] => {
  const now: Then = settledThen(policy)
  const both = [then, now]
  const figures = bothIn(then.figures, now.figures).flatMap((key): readonly RuleDifference[] => {
    const [was, is] = [then.figures[key], now.figures[key]]
    if (was?.said === is?.said) return []
    const lines = titlesIn(both, line => line.figures.includes(key))
    return [{ kind: 'figure', what: (is ?? was)?.label ?? key, was: was?.said ?? null, is: is?.said ?? null, lines }]
  })
  const readings = bothIn(then.readingsTaken, now.readingsTaken).flatMap((id): readonly RuleDifference[] => {
    const [was, is] = [then.readingsTaken[id], now.readingsTaken[id]]
    if (was === is) return []
    const reading = policy.pack.readings[id]
    const word = (option: string | undefined): string | null => (option === undefined ? null : (reading?.options[option] ?? option))
    const lines = titlesIn(both, line => line.readings.includes(id))
    return [{ kind: 'reading', what: `${reading?.question ?? '已经没有的读法'}（${id}）`, was: word(was), is: word(is), lines }]
  })
  const rules = bothIn(then.lines, now.lines).flatMap((id): readonly RuleDifference[] => {
    const [was, is] = [then.lines[id], now.lines[id]]
    if (was?.rule === is?.rule && was?.title === is?.title) return []
    const title = (is ?? was)?.title ?? id
    if (was === undefined) return [{ kind: 'rule', what: title, was: null, is: '现在有', lines: [title] }]
    if (is === undefined) return [{ kind: 'rule', what: title, was: '那时有', is: null, lines: [title] }]
    return [{ kind: 'rule', what: title, was: '那时的规则', is: '规则改过，条件、算法或发放方式不同', lines: [title] }]
  })
  return [...figures, ...readings, ...rules]
}
