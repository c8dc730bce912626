import { must } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf } from '../platform/content/index.ts'
import { aPdf } from '../platform/content/testing/index.ts'
import { aCounty, type TestCounty } from '../registry/testing/a-county.ts'
import { evidenceCases, historyCases, leadCases, publishKeptRun, questionCases } from './index.ts'
import { aKeptRun, type SaidOf } from './testing/a-kept-run.ts'

let county: TestCounty
/** Sees children and their leads of the second school, where the child is not; sees children alone. */
let elsewhere: bigint
let registrar: bigint

beforeAll(async () => {
  county = await aCounty()
  await county.ask(
    `insert into access.role_right (role, field, reach) select 'T-1', f, r from unnest(array['leads', 'results', 'questions']) f, unnest(array['rows', 'write']) r`,
  )
  await county.ask(`insert into access.role (role, name) values ('T-3', '看线索'), ('T-4', '看档案') on conflict do nothing`)
  await county.ask(
    `insert into access.role_right (role, field, reach) values ('T-3', 'results', 'rows'), ('T-3', 'persons', 'rows'), ('T-3', 'leads', 'rows'), ('T-4', 'persons', 'rows')`,
  )
  const [second] = await county.ask<{ organisation_id: bigint }>(`select organisation_id from registry.organisation where code = '2199010002'`)
  elsewhere = await county.account('外校', 'T-3', ['school', String(second?.organisation_id)])
  registrar = await county.account('档案', 'T-4', ['division', '990101'])
})
afterAll(() => county.close())

const publish = async (run: string, said: Readonly<Record<number, SaidOf>>) =>
  must(await publishKeptRun(county.db.pool, aKeptRun(run, said, { children: 2 }), { acting: county.as(county.clerk), fieldsOf: () => county.fields }))
const personOf = async (child: number): Promise<string> =>
  String((await county.ask<{ id: bigint }>(`select person_id as id from registry.person where name = $1 and gone_act is null`, `学生${child}`))[0]?.id)
const happened = async (personId: string, account?: bigint) => must(await county.does(historyCases.history, { personId }, account)).moments

test('a file tells what runs determined otherwise, what became of leads and questions, and which documents came; each reader his own part of it', async () => {
  await publish('a', { 1: { due: { A: 62_500, B: null }, leads: [{ kind: 'paid-twice' }], missing: { boards: '空白' } }, 2: { due: { A: 50_000 } } })
  const personId = await personOf(1)
  const [lead] = must(await county.does(leadCases.list, { personId })).leads
  const on = { leadId: lead?.leadId ?? '', version: lead?.version ?? 0 }
  must(await county.does(leadCases.assign, { ...on, accountId: String(county.clerk) }))
  const bytes = aPdf('/Voucher (1)')
  const evidence = { leadId: on.leadId, name: '退款凭证.pdf', digest: digestOf(bytes), bytes: bytes.length }
  must(await county.does(evidenceCases({ fieldsOf: () => county.fields }).attach(bytes), evidence))
  const questions = questionCases({ fieldsOf: () => county.fields })
  const [question] = must(await county.does(questions.list, {})).questions
  must(
    await county.does(questions.answer, {
      questionId: question?.questionId,
      version: question?.version,
      answer: '是',
      reason: '宿舍花名册有名',
      evidence: '宿舍花名册',
    }),
  )
  // The same again is no news; another sum is, and what is said no more.
  await publish('b', { 1: { due: { A: 62_500, B: null }, leads: [{ kind: 'paid-twice' }] }, 2: { due: { A: 50_000 } } })
  await publish('c', { 1: { due: { A: 70_000 }, leads: [{ kind: 'paid-twice' }] }, 2: { due: { A: 50_000 } } })

  const told = (await happened(personId)).map(moment =>
    moment.of === 'run'
      ? [moment.of, ...moment.lines.map(({ title, state, amountFen, was }) => [title, state, amountFen, was])]
      : [moment.of, moment.word, moment.move, ...(moment.says === null ? [] : [moment.says]), ...moment.files],
  )
  expect(told).toEqual([
    ['run', ['A补助', 'due', '70000', 'due'], ['B补助', null, null, 'undetermined']],
    ['question', question?.asked, 'answer', '是：宿舍花名册有名'],
    ['lead', lead?.word, 'attach', '退款凭证.pdf'],
    ['lead', lead?.word, 'assign'],
    ['run', ['A补助', 'due', '62500', null], ['B补助', 'undetermined', null, null]],
    ['lead', lead?.word, 'found'],
    ['question', question?.asked, 'found'],
  ])
  const assigned = (await happened(personId)).find(moment => moment.of === 'lead' && moment.move === 'assign')
  expect(assigned).toMatchObject({ day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), toName: expect.any(String), by: expect.any(String) })

  expect(await happened(personId, elsewhere)).toEqual([])
  expect(await happened(personId, registrar)).toEqual([])
  expect((await happened(await personOf(2))).map(({ of }) => of)).toEqual(['run'])
})
