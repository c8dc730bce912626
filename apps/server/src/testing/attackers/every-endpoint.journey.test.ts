import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { takenList } from '@yingjin/domain/access'
import { must } from '@yingjin/kernel'
import { afterAll, expect, test } from 'vitest'
import { askingEverybody, type Door } from '../../access/testing/index.ts'
import { openHttp } from '../../doors/http/index.ts'
import { shapeOf } from '../../doors/http/order-shape.ts'
import { sealEvidence } from '../../leads/testing/seal-evidence.ts'
import { tellReviews } from '../../leads/testing/tell-reviews.ts'
import { tellSimulations } from '../../policy/testing/tell-simulations.ts'
import { subjectsOf } from '../../main.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { openLog } from '../../platform/log/index.ts'
import { makeFieldKey, openFieldVault, openVault } from '../../platform/vault/index.ts'
import { sealAnything } from '../../registry/testing/seal-anything.ts'

/** One key for all counties: what stands in a row opens, whoever's it is. */
const config = mkdtempSync(join(tmpdir(), 'every-endpoint-'))
const vault = must(openVault(config, '990101', null))
const fields = must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))

const faults: string[] = []

/** A question got or an order posted, with a session as a browser shows it; machines do not come this way. */
const http: Door = {
  admits: ({ by }) => by === 'session' || by === 'expired-session' || by === 'no-session',
  open: async (db, useCase) => {
    const shape = shapeOf(useCase.contract)
    const app = await openHttp({
      pool: db.pool,
      subjects: [{ useCases: [useCase], word: ({ code }) => code }],
      fieldsOf: () => fields,
      log: openLog(line => void (line.includes('"error"') && faults.push(line))),
      asksPerMinute: 1_000_000,
      asksPerMinuteOfAddress: 1_000_000,
    })
    const ask = async (order: unknown, { session, onBehalfOf }: Readonly<{ session: string; onBehalfOf: bigint | null }>) => {
      const headers = {
        ...(session === '' ? {} : { authorization: `Bearer ${session.replace('login:', '')}` }),
        ...(onBehalfOf === null ? {} : { 'on-behalf-of': String(onBehalfOf) }),
        ...(useCase.contract.kind === 'order' ? { 'idempotency-key': randomUUID() } : {}),
        reason: encodeURIComponent('试'),
      }
      const said = Object.entries((order ?? {}) as Readonly<Record<string, unknown>>).filter(([, value]) => value !== undefined && value !== null)
      const query = Object.fromEntries(said.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]))
      const arrives: unknown = shape.method === 'GET' ? shape.fromQuery(query) : JSON.parse(JSON.stringify(order ?? null))
      const answer = await app.inject(
        shape.method === 'GET'
          ? { method: 'GET', url: shape.path, query, headers }
          : { method: 'POST', url: shape.path, headers: { ...headers, 'content-type': 'application/json' }, payload: JSON.stringify(arrives) },
      )
      const code = answer.statusCode < 400 ? 'done' : (answer.json() as Readonly<{ code: string }>).code
      return { code, readable: useCase.contract.order.safeParse(arrives).success }
    }
    return { ask, close: () => app.close() }
  },
}

/** Lists taken along are asked here as everything else; how a file travels is a story of its own. */
const useCases = subjectsOf({ of: () => fields }, {}).flatMap(({ useCases: all, files }) => [
  ...all,
  ...(files?.downloads ?? []).filter(({ contract }) => contract.outcome === (takenList as unknown)),
])
const asking = askingEverybody(
  async db => {
    await sealAnything(db, fields)
    await sealEvidence(db, fields)
    await tellSimulations(db)
    await tellReviews(db)
  },
  http,
  60,
)
afterAll(async () => {
  await asking.close()
  removeFolder(config)
})

/** 60 askers and orders for each. */
test.each(useCases.map(useCase => [useCase.contract.name, useCase] as const))(
  '%s turns away by HTTP whoever may not ask, and answers everybody else without a fault',
  async (_, useCase) => {
    const { wrong, letIn } = await asking.ask(useCase)
    expect(wrong).toEqual([])
    expect(letIn).toBeGreaterThan(0)
    expect(faults.splice(0)).toEqual([])
  },
)
