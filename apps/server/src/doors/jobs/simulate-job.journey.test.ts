import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ShownJob } from '@yingjin/domain/jobs'
import { resultStageWords } from '@yingjin/domain/leads'
import { simulateChanges, unpublishedNote } from '@yingjin/domain/policy'
import { must, term } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { villagesIn } from '../../batch/run/county-villages.ts'
import type { RunRecord } from '../../batch/run/kept-run.ts'
import { run } from '../../batch/run/run.ts'
import { inventedDivisions, writeSampleCounty } from '../../batch/sample/index.ts'
import { jobCases, type JobKinds } from '../../jobs/index.ts'
import { simulatedChildrenCases } from '../../leads/index.ts'
import { officeSimulations } from '../../office-simulations.ts'
import { countyPack } from '../../packs.ts'
import { asActor } from '../../platform/postgres/index.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { openLog } from '../../platform/log/index.ts'
import { type CountyFields, makeMissingKeys, openCountyFields } from '../../platform/vault/index.ts'
import { programVersion } from '../../platform/version.ts'
import { simulationCases } from '../../policy/index.ts'
import { aCounty, division, type TestCounty } from '../../registry/testing/a-county.ts'
import { readWorkbook } from '../../testing/read-workbook.ts'
import { jobKinds, openWorker, wordJobKind } from './index.ts'

const autumn = term('2022-autumn')
let desk: string
let county: TestCounty
let fields: CountyFields
let kinds: JobKinds
let jobs: ReturnType<typeof jobCases>
let cases: ReturnType<typeof simulationCases>
let runAgain: (readings: Readonly<Record<string, string>>) => Promise<unknown>

beforeAll(async () => {
  county = await aCounty()
  desk = mkdtempSync(join(tmpdir(), 'simulate-job-'))
  const keys = { config: join(desk, 'config'), dataDir: join(desk, 'data') }
  await county.ask(
    `insert into access.role_right (role, field, reach) select role, 'results', reach from (values ('T-1', 'counts'), ('T-1', 'rows'), ('T-1', 'write'), ('T-2', 'counts'), ('T-2', 'rows')) r(role, reach)`,
  )
  must(await county.db.asOwner((_, client) => makeMissingKeys(client, keys)))
  fields = await openCountyFields(county.db.pool, keys)
  kinds = jobKinds({ keys, owner: county.db.postgres.owner(), sealAnew: () => Promise.reject(new Error('not asked for here')) })
  jobs = jobCases({ kinds, fieldsOf: fields.of })
  cases = simulationCases({ simulations: officeSimulations(keys.dataDir) })
  await writeSampleCounty(join(desk, '名册'), { children: 200, seed: 6, term: '2022-autumn' })
  const pack = await countyPack(division, autumn)
  if (!pack.ok) throw new Error(pack.message)
  const begun = async (readings: Readonly<Record<string, string>>) =>
    must(
      await run({
        folder: join(desk, '名册'),
        county: division,
        countyName: pack.countyName,
        term: autumn,
        pack: pack.pack,
        readings,
        villages: villagesIn(division, inventedDivisions),
        out: join(desk, '结果'),
        ...keys,
        programVersion,
        onProgress: () => {},
      }),
    )
  runAgain = begun
  await begun({})
})
afterAll(async () => {
  await county.close()
  removeFolder(desk)
})

const lines: string[] = []
const show = async (jobId: string, by?: bigint): Promise<ShownJob> => must(await county.does(jobs.show, { jobId }, by))
const simulated = async (order: object, by?: bigint): Promise<ShownJob> => {
  const { jobId } = must(await county.does(jobs.start, { kind: simulateChanges.name, order }, by))
  const worker = await openWorker({
    office: county.db.postgres.office(),
    secret: 's3cret',
    fields: async () => fields,
    kinds,
    word: refusal => wordJobKind(refusal) ?? refusal.code,
    log: openLog(line => lines.push(line)),
    tellEveryMs: 20,
  })
  try {
    for (const end = Date.now() + 120_000; ; await new Promise(resolve => setTimeout(resolve, 100))) {
      const job = await show(jobId, by)
      if (job.endedAt !== null) return job
      if (Date.now() > end) throw new Error(`waited in vain: ${JSON.stringify(job)}`)
    }
  } finally {
    await worker.stop()
  }
}

/** What was kept of a simulation that a job carried out. */
const foundBy = async ({ outcome }: ShownJob, account?: bigint) =>
  must(await county.does(cases.show, { simulationId: String(outcome?.['simulationId']) }, account))

const sum = (parts: readonly number[]): number => parts.reduce((all, part) => all + part, 0)

/** Every child of a list, page after page, as long as its total says. */
const everyChild = async (order: object) => {
  const children = []
  for (let after: string | undefined; ;) {
    const part = must(await county.does(simulatedChildrenCases.list, { ...order, limit: 7, ...(after === undefined ? {} : { after }) }))
    children.push(...part.children)
    if (part.next === null) {
      expect(children).toHaveLength(part.total)
      expect(String(sum(children.map(({ wasFen, isFen }) => Number(isFen) - Number(wasFen))))).toBe(part.differenceFen)
      return children
    }
    after = part.next
  }
}
const stateCounts = {
  'newly-due': 'newlyDue',
  'no-longer-due': 'noLongerDue',
  'newly-open': 'newlyOpen',
  'no-longer-open': 'noLongerOpen',
} as const
const stageCodes = Object.fromEntries(Object.entries(resultStageWords).map(([code, word]) => [word, code]))

test('the clerk sees what may be changed, has two alternatives costed, and takes the workbook along', async () => {
  const basis = must(await county.does(cases.basis, {}))
  expect(basis).toMatchObject({ terms: ['2022-autumn'], term: '2022-autumn', refused: null, notes: [unpublishedNote] })
  expect(basis.document).toContain('示教发〔2022〕1号')
  expect(basis.figures.find(({ key }) => key === 'primaryBoarder')).toMatchObject({
    label: '小学寄宿生生活补贴',
    kind: 'money',
    unit: '元，每学年',
    now: '1000.00',
    lines: [expect.stringContaining('寄宿')],
  })
  expect(basis.readings.find(({ id }) => id === 'O-04')?.options.map(({ option }) => option)).toContain('farming-3000')

  const job = await simulated({
    term: '2022-autumn',
    alternatives: [
      { name: '寄宿生提标', figures: { primaryBoarder: '1,250', juniorBoarder: '1500.50' } },
      { name: '少供餐十天', figures: { mealDays: '190' }, readings: { 'O-02': 'open', 'O-03': 'decide', 'O-04': 'farming-3000', 'O-06': 'second-counts' } },
    ],
  })
  expect({ status: job.status, refusal: job.refusal }).toEqual({ status: 'done', refusal: null })
  const { simulationId, told } = await foundBy(job)
  const [raised, shortened] = told.alternatives
  if (raised === undefined || shortened === undefined) throw new Error('an alternative was lost')
  expect(raised.changed).toEqual([
    { county: division, what: '小学寄宿生生活补贴', says: expect.any(String), was: '1,000.00 元', is: '1,250.00 元' },
    { county: division, what: '初中寄宿生生活补贴', says: expect.any(String), was: '1,250.00 元', is: '1,500.50 元' },
  ])
  expect(raised.fen).toBeGreaterThan(told.now.fen)
  expect(shortened.fen).not.toBe(told.now.fen)
  for (const each of told.alternatives) {
    const paid = each.rows.filter(({ loan }) => !loan)
    const difference = each.fen - told.now.fen
    expect(sum(paid.map(({ before }) => before.fen))).toBe(told.now.fen)
    expect(sum(paid.map(({ after }) => after.fen))).toBe(each.fen)
    expect(each.gainedFen - each.lostFen).toBe(difference)
    expect(sum(paid.map(({ gainedFen, lostFen }) => gainedFen - lostFen))).toBe(difference)
    expect(sum(each.byCounty.flatMap(({ parts }) => parts.map(({ fen }) => fen)))).toBe(difference)
    expect(each.byCounty[0]?.parts.at(-1)).toMatchObject({ clause: '', says: '余项', fen: 0 })
  }

  const taken = must(await county.does(cases.take, { simulationId }))
  expect(taken).toMatchObject({
    rows: 2,
    conditions: ['寄宿生提标', '少供餐十天'],
    persons: [],
    name: expect.stringMatching(/^示例县2022年秋季学期测算-.*\.xlsx$/),
  })
  const path = join(desk, '测算.xlsx')
  writeFileSync(path, taken.bytes)
  const sheets = await readWorkbook(path)
  expect(sheets.map(({ name }) => name)).toEqual(['测算汇总', '按学段项目', '增减人数', '按条款归因'])
  expect(sheets[0]?.rows.flat().join(' ')).toContain(taken.digest.slice(0, 12))
  expect(must(await county.does(cases.take, { simulationId })).digest).toBe(taken.digest)
  const [{ said } = { said: '' }] = await county.ask<{ said: string }>(
    `select said from (select row_to_json(e)::text as said, recorded_at from audit.entry e) e where said like '%export%' order by recorded_at desc limit 1`,
  )
  expect(said).toContain('export')
  // Nothing but the simulation is left: no result was changed, nothing plain lies in scratch.
  expect(await county.ask(`select from leads.run`)).toHaveLength(0)
  expect(readdirSync(tmpdir()).filter(name => name.startsWith(`yingjin-scratch-${process.pid}-`))).toEqual([])
  expect(lines.join('\n')).not.toMatch(/\d{17}/)
})

test('every count opens to as many children and as much money: of each alternative, and of each line and stage', async () => {
  const simulationId = must(await county.does(cases.list, {})).simulations[0]?.simulationId ?? ''
  const { told, listedUntil } = must(await county.does(cases.show, { simulationId }))
  expect(listedUntil).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  let counts = 0
  const waysSeen = new Set<string>()
  for (const [at, { rows, winners, losers, gainedFen, lostFen, fen, stateMoves }] of told.alternatives.entries()) {
    const of = { simulationId, alternative: at + 1 }
    for (const [conditions, moved] of [
      [{}, { winners, losers, gainedFen, lostFen, stateMoves }] as const,
      ...rows.map(({ line, stageWord, ...row }) => [{ line, stage: stageCodes[stageWord] ?? 'none' }, row] as const),
    ]) {
      for (const [way, children, sumFen] of [
        ['more', moved.winners, moved.gainedFen],
        ['less', moved.losers, 0 - moved.lostFen],
      ] as const) {
        const listed = await everyChild({ ...of, ...conditions, moved: way })
        expect([listed.length, sum(listed.map(({ wasFen, isFen }) => Number(isFen) - Number(wasFen)))]).toEqual([children, sumFen])
        for (const each of listed) {
          expect(Math.sign(Number(each.isFen) - Number(each.wasFen))).toBe(way === 'more' ? 1 : -1)
          // The rosters of this run were not taken in: each is told by the row that made it known.
          expect(each).toMatchObject({ personId: null, child: null, place: expect.stringMatching(/〔.+〕第\d+行$/) })
        }
        counts += 1
      }
      for (const [way, field] of Object.entries(stateCounts)) {
        const listed = await everyChild({ ...of, ...conditions, moved: way })
        expect(listed).toHaveLength(moved.stateMoves[field])
        if (listed.length > 0) waysSeen.add(way)
      }
    }
    // With who comes in and without who goes out, what is so now is what would be.
    for (const { before, after, stateMoves: by } of rows)
      expect([before.due + by.newlyDue - by.noLongerDue, before.open + by.newlyOpen - by.noLongerOpen]).toEqual([after.due, after.open])
    expect(must(await county.does(simulatedChildrenCases.list, of))).toMatchObject({ total: winners + losers, differenceFen: String(fen - told.now.fen) })
  }
  expect(counts).toBeGreaterThan(20)
  expect([...waysSeen].toSorted()).toEqual(['newly-due', 'no-longer-due', 'no-longer-open'])
})

test.each([
  ['a sum that is none', { primaryBoarder: '约1250' }, /^方案“甲”的“小学寄宿生生活补贴”（写的是“约1250”）：金额写元/],
  ['a figure of another paper', { bonus: '1' }, /没有参数“bonus”；可以改的有/],
] as const)('%s is refused in a sentence', async (_, figures, says) => {
  const job = await simulated({ term: '2022秋', alternatives: [{ name: '甲', figures }] })
  expect(job).toMatchObject({ status: 'refused', outcome: null, refusal: { says: expect.stringMatching(says) } })
  expect(must(await county.does(cases.list, {})).total).toBe(1)
})

test('an order that says nothing or says it twice is refused by its form', async () => {
  const started = (alternatives: readonly object[]) => county.does(jobs.start, { kind: simulateChanges.name, order: { term: '2022秋', alternatives } })
  const one = { name: '甲', figures: { mealDays: '190' } }
  for (const [alternatives, says] of [
    [[], '请写至少一个方案'],
    [[{ name: '甲' }], '方案“甲”没有写要改什么'],
    [[one, one], '有两个方案都叫“甲”，请改名'],
    [[{ ...one, name: '现行' }], '方案不能叫“现行”，那是现在执行的文件；请改名'],
    [Array.from({ length: 9 }, (_, at) => ({ ...one, name: String(at) })), '一次最多测算 8 个方案'],
  ] as const)
    expect(await started(alternatives)).toMatchObject({ problem: { code: 'access/not-understood', facts: { places: [{ says }] } } })
})

test('who only looks starts none, sees no basis and no simulation; every colleague who may simulate sees each with its maker and takes it along', async () => {
  const order = { term: '2022秋', alternatives: [{ name: '甲', figures: { mealDays: '190' } }] }
  const notYours = { problem: { code: 'access/not-yours' } }
  expect(await county.does(jobs.start, { kind: simulateChanges.name, order }, county.reader)).toMatchObject(notYours)
  expect(await county.does(cases.basis, {}, county.reader)).toMatchObject(notYours)
  const job = await simulated(order)
  const { simulationId, told } = await foundBy(job)
  for (const [useCase, asked] of [
    [cases.take, { simulationId }],
    [cases.show, { simulationId }],
    [cases.list, {}],
  ] as const)
    expect(await county.does(useCase as typeof cases.show, asked as { simulationId: string }, county.reader)).toMatchObject(notYours)
  // A colleague sees by whom, over which run, what was changed; takes the same workbook; and has made one of the own beside it.
  const other = await foundBy(job, county.checker)
  expect(other).toMatchObject({
    own: false,
    by: expect.any(String),
    onBehalfOf: null,
    told,
    ordered: [{ name: '甲', figures: { mealDays: '190' }, readings: {} }],
  })
  expect(must(await county.does(cases.take, { simulationId }, county.checker)).digest).toBe(must(await county.does(cases.take, { simulationId })).digest)
  const own = await foundBy(await simulated({ ...order, alternatives: [{ name: '乙', figures: { mealDays: '180' } }] }, county.checker), county.checker)
  expect(own).toMatchObject({ own: true })
  const { total, simulations, next } = must(await county.does(cases.list, { limit: 2 }))
  expect({ total, next: next !== null }).toEqual({ total: 3, next: true })
  expect(simulations).toMatchObject([
    {
      simulationId: own.simulationId,
      own: false,
      by: own.by,
      run: own.told.run,
      term: '2022-autumn',
      alternatives: [{ name: '乙', changed: [{ what: expect.stringContaining('供餐'), is: expect.stringContaining('180') }] }],
    },
    { simulationId, own: true, alternatives: [{ name: '甲', difference: (told.alternatives[0]?.fen ?? 0) - told.now.fen }] },
  ])
  expect(must(await county.does(cases.list, { after: next ?? '' })).simulations).toHaveLength(1)
  expect(must(await county.does(cases.list, { term: '2023春' }))).toMatchObject({ total: 0, simulations: [] })
  expect(await county.does(cases.show, { simulationId: '999999' })).toMatchObject({ problem: { code: 'policy-library/no-simulation' } })
  expect(must(await county.does(cases.basis, { term: '2023春' }))).toMatchObject({
    term: '2023-spring',
    refused: expect.stringContaining('还没有运行过'),
    figures: [],
  })
})

test('the database itself keeps simulations from whoever decides over a part of the county, and from another’s name', async () => {
  const [{ school } = { school: '' }] = await county.ask<{ school: string }>(
    `select organisation_id::text as school from registry.organisation where code = '2199010002'`,
  )
  const [{ account } = { account: 0n }] = await county.ask<{ account: bigint }>(
    `insert into access.account (division, login_id, name, kind) values ('990101', '学校经办', '学校经办', 'person') returning account_id as account`,
  )
  await county.ask(
    `insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act) select '990101', $1, 'T-1', 'school', $2, 'appointment', '2020-01-01', min(act_id) from audit.act`,
    account,
    school,
  )
  const rowsOf = (who: bigint) =>
    asActor(county.db.pool, county.as(who), async (_, client) => (await client.query('select simulation_id from policy.simulation')).rowCount)
  expect(await rowsOf(county.clerk)).toBe(3)
  expect(await rowsOf(county.checker)).toBe(3)
  expect([await rowsOf(account), await rowsOf(county.reader)]).toEqual([0, 0])
  for (const useCase of [cases.list, cases.basis])
    expect(await county.does(useCase as typeof cases.list, {}, account)).toMatchObject({ problem: { code: 'access/beyond-reach' } })
  const writes = (as: bigint, inNameOf: bigint) =>
    asActor(county.db.pool, county.as(as), (_, client) =>
      client.query(
        `insert into policy.simulation (division, term, run, ordered, told, act_id, account_id, on_behalf_of)
         select division, term, run, ordered, told, act_id, $1, on_behalf_of from policy.simulation limit 1`,
        [inNameOf],
      ),
    )
  await expect(writes(county.checker, county.clerk)).rejects.toThrow(/row-level security/)
})

test('what a run was decided by is held against the rules of today: figures, readings, rules', async () => {
  const { runs: before } = must(await county.does(cases.since, {}))
  expect(before).toMatchObject([{ term: '2022-autumn', pack: '990101-clearwater', same: true, refused: null, differences: [] }])
  // As a run of an earlier pack kept it: another sum, another reading, an aid of its own, a rule that read otherwise.
  const [{ run: name } = { run: '' }] = before
  const record = join(desk, 'data', 'runs', division, '2022-autumn', name, 'run.json')
  const kept = JSON.parse(readFileSync(record, 'utf8')) as RunRecord
  const { 'PS-A2.4': dayPupils, 'PS-A2.3': boarders, ...lines } = kept.lines
  if (boarders === undefined || dayPupils === undefined) throw new Error('the paper has both')
  const earlier: RunRecord = {
    ...kept,
    packDigest: 'an earlier one',
    figures: { ...kept.figures, primaryBoarder: { label: '小学寄宿生生活补贴', said: '800.00 元' } },
    readingsTaken: { ...kept.readingsTaken, 'O-04': 'farming-3000' },
    lines: { ...lines, 'PS-A2.3': { ...boarders, rule: 'read otherwise' }, earlier: { ...dayPupils, title: '旧项目' } },
  }
  writeFileSync(record, JSON.stringify(earlier))
  try {
    const { runs: after } = must(await county.does(cases.since, {}))
    expect(after[0]).toMatchObject({ same: false, refused: null })
    const differences = after[0]?.differences ?? []
    expect(differences.map(({ kind, what, was, is }) => [kind, what, was, is])).toEqual([
      ['figure', '小学寄宿生生活补贴', '800.00 元', '1,000.00 元'],
      ['reading', expect.stringMatching(/（O-04）$/), expect.any(String), expect.any(String)],
      ['rule', boarders.title, '那时的规则', '规则改过，条件、算法或发放方式不同'],
      ['rule', dayPupils.title, null, '现在有'],
      ['rule', '旧项目', '那时有', null],
    ])
    expect(differences[0]?.lines).toContain(boarders.title)
  } finally {
    writeFileSync(record, `${JSON.stringify(kept)}\n`)
  }
  expect(await county.does(cases.since, {}, county.reader)).toMatchObject({ ok: true })
})

test('a simulation starts from the run that is chosen, and says so; the newest is taken where none is', async () => {
  const before = must(await county.does(cases.basis, {}))
  await runAgain({ 'O-04': 'farming-3000' })
  const basis = must(await county.does(cases.basis, {}))
  expect(basis.runs.map(({ run: of, newest }) => [of === before.run, newest])).toEqual([
    [false, true],
    [true, false],
  ])
  expect(basis.run).toBe(basis.runs[0]?.run)
  const earlier = must(await county.does(cases.basis, { term: '2022秋', run: before.run ?? '' }))
  expect(earlier).toMatchObject({ run: before.run, refused: null, figures: before.figures, readings: before.readings })
  expect(earlier.notes).toEqual([unpublishedNote, `从较早的一次运行（${before.run}）的事实和人工判断出发，不是最近一次（${basis.run}）`])
  expect(basis.readings.find(({ id }) => id === 'O-04')?.taken).toBe('farming-3000')
  const alternatives = [{ name: '甲', figures: { mealDays: '190' } }]
  const [newest, then] = [
    await foundBy(await simulated({ term: '2022秋', alternatives })),
    await foundBy(await simulated({ term: '2022秋', run: before.run, alternatives })),
  ]
  expect([newest.told.run, then.told.run]).toEqual([basis.run, before.run])
  expect(then.told.now.fen).not.toBe(newest.told.now.fen)
  expect(then.told.notes).toEqual(earlier.notes)
  // The same over the same run is the same to the fen.
  const [first] = must(await county.does(cases.list, { limit: 200 }))
    .simulations.filter(each => each.run === before.run && each.alternatives[0]?.name === '甲')
    .toReversed()
  expect(then.told.alternatives[0]?.fen).toBe(
    (await foundBy({ outcome: { simulationId: first?.simulationId } } as unknown as ShownJob)).told.alternatives[0]?.fen,
  )
  expect(must(await county.does(cases.basis, { term: '2022秋', run: '0123456789abcdef' })).refused).toMatch(
    /没有保存编号 0123456789abcdef 的运行；请换一次运行/,
  )
})
