import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LeadsProblem, leadsWording, mostEvidence } from '@yingjin/domain/leads'
import { must, type Problem, type Result, word } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { perform, type UseCase } from '../access/index.ts'
import { digestOf } from '../platform/content/index.ts'
import { aDocx, aPdf, aPng } from '../platform/content/testing/index.ts'
import { removeFolder } from '../platform/files/index.ts'
import { backUp, restore } from '../platform/postgres/backup/index.ts'
import { asActor } from '../platform/postgres/index.ts'
import { aDatabase } from '../platform/postgres/testing/index.ts'
import { evidenceCases, leadCases, publishRun } from './index.ts'
import { aCountyWithChildren, type ChildrenOfCounty } from './testing/a-county-with-children.ts'

let county: ChildrenOfCounty
let cases: ReturnType<typeof evidenceCases>
/** The leads of the first and the last child; the school answers for the first only. */
let leads: readonly string[]
beforeAll(async () => {
  county = await aCountyWithChildren(10)
  cases = evidenceCases({ fieldsOf: () => county.fields })
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
      leads: [0, 9].map(child => ({ kind: 'doubtful-id', ground: '', personId: county.children[child], detail: '', restsOn: '' })),
    }),
  )
  leads = must(await county.does(leadCases.list, {})).leads.map(({ leadId }) => leadId)
})
afterAll(() => county.close())

const code = (result: Result<unknown, Problem>): string => (result.ok ? 'done' : result.problem.code)
const orderOf = (bytes: Buffer, lead = 0, more: object = {}): object => ({
  leadId: leads[lead],
  name: '凭证.pdf',
  digest: digestOf(bytes),
  bytes: bytes.length,
  ...more,
})
const attach = (bytes: Buffer, lead = 0, more: object = {}, account?: bigint) => county.does(cases.attach(bytes), orderOf(bytes, lead, more), account)
const take = (evidenceId: string, lead = 0, account?: bigint) => county.does(cases.take, { leadId: leads[lead], evidenceId }, account)
const pageOf = async (lead = 0, account?: bigint) => must(await county.does(leadCases.page, { leadId: leads[lead] }, account))
const destroy = async (evidenceId: string, lead = 0) =>
  county.does(cases.destroy, { leadId: leads[lead], version: (await pageOf(lead)).version, evidenceId, says: '是别人家的材料' })
const kept = async (): Promise<number> => Number((await county.ask<{ n: bigint }>(`select count(*) as n from content.file`))[0]?.n)

test('a file is given back as it was attached, by its content and not by its name, and both are told', async () => {
  const bytes = aPng('IDs 99010120150301001X')
  const made = must(await attach(bytes, 0, { name: 'C:\\照片\\王小花99010120150301001X.exe', says: '户口簿' }))
  expect(made).toMatchObject({ name: '王小花（号码略）.png', type: 'png', state: 'open' })
  const page = await pageOf()
  expect(page.files).toBe(1)
  expect(page.evidence).toMatchObject([
    { name: made.name, type: 'png', bytes: bytes.length, digest: digestOf(bytes).slice(0, 12), accountId: String(county.clerk), destroyedAct: null },
  ])
  expect(page.acts.at(-1)).toMatchObject({ move: 'attach', says: '户口簿', act: page.evidence[0]?.act })
  expect(must(await county.does(leadCases.list, {})).leads.map(({ files }) => files)).toEqual([1, 0])

  const taken = must(await take(made.evidenceId))
  expect([taken.mediaType, Buffer.compare(taken.bytes, bytes)]).toEqual(['image/png', 0])
  const told = await county.ask<{ kind: string; name: string; persons: readonly bigint[] }>(
    `select kind, name, persons from audit.entry where name = 'leads.take-evidence'`,
  )
  expect(told).toEqual([{ kind: 'export', name: 'leads.take-evidence', persons: [BigInt(county.children[0] ?? 0)] }])
})

test('nothing of a file lies open in the database', async () => {
  const secret = '99010120150301002X'
  must(await attach(aPdf(`/Note (${secret})`), 0, { name: `${secret}.pdf` }))
  const tables = await county.ask<{ name: string }>(`select in_schema || '.' || in_table as name from infrastructure.table_guard`)
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await county.ask(
      `select from ${name.replace('login.user', 'login."user"')} t where t::text like $1 or t::text like $2`,
      `%${secret}%`,
      `%${Buffer.from(secret).toString('hex')}%`,
    )
    if (rows.length > 0) found.push(name)
  }
  expect([tables.length > 10, found]).toEqual([true, []])
})

test('a file is kept once in a county, whoever attaches it at once, and ends with the last record that names it', async () => {
  const bytes = aDocx()
  const before = await kept()
  const [one, other] = await Promise.all([attach(bytes, 0), attach(bytes, 1)])
  expect(await kept()).toBe(before + 1)
  expect(code(await attach(bytes, 0))).toBe('leads/file-there')
  must(await destroy(must(one).evidenceId))
  expect([await kept(), code(await take(must(one).evidenceId)), code(await take(must(other).evidenceId, 1))]).toEqual([
    before + 1,
    'leads/file-destroyed',
    'done',
  ])
  must(await destroy(must(other).evidenceId, 1))
  expect(await kept()).toBe(before)
  const page = await pageOf(1)
  expect(page.files).toBe(0)
  expect(page.evidence.at(-1)?.destroyedAct).toBe(page.acts.at(-1)?.act)
  expect(page.acts.at(-1)?.says).toBe('是别人家的材料')
  // The same file may come again.
  must(await attach(bytes, 1))
})

test('who does not reach the lead has no file of it, not even by asking the database itself', async () => {
  const { evidenceId } = must(await attach(aPdf('/A (1)'), 1))
  expect(code(await take(evidenceId, 1, county.school))).toBe('leads/no-such-file')
  expect(code(await attach(aPdf('/A (2)'), 1, {}, county.school))).toBe('leads/not-found')
  expect(code(await attach(aPdf('/A (3)'), 1, {}, county.reader))).toBe('access/not-yours')
  const content = (account: bigint): Promise<number> =>
    asActor(county.db.pool, `machine:s3cret:${account}`, async (_, client) =>
      Number((await client.query(`select from leads.evidence_content('990101', $1)`, [evidenceId])).rowCount),
    )
  expect(await Promise.all([content(county.clerk), content(county.reader), content(county.school)])).toEqual([1, 1, 0])
  const files = await asActor(county.db.pool, `machine:s3cret:${county.clerk}`, async (_, client) => (await client.query(`select from content.file`)).rowCount)
  expect(files).toBe(0)
})

test('what is cut off, empty, too much or none of the types is refused, and leaves nothing', async () => {
  const before = [await kept(), (await pageOf()).version]
  const bytes = aPdf('/Cut (1)')
  expect(code(await county.does(cases.attach(bytes.subarray(0, 20)), orderOf(bytes)))).toBe('leads/other-content')
  const web = Buffer.from('<html><script>alert(1)</script>')
  expect(code(await attach(web))).toBe('content/not-taken')
  expect(code(await county.does(cases.attach(bytes), orderOf(bytes, 0, { bytes: mostEvidence.fileBytes + 1 })))).toBe('access/not-understood')
  const attaching: UseCase = cases.attach(bytes) as never
  const cutOff: UseCase = {
    contract: attaching.contract,
    carryOut: async (order, scene) => {
      const result = await attaching.carryOut(order, scene)
      return result.ok ? Promise.reject(new Error('cut off')) : result
    },
  }
  await expect(county.does(cutOff, orderOf(bytes))).rejects.toThrow('cut off')
  expect([await kept(), (await pageOf()).version]).toEqual(before)
})

test('a lead holds so much and no more', async () => {
  await county.ask(
    `update leads.evidence set bytes = $1 where evidence_id = (select min(evidence_id) from leads.evidence where ended_act is null)`,
    mostEvidence.recordBytes,
  )
  const refusal = await attach(aPdf('/More (1)'))
  expect(refusal.ok ? '' : word(leadsWording, refusal.problem as LeadsProblem)).toMatch(/共 50 MB，现在已有 2 个、50\.0 MB。请先销毁/)
})

test('the same upload under the same number is one file', async () => {
  const bytes = aPdf('/Twice (1)')
  const asked = {
    acting: `machine:s3cret:${county.clerk}`,
    clientId: crypto.randomUUID(),
    fieldsOf: () => county.fields,
  }
  const send = () => perform(county.db.pool, cases.attach(bytes), orderOf(bytes, 1), asked)
  const first = must(await send())
  expect(must(await send())).toEqual(first)
})

test('a backup carries the files, and what is restored opens', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'evidence-'))
  const other = await aDatabase({ empty: true })
  try {
    const { folder, manifest } = must(await backUp(county.db.postgres.owner(), join(scratch, 'backup')))
    expect(manifest.tables.find(({ name }) => name === 'content.file')?.rows).toBe(await kept())
    must(await restore(other.postgres.owner(), folder))
    const there = (await pageOf(1)).evidence.find(({ destroyedAct }) => destroyedAct === null)
    const order = { leadId: leads[1], evidenceId: there?.evidenceId }
    const taken = must(await perform(other.pool, cases.take, order, { acting: `machine:s3cret:${county.clerk}` }))
    expect(Buffer.compare(taken.bytes, must(await take(there?.evidenceId ?? '', 1)).bytes)).toBe(0)
  } finally {
    await other.close()
    removeFolder(scratch)
  }
})
