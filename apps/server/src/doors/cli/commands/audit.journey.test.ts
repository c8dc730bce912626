import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { atRest } from '../../../platform/audit/testing/index.ts'
import { asOwner, connected, migrate, openPool, openPostgres } from '../../../platform/postgres/index.ts'
import { makeMissingKeys, openCountyFields } from '../../../platform/vault/index.ts'

let scratch = ''
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'audit-'))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const yingjin = (...args: readonly string[]) => {
  const { DATABASE_URL: _, OFFICE_DATABASE_URL: __, LOGIN_DATABASE_URL: ___, ...env } = process.env
  return spawnSync(process.execPath, [join(import.meta.dirname, '../../../../../../bin/yingjin.mjs'), ...args], { encoding: 'utf8', env })
}

test('an operator sees that the trail holds and how far, and is told the first row that does not', async () => {
  const data = join(scratch, 'data')
  const server = must(await openPostgres({ kind: 'embedded', folder: join(data, 'postgres') }, { settings: { fsync: 'off' } }))
  must(await migrate(server.owner()))
  const change = (text: string) => connected(server.owner(), client => client.query(text))
  const seal = async (): Promise<void> => {
    await atRest(change)
    await change(`select audit.seal_entries('990101')`)
  }
  await change(`insert into infrastructure.division values ('990101', '990100', '示例县');
    insert into access.account (division, login_id, name, kind) values ('990101', 'clerk', '甲', 'person')`)
  for (let n = 0; n < 3; n += 1) await change(`select audit.record_login('clerk', 'access.log-in')`)
  await seal()
  await change(`select audit.record_login('clerk', 'access.log-in')`)

  const held = yingjin('audit', 'verify', '--data', data)
  expect(held.stderr).toBe('')
  expect(held.stdout).toMatch(/示例县（990101）\n {2}已封记 3 条（1 号封记），没有发现改动\n {2}最新封记 (1:[0-9a-f]{64})\n {2}还没有封记的 1 条，从第 4 条/)
  expect(held.status).toBe(0)
  const head = /最新封记 (\S+)/.exec(held.stdout)?.[1] ?? ''

  await change(`update audit.entry set name = 'access.log-out' where entry_id = 2`)
  const broken = yingjin('audit', 'verify', '--data', data)
  expect(broken.stdout).toContain('操作日志第 2 条（第 1 号封记内）封记之后被改过')
  expect(broken.status).toBe(1)

  await change(`delete from audit.seal`)
  await seal()
  const rewritten = yingjin('audit', 'verify', '--data', data, '--county', '990101', '--head', head)
  expect(rewritten.stdout).toContain('整条日志链被重写过')
  expect(rewritten.status).toBe(1)
  await server.stop()
})

test('with the keys of the county the words of reasons are held too; without them it is said that they were not', async () => {
  const [data, config] = [join(scratch, 'kept'), join(scratch, 'keys')]
  const server = must(await openPostgres({ kind: 'embedded', folder: join(data, 'postgres') }, { settings: { fsync: 'off' } }))
  must(await migrate(server.owner()))
  const change = (text: string, values: readonly unknown[] = []) => connected(server.owner(), client => client.query(text, [...values]))
  await change(`insert into infrastructure.division values ('990101', '990100', '示例县');
    insert into access.account (division, login_id, name, kind) values ('990101', 'clerk', '甲', 'person')`)
  const keys = { dataDir: data, config }
  const owners = openPool(server.owner(), { name: 'keys', max: 1 })
  must(await asOwner(owners, (_, client) => makeMissingKeys(client, keys)))
  const [digest] = (await openCountyFields(owners, keys)).of('990101').orderDigests('reason 核对银行退回')
  await owners.end()
  await change(`insert into audit.act (division, kind, happened_on, account_id, on_behalf_of, client_id, order_digest, reason)
    select division, 'access.open-rows', '2022-09-01', account_id, account_id, gen_random_uuid(), sha256('x'), '核对银行退回' from access.account`)
  await change(
    `insert into audit.entry (division, cluster, tid, kind, name, act_id, account_id, on_behalf_of, persons, reason_digest)
     select division, audit.cluster(), pg_current_xact_id()::text::bigint, 'order', kind, act_id, account_id, account_id, '{}', $1 from audit.act`,
    [digest],
  )
  await atRest(text => change(text))
  await change(`select audit.seal_entries('990101')`)
  const verify = (of: string) => yingjin('audit', 'verify', '--data', data, '--config', of)
  expect(verify(config).stdout).toMatch(/已封记 1 条（1 号封记），没有发现改动\n {2}最新封记 \S+\n$/)
  expect(verify(join(scratch, 'nowhere')).stdout).toContain('其中 1 条的原因没有核对：密钥不在手头')
  await change(`update audit.act set reason = '另一个原因'`)
  expect(verify(config).stdout).toContain('操作日志第 1 条（第 1 号封记内）所写的原因，封记之后被改过或补写过')
  await change(`update audit.act set reason = null`)
  expect(verify(config).stdout).toContain('其中 1 条的原因文字已按规定销毁')
  await server.stop()
})

test('what is written wrongly is said with what to write', () => {
  for (const [args, says] of [
    [['audit'], '请写 yingjin audit verify'],
    [['audit', 'verify', '--county', '990101', '--head', '12'], '不是封记'],
    [['audit', 'verify', '--head', `1:${'0'.repeat(64)}`], '--county'],
  ] as const)
    expect(yingjin(...args).stderr, args.join(' ')).toContain(says)
})

test('where nothing is recorded yet, that is said, and what to do', () => {
  const asked = yingjin('audit', 'verify', '--data', join(scratch, 'empty'), '--county', '990101')
  expect(asked.stderr).toBe('这里还没有应尽的记录。请核对 --data（或 DATABASE_URL）；第一次使用请先运行 yingjin serve。\n')
  expect(asked.status).toBe(1)
})
