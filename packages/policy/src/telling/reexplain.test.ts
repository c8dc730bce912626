import { type FactValues, nothingKnown } from '@yingjin/facts'
import { must, term } from '@yingjin/kernel'
import { describe, expect, test } from 'vitest'
import { decide } from '../engines/outcome.ts'
import { shortHash } from '../nodes/canonical.ts'
import { loadPack } from '../pack/load.ts'
import type { Pack, PackSource } from '../pack/pack.ts'
import { policyFor } from '../settled/policy.ts'
import { figuresInForce } from '../engines/figures.ts'
import { programFor } from '../engines/program.ts'
import { type DecidedFrom, reexplain, type StoredResult, storedResult, wordDisagrees } from './reexplain.ts'
import { smallPack } from '../testing/small-pack.ts'
import { generateStudents } from '../testing/students.ts'

const digest = shortHash
const loaded = (source: PackSource): Pack => {
  const found = loadPack(source)
  if (!found.ok) throw new Error(JSON.stringify(found.problem.facts))
  return found.value
}
const autumn = term('2022-autumn')
const pack = loaded(smallPack)
const policy = must(policyFor(pack, autumn))
const boarder: FactValues = { ...nothingKnown, stage: 'junior', boards: true, orphan: true }

const stored = (from: DecidedFrom, line: string): StoredResult => {
  const outcome = decide(policy, from.facts, from.decisions).find(o => o.line === line)
  if (outcome === undefined) throw new Error(`no line ${line}`)
  return storedResult(policy, from, outcome, digest)
}
const again = (kept: StoredResult, from: DecidedFrom, of: Pack = pack) => reexplain(of, autumn, kept, from, { digest })

describe('a stored result', () => {
  test('tells itself again from its facts', () => {
    const told = must(again(stored({ facts: boarder }, 'T-1'), { facts: boarder }))
    expect(told.disagreements).toEqual([])
    expect(told.explanation.headline).toContain('应发 625.00 元')
  })

  test('of any student and line comes out as it was stored, whichever engine decided it', () => {
    const program = programFor(policy)
    const figures = figuresInForce(policy)
    for (const facts of generateStudents(policy, 91, 300)) {
      for (const outcome of program.decide(facts, figures)) {
        expect(must(again(storedResult(policy, { facts }, outcome, digest), { facts })).disagreements).toEqual([])
      }
    }
  })

  test('rests on what a person decided as well', () => {
    const facts: FactValues = { ...boarder, orphan: false, disabled: false, marginal: true }
    const granted: DecidedFrom = { facts, decisions: { 'T-1': true } }
    expect(must(again(stored(granted, 'T-1'), granted)).disagreements).toEqual([])
    expect(must(again(stored(granted, 'T-1'), { facts })).disagreements.map(d => d.code)).toEqual(['policy/stored-from-other-facts', 'policy/stored-differs'])
  })

  test('that was altered is found out, in every part, and said', () => {
    const kept = stored({ facts: boarder }, 'T-1')
    const altered: readonly Partial<StoredResult>[] = [
      { amountFen: 62501 },
      { state: 'not-due' },
      { form: 'to-school' },
      { grounds: kept.grounds + 1 },
      { failed: 2 },
      { missing: 4 },
    ]
    for (const change of altered) {
      expect(must(again({ ...kept, ...change }, { facts: boarder })).disagreements.map(d => d.code)).toEqual(['policy/stored-differs'])
    }
    const { disagreements, explanation } = must(again({ ...kept, amountFen: 62501 }, { facts: boarder }))
    expect(disagreements.map(wordDisagrees)).toEqual([
      'T-1（2022年秋季学期）：保存的结果是“应享受 625.01 元”，按同一事实重新计算是“应享受 625.00 元”，不一致（金额）；在查明原因之前不要发放或改动。',
    ])
    expect(explanation.headline).toContain('625.00')
  })

  test('is not held against facts that were not its own', () => {
    const kept = stored({ facts: boarder }, 'T-1')
    const others = must(again(kept, { facts: { ...boarder, disabled: true } }))
    expect(others.disagreements.map(d => d.code)).toEqual(['policy/stored-from-other-facts', 'policy/stored-differs'])
    const beyond = must(again(kept, { facts: { ...boarder, tuition_fee: 100 } }))
    expect(beyond.disagreements).toEqual([])
  })

  test('of a pack that has changed since says so, even where the sum stays', () => {
    const mended = loaded({ ...smallPack, document: { ...smallPack.document, title: '试行办法（订正）' } })
    expect(must(again(stored({ facts: boarder }, 'T-1'), { facts: boarder }, mended)).disagreements.map(d => d.code)).toEqual(['policy/stored-from-other-pack'])
  })

  test('of a line that is not there, or of a term not in force, is refused', () => {
    const kept = stored({ facts: boarder }, 'T-1')
    const unknown = again({ ...kept, line: 'T-9' }, { facts: boarder })
    expect(unknown.ok ? null : unknown.problem).toEqual({ code: 'policy/stored-line-unknown', facts: { line: 'T-9', pack: '990199-small' } })
    const elsewhere = reexplain(pack, term('2030-autumn'), kept, { facts: boarder }, { digest })
    expect(elsewhere.ok ? null : elsewhere.problem.code).toBe('policy/not-in-force')
  })
})
