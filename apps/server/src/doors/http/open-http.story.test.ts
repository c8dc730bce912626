import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contract, needsReach } from '@yingjin/domain/access'
import { done, must, problem, refused, type Result } from '@yingjin/kernel'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { orderCase, questionCase, useCases as accessCases } from '../../access/index.ts'
import { aCounty, type County } from '../../access/testing/index.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { openLog } from '../../platform/log/index.ts'
import { makeFieldKey, openFieldVault, openVault } from '../../platform/vault/index.ts'
import { openHttp, type Subject } from './index.ts'

const area = z.string().regex(/^\d{12}$/, '应为 12 位区划代码')
const foundSchool = orderCase(
  contract({
    name: 'registry.found-school',
    kind: 'order',
    title: '登记学校',
    order: z.object({ area, version: z.int().positive().default(1), way: z.enum(['do', 'refuse', 'stale', 'break']).default('do') }),
    outcome: z.object({ id: z.string(), version: z.int() }),
    access: needsReach('organisations', 'write'),
  }),
  async ({ area: at, way, version }, { tx, actor, act }): Promise<Result<{ id: string; version: number }>> => {
    const row = await tx
      .insertInto('registry.organisation')
      .values({ division: actor.division, kind: 'other', area: at, act_id: act })
      .returning('organisation_id')
      .executeTakeFirstOrThrow()
    if (way === 'refuse') return refused(problem('registry/closed', { secret: '5550100' }))
    if (way === 'stale') return refused(problem('access/stale', { what: '学校', version: 3, given: version }))
    if (way === 'break') throw new Error('Key (number)=(99010120150301001X) exists')
    return done({ id: String(row.organisation_id), version })
  },
)
const listSchools = questionCase(
  contract({
    name: 'registry.list-schools',
    kind: 'question',
    title: '学校名单',
    order: z.object({ after: z.string().nullable().default(null), most: z.int().min(1).max(200).default(50) }),
    outcome: z.object({ most: z.int(), after: z.string().nullable() }),
    access: needsReach('organisations', 'rows'),
  }),
  async ({ most, after }) => done({ most, after }),
)
const findSchools = questionCase(
  contract({
    name: 'registry.find-schools',
    kind: 'question',
    title: '查找学校',
    order: z.object({ areas: z.array(area) }),
    outcome: z.object({ n: z.int() }),
    access: needsReach('organisations', 'rows'),
  }),
  async ({ areas }) => done({ n: areas.length }),
)
const registry: Subject = {
  useCases: [foundSchool, listSchools, findSchools],
  word: ({ code }) => (code === 'registry/closed' ? '学校已撤销，不能登记。现在可以：重新登记、查看撤销原因。' : null),
}
const access: Subject = { useCases: accessCases, word: () => null }

let county: County
let app: FastifyInstance
let config: string
const lines: string[] = []
beforeAll(async () => {
  county = await aCounty()
  const clerk = await county.account('甲', { loginId: 'user-1' })
  await county.account('乙', { loginId: 'user-2' })
  await county.db.asOwner((_, client) =>
    client.query(`insert into access.role values ('T-1', '经办');
      insert into access.role_right values ('T-1', 'organisations', 'rows'), ('T-1', 'organisations', 'write')`),
  )
  for (const [user, token, lasts] of [
    ['user-1', 'token-1', '1 hour'],
    ['user-2', 'token-2', '1 hour'],
    ['user-1', 'over', '-1 hour'],
  ] as const)
    await county.session(user, token, lasts)
  await county.grant(clerk, 'T-1' as never)
  config = mkdtempSync(join(tmpdir(), 'http-'))
  const vault = must(openVault(config, '990101', null))
  const fields = must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))
  app = await openHttp({ pool: county.db.pool, subjects: [access, registry], log: openLog(line => lines.push(line)), fieldsOf: () => fields, bodyBytes: 4096 })
})
afterAll(async () => {
  await app.close()
  await county.close()
  removeFolder(config)
})

const ask = async (options: InjectOptions, token: string | null = 'token-1') => {
  const answer = await app.inject({ ...options, headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...options.headers } })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<Record<string, unknown>>(), type: String(answer.headers['content-type']) }
}
const post = (body: unknown, headers: Readonly<Record<string, string>> = {}, token: string | null = 'token-1') =>
  ask(
    {
      method: 'POST',
      url: '/api/registry/found-school',
      payload: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...headers },
    },
    token,
  )
const order = { area: '990101001001' }
const schools = async (): Promise<number> =>
  county.db.asOwner(async (_, client) => Number((await client.query('select count(*) as n from registry.organisation')).rows[0].n))

test('every route is a use case with its rule of access, or says why it is open', async () => {
  const routes: string[] = []
  for (const subject of [access, registry]) for (const { contract: c } of subject.useCases) routes.push(`/api/${c.name.replace('.', '/')}`)
  const document = app.swagger() as unknown as Readonly<{ paths: Readonly<Record<string, unknown>> }>
  expect(Object.keys(document.paths).toSorted()).toEqual(routes.toSorted())
  // Not one of them answers a stranger.
  for (const [path, methods] of Object.entries(document.paths))
    for (const method of Object.keys(methods as object)) {
      const answer = await ask(
        {
          method: method.toUpperCase() as 'GET',
          url: path,
          headers: { 'idempotency-key': crypto.randomUUID() },
          ...(method === 'post' ? { payload: {} } : {}),
        },
        null,
      )
      expect([400, 401], path).toContain(answer.status)
      expect(answer.type, path).toContain('application/problem+json')
    }
})

test('an order is done once under its key and answered the same again', async () => {
  const key = { 'idempotency-key': crypto.randomUUID() }
  const before = await schools()
  const answers = await Promise.all([post(order, key), post(order, key), post(order, key)])
  expect(answers[0]?.status).toBe(200)
  for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body)
  expect(await schools()).toBe(before + 1)
  expect(await post({ area: '990101001002' }, key)).toMatchObject({ status: 409, body: { code: 'access/key-used-otherwise' } })
  expect(await post(order, { 'idempotency-key': '' })).toMatchObject({ status: 400, body: { code: 'http/key-missing' } })
  expect(await post(order, { 'idempotency-key': '7' })).toMatchObject({ status: 400, body: { code: 'http/header-unreadable' } })
  expect(await schools()).toBe(before + 1)
})

test('a refusal says in Chinese what, where and what is possible, and nothing else of its facts', async () => {
  const refusal = await post({ ...order, way: 'refuse' })
  expect(refusal).toMatchObject({
    status: 409,
    body: {
      code: 'registry/closed',
      title: '登记学校',
      detail: '学校已撤销，不能登记。现在可以：重新登记、查看撤销原因。',
      possible: ['重新登记', '查看撤销原因'],
    },
  })
  expect(JSON.stringify(refusal.body)).not.toContain('5550100')
  expect(await post({ area: '县城' })).toMatchObject({
    status: 400,
    body: { code: 'access/not-understood', places: [{ path: 'area', says: '应为 12 位区划代码' }] },
  })
  expect(await post(order, {}, 'token-2')).toMatchObject({ status: 403, body: { code: 'access/not-yours' } })
  for (const token of ['unknown', 'over', null]) expect(await post(order, {}, token)).toMatchObject({ status: 401, body: { code: 'access/not-logged-in' } })
  expect(await ask({ method: 'GET', url: '/api/nothing' })).toMatchObject({ status: 404, body: { code: 'http/no-such-path' } })
})

test('a session comes by cookie too, and a machine’s secret never by this door', async () => {
  const url = '/api/registry/list-schools'
  expect(await ask({ method: 'GET', url, headers: { cookie: 'a=b; yingjin_session=token-1' } }, null)).toMatchObject({ status: 200 })
  for (const token of ['machine:s3cret:1', 's3cret:1']) expect(await ask({ method: 'GET', url }, token)).toMatchObject({ status: 401 })
})

test('a question is got by query where it fits one, and posted otherwise', async () => {
  expect(await ask({ method: 'GET', url: '/api/registry/list-schools?most=7&after=12' })).toMatchObject({ status: 200, body: { most: 7, after: '12' } })
  expect(await ask({ method: 'GET', url: '/api/registry/list-schools?most=many' })).toMatchObject({ status: 400, body: { code: 'access/not-understood' } })
  const found = await ask({ method: 'POST', url: '/api/registry/find-schools', payload: { areas: [order.area] } })
  expect(found).toMatchObject({ status: 200, body: { n: 1 } })
})

test('the version one saw comes by If-Match, goes back as ETag, and a stale one is told', async () => {
  const done3 = await post(order, { 'if-match': '"3"' })
  expect(done3).toMatchObject({ status: 200, body: { version: 3 } })
  expect(done3.headers['etag']).toBe('"3"')
  expect(await post({ ...order, version: 2 }, { 'if-match': '"3"' })).toMatchObject({ status: 400, body: { code: 'http/versions-differ' } })
  expect(await post({ ...order, way: 'stale' }, { 'if-match': '"2"' })).toMatchObject({ status: 412, body: { code: 'access/stale' } })
})

test('what cannot be read, is too large or is no JSON is told before anything is done', async () => {
  const json = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
  const raw = (payload: string, headers: Readonly<Record<string, string>> = json) =>
    ask({ method: 'POST', url: '/api/registry/found-school', payload, headers })
  expect(await raw('{"area": ')).toMatchObject({ status: 400, body: { code: 'http/body-unreadable' } })
  expect(await raw(JSON.stringify({ area: 'x'.repeat(5000) }))).toMatchObject({ status: 413, body: { code: 'http/body-too-large' } })
  expect(await raw('area=1', { ...json, 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({ status: 415, body: { code: 'http/not-json' } })
  expect(await raw(JSON.stringify({ __proto__: null, area: '\u0000' }))).toMatchObject({ status: 400 })
  for (const [header, value] of [
    ['happened-on', '2022-02-30'],
    ['on-behalf-of', 'x'],
    ['reason', '%E4%B'],
    ['if-match', '*'],
  ] as const)
    expect(await post(order, { [header]: value }), header).toMatchObject({ status: 400, body: { code: 'http/header-unreadable' } })
})

test('a fault of ours says its number to the caller and its place to the log, and no line has a number of a person', async () => {
  const broken = await post({ ...order, way: 'break' })
  expect(broken).toMatchObject({ status: 500, body: { code: 'http/fault' } })
  expect(JSON.stringify(broken.body)).not.toContain('990101201503')
  await ask({ method: 'GET', url: '/api/registry/list-schools?after=99010120150301001X' })
  await ask({ method: 'GET', url: '/99010120150301001X' })
  const request = String(broken.headers['x-request-id'])
  expect(lines.some(line => line.includes(request) && line.includes('"error"') && line.includes('at_frames'))).toBe(true)
  expect(lines.join('')).not.toMatch(/\d{17}/)
  expect(lines.join('')).not.toContain('token-1')
})

test('every answer carries the headers that keep a browser safe', async () => {
  const { headers } = await ask({ method: 'GET', url: '/api/health' }, null)
  expect(headers).toMatchObject({
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'x-request-id': expect.any(String),
  })
})

test('who asks too often waits, by session, and others do not', async () => {
  const narrow = await openHttp({ pool: county.db.pool, subjects: [registry], log: openLog(() => undefined), asksPerMinute: 2 })
  try {
    const get = async (token: string) =>
      (await narrow.inject({ method: 'GET', url: '/api/registry/list-schools', headers: { authorization: `Bearer ${token}` } })).statusCode
    expect([await get('token-1'), await get('token-1'), await get('token-1')]).toEqual([200, 200, 429])
    expect(await get('token-2')).toBe(403)
  } finally {
    await narrow.close()
  }
})

test('whoever shows another made-up session each time is one address all the same, and behind a proxy the address is the caller’s', async () => {
  const narrow = await openHttp({
    pool: county.db.pool,
    subjects: [registry],
    log: openLog(() => undefined),
    asksPerMinute: 1000,
    asksPerMinuteOfAddress: 3,
    proxies: ['10.0.0.1'],
  })
  try {
    const get = async (token: string, remoteAddress: string, forwarded?: string) =>
      (
        await narrow.inject({
          method: 'GET',
          url: '/api/registry/list-schools',
          remoteAddress,
          headers: { authorization: `Bearer ${token}`, ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }) },
        })
      ).statusCode
    const guesses = []
    for (const n of [1, 2, 3, 4]) guesses.push(await get(`guess-${n}`, '10.0.0.9'))
    expect(guesses).toEqual([401, 401, 401, 429])
    // A proxy of ours says for whom it asks; anybody else who says so is taken for what it is.
    for (const n of [1, 2, 3, 4]) expect(await get('token-1', '10.0.0.1', `10.1.0.${n}`)).toBe(200)
    expect(await get('token-1', '10.0.0.9', '10.2.0.1')).toBe(429)
  } finally {
    await narrow.close()
  }
})

type Operation = Readonly<{
  operationId: string
  summary: string
  tags: readonly string[]
  security: readonly object[]
  responses: Readonly<Record<string, Readonly<{ content: Readonly<Record<string, object>> }>>>
  parameters?: readonly Readonly<{ name: string; in: string; required?: boolean; schema: object }>[]
  requestBody?: object
}>

test('the OpenAPI document says of every operation its name, security, order and answers, and points nowhere', async () => {
  const document = (await ask({ method: 'GET', url: '/api/openapi.json' }, null)).body as unknown as Readonly<{
    openapi: string
    paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  }>
  expect(document.openapi).toBe('3.1.0')
  const operations = Object.values(document.paths).flatMap(path => Object.entries(path))
  expect(new Set(operations.map(([, { operationId }]) => operationId)).size).toBe(operations.length)
  for (const [method, operation] of operations) {
    expect(operation.summary).toMatch(/\p{Script=Han}/u)
    expect(operation.security.length).toBeGreaterThan(0)
    expect(Object.keys(operation.responses).toSorted()).toEqual(['200', 'default'])
    expect(operation.responses['default']?.content).toHaveProperty(['application/problem+json'])
    expect(method === 'get').toBe(operation.requestBody === undefined)
  }
  const found = document.paths['/api/registry/found-school']?.['post']
  expect(found?.parameters).toContainEqual(expect.objectContaining({ name: 'idempotency-key', in: 'header', required: true }))
  expect(document.paths['/api/registry/list-schools']?.['get']?.parameters).toContainEqual(expect.objectContaining({ name: 'most', in: 'query' }))
  expect(JSON.stringify(document)).not.toContain('"$ref"')
})
