import type { ImportCounts } from '@yingjin/domain/registry'
import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { importCases } from './import-cases.ts'
import { mergeCases } from './merge-cases.ts'
import { receivedCases } from './received-cases.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'

let county: TestCounty
let cases: ReturnType<typeof importCases>
const merges = mergeCases()
beforeAll(async () => {
  county = await aCounty()
  cases = importCases({ fieldsOf: () => county.fields })
})
afterAll(() => county.close())

let born = 0
beforeEach(() => {
  born += 1
})
const id = (sequence: number): string => sampleId({ born: `${2000 + born}-05-06`, sequence })
type Values = Readonly<Record<string, string | number | boolean | null>>
const child = (sequence: number, name: string, more: Values = {}) => ({
  name,
  id_number: id(sequence),
  school_code: '2199010001',
  grade: 3,
  township: '东河镇',
  village: '柳树村',
  ...more,
})
let salts = 0
const stage = async (roster: string, rows: readonly Values[], more: Parameters<typeof aFile>[2] = {}): Promise<string> => {
  salts += 1
  return must(await county.does(cases.stage, aFile(roster, rows, { salt: String(salts), of: `第${born}校`, ...more }))).importId
}
const commit = async (...args: Parameters<typeof stage>): Promise<Readonly<{ importId: string; counts: ImportCounts }>> => {
  const importId = await stage(...args)
  return { importId, counts: must(await county.does(cases.commit, { importId })) }
}
const doubtful = async (importId: string) => must(await county.does(cases.doubtful, { importId })).rows
const names = (source: string) =>
  county.ask<{ name: string }>(`select name from registry.particulars where source = $1 and ended_act is null order by name`, `${source} 第${born}校`)

test('of a file of two counties the own rows are taken, and the others refused one by one with sheet, row and county', async () => {
  const importId = await stage('lifted-out-continuing', [
    child(1, '赵一', { county: '清水县' }),
    child(2, '钱二', { county: '邻县' }),
    child(3, '孙三', { county: '某市清水县' }),
  ])
  const { rows, absence } = must(await county.does(cases.commit, { importId }))
  expect([rows, absence]).toMatchObject([{ accepted: 2, refused: 1, new: 2 }, 'counts'])
  expect(must(await county.does(cases.listForeign, { importId }))).toEqual({ rows: [{ rowNo: 2, sheet: 'Sheet1', row: 3, county: '邻县' }], next: null })
  expect((await names('lifted-out-continuing')).map(({ name }) => name)).toEqual(['孙三', '赵一'])
})

test('a doubtful row shows both sides masked; answered after the commit it is written, and is not asked about again', async () => {
  await commit('student-roll', [child(1, '赵一')])
  const renamed = child(1, '赵小一', { present: true })
  const { importId, counts } = await commit('pupils-present', [renamed, { name: '无号', id_number: '', present: true }])
  expect(counts.rows).toMatchObject({ doubtful: 2 })
  const [row, nobody] = await doubtful(importId)
  expect(row).toMatchObject({
    question: 'names-disagree',
    says: { name: '赵小一', grade: '3', village: '柳树村' },
    candidates: [{ name: '赵一', bornOn: `${2000 + born}-05-06` }],
  })
  expect(JSON.stringify(row)).not.toContain(id(1))
  expect(row?.says.numbers).toEqual(row?.candidates[0]?.numbers)
  const personId = row?.candidates[0]?.personId

  const answers = [
    { rowNo: row?.rowNo, is: 'person', personId },
    { rowNo: nobody?.rowNo, is: 'nobody' },
  ]
  expect(await county.does(cases.answer, { importId, reason: '户口簿', answers: [{ rowNo: 1, is: 'new', personId }] })).toMatchObject({ ok: false })
  const answered = must(await county.does(cases.answer, { importId, reason: '户口簿曾用名', answers }))
  expect(answered).toMatchObject({ answered: 2, counts: { rows: { matched: 1, setAside: 1 }, facts: { enrolment: { new: 1 } } } })
  expect(await doubtful(importId)).toEqual([])
  expect(await county.does(cases.answer, { importId, reason: '户口簿', answers })).toMatchObject({ problem: { code: 'registry/row-not-doubtful' } })

  const later = await commit('pupils-present', [renamed, { name: '无号', id_number: '', present: false }], { of: '另一份' })
  expect(later.counts.rows).toMatchObject({ matched: 1, doubtful: 0, setAside: 1 })
  // The later import heard the answer, so it rests on it; both taken back, the row is asked about anew.
  expect(await county.does(cases.undo, { importId })).toMatchObject({ problem: { facts: { rests: [{ what: 'import', label: later.importId }] } } })
  must(await county.does(cases.undo, { importId: later.importId }))
  must(await county.does(cases.undo, { importId }))
  expect(await county.ask(`select from registry.enrolment where source = $1 and ended_act is null`, `pupils-present 第${born}校`)).toEqual([])
  expect((await commit('pupils-present', [renamed])).counts.rows).toMatchObject({ doubtful: 1 })
})

test('a row answered as somebody new before the commit makes that person once, and later stands for the same one', async () => {
  await commit('student-roll', [child(1, '赵一')])
  const other = child(1, '李四', { present: true })
  const importId = await stage('pupils-present', [other])
  must(await county.does(cases.dryRun, { importId }))
  must(await county.does(cases.answer, { importId, reason: '号码抄错，另有其人', answers: [{ rowNo: 1, is: 'new' }] }))
  expect(await doubtful(importId)).toEqual([])
  expect(must(await county.does(cases.commit, { importId }))).toMatchObject({ rows: { new: 1, doubtful: 0 }, persons: { new: 1 } })
  const again = await commit('pupils-present', [other])
  expect(again.counts).toMatchObject({ rows: { matched: 1, new: 0 }, facts: { particulars: { unchanged: 1 } } })
})

test('before the commit an answer is kept beside its row and another takes its place; each is counted', async () => {
  await commit('student-roll', [child(1, '赵一')])
  const importId = await stage('pupils-present', [child(1, '钱二', { present: true }), { name: '无号', id_number: '', present: true }])
  must(await county.does(cases.dryRun, { importId }))
  const asked = async (state: 'open' | 'answered' | 'all') => must(await county.does(cases.doubtful, { importId, state }))
  const undecided = async () => must(await county.does(receivedCases().list, { importId })).imports[0]?.undecided
  expect(await asked('open')).toMatchObject({ open: 2, answered: 0, rows: [{ rowNo: 1, answer: null }, { rowNo: 2 }] })
  expect(await undecided()).toBe(2)
  must(await county.does(cases.answer, { importId, reason: '另有其人', answers: [{ rowNo: 1, is: 'new' }] }))
  // Tried again, what had been asked still stands beside the answer.
  must(await county.does(cases.dryRun, { importId }))
  expect(await asked('answered')).toMatchObject({
    open: 1,
    answered: 1,
    rows: [{ rowNo: 1, question: 'names-disagree', candidates: [{ name: '赵一' }], answer: { is: 'new', reason: '另有其人' } }],
  })
  const [row] = (await asked('answered')).rows
  must(await county.does(cases.answer, { importId, reason: '改过名', answers: [{ rowNo: 1, is: 'person', personId: row?.candidates[0]?.personId }] }))
  expect((await asked('all')).rows.map(({ rowNo, answer }) => [rowNo, answer?.is, answer?.reason])).toEqual([
    [1, 'person', '改过名'],
    [2, undefined, undefined],
  ])
  expect(await undecided()).toBe(1)
  expect(must(await county.does(cases.commit, { importId })).rows).toMatchObject({ matched: 1, new: 0, doubtful: 1 })
  expect(await asked('all')).toMatchObject({ open: 1, answered: 1, rows: [{ question: null, answer: { is: 'person' } }, { rowNo: 2 }] })
})

test('of two rows of one person that differ, the one a person chose counts and the other is set aside', async () => {
  await commit('student-roll', [child(1, '赵一')])
  const { importId } = await commit('pupils-present', [child(1, '赵一', { present: false }), child(1, '赵一', { present: true })])
  const [row] = await doubtful(importId)
  expect(row).toMatchObject({
    rowNo: 2,
    question: 'row-differs',
    beside: { rowNo: 1, sheet: 'Sheet1', row: 2, cells: [{ label: '在校', here: '在校', there: '不在校' }] },
  })
  must(await county.does(cases.answer, { importId, reason: '学校核实在校', answers: [{ rowNo: 2, is: 'person', personId: row?.candidates[0]?.personId }] }))
  const state = () => county.ask(`select state, row_no from registry.enrolment where source = $1 and ended_act is null`, `pupils-present 第${born}校`)
  expect(await state()).toEqual([{ state: 'enrolled', row_no: 2 }])
  const again = await commit('pupils-present', [child(1, '赵一', { present: false }), child(1, '赵一', { present: true })])
  expect(again.counts.rows).toMatchObject({ matched: 1, setAside: 1, doubtful: 0 })
})

test('of somebody new on the list both rows stand beside each other before the commit, and after it the other may be chosen', async () => {
  const importId = await stage('pupils-present', [
    child(1, '赵一', { present: false, class_name: '1班' }),
    child(2, '钱二', { present: true }),
    child(1, '赵一', { present: true, class_name: '2班' }),
  ])
  must(await county.does(cases.dryRun, { importId }))
  const [before] = await doubtful(importId)
  const cells = [
    { label: '班级', here: '2班', there: '1班' },
    { label: '在校', here: '在校', there: '不在校' },
  ]
  expect(before).toMatchObject({ rowNo: 3, question: 'row-differs', candidates: [], beside: { rowNo: 1, row: 2 } })
  expect(before?.beside?.cells).toEqual(expect.arrayContaining(cells))
  expect(before?.beside?.cells).toHaveLength(2)
  must(await county.does(cases.commit, { importId }))
  const [after] = await doubtful(importId)
  expect(after).toMatchObject({ candidates: [{ name: '赵一' }], beside: { rowNo: 1 } })
  must(await county.does(cases.answer, { importId, reason: '学校核实在校', answers: [{ rowNo: 3, is: 'person', personId: after?.candidates[0]?.personId }] }))
  expect(
    await county.ask(`select row_no, class_name from registry.enrolment where source = $1 and ended_act is null and row_no <> 2`, `pupils-present 第${born}校`),
  ).toEqual([{ row_no: 3, class_name: '2班' }])
})

test('rows of one list under one number and other names stand beside each other, numbers masked', async () => {
  const importId = await stage('student-roll', [child(1, '赵一'), child(1, '赵一'), child(1, '钱二'), { name: '无号', id_number: '', grade: 3 }])
  must(await county.does(cases.dryRun, { importId }))
  const rows = await doubtful(importId)
  expect(rows.map(({ rowNo, question, beside }) => [rowNo, question, beside?.rowNo])).toEqual([
    [1, 'names-disagree', 3],
    [2, 'names-disagree', 3],
    [3, 'names-disagree', 1],
    [4, 'no-evidence', undefined],
  ])
  expect(rows[2]?.beside?.cells).toEqual([{ label: '姓名', here: '钱二', there: '赵一' }])
  expect(JSON.stringify(rows)).not.toMatch(/\d{17}/)
})

test('rows that are alike are counted by their doubt, asked for by it, and answered together for one reason', async () => {
  await commit('student-roll', [child(1, '赵一'), child(2, '钱二')])
  const nobodys = [3, 4, 5].map(n => ({ name: `无号${n}`, id_number: '', present: true }))
  const importId = await stage('pupils-present', [child(1, '李四', { present: true }), ...nobodys, child(2, '王五', { present: true })])
  must(await county.does(cases.dryRun, { importId }))
  const asked = async (question: string) => must(await county.does(cases.doubtful, { importId, question }))
  const alike = await asked('no-evidence')
  expect(alike.kinds).toEqual([
    { question: 'no-evidence', open: 3 },
    { question: 'names-disagree', open: 2 },
  ])
  expect(alike.rows.map(({ rowNo }) => rowNo)).toEqual([2, 3, 4])
  const answers = alike.rows.map(({ rowNo }) => ({ rowNo, is: 'nobody' }))
  expect(must(await county.does(cases.answer, { importId, reason: '学校说不是本校的', answers }))).toMatchObject({ answered: 3 })
  expect(await asked('no-evidence')).toMatchObject({ open: 2, answered: 3, kinds: [{ question: 'names-disagree', open: 2 }], rows: [] })
})

test('a row of an older list is not answered into it once a newer one of the same source stands', async () => {
  await commit('student-roll', [child(1, '赵一')])
  const older = await commit('pupils-present', [child(1, '李四', { present: true })])
  const newer = await commit('pupils-present', [child(1, '赵一', { present: true })])
  expect(await county.does(cases.answer, { importId: older.importId, reason: '核实', answers: [{ rowNo: 1, is: 'nobody' }] })).toMatchObject({
    problem: { code: 'registry/newer-import', facts: { newer: newer.importId } },
  })
})

test('a line break, a blank or another dot in a written name is no other name, of a child and of a guardian', async () => {
  const parent = { guardian_name: '赵父', guardian_id_number: sampleId({ born: '1980-02-03', sequence: 200 + born }), guardian_relation: '父亲' }
  await commit('student-roll', [child(1, '赵\r\n一', parent), child(3, '买买提·艾力')])
  const { counts } = await commit('pupils-present', [
    child(1, '赵 一', { ...parent, guardian_name: '赵 父', present: true }),
    child(3, '买买提．艾力', { present: true }),
  ])
  expect(counts).toMatchObject({ rows: { matched: 2, doubtful: 0 }, guardians: { known: 1, otherName: 0 } })
  expect((await names('student-roll')).map(({ name }) => name)).toEqual(['买买提·艾力', '赵一', '赵父'])
})

test('a guardian with a whole number is a person, once for all children; by a name alone or another name it stays a name', async () => {
  const parent = {
    guardian_name: '赵父',
    guardian_id_number: sampleId({ born: '1980-02-03', sequence: 100 + born }),
    guardian_relation: '父亲',
    guardian_phone: '13900001234',
  }
  const { importId, counts } = await commit('student-roll', [
    child(1, '赵一', parent),
    child(3, '赵三', parent),
    child(5, '孙五', { guardian_name: '孙爷', guardian_relation: '爷爷', guardian_phone: '139-0000-1111' }),
    child(7, '周七', { ...parent, guardian_name: '周母', guardian_relation: '委托照护人', guardian_id_number: id(9) }),
    child(9, '吴九'),
  ])
  expect(counts).toMatchObject({ persons: { new: 6 }, guardians: { known: 0, new: 1, nameOnly: 1, otherName: 1 } })
  const rows = await county.ask(
    `select c.name, g.guardian_name, p.name as guardian, g.ground, array(select n.kind from registry.identity_number n where n.person_id = g.guardian_person_id order by 1) as numbers,
       exists (select from registry.identity_number n where n.person_id = c.person_id and n.kind = 'phone') as phone
     from registry.guardianship g join registry.person c on c.person_id = g.person_id left join registry.person p on p.person_id = g.guardian_person_id
     where g.import_id = $1 order by g.row_no`,
    importId,
  )
  expect(rows).toEqual([
    { name: '赵一', guardian_name: '赵父', guardian: '赵父', ground: 'law', numbers: ['phone', 'resident-id'], phone: false },
    { name: '赵三', guardian_name: '赵父', guardian: '赵父', ground: 'law', numbers: ['phone', 'resident-id'], phone: false },
    { name: '孙五', guardian_name: '孙爷', guardian: null, ground: 'unsaid', numbers: [], phone: true },
    { name: '周七', guardian_name: '周母', guardian: null, ground: 'de-facto', numbers: [], phone: true },
  ])
  const later = await commit('household-register', [child(1, '赵一', parent)])
  expect(later.counts).toMatchObject({ persons: { new: 0 }, guardians: { known: 1, new: 0 } })
  expect(await county.does(cases.undo, { importId })).toMatchObject({ problem: { code: 'registry/import-rested-on' } })
  must(await county.does(cases.undo, { importId: later.importId }))
  expect(must(await county.does(cases.undo, { importId })).personsGone).toBe(6)
})

test('rows of a record that was merged are told of the person it was merged into', async () => {
  const student = (grade: number): Values => ({ name: '赵一', id_number: '', student_number: `G${id(1)}`, school_code: '2199010002', grade })
  await commit('student-roll', [child(1, '赵一')])
  const { importId } = await commit('vocational-roll', [student(1)])
  const [one, two] = await county.ask<{ person_id: bigint }>(
    `select person_id from registry.particulars where source like $1 and ended_act is null order by source`,
    `% 第${born}校`,
  )
  must(await county.does(merges.merge, { personId: String(one?.person_id), otherPersonId: String(two?.person_id), version: 1, reason: '同一人' }))
  const same = await commit('vocational-roll', [student(1)])
  expect(same.counts).toMatchObject({ rows: { matched: 1, new: 0 }, facts: { enrolment: { unchanged: 1, ended: 0 } } })
  const changed = await commit('vocational-roll', [student(2)])
  expect(changed.counts.facts.enrolment).toEqual({ new: 0, changed: 1, ended: 0, unchanged: 0 })
  const standing = () => county.ask(`select person_id, grade from registry.enrolment where source = $1 and ended_act is null`, `vocational-roll 第${born}校`)
  expect(await standing()).toEqual([{ person_id: one?.person_id, grade: '2' }])
  must(await county.does(cases.undo, { importId: changed.importId }))
  expect(await standing()).toEqual([{ person_id: two?.person_id, grade: '1' }])

  // A split gives back what was said since of rows that were matched to the record that is parted.
  const since = await commit('vocational-roll', [student(3)])
  expect(await standing()).toEqual([{ person_id: one?.person_id, grade: '3' }])
  const [{ version } = { version: 0 }] = await county.ask<{ version: number }>(`select version from registry.person where person_id = $1`, two?.person_id)
  must(await county.does(merges.split, { personId: String(two?.person_id), version, reason: '两个人' }))
  expect(await standing()).toEqual([{ person_id: two?.person_id, grade: '3' }])
  expect(await county.does(cases.undo, { importId: since.importId })).toMatchObject({ problem: { facts: { rests: [{ what: 'merge' }] } } })
  expect((await commit('vocational-roll', [student(3)])).counts.facts.enrolment).toEqual({ new: 0, changed: 0, ended: 0, unchanged: 1 })
  expect(importId).not.toBe(same.importId)
})

test('batches with rows nobody has answered are listed by themselves, and one that a newer took the place of asks nothing any more', async () => {
  const { list } = receivedCases()
  const waiting = async () => {
    const { imports } = must(await county.does(list, { undecided: true }))
    return imports.filter(({ source }) => source.endsWith(`第${born}校`)).map(({ importId, undecided }) => [importId, undecided])
  }
  const nobody = (present: boolean): Values => ({ name: '无号', id_number: '', present })
  const first = await commit('pupils-present', [child(1, '赵一', { present: true }), nobody(true)])
  expect(await waiting()).toEqual([[first.importId, 1]])
  const second = await commit('pupils-present', [child(1, '赵一', { present: true }), nobody(false)])
  expect(await waiting()).toEqual([[second.importId, 1]])
  expect(must(await county.does(list, { importId: first.importId })).imports).toMatchObject([{ undecided: 0 }])
  const [row] = await doubtful(second.importId)
  must(await county.does(cases.answer, { importId: second.importId, reason: '查无此人', answers: [{ rowNo: row?.rowNo, is: 'nobody' }] }))
  expect(await waiting()).toEqual([])
})

test('rows of a sheet and the persons they speak of are counted each by its own word', async () => {
  const file = aFile('rural-minimum-living', [child(1, '户主'), child(2, '孩子一'), child(3, '孩子二')], { of: `第${born}校` }) as { rows: object[] }
  const { importId } = must(await county.does(cases.stage, { ...file, rows: file.rows.map((row, at) => ({ ...row, row: at < 2 ? 2 : 3 })) }))
  expect(must(await county.does(receivedCases().list, { importId })).imports).toMatchObject([{ sheetRows: 2, rowsAccepted: 3, unit: '人' }])
})
