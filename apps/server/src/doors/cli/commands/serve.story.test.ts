import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'

let scratch = ''
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'serve-'))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const program = join(import.meta.dirname, '../../../../../../bin/yingjin.mjs')
const { DATABASE_URL: _, OFFICE_DATABASE_URL: __, LOGIN_DATABASE_URL: ___, ...env } = process.env

test('serve brings a new data directory up, answers, and stops cleanly when told', async () => {
  const data = join(scratch, 'data')
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--data', data, '--config', join(scratch, 'config')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  let complaints = ''
  child.stderr.on('data', (part: Buffer) => (complaints += part.toString()))
  try {
    const address = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', line => {
        const found = /应尽已启动：(http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1]
        if (found !== undefined) resolve(found)
      })
      child.once('exit', () => reject(new Error(`not started: ${complaints}`)))
    })
    expect(await (await fetch(`${address}/api/health`)).json()).toMatchObject({ ok: true })
    const refused = await fetch(`${address}/api/access/me`)
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([401, 'access/not-logged-in'])
    // Every subject is there, and the way in.
    const { paths } = (await (await fetch(`${address}/api/openapi.json`)).json()) as { paths: object }
    for (const path of ['/api/access/me', '/api/registry/find-persons', '/api/leads/list-leads', '/api/login', '/api/logout'])
      expect(Object.keys(paths)).toContain(path)
  } finally {
    child.kill('SIGTERM')
  }
  expect(await ended).toBe(0)
  expect(existsSync(join(data, 'postgres/data/postmaster.pid'))).toBe(false)
  // Its own lines are JSON.
  for (const line of complaints.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('what')
})

test('a database that is killed under it comes back; one that cannot is told, and serve ends as a failure', async () => {
  const data = join(scratch, 'killed')
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--data', data, '--config', join(scratch, 'config')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  let complaints = ''
  child.stderr.on('data', (part: Buffer) => (complaints += part.toString()))
  try {
    const address = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', line => {
        const found = /应尽已启动：(http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1]
        if (found !== undefined) resolve(found)
      })
      child.once('exit', () => reject(new Error(`not started: ${complaints}`)))
    })
    const cluster = join(data, 'postgres/data')
    const server = (): number => Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
    const health = async (): Promise<number> => (await fetch(`${address}/api/health`)).status
    const first = server()
    // The data is taken by this program: another one waits its turn.
    const second = spawnSync(process.execPath, [program, 'serve', '--port', '0', '--data', data, '--config', join(scratch, 'config')], {
      encoding: 'utf8',
      env,
    })
    expect([second.status, second.stderr]).toEqual([1, expect.stringMatching(/正由进程 \d+ 使用/)])
    process.kill(first, 'SIGKILL')
    await expect.poll(() => (existsSync(join(cluster, 'postmaster.pid')) ? server() : first), { timeout: 60_000 }).not.toBe(first)
    await expect.poll(health, { timeout: 60_000 }).toBe(200)
    renameSync(join(cluster, 'global'), join(cluster, 'global-away'))
    process.kill(server(), 'SIGKILL')
    expect(await ended).toBe(1)
    expect(complaints).toContain('数据库停了，也启动不起来')
  } finally {
    child.kill('SIGKILL')
  }
})

test('a port that is taken, or none, is said in Chinese and nothing stays running', async () => {
  const other = createServer()
  const port = await new Promise<number>(resolve => other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)))
  try {
    const data = join(scratch, 'taken')
    const refused = spawnSync(process.execPath, [program, 'serve', '--port', String(port), '--data', data, '--config', join(scratch, 'config')], {
      encoding: 'utf8',
      env,
    })
    expect(refused.stderr).toContain('这个端口已有别的程序在用')
    expect(refused.status).toBe(1)
    expect(existsSync(join(data, 'postgres/data/postmaster.pid'))).toBe(false)
  } finally {
    other.close()
  }
  expect(spawnSync(process.execPath, [program, 'serve', '--port', 'http'], { encoding: 'utf8', env }).stderr).toContain('--port 请写 0 至 65535 之间的整数')
})
