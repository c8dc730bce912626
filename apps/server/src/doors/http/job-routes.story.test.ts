import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UseCase } from '../../access/index.ts'
import { jobCases, useCases as jobUseCases } from '../../jobs/index.ts'
import { openLog } from '../../platform/log/index.ts'
import { importCases } from '../../registry/index.ts'
import { aCounty, aFile, type TestCounty } from '../../registry/testing/a-county.ts'
import { jobKinds, openWorker } from '../jobs/index.ts'
import { openHttp } from './index.ts'

const tokens = { clerk: 'token-1', reader: 'token-2' } as const
let county: TestCounty
let app: FastifyInstance
let address = ''
const log = openLog(() => undefined)
const kindsOf = () =>
  jobKinds({ keys: { config: '', dataDir: '' }, owner: county.db.postgres.owner(), sealAnew: () => Promise.reject(new Error('not asked for here')) })
beforeAll(async () => {
  county = await aCounty()
  for (const [who, token] of [
    ['甲', tokens.clerk],
    ['丙', tokens.reader],
  ])
    await county.ask(
      `insert into login.session (user_id, digest, expires_at) values ($1, sha256(convert_to($2, 'UTF8')), now() + interval '1 hour')`,
      who,
      token,
    )
  const parts = { kinds: kindsOf(), fieldsOf: () => county.fields }
  const { start, show } = jobCases(parts)
  const imports = importCases({ fieldsOf: () => county.fields })
  app = await openHttp({
    pool: county.db.pool,
    subjects: [
      { useCases: jobUseCases(parts), word: ({ code }) => `（${code}）` },
      { useCases: [imports.commit as unknown as UseCase], word: () => null },
    ],
    log,
    fieldsOf: () => county.fields,
    long: { kinds: new Set(Object.keys(parts.kinds)), start: start as unknown as UseCase, show: show as unknown as UseCase },
  })
  address = await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app.close()
  await county.close()
})

const post = (path: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), authorization: `Bearer ${tokens.clerk}`, ...headers },
    body: JSON.stringify(body),
  })
const watch = (jobId: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${address}/api/jobs/${jobId}/events`, { headers: { authorization: `Bearer ${tokens.clerk}`, ...headers } })
let serial = 0
const staged = async (): Promise<string> => {
  serial += 1
  const rows = [{ name: `孙${serial}`, id_number: sampleId({ born: '2013-02-03', sequence: serial }), school_code: '2199010001', grade: 3 }]
  const file = aFile('student-roll', rows, { coverage: 'partial', of: `第${serial}份` })
  return must(await county.does(importCases({ fieldsOf: () => county.fields }).stage, file)).importId
}
const aWorker = () =>
  openWorker({
    office: county.db.postgres.office(),
    secret: 's3cret',
    fields: async () => ({ of: () => county.fields, opens: () => true, upTo: () => Promise.resolve(), closed: () => [] }),
    kinds: kindsOf(),
    word: ({ code }) => `（${code}）`,
    log,
    tellEveryMs: 20,
  })
type Event = Readonly<{ id: number; event: string; data: Readonly<Record<string, unknown>> }>
const eventsIn = (text: string): readonly Event[] =>
  [...text.matchAll(/^id: (\d+)\nevent: (\w+)\ndata: (.*)$/gmu)].map(([, id, event = '', data = '']) => ({ id: Number(id), event, data: JSON.parse(data) }))

test('an order that is long is answered with its job for whoever prefers that, and once under its key', async () => {
  const importId = await staged()
  const key = crypto.randomUUID()
  const asked = () => post('/api/registry/commit-import', { importId }, { prefer: 'respond-async', 'idempotency-key': key })
  const answer = await asked()
  const { jobId } = (await answer.json()) as { jobId: string }
  expect([answer.status, answer.headers.get('preference-applied'), answer.headers.get('location')]).toEqual([
    202,
    'respond-async',
    `/api/jobs/show?jobId=${jobId}`,
  ])
  expect(await (await asked()).json()).toEqual({ jobId })
  // Without the wish it is done at once; an order of no such kind is never put off.
  const done = await post('/api/registry/commit-import', { importId: await staged() })
  expect([done.status, await done.json()]).toMatchObject([200, { rows: { accepted: 1 } }])
  const refused = await post('/api/registry/commit-import', { importId: 'x' }, { prefer: 'respond-async' })
  expect([refused.status, await refused.json()]).toMatchObject([400, { code: 'access/not-understood' }])
  expect(
    (app.swagger() as unknown as { paths: Record<string, { post: { responses: object } }> }).paths['/api/registry/commit-import']?.post.responses,
  ).toHaveProperty('202')
  expect(await (await post('/api/jobs/cancel', { jobId })).json()).toEqual({ jobId, status: 'cancelled' })
})

test('how far a job is comes as events until it is over; whoever comes back is told what is newer', async () => {
  const { jobId } = (await (await post('/api/jobs/start', { kind: 'registry.commit-import', order: { importId: await staged() } })).json()) as { jobId: string }
  const stream = await watch(jobId)
  expect([stream.status, stream.headers.get('content-type'), stream.headers.get('cache-control')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
    'no-store',
  ])
  const worker = await aWorker()
  // The stream ends by itself.
  const events = eventsIn(await stream.text())
  await worker.stop()
  expect(events[0]).toMatchObject({ event: 'progress', data: { jobId, status: 'queued' } })
  expect(events.at(-1)).toMatchObject({ event: 'over', data: { jobId, status: 'done' } })
  expect(events.map(({ id }) => id)).toEqual(events.map(({ id }) => id).toSorted((a, b) => a - b))
  expect(JSON.stringify(events)).not.toContain('outcome')
  const last = String(events.at(-1)?.id)
  expect((await watch(jobId, { 'last-event-id': last })).status).toBe(204)
  expect(eventsIn(await (await watch(jobId, { 'last-event-id': '1' })).text())).toMatchObject([{ event: 'over' }])
  const shown = await fetch(`${address}/api/jobs/show?jobId=${jobId}`, { headers: { authorization: `Bearer ${tokens.clerk}` } })
  expect(await shown.json()).toMatchObject({ status: 'done', outcome: { persons: { new: 1 } } })
})

test('who may not see a job does not watch it, one session watches four, and a session that ends is told no more', async () => {
  const { jobId } = (await (await post('/api/jobs/start', { kind: 'registry.commit-import', order: { importId: await staged() } })).json()) as { jobId: string }
  expect((await watch(jobId, { authorization: 'Bearer nobody' })).status).toBe(401)
  expect((await watch('999999')).status).toBe(409)
  expect((await watch('x')).status).toBe(400)
  const streams = await Promise.all([1, 2, 3, 4].map(() => watch(jobId)))
  expect(streams.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect((await watch(jobId)).status).toBe(429)
  const others = await watch(jobId, { authorization: `Bearer ${tokens.reader}` })
  await county.ask(`delete from login.session`)
  for (const stream of [...streams, others]) expect(eventsIn(await stream.text())).toHaveLength(1)
})
