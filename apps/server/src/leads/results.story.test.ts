import type { ListOnPaper } from '@yingjin/domain/access'
import { must, type Problem, type Result } from '@yingjin/kernel'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sampleId } from '@yingjin/kernel/testing'
import { mergeCases } from '../registry/index.ts'
import { joinByTwo } from '../registry/testing/join-by-two.ts'
import { aCounty, type TestCounty } from '../registry/testing/a-county.ts'
import { digestsOfKept, leadCases, ownerCases, publishKeptRun, leadChangeCases, publishPoints, resultCases, takeListCases } from './index.ts'
import { waitingCases } from './waiting-cases.ts'
import { waitingChildren } from './waiting-children.ts'
import type { KeptRun } from './kept-run.ts'
import { aKeptRun, rollRow, type SaidOf } from './testing/a-kept-run.ts'

let county: TestCounty
/** Sees results and no category of difficulty; sees how many there are; sees the second school. */
let centre: bigint
let counter: bigint
let school: bigint
/** Works on leads and questions of the second school. */
let aidClerk: bigint
let schoolId: string

beforeAll(async () => {
  county = await aCounty()
  await county.ask(
    `insert into access.role_right (role, field, reach) select 'T-1', f, r from unnest(array['leads', 'results', 'questions']) f, unnest(array['rows', 'write']) r`,
  )
  await county.ask(`insert into access.role (role, name) values ('T-3', '看核定'), ('T-4', '看人数') on conflict do nothing`)
  await county.ask(
    `insert into access.role_right (role, field, reach) values ('T-3', 'results', 'rows'), ('T-3', 'persons', 'rows'), ('T-3', 'leads', 'rows'), ('T-4', 'results', 'counts')`,
  )
  const [second] = await county.ask<{ organisation_id: bigint }>(`select organisation_id from registry.organisation where code = '2199010002'`)
  schoolId = String(second?.organisation_id)
  centre = await county.account('中心校', 'T-3', ['division', '990101'])
  counter = await county.account('财务', 'T-4', ['division', '990101'])
  school = await county.account('学校', 'T-3', ['school', schoolId])
  aidClerk = await county.account('学校资助经办人', 'T-1', ['school', schoolId])
})
afterAll(() => county.close())

let runs = 0
/** Runs of each test bear names of their own, and speak of the same six children. */
beforeEach(async () => {
  runs += 1
  await county.ask(
    `truncate leads.run, leads.lead, leads.lead_ground, leads.lead_about, leads.lead_in_run, leads.result_line, leads.result_ground, leads.result_change cascade`,
  )
})
const six = { children: 6 }
const publish = (kept: KeptRun, at?: Parameters<typeof publishKeptRun>[2]['at']) =>
  publishKeptRun(county.db.pool, kept, { acting: county.as(county.clerk), fieldsOf: () => county.fields, ...(at === undefined ? {} : { at }) })
const run = (name: string, said: Readonly<Record<number, SaidOf>>, more: Parameters<typeof aKeptRun>[2] = six): KeptRun =>
  aKeptRun(`${name}-${runs}`, said, more)
const code = (result: Result<unknown, Problem>): string => (result.ok ? 'done' : result.problem.code)
const personOf = async (child: number): Promise<string> => {
  const [row] = await county.ask<{ id: string }>(
    `select coalesce(merged_into, person_id)::text as id from registry.person where name = $1 and gone_act is null order by person_id limit 1`,
    `学生${child}`,
  )
  return row?.id ?? ''
}
const changes = async () =>
  must(await county.does(resultCases.changes, {})).changes.map(({ name, line, change, was, is }) => [name, line, change, was?.amountFen, is?.amountFen])

test('a run is published with the rosters it rests on, once, and every result names its person and its reason', async () => {
  const kept = run('a', { 1: { due: { A: 62_500, B: null } }, 2: { due: { A: 50_000 }, leads: [{ kind: 'paid-twice' }] } })
  const first = must(await publish(kept))
  expect(first).toMatchObject({
    published: true,
    leads: { new: 1 },
    results: { due: 2, undetermined: 1 },
    changes: { new: 0 },
    unsettled: { persons: 0, results: 0, leads: 0 },
  })
  expect(must(await publish(kept))).toMatchObject({ published: false, imports: { taken: 0, before: 1 }, results: { due: 2 } })
  expect(code(await publish({ ...kept, tables: { entitlement: 'f'.repeat(64) } }))).toBe('leads/run-changed')
  const personId = await personOf(1)
  expect(must(await county.does(resultCases.ofChild, { personId })).results).toMatchObject([
    { line: 'A', title: 'A补助', state: 'due', amountFen: '62500', clause: '第一条（A）', ground: { says: '属于脱贫户，符合本条其他条件' } },
    { line: 'B', state: 'undetermined', amountFen: null, ground: { says: '待补：寄宿', missing: ['boards'] } },
  ])
  const { runs: told, total } = must(await county.does(resultCases.runs, {}))
  expect(total).toBe(told.length)
  expect(told).toMatchObject([{ run: kept.run, digest: kept.digest, pack: '990101-clearwater', counts: { results: { due: 2 } } }])
})

test('children, results and questions that wait for a fact are counted apart, and who waits for a roster beside them', async () => {
  const gaps = [{ fact: 'orphan', children: 3 }]
  must(await publish(run('a', { 1: { due: { A: 62_500, B: null } }, 2: { due: { A: null, B: null } } }, { ...six, gaps })))
  const waiting = must(await county.does(waitingCases.waiting, {}))
  expect(waiting).toMatchObject({ children: 2, results: 3, gaps: [{ children: 3, rosters: [expect.stringContaining('民政局')] }] })
  expect(waiting.gaps[0]?.fact).not.toBe('orphan')
  expect(waiting.questions).not.toBeNull()
  expect(must(await county.does(waitingCases.waiting, { runId: waiting.runId })).questions).toBe(waiting.questions)
  must(await publish(run('b', { 1: { due: { A: 62_500 } } })))
  expect(must(await county.does(waitingCases.waiting, {}))).toMatchObject({ children: 0, results: 0, gaps: [] })
  expect(must(await county.does(waitingCases.waiting, { runId: waiting.runId }))).toMatchObject({ results: 3, questions: null })
})

test('the children who wait are listed with what each lacks, from whom it is to come and since when; their number is the number counted', async () => {
  const gaps = [{ fact: 'orphan', children: 2 }]
  const lacking = (kept: KeptRun): KeptRun => ({
    ...kept,
    reasons: kept.reasons.map(each => (each.line === 'B' && each.state === 'undetermined' ? { ...each, missing: ['boards', 'orphan'] } : each)),
  })
  const said = { 1: { due: { A: 62_500, B: null }, missing: { boards: '空白' } }, 2: { due: { A: null, B: null }, missing: { boards: '空白' } } }
  must(await publish(lacking(run('a', { ...said, 3: { due: { A: 10 } } }, { ...six, gaps }))))
  must(await publish(lacking(run('b', { ...said, 3: { due: { A: null } }, 4: { due: { A: null }, mayBe: 1 } }, { ...six, gaps }))))
  const list = async (order: object = {}, account?: bigint) => must(await county.does(waitingChildren, order, account))
  const whole = await list()
  const { children } = must(await county.does(waitingCases.waiting, {}))
  expect([whole.total, whole.children.length]).toEqual([children, children])
  expect(whole.facts?.map(({ key }) => key).toSorted()).toEqual(['boards', 'orphan'])
  const of = (name: string) => whole.children.find(({ child }) => child?.name === name)
  expect(of('学生1')).toMatchObject({ results: 1, since: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) })
  expect(
    of('学生1')
      ?.waits?.map(({ key, state, questionId, rosters }) => [key, state, questionId !== null, rosters.length > 0])
      .toSorted(),
  ).toEqual([
    ['boards', 'open', true, false],
    ['orphan', null, false, true],
  ])
  expect(of('学生2')?.results).toBe(2)
  expect(of('学生3')?.waits?.map(({ key }) => key)).toEqual(['boards'])
  // Since when: the day of the first run of those that have left it open ever since.
  await county.ask(`update audit.act set recorded_at = '2022-09-05 20:00+00' where act_id = (select min(act_id) from leads.run)`)
  const since = new Map((await list()).children.map(each => [each.child?.name, each.since]))
  expect([since.get('学生1'), since.get('学生3') === since.get('学生1')]).toEqual(['2022-09-06', false])

  // Page by page, by place and by what is lacking.
  const first = await list({ limit: 1 })
  expect((await list({ limit: 200, after: first.next })).total).toBe(whole.total)
  expect((await list({ limit: 200, after: first.next })).children.map(({ no }) => no)).toEqual(whole.children.slice(1).map(({ no }) => no))
  expect((await list({ key: 'orphan' })).children.map(({ child }) => child?.name)).toEqual(['学生1', '学生2'])
  expect((await list({ key: 'orphan' })).children.find(({ child }) => child?.name === '学生2')?.results).toBe(2)
  expect((await list({ key: 'boards' })).total).toBe(whole.total)
  expect((await list({ key: 'no-fact' })).total).toBe(0)
  const there = await list({ schoolId })
  expect([whole.classes, there.classes.map(({ name }) => name)]).toEqual([[], ['三（1）班']])
  expect((await list({ schoolId, classId: there.classes[0]?.classId })).total).toBe(there.total)
  expect((await list({ schoolId })).children.map(({ child }) => child?.name)).toEqual((await list({}, school)).children.map(({ child }) => child?.name))

  // Whoever may see results and no category of difficulty sees who waits and for how many, not for what.
  const unsaid = await list({}, centre)
  expect([unsaid.total, unsaid.facts, unsaid.children.map(({ waits }) => waits)]).toEqual([whole.total, null, whole.children.map(() => null)])
  expect(JSON.stringify(unsaid)).not.toContain('孤儿')
  expect((await list({ key: 'orphan' }, centre)).total).toBe(0)

  // Of an earlier run nobody is asked any more, and it is told of its own.
  const before = await list({ runId: must(await county.does(resultCases.runs, {})).runs[1]?.runId })
  expect(before.children.flatMap(({ waits }) => (waits ?? []).map(({ questionId }) => questionId))).toEqual(
    before.children.flatMap(({ waits }) => (waits ?? []).map(() => null)),
  )
  const taken = must(await county.does(takeListCases({ fieldsOf: () => county.fields }).waitingChildren, { as: 'paper', key: 'orphan' }))
  expect(taken).toMatchObject({ rows: 2, conditions: ['缺：孤儿'] })
  const paper = JSON.parse(Buffer.from(taken.bytes).toString('utf8')) as ListOnPaper
  expect(paper.rows[0]?.join(' ')).toContain('寄宿：还没有派给人')
})

test('an opening that changed after a run was published is left, and the run is published all the same', async () => {
  must(await publish(run('a', { 1: { due: { A: 10 } } })))
  const kept = run('b', { 1: { due: { A: 20 } } })
  const opening: KeptRun['rosters'][number] = {
    roster: 'opening-entries',
    of: null,
    fileDigest: 'e'.repeat(64),
    asOf: '2022-08-31',
    coverage: 'complete',
    rowsRead: 0,
    rowsRefused: 0,
    rows: () => Promise.resolve([]),
  }
  expect(must(await publish({ ...kept, rosters: [...kept.rosters, opening] }))).toMatchObject({
    published: true,
    imports: { openingsLeft: 1 },
    changes: { changed: 1 },
  })
})

test('whoever may see results and no category of difficulty sees the sum and the clause, and not the reason', async () => {
  must(await publish(run('a', { 1: { due: { A: 62_500 } } })))
  const seen = must(await county.does(resultCases.ofChild, { personId: await personOf(1) }, centre))
  expect(seen.results).toMatchObject([{ amountFen: '62500', clause: '第一条（A）', ground: null }])
  expect(JSON.stringify(seen)).not.toContain('脱贫')
})

test('between two runs every result is the same, changed, new, withdrawn or back again, and says what it was and is', async () => {
  must(await publish(run('a', { 1: { due: { A: 10 } }, 2: { due: { A: 20 } }, 3: { due: { A: 30 } } })))
  expect(must(await publish(run('b', { 1: { due: { A: 10 } }, 2: { due: { A: 25 } }, 4: { due: { A: 40 } } }))).changes).toEqual({
    new: 1,
    changed: 1,
    withdrawn: 1,
    reappeared: 0,
    unsettled: 0,
  })
  expect((await changes()).toSorted()).toEqual([
    ['学生2', 'A', 'changed', '20', '25'],
    ['学生3', 'A', 'withdrawn', '30', undefined],
    ['学生4', 'A', 'new', undefined, '40'],
  ])
  must(await publish(run('c', { 3: { due: { A: 30 } }, 4: { due: { A: null } } })))
  expect((await changes()).toSorted()).toEqual([
    ['学生1', 'A', 'withdrawn', '10', undefined],
    ['学生2', 'A', 'withdrawn', '25', undefined],
    ['学生3', 'A', 'reappeared', undefined, '30'],
    ['学生4', 'A', 'changed', '40', null],
  ])
})

test('a sum is of the rows it opens to, for whoever asks and under every filter', async () => {
  must(
    await publish(run('a', Object.fromEntries([1, 2, 3, 4, 5, 6].map(child => [child, { due: { A: child * 100, ...(child % 3 === 0 ? { B: null } : {}) } }])))),
  )
  const sums: string[] = []
  for (const account of [county.clerk, centre, school]) {
    for (const filter of [{}, { line: 'A' }, { state: 'undetermined' }, { schoolId }, { township: '990101001' }]) {
      const rows: { amountFen: string | null; line: string; personId: string | null }[] = []
      let after: string | null = null
      for (;;) {
        const page: Awaited<ReturnType<typeof pageOf>> = await pageOf({ ...filter, limit: 2, ...(after === null ? {} : { after }) }, account)
        rows.push(...page.results)
        after = page.next
        if (after !== null) continue
        expect([filter, new Set(rows.map(row => `${row.personId}/${row.line}`)).size]).toEqual([filter, page.total])
        expect(rows.reduce((sum, row) => sum + BigInt(row.amountFen ?? 0), 0n)).toBe(BigInt(page.amountFen))
        sums.push(`${page.total}/${page.children}/${page.amountFen}`)
        break
      }
    }
  }
  expect(sums.slice(0, 5)).toEqual(['8/6/2100', '6/6/2100', '2/2/0', '4/3/1200', '8/6/2100'])
  expect(sums.slice(5, 10)).toEqual(sums.slice(0, 5))
  expect(sums.slice(10)).toEqual(['4/3/1200', '3/3/1200', '1/1/0', '4/3/1200', '4/3/1200'])
  const totals = async (account: bigint, by = 'division') =>
    must(await county.does(resultCases.totals, { by }, account)).totals.map(({ place, line, state, children, amountFen }) => [
      place,
      line,
      state,
      children,
      amountFen,
    ])
  const whole = [
    [null, 'A', 'due', 6, '2100'],
    [null, 'B', 'undetermined', 2, '0'],
  ]
  expect([await totals(counter), await totals(centre)]).toEqual([whole, whole])
  expect(await totals(school, 'school')).toEqual([
    [schoolId, 'A', 'due', 3, '1200'],
    [schoolId, 'B', 'undetermined', 1, '0'],
  ])
  expect(code(await county.does(resultCases.list, {}, counter))).toBe('access/not-yours')
  // Taken along, the sums are those of the page, for whoever sees counts alone too.
  const paper = async (account: bigint, order: object) => {
    const { bytes, persons } = must(await county.does(takeListCases({ fieldsOf: () => county.fields }).resultTotals, { ...order, as: 'paper' }, account))
    expect(persons).toEqual([])
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as ListOnPaper
  }
  const { columns, rows } = await paper(counter, { by: 'division' })
  expect(columns.map(({ header }) => header)).toEqual(['单位', '资助项目', '符合条件（项）', '待补信息（项）', '应发金额（元）'])
  expect(rows.map(cells => cells.slice(2))).toEqual([
    ['6', '0', '21.00'],
    ['0', '2', '0.00'],
    ['6', '2', '21.00'],
  ])
  expect((await paper(school, { by: 'school', lines: true })).rows.map(cells => cells.slice(1))).toEqual([
    ['合计', '3', '1', '12.00'],
    ['A补助', '3', '0', '12.00'],
    ['B补助', '0', '1', '0.00'],
    ['合计', '3', '1', '12.00'],
  ])
})
const pageOf = async (order: object, account: bigint) => must(await county.does(resultCases.list, order, account))

test('whom the registry cannot name is kept with a question that says whom it may be, and nothing of it is said to be over', async () => {
  const lead = { kind: 'several-rolls' }
  must(await publish(run('a', { 1: { due: { A: 10 }, leads: [lead] }, 2: { due: { A: 20 }, leads: [lead] }, 3: { due: { A: 30 } } })))
  // One of the run where the registry knows two; and two of the run where the registry knows one.
  const second = run('b', { 1: { rows: [1, 2], due: { A: 10 }, leads: [lead] }, 3: { due: { A: 30 } }, 4: { rows: [3], due: { A: 30 } } })
  expect(must(await publish(second))).toMatchObject({
    unsettled: { persons: 3, results: 3, leads: 1, unsaid: 2 },
    leads: { new: 0, persisting: 0, gone: 0, reopened: 0 },
    changes: { withdrawn: 0, unsettled: 3 },
  })
  const [one, two, three] = [await personOf(1), await personOf(2), await personOf(3)]
  const asked = must(await county.does(resultCases.identityQuestions, {}))
  expect(asked.questions).toMatchObject([
    { no: '1', asks: 'several-persons', candidates: [{ personId: one }, { personId: two }], results: 1, leads: 1, place: '学籍.xlsx〔学籍〕第2行' },
    { no: '3', asks: 'one-person', candidates: [{ personId: three }] },
    { no: '4', asks: 'one-person', candidates: [{ personId: three }] },
  ])
  // Kept in the sums of the county, and named to nobody.
  expect(await pageOf({}, county.clerk)).toMatchObject({ total: 3, amountFen: '70' })
  expect((await pageOf({}, school)).total).toBe(0)
  expect(must(await county.does(leadCases.list, {})).leads.map(({ presence }) => presence)).toEqual(['new', 'new'])
})

test('what each run said of leads opens to names, of an earlier run as of the newest, and what a run could not say is listed as that', async () => {
  const [twice, rolls, shared] = [{ kind: 'paid-twice' }, { kind: 'several-rolls' }, { kind: 'doubtful-id' }]
  must(await publish(run('a', { 1: { leads: [twice, rolls] }, 2: { leads: [twice] }, 3: { leads: [shared] } })))
  must(await publish(run('b', { 1: { leads: [twice] }, 3: { leads: [shared] }, 4: { leads: [rolls] } })))
  must(await publish(run('c', { 1: { rows: [1, 2], leads: [twice] }, 2: { rows: [], leads: [] }, 3: { leads: [] }, 4: { leads: [rolls] } })))
  must(await publish(run('d', { 1: { leads: [rolls] }, 2: { leads: [twice] }, 4: { leads: [rolls] } })))
  const { runs: all } = must(await county.does(resultCases.runs, {}))
  const said: Record<string, readonly string[]> = {}
  for (const account of [county.clerk, school]) {
    for (const { runId, run: name, counts } of all) {
      const of = must(await county.does(leadChangeCases.counts, { runId }, account))
      expect(of).toMatchObject({ runId, run: name })
      for (const { kind, change, leads } of of.counts) {
        const opened: string[] = []
        let after: string | null = null
        do {
          const page: Awaited<ReturnType<typeof leadsIn>> = await leadsIn({ runId, kind, change, limit: 1, ...(after === null ? {} : { after }) }, account)
          expect(page.total).toBe(leads)
          opened.push(...page.leads.map(({ child }) => child?.name ?? ''))
          after = page.next
        } while (after !== null)
        expect([kind, change, opened.length]).toEqual([kind, change, leads])
        if (account === county.clerk) said[name.slice(0, 1)] = [...(said[name.slice(0, 1)] ?? []), `${kind} ${change} ${opened.join('、')}`]
      }
      // Over the whole county, each number is the one the run itself kept.
      if (account !== county.clerk) continue
      const sum = (change: string): number => of.counts.reduce((n, each) => n + (each.change === change ? each.leads : 0), 0)
      for (const presence of ['new', 'persisting', 'gone', 'reopened'] as const)
        expect([name, presence, sum(presence)]).toEqual([name, presence, counts.leads[presence]])
      expect([name, sum('unsaid')]).toEqual([name, counts.unsettled.unsaid])
    }
  }
  expect(said).toMatchInlineSnapshot(`
    {
      "a": [
        "doubtful-id new 学生3",
        "paid-twice new 学生1、学生2",
        "several-rolls new 学生1",
      ],
      "b": [
        "doubtful-id persisting 学生3",
        "paid-twice gone 学生2",
        "paid-twice persisting 学生1",
        "several-rolls gone 学生1",
        "several-rolls new 学生4",
      ],
      "c": [
        "doubtful-id gone 学生3",
        "paid-twice unsaid 学生1",
        "several-rolls persisting 学生4",
      ],
      "d": [
        "paid-twice gone 学生1",
        "paid-twice reopened 学生2",
        "several-rolls persisting 学生4",
        "several-rolls reopened 学生1",
      ],
    }
  `)
  expect(must(await county.does(leadChangeCases.counts, {})).run).toBe(all[0]?.run)
  expect(code(await county.does(leadChangeCases.counts, {}, counter))).toBe('access/not-yours')
})
const leadsIn = async (order: object, account: bigint) => must(await county.does(leadChangeCases.list, order, account))

test('a row that is doubtful in the registry, or was never taken in, is nobody', async () => {
  const rows = [rollRow(1), { name: '无号', grade: 3 }]
  must(await publish(run('a', { 1: { due: { A: 10 } }, 2: { due: { A: 20 } } }, { rows, salt: 'doubt' })))
  const paper = must(await county.does(takeListCases({ fieldsOf: () => county.fields }).identityQuestions, { as: 'paper' }))
  expect([paper.rows, paper.persons]).toEqual([1, []])
  expect(must(await county.does(resultCases.identityQuestions, {})).questions).toMatchObject([
    { no: '2', asks: 'doubtful-row', candidates: [], doubt: { importId: expect.stringMatching(/^\d+$/), rowNo: 2 } },
  ])
  must(await publish(run('b', { 1: { due: { A: 10 } } }, { salt: 'never', imported: false })))
  expect(must(await county.does(resultCases.identityQuestions, {})).questions).toMatchObject([{ no: '1', asks: 'not-imported', candidates: [], doubt: null }])
})

test('a lead is given to whoever answers for the child, to the deputy while the holder is away, and a hole is counted and listed', async () => {
  const [head, deputy] = await Promise.all(['村支书', '村主任'].map(holder))
  await county.ask(
    `insert into registry.responsibility (division, chain, role, holder_person_id, deputy_person_id, target, area, valid_from, act_id)
     select '990101', '四包', '村干部包组', $1, $2, 'village', '990101001001', '2022-01-01', min(act_id) from audit.act`,
    head?.person,
    deputy?.person,
  )
  const found = (child: number, kind: string): Readonly<Record<number, SaidOf>> => ({ [child]: { leads: [{ kind }] } })
  const owners = async () =>
    must(await county.does(leadCases.list, { sort: 'found' })).leads.map(({ kind, state, ownerAccountId }) => [kind, state, ownerAccountId])
  // The village answers for who is not enrolled; who answers for the school nobody has said.
  expect(must(await publish(run('a', { ...found(1, 'not-enrolled'), ...found(2, 'paid-twice') }))).withoutOwner).toBe(1)
  expect(await owners()).toEqual([
    ['not-enrolled', 'assigned', head?.account],
    ['paid-twice', 'open', null],
  ])
  expect(must(await county.does(leadCases.list, { withoutOwner: true })).total).toBe(1)
  await county.ask(
    `insert into registry.away (division, person_id, valid_from, valid_to, reason, act_id) select '990101', $1, '2000-01-01', '2999-01-01', '学习', min(act_id) from audit.act`,
    head?.person,
  )
  must(await publish(run('b', { ...found(1, 'not-enrolled'), ...found(3, 'not-enrolled') })))
  expect(await owners()).toEqual([
    ['not-enrolled', 'assigned', head?.account],
    ['paid-twice', 'open', null],
    ['not-enrolled', 'assigned', deputy?.account],
  ])
  const page = must(await county.does(leadCases.page, { leadId: must(await county.does(leadCases.list, {})).leads[0]?.leadId }))
  expect(page.acts).toMatchObject([{ move: 'assign', accountId: null }])
})

test('after a hole is filled, what is nobody’s is given at once: of the classroom to who answers for the class, else for the school, and never from somebody who has it', async () => {
  const [head, teacher] = await Promise.all(['罗校长', '冉老师'].map(holder))
  const kinds = { leads: [{ kind: 'on-roll-not-present' }, { kind: 'paid-twice' }] }
  must(await publish(run('a', { 1: kinds, 3: { leads: [{ kind: 'doubtful-id' }] } })))
  const owners = async () =>
    must(await county.does(leadCases.list, {}))
      .leads.map(({ kind, ownerAccountId }) => [kind, ownerAccountId] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
  expect(must(await county.does(ownerCases.nameOwners, {}))).toEqual({ leads: 0, questions: 0, leadsWithoutOwner: 3, questionsWithoutOwner: 0 })
  const [{ school_id, class_id } = { school_id: 0n, class_id: 0n }] = await county.ask<{ school_id: bigint; class_id: bigint }>(
    `select school_id, class_id from registry.person where person_id = $1`,
    must(await county.does(leadCases.list, {})).leads[0]?.personId,
  )
  const answers = (person: string | undefined, target: string, of: bigint): Promise<unknown> =>
    county.ask(
      `insert into registry.responsibility (division, chain, role, holder_person_id, target, ${target}_id, valid_from, act_id)
       select '990101', '双线七长', $1, $2, $3, $4, '2022-01-01', min(act_id) from audit.act`,
      target,
      person,
      target,
      of,
    )
  await answers(head?.person, 'school', school_id)
  await answers(teacher?.person, 'class', class_id)
  expect(must(await county.does(ownerCases.nameOwners, {}))).toMatchObject({ leads: 3, leadsWithoutOwner: 0 })
  expect(await owners()).toEqual([
    ['doubtful-id', teacher?.account],
    ['on-roll-not-present', teacher?.account],
    ['paid-twice', head?.account],
  ])
  expect(must(await county.does(ownerCases.nameOwners, {}))).toMatchObject({ leads: 0, leadsWithoutOwner: 0 })
  const narrow = await county.does(ownerCases.nameOwners, {}, aidClerk)
  expect(narrow.ok ? 'given' : narrow.problem.code).toBe('leads/owners-need-whole-county')
})
/** Somebody who may answer for others, with an account that works on leads. */
const holder = async (name: string): Promise<Readonly<{ person: string; account: string }>> => {
  const [made] = await county.ask<{ person: string; account: string }>(
    `with p as (insert into registry.person (division, name, act_id) select '990101', $1, min(act_id) from audit.act returning person_id)
     insert into access.account (division, login_id, person_id, name, kind) select '990101', $1, person_id, $1, 'person' from p
     returning person_id::text as person, account_id::text as account`,
    name,
  )
  if (made === undefined) throw new Error('nobody was made')
  await county.ask(
    `insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act)
     select '990101', $1, 'T-1', 'division', '990101', 'appointment', '2020-01-01', min(act_id) from audit.act`,
    made.account,
  )
  return made
}

test('leads and results of joined persons are the survivor’s, in its school, and are their own again when they are parted', async () => {
  const lead = { kind: 'several-rolls' }
  must(await publish(run('a', { 1: { due: { A: 10 }, leads: [lead] }, 2: { due: { A: 20 } } })))
  const [one, two] = [await personOf(1), await personOf(2)]
  const { split } = mergeCases()
  const versionOf = async (id: string) => (await county.ask<{ version: number }>('select version from registry.person where person_id = $1', id))[0]?.version
  await joinByTwo(county, two, one)
  expect(must(await county.does(leadCases.list, {}, school)).leads).toMatchObject([{ personId: two }])
  expect((await pageOf({}, school)).results.map(({ personId }) => personId)).toEqual([two, two])
  // Found again of the survivor: the same lead, and not another.
  expect(must(await publish(run('b', { 2: { rows: [1, 2], due: { A: 20 }, leads: [lead] } }))).leads).toEqual({ new: 0, persisting: 1, gone: 0, reopened: 0 })
  must(await county.does(split, { personId: one, version: await versionOf(one), reason: '是两个孩子' }))
  expect(must(await county.does(leadCases.list, {}, school)).total).toBe(0)
  expect(must(await county.does(leadCases.list, {})).leads).toMatchObject([{ personId: one }])
})

test('what stands of a run is held against what it said, and one row altered by hand is found', async () => {
  const kept = run('a', {
    1: { due: { A: 10, B: null }, leads: [{ kind: 'paid-twice', detail: '两笔' }] },
    2: { rows: [2, 3], due: { A: 20 }, leads: [{ kind: 'shared-id' }] },
  })
  must(await publish(kept))
  must(await publish(run('b', { 1: { leads: [{ kind: 'paid-twice', detail: '两笔，又一笔' }] } })))
  const { tables } = must(await county.does(resultCases.verify, { run: kept.run }))
  const said = await digestsOfKept(kept)
  expect(Object.fromEntries(tables.map(({ table, rows, digest }) => [table, { rows, digest }]))).toEqual(said)
  expect(tables.filter(({ asPublished }) => !asPublished)).toEqual([])
  await county.ask(
    `update leads.result_line set amount_fen = 11 where run_id = (select run_id from leads.run where run = $1) and line = 'A' and person_no = 1`,
    kept.run,
  )
  expect(must(await county.does(resultCases.verify, { run: kept.run })).tables.filter(({ asPublished }) => !asPublished)).toMatchObject([{ word: '资助核定' }])
  expect(code(await county.does(resultCases.verify, { run: kept.run }, centre))).toBe('leads/sees-part-only')
  expect(code(await county.does(resultCases.verify, { run: 'nie' }))).toBe('leads/no-such-run')
})

test('the same child in two semesters has what each run said of it, and neither takes the other’s place', async () => {
  const autumn = run('autumn', { 1: { due: { A: 62_500 }, leads: [{ kind: 'entitled-unpaid' }] }, 2: { due: { A: 10 } } })
  const spring = { ...run('spring', { 1: { due: { A: 50_000, B: null } } }, { ...six, referenceDate: '2023-03-01' }), term: '2023-spring' as const }
  must(await publish(autumn))
  must(await publish(spring))
  const stands = async (kept: KeptRun) =>
    Object.fromEntries(must(await county.does(resultCases.verify, { run: kept.run })).tables.map(({ table, rows, digest }) => [table, { rows, digest }]))
  for (const kept of [autumn, spring]) expect(await stands(kept)).toEqual(await digestsOfKept(kept))
  expect(
    await county.ask(
      `select r.term, l.line, l.amount_fen::int as fen from leads.result_line l join leads.run r using (division, run_id) where l.person_id = $1 order by 1, 2`,
      await personOf(1),
    ),
  ).toEqual([
    { term: '2022-autumn', line: 'A', fen: 62_500 },
    { term: '2023-spring', line: 'A', fen: 50_000 },
    { term: '2023-spring', line: 'B', fen: null },
  ])
})

test('by stage a run is counted and listed as it was decided, also once the children are in other classes', async () => {
  must(await publish(run('stages', { 1: { due: { A: 10 } }, 2: { due: { A: 20 }, stage: 'junior' }, 3: { due: { A: 30 }, stage: null } })))
  const byStage = async () =>
    must(await county.does(resultCases.totals, { by: 'stage' })).totals.map(({ place, placeName, amountFen }) => [place, placeName, amountFen])
  const listedBy = async (stage: string) => (await pageOf({ stage }, county.clerk)).results.map(({ child }) => child?.name)
  const said = async () => [await byStage(), await listedBy('primary'), await listedBy('junior'), await listedBy('none')]
  const before = await said()
  expect(before).toEqual([
    [
      ['junior', '初中', '20'],
      ['primary', '小学', '10'],
      [null, null, '30'],
    ],
    ['学生1'],
    ['学生2'],
    ['学生3'],
  ])
  await county.ask(`update registry.person set class_id = null, school_id = null where name like '学生%'`)
  expect(await said()).toEqual(before)
})

test('a category is kept by its code, never by the word that is shown for it: another word changes no record', async () => {
  must(await publish(run('words', { 1: { due: { A: 10, B: null }, leads: [{ kind: 'entitled-unpaid' }] }, 2: { decide: ['A'], missing: { boards: '空白' } } })))
  const columns = await county.ask<{ of: string; name: string }>(
    `select format('%I.%I', table_schema, table_name) as of, column_name::text as name from information_schema.columns
     where table_schema in ('registry', 'leads', 'jobs') and data_type = 'text'
       and column_name in ('kind', 'state', 'status', 'standing', 'matter', 'presence', 'change', 'stage', 'ground', 'open_kind', 'move', 'proof') order by 1, 2`,
  )
  expect(columns.length).toBeGreaterThan(20)
  const said: string[] = []
  let held = 0
  for (const { of, name } of columns) {
    const [{ filled, words } = { filled: 0, words: null }] = await county.ask<{ filled: number; words: string | null }>(
      `select count(${name})::int as filled, string_agg(distinct ${name}, '、') filter (where ${name} ~ '[一-龥]') as words from ${of}`,
    )
    if (filled > 0) held += 1
    if (words !== null) said.push(`${of}.${name}: ${words}`)
  }
  expect(held).toBeGreaterThan(10)
  expect(said).toEqual([])
})

test('a publication cut off at any point leaves its imports and nothing of itself, and is then published whole', async () => {
  const kept = run('a', { 1: { due: { A: 10 }, leads: [{ kind: 'paid-twice' }] } }, { children: 2, salt: `cut ${runs}` })
  for (const cut of publishPoints) {
    await expect(
      publish(kept, point => {
        if (point === cut) throw new Error(`cut off at ${cut}`)
      }),
    ).rejects.toThrow(cut)
    expect(await county.ask('select (select count(*) from leads.run)::int as runs, (select count(*) from leads.result_line)::int as results')).toEqual([
      { runs: 0, results: 0 },
    ])
  }
  expect(must(await publish(kept))).toMatchObject({ published: true, imports: { taken: 0, before: 1 } })
})

test('the classes that the roll names are opened for the school year, however it writes them, and its children stand in them', async () => {
  const rows = ['2班', '三年级（2）班', '实验班', '02班'].map((class_name, at) =>
    rollRow(2 * (at + 1), { class_name, id_number: sampleId({ born: '2012-05-06', sequence: 400 + at }) }),
  )
  const kept = run('classes', { 1: {}, 2: {}, 3: {}, 4: {} }, { rows, salt: 'classes' })
  expect(must(await publish(kept)).places.classes).toBe(1)
  const stands = await county.ask<{ class_name: string; called: string | null }>(
    `select e.class_name, n.name as called from registry.enrolment e left join registry.class_name n on n.division = e.division and n.class_id = e.at_class_id and n.school_year = '2022-2023'
     where e.ended_act is null and e.matter = 'on-roll' and e.class_name = any($1) order by e.row_no`,
    ['2班', '三年级（2）班', '实验班', '02班'],
  )
  expect(stands).toEqual([
    { class_name: '2班', called: '三（2）班' },
    { class_name: '三年级（2）班', called: '三（2）班' },
    { class_name: '实验班', called: null },
    { class_name: '02班', called: '三（2）班' },
  ])
  expect(must(await publish(kept)).places.classes).toBe(0)
})
