import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { digestOf } from '../platform/content/index.ts'
import { aPdf } from '../platform/content/testing/index.ts'
import { importCases } from '../registry/index.ts'
import { aCounty, aFile, type TestCounty } from '../registry/testing/a-county.ts'
import { evidenceCases, leadCases, publishKeptRun, publishRun, questionCases, resultCases } from './index.ts'
import { aKeptRun, rollRow } from './testing/a-kept-run.ts'

let county: TestCounty
let imports: ReturnType<typeof importCases>
beforeEach(async () => {
  county = await aCounty()
  imports = importCases({ fieldsOf: () => county.fields })
  await county.db.asOwner((_, client) =>
    client.query(
      `insert into access.role_right (role, field, reach) select 'T-1', f, r from unnest(array['leads', 'results', 'questions']) f, unnest(array['rows', 'write']) r`,
    ),
  )
})
afterEach(() => county.close())

const digest = 'a'.repeat(64)
const id = sampleId({ born: '2012-05-06', sequence: 1 })
const row = (name: string, number: string) => ({ name, id_number: number, school_code: '2199010001', grade: 3 })
const commit = async (roster: string, rows: Parameters<typeof aFile>[1]): Promise<string> => {
  const { importId } = must(await county.does(imports.stage, aFile(roster, rows)))
  must(await county.does(imports.commit, { importId }))
  return importId
}
const personNamed = async (name: string): Promise<string> =>
  String((await county.ask<{ person_id: bigint }>(`select person_id from registry.person where name = $1 and gone_act is null`, name))[0]?.person_id)
const publish = async (personId: string): Promise<void> => {
  must(
    await county.does(publishRun(), {
      run: 'r1',
      county: '990101',
      digest,
      programVersion: '0.1.0',
      packDigest: digest,
      term: '2022-autumn',
      referenceDate: '2022-09-01',
      leads: [{ kind: 'entitled-unpaid', ground: '', personId, detail: '孤儿', restsOn: '孤儿.xlsx〔Sheet1〕第2行' }],
    }),
  )
}
const theLead = async () => {
  const [lead] = must(await county.does(leadCases.list, {})).leads
  if (lead === undefined) throw new Error('no lead')
  return { leadId: lead.leadId, version: lead.version }
}
const closeIt = async (): Promise<string> => {
  must(await county.does(leadCases.assign, { ...(await theLead()), accountId: String(county.clerk) }))
  const bytes = aPdf('/Voucher')
  must(
    await county.does(evidenceCases({ fieldsOf: () => county.fields }).attach(bytes), {
      leadId: (await theLead()).leadId,
      name: '凭证.pdf',
      digest: digestOf(bytes),
      bytes: bytes.length,
      proof: 'paid-afterwards',
    }),
  )
  must(await county.does(leadCases.proposeClose, { ...(await theLead()), proof: 'paid-afterwards', says: '凭证 17 号' }))
  must(await county.does(leadCases.close, { ...(await theLead()), proof: 'paid-afterwards', says: '已核对凭证 17 号' }, county.checker))
  return (await theLead()).leadId
}
const undo = (importId: string) => county.does(imports.undo, { importId })
const restsOn = (what: string, label: string) => ({ problem: { code: 'registry/import-rested-on', facts: { rests: [{ what, label }] } } })

test('a list that a closed lead rests on is not taken back, also where the child was known before; opened again, it is', async () => {
  await commit('student-roll', [row('赵一', id)])
  const orphans = await commit('orphan-allowance', [{ ...row('赵一', id), orphan_kind: 'orphan' }])
  await publish(await personNamed('赵一'))
  const leadId = await closeIt()
  expect(await undo(orphans)).toMatchObject(restsOn('lead', leadId))
  must(await county.does(leadCases.reopen, { ...(await theLead()), says: '凭证是别人的' }))
  expect(must(await undo(orphans))).toMatchObject({ personsGone: 0 })
})

test('a list is not taken back while somebody works on a lead of a person whom an answer about its rows made', async () => {
  await commit('student-roll', [row('赵一', id)])
  const present = await commit('pupils-present', [{ ...row('李四', id), present: true }])
  must(await county.does(imports.answer, { importId: present, reason: '号码抄错，另有其人', answers: [{ rowNo: 1, is: 'new' }] }))
  await publish(await personNamed('李四'))
  must(await county.does(leadCases.assign, { ...(await theLead()), accountId: String(county.clerk) }))
  expect(await undo(present)).toMatchObject(restsOn('lead', (await theLead()).leadId))
})

test('a list that an answer of the office rests on is not taken back until that answer is', async () => {
  const kept = aKeptRun('r1', { 1: { missing: { boards: '名册中这一项是空白的' } } })
  must(await publishKeptRun(county.db.pool, kept, { acting: county.as(county.clerk), fieldsOf: () => county.fields }))
  const { name, id_number } = rollRow(1)
  const orphans = await commit('orphan-allowance', [{ ...row(String(name), String(id_number)), orphan_kind: 'orphan' }])
  const questions = questionCases({ fieldsOf: () => county.fields })
  const theQuestion = async () => {
    const [question] = must(await county.does(questions.list, {})).questions
    return { questionId: question?.questionId ?? '', version: question?.version }
  }
  must(await county.does(questions.answer, { ...(await theQuestion()), answer: '是', reason: '宿舍花名册' }))
  expect(await undo(orphans)).toMatchObject(restsOn('decision', (await theQuestion()).questionId))
  must(await county.does(questions.undo, { ...(await theQuestion()), says: '看错了花名册' }))
  expect(must(await undo(orphans))).toMatchObject({ personsGone: 0 })
})

test('a list that a published run read tells which run that was; taken back, what was published stays as it is', async () => {
  const kept = aKeptRun('r1', { 1: { due: { boarding: 62500 } } })
  must(await publishKeptRun(county.db.pool, kept, { acting: county.as(county.clerk), fieldsOf: () => county.fields }))
  const [roll] = await county.ask<{ import_id: bigint }>(`select import_id from registry.import where roster = 'student-roll'`)
  const orphans = await commit('orphan-allowance', [{ ...row('学生1', String(rollRow(1).id_number)), orphan_kind: 'orphan' }])
  const readBy = async (importId: string) => must(await county.does(resultCases.runs, { importId }))
  expect(await readBy(String(roll?.import_id))).toMatchObject({ total: 1, runs: [{ run: 'r1', term: '2022-autumn', publishedAt: expect.any(String) }] })
  expect(await readBy(orphans)).toEqual({ total: 0, runs: [], next: null })
  const counts = must(await county.does(resultCases.runs, {})).runs[0]?.counts
  must(await undo(orphans))
  must(await undo(String(roll?.import_id)))
  expect(await readBy(String(roll?.import_id))).toMatchObject({ total: 1, runs: [{ run: 'r1', counts }] })
})
