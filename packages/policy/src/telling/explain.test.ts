import { nothingKnown } from '@yingjin/facts'
import { must, term, yuan } from '@yingjin/kernel'
import { describe, expect, test } from 'vitest'
import { any, fact, halfEachTerm, personDecides, type Sum, sum, withoutAmount } from '../author/index.ts'
import { evaluate } from '../engines/evaluate.ts'
import { type Form, forms, type Line } from '../pack/line.ts'
import { loadPack } from '../pack/load.ts'
import { policyFor } from '../settled/policy.ts'
import { smallPack } from '../testing/small-pack.ts'
import { explain, inSentences } from './explain.ts'

/** The living allowance of the small pack, changed, for a boarding orphan of junior high. */
const told = (change: Partial<Line>): readonly string[] => {
  const lines = smallPack.lines.map(l => (l.id === 'T-1' ? { ...l, ...change } : l))
  // What no longer carries a figure of a1 leaves the figures of a1 unused; they are not what is asked here.
  const policy = must(
    policyFor(
      must(loadPack({ ...smallPack, lines, parameters: change.amount === undefined ? smallPack.parameters : { ceiling: smallPack.parameters['ceiling']! } })),
      term('2022-autumn'),
    ),
  )
  const child = { ...nothingKnown, stage: 'junior', boards: true, orphan: true, disabled: false, marginal: false }
  const [first] = evaluate(policy, child)
  if (first === undefined) throw new Error('no line')
  return inSentences(explain(first))
}
const stated: Sum<'school-year'> = sum(yuan(1250).perSchoolYear())

describe('in what form', () => {
  test('no form without a sum is told as a thing in kind, a loan least of all', () => {
    for (const form of Object.keys(forms) as readonly Form[]) {
      const said = told({ amount: halfEachTerm(withoutAmount), delivery: { form, payee: '学生' } })
      expect(said.join(''), form).not.toContain('怎么算的')
      if (form !== 'in-kind') expect(said.join(''), form).not.toContain('实物')
    }
  })
  test('an institution sets aside from its own income; that is no aid to a school', () => {
    const [headline] = told({ amount: halfEachTerm(stated), delivery: { form: 'set-aside', payee: '本园' } })
    expect(headline).toBe('应自行提取 625.00 元：2022年秋季学期，生活补贴，孤儿。')
  })
})

test('a group that a person settles says what is asked', () => {
  const [headline] = told({
    persons: {
      name: '属于列举的对象',
      failed: '不属于列举的对象',
      grounds: [{ name: '残疾', when: any(fact('disabled'), personDecides('T-1', '是否因病致残（文件没有写标准）')), clause: 'a1' }],
      etcetera: [],
      decision: null,
      clause: 'a1',
    },
  })
  expect(headline).toBe('还没有定：2022年秋季学期，生活补贴——须由人判定：是否因病致残（文件没有写标准）。')
})
