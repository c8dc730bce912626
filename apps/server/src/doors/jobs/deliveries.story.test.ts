import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ShownJob } from '@yingjin/domain/jobs'
import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jobCases, type JobKinds } from '../../jobs/index.ts'
import { digestOf } from '../../platform/content/index.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { openLog } from '../../platform/log/index.ts'
import { type CountyFields, makeMissingKeys, openCountyFields } from '../../platform/vault/index.ts'
import { openWorkbook, type WorkbookColumn, type WorkbookSheet, writeWorkbook } from '../../platform/workbook/index.ts'
import { deliveryCases, importCases, receivedCases, sentCases } from '../../registry/index.ts'
import { aCounty, type TestCounty } from '../../registry/testing/a-county.ts'
import { jobKinds, openWorker, type Worker } from './index.ts'

let county: TestCounty
let folder = ''
let fields: CountyFields
let kinds: JobKinds
let jobs: ReturnType<typeof jobCases>
let deliveries: ReturnType<typeof deliveryCases>
let imports: ReturnType<typeof importCases>
let told: ReturnType<typeof sentCases>
const received = receivedCases({ rostersOf: () => Promise.resolve(['rural-minimum-living', 'student-roll', 'disability-certificate']) })
let worker: Worker
const lines: string[] = []
beforeAll(async () => {
  county = await aCounty()
  folder = mkdtempSync(join(tmpdir(), 'deliveries-'))
  const keys = { config: join(folder, 'config'), dataDir: join(folder, 'data') }
  must(await county.db.asOwner((_, client) => makeMissingKeys(client, keys)))
  fields = await openCountyFields(county.db.pool, keys)
  kinds = jobKinds({ keys, owner: county.db.postgres.owner(), sealAnew: () => Promise.reject(new Error('not here')) })
  jobs = jobCases({ kinds, fieldsOf: fields.of })
  deliveries = deliveryCases({ fieldsOf: fields.of })
  imports = importCases({ fieldsOf: fields.of })
  told = sentCases({ fieldsOf: fields.of })
  worker = await openWorker({
    office: county.db.postgres.office(),
    secret: 's3cret',
    fields: async () => fields,
    kinds,
    word: ({ code }) => code,
    log: openLog(line => lines.push(line)),
    tellEveryMs: 20,
  })
})
afterAll(async () => {
  await worker.stop()
  await county.close()
  removeFolder(folder)
})

const worked = async (kind: string, order: object): Promise<ShownJob> => {
  const { jobId } = must(await county.does(jobs.start, { kind, order }))
  for (;;) {
    const job = must(await county.does(jobs.show, { jobId }))
    if (!['queued', 'running'].includes(job.status)) return job
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

type Line = readonly (string | null)[]
const book = async (name: string, title: string, headers: readonly string[], rows: readonly Line[]): Promise<Buffer> => {
  const path = join(folder, 'book.xlsx')
  const sheet: WorkbookSheet<Line> = {
    name: '名单',
    heading: [title],
    columns: headers.map((header, i): WorkbookColumn<Line> => ({ header, width: 10, kind: 'text', of: row => row[i] ?? null })),
    rows,
  }
  await writeWorkbook(path, [sheet])
  return readFileSync(path)
}
const send = async (name: string, content: Buffer) => county.does(deliveries.receive(content), { name, digest: digestOf(content), bytes: content.length })
const show = async (deliveryId: string) => must(await county.does(deliveries.show, { deliveryId }))
const id = (n: number): string => sampleId({ born: '2013-02-03', sequence: n })
const secret = '某某信仰'

const headers = ['序号', '姓名', '身份证号', '民族', '乡镇', '屋里主事的', '保障状态']
const rows: readonly Line[] = [
  ['1', '李小一', id(1), secret, '东河镇', '李大一', '在保'],
  ['2', '李小二', '9.90101E+17', secret, '东河镇', '李大二', '在保'],
  ['3', '李小三', id(3), secret, '东河镇', '李大三', '停保'],
  ['4', null, null, secret, '东河镇', '李大四', '在保'],
]
const name = '农村低保备案表（截至20220831）.xlsx'
const title = '农村低保备案表（截至2022年8月31日）'

test('a file that was sent is read as a job, corrected, tried, committed and undone; what goes back to the sender names each fault', async () => {
  const content = await book(name, title, headers, rows)
  const sent = must(await send(name, content))
  expect(sent).toMatchObject({ name, again: false, taken: [] })
  // The same again is told, and lies here once.
  expect(must(await send('改了名.xlsx', content))).toMatchObject({ deliveryId: sent.deliveryId, name, again: true })
  expect(must(await county.does(deliveries.list, {}))).toMatchObject({ total: 1, deliveries: [{ status: 'arrived', lists: [] }] })

  expect(await worked('batch.read-deliveries', { deliveryIds: [sent.deliveryId] })).toMatchObject({ status: 'done', outcome: { read: 1, notRead: [] } })
  const first = await show(sent.deliveryId)
  expect(first).toMatchObject({
    status: 'read',
    rowsAccepted: 2,
    rowsRefused: 2,
    lists: [
      {
        roster: 'rural-minimum-living',
        sender: '民政局',
        asOf: '2022-08-31',
        rowsAccepted: 2,
        rowsRefused: 2,
        notCollected: ['民族'],
        returned: 3,
        standing: 'ready',
      },
    ],
  })
  const [sheet] = first.sheets
  expect(sheet?.tables[0]?.columns.find(c => c.header === '屋里主事的')).toMatchObject({ standing: 'unrecognised' })
  expect(sheet?.shown.map(({ row, is }) => [row, is])).toEqual([
    [1, 'title'],
    [2, 'header'],
    [3, 'row'],
    [4, 'noted'],
    [5, 'refused'],
    [6, 'refused'],
  ])
  // What is not collected is not shown, and no number of anybody is whole.
  expect(JSON.stringify(first)).not.toContain(secret)
  expect(JSON.stringify(first)).not.toContain(id(1))

  const corrected = must(
    await county.does(deliveries.correct, {
      deliveryId: sent.deliveryId,
      version: first.version,
      columns: [{ roster: 'rural-minimum-living', header: '屋里主事的', meaning: 'head_name' }],
    }),
  )
  expect(corrected.version).toBe(first.version + 1)
  await worked('batch.read-deliveries', { deliveryIds: [sent.deliveryId] })
  const second = await show(sent.deliveryId)
  expect(second.sheets[0]?.tables[0]?.columns.find(c => c.header === '屋里主事的')).toMatchObject({ standing: 'collected', key: 'head_name', remembered: true })
  expect(second).toMatchObject({ acceptedBefore: 2, refusedBefore: 2 })

  const [list] = second.lists
  const staged = await worked('batch.stage-deliveries', { listIds: [list?.listId] })
  expect(staged).toMatchObject({ status: 'done', outcome: { refused: [] } })
  const importId = (staged.outcome as { staged: { importId: string }[] }).staged[0]?.importId ?? ''
  expect((await show(sent.deliveryId)).lists).toMatchObject([{ standing: 'staged', importId }])
  expect(must(await county.does(received.progress, { term: '2022-autumn' }))).toMatchObject({
    on: '2022-09-01',
    rosters: [
      { roster: 'disability-certificate', standing: 'missing', missingSince: '2022-09-01' },
      { roster: 'rural-minimum-living', standing: 'waiting', deliveryId: sent.deliveryId },
      { roster: 'student-roll', standing: 'missing' },
    ],
  })
  // Meanwhile it is read no other way.
  expect(await county.does(deliveries.correct, { deliveryId: sent.deliveryId, version: second.version })).toMatchObject({
    problem: { code: 'registry/list-staged' },
  })

  const taken = must(await county.does(deliveries.takeReturned, { listId: list?.listId }))
  const path = join(folder, 'returned.xlsx')
  writeFileSync(path, taken.bytes)
  const opened = must(await openWorkbook(path))
  const cells: string[][] = []
  for (const each of opened.sheets)
    for await (const batch of each.rows())
      for (const row of batch) cells.push(row.cells.map(c => (typeof c === 'string' ? c : c === null ? '' : 'shown' in c ? c.shown : '')))
  opened.close()
  expect(cells[2]).toEqual(['原表行号', '处理', '原因和办法', '序号', '姓名', '身份证号', '乡镇', '屋里主事的', '保障状态'])
  expect(cells.slice(3).map(([row, what, , , who]) => [row, what, who])).toEqual([
    ['4', '已收，有格未用', '李小二'],
    ['5', '整行未收', '李小三'],
    ['6', '整行未收', ''],
  ])
  expect(cells[4]?.[5]).toBe(id(3))

  // The department that sent it reads the same by reason, with no whole number of anybody.
  const listId = list?.listId ?? ''
  const byReason = must(await county.does(told.returned, { listId }))
  expect(byReason.reasons).toEqual([
    { reason: 'intake/left-the-list', word: '写明已经停保、注销或退出', refused: 1, noted: 0 },
    { reason: 'intake/nobody-named', word: '没有写明说的是谁', refused: 1, noted: 0 },
    { reason: 'intake/id-in-scientific-notation', word: '身份证号成了科学计数', refused: 0, noted: 1 },
  ])
  expect(byReason.rows.map(({ row, refused }) => [row, refused])).toEqual([
    [4, false],
    [5, true],
    [6, true],
  ])
  expect(must(await county.does(told.returned, { listId, reason: 'intake/left-the-list' }))).toMatchObject({
    total: 1,
    rows: [{ row: 5, cells: [{ header: '序号' }, { header: '姓名', text: '李小三' }, { header: '身份证号' }, { header: '乡镇' }, {}, { text: '停保' }] }],
    next: null,
  })
  expect(JSON.stringify(byReason)).not.toContain(id(3))
  expect(must(await county.does(told.returned, { listId, after: 1, limit: 1 }))).toMatchObject({ total: 3, rows: [{ row: 5 }], next: 2 })
  // Tried and not taken in: only what is in doubt is known of its rows, and nothing of the kind is in force.
  expect(must(await county.does(told.receipt, { importId }))).toMatchObject({ total: 1, rows: [{ row: 4, outcome: 'doubtful', question: 'no-evidence' }] })
  expect(must(await county.does(told.owed, {})).rosters).toEqual([
    {
      roster: 'rural-minimum-living',
      rosterName: '农村低保备案表',
      sender: '民政局',
      asOf: null,
      inForceUntil: null,
      overdue: true,
      later: { importId, asOf: '2022-08-31', status: 'staged', rowsRefused: 2, returned: 3, readAgain: false },
    },
  ])

  must(await county.does(imports.commit, { importId }))
  const receipt = must(await county.does(told.receipt, { importId }))
  expect(receipt.outcomes.reduce((sum, { rows: of }) => sum + of, 0)).toBe(2)
  expect(receipt).toMatchObject({
    total: 2,
    rows: [
      { row: 3, name: '李小一', outcome: 'new', question: null },
      { row: 4, name: '李小二', outcome: 'doubtful' },
    ],
  })
  expect(JSON.stringify(receipt)).not.toContain(id(1))
  expect(must(await county.does(told.receipt, { importId, outcome: 'matched' }))).toMatchObject({ total: 0, rows: [] })
  expect(must(await county.does(told.owed, {})).rosters).toMatchObject([{ asOf: '2022-08-31', inForceUntil: '2022-12-01', overdue: true, later: null }])
  // The file holds what is not collected: it is needed no more, and is gone.
  expect(await county.ask(`select status, file_id from registry.delivery`)).toEqual([{ status: 'taken', file_id: null }])
  expect(await county.ask(`select from content.file`)).toEqual([])
  expect(must(await county.does(received.list, {}))).toMatchObject({
    total: 1,
    imports: [{ importId, status: 'committed', file: name, returned: 3, sender: '民政局', changes: { personsNew: expect.any(Number) } }],
  })
  expect(must(await county.does(received.progress, { term: '2022-autumn' })).rosters[1]).toMatchObject({ standing: 'in-force', asOf: '2022-08-31', importId })
  expect(must(await county.does(received.progress, { term: '2023-spring' })).rosters[1]).toMatchObject({ standing: 'old', missingSince: '2022-12-02' })

  const before = must(await county.does(received.undo, { importId }))
  expect(before).toMatchObject({ status: 'committed', rests: [] })
  expect(must(await county.does(imports.undo, { importId }))).toEqual({ ended: before.ended, restored: before.restored, personsGone: before.personsGone })
  expect(before.ended).toBeGreaterThan(0)

  // What was corrected once holds for what comes next.
  const next = await book(name, '农村低保备案表（截至2022年9月30日）', headers, rows.slice(0, 1))
  const again = must(await send('农村低保备案表（截至20220930）.xlsx', next))
  await worked('batch.read-deliveries', { deliveryIds: [again.deliveryId] })
  expect((await show(again.deliveryId)).sheets[0]?.tables[0]?.columns.find(c => c.header === '屋里主事的')).toMatchObject({ key: 'head_name' })

  // The workbook of returned rows is no list: taken for one, it would end everybody it does not name.
  const mended = must(await send(taken.name, Buffer.from(taken.bytes)))
  await worked('batch.read-deliveries', { deliveryIds: [mended.deliveryId] })
  expect(await show(mended.deliveryId)).toMatchObject({
    status: 'no-roster',
    rowsAccepted: 0,
    lists: [],
    sheets: [{ tables: [{ problems: [expect.stringContaining('不是整份名册')] }] }],
  })
  expect(lines.filter(line => line.includes('"error"'))).toEqual([])
})

test('a photograph is refused in words, and a table nobody can place is read as what a person says it is', async () => {
  const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
  expect(await send('名单照片.jpg', photo)).toMatchObject({ problem: { code: 'registry/delivery-unreadable', facts: { name: '名单照片.jpg' } } })
  const plain = await book('名单.xlsx', '名单', ['姓名', '身份证号', '乡镇'], [['孙小一', id(11), '东河镇']])
  const sent = must(await send('名单.xlsx', plain))
  await worked('batch.read-deliveries', { deliveryIds: [sent.deliveryId] })
  const before = await show(sent.deliveryId)
  expect(before).toMatchObject({ status: 'no-roster', rowsAccepted: 0 })
  must(
    await county.does(deliveries.correct, {
      deliveryId: sent.deliveryId,
      version: before.version,
      sheets: [{ sheet: '名单', roster: 'urban-minimum-living', asOf: '2022-08-31' }],
    }),
  )
  await worked('batch.read-deliveries', { deliveryIds: [sent.deliveryId] })
  const after = await show(sent.deliveryId)
  expect(after).toMatchObject({ status: 'read', rowsAccepted: 1, lists: [{ roster: 'urban-minimum-living', asOf: '2022-08-31', standing: 'ready' }] })
  must(await county.does(deliveries.setAside, { deliveryId: sent.deliveryId, version: after.version, says: '发错了' }))
  expect(
    await county.ask(
      `select count(*)::int as n from content.file f join registry.delivery d using (division, file_id) where d.delivery_id = $1`,
      sent.deliveryId,
    ),
  ).toEqual([{ n: 0 }])
  expect(await county.does(deliveries.setAside, { deliveryId: sent.deliveryId, version: after.version + 1, says: '发错了' })).toMatchObject({
    problem: { code: 'registry/delivery-not', facts: { possible: [] } },
  })
})

test('a file that was taken before is told so wherever it stands, is not offered again, and a refusal names file, list, reason and batch', async () => {
  const content = await book(
    '特困人员花名册（截至20220831）.xlsx',
    '特困人员花名册（截至2022年8月31日）',
    ['姓名', '身份证号', '乡镇'],
    [['周小一', id(21), '东河镇']],
  )
  const sent = must(await send('特困人员花名册（截至20220831）.xlsx', content))
  await worked('batch.read-deliveries', { deliveryIds: [sent.deliveryId] })
  const [list] = (await show(sent.deliveryId)).lists
  expect(list).toMatchObject({ roster: 'extreme-hardship', standing: 'ready', takenBefore: null })
  const { outcome } = await worked('batch.stage-deliveries', { listIds: [list?.listId] })
  const importId = (outcome as { staged: { importId: string }[] }).staged[0]?.importId ?? ''
  expect(await worked('batch.commit-deliveries', { importIds: [importId] })).toMatchObject({ outcome: { committed: [{ importId }], refused: [] } })

  const name2 = '特困人员花名册（再发）.xlsx'
  const again = must(await send(name2, content))
  expect(again).toMatchObject({ again: false, taken: [{ importId, status: 'committed' }] })
  await worked('batch.read-deliveries', { deliveryIds: [again.deliveryId] })
  const [second] = (await show(again.deliveryId)).lists
  expect(second).toMatchObject({ roster: 'extreme-hardship', standing: 'taken-before', takenBefore: importId, importId: null })
  const { outcome: refusal } = await worked('batch.stage-deliveries', { listIds: [second?.listId] })
  expect(refusal).toMatchObject({
    staged: [],
    refused: [
      { listId: second?.listId, file: name2, roster: second?.rosterName, importId, says: expect.stringContaining(`同一个文件已经收过：收数批次 ${importId}`) },
    ],
  })
  expect((await worked('batch.commit-deliveries', { importIds: [importId] })).outcome).toMatchObject({
    committed: [],
    refused: [{ importId, roster: second?.rosterName, says: expect.stringContaining('已入库') }],
  })
})

test('a list that lies there and is long out of force does not count as arrived for the term', async () => {
  const progress = receivedCases({ rostersOf: () => Promise.resolve(['disability-certificate']) }).progress
  const of = async (term: string) => must(await county.does(progress, { term })).rosters[0]
  const content = await book(
    '残疾人名单.xlsx',
    '残疾人名单（截至2022年8月31日）',
    ['姓名', '身份证号', '残疾类别', '残疾等级'],
    [['吴小一', id(31), '肢体', '二级']],
  )
  const sent = must(await send('残疾人名单（截至20220831）.xlsx', content))
  await worked('batch.read-deliveries', { deliveryIds: [sent.deliveryId] })
  expect(await of('2022-autumn')).toMatchObject({ standing: 'waiting', deliveryId: sent.deliveryId, tooOld: null })
  expect(await of('2026-autumn')).toMatchObject({
    standing: 'missing',
    missingSince: '2026-09-01',
    deliveryId: null,
    tooOld: { deliveryId: sent.deliveryId, asOf: '2022-08-31' },
  })
  // Set aside after it was given up, it lies nowhere any more.
  const [list] = (await show(sent.deliveryId)).lists
  const { outcome } = await worked('batch.stage-deliveries', { listIds: [list?.listId] })
  const importId = (outcome as { staged: { importId: string }[] }).staged[0]?.importId ?? ''
  must(await county.does(imports.giveUp, { importId }))
  const readAgain = async () => must(await county.does(receivedCases().list, { importId })).imports[0]?.readAgain
  const again = await worked('batch.stage-deliveries', { listIds: [list?.listId] })
  const next = (again.outcome as { staged: { importId: string }[] }).staged[0]?.importId ?? ''
  expect(await readAgain()).toEqual({ importId: next })
  must(await county.does(imports.giveUp, { importId: next }))
  // Nobody gave it back: the file lies there, to be read otherwise.
  expect(await readAgain()).toEqual({ importId: null })
  const { version } = await show(sent.deliveryId)
  must(await county.does(deliveries.setAside, { deliveryId: sent.deliveryId, version, says: '发错了' }))
  expect(await of('2022-autumn')).toMatchObject({ standing: 'missing', deliveryId: null })
  expect(await readAgain()).toBeNull()
})
