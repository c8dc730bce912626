import type { SimulatedMove } from '../batch/simulate/simulated-children.ts'
import type { Simulated } from '@yingjin/domain/policy'
import { must, type Problem, type Result } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepSimulation, simulationCases } from '../policy/index.ts'
import { toldOfNothing } from '../policy/testing/tell-simulations.ts'
import { asActor } from '../platform/postgres/index.ts'
import { joinByTwo } from '../registry/testing/join-by-two.ts'
import { aCounty, type TestCounty } from '../registry/testing/a-county.ts'
import { keepSimulatedChildren, type MovedChildren, publishKeptRun, simulatedChildrenCases } from './index.ts'
import { aKeptRun } from './testing/a-kept-run.ts'

let county: TestCounty
/** One school's; who audits results of the whole county; who only counts them; who may simulate and sees no person. */
let school: bigint
let auditor: bigint
let finance: bigint
let unnamed: bigint
let simulationId: string

const kept = aKeptRun('a', Object.fromEntries([1, 2, 3, 4, 5, 6].map(no => [no, { due: { A: 100 } }])), { children: 5 })
/** Comes to be due and costs nothing. */
const free = { alternative: 2, stage: 'primary', loan: false, wasFen: 0, isFen: 0, isState: 'due' } as const
/** Due and due still, as long as a move says nothing else. */
const still = { loan: false, wasState: 'due', isState: 'due' } as const
/**
 * The sixth stands in no row that was taken in; the fifth wins by one line what it loses by the other. Of two lines and a loan
 * the state moves: one that costs nothing, one that nobody can say any more.
 */
const moves: readonly SimulatedMove[] = [
  ...[1, 2, 3].map(no => ({ ...still, no, alternative: 1, stage: no === 3 ? 'junior' : 'primary', line: 'A', wasFen: 100_000, isFen: 125_050 })),
  { ...still, no: 2, alternative: 1, stage: 'primary', line: 'B', wasFen: 50_000, isFen: 0, isState: 'not-due' },
  { ...still, no: 4, alternative: 1, stage: 'primary', line: 'B', wasFen: 50_000, isFen: 40_000 },
  { ...still, no: 5, alternative: 1, stage: 'primary', line: 'A', wasFen: 0, isFen: 10_000, wasState: 'undetermined' },
  { ...still, no: 5, alternative: 1, stage: 'primary', line: 'B', wasFen: 10_000, isFen: 0, isState: 'decide' },
  { ...still, no: 6, alternative: 1, stage: null, line: 'A', wasFen: 1, isFen: 3 },
  { no: 4, alternative: 1, stage: 'primary', line: 'C', loan: false, wasFen: 0, isFen: 0, wasState: 'not-due', isState: 'due' },
  { no: 6, alternative: 1, stage: null, line: 'C', loan: false, wasFen: 0, isFen: 0, wasState: 'not-entered', isState: 'not-due' },
  { no: 1, alternative: 1, stage: 'primary', line: 'L', loan: true, wasFen: 0, isFen: 700_000, wasState: 'not-due', isState: 'due' },
  { ...still, no: 1, alternative: 2, stage: 'primary', line: 'A', wasFen: 100_000, isFen: 90_000 },
  ...['C', 'D'].map(line => ({ ...free, no: 4, line, wasState: 'not-due' as const })),
  { ...free, no: 5, line: 'D', wasState: 'undetermined' },
]
const movedOf = async function* (): AsyncGenerator<SimulatedMove> {
  yield* moves
}
const children: MovedChildren = {
  persons: async function* () {
    for await (const { no, place } of kept.persons()) yield { no, place, personId: null }
  },
  places: kept.places,
  moves: movedOf,
}
const row = (line: string, title: string, loan = false): Simulated['alternatives'][number]['rows'][number] => ({
  county: '990101',
  stageWord: '小学',
  line,
  title,
  loan,
  before: { due: 1, open: 0, fen: 0 },
  after: { due: 1, open: 0, fen: 0 },
  winners: 1,
  losers: 0,
  gainedFen: 1,
  lostFen: 0,
  stateMoves: { newlyDue: 1, noLongerDue: 0, newlyOpen: 0, noLongerOpen: 0 },
})
const [nothing] = toldOfNothing.alternatives
if (nothing === undefined) throw new Error('an alternative was lost')
const found: Simulated = {
  ...toldOfNothing,
  alternatives: ['提标', '降标'].map(name => ({
    ...nothing,
    name,
    rows: [row('A', '寄宿生补助'), row('B', '助餐'), row('C', '免费教科书'), row('L', '助学贷款', true)],
  })),
}

const simulate = async (account = county.clerk): Promise<string> =>
  must(
    await county.does(
      keepSimulation(found, keepSimulatedChildren(children)),
      { term: '2022秋', alternatives: ['提标', '降标'].map(name => ({ name, figures: { mealDays: '190' } })) },
      account,
    ),
  ).simulationId
const list = async (order: object = {}, account?: bigint) => must(await county.does(simulatedChildrenCases.list, { simulationId, ...order }, account))
const code = (result: Result<unknown, Problem>): string => (result.ok ? 'done' : result.problem.code)

beforeAll(async () => {
  county = await aCounty()
  await county.ask(
    `insert into access.role_right (role, field, reach) select 'T-1', f, r from unnest(array['leads', 'results', 'questions']) f, unnest(array['rows', 'write']) r`,
  )
  await county.ask(`insert into access.role (role, name) values ('T-3', '看核定'), ('T-4', '看人数'), ('T-5', '只管核定') on conflict do nothing`)
  await county.ask(
    `insert into access.role_right (role, field, reach) values ('T-3', 'results', 'rows'), ('T-3', 'trail', 'rows'), ('T-4', 'results', 'counts'), ('T-5', 'results', 'rows'), ('T-5', 'results', 'write')`,
  )
  const [second] = await county.ask<{ id: string }>(`select organisation_id::text as id from registry.organisation where code = '2199010002'`)
  school = await county.account('学校资助经办人', 'T-1', ['school', second?.id ?? ''])
  auditor = await county.account('审计', 'T-3', ['division', '990101'])
  finance = await county.account('财务', 'T-4', ['division', '990101'])
  unnamed = await county.account('只管核定', 'T-5', ['division', '990101'])
  must(await publishKeptRun(county.db.pool, kept, { acting: county.as(county.clerk), fieldsOf: () => county.fields }))
  simulationId = await simulate()
})
afterAll(() => county.close())

test('each child is named with its school and township, what it gets today and by the alternative, and by which line', async () => {
  const whole = await list()
  expect(whole).toMatchObject({ name: '提标', total: 5, lines: [{ line: 'A', title: '寄宿生补助' }, { line: 'B' }, { line: 'C' }, { line: 'L' }] })
  expect(whole.differenceFen).toBe(String(25_050 * 2 + (25_050 - 50_000) - 10_000 + 2))
  expect(whole.children.map(({ child, place }) => child?.name ?? place)).toEqual(['学生1', '学生2', '学生3', '学生4', '学籍.xlsx〔学籍〕第7行'])
  expect(whole.children[1]).toMatchObject({
    child: { school: '石桥小学', township: '东河镇' },
    stageWord: '小学',
    place: null,
    wasFen: '150000',
    isFen: '125050',
    parts: [
      { line: 'A', title: '寄宿生补助', wasFen: '100000', isFen: '125050', wasState: 'due', isState: 'due' },
      { line: 'B', title: '助餐', wasFen: '50000', isFen: '0', wasState: 'due', isState: 'not-due' },
    ],
  })
  expect(whole.children[4]).toMatchObject({ personId: null, child: null, stageWord: '学段未知' })
})

test.each([
  [{ moved: 'more' }, [1, 3, 6]],
  [{ moved: 'less' }, [2, 4]],
  [{ line: 'A' }, [1, 2, 3, 5, 6]],
  [{ line: 'B', moved: 'less' }, [2, 4, 5]],
  [{ line: 'B', moved: 'more' }, []],
  [{ stage: 'primary', line: 'A', moved: 'more' }, [1, 2, 5]],
  [{ stage: 'none' }, [6]],
  [{ alternative: 2 }, [1]],
  [{ line: 'C' }, []],
  [{ line: 'L', moved: 'more' }, []],
  [{ moved: 'newly-due' }, [4, 5]],
  [{ moved: 'no-longer-due' }, [2, 5]],
  [{ moved: 'no-longer-due', line: 'B', stage: 'primary' }, [2, 5]],
  [{ moved: 'newly-open' }, [5]],
  [{ moved: 'no-longer-open' }, [5, 6]],
  [{ moved: 'no-longer-open', stage: 'none' }, [6]],
  [{ moved: 'newly-due', line: 'L' }, [1]],
  [{ moved: 'newly-open', alternative: 2 }, []],
] as const)('under %j stand those and no others, page by page', async (order, those) => {
  const pages: string[] = []
  for (let after: string | undefined; ;) {
    const part = await list({ ...order, limit: 2, ...(after === undefined ? {} : { after }) })
    expect(part.total).toBe(those.length)
    pages.push(...part.children.map(({ no }) => no))
    if (part.next === null) break
    after = part.next
  }
  expect(pages.map(Number)).toEqual(those)
})

test('by states a row is a child and an aid, with what is said of it now and by the alternative, as often as it was counted', async () => {
  const first = await list({ alternative: 2, moved: 'newly-due', limit: 2 })
  expect(first).toMatchObject({ total: 3, persons: 2, differenceFen: '0', next: '4/D' })
  const second = await list({ alternative: 2, moved: 'newly-due', limit: 2, after: first.next ?? '' })
  expect(
    [...first.children, ...second.children].map(({ no, child, parts }) => [no, child?.name, ...parts.map(part => [part.line, part.wasState, part.isState])]),
  ).toEqual([
    ['4', '学生4', ['C', 'not-due', 'due']],
    ['4', '学生4', ['D', 'not-due', 'due']],

    ['5', '学生5', ['D', 'undetermined', 'due']],
  ])
  const taken = must(await county.does(simulatedChildrenCases.take, { simulationId, alternative: 2, moved: 'newly-due', as: 'paper' }))
  expect(taken).toMatchObject({ rows: 3, conditions: [`测算：第 ${simulationId} 号，方案“降标”`, '变化：新享受'] })
  const paper = JSON.parse(Buffer.from(taken.bytes).toString()) as Readonly<{ comesTo: string; rows: readonly (readonly (string | null)[])[] }>
  expect(paper.comesTo).toBe('涉及 2 人，比现行 0.00 元')
  expect(paper.rows[0]?.slice(6)).toEqual(['0.00', '0.00', '0.00', '免费教科书 0.00', '不符合条件→符合条件', null])
})

test('nothing is told to whoever may not simulate for the whole county, neither by the list nor by the table; a name only to whoever sees persons', async () => {
  const { list: listed, take } = simulatedChildrenCases
  for (const [account, refusal] of [
    [auditor, 'access/not-yours'],
    [finance, 'access/not-yours'],
    [county.reader, 'access/not-yours'],
    [school, 'leads/no-such-alternative'],
  ] as const) {
    expect([code(await county.does(listed, { simulationId }, account)), code(await county.does(take, { simulationId }, account))]).toEqual([refusal, refusal])
    expect(await asActor(county.db.pool, county.as(account), async (_, client) => (await client.query('select from leads.simulated_child')).rowCount)).toBe(0)
  }
  const seen = await list({}, unnamed)
  expect(seen.total).toBe(5)
  expect(seen.children.map(({ child }) => child)).toEqual([null, null, null, null, null])
  expect((await list({}, county.checker)).children.map(({ child }) => child?.name)).toContain('学生1')
})

test('the list is taken along under its conditions, and the trail tells who looked and who took it', async () => {
  const taken = must(await county.does(simulatedChildrenCases.take, { simulationId, moved: 'more', line: 'A', as: 'paper' }))
  expect(taken).toMatchObject({ rows: 5, conditions: [`测算：第 ${simulationId} 号，方案“提标”`, '变化：增加', '资助项目：寄宿生补助'] })
  const paper = JSON.parse(Buffer.from(taken.bytes).toString()) as Readonly<{ comesTo: string; rows: readonly (readonly (string | null)[])[] }>
  expect(paper.comesTo).toBe('比现行 +851.52 元')
  expect(paper.rows[0]?.slice(1)).toEqual([
    '学生1',
    '东河镇中心小学',
    '三（1）班',
    '东河镇',
    '小学',
    '1,000.00',
    '1,250.50',
    '250.50',
    '寄宿生补助 +250.50',
    '符合条件',
    null,
  ])
  const less = must(await county.does(simulatedChildrenCases.take, { simulationId, moved: 'less', as: 'paper' }))
  expect(Buffer.from(less.bytes).toString()).toContain('"-249.50"')
  const kinds = await county.ask<{ kind: string; n: number }>(
    `select kind, count(distinct entry_id)::int as n from audit.entry where name like 'leads.%simulated-children' group by 1 order by 1`,
  )
  expect(kinds.map(({ kind }) => kind)).toEqual(['export', 'look'])
})

test('persons joined since are the one that stayed; after a month the sums stay and the list is no more', async () => {
  const [two, four] = (await list()).children.flatMap(({ no, personId }) => (no === '2' || no === '4' ? [personId] : []))
  await joinByTwo(county, two ?? undefined, four ?? undefined)
  expect((await list()).children.filter(({ no }) => no === '2' || no === '4').map(({ personId, child }) => [personId, child?.name])).toEqual([
    [two, '学生2'],
    [two, '学生2'],
  ])
  const cases = simulationCases({
    simulations: { rulesSince: () => Promise.reject(new Error()), basisOf: () => Promise.reject(new Error()), workbookOf: () => Promise.reject(new Error()) },
  })
  expect(must(await county.does(cases.show, { simulationId })).listedUntil).toMatch(/^\d{4}-\d\d-\d\d$/)
  const later = await simulate()
  await county.ask(`update policy.simulation set listed_until = now() - interval '1 minute' where simulation_id = $1`, simulationId)
  expect(must(await county.does(cases.show, { simulationId }))).toMatchObject({
    listedUntil: null,
    told: { alternatives: [{ name: '提标' }, { name: '降标' }] },
  })
  expect(await county.does(simulatedChildrenCases.list, { simulationId })).toMatchObject({ problem: { code: 'leads/children-no-more' } })
  await county.db.pool.query('select leads.forget_simulated_children()')
  expect(await county.ask(`select distinct simulation_id::text as id from leads.simulated_child`)).toEqual([{ id: later }])
  // One that was made by an earlier program kept nobody.
  await county.ask(`update policy.simulation set listed_until = null where simulation_id = $1`, simulationId)
  expect(code(await county.does(simulatedChildrenCases.list, { simulationId }))).toBe('leads/children-no-more')
})
