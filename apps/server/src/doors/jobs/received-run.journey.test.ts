import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ShownJob } from '@yingjin/domain/jobs'
import { must } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeSampleCounty } from '../../batch/sample/index.ts'
import { jobCases, type JobKinds } from '../../jobs/index.ts'
import { questionCases } from '../../leads/index.ts'
import { digestOf } from '../../platform/content/index.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { openLog } from '../../platform/log/index.ts'
import { type CountyFields, makeMissingKeys, openCountyFields } from '../../platform/vault/index.ts'
import { deliveryCases, importCases, runRosterCases } from '../../registry/index.ts'
import { aCounty, type TestCounty } from '../../registry/testing/a-county.ts'
import { jobKinds, keptRunListsIn, openWorker, type Worker, wordJobKind } from './index.ts'
import type { RunOutcome } from './run-rosters.ts'

let county: TestCounty
let folder = ''
let keys: Readonly<{ config: string; dataDir: string }>
let fields: CountyFields
let kinds: JobKinds
let jobs: ReturnType<typeof jobCases>
let deliveries: ReturnType<typeof deliveryCases>
let worker: Worker
const term = '2022-autumn'
beforeAll(async () => {
  county = await aCounty()
  folder = mkdtempSync(join(tmpdir(), 'received-run-'))
  keys = { config: join(folder, 'config'), dataDir: join(folder, 'data') }
  await county.ask(
    `insert into access.role_right (role, field, reach) select 'T-1', f, h from unnest(array['results', 'leads', 'questions', 'identity']) f, unnest(array['rows', 'write']) h`,
  )
  await county.ask(`update infrastructure.division set name = '示例县' where division = '990101'`)
  must(await county.db.asOwner((_, client) => makeMissingKeys(client, keys)))
  fields = await openCountyFields(county.db.pool, keys)
  kinds = jobKinds({ keys, owner: county.db.postgres.owner(), sealAnew: () => Promise.reject(new Error('not asked for here')) })
  jobs = jobCases({ kinds, fieldsOf: fields.of })
  deliveries = deliveryCases({ fieldsOf: fields.of })
  await writeSampleCounty(join(folder, '名册'), { children: 150, seed: 5, term })
  worker = await openWorker({
    office: county.db.postgres.office(),
    secret: 's3cret',
    fields: async () => fields,
    kinds,
    word: refusal => wordJobKind(refusal) ?? refusal.code,
    log: openLog(() => undefined),
    tellEveryMs: 50,
  })
})
afterAll(async () => {
  await worker.stop()
  await county.close()
  removeFolder(folder)
})

const ended = async (kind: string, order: object): Promise<ShownJob> => {
  const { jobId } = must(await county.does(jobs.start, { kind, order }))
  for (const end = Date.now() + 280_000; ;) {
    const job = must(await county.does(jobs.show, { jobId }))
    if (job.endedAt !== null) return job
    if (Date.now() > end) throw new Error(`waited in vain: ${JSON.stringify(job)}`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
const worked = async <Outcome>(kind: string, order: object): Promise<Outcome> => {
  const { outcome, refusal } = await ended(kind, order)
  expect(refusal).toBeNull()
  return outcome as Outcome
}
const ran = (order: object = {}): Promise<RunOutcome> => worked('batch.run-rosters', { term, ...order })
/** A file of the invented county as a clerk drops it: read; what becomes a batch is tried and taken in. */
const received = async (part: string, name?: string, content?: Buffer): Promise<readonly string[]> => {
  const file = readdirSync(join(folder, '名册'), { recursive: true })
    .map(String)
    .find(each => each.includes(part))
  if (file === undefined) throw new Error(`no roster “${part}”`)
  const bytes = content ?? readFileSync(join(folder, '名册', file))
  const sent = must(await county.does(deliveries.receive(bytes), { name: name ?? file, digest: digestOf(bytes), bytes: bytes.length }))
  await worked('batch.read-deliveries', { deliveryIds: [sent.deliveryId] })
  const { lists } = must(await county.does(deliveries.show, { deliveryId: sent.deliveryId }))
  const listIds = lists.filter(({ hindrance }) => hindrance === null).map(({ listId }) => listId)
  if (listIds.length === 0) return []
  const { staged, refused } = await worked<{ staged: { importId: string }[]; refused: unknown[] }>('batch.stage-deliveries', { listIds })
  expect(refused).toEqual([])
  const importIds = staged.map(({ importId }) => importId)
  await worked('batch.commit-deliveries', { importIds })
  return importIds
}
const rosters = async () => must(await county.does(runRosterCases({ keptRunLists: keptRunListsIn(keys.dataDir) }).list, { term }))

test('what was received in the office is what a run takes, and what is decided there changes the next', { timeout: 900_000 }, async () => {
  expect(await ended('batch.run-rosters', { term })).toMatchObject({ refusal: { code: 'run-rosters/nothing' } })
  const rolls = await received('学籍信息导出_小学')
  const [help] = await received('农村低保备案表')
  // The directory of schools becomes no batch, and goes along all the same.
  expect(await received('学校名录')).toEqual([])
  const there = await rosters()
  expect(there.lists.map(({ roster, standing }) => [roster, standing])).toEqual([
    ['rural-minimum-living', 'taken'],
    ...rolls.map(() => ['student-roll', 'taken']),
    ['school-directory', 'taken'],
  ])
  expect(there.lists.map(({ file }) => file)).toContainEqual(expect.stringContaining('农村低保备案表'))

  const first = await ran()
  expect(first).toMatchObject({ files: there.lists.length, persons: expect.any(Number), office: { decisions: 0 } })
  expect(first.persons).toBeGreaterThan(20)
  await worked('batch.publish-latest-run', { term })
  // What stood in the records is not taken in a second time.
  expect(await county.ask(`select from registry.import where status = 'committed'`)).toHaveLength(rolls.length + 1)
  const questions = questionCases({ fieldsOf: fields.of })
  const before = await ran()
  const open = must(await county.does(questions.list, { matter: 'missing-fact', limit: 200 })).questions.filter(({ personId }) => personId !== null)
  const answers: string[] = []
  for (const { questionId } of open) {
    const { version } = must(await county.does(questions.page, { questionId }))
    const answered = await county.does(questions.answer, { questionId, version, answer: '是', reason: '与学校核对过', evidence: '宿舍花名册' })
    if (answered.ok) answers.push(questionId)
    if (answers.length === 2) break
  }
  expect(answers).toHaveLength(2)
  const after = await ran()
  expect([after.office.decisions, after.run === before.run, after.missing]).toEqual([2, false, before.missing - 2])

  // Left out, it is not taken; undone, it is not there, and whoever still names it is told so.
  const all = await rosters()
  const without = all.lists.filter(({ standing, importId }) => standing === 'taken' && importId !== help).map(({ key }) => key)
  expect((await ran({ lists: without })).files).toBe(without.length)
  must(await county.does(importCases({ fieldsOf: fields.of }).undo, { importId: help }))
  expect((await rosters()).lists.map(({ roster }) => roster)).not.toContain('rural-minimum-living')
  expect(await ended('batch.run-rosters', { term, lists: [`batch-${help}`] })).toMatchObject({ refusal: { code: 'run-rosters/list-gone' } })

  // The same file again, and a later one: the later takes its place, and says of which it does.
  const [again] = await received('农村低保备案表')
  const text = Buffer.from('农村低保备案表（截至2022年9月20日）\n姓名,身份证号,乡镇,保障状态\n李小一,99010120130203101X,清溪镇,在保\n')
  const [later] = await received('农村低保备案表', '农村低保备案表（截至20220920）.csv', text)
  const now = (await rosters()).lists.filter(({ roster }) => roster === 'rural-minimum-living')
  expect(now.map(({ importId, standing, replacedBy }) => [importId, standing, replacedBy])).toEqual([
    [again, 'replaced', '农村低保备案表（截至20220920）.csv'],
    [later, 'taken', null],
  ])
  // Nobody's name and nothing that is not collected stands plain in what is kept.
  expect(plainIn(join(keys.dataDir, 'snapshots'))).toEqual([])
})

const plainIn = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => /李小|99010120/.test(readFileSync(file).toString('latin1')) || readFileSync(file).includes('李小'))
    .toSorted()
