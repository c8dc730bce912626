import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ShownJob } from '@yingjin/domain/jobs'
import { must, type Problem } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { perform } from '../../access/index.ts'
import { jobCases, type JobKinds } from '../../jobs/index.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { openLog } from '../../platform/log/index.ts'
import { type CountyFields, makeMissingKeys, openCountyFields } from '../../platform/vault/index.ts'
import type { AtPoint } from '../../registry/index.ts'
import { importCases } from '../../registry/index.ts'
import { aCounty, aFile, division, type TestCounty } from '../../registry/testing/a-county.ts'
import { jobKinds, openWorker, type Worker } from './index.ts'
import { type CrashPoint, dieAt } from './testing/dying-job-worker.ts'

const secret = 's3cret'
let county: TestCounty
let keys: Readonly<{ config: string; dataDir: string }>
let fields: CountyFields
let kinds: JobKinds
let cases: ReturnType<typeof jobCases>
let reached: AtPoint = () => Promise.resolve()
/** A rotation that never comes to its last page. */
const pageAfterPage = async (onRead: (place: string, rows: number) => void): Promise<never> => {
  for (let rows = 1; ; rows += 1) {
    onRead('registry.identity_number.number_sealed', rows)
    await new Promise(setImmediate)
  }
}
const lines: string[] = []
beforeAll(async () => {
  county = await aCounty()
  const folder = mkdtempSync(join(tmpdir(), 'jobs-'))
  keys = { config: join(folder, 'config'), dataDir: join(folder, 'data') }
  must(await county.db.asOwner((_, client) => makeMissingKeys(client, keys)))
  fields = await openCountyFields(county.db.pool, keys)
  kinds = jobKinds({
    keys,
    owner: county.db.postgres.owner(),
    sealAnew: (_, onRead) => pageAfterPage(onRead),
    at: point => reached(point),
  })
  cases = jobCases({ kinds, fieldsOf: fields.of })
})
afterAll(async () => {
  await county.close()
  removeFolder(join(keys.config, '..'))
})

const aWorker = (): Promise<Worker> =>
  openWorker({
    office: county.db.postgres.office(),
    secret,
    fields: async () => fields,
    kinds,
    word: ({ code }) => `（${code}）`,
    log: openLog(line => lines.push(line)),
    tellEveryMs: 20,
    graceMs: 0,
  })
let serial = 0
const staged = async (): Promise<string> => {
  serial += 1
  const rows = [
    { name: `孙${serial}`, id_number: sampleId({ born: '2013-02-03', sequence: serial }), school_code: '2199010001', grade: 3 },
    { name: `李${serial}`, id_number: sampleId({ born: '2013-02-03', sequence: serial + 500 }), school_code: '2199010001', grade: 3 },
  ]
  const file = aFile('student-roll', rows, { coverage: 'partial', of: `第${serial}份` })
  return must(await county.does(importCases({ fieldsOf: fields.of }).stage, file)).importId
}
const startCommit = async (importId: string, account = county.clerk): Promise<string> =>
  must(await county.does(cases.start, { kind: 'registry.commit-import', order: { importId } }, account)).jobId
const show = async (jobId: string, account = county.clerk): Promise<ShownJob> => must(await county.does(cases.show, { jobId }, account))
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 60_000; !(await holds());) {
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise(resolve => setTimeout(resolve, 30))
  }
}
const untilIs = (jobId: string, status: ShownJob['status']): Promise<void> => until(async () => (await show(jobId)).status === status)
const untilDisconnected = (jobId: string): Promise<void> =>
  until(async () => (await county.ask(`select from pg_stat_activity where application_name = 'yingjin job ${division} ${jobId}'`)).length === 0)
const working = async (work: () => Promise<void>): Promise<void> => {
  const worker = await aWorker()
  try {
    await work()
  } finally {
    await worker.stop()
  }
}
const commits = async (importId: string): Promise<readonly object[]> =>
  county.ask(
    `select i.status, (select count(*) from registry.person p where p.act_id = i.committed_act)::int as persons,
       (select count(*) from audit.act a where a.kind = 'registry.commit-import' and a.account_id = $2 and a.act_id = i.committed_act)::int as acts
     from registry.import i where i.import_id = $1`,
    importId,
    county.clerk,
  )
const committed = [{ status: 'committed', persons: 2, acts: 1 }]
const untouched = [{ status: 'staged', persons: 0, acts: 0 }]

test('long work is carried out in the name of whoever started it, and tells how far it is and what it gave', async () => {
  const importId = await staged()
  const jobId = await startCommit(importId)
  expect(await show(jobId)).toMatchObject({ status: 'queued', title: '收数入库', own: true, possible: ['取消'], outcome: null })
  const listed = async (status: string) => must(await county.does(cases.list, { own: false, status })).jobs.map(each => each.jobId)
  expect([await listed('queued'), await listed('running'), await listed('not-done')]).toEqual([[jobId], [], []])
  await working(() => untilIs(jobId, 'done'))
  expect(await show(jobId)).toMatchObject({ status: 'done', outcome: { rows: { accepted: 2 }, persons: { new: 2 } }, refusal: null, possible: [], attempt: 1 })
  expect(await commits(importId)).toEqual(committed)
  expect(must(await county.does(cases.list, {}))).toMatchObject({ jobs: [{ jobId, status: 'done' }] })
  // Whoever sees imports sees that it was done, and not what it gave; to everybody else it is not there.
  expect(await show(jobId, county.reader)).toMatchObject({ status: 'done', own: false, begunBy: expect.any(String), outcome: null, possible: [] })
  const [stranger] = await county.ask<{ account_id: bigint }>(
    `insert into access.account (division, name, kind) values ('${division}', '丁', 'person') returning account_id`,
  )
  expect(await county.does(cases.show, { jobId }, stranger?.account_id)).toMatchObject({ problem: { code: 'jobs/not-found' } })
  // No log line says who or what it was about.
  expect(lines.join()).not.toMatch(/孙|李|\d{17}/)
})

test('the same start under the same key is one job, and an order that cannot be read is none', async () => {
  const importId = await staged()
  const clientId = crypto.randomUUID()
  const asked = { acting: county.as(county.clerk), clientId, fieldsOf: fields.of }
  const given = { kind: 'registry.commit-import', order: { importId } }
  const first = must(await perform(county.db.pool, cases.start, given, asked))
  expect(must(await perform(county.db.pool, cases.start, given, asked))).toEqual(first)
  must(await county.does(cases.cancel, { jobId: first.jobId }))
  const refusalOf = async (order: object, account = county.clerk): Promise<Problem | null> => {
    const started = await county.does(cases.start, order, account)
    return started.ok ? null : started.problem
  }
  expect(await refusalOf({ kind: 'registry.commit-import', order: { importId: '第一份' } })).toMatchObject({
    code: 'access/not-understood',
    facts: { places: [{ path: 'order.importId' }] },
  })
  expect(await refusalOf({ kind: 'constructor', order: {} })).toMatchObject({ code: 'jobs/no-such-kind', facts: { possible: Object.keys(kinds).toSorted() } })
  expect(await refusalOf(given, county.reader)).toMatchObject({ code: 'access/not-yours' })
})

test('a job whose starter lost the right, or whose account was closed, ends refused and nothing is written', async () => {
  const importId = await staged()
  const lost = await startCommit(importId, county.checker)
  await county.ask(`update access.grant set valid_to = '2021-01-01' where account_id = $1`, county.checker)
  const showing = (jobId: string): Promise<ShownJob> => show(jobId, county.clerk)
  await working(() => until(async () => (await showing(lost)).status === 'refused'))
  const [kept] = await county.ask<{ problem_code: string }>(`select problem_code from jobs.job where job_id = $1`, lost)
  expect(kept).toEqual({ problem_code: 'access/not-yours' })
  expect(await commits(importId)).toEqual(untouched)
  await county.ask(`update access.grant set valid_to = null where account_id = $1`, county.checker)
  // With the right again it may be started again, by whoever started it.
  expect(await county.does(cases.resume, { jobId: lost })).toMatchObject({ problem: { code: 'jobs/not-found' } })
  must(await county.does(cases.resume, { jobId: lost }, county.checker))
  await county.ask(`update access.account set closed_at = now() where account_id = $1`, county.checker)
  await working(() => until(async () => (await showing(lost)).status === 'refused'))
  await county.ask(`update access.account set closed_at = null where account_id = $1`, county.checker)
  expect(await show(lost, county.checker)).toMatchObject({
    refusal: { code: 'jobs/starter-gone', possible: ['请在职的同事重新发起', '恢复账号或代办后重新开始'] },
  })
  expect(await commits(importId)).toEqual(untouched)
})

test('what waits is cancelled at once; what runs is undone whole; either may be started again', async () => {
  const importId = await staged()
  const jobId = await startCommit(importId)
  expect(must(await county.does(cases.cancel, { jobId }))).toEqual({ jobId, status: 'cancelled' })
  expect(await county.does(cases.cancel, { jobId })).toMatchObject({ problem: { code: 'jobs/not-now', facts: { possible: ['重新开始'] } } })
  must(await county.does(cases.resume, { jobId }))
  reached = async point => {
    if (point !== 'persons-written') return
    reached = () => Promise.resolve()
    must(await county.does(cases.cancel, { jobId }))
    await untilDisconnected(jobId)
  }
  await working(() => untilIs(jobId, 'cancelled'))
  expect(await commits(importId)).toEqual(untouched)
  must(await county.does(cases.resume, { jobId }))
  await working(() => untilIs(jobId, 'done'))
  expect(await commits(importId)).toEqual(committed)
})

test('a worker that is told to end undoes what is under way, and the next one does it', async () => {
  const importId = await staged()
  const jobId = await startCommit(importId)
  const first = await aWorker()
  let there: () => void = () => undefined
  const arrived = new Promise<void>(resolve => (there = resolve))
  reached = async point => {
    if (point !== 'persons-written') return
    reached = () => Promise.resolve()
    there()
    await untilDisconnected(jobId)
  }
  await arrived
  await first.stop()
  expect([(await show(jobId)).status, await commits(importId)]).toEqual(['running', untouched])
  await working(() => untilIs(jobId, 'done'))
  expect(await commits(importId)).toEqual(committed)
})

test('a fault of ours ends a job as failed, in words, without those of the error', async () => {
  const importId = await staged()
  const jobId = await startCommit(importId)
  reached = () => Promise.reject(new Error('Key (number)=(99010120130203001X) exists'))
  await working(() => untilIs(jobId, 'failed'))
  reached = () => Promise.resolve()
  expect(await show(jobId)).toMatchObject({ refusal: { code: 'jobs/fault', possible: ['重新开始', '请把任务编号告诉管理员'] }, possible: ['重新开始'] })
  expect(JSON.stringify(await show(jobId)) + lines.join()).not.toContain('99010120130203001X')
  must(await county.does(cases.resume, { jobId }))
  await working(() => untilIs(jobId, 'done'))
  expect(await commits(importId)).toEqual(committed)
})

test('the records are backed up as a job, for whoever administers the whole division', async () => {
  await county.db.asOwner((_, client) =>
    client.query(`insert into access.role_right (role, field, reach) values ('T-1', 'access', 'write'), ('T-1', 'access', 'rows')`),
  )
  const { jobId } = must(await county.does(cases.start, { kind: 'platform.back-up' }))
  await working(() => untilIs(jobId, 'done'))
  const { outcome, done, of } = await show(jobId)
  // By its name alone, as it is listed among what is kept; and its last count is all of it, whatever was told before the end.
  expect(outcome).toMatchObject({ folder: `${division}-${jobId}-1` })
  expect(existsSync(join(keys.dataDir, 'backups', `${division}-${jobId}-1`))).toBe(true)
  expect([done, done === of]).toEqual([expect.any(Number), true])
})

test('a rotation of keys stops between two pages, and a backup between two tables, of which nothing stays', async () => {
  const { jobId } = must(await county.does(cases.start, { kind: 'platform.rotate-field-keys' }))
  await working(async () => {
    await until(async () => (await show(jobId)).step === '更换密钥：证件号码')
    must(await county.does(cases.cancel, { jobId }))
    await untilIs(jobId, 'cancelled')
  })
  const stop = new AbortController()
  const kept: (number | undefined)[] = []
  const backingUp = kinds['platform.back-up']?.carryOut(
    {},
    {
      division,
      jobId: '700',
      attempt: 1,
      pool: county.db.pool,
      asked: { acting: `machine:${secret}:${county.clerk}`, clientId: randomUUID() },
      say: (_, tables) => {
        kept.push(tables)
        if (tables === 3) stop.abort()
      },
      signal: stop.signal,
    },
  )
  await expect(backingUp).rejects.toThrow('abort')
  expect(kept).toEqual([undefined, 1, 2, 3])
  expect(readdirSync(join(keys.dataDir, 'backups')).filter(name => !name.startsWith(`${division}-`) || name.includes('-700-'))).toEqual([])
})

// The others are points of the long run of crashes.
const points = ['taken', 'persons-written', 'worked'] as const satisfies readonly CrashPoint[]
test.each(points)('a process ended by kill -9 at “%s” leaves an import done once', async diesAt => {
  const importId = await staged()
  const jobId = await startCommit(importId)
  const order = { office: county.db.postgres.office(), owner: county.db.postgres.owner(), keys, secret, diesAt }
  expect(await dieAt(order)).toBe('SIGKILL')
  if (diesAt !== 'worked') expect(await commits(importId)).toEqual(untouched)
  await working(() => untilIs(jobId, 'done'))
  expect(await commits(importId)).toEqual(committed)
  expect((await show(jobId)).outcome).toMatchObject({ rows: { accepted: 2 } })
})

test('nobody reads what was ordered or given from the tables', async () => {
  const [{ text } = { text: '' }] = await county.ask<{ text: string }>(
    `select (select string_agg(j::text, ' ') from jobs.job j) || (select string_agg(q::text, ' ') from pgboss.job q) as text`,
  )
  expect(['importId', 'accepted', '孙', '李'].filter(word => text.includes(word))).toEqual([])
  expect(text).toContain('registry.commit-import')
})
