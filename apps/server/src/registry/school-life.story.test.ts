import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeCases } from './change-cases.ts'
import { importCases } from './import-cases.ts'
import { personCases } from './person-cases.ts'
import { schoolCases } from './school-cases.ts'
import { schoolLifeCases } from './school-life-cases.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'

let county: TestCounty
let imports: ReturnType<typeof importCases>
let persons: ReturnType<typeof personCases>
let changes: ReturnType<typeof changeCases>
const [life, schools] = [schoolLifeCases(), schoolCases()]
let [first, second, junior] = ['', '', '']
let [atFirst, atSecond] = [0n, 0n]
const id = (sequence: number): string => sampleId({ born: '2012-05-06', sequence })
const reason = '随父母迁居'
const roll = (sequence: number, name: string, grade: number | null, more: object = {}) => ({
  name,
  id_number: id(sequence),
  school_code: '2199010001',
  stage: 'primary',
  grade,
  township: '东河镇',
  village: '柳树村',
  ...more,
})
const bring = async (...args: Parameters<typeof aFile>): Promise<string> => {
  const { importId } = must(await county.does(imports.stage, aFile(...args)))
  must(await county.does(imports.commit, { importId }))
  return importId
}
const clerkOf = (login: string, school: string): Promise<bigint> => county.account(login, 'T-1', ['school', school])
let rosterId = ''
beforeAll(async () => {
  county = await aCounty()
  const parts = { fieldsOf: () => county.fields }
  ;[imports, persons, changes] = [importCases(parts), personCases(parts), changeCases(parts)]
  const found = await county.ask<{ id: bigint }>(`select organisation_id as id from registry.organisation where kind = 'school' order by code`)
  ;[first, second] = [String(found[0]?.id), String(found[1]?.id)]
  junior = must(await county.does(schools.found, { name: '东河镇中学', stages: ['junior'], area: '990101001', from: '2000-09-01' })).schoolId
  ;[atFirst, atSecond] = [await clerkOf('first', first), await clerkOf('second', second)]
  must(await county.does(schools.openClasses, { schoolId: first, schoolYear: '2022-2023', classes: [{ stage: 'primary', grade: 3, number: '1' }] }))
  rosterId = await bring(
    'student-roll',
    [roll(1, '赵一', 3, { class_name: '三（1）班' }), roll(2, '钱二', 3), roll(3, '孙三', 6), roll(4, '李四', 6), roll(5, '周五', 5), roll(6, '吴六', null)],
    { asOf: '2022-09-10' },
  )
  await bring(
    'pupils-present',
    [1, 2, 3].map((n, i) => ({ ...roll(n, ['赵一', '钱二', '孙三'][i] ?? '', [3, 3, 6][i] ?? 3), present: true })),
    { asOf: '2022-09-12' },
  )
})
afterAll(() => county.close())

const idOf = async (name: string): Promise<string> => must(await county.does(persons.find, { name })).persons[0]?.personId ?? ''
const schoolOf = async (name: string) => must(await county.does(persons.find, { name })).persons[0]?.schoolId
/** 在籍 and 在校 as they stand. */
const words = async (name: string): Promise<readonly string[]> =>
  (
    await county.ask<{ says: string }>(
      `select concat_ws(' ', matter, state, grade, class_name, ground, case at_school_id when $2 then 'first' when $3 then 'second' when $4 then 'junior' end) as says
       from registry.standing_enrolment('990101', array[$1::bigint]) order by matter`,
      await idOf(name),
      first,
      second,
      junior,
    )
  ).map(({ says }) => says)

test('a child that changes schools stays on the roll of the old one until the new one confirms, and is seen by both meanwhile', async () => {
  const personId = await idOf('赵一')
  const order = { personId, toSchoolId: second, from: '2022-10-08', reason }
  expect(await county.does(life.handOver, order, atSecond)).toMatchObject({ problem: { code: 'registry/not-found' } })
  expect(await county.does(life.handOver, { ...order, toSchoolId: first }, atFirst)).toMatchObject({ problem: { code: 'registry/same-school' } })
  expect(await county.does(life.handOver, { ...order, toSchoolName: '外县小学' }, atFirst)).toMatchObject({ problem: { code: 'access/not-understood' } })
  const { handoverId } = must(await county.does(life.handOver, order, atFirst))
  expect(await words('赵一')).toEqual(['on-roll enrolled 3 三（1）班 first', 'present transferred-out 3 first'])
  expect(await schoolOf('赵一')).toBe(first)
  expect(await county.does(life.handOver, order, atFirst)).toMatchObject({ problem: { code: 'registry/handed-over-already', facts: { handoverId } } })
  expect(await county.does(life.suspend, { personId, from: '2022-10-09', reason }, atFirst)).toMatchObject({
    problem: { code: 'registry/handed-over-already' },
  })
  for (const account of [atFirst, atSecond])
    expect(must(await county.does(life.listHandovers, {}, account)).handovers).toMatchObject([
      { handoverId, name: '赵一', fromSchoolId: first, toSchoolId: second },
    ])
  const receive = { handoverId, schoolId: second, from: '2022-10-10', version: 1 }
  expect(await county.does(life.receive, { ...receive, schoolId: first }, atFirst)).toMatchObject({ problem: { code: 'registry/handover-elsewhere' } })
  expect(await county.does(life.receive, { ...receive, version: 3 }, atSecond)).toMatchObject({ problem: { code: 'access/stale' } })
  expect(await county.does(life.receive, { ...receive, from: '2022-10-01' }, atSecond)).toMatchObject({ problem: { code: 'registry/day-before' } })
  must(await county.does(life.receive, { ...receive, boards: true }, atSecond))
  expect(await words('赵一')).toEqual(['on-roll enrolled 3 second', 'present enrolled 3 second'])
  expect(await schoolOf('赵一')).toBe(second)
  expect(must(await county.does(life.listHandovers, {})).handovers).toEqual([])
  expect(await county.does(life.receive, receive, atSecond)).toMatchObject({ problem: { code: 'registry/handover-over', facts: { status: 'received' } } })
  expect(await county.does(imports.undo, { importId: rosterId })).toMatchObject({ problem: { code: 'registry/import-rested-on' } })
})

test('a child that goes to another county is on the roll until that county’s paper comes, or does not go after all', async () => {
  const personId = await idOf('钱二')
  const order = { personId, toSchoolName: '外县第一小学', from: '2022-10-08', reason }
  const { handoverId } = must(await county.does(life.handOver, order, atFirst))
  must(await county.does(life.withdrawHandover, { handoverId, from: '2022-10-09', reason: '不转了', version: 1 }, atFirst))
  expect(await words('钱二')).toEqual(['on-roll enrolled 3 first', 'present enrolled 3 first'])
  const again = must(await county.does(life.handOver, { ...order, from: '2022-10-20' }, atFirst)).handoverId
  must(await county.does(life.receivedElsewhere, { handoverId: again, from: '2022-11-01', receipt: '外县转学函 3 号', version: 1 }, atFirst))
  expect(await words('钱二')).toEqual(['on-roll transferred-out 3 first', 'present transferred-out 3 first'])
  expect(await schoolOf('钱二')).toBe(null)
})

test('whoever is suspended stays on the roll, comes back to a grade, and leaves the classroom without leaving the roll', async () => {
  const personId = await idOf('周五')
  expect(await county.does(life.resume, { personId, from: '2022-10-08' }, atFirst)).toMatchObject({ problem: { code: 'registry/not-suspended' } })
  must(await county.does(life.suspend, { personId, from: '2022-10-08', reason: '生病' }, atFirst))
  expect(await county.does(life.suspend, { personId, from: '2022-10-09', reason: '生病' }, atFirst)).toMatchObject({
    problem: { code: 'registry/suspended-already' },
  })
  expect(await county.does(life.resume, { personId, from: '2022-10-01' }, atFirst)).toMatchObject({ problem: { code: 'registry/day-before' } })
  expect(await words('周五')).toEqual(['on-roll suspended 5 first'])
  must(await county.does(life.resume, { personId, from: '2022-12-01', grade: 4 }, atFirst))
  expect(await words('周五')).toEqual(['on-roll enrolled 4 first'])
  must(await county.does(life.leave, { personId, from: '2023-03-01', ground: 'stopped-coming', reason: '多次家访未返校' }, atFirst))
  expect(await words('周五')).toEqual(['on-roll enrolled 4 first', 'present left 4 stopped-coming first'])
  expect(await schoolOf('周五')).toBe(first)
  expect(await county.does(life.enrol, { personId, schoolId: second, stage: 'primary', grade: 4, onRoll: true, from: '2023-04-01' })).toMatchObject({
    problem: { code: 'registry/enrolled-already' },
  })
  must(await county.does(life.leave, { personId, from: '2023-04-01', ground: 'moved-away', rollEndsToo: true, reason }, atFirst))
  expect(await schoolOf('周五')).toBe(null)
  must(await county.does(life.enrol, { personId, schoolId: second, stage: 'primary', grade: 4, onRoll: false, from: '2023-04-10' }))
  expect(await words('周五')).toEqual(['on-roll left 4 moved-away first', 'present enrolled 4 second'])
  expect(await schoolOf('周五')).toBe(second)
})

test('who is suspended stays so when the roll says again what it had said, or comes late; its new word of a later day ends it', async () => {
  const rolls = (n: string, asOf: string | undefined, more: object = {}) =>
    bring('student-roll', [roll(9, '郑九', 3, more)], { coverage: 'partial', of: `休学一例`, salt: n, ...(asOf === undefined ? {} : { asOf }) })
  await rolls('before', '2022-09-10')
  must(await county.does(life.suspend, { personId: await idOf('郑九'), from: '2022-10-08', reason: '生病' }, atFirst))
  const suspended = ['on-roll suspended 3 first']
  expect(await words('郑九')).toEqual(suspended)
  // The system of the roll lags: the same word of a later day, and another word of an earlier one.
  await rolls('again', '2022-11-01')
  expect(await words('郑九')).toEqual(suspended)
  await rolls('late', '2022-09-20', { grade: 4 })
  expect(await words('郑九')).toEqual(suspended)
  await rolls('new', '2022-12-01', { grade: 5 })
  expect(await words('郑九')).toEqual(['on-roll enrolled 5 first'])
  must(await county.does(life.leave, { personId: await idOf('郑九'), from: '2022-12-02', ground: 'moved-away', rollEndsToo: true, reason }, atFirst))
})

/** Who and where everybody is, and every word that stands. */
const everything = (): Promise<readonly object[]> =>
  county.ask(
    `select p.person_id, p.name, p.area, p.school_id, p.class_id, s.matter, s.state, s.grade, s.class_name, s.at_school_id, s.valid_from, s.boards
     from registry.person p left join registry.standing_enrolment('990101', array(select person_id from registry.person)) s using (person_id) order by 1, s.matter`,
  )
const ofYear = { schoolYear: '2023-2024' }
test('a school year is rolled over once, after a dry run that says the same, and what nobody knows is left and named', async () => {
  const before = must(await county.does(life.dryRunRollOver, ofYear))
  const was = await everything()
  expect(before).toMatchObject({
    promoted: 2,
    graduated: 2,
    expected: 2,
    suspended: 0,
    undated: 0,
    unclear: 1,
    classes: 1,
    left: [{ name: '吴六', why: 'unclear' }],
  })
  expect(await county.does(life.rollOver, ofYear, atFirst)).toMatchObject({ problem: { code: 'registry/whole-county-only' } })
  expect(await county.does(life.rollOver, { schoolYear: '2099-2100' })).toMatchObject({ problem: { code: 'registry/day-to-come' } })
  const { rollOverId, ...counts } = must(await county.does(life.rollOver, ofYear))
  const { left: _, ...said } = before
  expect(counts).toEqual(said)
  expect([await words('赵一'), await words('孙三'), await words('吴六')]).toEqual([
    ['on-roll enrolled 4 second', 'present enrolled 4 second'],
    ['on-roll graduated 6 first', 'present graduated 6 first'],
    ['on-roll enrolled first'],
  ])
  expect(must(await county.does(schools.listClasses, { schoolId: first, on: '2023-10-01' })).classes.map(c => c.name)).toEqual(['四（1）班'])
  expect(await county.does(life.rollOver, ofYear)).toMatchObject({ problem: { code: 'registry/rolled-over-already' } })
  expect(await county.does(life.rollOver, { ...ofYear, schoolId: first })).toMatchObject({ problem: { code: 'registry/rolled-over-already' } })
  const would = must(await county.does(life.showUndoRollOver, { rollOverId }))
  expect(would).toMatchObject({ undone: false, handovers: 2, classes: 1, rests: [], people: [], peopleInAll: 0 })
  const undone = must(await county.does(life.undoRollOver, { rollOverId }))
  expect(undone).toMatchObject({ restored: 3 })
  expect(would).toMatchObject(undone)
  expect(must(await county.does(life.showUndoRollOver, { rollOverId }))).toMatchObject({ undone: true, ended: 0 })
  const { total, rollOvers } = must(await county.does(life.listRollOvers, {}, county.reader))
  expect([total, rollOvers]).toMatchObject([1, [{ rollOverId, schoolYear: '2023-2024', schoolName: null, counts, doneBy: '甲', undoneBy: '甲' }]])
  expect(await county.does(life.showUndoRollOver, { rollOverId: '999' })).toMatchObject({ problem: { code: 'registry/not-found' } })
  expect(await everything()).toEqual(was)
  expect(must(await county.does(life.listHandovers, {})).handovers).toEqual([])
  expect(await county.does(life.undoRollOver, { rollOverId })).toMatchObject({ problem: { code: 'registry/roll-over-undone' } })
})

test('who finished a stage is expected at the next one, is directed to a school and received there; then the roll-over stands', async () => {
  const { rollOverId, graduated } = must(await county.does(life.rollOver, ofYear))
  expect(graduated).toBe(2)
  expect(await county.does(life.direct, { fromSchoolId: first, toSchoolId: '999' })).toMatchObject({ problem: { code: 'registry/not-found' } })
  expect(must(await county.does(life.direct, { fromSchoolId: first, toSchoolId: junior }))).toEqual({ directed: 2 })
  const atJunior = await clerkOf('junior', junior)
  const { handovers } = must(await county.does(life.listHandovers, {}, atJunior))
  expect(handovers.map(h => [h.name, h.kind, h.stage, h.grade])).toEqual([
    ['孙三', 'next-stage', 'junior', '1'],
    ['李四', 'next-stage', 'junior', '1'],
  ])
  const [one, other] = handovers
  must(await county.does(life.receive, { handoverId: one?.handoverId, schoolId: junior, from: '2023-09-01', version: one?.version }, atJunior))
  expect(await words('孙三')).toEqual(['on-roll enrolled 1 junior', 'present enrolled 1 junior'])
  expect(await county.does(life.withdrawHandover, { handoverId: other?.handoverId, from: '2023-09-02', reason, version: other?.version })).toMatchObject({
    problem: { code: 'registry/handover-of-graduate' },
  })
  const refusal = await county.does(life.undoRollOver, { rollOverId })
  expect(refusal).toMatchObject({ problem: { code: 'registry/roll-over-rested-on', facts: { rests: [{ what: 'school-life' }] } } })
  const would = must(await county.does(life.showUndoRollOver, { rollOverId }))
  expect(would).toMatchObject({ rests: [{ what: 'school-life', word: '学籍办理' }], people: [{ name: '孙三' }], peopleInAll: 1 })
  const standing = must(await county.does(life.listRollOvers, { limit: 1 })).rollOvers
  expect(standing).toMatchObject([{ rollOverId, undoneAt: null, undoneBy: null }])
})

test('a roster of the new year outweighs the roll-over where it says otherwise, and whoever it speaks of is not promoted again', async () => {
  await bring('student-roll', [roll(1, '赵一', 4, { school_code: '2199010002' }), roll(6, '吴六', 2)], { asOf: '2024-09-05', coverage: 'partial' })
  expect(await words('吴六')).toEqual(['on-roll enrolled 2 first'])
  const said = must(await county.does(life.dryRunRollOver, { schoolYear: '2024-2025' }))
  expect(said).toMatchObject({ ofTheYear: 2, promoted: 2 })
})

test('death ends an open handover and both enrolments', async () => {
  const personId = await idOf('李四')
  const wanted = { matter: 'end-enrolment', ground: 'death', from: '2023-09-20', proof: '死亡医学证明 2' }
  const enrolled = await county.does(life.enrol, { personId, schoolId: junior, stage: 'junior', grade: 1, onRoll: true, from: '2023-09-10' })
  expect(enrolled).toMatchObject({ problem: { code: 'registry/handed-over-already' } })
  const [open] = must(await county.does(life.listHandovers, {})).handovers
  must(await county.does(life.receive, { handoverId: open?.handoverId, schoolId: junior, from: '2023-09-10', version: open?.version }))
  const away = must(await county.does(life.handOver, { personId, toSchoolName: '外县中学', from: '2023-09-15', reason })).handoverId
  const { requestId } = must(await county.does(changes.request, { personId, wanted, reason }))
  must(await county.does(changes.approve, { requestId, version: 1 }, county.checker))
  expect([await words('李四'), await schoolOf('李四')]).toEqual([['on-roll left 1 death junior', 'present transferred-out 1 junior'], null])
  expect(await county.ask(`select status from registry.handover where handover_id = $1`, away)).toEqual([{ status: 'withdrawn' }])
})

test('the card shows what acts said as true on a day and as known on an act', async () => {
  const facts = async (name: string, order: object) => must(await county.does(persons.show, { personId: await idOf(name), ...order })).facts
  const rolls = async (order: object) =>
    (await facts('周五', order))
      .filter(f => f.matter === 'enrolment' && f.source === 'school-life' && f.says['matter'] === 'on-roll')
      .map(f => [f.says['state'], f.says['valid_to']])
  expect(await rolls({ asTrueOn: '2022-11-01' })).toEqual([['suspended', '2022-11-30']])
  expect(await rolls({ asTrueOn: '2022-09-15' })).toEqual([])
  const [suspended] = await county.ask<{ act: bigint }>(`select act_id as act from audit.act where kind = 'registry.suspend-child' order by act_id limit 1`)
  expect(await rolls({ asKnownOn: String(suspended?.act) })).toEqual([['suspended', null]])
  const [released] = await county.ask<{ act: bigint }>(`select act_id as act from audit.act where kind = 'registry.hand-over-child' order by act_id limit 1`)
  const handovers = async (order: object) => (await facts('赵一', order)).filter(f => f.matter === 'handover').map(f => f.says['status'])
  expect([await handovers({}), await handovers({ asKnownOn: String(released?.act) }), await handovers({ asTrueOn: '2022-10-07' })]).toEqual([
    ['received'],
    ['open'],
    [],
  ])
})
