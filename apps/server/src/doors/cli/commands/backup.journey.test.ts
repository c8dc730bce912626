import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connected, migrate, openPostgres } from '../../../platform/postgres/index.ts'

let scratch = ''
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'backup-'))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** The command as an operator calls it, without the settings of whoever runs the tests. */
const yingjin = (...args: readonly string[]) => {
  const { DATABASE_URL: _, OFFICE_DATABASE_URL: __, LOGIN_DATABASE_URL: ___, ...env } = process.env
  return spawnSync(process.execPath, [join(import.meta.dirname, '../../../../../../bin/yingjin.mjs'), ...args], { encoding: 'utf8', env })
}

test('an operator backs up one data directory and restores it into another', async () => {
  const [data, other, out] = [join(scratch, 'data'), join(scratch, 'other'), join(scratch, 'backup')]
  const server = must(await openPostgres({ kind: 'embedded', folder: join(data, 'postgres') }, { settings: { fsync: 'off' } }))
  must(await migrate(server.owner()))
  await connected(server.owner(), client => client.query(`insert into infrastructure.division values ('990101', '990100', '示例县')`))

  // The program that has the data open goes on.
  const backed = yingjin('backup', '--data', data, '--out', out)
  expect(backed.stderr).toBe('')
  expect(backed.stdout).toMatch(/^备份完成：.*\n {2}\d+ 张表 \d+ 行，截至 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d，结构第 \d+ 号\n.*请另外保管/)
  await server.stop()

  const restored = yingjin('restore', out, '--data', other)
  expect(restored.stderr).toBe('')
  expect(restored.stdout).toContain('恢复完成')
  const back = must(await openPostgres({ kind: 'embedded', folder: join(other, 'postgres') }))
  expect((await connected(back.owner(), client => client.query('select name from infrastructure.division'))).rows).toEqual([{ name: '示例县' }])
  await back.stop()
  expect(existsSync(join(other, 'postgres/data/postmaster.pid'))).toBe(false)
  expect(readFileSync(join(other, 'postgres/server.log'), 'utf8')).not.toContain('示例县')

  expect(yingjin('restore', out, '--data', other).stderr).toContain('只能恢复到空的数据库')
  expect(yingjin('backup', '--data', data, '--out', out).stderr).toContain('备份要写进一个新的或空的文件夹')
})

test('what is missing is said in Chinese with what to write', () => {
  for (const [args, says] of [
    [['backup'], '请用 --out 写明备份写到哪个文件夹'],
    [['backup', '--data', join(scratch, 'none'), '--out', join(scratch, 'none-out')], '还没有应尽的数据'],
    [['restore'], '请写明一个备份文件夹'],
    [['restore', join(scratch, 'nowhere')], '找不到文件夹'],
    [['restore', tmpdir(), '--data', join(scratch, 'none')], '不是应尽的备份'],
  ] as const) {
    const { status, stderr } = yingjin(...args)
    expect(stderr).toContain(says)
    expect(status).toBe(1)
  }
})
