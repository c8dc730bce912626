import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ShownJob } from '@yingjin/domain/jobs'
import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jobCases, type JobKinds } from '../../jobs/index.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { openLog } from '../../platform/log/index.ts'
import { queuePoints } from '../../platform/queue/index.ts'
import { type CountyFields, makeMissingKeys, openCountyFields } from '../../platform/vault/index.ts'
import { importCases, type ImportPoint } from '../../registry/index.ts'
import { aCounty, aFile, division, type TestCounty } from '../../registry/testing/a-county.ts'
import { jobPoints } from './carry-out.ts'
import { jobKinds, openWorker } from './index.ts'
import { type CrashPoint, dieAt } from './testing/dying-job-worker.ts'

/** A fifth of what the run of crashes is asked for; half by a seed that stays, half by a fresh one. */
const howMany = Math.max(2, Math.ceil(Number(process.env['CRASH_KILLS'] ?? 20) / 5))
const freshSeed = Number(process.env['CRASH_SEED'] ?? 1)
const fixedSeed = 20_221_008

const secret = 's3cret'
const importPoints: readonly ImportPoint[] = ['planned', 'persons-written', 'enrolment-written', 'rows-settled']
/** Where two workers end, one after the other: on the way from the queue and back, or in the work itself. */
const twoDeaths = fc.array(fc.constantFrom<CrashPoint>(...queuePoints, ...jobPoints, ...importPoints), { minLength: 2, maxLength: 2 })
const drawn = (seed: number, many: number): readonly (readonly CrashPoint[])[] => fc.sample(twoDeaths, { seed, numRuns: many })
// Every point of queue and worker once, whatever is drawn.
const deaths = [
  ...queuePoints.map((point, n): readonly CrashPoint[] => [point, jobPoints[n] ?? 'taken']),
  ...drawn(fixedSeed, Math.ceil(howMany / 2)),
  ...drawn(freshSeed, Math.floor(howMany / 2)),
].map((points, n) => ({ n, first: points[0] ?? 'taken', second: points[1] ?? 'taken' }))

let county: TestCounty
let keys: Readonly<{ config: string; dataDir: string }>
let fields: CountyFields
let kinds: JobKinds
let cases: ReturnType<typeof jobCases>
beforeAll(async () => {
  county = await aCounty()
  const folder = mkdtempSync(join(tmpdir(), 'worker-crash-'))
  keys = { config: join(folder, 'config'), dataDir: join(folder, 'data') }
  must(await county.db.asOwner((_, client) => makeMissingKeys(client, keys)))
  fields = await openCountyFields(county.db.pool, keys)
  kinds = jobKinds({ keys, owner: county.db.postgres.owner(), sealAnew: () => Promise.reject(new Error('not asked for here')) })
  cases = jobCases({ kinds, fieldsOf: fields.of })
})
afterAll(async () => {
  await county.close()
  removeFolder(join(keys.config, '..'))
})

let serial = 0
const staged = async (): Promise<string> => {
  serial += 1
  const pupil = (name: string, sequence: number) => ({ name, id_number: sampleId({ born: '2013-02-03', sequence }), school_code: '2199010001', grade: 3 })
  const file = aFile('student-roll', [pupil(`孙${serial}`, serial), pupil(`李${serial}`, serial + 500)], { coverage: 'partial', of: `第${serial}份` })
  return must(await county.does(importCases({ fieldsOf: fields.of }).stage, file)).importId
}
const show = async (jobId: string): Promise<ShownJob> => must(await county.does(cases.show, { jobId }))
/** What is there of a commit: its rows, the acts that wrote them, what the trail says, and what waits for it in the queue. */
const stands = async (importId: string): Promise<object | undefined> =>
  (
    await county.ask<object>(
      `select i.status, (select count(*) from registry.person p where p.act_id = i.committed_act)::int as persons,
         (select count(*) from registry.person p where p.name in (select r.name from registry.particulars r where r.division = i.division and r.import_id = i.import_id))::int as alike,
         (select count(*) from audit.act a where a.kind = 'registry.commit-import' and a.act_id = i.committed_act)::int as acts,
         (select count(*) from audit.entry e where e.name = 'registry.commit-import' and e.act_id = i.committed_act)::int as told
       from registry.import i where i.import_id = $1`,
      importId,
    )
  )[0]
const doneOnce = { status: 'committed', persons: 2, alike: 2, acts: 1, told: 1 }

test.each(deaths)('$n: four imports wait; a worker ends at $first, the next at $second: each is done once and told once', async ({ first, second }) => {
  const importIds = [await staged(), await staged(), await staged(), await staged()]
  const jobIds: string[] = []
  for (const importId of importIds) jobIds.push(must(await county.does(cases.start, { kind: 'registry.commit-import', order: { importId } })).jobId)
  const order = { office: county.db.postgres.office(), owner: county.db.postgres.owner(), keys, secret }
  for (const diesAt of [first, second]) expect(await dieAt({ ...order, diesAt })).toBe('SIGKILL')
  const worker = await openWorker({
    office: county.db.postgres.office(),
    secret,
    fields: async () => fields,
    kinds,
    word: ({ code }) => code,
    log: openLog(() => undefined),
    tellEveryMs: 20,
    graceMs: 0,
  })
  try {
    await expect
      .poll(async () => (await Promise.all(jobIds.map(show))).map(({ status }) => status), { timeout: 60_000, interval: 50 })
      .toEqual(jobIds.map(() => 'done'))
  } finally {
    await worker.stop()
  }
  expect(await Promise.all(importIds.map(stands))).toEqual(importIds.map(() => doneOnce))
  for (const job of await Promise.all(jobIds.map(show))) expect(job).toMatchObject({ outcome: { rows: { accepted: 2 }, persons: { new: 2 } }, refusal: null })
  // Nothing of them is left in the queue for anybody to do again.
  expect(await county.ask(`select state from pgboss.job where state not in ('completed', 'failed', 'cancelled')`)).toEqual([])
  expect(await county.ask(`select job_id from jobs.job where division = $1 and status not in ('done')`, division)).toEqual([])
})
