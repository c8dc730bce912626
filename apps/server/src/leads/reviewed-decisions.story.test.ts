import type { ToldOfRun } from '@yingjin/domain/leads'
import { must } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { perform } from '../access/index.ts'
import { aCounty, type TestCounty } from '../registry/testing/a-county.ts'
import { publishKeptRun, questionCases, reviewCases, reviewRun } from './index.ts'
import type { UsedOfOffice } from './reviewed-decisions.ts'
import { aKeptRun, type SaidOf } from './testing/a-kept-run.ts'

let county: TestCounty
let cases: ReturnType<typeof questionCases>
beforeAll(async () => {
  county = await aCounty()
  cases = questionCases({ fieldsOf: () => county.fields })
  await county.ask(
    `insert into access.role_right (role, field, reach) select 'T-1', f, r from unnest(array['leads', 'results', 'questions']) f, unnest(array['rows', 'write']) r on conflict do nothing`,
  )
})
afterAll(() => county.close())

const told: ToldOfRun = { persons: 4, setAside: 0, totals: [], waits: [], gaps: [], rosters: [] }
const asked: Readonly<Record<number, SaidOf>> = {
  1: { due: { A: null }, missing: { boards: '名册中这一项是空白的' } },
  2: { decide: ['B'], due: { A: 100 } },
  3: { due: { A: null }, missing: { boards: '名册中这一项是空白的' } },
  4: { due: { A: null }, missing: { boards: '名册中这一项是空白的' } },
}
const reviews = reviewCases()

const latestAct = async (): Promise<string> => String((await county.ask<{ act: bigint }>('select max(act_id) as act from audit.act'))[0]?.act)
const answer = async (matter: string, key: string, person: number, said: string): Promise<void> => {
  const found = must(await county.does(cases.list, { matter, key, limit: 200 })).questions.find(({ child }) => child?.name === `学生${person}`)
  if (found === undefined) throw new Error(`${person} is not asked`)
  must(await county.does(cases.answer, { questionId: found.questionId, version: found.version, answer: said, reason: '与学校核对过' }))
}
const look = async (run: string, said: Readonly<Record<number, SaidOf>>, officeAct: string | null, used: readonly UsedOfOffice[]) => {
  const kept = aKeptRun(run, said, { officeAct })
  const { county: of, digest, programVersion, pack, packDigest, term, referenceDate, tables } = kept
  const order = { run, county: of, digest, programVersion, pack, packDigest, term, referenceDate, tables }
  must(await perform(county.db.pool, reviewRun({ kept, told, known: [], used }), order, { acting: county.as(county.clerk), fieldsOf: () => county.fields }))
  return must(await county.does(reviews.show, { run })).review?.decisions
}
const publish = (run: string, said: Readonly<Record<number, SaidOf>>, officeAct: string | null) =>
  publishKeptRun(county.db.pool, aKeptRun(run, said, { officeAct }), { acting: county.as(county.clerk), fieldsOf: () => county.fields })

test('of each decision since the published run it is told whether the next one rests on it, and whether the child’s results differ', async () => {
  must(await publish('r1', asked, await latestAct()))
  await answer('missing-fact', 'boards', 1, '是')
  await answer('discretion', 'B', 2, '同意')
  await answer('missing-fact', 'boards', 3, '否')
  const upTo = await latestAct()
  await answer('missing-fact', 'boards', 4, '是')

  // The boarder's sum is known now; of the second child only another aid differs; of the third the run knows nothing.
  const next = { 1: { due: { A: 625 } }, 2: { decide: ['B'], due: { A: 200 } }, 3: { due: { A: null } }, 4: { due: { A: null } } }
  const used: readonly UsedOfOffice[] = [
    { no: 1, of: 'fact', key: 'boards' },
    { no: 2, of: 'line', key: 'B' },
  ]
  expect(await look('r2', next, upTo, used)).toEqual({
    taken: [
      { matter: 'discretion', effect: 'same', decisions: 1 },
      { matter: 'missing-fact', effect: 'changed', decisions: 1 },
      { matter: 'missing-fact', effect: 'unused', decisions: 1 },
    ],
    later: 1,
  })
  const list = async (order: object = {}) => must(await county.does(reviews.decisions, { run: 'r2', ...order }))
  expect((await list()).decisions.map(({ child, asked: word, title, answer: said, effect }) => [child?.name, word, title, said, effect])).toEqual(
    expect.arrayContaining([
      ['学生1', '补信息：寄宿', null, '是', 'changed'],
      ['学生2', '是否同意享受', 'B补助', '同意', 'same'],
      ['学生3', '补信息：寄宿', null, '否', 'unused'],
    ]),
  )
  expect([(await list()).total, (await list({ matter: 'missing-fact' })).total, (await list({ effect: 'changed' })).total]).toEqual([3, 2, 1])
  const first = await list({ limit: 1 })
  expect((await list({ limit: 2, after: first.next })).decisions).toHaveLength(2)
  expect(must(await county.does(reviews.takeDecisions, { run: 'r2', effect: 'unused' })).rows).toBe(1)
  expect(await county.does(reviews.decisions, { run: 'r2' }, county.reader)).toMatchObject({ ok: false })

  // Published, the next run tells of what came after it alone.
  must(await publish('r2', next, upTo))
  expect(await look('r3', next, await latestAct(), used)).toMatchObject({ taken: [{ matter: 'missing-fact', effect: 'unused', decisions: 1 }], later: 0 })
  expect(must(await county.does(reviews.show, { run: 'r3' })).review?.listed).toBe(true)
  expect(await look('r4', { ...next, 4: { due: { A: 625 } } }, null, used)).toBeNull()

  // Of the look before nothing is left, and nobody is told that nothing was different.
  expect(must(await county.does(reviews.show, { run: 'r3' })).review).toMatchObject({ listed: false, changes: [], decisions: null })
  for (const gone of [reviews.decisions, reviews.changes, reviews.takeDecisions, reviews.takeChanges])
    expect(await county.does(gone as typeof reviews.decisions, { run: 'r3' })).toMatchObject({ ok: false, problem: { code: 'leads/look-replaced' } })
  expect(must(await county.does(reviews.changes, { run: 'r4' })).total).toBeGreaterThan(0)
})
