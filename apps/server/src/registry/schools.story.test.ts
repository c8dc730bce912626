import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importCases } from './import-cases.ts'
import { personCases } from './person-cases.ts'
import { postCases } from './post-cases.ts'
import { schoolCases } from './school-cases.ts'
import { schoolRegisterCases } from './school-register-cases.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'

let county: TestCounty
let imports: ReturnType<typeof importCases>
let persons: ReturnType<typeof personCases>
const [schools, register, posts] = [schoolCases(), schoolRegisterCases(), postCases()]
beforeAll(async () => {
  county = await aCounty()
  const parts = { fieldsOf: () => county.fields }
  ;[imports, persons] = [importCases(parts), personCases(parts)]
})
afterAll(() => county.close())

const bring = async (...args: Parameters<typeof aFile>): Promise<void> => {
  const { importId } = must(await county.does(imports.stage, aFile(...args)))
  must(await county.does(imports.commit, { importId }))
}
const idOf = async (name: string): Promise<string> => must(await county.does(persons.find, { name })).persons[0]?.personId ?? ''
const placeOf = async (name: string) => {
  const [person] = must(await county.does(persons.find, { name })).persons
  return [person?.schoolId, person?.classId]
}
const found = (more: object = {}): object => ({ name: '北山中学', code: '2199010011', stages: ['junior'], area: '990101001', from: '2015-09-01', ...more })
const listed = async (order: object = {}) => must(await county.does(schools.list, order)).schools

test('a school is founded once: the same code or the same name is refused with the one that is there', async () => {
  const { schoolId } = must(await county.does(schools.found, found()))
  for (const again of [{ name: '北山初级中学' }, { code: null }, { code: null, name: ' 北 山中学 ' }])
    expect(await county.does(schools.found, found(again))).toMatchObject({
      problem: { code: 'registry/school-known', facts: { organisationId: schoolId, name: '北山中学' } },
    })
  expect(await county.does(schools.found, found({ name: '南山中学', code: '12345' }))).toMatchObject({ problem: { code: 'registry/not-a-school-code' } })
  expect(await county.does(schools.found, found({ name: '南山中学', code: null, area: '990102001' }))).toMatchObject({
    problem: { code: 'registry/area-of-other-county' },
  })
  expect(await county.does(schools.found, found({ name: '南山中学', code: null }), county.reader)).toMatchObject({ problem: { code: 'access/not-yours' } })
})

test('a school bears its names by date, and a roster with the old name still finds it', async () => {
  const [school] = await listed({ name: '北山中学' })
  const order = { organisationId: school?.schoolId, name: '清水县第二中学', from: '2021-09-01' }
  expect(await county.does(schools.rename, { ...order, version: 9 })).toMatchObject({ problem: { code: 'access/stale', facts: { given: 9 } } })
  expect(await county.does(schools.rename, { ...order, from: '2015-09-01', version: 1 })).toMatchObject({
    problem: { code: 'registry/day-before', facts: { earliest: '2015-09-02' } },
  })
  expect(await county.does(schools.rename, { ...order, name: '石桥小学', version: 1 })).toMatchObject({ problem: { code: 'registry/school-known' } })
  expect(await county.does(schools.rename, { ...order, version: 1 })).toMatchObject({ ok: true, value: { version: 2 } })
  const nameOn = async (on?: string) => (await listed({ name: '北山', ...(on === undefined ? {} : { on }) }))[0]
  expect(await nameOn('2021-08-31')).toMatchObject({ name: '北山中学', formerNames: [] })
  expect(await nameOn()).toMatchObject({ name: '清水县第二中学', formerNames: ['北山中学'], standing: 'open' })
  expect(await nameOn('2014-01-01')).toMatchObject({ name: '北山中学', standing: 'not-yet' })
  await bring('student-roll', [{ name: '赵一', id_number: sampleId({ born: '2009-05-06', sequence: 1 }), school_name: '北山中学', stage: 'junior', grade: 1 }])
  expect((await placeOf('赵一'))[0]).toBe(school?.schoolId)
})

test('classes of a school year have the names that schools say, and rosters find them by it', async () => {
  const [school] = await listed({ name: '第二中学' })
  const order = { schoolId: school?.schoolId, schoolYear: '2022-2023' }
  const { classIds } = must(
    await county.does(schools.openClasses, {
      ...order,
      classes: [
        { stage: 'junior', grade: 1, number: '3' },
        { stage: 'junior', grade: 3, number: '1', name: '九年级实验班' },
      ],
    }),
  )
  expect(await county.does(schools.openClasses, { ...order, classes: [{ stage: 'junior', grade: 1, number: '3' }] })).toMatchObject({
    problem: { code: 'registry/class-known', facts: { name: '七（3）班' } },
  })
  for (const wrong of [
    { stage: 'primary', grade: 1, number: '1' },
    { stage: 'junior', grade: 4, number: '1' },
  ])
    expect(await county.does(schools.openClasses, { ...order, classes: [wrong] })).toMatchObject({ problem: { code: 'registry/stage-not-taught' } })
  must(await county.does(schools.nameClasses, { schoolYear: '2023-2024', names: [{ classId: classIds[0], name: '八（3）班' }] }))
  const namesOn = async (on: string) => must(await county.does(schools.listClasses, { schoolId: school?.schoolId, on })).classes.map(c => [c.name, c.grade])
  expect(await namesOn('2022-10-01')).toEqual([
    ['七（3）班', '1'],
    ['九年级实验班', '3'],
  ])
  expect(await namesOn('2023-10-01')).toEqual([['八（3）班', '2']])
  await bring(
    'student-roll',
    [
      {
        name: '钱二',
        id_number: sampleId({ born: '2009-05-06', sequence: 2 }),
        school_name: '清水县第二中学',
        stage: 'junior',
        grade: 1,
        class_name: '七（3）班',
      },
    ],
    { of: '第二中学' },
  )
  expect(await placeOf('钱二')).toEqual([school?.schoolId, classIds[0]])
  // The name goes on to the class that enters next; each roster means the one of its own year.
  const next = must(await county.does(schools.openClasses, { ...order, schoolYear: '2023-2024', classes: [{ stage: 'junior', grade: 1, number: '3' }] }))
    .classIds[0]
  const child = (sequence: number, name: string) => ({
    name,
    id_number: sampleId({ born: '2009-05-06', sequence }),
    school_name: '清水县第二中学',
    stage: 'junior',
    grade: 1,
    class_name: '七（3）班',
  })
  await bring('student-roll', [child(3, '孙三')], { of: '去年', asOf: '2022-10-01' })
  await bring('student-roll', [child(4, '李四')], { of: '今年', asOf: '2023-10-01' })
  expect([(await placeOf('孙三'))[1], (await placeOf('李四'))[1]]).toEqual([classIds[0], next])
})

test('a school with children closes into another only, and its children go there; what rosters said before does not bring them back', async () => {
  const [old] = await listed({ name: '第二中学' })
  const { schoolId: into } = must(await county.does(schools.found, found({ name: '清水县第一中学', code: '2199010012' })))
  const order = { schoolId: old?.schoolId, lastDay: '2024-08-31', version: old?.version, reason: '布局调整' }
  expect(await county.does(schools.close, order)).toMatchObject({ problem: { code: 'registry/children-there', facts: { children: 4 } } })
  expect(await county.does(schools.close, { ...order, intoSchoolId: old?.schoolId })).toMatchObject({ problem: { code: 'registry/same-school' } })
  const pupils = must(await county.does(register.pupils, { schoolId: old?.schoolId, limit: 3 }))
  expect([pupils.total, pupils.pupils.length, must(await county.does(register.show, { schoolId: old?.schoolId })).enrolled]).toEqual([4, 3, 4])
  expect(must(await county.does(register.pupils, { schoolId: old?.schoolId, after: pupils.next })).pupils).toHaveLength(1)
  expect(must(await county.does(schools.close, { ...order, intoSchoolId: into }))).toEqual({ moved: 4, classesClosed: 3 })
  expect(must(await county.does(register.show, { schoolId: old?.schoolId }))).toMatchObject({
    standing: 'closed',
    lastDay: '2024-08-31',
    mergedInto: { schoolId: into, name: '清水县第一中学' },
    township: '东河镇',
    enrolled: 0,
  })
  expect(must(await county.does(register.show, { schoolId: into }))).toMatchObject({ took: [{ schoolId: old?.schoolId, lastDay: '2024-08-31' }], enrolled: 4 })
  const open = must(await county.does(register.list, { standing: 'open', limit: 2 }))
  expect([open.schools.length, open.total, open.enrolledInAll, open.next]).toEqual([2, 3, 4, '2'])
  expect(must(await county.does(register.list, { standing: 'open', limit: 2, after: open.next })).schools).toHaveLength(1)
  expect(must(await county.does(register.list, { name: '北山' })).schools).toMatchObject([{ standing: 'closed', township: '东河镇' }])
  expect(await county.does(register.show, { schoolId: '999' })).toMatchObject({ problem: { code: 'registry/not-found' } })
  expect([await placeOf('赵一'), await placeOf('钱二')]).toEqual([
    [into, null],
    [into, null],
  ])
  expect(await listed({ name: '北山' })).toMatchObject([{ standing: 'closed', mergedInto: into }])
  expect(await listed({ name: '北山', on: '2024-08-31' })).toMatchObject([{ standing: 'open' }])
  // The roll as of before the merger says nothing new; a later one that names another class of the old school does.
  const row = { id_number: sampleId({ born: '2009-05-06', sequence: 1 }), name: '赵一', school_name: '清水县第二中学', stage: 'junior', grade: 2 }
  await bring('student-roll', [row], { asOf: '2024-06-01', coverage: 'partial' })
  expect((await placeOf('赵一'))[0]).toBe(into)
  await bring('student-roll', [{ ...row, grade: 3 }], { asOf: '2024-10-01', coverage: 'partial' })
  expect((await placeOf('赵一'))[0]).toBe(old?.schoolId)
  expect(
    await county.does(schools.openClasses, { schoolId: old?.schoolId, schoolYear: '2024-2025', classes: [{ stage: 'junior', grade: 1, number: '1' }] }),
  ).toMatchObject({ problem: { code: 'registry/closed-already' } })
})

test('posts are held by persons from a day to a day: who holds one on a day is asked, and the same is not written twice', async () => {
  const [school] = await listed({ name: '第一中学' })
  await bring('opening-entries', [
    { name: '周校长', id_number: sampleId({ born: '1980-05-06', sequence: 1 }), aid_item: '无', terms_paid: 0 },
    { name: '吴老师', id_number: sampleId({ born: '1985-05-06', sequence: 1 }), aid_item: '无', terms_paid: 0 },
  ])
  const [zhou, wu] = [await idOf('周校长'), await idOf('吴老师')]
  const order = { organisationId: school?.schoolId, title: '校长', personId: zhou, from: '2020-09-01' }
  const { postId } = must(await county.does(posts.appoint, order))
  expect(await county.does(posts.appoint, { ...order, from: '2021-09-01' })).toMatchObject({
    problem: { code: 'registry/post-held', facts: { since: '2020-09-01' } },
  })
  expect(await county.does(posts.appoint, { ...order, personId: '999' })).toMatchObject({ problem: { code: 'registry/not-found' } })
  expect(await county.does(posts.end, { postId, lastDay: '2020-01-01' })).toMatchObject({ problem: { code: 'registry/day-before' } })
  must(await county.does(posts.end, { postId, lastDay: '2023-08-31' }))
  expect(await county.does(posts.end, { postId, lastDay: '2023-08-31' })).toMatchObject({ problem: { code: 'registry/not-found' } })
  const { beside } = must(await county.does(posts.appoint, { ...order, personId: wu, from: '2023-07-01' }))
  expect(beside).toEqual([{ personId: zhou, name: '周校长' }])
  const holders = async (on: string) => must(await county.does(posts.list, { organisationId: school?.schoolId, title: '校长', on })).posts.map(p => p.name)
  expect([await holders('2021-01-01'), await holders('2023-08-01'), await holders('2024-01-01'), await holders('2019-01-01')]).toEqual([
    ['周校长'],
    ['周校长', '吴老师'],
    ['吴老师'],
    [],
  ])
  expect(await county.ask(`select role, count(*)::int as n from registry.person_role where ended_act is null group by role`)).toEqual([
    { role: 'teacher', n: 1 },
  ])
})
