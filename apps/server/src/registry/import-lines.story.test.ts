import type { ListOnPaper } from '@yingjin/domain/access'
import { type ImportCounts, type ImportFigure, importFigureKinds, undoFigures } from '@yingjin/domain/registry'
import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importCases } from './import-cases.ts'
import { importLineCases } from './import-lines.ts'
import { changesOf } from './reading.ts'
import { receivedCases } from './received-cases.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'
import { aReaderOf } from './testing/a-reader-of.ts'

let county: TestCounty
let cases: ReturnType<typeof importCases>
let lines: ReturnType<typeof importLineCases>
beforeAll(async () => {
  county = await aCounty()
  cases = importCases({ fieldsOf: () => county.fields })
  lines = importLineCases({ fieldsOf: () => county.fields })
})
afterAll(() => county.close())

const child = (sequence: number, name: string, more: Readonly<Record<string, string | number | null>> = {}) => ({
  name,
  id_number: sampleId({ born: '2014-05-06', sequence }),
  township: '东河镇',
  village: '柳树村',
  guardian_name: `${name}家长`,
  guardian_relation: '父亲',
  guardian_id_number: sampleId({ born: '1985-05-06', sequence }),
  ...more,
})
const stage = async (...args: Parameters<typeof aFile>): Promise<string> => must(await county.does(cases.stage, aFile(...args))).importId

type Listed = Readonly<{ total: number; beyond: number; lines: readonly Readonly<Record<string, unknown>>[] }>
/** All lines of a figure, by pages of two. */
const listed = async (importId: string, figure: ImportFigure, reader = county.clerk): Promise<Listed> => {
  const all: Readonly<Record<string, unknown>>[] = []
  for (let after: string | null | undefined; ;) {
    const page = must(await county.does(lines.list, { importId, figure, limit: 2, ...(after === undefined ? {} : { after }) }, reader))
    all.push(...page.lines)
    if (page.next === null) return { total: page.total, beyond: page.beyond, lines: all }
    after = page.next
  }
}
const figuresOf = (counts: ImportCounts): Readonly<Record<string, number | undefined>> => {
  const changes = changesOf(counts)
  return {
    'persons-matched': changes?.personsMatched,
    'persons-new': changes?.personsNew,
    'facts-new': changes?.new,
    'facts-changed': changes?.changed,
    'facts-ended': changes?.ended,
    'facts-unchanged': changes?.unchanged,
    'last-list': changes?.lastList?.persons ?? 0,
    'not-here': changes?.lastList?.notHere ?? 0,
  }
}
const isOfPlan = (figure: ImportFigure): boolean => !(undoFigures as readonly string[]).includes(figure)
/** How many lines each figure opens to, which is what it says: in the answer and in the pages. */
const opened = async (importId: string): Promise<Readonly<Record<string, number>>> => {
  const of: Record<string, number> = {}
  for (const figure of importFigureKinds.filter(isOfPlan)) {
    const { total, lines: all, beyond } = await listed(importId, figure)
    expect([figure, all.length, new Set(all.map(({ lineId }) => lineId)).size, beyond]).toEqual([figure, total, total, 0])
    of[figure] = total
  }
  return of
}

test('every figure of a dry run, of the commit and of the undo opens to as many lines, and who sees a child of them sees that one', async () => {
  const first = await stage(
    'rural-minimum-living',
    [1, 2, 3, 4, 5].map(n => child(n, `孩子${n}`)),
    { asOf: '2022-08-31' },
  )
  const tried = must(await county.does(cases.dryRun, { importId: first })) as ImportCounts
  expect(tried.persons.new).toBe(10)
  expect(await opened(first)).toEqual(figuresOf(tried))
  const made = await listed(first, 'persons-new')
  expect(made.lines[0]).toMatchObject({ personId: null, name: '孩子1', township: '东河镇', place: { sheet: 'Sheet1', row: 2 } })
  expect(made.lines.map(({ name }) => name)).toContain('孩子1家长')
  must(await county.does(cases.commit, { importId: first }))
  expect(await opened(first)).toEqual(figuresOf(tried))
  // Whom it made is known by now.
  expect((await listed(first, 'persons-new')).lines.filter(({ personId }) => personId === null)).toEqual([])

  const second = await stage('rural-minimum-living', [child(1, '孩子1'), child(2, '孩子2', { village: '石桥村' }), child(6, '孩子6')], { asOf: '2022-09-30' })
  const again = must(await county.does(cases.dryRun, { importId: second })) as ImportCounts
  const figures = figuresOf(again)
  expect(figures).toMatchObject({ 'persons-matched': 2, 'persons-new': 2, 'last-list': 5, 'not-here': 3, 'facts-changed': 1 })
  expect(await opened(second)).toEqual(figures)
  expect((await listed(second, 'facts-changed')).lines).toMatchObject([
    {
      name: '孩子2',
      place: { sheet: 'Sheet1', row: 3 },
      facts: [{ word: expect.stringContaining('住'), was: '村 柳树村', will: '村 石桥村', by: { asOf: '2022-08-31', sheet: 'Sheet1', row: 3 } }],
    },
  ])
  const ended = await listed(second, 'facts-ended')
  expect(ended.lines.map(({ name }) => name)).toEqual(expect.arrayContaining(['孩子3', '孩子4', '孩子5']))
  expect(ended.lines[0]).toMatchObject({ place: null, facts: [{ was: expect.stringContaining('是'), will: null, by: { asOf: '2022-08-31', row: 4 } }] })
  const notHere = await listed(second, 'not-here')
  expect(notHere.lines.map(({ name }) => name)).toEqual(['孩子3', '孩子4', '孩子5'])
  expect(notHere.lines[0]).toMatchObject({ facts: [{ will: null, by: { asOf: '2022-08-31', row: 4 } }] })

  // Two persons of the county in reach: of the others, and of whom nobody knows yet, only how many.
  const [third] = notHere.lines
  const reader = await aReaderOf(county, ['imports'], [String(third?.['personId'])])
  expect(await listed(second, 'not-here', reader)).toMatchObject({ total: 1, beyond: 2, lines: [{ name: '孩子3', facts: [] }] })
  expect(await listed(second, 'persons-new', reader)).toEqual({ total: 0, beyond: 2, lines: [] })
  // Nor what is of a kind that the reader does not see.
  expect(await listed(second, 'facts-ended', reader)).toEqual({ total: 0, beyond: figures['facts-ended'], lines: [] })
  const none = await aReaderOf(county, ['imports'], [])
  for (const figure of importFigureKinds) expect((await listed(second, figure, none)).lines).toEqual([])

  expect(await listed(second, 'undo-ended')).toEqual({ total: 0, beyond: 0, lines: [] })
  must(await county.does(cases.commit, { importId: second }))
  expect(await opened(second)).toEqual(figures)
  expect((await listed(second, 'not-here')).lines).toMatchObject([{ name: '孩子3', facts: [{ will: null }] }, {}, {}])
  const would = must(await county.does(receivedCases().undo, { importId: second }))
  for (const [figure, n] of [
    ['undo-ended', would.ended],
    ['undo-restored', would.restored],
    ['undo-gone', would.personsGone],
  ] as const) {
    const all = await listed(second, figure)
    expect([figure, all.total, all.lines.length, n > 0]).toEqual([figure, n, n, true])
  }
  expect((await listed(second, 'undo-restored')).lines[0]).toMatchObject({ facts: [{ was: null, will: expect.any(String), by: { asOf: '2022-08-31' } }] })
  expect(must(await county.does(cases.undo, { importId: second }))).toEqual({ ended: would.ended, restored: would.restored, personsGone: would.personsGone })
  expect(await listed(second, 'undo-gone')).toEqual({ total: 0, beyond: 0, lines: [] })
})

/** What is printed of a figure; the workbook of it has the same cells. */
const taken = async (importId: string, figure: ImportFigure, reader = county.clerk): Promise<ListOnPaper> => {
  const paper = must(await county.does(lines.take, { importId, figure, as: 'paper' }, reader))
  expect(must(await county.does(lines.take, { importId, figure }, reader)).digest).toBe(paper.digest)
  return JSON.parse(Buffer.from(paper.bytes).toString()) as ListOnPaper
}

test('the lines of a figure are taken along as they are listed: who, by which row, what was and what would be, and no line more', async () => {
  const before = await stage('urban-minimum-living', [child(21, '孩子21'), child(22, '孩子22'), child(23, '孩子23')], { asOf: '2022-08-31' })
  must(await county.does(cases.dryRun, { importId: before }))
  must(await county.does(cases.commit, { importId: before }))
  const importId = await stage('urban-minimum-living', [child(21, '孩子21', { village: '石桥村' })], { asOf: '2022-09-30' })
  must(await county.does(cases.dryRun, { importId }))
  for (const figure of importFigureKinds.filter(isOfPlan)) {
    const { total, lines: all } = await listed(importId, figure)
    const { rows } = await taken(importId, figure)
    expect([figure, rows.length, rows.map(([, name]) => name)]).toEqual([figure, total, all.map(({ name }) => name)])
  }
  const changed = await taken(importId, 'facts-changed')
  expect(changed.conditions).toEqual([expect.stringMatching(/^“.*低保.*”批次 \d+（.+），截至 2022-09-30$/), '变更的信息'])
  expect(changed.columns.map(({ header }) => header)).toEqual([
    '序号',
    '姓名',
    '学校',
    '班级',
    '乡镇',
    '这份名册的哪一行',
    '信息',
    '原来',
    '以后',
    '原来由哪份名册登记',
  ])
  expect(changed.rows).toEqual([
    [
      '1',
      '孩子21',
      null,
      null,
      '东河镇',
      '“Sheet1”第 2 行',
      expect.any(String),
      '村 柳树村',
      '村 石桥村',
      expect.stringMatching(/截至 2022-08-31，“Sheet1”第 2 行$/),
    ],
  ])
  const ended = await taken(importId, 'facts-ended')
  expect(ended.rows.map(([, name, , , , place, , , after]) => [name, place, after])).toEqual([
    ['孩子22', null, '没有了'],
    ['孩子23', null, '没有了'],
  ])

  const [gone] = (await listed(importId, 'not-here')).lines
  const reader = await aReaderOf(county, ['imports'], [String(gone?.['personId'])])
  const ofReader = await taken(importId, 'not-here', reader)
  expect(ofReader.rows.map(([, name]) => name)).toEqual(['孩子22'])
  expect(ofReader.conditions).toContain('另有 1 人不在导出的人的范围内')
  expect((await taken(importId, 'persons-matched', await aReaderOf(county, ['imports', 'payments'], []))).rows).toEqual([])
})

test('a figure of more lines than a pack holds is listed in its order, page after page', async () => {
  const many = Array.from({ length: 1201 }, (_, n) => ({
    name: `多${n}`,
    id_number: sampleId({ born: n < 601 ? '2013-01-02' : '2013-01-03', sequence: 1 + (n % 601) }),
  }))
  const importId = await stage('extreme-hardship', many, { of: '多人' })
  const { persons } = must(await county.does(cases.dryRun, { importId })) as ImportCounts
  expect(persons.new).toBeGreaterThan(1000)
  const page = must(await county.does(lines.list, { importId, figure: 'persons-new', after: '998', limit: 3 }))
  expect(page).toMatchObject({ total: persons.new, next: '1001' })
  expect(page.lines.map(({ place }) => place?.row)).toEqual([1001, 1002, 1003])
})
