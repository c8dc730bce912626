import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ShownJob } from '@yingjin/domain/jobs'
import { officeTables } from '@yingjin/determination'
import { must } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { officeSnapshots } from '../../batch/office/office-store.ts'
import { writeSampleCounty } from '../../batch/sample/index.ts'
import { jobCases, type JobKinds } from '../../jobs/index.ts'
import { askKeptRuns } from '../../kept-child.ts'
import { explainCases, questionCases, resultCases } from '../../leads/index.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { openLog } from '../../platform/log/index.ts'
import { type CountyFields, makeMissingKeys, openCountyFields } from '../../platform/vault/index.ts'
import { aCounty, division, type TestCounty } from '../../registry/testing/a-county.ts'
import type { RunOutcome } from './run-rosters.ts'
import { jobKinds, openWorker, readInbox, wordJobKind } from './index.ts'

let county: TestCounty
let keys: Readonly<{ config: string; dataDir: string }>
let fields: CountyFields
let kinds: JobKinds
let cases: ReturnType<typeof jobCases>
beforeAll(async () => {
  county = await aCounty()
  const folder = mkdtempSync(join(tmpdir(), 'run-job-'))
  keys = { config: join(folder, 'config'), dataDir: join(folder, 'data') }
  await county.ask(
    `insert into access.role_right (role, field, reach) select 'T-1', f, h from unnest(array['results', 'leads', 'questions', 'identity']) f, unnest(array['rows', 'write']) h`,
  )
  // The rosters are the sample county's, and a roster of another county is not taken.
  await county.ask(`update infrastructure.division set name = '示例县' where division = '990101'`)
  must(await county.db.asOwner((_, client) => makeMissingKeys(client, keys)))
  fields = await openCountyFields(county.db.pool, keys)
  kinds = jobKinds({ keys, owner: county.db.postgres.owner(), sealAnew: () => Promise.reject(new Error('not asked for here')) })
  cases = jobCases({ kinds, fieldsOf: fields.of, inboxOf: readInbox(keys.dataDir) })
  await writeSampleCounty(join(keys.dataDir, 'inbox', division, '秋季'), { children: 120, seed: 5, term: '2022-autumn' })
})
afterAll(async () => {
  await county.close()
  removeFolder(join(keys.config, '..'))
})

const lines: string[] = []
const show = async (jobId: string): Promise<ShownJob> => must(await county.does(cases.show, { jobId }))
const started = async (kind: string, order: object): Promise<string> => must(await county.does(cases.start, { kind, order })).jobId
/** Works until the job stands as wanted, and gives every step that was seen. */
const work = async (jobId: string, onSeen: (job: ShownJob) => Promise<void> = () => Promise.resolve()): Promise<ReadonlySet<string>> => {
  const steps = new Set<string>()
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
    for (const end = Date.now() + 280_000; ;) {
      const job = await show(jobId)
      if (job.step !== null) steps.add(job.step)
      await onSeen(job)
      if (job.endedAt !== null) return steps
      if (Date.now() > end) throw new Error(`waited in vain: ${JSON.stringify(job)}`)
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  } finally {
    await worker.stop()
  }
}
const scratchOfOthers = (): readonly string[] => readdirSync(tmpdir()).filter(name => name.startsWith(`yingjin-scratch-${process.pid}-`))

test('a run is stopped with its process, started again, carried out, and published', { timeout: 600_000 }, async () => {
  const run = await started('batch.run-rosters', { folder: '秋季', term: '2022秋' })
  let stopped = false
  await work(run, async job => {
    if (stopped || job.step === null) return
    stopped = true
    must(await county.does(cases.cancel, { jobId: run }))
  })
  expect(await show(run)).toMatchObject({ status: 'cancelled', outcome: null, possible: ['重新开始'] })
  expect(scratchOfOthers()).toEqual([])
  must(await county.does(cases.resume, { jobId: run }))
  expect((await work(run)).size).toBeGreaterThan(1)
  const { status, outcome, refusal } = await show(run)
  expect({ status, refusal }).toEqual({ status: 'done', refusal: null })
  expect((outcome as { persons: number }).persons).toBeGreaterThan(100)

  const { folders, kept } = must(await county.does(cases.inbox, {}))
  expect(folders.map(({ folder }) => folder)).toContain('秋季')
  expect({ kept }).toMatchObject({ kept: [{ term: '2022-autumn', run: (outcome as { run: string }).run }] })
  const published = await started('batch.publish-latest-run', { term: '2022秋' })
  await work(published)
  expect(await show(published)).toMatchObject({ status: 'done', refusal: null, outcome: { run: (outcome as { run: string }).run } })
  expect(await county.ask(`select run from leads.run`)).toHaveLength(1)
  await explainedFromIt()
  const taken = await started('batch.keep-office-snapshot', {})
  await work(taken)
  expect(await show(taken)).toMatchObject({ status: 'done', refusal: null })
  // Of the office before the run and now. What persons decided goes along too: all tables of the office, and no other.
  expect(officeSnapshots(keys.dataDir, division).map(({ tables }) => tables.map(({ table }) => table))).toEqual(
    [1, 2].map(() => Object.keys(officeTables).toSorted()),
  )
  expect(lines.join('\n')).not.toMatch(/\d{17}/)
})

test('what is answered in the office changes the next run that is begun there, and that run says how much it was told', { timeout: 600_000 }, async () => {
  const questions = questionCases({ fieldsOf: fields.of })
  const before = await ranOn({ folder: '秋季', term: '2022秋' })
  expect(before.office).toMatchObject({ decisions: 0, persons: expect.any(Number) })
  const open = must(await county.does(questions.list, { matter: 'missing-fact', key: 'hardship', limit: 200 })).questions
  const asked = open.find(({ personId }) => personId !== null)
  const page = must(await county.does(questions.page, { questionId: asked?.questionId }))
  must(
    await county.does(questions.answer, {
      questionId: asked?.questionId,
      version: page.version,
      answer: '均不是',
      reason: '与乡镇核对过',
      evidence: '村委会证明',
    }),
  )
  const after = await ranOn({ folder: '秋季', term: '2022秋' })
  expect(after.office.decisions).toBe(1)
  expect(after.run).not.toBe(before.run)
  expect(after.missing).toBe(before.missing - 1)
})

const ranOn = async (order: object): Promise<RunOutcome> => {
  const jobId = await started('batch.run-rosters', order)
  await work(jobId)
  const { outcome, refusal } = await show(jobId)
  expect(refusal).toBeNull()
  return outcome as unknown as RunOutcome
}

/** What the run published is explained from what it kept, to whoever reaches the reason as well as the sum. */
const explainedFromIt = async (): Promise<void> => {
  const { explain, suppose } = explainCases(askKeptRuns(keys))
  const { results } = must(await county.does(resultCases.list, { state: 'due', limit: 200 }))
  const due = results.find(({ personId }) => personId !== null)
  const personId = due?.personId ?? ''
  const told = must(await county.does(explain, { personId }))
  expect(told.closed).toBeNull()
  const line = told.explanation?.lines.find(each => each.line === due?.line)
  expect(line).toMatchObject({ state: 'due', amountFen: due?.amountFen, asPublished: true, headline: expect.stringMatching(/^应/) })
  expect(line?.reasons.every(({ is, clauseText }) => is === 'yes' && clauseText !== '')).toBe(true)
  expect(told.explanation?.facts.find(({ fact }) => fact === 'stage')?.rows).toMatchObject([{ says: true, place: expect.stringMatching(/〔.+〕第\d+行$/) }])
  // Every result of the page of the run is told again as it was published.
  for (const each of new Set(results.slice(0, 40).flatMap(({ personId: of }) => (of === null ? [] : [of]))))
    expect(must(await county.does(explain, { personId: each })).explanation?.lines.filter(({ asPublished }) => asPublished === false)).toEqual([])
  // A child that gets nothing is explained too, by the rows that stand for it; who is on no roll is told that.
  const [without] = await county.ask<{ person_id: bigint }>(
    `select p.person_id from registry.person p
     where p.gone_act is null and p.merged_into is null and not exists (select from leads.result_line r where r.person_id = p.person_id)
       and exists (select from registry.import_row w join registry.import i using (division, import_id) where w.person_id = p.person_id and i.roster = 'household-register')
     order by p.person_id limit 1`,
  )
  const nothing = must(await county.does(explain, { personId: String(without?.person_id) }))
  if (nothing.closed === null) expect(nothing.explanation?.lines.map(({ state }) => state)).toEqual(nothing.explanation?.lines.map(() => 'not-due'))
  else expect([nothing.closed, nothing.explanation]).toEqual([expect.stringMatching(/没有这名儿童的(在学记录|核定)/), null])
  // Whoever sees sums and no categories is told that, and nothing else.
  await county.ask(`insert into access.role_right (role, field, reach) values ('T-2', 'results', 'rows') on conflict do nothing`)
  await county.ask(`delete from access.role_right where role = 'T-2' and field = 'designations'`)
  const narrow = must(await county.does(explain, { personId }, county.reader))
  expect(narrow).toMatchObject({ explanation: null, closed: expect.stringContaining('您的职责看不到') })
  const supposed = must(await county.does(suppose, { personId, facts: { in_county_school: false } }))
  expect(supposed.lines.find(each => each.line === due?.line)).toMatchObject({ differs: true, was: { state: 'due' } })
  expect(await county.does(suppose, { personId, facts: { boards: 3 } })).toMatchObject({ problem: { code: 'leads/not-supposable' } })
}

test('a folder that is not there, a place outside the inbox, and a term that has no run are refused in words', async () => {
  const missing = await started('batch.run-rosters', { folder: '春季', term: '2022秋' })
  await work(missing)
  expect((await show(missing)).refusal).toMatchObject({ code: 'run-rosters/no-folder', says: expect.stringContaining('没有“春季”这个文件夹') })
  for (const folder of ['../990102', '/etc', '秋季/..', '..']) {
    const refused = await county.does(cases.start, { kind: 'batch.run-rosters', order: { folder, term: '2022秋' } })
    expect(refused).toMatchObject({ problem: { code: 'access/not-understood', facts: { places: [{ path: 'order.folder' }] } } })
  }
  const none = await started('batch.publish-latest-run', { term: '2021秋' })
  await work(none)
  expect((await show(none)).refusal).toMatchObject({ code: 'jobs/no-run' })
})
