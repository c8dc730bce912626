import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLogin } from '../../../access/index.ts'
import { removeFolder } from '../../../platform/files/index.ts'
import { openPostgres, placeOf } from '../../../platform/postgres/index.ts'
import { whatItSays } from '../testing/what-it-says.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yingjin-account-'))
})
afterAll(() => removeFolder(folder))

const place = (): readonly string[] => ['--county', '990101', '--data', join(folder, 'data'), '--config', join(folder, 'config')]
const run = (...args: readonly string[]): ReturnType<typeof whatItSays> => whatItSays(['account', ...args, ...place()])
const passwordIn = (out: string): string => /[a-z0-9]{4}(?:-[a-z0-9]{4}){4}/.exec(out)?.[0] ?? ''

/** What a login says, by the secrets of this installation. */
const logIn = async (username: string, password: string): Promise<string> => {
  const opened = await openPostgres(placeOf(join(folder, 'data')))
  if (!opened.ok) throw new Error(opened.problem.code)
  const config = opened.value.login()
  if (config === null) throw new Error('no role')
  const secrets = JSON.parse(readFileSync(join(folder, 'config', 'secrets.json'), 'utf8')) as { login: string }
  const login = openLogin(config, secrets.login)
  const told = await login.logIn({ username, password, address: 'here' })
  await login.close()
  await opened.value.stop()
  return told.ok ? 'in' : told.problem.code
}

test('the first administrator comes from the command line, with a password that is told once and was nobody’s before', async () => {
  const made = await run('add', 'admin', '--name', '管理员', '--role', 'A-28')
  expect([made.code, made.out]).toEqual([0, expect.stringContaining('系统管理员（A-28），范围 division:990101')])
  const first = passwordIn(made.out)
  expect(first).not.toBe('')
  expect(await logIn('admin', first)).toBe('in')
  expect(statSync(join(folder, 'config', 'secrets.json')).mode & 0o777).toBe(0o600)
  const again = await run('add', 'ADMIN', '--name', '管理员')
  expect([again.code, again.out]).toEqual([1, expect.stringContaining('已经有人用')])

  const plain = await run('add', 'clerk', '--name', '经办')
  expect([plain.code, plain.out]).toEqual([0, expect.stringContaining('还没有授权')])
  expect(passwordIn(plain.out)).not.toBe(first)
  expect(await run('give', 'clerk', '--role', 'A-12')).toMatchObject({ code: 0 })
  const both = await run('give', 'clerk', '--role', 'A-13')
  expect([both.code, both.out]).toEqual([1, expect.stringContaining('审批的人不能发放')])
  expect((await run('give', 'clerk', '--role', 'A-01')).out).toContain('可以按：班级')
  const listed = await run('list')
  expect(listed.out).toContain('admin  管理员\n    A-28 系统管理员  division:990101')
  expect(listed.out).toContain('clerk  经办\n    A-12 资助中心  division:990101')
  expect(listed.out).not.toContain(first)
  // A grant is taken back by the number that the list says; one of somebody else is not.
  const numberOf = (name: string): string => new RegExp(`${name}  .*\n.*授权编号 (\\d+)`).exec(listed.out)?.[1] ?? ''
  expect(await run('take-back', 'clerk')).toMatchObject({ code: 1, out: expect.stringContaining('--grant') as string })
  const others = await run('take-back', 'clerk', '--grant', numberOf('admin'))
  expect([others.code, others.out]).toEqual([1, expect.stringContaining('没有编号为')])
  expect(await run('take-back', 'clerk', '--grant', numberOf('clerk'))).toMatchObject({ code: 0, out: expect.stringContaining('已收回 clerk') as string })
  expect((await run('list')).out).not.toContain('A-12')

  const reset = await run('reset-password', 'admin')
  expect([await logIn('admin', first), await logIn('admin', passwordIn(reset.out))]).toEqual(['login/wrong', 'in'])
  expect(await run('close', 'clerk')).toMatchObject({ code: 0, out: expect.stringContaining('已停用 clerk') as string })
  expect((await run('close', 'clerk')).out).toContain('已经停用了')
  expect((await run('list')).out).toContain('clerk  经办  已停用')
})

test('keys of the county come with its first account, are changed by rotate-keys, and are told missing after a restore elsewhere', async () => {
  await run('add', 'keys', '--name', '示例')
  const command = (...args: readonly string[]) => whatItSays([...args, '--config', join(folder, 'config')])
  const county = ['--county', '990101', '--data', join(folder, 'data')]
  expect(await command('rotate-keys', ...county)).toEqual({
    code: 0,
    out: expect.stringContaining('已换上第 2 把主密钥，2 份快照、运行和字段密钥都在它之下') as string,
  })
  expect(await command('rotate-keys', '--fields', ...county)).toEqual({ code: 0, out: expect.stringContaining('已换上第 2 版字段密钥') as string })
  expect(await command('rotate-keys', ...county)).toEqual({ code: 0, out: expect.stringContaining('4 份快照、运行和字段密钥') as string })
  expect(await command('backup', '--data', join(folder, 'data'), '--out', join(folder, 'backup'))).toMatchObject({ code: 0 })
  const restored = await command('restore', join(folder, 'backup'), '--data', join(folder, 'restored'))
  expect([restored.code, restored.out]).toEqual([0, expect.not.stringContaining('缺密钥')])
  const elsewhere = await whatItSays(['restore', join(folder, 'backup'), '--data', join(folder, 'elsewhere'), '--config', join(folder, 'none')])
  expect([elsewhere.code, elsewhere.out]).toEqual([0, expect.stringContaining('缺密钥：找不到 990101 的主密钥')])
  const refused = await whatItSays(['serve', '--port', '0', '--data', join(folder, 'elsewhere'), '--config', join(folder, 'none')])
  expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('找不到 990101 的主密钥')])
  expect(await whatItSays(['rotate-keys', '--fields', '--county', '990101', '--data', join(folder, 'nowhere')])).toMatchObject({ code: 1 })
})

test('what is written otherwise is told how', async () => {
  for (const args of [[], ['add'], ['list', 'x'], ['remove', 'x']])
    expect(await run(...args)).toMatchObject({ code: 1, out: expect.stringContaining('account add') as string })
  expect((await run('add', '张三', '--name', '张三')).out).toContain('不能用作账号')
  expect((await run('close', 'nobody')).out).toContain('没有账号“nobody”')
  expect((await run('add', 'other', '--name', '某人', '--role', '科长')).out).toContain('没有“科长”这个角色')
})
