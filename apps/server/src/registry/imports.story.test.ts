import { type ImportCounts, notHereWord } from '@yingjin/domain/registry'
import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { importCases } from './import-cases.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'

let county: TestCounty
let cases: ReturnType<typeof importCases>
beforeAll(async () => {
  county = await aCounty()
  cases = importCases({ fieldsOf: () => county.fields })
})
afterAll(() => county.close())

let born = 0
/** Children of each test are born in a year of their own, so that no test finds those of another. */
beforeEach(() => {
  born += 1
})
const id = (sequence: number): string => sampleId({ born: `${2000 + born}-05-06`, sequence })
const child = (sequence: number, name: string, more: Readonly<Record<string, string | number | boolean | null>> = {}) => ({
  name,
  id_number: id(sequence),
  school_code: '2199010001',
  stage: 'primary',
  grade: 3,
  class_name: '1班',
  township: '东河镇',
  village: '柳树村',
  ...more,
})
let salts = 0
const stage = async (...args: Parameters<typeof aFile>): Promise<string> => {
  salts += 1
  const [roster, rows, more = {}] = args
  return must(await county.does(cases.stage, aFile(roster, rows, { salt: String(salts), of: `第${born}校`, ...more }))).importId
}
const commit = async (...args: Parameters<typeof aFile>): Promise<Readonly<{ importId: string; counts: ImportCounts }>> => {
  const importId = await stage(...args)
  return { importId, counts: must(await county.does(cases.commit, { importId })) as ImportCounts }
}

/** All that is known now, or was known at an act, of persons who are not gone; under names and words, without numbers of rows. */
const known = (act: bigint | null = null): Promise<readonly object[]> => {
  const live = act === null ? 't.ended_act is null' : `t.act_id <= ${act} and (t.ended_act is null or t.ended_act > ${act})`
  return county.ask(`
    select 'particulars' as matter, t.person_id, t.source, concat_ws('/', t.name, t.sex, t.born_on) as says, t.import_id, t.row_no from registry.particulars t where ${live}
    union all select 'enrolment', t.person_id, t.source, concat_ws('/', t.matter, t.at_school_id, t.grade, t.class_name, t.state), t.import_id, t.row_no from registry.enrolment t where ${live}
    union all select 'number', t.person_id, t.source, t.kind || encode(t.number_index, 'hex'), t.import_id, t.row_no from registry.identity_number t where ${live}
    union all select 'residence', t.person_id, t.source, concat_ws('/', t.township, t.village, t.at_area), t.import_id, t.row_no from registry.residence t where ${live}
    union all select 'designation', t.person_id, t.roster, t.kind || t.standing || t.detail, t.import_id, t.row_no from registry.designation t where ${live}
    union all select 'payment', t.person_id, t.source, concat_ws('/', t.item, t.term, t.amount), t.import_id, t.row_no from registry.past_payment t where ${live}
    ${act === null ? `union all select 'person', p.person_id, '', concat_ws('/', p.name, p.sex, p.born_on, p.area, p.school_id), null, null from registry.person p where p.gone_act is null` : ''}
    ${act === null ? `union all select 'token', s.person_id, s.kind, s.token, null, null from registry.search_token s` : ''}
    order by 1, 2, 3, 4`)
}
const lastAct = async (): Promise<bigint> => (await county.ask<{ act: bigint }>('select max(act_id) as act from audit.act'))[0]?.act ?? 0n

test('a dry run says what the commit then does, and every fact names its row', async () => {
  const importId = await stage('student-roll', [child(1, '赵一'), child(2, '钱二', { roll_status: '休学' }), { name: '无号', id_number: '', grade: 3 }])
  const before = await known()
  const dry = must(await county.does(cases.dryRun, { importId }))
  expect(await known()).toEqual(before)
  expect(dry).toMatchObject({
    rows: { accepted: 3, new: 2, matched: 0, doubtful: 1 },
    persons: { new: 2 },
    absence: 'rows-doubtful',
    facts: { enrolment: { new: 2 } },
  })
  expect(must(await county.does(cases.commit, { importId }))).toEqual(dry)
  expect(
    await county.ask(
      `select r.sheet_row, e.state from registry.enrolment e join registry.import_row r using (division, import_id, row_no) where import_id = $1 order by 1`,
      importId,
    ),
  ).toEqual([
    { sheet_row: 2, state: 'enrolled' },
    { sheet_row: 3, state: 'suspended' },
  ])
  expect(must(await county.does(cases.doubtful, { importId }))).toMatchObject({ rows: [{ rowNo: 3, row: 4, question: 'no-evidence' }] })
})

test('the same facts again write nothing, and what a complete roster no longer says is over', async () => {
  await commit('student-roll', [child(1, '赵一'), child(2, '钱二')])
  const before = await county.ask(`select count(*)::int as n from registry.enrolment`)
  const again = await commit('student-roll', [child(2, '钱二'), child(1, '赵一')])
  expect(again.counts.facts.enrolment).toEqual({ new: 0, changed: 0, ended: 0, unchanged: 2 })
  expect(again.counts.persons).toMatchObject({ new: 0, touched: 0 })
  expect(await county.ask(`select count(*)::int as n from registry.enrolment`)).toEqual(before)
  const moved = await commit('student-roll', [child(1, '赵一', { school_code: '2199010002' })])
  expect(moved.counts.facts.enrolment).toEqual({ new: 0, changed: 1, ended: 1, unchanged: 0 })
})

test('a dry run says who of the list before is not on this one, also where nobody ends by it', async () => {
  const five = [1, 2, 3, 4, 5].map(n => child(n, `孩子${n}`))
  const first = await commit('rural-minimum-living', five)
  expect(first.counts.lastList).toBeNull()
  const tried = async (...args: Parameters<typeof aFile>): Promise<ImportCounts> =>
    must(await county.does(cases.dryRun, { importId: await stage(...args) })) as ImportCounts
  expect(await tried('rural-minimum-living', five.slice(0, 2))).toMatchObject({ absence: 'counts', lastList: { persons: 5, notHere: 3 } })
  // A row that may be one of them is not said to be missing; and a list with a row refused ends nobody.
  const doubted = await tried('rural-minimum-living', [child(1, '孩子1'), child(2, '别的名字')], { rowsRefused: 1 })
  expect(doubted).toMatchObject({ absence: 'rows-refused', rows: { doubtful: 1 }, lastList: { persons: 5, notHere: 3 } })
  expect(doubted.facts.designation?.ended).toBe(0)
  expect((await tried('rural-minimum-living', five, { coverage: 'supplementary' })).lastList).toBeNull()
  expect(notHereWord({ persons: 49, notHere: 43 }, 'rows-doubtful')).toBe(
    '上一份 49 人里 43 人不在这份上：有认不出是谁的行，入库时他们的信息先不到期；核定按最近的一份名册算，他们可能被取消。请先核对这是不是整份名册。',
  )
  expect(notHereWord({ persons: 49, notHere: 43 }, 'rows-refused')).toBe(
    '上一份 49 人里 43 人不在这份上：有未收的行，入库时他们的信息先不到期；核定按最近的一份名册算，未收的行除写明已退出的以外不改好，就说不出谁不在上面，靠这种名册认定的学生都要等着。请改好以后整份再收。',
  )
  expect(notHereWord({ persons: 49, notHere: 2 }, 'counts')).toBe('上一份 49 人里 2 人不在这份上：他们凭这种名册认定的身份随入库到期；核定按最近的一份名册算。')
})

test('a partial roster, one with refused rows and one with a row of nobody ends nothing', async () => {
  await commit('student-roll', [child(1, '赵一'), child(2, '钱二')])
  for (const [more, why] of [
    [{ coverage: 'partial' }, 'partial'],
    [{ coverage: 'partial', rowsRefused: 1 }, 'rows-refused'],
    [{ rowsRefused: 1 }, 'rows-refused'],
  ] as const) {
    const { counts } = await commit('student-roll', [child(1, '赵一')], more)
    expect([counts.absence, counts.facts.enrolment?.ended]).toEqual([why, 0])
  }
  const { counts } = await commit('student-roll', [child(1, '赵一'), { name: '孙三', id_number: '坏' }])
  expect([counts.absence, counts.facts.enrolment?.ended]).toEqual(['rows-doubtful', 0])
})

test('sources that differ stand side by side; which counts first is said by their rank', async () => {
  await commit('disability-certificate', [child(1, '赵一', { birth_date: '2001-01-01' })])
  await commit('student-roll', [child(1, '赵一')])
  const both = await county.ask<{ source: string; born_on: string }>(
    `select split_part(source, ' ', 1) as source, t.born_on from registry.particulars t where name = '赵一' and source like $1 and ended_act is null order by 1`,
    `%第${born}校`,
  )
  expect(both.map(({ source }) => source)).toEqual(['disability-certificate', 'student-roll'])
  expect(both[0]?.born_on).not.toBe(both[1]?.born_on)
  const [person] = await county.ask<{ born_on: string }>(`select p.born_on from registry.person p order by person_id desc limit 1`)
  expect(person?.born_on).toBe(both[1]?.born_on)
})

test('doubt is a question: a number under another name, numbers of two persons, one person twice', async () => {
  await commit('student-roll', [child(1, '赵一', { student_number: `G${id(1)}` }), child(2, '钱二')])
  const { counts, importId } = await commit('pupils-present', [
    child(1, '李四', { present: true }),
    child(2, '钱二', { present: true, student_number: `G${id(1)}` }),
  ])
  expect(counts.rows).toMatchObject({ doubtful: 2, matched: 0, new: 0 })
  expect(must(await county.does(cases.doubtful, { importId })).rows.map(r => r.question)).toEqual(['names-disagree', 'numbers-disagree'])
  const twice = await commit('pupils-present', [child(2, '钱二', { present: true }), child(2, '钱二', { present: true }), child(2, '钱二', { present: false })])
  expect(twice.counts.rows).toMatchObject({ matched: 1, repeated: 1, doubtful: 1 })
})

test('a child without a number is found by name, birth date and village where they fit one only', async () => {
  await commit('student-roll', [child(1, '赵一')])
  const day = `${2000 + born}-05-06`
  const found = await commit('pupils-present', [child(9, '赵一', { id_number: '', birth_date: day, present: true })])
  expect(found.counts.rows).toMatchObject({ matched: 1, new: 0 })
  await commit('household-register', [child(2, '赵一')])
  const two = await commit('lifted-out-continuing', [child(9, '赵一', { id_number: '', birth_date: day })])
  expect(two.counts.rows).toMatchObject({ matched: 0, doubtful: 1 })
})

test('designations and payments keep their roster, sums are whole fen', async () => {
  await commit('orphan-allowance', [child(1, '赵一', { orphan_kind: 'orphan' })])
  const changed = await commit('orphan-allowance', [child(1, '赵一', { orphan_kind: 'de_facto_unsupported' })])
  expect(changed.counts.facts.designation).toEqual({ new: 1, changed: 0, ended: 1, unchanged: 0 })
  const line = { aid_item: '寄宿生生活补助', term: '2022-spring', amount: 62500 }
  const paid = await commit('payment-roster', [child(1, '赵一', line), child(1, '赵一', line)])
  expect(paid.counts.facts.past_payment?.new).toBe(2)
  // Two sums of one child: two rows, one person.
  expect(paid.counts).toMatchObject({ rows: { matched: 2 }, persons: { new: 0, matched: 1 } })
  expect(await county.ask(`select sum(amount)::bigint as fen from registry.past_payment where import_id = $1`, paid.importId)).toEqual([{ fen: 125000n }])
})

test('after an undo everything as of now is as before the import, and what was known before stays answerable', async () => {
  await commit('student-roll', [child(1, '赵一'), child(2, '钱二')])
  const [before, actBefore] = [await known(), await lastAct()]
  const knownBefore = await known(actBefore)
  const { importId } = await commit('student-roll', [child(1, '赵小一', { former_name: '赵一', grade: 4 }), child(3, '孙三')])
  const [between, actBetween] = [await known(await lastAct()), await lastAct()]
  expect(between).not.toEqual(knownBefore)
  const undone = must(await county.does(cases.undo, { importId }))
  expect(undone.personsGone).toBe(1)
  expect(await known()).toEqual(before)
  expect(await known(actBetween)).toEqual(between)
  expect(await known(actBefore)).toEqual(knownBefore)
  expect(await county.does(cases.undo, { importId })).toMatchObject({ ok: false, problem: { code: 'registry/import-not', facts: { possible: [] } } })
})

test('imports of one source are undone one after the other, the last first, and each gives back what stood before it', async () => {
  const states: (readonly object[])[] = []
  const imports: string[] = []
  for (const grade of [1, 2, 3, 4]) {
    states.push(await known())
    imports.push((await commit('student-roll', [child(1, '赵一', { grade })])).importId)
  }
  for (const importId of imports.toReversed()) {
    must(await county.does(cases.undo, { importId }))
    expect(await known()).toEqual(states.pop())
  }
})

test('an import that later ones rest on is not undone, and they are named', async () => {
  const first = await commit('student-roll', [child(1, '赵一')])
  const second = await commit('pupils-present', [child(1, '赵一', { present: true })])
  expect(await county.does(cases.undo, { importId: first.importId })).toMatchObject({
    problem: { code: 'registry/import-rested-on', facts: { rests: [{ what: 'import', label: second.importId }] } },
  })
  must(await county.does(cases.undo, { importId: second.importId }))
  must(await county.does(cases.undo, { importId: first.importId }))
})

test('the same file is taken once; when its import was undone or given up it may come again', async () => {
  const file = aFile('student-roll', [child(1, '赵一')], { of: '另校', salt: `same ${born}` })
  const { importId } = must(await county.does(cases.stage, file))
  expect(await county.does(cases.stage, file)).toMatchObject({ problem: { code: 'registry/file-taken-before', facts: { importId, status: 'staged' } } })
  must(await county.does(cases.giveUp, { importId }))
  expect(await county.does(cases.commit, { importId })).toMatchObject({ problem: { code: 'registry/import-not' } })
  must(await county.does(cases.stage, file))
})

test('a file of another county, an unknown kind and a roster of schools are refused whole', async () => {
  const imports = await county.ask('select count(*) as n from registry.import')
  expect(await county.does(cases.stage, aFile('lifted-out-continuing', [child(1, '赵一', { county: '邻县' })]))).toMatchObject({
    problem: { code: 'registry/other-county', facts: { county: '邻县', own: '清水县', row: 2 } },
  })
  expect(await county.does(cases.stage, aFile('no-such-kind', []))).toMatchObject({ problem: { code: 'registry/kind-unknown' } })
  expect(await county.does(cases.stage, aFile('school-directory', []))).toMatchObject({ problem: { code: 'registry/kind-not-of-persons' } })
  expect(await county.ask('select count(*) as n from registry.import')).toEqual(imports)
  expect(await county.does(cases.stage, aFile('student-roll', []), county.reader)).toMatchObject({ problem: { code: 'access/not-yours' } })
})

test('what a child had before the count began is taken until the first run is published, and then corrected only', async () => {
  await commit('student-roll', [child(1, '赵一')])
  const before = { aid_item: '中职国家助学金', terms_paid: 2, sum_paid: 200000, stage: 'primary', designation: '脱贫户' }
  const { importId, counts } = await commit('opening-entries', [child(1, '赵一', before), child(1, '赵一', { ...before, aid_item: '免学费' })])
  expect(counts.facts.opening_entry).toEqual({ new: 2, changed: 0, ended: 0, unchanged: 0 })
  expect(
    await county.ask(
      `select item, terms, amount, stage, at_school_id is not null as school, designation from registry.opening_entry where import_id = $1 order by 1`,
      importId,
    ),
  ).toEqual([
    { item: '中职国家助学金', terms: 2, amount: 200000n, stage: 'primary', school: true, designation: '脱贫户' },
    { item: '免学费', terms: 2, amount: 200000n, stage: 'primary', school: true, designation: '脱贫户' },
  ])
  // Where a child was then is no word about where it is now.
  expect(counts.facts.enrolment).toBeUndefined()
  const waiting = await stage('opening-entries', [child(1, '赵一', { ...before, terms_paid: 3 })])
  await county.ask(
    `create function registry.a_count(in_division text) returns text language sql as $$ select '第一次核定' where in_division = '990101' $$;
     call registry.may_close_opening('registry.a_count(text)')`,
  )
  const closed = { problem: { code: 'registry/opening-closed', facts: { by: '第一次核定' } } }
  expect(await county.does(cases.commit, { importId: waiting })).toMatchObject(closed)
  expect(await county.does(cases.stage, aFile('opening-entries', [], { salt: 'late' }))).toMatchObject(closed)
  expect(await county.does(cases.stage, aFile('payment-roster', [], { salt: 'late', of: '期初' }))).toMatchObject(closed)
  must(await county.does(cases.stage, aFile('payment-roster', [], { salt: 'late', of: '2022年春' })))
})

test('a fact names a person, an act and an import that are there, and stands where its person stands', async () => {
  const { importId } = await commit('student-roll', [child(1, '赵一')])
  const [one] = await county.ask<{ person_id: bigint; act_id: bigint }>(`select person_id, act_id from registry.particulars where import_id = $1`, importId)
  const add = (more: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const row = { division: '990101', person_id: one?.person_id, source: 'another', name: '赵一', act_id: one?.act_id, ...more }
    const names = Object.keys(row)
    return county.ask(`insert into registry.particulars (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`, ...Object.values(row))
  }
  await expect(add({ person_id: 999_999 })).rejects.toThrow('no such person')
  await expect(add({ act_id: 999_999 })).rejects.toThrow('names 999999 of audit.act')
  await expect(add({ import_id: 999_999, row_no: 1 })).rejects.toThrow('names 999999 of registry.import')
  await expect(add({ area: '990101002' })).rejects.toThrow('stands elsewhere')
  await add({})
  await expect(county.ask(`update registry.particulars set ended_act = 999999 where source = 'another'`)).rejects.toThrow('names 999999 of audit.act')
  await county.ask(`update registry.particulars set ended_act = act_id where source = 'another'`)
})

test('no number is readable in any table', async () => {
  await commit('student-roll', [child(1, '赵一', { student_number: `G${id(1)}` })])
  for (const { table } of await county.ask<{ table: string }>(`select format('%I.%I', in_schema, in_table) as "table" from infrastructure.table_guard`)) {
    const [found] = await county.ask<{ n: number }>(
      `select count(*)::int as n from ${table} t where t::text like '%' || $1 || '%' or position(convert_to($1, 'UTF8') in convert_to(t::text, 'UTF8')) > 0`,
      id(1),
    )
    expect([table, found?.n]).toEqual([table, 0])
  }
})

test('imports committed at once are written one after the other, and none is sent away', async () => {
  const importIds: string[] = []
  for (let n = 1; n <= 8; n += 1) importIds.push(await stage('student-roll', [child(n, `同时${n}`)], { of: `第${n}份`, coverage: 'partial' }))
  const outcomes = await Promise.all(importIds.map(importId => county.does(cases.commit, { importId })))
  expect(outcomes.map(outcome => outcome.ok || outcome.problem.code)).toEqual(importIds.map(() => true))
})
