import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { admitCommandLine, bringUpToDate, ownSecrets, perform } from '../../../access/index.ts'
import { jobCases } from '../../../jobs/index.ts'
import { kindsOf } from '../../../main.ts'
import { removeFolder } from '../../../platform/files/index.ts'
import { asOwner, openPool, openPostgres, placeOf } from '../../../platform/postgres/index.ts'
import { openCountyFields } from '../../../platform/vault/index.ts'
import { whatItSays } from '../testing/what-it-says.ts'

let folder: string
let jobId: string
const keys = () => ({ dataDir: join(folder, 'data'), config: join(folder, 'config') })
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yingjin-jobs-'))
  const server = must(await openPostgres(placeOf(keys().dataDir, {}), { config: keys().config }))
  must(await bringUpToDate(server.owner()))
  const owners = openPool(server.owner(), { name: 'owner', max: 1 })
  const office = openPool(server.office(), { max: 2 })
  const secrets = await ownSecrets(keys().config)
  const acting = await asOwner(owners, (_, client) => admitCommandLine(client, { code: '990101', name: '示例县' }, secrets, keys()))
  const fields = await openCountyFields(office, keys())
  const { start } = jobCases({ kinds: kindsOf(keys(), server.owner()), fieldsOf: fields.of })
  jobId = must(await perform(office, start, { kind: 'platform.back-up', order: {} }, { acting, fieldsOf: fields.of })).jobId
  await Promise.all([owners.end(), office.end()])
  await server.stop()
})
afterAll(() => removeFolder(folder))

const run = (...args: readonly string[]): ReturnType<typeof whatItSays> =>
  whatItSays(['jobs', ...args, '--county', '990101', '--data', keys().dataDir, '--config', keys().config])

test('whoever runs the program sees what waits, stops it and lets it go on', async () => {
  expect(await run('list')).toMatchObject({ code: 0, out: expect.stringMatching(new RegExp(`^${jobId}  备份  排队`)) })
  expect(await run('show', jobId)).toMatchObject({ code: 0, out: expect.stringContaining('办了 0 次') })
  expect(await run('cancel', jobId)).toEqual({ code: 0, out: `任务 ${jobId} 已取消，什么也没有改动。\n` })
  expect((await run('show', jobId)).out).toContain('已取消')
  expect(await run('resume', jobId)).toEqual({ code: 0, out: `任务 ${jobId} 已重新排队，由 yingjin serve 办理。\n` })
  expect((await run('list')).out).toContain('排队')
})

test('what is not there, and what cannot be read, is said with what to write', async () => {
  expect(await run('show', '999999')).toMatchObject({ code: 1, out: expect.stringContaining('没有') })
  expect(await run('show')).toMatchObject({ code: 1, out: expect.stringContaining('jobs show <编号>') })
  expect(await run('stop', jobId)).toMatchObject({ code: 1, out: expect.stringContaining('jobs cancel <编号>') })
})
