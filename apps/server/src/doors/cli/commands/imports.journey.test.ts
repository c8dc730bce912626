import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { perform } from '../../../access/index.ts'
import type pg from 'pg'
import { removeFolder } from '../../../platform/files/index.ts'
import { aDatabase, type TestDatabase } from '../../../platform/postgres/testing/index.ts'
import { openCountyFields } from '../../../platform/vault/index.ts'
import { importCases } from '../../../registry/index.ts'
import { whatItSays } from '../testing/what-it-says.ts'
import { atCounty, inTheNameOf } from './at-county.ts'

/** A connection as an operator writes it into `DATABASE_URL`. */
const addressOf = ({ host, port, user, password, database }: pg.ClientConfig): string => {
  const parts = { host: String(host), ...(port === undefined ? {} : { port: String(port) }), user: String(user) }
  const secret = typeof password === 'string' ? { password } : {}
  return `postgresql:///${database ?? ''}?${new URLSearchParams({ ...parts, ...secret }).toString()}`
}

describe.each(['a server of our own', 'DATABASE_URL'])('over %s', kind => {
  let folder: string
  let database: TestDatabase | null = null
  let [first, second, third] = ['', '', '']
  const place = (): readonly string[] => ['--county', '990101', '--data', join(folder, 'data'), '--config', join(folder, 'config')]
  const said = (...args: readonly string[]): ReturnType<typeof whatItSays> => whatItSays([...args, ...place()])
  const run = (...args: readonly string[]): ReturnType<typeof said> => said('imports', ...args, '--as', 'clerk')
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yingjin-imports-'))
    if (kind === 'DATABASE_URL') {
      database = await aDatabase({ empty: true })
      const { owner, office, login } = database.postgres
      vi.stubEnv('DATABASE_URL', addressOf(owner()))
      vi.stubEnv('OFFICE_DATABASE_URL', addressOf(office()))
      vi.stubEnv('LOGIN_DATABASE_URL', addressOf(login() ?? {}))
    }
    await said('account', 'add', 'clerk', '--name', '经办', '--role', 'A-12')
    await said('account', 'add', 'admin', '--name', '管理', '--role', 'A-28')
    const values = { county: '990101', data: join(folder, 'data'), config: join(folder, 'config') }
    await atCounty(values, { founds: false }, desk =>
      inTheNameOf(desk, 'clerk', async acting => {
        const fields = await openCountyFields(desk.office, desk.keys)
        const { stage } = importCases({ fieldsOf: fields.of })
        const staged = async (roster: string, digit: string, names: readonly string[]): Promise<string> => {
          const rows = names.map((name, i) => ({
            sheet: '名单',
            row: i + 2,
            values: { name, id_number: sampleId({ born: '2012-03-04', sequence: i + 1 }), school: '示例小学' },
          }))
          const order = { roster, asOf: '2022-09-01', coverage: 'complete', fileDigest: digit.repeat(64), rowsRead: rows.length, rowsRefused: 0, rows }
          return must(await perform(desk.office, stage, order, { acting, fieldsOf: fields.of })).importId
        }
        first = await staged('student-roll', 'a', ['甲小一', '乙小二'])
        second = await staged('student-roll', 'b', ['甲小一', '乙小二', '丙小三'])
        third = await staged('orphan-allowance', 'c', ['乙小二'])
        return 0
      }),
    )
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await database?.close()
    removeFolder(folder)
  })

  test('a batch is tried, committed and undone from the command line, in the name of an account, and what it does is said first', async () => {
    expect((await run('list')).out).toMatch(new RegExp(`\n${second}  .*等入库  收 3 行，未收 0 行\n${first}  `, 'u'))
    const tried = await run('try', first)
    expect(tried).toMatchObject({ code: 0, out: expect.stringContaining('还没有入库') })
    expect(tried.out).toContain('新增 2 人')
    expect(tried.out).toContain(`imports lines ${first} --figure`)
    expect((await run('lines', first, '--figure', 'persons-new')).out).toMatch(/^新增的人：共 2 人\n  甲小一  “名单”第 2 行\n  乙小二  “名单”第 3 行\n$/u)
    expect((await run('lines', first, '--figure', 'facts-new')).out).toMatch(/新增的信息：共 \d+ 条\n  甲小一  “名单”第 2 行  [^\n]+：没有 → /u)
    expect(await run('lines', first)).toMatchObject({ code: 1, out: expect.stringContaining('persons-new（新增的人）') })
    expect((await run('show', first)).out).toContain('等入库')
    expect(await run('commit', first)).toMatchObject({ code: 0, out: expect.stringMatching(new RegExp(`^收数批次 ${first} 已入库：\n  收 2 行`)) })
    expect((await run('show', first)).out).toMatch(/收 2 行，未收 0 行\n.* 登记\n.* 入库\n/)
    expect(await run('give-up', third)).toMatchObject({ code: 0, out: expect.stringContaining('已放弃') })
    await run('commit', second)
    const restedOn = await run('undo', first)
    expect(restedOn.out).toContain(`先要办：收数批次 ${second}`)
    expect(restedOn.out).toContain('后面还有 1 项依据它，现在不能撤销')
    expect(await run('undo', second, '--yes')).toMatchObject({ code: 0 })

    const looked = await run('undo', first)
    expect(looked).toMatchObject({
      code: 0,
      out: expect.stringMatching(/会撤回它写入的 \d+ 条.*还没有撤销。\n  逐条列出.*\n  已发布的结果不会随着改.*\n看过了要办，请加 --yes/),
    })
    expect((await run('lines', first, '--figure', 'undo-gone')).out).toMatch(/撤销会撤去的人：共 2 人\n  甲小一/u)
    expect((await run('show', first)).out).toContain('已入库')
    expect(await run('undo', first, '--yes')).toMatchObject({ code: 0, out: expect.stringMatching(/已撤销：撤回 \d+ 条.*撤去 2 人/) })
    expect((await run('undo', first)).out).toContain('没有可以撤销的')
    expect(await run('undo', first, '--yes')).toMatchObject({ code: 1, out: expect.stringContaining('现在是“已撤销”') })
  })

  test('who may not, who is not there, and what cannot be read are told so', async () => {
    expect(await said('imports', 'commit', first, '--as', 'admin')).toMatchObject({ code: 1, out: expect.stringContaining('权限') })
    expect(await said('imports', 'list', '--as', 'nobody')).toMatchObject({ code: 1, out: expect.stringContaining('没有账号“nobody”') })
    expect(await said('imports', 'list')).toMatchObject({ code: 1, out: expect.stringContaining('--as <账号>') })
    expect(await run('show', 'x')).toMatchObject({ code: 1, out: expect.stringContaining('批次是数字') })
    expect(await run('show', '999999')).toMatchObject({ code: 1, out: expect.stringContaining('没有找到收数批次 999999') })
    expect(await run('toString', first)).toMatchObject({ code: 1, out: expect.stringContaining('imports try') })
  })
})
