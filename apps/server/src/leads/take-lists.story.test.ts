import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ListOnPaper, TakenList } from '@yingjin/domain/access'
import { leadStateWords, openKinds } from '@yingjin/domain/leads'
import { must } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeFolder } from '../platform/files/index.ts'
import { readAll } from '../platform/workbook/testing/read-all.ts'
import { findTaken } from '../access/trail-cases.ts'
import { leadCases, publishRun, resultCases, takeListCases } from './index.ts'
import { aCountyWithChildren, type ChildrenOfCounty } from './testing/a-county-with-children.ts'

let county: ChildrenOfCounty
let folder = ''
beforeAll(async () => {
  county = await aCountyWithChildren(30)
  folder = mkdtempSync(join(tmpdir(), 'taken-'))
  const digest = 'a'.repeat(64)
  must(
    await county.does(publishRun(), {
      run: 'r1',
      county: '990101',
      digest,
      programVersion: '0.1.0',
      packDigest: digest,
      term: '2022-autumn',
      referenceDate: '2022-09-01',
      leads: county.children.map((personId, at) => ({
        kind: at % 3 === 0 ? 'doubtful-id' : 'entitled-unpaid',
        ground: '',
        personId,
        detail: '脱贫户',
        restsOn: '脱贫户.xlsx〔Sheet1〕第3行',
      })),
    }),
  )
  const [one] = must(await county.does(leadCases.list, { kind: 'entitled-unpaid' })).leads
  must(await county.does(leadCases.assign, { leadId: one?.leadId, version: one?.version, accountId: String(county.checker), says: '=先打\n电话' }))
})
afterAll(async () => {
  await county.close()
  removeFolder(folder)
})

const take = (order: object, account?: bigint) => county.does(takeListCases({ fieldsOf: () => county.fields }).ledger, order, account)

const opened = async ({ name, bytes }: TakenList) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const [list, known] = await readAll(path)
  const [title, said, signed, header, ...rows] = (list?.rows ?? []).map(({ cells }) => cells)
  return { title, said, signed, header, rows, known: new Map((known?.rows ?? []).map(({ cells }) => [cells[0], cells[1]])) }
}
const shown = (cell: unknown): unknown =>
  cell !== null && typeof cell === 'object' ? ((cell as { date?: string; value?: number }).date ?? (cell as { value?: number }).value) : cell

test('what is taken along is the list: the same rows in the same order, under the same conditions, and our own reader opens it', async () => {
  const taken = must(await take({ kind: 'entitled-unpaid' }))
  const { total, leads } = must(await county.does(leadCases.list, { kind: 'entitled-unpaid', limit: 200 }))
  expect(taken.rows).toBe(total)
  const { title, said, signed, header, rows, known } = await opened(taken)
  expect(title).toEqual(['清水县线索台账'])
  expect(String(said?.[0])).toMatch(/^截至 \d{4}-\d\d-\d\d　共 20 行　条件：线索种类：应享未享$/)
  expect(String(signed?.[0])).toContain('填表人')
  expect(header).toContain('应交的销号凭证')
  const at = (word: string): number => (header ?? []).indexOf(word)
  const given = rows.map(cells => [at('序号'), at('线索种类'), at('姓名'), at('责任人'), at('办理期限'), at('办理状态')].map(i => shown(cells[i]) ?? null))
  expect(given).toEqual(
    leads.map(({ kind, child, ownerName, dueOn, state }, i) => [i + 1, openKinds[kind].word, child?.name, ownerName, dueOn, leadStateWords[state]]),
  )
  // What somebody typed is text, whatever it begins with.
  expect(rows.map(cells => cells[at('最近一次办理')] ?? null).filter(each => each !== null)).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\d派给责任人：=先打\n电话$/),
  ])
  // What the lead is about, in words that tell no category; what was found out, where it was.
  expect(rows[0]?.[at('要查什么')]).toBe('本学期符合一项资助的条件，上学期的发放花名册中没有已付的记录')
  expect([at('核实情况'), at('凭什么销号')].every(column => column > 0)).toBe(true)
  expect(known.get('摘要')).toBe(taken.digest.slice(0, 12))
  expect(JSON.stringify([...rows])).not.toContain('脱贫户')
})

test('nobody takes along more than the pages show: a school its own children, whoever sees every lead and no file the names and no number', async () => {
  const own = must(await take({}, county.school))
  expect(own.rows).toBe(15)
  expect(must(await county.does(leadCases.list, {}, county.school)).total).toBe(15)
  const { header, rows } = await opened(must(await take({}, county.reader)))
  expect(rows).toHaveLength(30)
  expect(rows.filter(cells => typeof cells[(header ?? []).indexOf('姓名')] !== 'string')).toEqual([])
  expect(rows.map(cells => cells[(header ?? []).indexOf('证件号码')] ?? null)).toEqual(rows.map(() => null))
})

test('the trail tells who took it along, each who stands in it, under which conditions, how many, and by which digest it is known', async () => {
  const taken = must(await take({ withoutOwner: true, township: '990101001' }))
  const [entry] = await county.ask<{ kind: string; persons: bigint[]; reason: string }>(
    `select e.kind, e.persons, r.reason from audit.entry e join audit.entry_reason r using (division, entry_id) where e.name = 'leads.take-lead-ledger' order by e.entry_id desc limit 1`,
  )
  expect(entry?.kind).toBe('export')
  expect(entry?.persons).toHaveLength(taken.rows)
  expect(entry?.reason).toBe(`导出 ${taken.rows} 行；条件：乡镇：990101001；还没有责任人；摘要 ${taken.digest.slice(0, 12)}`)
})

test('the digest under a list says who took it along, when and under which conditions; one that nobody took is told apart', async () => {
  await county.ask(`insert into access.role_right (role, field, reach) values ('T-2', 'trail', 'rows') on conflict do nothing`)
  const taken = must(await take({ township: '990101001' }))
  const printed = must(await take({ township: '990101001', as: 'paper' }))
  expect(printed.digest).toBe(taken.digest)
  const find = (digest: string) => county.does(findTaken, { digest }, county.reader)
  const known = taken.digest.slice(0, 12)
  const found = must(await find(`摘要 ${known.toUpperCase()} 第 1 页`))
  expect(found.digest).toBe(known)
  expect(found.taken.slice(0, 2)).toMatchObject([
    { name: 'leads.take-lead-ledger', accountName: '甲', as: 'paper', rows: taken.rows, persons: taken.rows, conditions: '乡镇：990101001' },
    { name: 'leads.take-lead-ledger', accountName: '甲', as: 'workbook', rows: taken.rows },
  ])
  expect(must(await find(taken.digest)).taken).toHaveLength(found.taken.length)
  expect(must(await find('0'.repeat(12)))).toMatchObject({ taken: [], wordsGone: 0 })
  expect(await find('没有摘要')).toMatchObject({ problem: { code: 'access/not-understood' } })
  // Words that were destroyed exclude nothing.
  await county.ask(
    `delete from audit.entry_reason r using audit.entry e where e.division = r.division and e.entry_id = r.entry_id and e.kind = 'export' and r.reason like '打印%'`,
  )
  expect(must(await find(known))).toMatchObject({ taken: [{ as: 'workbook' }], wordsGone: 1 })
})

test('the same rows give the same bytes', async () => {
  const [one, two] = [must(await take({})), must(await take({}))]
  expect(Buffer.compare(one.bytes, two.bytes)).toBe(0)
})

test('results of children of no school are taken along under that condition', async () => {
  await county.ask(`insert into access.role_right (role, field, reach) values ('T-1', 'results', 'rows')`)
  const { conditions, rows } = must(await county.does(takeListCases({ fieldsOf: () => county.fields }).results, { schoolId: 'none' }))
  expect(conditions).toEqual(['学校：没有登记'])
  expect(rows).toBe(must(await county.does(resultCases.list, { schoolId: 'none' })).total)
})

test('sums of leads are taken along as the page shows them: a row for each place, a column for each kind that there is, and what the list holds', async () => {
  const { leadPlaces } = takeListCases({ fieldsOf: () => county.fields })
  const { bytes, rows, digest, persons } = must(await county.does(leadPlaces, { by: 'school', as: 'paper' }))
  const paper = JSON.parse(Buffer.from(bytes).toString('utf8')) as ListOnPaper
  expect(paper.columns.map(({ header }) => header)).toEqual(['单位', openKinds['entitled-unpaid'].word, openKinds['doubtful-id'].word, '合计', '其中已过期'])
  expect(paper.rows.at(-1)).toEqual(['合计', '20', '10', '30', '0'])
  expect(paper.rows.map(([, , , all]) => all)).toEqual(['15', '15', '30'])
  expect([paper.county, paper.conditions, rows, persons]).toEqual(['清水县', ['按学校', '未销号'], 3, []])
  expect(digest.startsWith(paper.digest)).toBe(true)
  expect((await opened(must(await county.does(leadPlaces, { by: 'school' })))).rows.map(cells => cells.map(shown))).toHaveLength(3)
})
