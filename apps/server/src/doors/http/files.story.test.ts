import { done } from '@yingjin/kernel'
import { contract, needsReach } from '@yingjin/domain/access'
import type { FastifyInstance } from 'fastify'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { orderCase, questionCase } from '../../access/index.ts'
import { aCounty, type County } from '../../access/testing/index.ts'
import { openLog } from '../../platform/log/index.ts'
import { openHttp, type Subject } from './index.ts'

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const shelf = new Map<string, Buffer>()
const takenIn = contract({
  name: 'registry.take-in',
  kind: 'order',
  title: '上传',
  order: z.object({ name: z.string() }),
  outcome: z.object({ name: z.string(), digest: z.string() }),
  access: needsReach('organisations', 'write'),
})
const subject: Subject = {
  useCases: [],
  word: () => null,
  files: {
    uploads: [
      {
        contract: takenIn,
        mostBytes: 5000,
        receive: content =>
          orderCase(takenIn, async ({ name }) => {
            shelf.set(name, content)
            return done({ name, digest: digestOf(content) })
          }) as never,
      },
    ],
    downloads: [
      questionCase(
        contract({
          name: 'registry.give-out',
          kind: 'question',
          title: '下载',
          order: z.object({ name: z.string() }),
          outcome: z.object({ name: z.string(), mediaType: z.string(), bytes: z.custom<Uint8Array>(value => value instanceof Uint8Array) }),
          access: needsReach('organisations', 'rows'),
          trail: 'export',
        }),
        async ({ name }) => done({ name, mediaType: 'image/png', bytes: shelf.get(name) ?? Buffer.alloc(0) }),
      ) as never,
    ],
  },
}

let county: County
let app: FastifyInstance
beforeAll(async () => {
  county = await aCounty()
  const clerk = await county.account('甲', { loginId: 'user-1' })
  await county.account('乙', { loginId: 'user-2' })
  await county.db.asOwner((_, client) =>
    client.query(`insert into access.role values ('T-1', '经办');
      insert into access.role_right values ('T-1', 'organisations', 'rows'), ('T-1', 'organisations', 'write')`),
  )
  await county.session('user-1', 'token-1')
  await county.session('user-2', 'token-2')
  await county.grant(clerk, 'T-1' as never)
  app = await openHttp({ pool: county.db.pool, subjects: [subject], log: openLog(() => undefined), bodyBytes: 1000 })
})
afterAll(async () => {
  await app.close()
  await county.close()
})

const upload = (content: Buffer, more: Readonly<{ order?: string; type?: string; token?: string }> = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/registry/take-in',
    payload: content,
    headers: {
      authorization: `Bearer ${more.token ?? 'token-1'}`,
      'idempotency-key': crypto.randomUUID(),
      'content-type': more.type ?? 'application/octet-stream',
      order: more.order ?? encodeURIComponent(JSON.stringify({ name: '凭证 (1)*.png' })),
    },
  })
const download = (token: string | null, name = '凭证 (1)*.png') =>
  app.inject({ url: `/api/registry/give-out?name=${encodeURIComponent(name)}`, ...(token === null ? {} : { headers: { authorization: `Bearer ${token}` } }) })

test('a file goes in and comes out byte for byte, whatever type its sender says it is', async () => {
  const content = Buffer.from(Array.from({ length: 3000 }, (_, i) => i % 256))
  for (const type of ['application/octet-stream', 'image/png', 'text/html', 'application/json']) {
    const answer = await upload(content, { type })
    expect([type, answer.statusCode, answer.json<{ digest: string }>().digest]).toEqual([type, 200, digestOf(content)])
  }
  const given = await download('token-1')
  expect([given.statusCode, Buffer.compare(given.rawPayload, content)]).toEqual([200, 0])
})

test('a file is saved and never shown: no browser runs it, frames it, guesses its type or keeps it', async () => {
  const { headers } = await download('token-1')
  expect(headers).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': `attachment; filename="file"; filename*=UTF-8''%E5%87%AD%E8%AF%81%20%281%29%2A.png`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
  })
  expect(headers['content-security-policy']).toContain('sandbox')
})

test('nobody and who has no right get no file, and a refusal is told as every other', async () => {
  for (const [token, status] of [
    [null, 401],
    ['token-2', 403],
  ] as const) {
    const answer = await download(token)
    expect([answer.statusCode, String(answer.headers['content-type'])]).toEqual([status, 'application/problem+json; charset=utf-8'])
  }
  expect((await upload(Buffer.from('x'), { token: 'token-2' })).statusCode).toBe(403)
})

test('too large a file and an order that cannot be read are refused in words', async () => {
  const large = await upload(Buffer.alloc(5001, 1))
  expect([large.statusCode, large.json<{ detail: string }>().detail]).toEqual([413, expect.stringContaining('5000 字节')])
  for (const order of ['', '%', 'not json', encodeURIComponent('{"name":')]) {
    const answer = await upload(Buffer.from('x'), { order })
    expect([order, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([order, 400, 'http/header-unreadable'])
  }
  const other = await upload(Buffer.from('x'), { order: encodeURIComponent('{"name":7}') })
  expect(other.json<{ code: string }>().code).toBe('access/not-understood')
})

test('the document of the interface tells that a body is a file', () => {
  const document = app.swagger() as unknown as Readonly<{ paths: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>> }>
  expect(document.paths['/api/registry/take-in']?.['post']?.['requestBody']).toMatchObject({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  expect(document.paths['/api/registry/give-out']?.['get']?.['responses']).toMatchObject({ 200: { content: { 'application/pdf': {}, 'image/png': {} } } })
})
