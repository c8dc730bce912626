import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useCases } from '../access/index.ts'
import { importCases } from './import-cases.ts'
import { lockCases } from './lock-cases.ts'
import { mergeCases } from './merge-cases.ts'
import { personCases } from './person-cases.ts'
import { asActor } from '../platform/postgres/index.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'
import { joinByTwo } from './testing/join-by-two.ts'

let county: TestCounty
let imports: ReturnType<typeof importCases>
let persons: ReturnType<typeof personCases>
const id = (sequence: number): string => sampleId({ born: '2012-05-06', sequence })
const bring = async (...args: Parameters<typeof aFile>): Promise<string> => {
  const { importId } = must(await county.does(imports.stage, aFile(...args)))
  must(await county.does(imports.commit, { importId }))
  return importId
}
const [locks, merges] = [lockCases(), mergeCases()]
beforeAll(async () => {
  county = await aCounty()
  const parts = { fieldsOf: () => county.fields }
  imports = importCases(parts)
  persons = personCases(parts)
  await bring('student-roll', [
    { name: '张小明', id_number: id(1), student_number: `G${id(1)}`, school_code: '2199010001', grade: 3, township: '东河镇', village: '柳树村' },
    { name: '单小丽', id_number: id(2), school_code: '2199010002', grade: 3, township: '东河镇', village: '石桥村' },
  ])
})
afterAll(() => county.close())

const found = async (order: object, account = county.clerk): Promise<readonly string[]> =>
  must(await county.does(persons.find, order, account)).persons.map(p => p.name)
const idOf = async (name: string): Promise<string> => must(await county.does(persons.find, { name })).persons[0]?.personId ?? ''

test('a person is found by the beginning of the name or of its pinyin, whoever is called so whole first, page by page', async () => {
  await bring(
    'student-roll',
    ['段松林', '段松', '巴哈尔古丽·买买提', '段松柏', '段青'].map((name, i) => ({ name, id_number: id(60 + i), school_code: '2199010001', grade: 3 })),
    { coverage: 'partial', of: '后来的' },
  )
  expect(await found({ name: '段松' })).toEqual(['段松', '段松林', '段松柏'])
  expect(await found({ name: '巴哈尔古丽' })).toEqual(['巴哈尔古丽·买买提'])
  expect(await found({ pinyin: 'duan' })).toEqual(['段松林', '段松', '段松柏', '段青'])
  expect(await found({ pinyin: 'DS' })).toEqual(['段松'])
  // One character is a surname, and half the county.
  expect(await found({ name: '段' })).toEqual([])
  const named: string[] = []
  let after: string | null = null
  do {
    const page: Readonly<{ persons: readonly Readonly<{ name: string }>[]; next: string | null }> = must(
      await county.does(persons.find, { name: '段松', limit: 1, ...(after === null ? {} : { after }) }),
    )
    named.push(...page.persons.map(({ name }) => name))
    after = page.next
  } while (after !== null)
  expect(named).toEqual(['段松', '段松林', '段松柏'])
})

test('a person is found by whole number, birth date and last four, student number, name, pinyin and initials; numbers are masked', async () => {
  for (const order of [
    { idNumber: id(1) },
    { bornOn: '2012-05-06', lastFour: id(1).slice(14) },
    { studentNumber: `g${id(1)}` },
    { name: '张小明' },
    { pinyin: 'zhangxiaoming' },
    { pinyin: 'ZXM' },
  ])
    expect([order, await found(order)]).toEqual([order, ['张小明']])
  // 单 as a surname is shàn.
  expect(await found({ pinyin: 'shanxiaoli' })).toEqual(['单小丽'])
  expect(await found({ idNumber: id(9) })).toEqual([])
  const answer = JSON.stringify(must(await county.does(persons.find, { name: '张小明' })))
  expect(answer).not.toContain(id(1))
  expect(answer).toContain('990101 ******** **')
  expect(await county.does(persons.find, {})).toMatchObject({ problem: { code: 'registry/nothing-to-seek' } })
})

test('whoever is outside the asker’s scope is not found and not shown', async () => {
  const [school] = await county.ask<{ school_id: bigint }>(`select organisation_id as school_id from registry.organisation where code = '2199010002'`)
  const account = await county.account('teacher', 'T-2', ['school', String(school?.school_id)])
  expect(await found({ name: '单小丽' }, account)).toEqual(['单小丽'])
  expect(await found({ idNumber: id(1) }, account)).toEqual([])
  expect(await county.does(persons.show, { personId: await idOf('张小明') }, account)).toMatchObject({ problem: { code: 'registry/not-found' } })
})

test('the card shows every source beside the others with its day and its row, now and as known on an act', async () => {
  const personId = await idOf('张小明')
  const [before] = await county.ask<{ act: bigint }>('select max(act_id) as act from audit.act')
  await bring('household-register', [{ name: '张小明', id_number: id(1), birth_date: '2012-06-05', township: '东河镇', village: '石桥村' }])
  const births = (card: { facts: readonly { matter: string; source: string; says: Record<string, unknown> }[] }): readonly unknown[] =>
    card.facts.filter(f => f.matter === 'particulars').map(f => [f.source, f.says['born_on']])
  const card = must(await county.does(persons.show, { personId }))
  expect(births(card)).toEqual([
    ['student-roll', '2012-05-06'],
    ['household-register', '2012-06-05'],
  ])
  expect(card.facts.every(f => f.row === 2 && f.sheet === 'Sheet1' && f.recordedAt !== '')).toBe(true)
  expect(JSON.stringify(card)).not.toContain(id(1))
  expect(births(must(await county.does(persons.show, { personId, asKnownOn: String(before?.act) })))).toEqual([['student-roll', '2012-05-06']])
})

test('a locked list stays as it was; what a later roster says differently is shown as changes', async () => {
  const orphan = (sequence: number, name: string, kind: string) => ({ name, id_number: id(sequence), orphan_kind: kind })
  await bring('orphan-allowance', [orphan(1, '张小明', 'orphan'), orphan(2, '单小丽', 'orphan')])
  const { lockedListId, members } = must(await county.does(locks.lock, { name: '2022年秋孤儿底数', source: 'orphan-allowance' }))
  expect(members).toBe(2)
  expect(must(await county.does(locks.compare, { lockedListId })).changes).toEqual([])
  await bring('orphan-allowance', [orphan(1, '张小明', 'de_facto_unsupported'), orphan(3, '周小芳', 'orphan')])
  expect(must(await county.does(locks.compare, { lockedListId })).changes.map(c => [c.name, c.change])).toEqual([
    ['张小明', 'other'],
    ['单小丽', 'went'],
    ['周小芳', 'came'],
  ])
  // Nobody comes upon it later, whatever rights it has and by whatever way.
  for (const late of [
    `insert into registry.locked_member (division, locked_list_id, person_id, name, facts)
     select division, ${lockedListId}, person_id, name, '{}' from registry.person where name = '单小丽' limit 1`,
    `update registry.locked_member set name = '别人'`,
    'delete from registry.locked_member',
  ])
    await expect(
      asActor(county.db.pool, county.as(county.clerk), (_, client) => client.query(late)),
      late,
    ).rejects.toMatchObject({ code: '42501' })
  const taken = await county.does(locks.lock, { name: '2022年秋孤儿底数', source: 'orphan-allowance' })
  expect(taken).toMatchObject({ problem: { code: 'registry/list-name-taken' } })
  const empty = await county.does(locks.lock, { name: '没有人的', source: 'hardship-card' })
  expect(empty).toMatchObject({ problem: { code: 'registry/list-empty' } })
  // Whatever any list says of a member is held against the lock, and an import says of how many.
  const { importId } = must(
    await county.does(
      imports.stage,
      aFile('student-roll', [{ name: '单小丽', id_number: id(2), school_code: '2199010002', grade: 5 }], { salt: 'lock', coverage: 'partial' }),
    ),
  )
  const { locked } = must(await county.does(imports.dryRun, { importId }))
  expect(locked).toEqual([{ lockedListId, name: '2022年秋孤儿底数', changed: 1, came: 0 }])
  expect(must(await county.does(imports.commit, { importId })).locked).toEqual(locked)
  const moved = must(await county.does(locks.compare, { lockedListId })).changes.find(({ name }) => name === '单小丽')
  expect(moved).toMatchObject({
    change: 'went',
    facts: [
      { word: '学籍与在校 在籍', sourceName: '学籍导出', then: '年级和班 3年级', now: '年级和班 5年级' },
      { word: '困难类别 孤儿', then: expect.stringContaining('是'), now: null },
    ],
  })
  expect(must(await county.does(locks.count, { lockedListId }))).toEqual({ members: 2, came: 1, went: 1, other: 1, intact: true })
  expect(must(await county.does(locks.compare, { lockedListId, change: 'came' }))).toMatchObject({ total: 1, changes: [{ name: '周小芳' }] })
  const first = must(await county.does(locks.compare, { lockedListId, limit: 2 }))
  expect([first.total, first.changes.length]).toEqual([3, 2])
  expect(must(await county.does(locks.compare, { lockedListId, limit: 2, after: first.next })).changes.map(c => c.name)).toEqual(['周小芳'])
  const { lists } = must(await county.does(locks.list, {}))
  expect(lists).toMatchObject([{ lockedListId, name: '2022年秋孤儿底数', members: 2, lockedBy: '甲' }])
  expect(must(await county.does(locks.members, { lockedListId })).members).toMatchObject([
    { name: '张小明', school: '东河镇中心小学', says: '孤儿 是 儿童类别：孤儿' },
    { name: '单小丽' },
  ])
  const paper = must(await county.does(locks.takeChanges, { lockedListId, as: 'paper' }))
  expect([paper.rows, paper.conditions]).toEqual([3, ['底数 2022年秋孤儿底数', `摘要 ${lists[0]?.digest.slice(0, 12)}`]])
  expect(must(await county.does(locks.takeMembers, { lockedListId, as: 'paper' })).rows).toBe(2)
  expect(await county.does(locks.lock, { name: '2022年秋孤儿底数', source: 'orphan-allowance' })).toMatchObject({
    problem: { code: 'registry/list-name-taken' },
  })
  expect(await county.does(locks.lock, { name: '没有人', source: 'low-income' })).toMatchObject({ problem: { code: 'registry/list-empty' } })
  await expect(county.db.pool.query(`update registry.locked_member set name = '改'`)).rejects.toThrow('permission denied')
})

test('who is on the roll is locked like any other list', async () => {
  const { rosters } = must(await county.does(locks.lockable, {}))
  expect(rosters.find(({ source }) => source === 'student-roll')).toEqual({ source: 'student-roll', sourceName: '学籍导出', persons: 7, parts: 2 })
  expect(rosters.find(({ source }) => source === 'student-roll 后来的')).toMatchObject({ sourceName: '学籍导出·后来的', persons: 5, parts: 1 })
  const { lockedListId } = must(await county.does(locks.lock, { name: '在籍底数', source: 'student-roll' }))
  expect(must(await county.does(locks.members, { lockedListId })).members[0]).toMatchObject({ name: '张小明', says: '在籍 在读 东河镇中心小学 3年级' })
  const importId = await bring('student-roll', [{ name: '单小丽', id_number: id(2), school_code: '2199010002', grade: 6 }], { salt: 'later' })
  expect(must(await county.does(locks.count, { lockedListId }))).toMatchObject({ members: 7, intact: true, went: 1, other: 1 })
  const child = await idOf('单小丽')
  // What is taken back leaves no difference, though every fact was said anew.
  must(await county.does(imports.undo, { importId }))
  expect(must(await county.does(locks.compare, { lockedListId }))).toEqual({ total: 0, changes: [], next: null })
  // A span that is over and the next one are one change; the same span again under its last day is none besides.
  const said = `person_id, matter, at_school_id, at_school_name, stage, state, source, import_id, row_no, area, school_id, class_id`
  await county.ask(`with over as (update registry.enrolment set ended_act = (select max(act_id) from audit.act) where person_id = ${child} and source = 'student-roll' and ended_act is null returning *)
    insert into registry.enrolment (division, ${said}, grade, valid_to, act_id)
    select division, ${said}, n.grade, n.valid_to, ended_act from over o cross join lateral (values ('7', null), (o.grade, date '2023-01-15')) n (grade, valid_to)`)
  const { total, changes } = must(await county.does(locks.compare, { lockedListId }))
  expect([total, changes.map(({ name, change, facts }) => [name, change, facts.map(({ word, now }) => [word, now])])]).toEqual([
    1,
    [['单小丽', 'other', [['学籍与在校 在籍', '年级和班 7年级']]]],
  ])
})

test('two records joined are one card, an event; a split gives both back; a stale version is refused', async () => {
  await bring('disability-certificate', [{ name: '张晓明', id_number: id(4), disability_number: `${id(4)}44` }])
  const [kept, other] = [await idOf('张小明'), await idOf('张晓明')]
  const version = async (): Promise<number> =>
    (await county.ask<{ version: number }>(`select version from registry.person where person_id = $1`, other))[0]?.version ?? 0
  const reason = '同一人，姓名写法不同'
  // Two numbers that differ are two persons, until one asks and another confirms.
  const first = must(await county.does(merges.before, { personId: kept, otherPersonId: other }))
  expect(first).toMatchObject({ version: 1, differs: ['身份证号', '出生日期', '性别'], joined: 0 })
  expect(await county.does(merges.merge, { personId: kept, otherPersonId: other, version: 1, reason })).toMatchObject({
    problem: { code: 'registry/merge-needs-second', facts: { differs: first.differs } },
  })
  expect(await county.does(merges.merge, { personId: kept, otherPersonId: kept, version: 1, reason })).toMatchObject({
    problem: { code: 'registry/same-person' },
  })
  await joinByTwo(county, kept, other)
  expect(must(await county.does(merges.beforeSplit, { personId: other }))).toMatchObject({
    name: '张晓明',
    mergedInto: kept,
    mergedIntoName: '张小明',
    own: first.facts,
    givenBack: 0,
  })
  const names = async (): Promise<readonly unknown[]> =>
    must(await county.does(persons.show, { personId: kept }))
      .facts.filter(f => f.matter === 'particulars' && f.source === 'disability-certificate')
      .map(f => f.says['name'])
  expect(await names()).toEqual(['张晓明'])
  // Whoever looked at either looked at this person.
  must(await county.does(persons.show, { personId: other }, county.reader))
  const whoLooked = useCases.find(({ contract }) => contract.name === 'access.who-looked')
  if (whoLooked === undefined) throw new Error('nobody may ask who looked')
  const looks = async (personId: string | undefined): Promise<readonly string[]> =>
    (must(await county.does(whoLooked, { personId })) as Readonly<{ looks: readonly Readonly<{ name: string; accountName: string }>[] }>).looks.map(
      ({ name, accountName }) => `${name} ${accountName}`,
    )
  expect(await looks(kept)).toContain('registry.show-person 丙')
  expect(await looks(other)).toContain('registry.show-person 丙')
  expect(await found({ name: '张晓明' })).toEqual([])
  expect(await county.does(merges.merge, { personId: other, otherPersonId: kept, version: 1, reason })).toMatchObject({
    problem: { code: 'registry/already-merged' },
  })
  expect(must(await county.does(merges.list, { personId: kept })).events).toMatchObject([
    { kind: 'merge', name: '张小明', otherName: '张晓明', reason: '核对后是同一人', by: '乙', stands: true },
  ])
  expect(await county.does(merges.split, { personId: other, version: 99, reason: '不是同一人' })).toMatchObject({
    problem: { code: 'access/stale', facts: { given: 99 } },
  })
  must(await county.does(merges.split, { personId: other, version: await version(), reason: '不是同一人' }))
  expect(must(await county.does(merges.list, { personId: other })).events.map(({ kind, stands }) => [kind, stands])).toEqual([
    ['split', false],
    ['merge', false],
  ])
  expect(await names()).toEqual([])
  expect(await found({ name: '张晓明' })).toEqual(['张晓明'])
  expect(await county.ask('select kind from registry.person_event order by person_event_id')).toEqual([{ kind: 'merge' }, { kind: 'split' }])
})

test('one person joins two records that say nothing different of who they are', async () => {
  await bring('student-roll', [{ name: '何小雨', id_number: id(41), school_code: '2199010001', grade: 3 }], { coverage: 'partial', of: '有号码的' })
  await bring('student-roll', [{ name: '何小雨', id_number: '', student_number: `G${id(41)}`, school_code: '2199010002', grade: 3 }], {
    coverage: 'partial',
    of: '没有号码的',
  })
  const [one, two] = await county.ask<{ id: string; version: number }>(
    `select person_id::text as id, version from registry.person where name = '何小雨' and gone_act is null order by person_id`,
  )
  const order = { personId: one?.id, otherPersonId: two?.id }
  const { differs, version } = must(await county.does(merges.before, order))
  expect(differs).toEqual([])
  expect(await county.does(merges.merge, { ...order, version: 99, reason: '同一人' })).toMatchObject({ problem: { code: 'access/stale' } })
  must(await county.does(merges.merge, { ...order, version, reason: '同一人' }))
})

test('an import is not undone while a lock rests on a person whom it made', async () => {
  const importId = await bring('orphan-allowance', [{ name: '郑小军', id_number: id(7), orphan_kind: 'orphan' }], { of: '福利院' })
  const { lockedListId } = must(await county.does(locks.lock, { name: '福利院底数', source: 'orphan-allowance 福利院' }))
  expect(await county.does(imports.undo, { importId })).toMatchObject({
    problem: { code: 'registry/import-rested-on', facts: { rests: [{ what: 'locked-list', label: lockedListId }] } },
  })
})

test('a fact says as of when its roster speaks, also to whoever sees no rosters; a correction has no such day', async () => {
  await bring('student-roll', [{ name: '尹岁', id_number: id(80), school_code: '2199010001', grade: 3 }], {
    coverage: 'partial',
    of: '岁末',
    asOf: '2021-12-31',
  })
  const { facts } = must(await county.does(persons.show, { personId: await idOf('尹岁') }, county.reader))
  expect(new Set(facts.map(({ asOf }) => asOf))).toEqual(new Set(['2021-12-31']))
  expect(facts.map(({ row }) => row)).toContain(2)
})
