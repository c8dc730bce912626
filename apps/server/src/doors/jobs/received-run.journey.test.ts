import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ShownJob } from '@yingjin/domain/jobs'
import { must, parseTerm } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UseCase } from '../../access/index.ts'
import { openKeptRun } from '../../batch/run/open-kept-run.ts'
import { writeSampleCounty } from '../../batch/sample/index.ts'
import { jobCases, type JobKinds } from '../../jobs/index.ts'
import { workbooksOfKeptRuns } from '../../kept-workbooks.ts'
import { questionCases, reviewCases } from '../../leads/index.ts'
import { digestOf } from '../../platform/content/index.ts'
import { openDuckDb } from '../../platform/duckdb/index.ts'
import { removeFolder, withPrivateScratch } from '../../platform/files/index.ts'
import { openLog } from '../../platform/log/index.ts'
import { type CountyFields, makeMissingKeys, openCountyFields } from '../../platform/vault/index.ts'
import { readWorkbook } from '../../testing/index.ts'
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
  await lookedAt(first)
  await worked('batch.publish-latest-run', { term, run: first.run })
  // What stood in the records is not taken in a second time.
  expect(await county.ask(`select from registry.import where status = 'committed'`)).toHaveLength(rolls.length + 1)
  const questions = questionCases({ fieldsOf: fields.of })
  const before = await ran()
  // Nothing was decided since: it is the run that is published.
  expect([before.run === first.run, before.review, (await review(before.run)).published]).toEqual([true, 'as-published', true])
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
  const less = await ran({ lists: without })
  expect(less.files).toBe(without.length)
  await dropped(less.run)
  // The same run again is to be looked at again: dropped was the one before.
  expect((await ran({ lists: without })).run).toBe(less.run)
  await publishedAsLookedAt(less.run, after.run)
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
  await doubtsAnswered()
  // Nobody's name and nothing that is not collected stands plain in what is kept.
  expect(plainIn(join(keys.dataDir, 'snapshots'))).toEqual([])
})

/** A list with numbers of two pupils under other names: which of its rows a run takes is what the office said of them. */
const doubtsAnswered = async (): Promise<void> => {
  const roll = readdirSync(join(folder, '名册'), { recursive: true })
    .map(String)
    .find(each => each.includes('学籍信息导出_小学'))
  const rows = (await readWorkbook(join(folder, '名册', roll ?? ''))).flatMap(sheet => sheet.rows)
  const numbers = [...new Set(rows.flatMap(row => row.filter(cell => /^99\d{15}[\dX]$/.test(cell))))].slice(0, 6)
  const named = [...'甲乙丙丁戊己'].map(each => `${each}另名`)
  const text = `农村低保备案表（截至2022年9月25日）\n姓名,身份证号,乡镇,保障状态\n${named.map((name, at) => `${name},${numbers[at]},清溪镇,在保`).join('\n')}\n`
  const [importId = ''] = await received('农村低保备案表', '农村低保备案表（截至20220925）.csv', Buffer.from(text))
  const imports = importCases({ fieldsOf: fields.of })
  const { rows: doubtful } = must(await county.does(imports.doubtful, { importId }))
  expect(doubtful.length).toBeGreaterThan(2)
  const open = await ran()
  expect(open.setAside).toBe(0)
  const inDoubt = await doubtsOf(open.run)
  const [one, other] = doubtful.filter(({ says }) => inDoubt.includes(says.name ?? ''))
  must(await county.does(imports.answer, { importId, reason: '村里没有这个人', answers: [{ rowNo: one?.rowNo, is: 'nobody' }] }))
  must(await county.does(imports.answer, { importId, reason: '同号的另一个人', answers: [{ rowNo: other?.rowNo, is: 'new' }] }))
  const answered = await ran()
  expect([answered.setAside, answered.office.decisions - open.office.decisions]).toEqual([1, 2])
  expect(await doubtsOf(answered.run)).toEqual(inDoubt.filter(name => name !== one?.says.name && name !== other?.says.name))
  expect((await review(answered.run)).told.setAside).toBe(1)
  const { bytes } = must(await county.does(reviews().takeWorkbook, { run: answered.run, name: '运行报告.xlsx' }))
  writeFileSync(join(folder, 'report.xlsx'), bytes)
  const report = (await readWorkbook(join(folder, 'report.xlsx'))).flatMap(sheet => sheet.rows)
  expect(report.find(([what]) => what === '按办公室决定不收')?.[1]).toBe('1 行')
}

/** Under which names rows of the low-income list are in doubt in a run. */
const doubtsOf = (run: string): Promise<readonly string[]> =>
  withPrivateScratch(async scratch => {
    const of = { county: '990101', term: must(parseTerm(term)), directory: join(keys.dataDir, 'runs', '990101', term, run) }
    const opened = must(await openKeptRun(keys, of, scratch, ['doubts']))
    const db = await openDuckDb({ spill: join(scratch, 'spill') })
    try {
      const from = `read_parquet('${join(opened, 'doubts.parquet')}')`
      return (await db.rows<{ name: string }>(`SELECT DISTINCT name FROM ${from} WHERE roster = 'rural-minimum-living' ORDER BY name DESC`)).map(
        ({ name }) => name,
      )
    } finally {
      db.close()
    }
  })

const reviews = () => reviewCases(workbooksOfKeptRuns(keys))
const review = async (run: string) => {
  const { review: found, ...beside } = must(await county.does(reviews().show, { run }))
  if (found === null) throw new Error(`nobody looked at ${run}`)
  return { ...found, ...beside }
}
const runsPublished = () => county.ask<{ run: string }>('select run from leads.run order by run_id')

/** Before anything is published: what would be, to whoever may publish, and to nobody else; its workbooks lie sealed. */
const lookedAt = async ({ run, due, dueFen, missing, persons, files }: RunOutcome): Promise<void> => {
  const { told, counts, changes, comparedRun, published, workbooks } = await review(run)
  expect({ published, comparedRun, changes, persons: told.persons }).toEqual({ published: false, comparedRun: null, changes: [], persons })
  const given = told.totals.filter(({ state }) => state === 'due')
  const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0)
  expect([sum(given.map(({ children }) => children)), counts.results.due]).toEqual([due, due])
  expect(String(sum(given.filter(({ loan }) => !loan).map(({ fen }) => Number(fen))))).toBe(dueFen)
  expect(sum(told.waits.map(({ children }) => children))).toBe(missing)
  expect(told.totals.some(({ school }) => school?.includes('学') === true)).toBe(true)
  // The directory of schools is no roster of a department.
  expect(told.rosters).toHaveLength(files - 1)
  expect(told.gaps.every(({ children }) => children > 0)).toBe(true)
  // Of a roster that is waited for it says whether it came, and if so why it does not say who is not on it.
  const came = new Set(told.rosters.map(({ name }) => name))
  for (const word of told.gaps.flatMap(({ rosters: sought }) => sought))
    expect(word).toMatch(came.has(word.split('（')[0] ?? '') ? /，到了，.+）$/ : /，没有到）$/)
  expect(await runsPublished()).toEqual([])
  for (const [useCase, order] of [
    [reviews().show, { run }],
    [reviews().changes, { run }],
    [reviews().decisions, { run }],
    [reviews().drop, { run, says: '试' }],
    [reviews().takeWorkbook, { run, name: '资助核定.xlsx' }],
  ] as const)
    expect(await county.does(useCase as UseCase, order, county.reader)).toMatchObject({ ok: false })

  expect(workbooks).toEqual(expect.arrayContaining(['运行报告.xlsx', '资助核定.xlsx', '待补信息.xlsx']))
  const { bytes } = must(await county.does(reviews().takeWorkbook, { run, name: '资助核定.xlsx' }))
  const opened = join(folder, 'opened.xlsx')
  writeFileSync(opened, bytes)
  const [sheet] = await readWorkbook(opened)
  const head = sheet?.rows.findIndex(row => row.includes('姓名')) ?? -1
  const name = sheet?.rows[head + 1]?.[sheet.rows[head]?.indexOf('姓名') ?? -1]
  expect(name).toMatch(/^\p{Script=Han}{2,4}/u)
  expect(await filesWith(keys.dataDir, [name ?? '', '99010120'])).toEqual([])
  expect(await county.does(reviews().takeWorkbook, { run, name: '../key.json' })).toMatchObject({ problem: { code: 'leads/no-workbook' } })
}

const dropped = async (run: string): Promise<void> => {
  expect((await review(run)).comparedRun).not.toBeNull()
  must(await county.does(reviews().drop, { run, says: '低保名册拿错了，等民政局重发' }))
  expect((await review(run)).dropped).toMatchObject({ says: '低保名册拿错了，等民政局重发', by: expect.any(String) })
  expect(await ended('batch.publish-latest-run', { term, run })).toMatchObject({
    refusal: { code: 'leads/run-dropped' },
  })
  expect((await runsPublished()).map(published => published.run)).not.toContain(run)
}

/** What is published is what was looked at, in number and by name; and no other run in its place. */
const publishedAsLookedAt = async (run: string, earlier: string): Promise<void> => {
  const { counts, changes } = await review(run)
  const { total, changes: named } = must(await county.does(reviews().changes, { run, limit: 200 }))
  expect(total).toBe(changes.reduce((sum, { results }) => sum + results, 0))
  expect(total).toBeGreaterThan(0)
  expect(named.every(({ child }) => (child?.name ?? '') !== '')).toBe(true)
  expect(must(await county.does(reviews().takeChanges, { run })).rows).toBe(total)
  const { decisions } = await review(run)
  // Both answers were given since the published run, and no roster says it: the run rests on them.
  expect(decisions).toEqual({ taken: [{ matter: 'missing-fact', effect: expect.stringMatching(/^(changed|same)$/), decisions: 2 }], later: 0 })
  const { decisions: listed } = must(await county.does(reviews().decisions, { run }))
  expect(listed.map(({ answer, child }) => [answer, (child?.name ?? '') !== ''])).toEqual([
    ['是', true],
    ['是', true],
  ])
  const report = join(folder, 'report.xlsx')
  writeFileSync(report, must(await county.does(reviews().takeWorkbook, { run, name: '运行报告.xlsx' })).bytes)
  expect(JSON.stringify(await readWorkbook(report))).toContain('补的信息 2 条，用上 2 条')
  expect(await ended('batch.publish-latest-run', { term, run: earlier })).toMatchObject({ refusal: { code: 'jobs/newer-run' } })
  await worked('batch.publish-latest-run', { term, run })
  const [row] = await county.ask<{ counts: object }>('select counts from leads.run order by run_id desc limit 1')
  const { leads, results, changes: differing } = counts
  expect(row?.counts).toMatchObject({ leads, results, changes: differing })
  expect(await county.does(reviews().drop, { run, says: '试' })).toMatchObject({ problem: { code: 'leads/run-published' } })
}

/** Files below a folder that say one of these, workbooks by what stands in their cells. */
const filesWith = async (path: string, said: readonly string[]): Promise<readonly string[]> => {
  const found: string[] = []
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const bytes = readFileSync(file)
    const text = bytes.subarray(0, 2).toString('latin1') === 'PK' ? JSON.stringify(await readWorkbook(file)) : bytes.toString()
    if (said.some(each => text.includes(each))) found.push(file)
  }
  return found
}

const plainIn = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => /李小|99010120/.test(readFileSync(file).toString('latin1')) || readFileSync(file).includes('李小'))
    .toSorted()
