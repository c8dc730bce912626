import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { must } from '@yingjin/kernel'
import type { FastifyInstance } from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { type Login, openLogin, type UseCase } from '../../access/index.ts'
import { askingEverybody, type Door } from '../../access/testing/index.ts'
import { type HttpParts, openHttp } from '../../doors/http/index.ts'
import { jobCases } from '../../jobs/index.ts'
import { sealEvidence } from '../../leads/testing/seal-evidence.ts'
import { tellReviews } from '../../leads/testing/tell-reviews.ts'
import { tellSimulations } from '../../policy/testing/tell-simulations.ts'
import { subjectsOf } from '../../main.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { openLog } from '../../platform/log/index.ts'
import { aDatabase, type TestDatabase } from '../../platform/postgres/testing/index.ts'
import { type FieldVault, makeFieldKey, openFieldVault, openVault } from '../../platform/vault/index.ts'
import { sealAnything } from '../../registry/testing/seal-anything.ts'
import { type AskedRoute, askedRoutes, routesWithoutRecords } from './routes-of-the-door.ts'

/** One key for all counties: what stands in a row opens, whoever's it is; what is written is of the county that writes. */
const config = mkdtempSync(join(tmpdir(), 'every-endpoint-'))
const vault = must(openVault(config, '990101', null))
const fields = must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))
const fieldsOf = (division: string): FieldVault => ({ ...fields, division })
const subjects = subjectsOf({ of: fieldsOf }, {})
const { start, show } = jobCases({ kinds: {}, fieldsOf })
const long = { start: start as unknown as UseCase, show: show as unknown as UseCase }
const routes = askedRoutes(subjects, long)

const faults: string[] = []
/** Of whose login something was done, and by whom. */
const administered: Readonly<{ by: string; accountId: string }>[] = []

const loginOf = (db: TestDatabase): Login => {
  const own = db.postgres.login()
  if (own === null) throw new Error('the server has no role for the login library')
  return openLogin(own, 'a secret of the attackers, long enough to be one')
}
/** What the library did to a session is taken back, so that each order is asked of the land as it was. */
const sessionsAgain = (db: TestDatabase): Promise<unknown> =>
  db.asOwner((_, client) =>
    client.query(
      `insert into login.session (user_id, digest, expires_at) select 'u' || n, sha256(convert_to('good' || n, 'UTF8')), now() + interval '1 day' from generate_series(1, 20) n on conflict do nothing`,
    ),
  )

/** A request with a session as a browser shows it; machines do not come this way. */
const byHttp = ({ opened, send, byLogin }: AskedRoute): Door => ({
  admits: ({ by, onBehalfOf }) => (by === 'session' || by === 'expired-session' || by === 'no-session') && (byLogin === undefined || onBehalfOf === null),
  open: async (db, useCase) => {
    const login = byLogin === undefined ? null : loginOf(db)
    const app = await openHttp({
      pool: db.pool,
      ...opened(useCase),
      ...(login === null ? {} : { login }),
      fieldsOf,
      log: openLog(line => void (line.includes('"error"') && faults.push(line))),
      asksPerMinute: 1_000_000,
      asksPerMinuteOfAddress: 1_000_000,
    })
    return {
      ask: async (order, { session, onBehalfOf }) => {
        const { arrives, sent } = send(order)
        const { contract } = useCase
        const answer = await app.inject({
          method: sent.method,
          url: sent.path,
          ...(sent.query === undefined ? {} : { query: sent.query }),
          ...(sent.body === undefined ? {} : { payload: sent.body }),
          headers: {
            ...(session === '' ? {} : { authorization: `Bearer ${session.replace('login:', '')}` }),
            ...(onBehalfOf === null ? {} : { 'on-behalf-of': String(onBehalfOf) }),
            ...(contract.kind === 'order' ? { 'idempotency-key': randomUUID() } : {}),
            reason: encodeURIComponent('试'),
            ...sent.headers,
          },
        })
        const code = answer.statusCode < 400 ? 'done' : answer.json<Readonly<{ code: string }>>().code
        if (login !== null) {
          await sessionsAgain(db)
          const { accountId } = arrives as Readonly<{ accountId?: string }>
          if (code === 'done' && accountId !== undefined) administered.push(...(await strangeTo(db, session, accountId)))
        }
        return { code, readable: contract.order.safeParse(arrives).success, said: answer.body }
      },
      close: async () => {
        await app.close()
        await login?.close()
      },
    }
  },
})

/** An account of another county than whoever did something about its login. */
const strangeTo = (db: TestDatabase, session: string, accountId: string): Promise<typeof administered> =>
  db.asOwner(async (_, client) => {
    const by = session.replace('login:good', '')
    const { rows } = await client.query(
      `select from access.account mine, access.account other where mine.account_id = $1 and other.account_id = $2 and mine.division <> other.division`,
      [by, accountId],
    )
    return rows.map(() => ({ by, accountId }))
  })

const asking = askingEverybody(
  async db => {
    await sealAnything(db, fields)
    await sealEvidence(db, fieldsOf)
    await tellSimulations(db)
    await tellReviews(db)
    await db.asOwner((_, client) =>
      client.query(
        `insert into login."user" (id, name, email, "emailVerified", username) select 'u' || n, '示例', n || '@invalid', true, 'user' || n from generate_series(1, 20) n`,
      ),
    )
  },
  undefined,
  60,
)
afterAll(async () => {
  await asking.close()
  removeFolder(config)
})

/** The door with all it can be opened with, and every route it then has; what answers HEAD is what answers GET. */
const routesOfTheDoor = async (): Promise<readonly string[]> => {
  const found: string[] = []
  const listen = (message: unknown): void => {
    const { fastify } = message as Readonly<{ fastify: FastifyInstance }>
    fastify.addHook('onRoute', ({ method, url }) => void found.push(...[method].flat().map(each => `${each} ${url}`)))
  }
  const web = join(config, 'web')
  mkdirSync(join(web, 'assets'), { recursive: true })
  for (const page of ['index.html', 'calculate.html']) writeFileSync(join(web, page), '<head></head>')
  await using db = await aDatabase()
  const login = loginOf(db)
  subscribe('fastify.initialization', listen)
  const everything: Required<Pick<HttpParts, 'login' | 'long' | 'web'>> = { login, web, long: { kinds: new Set<string>(), ...long } }
  const app = await openHttp({ pool: db.pool, subjects, log: openLog(() => undefined), fieldsOf, ...everything })
  unsubscribe('fastify.initialization', listen)
  await app.close()
  await login.close()
  return found.filter(route => !route.startsWith('HEAD '))
}

test('every route of the door is asked here, or gives no record and is named with why', async () => {
  const named = [...routes.map(({ route }) => route), ...Object.keys(routesWithoutRecords)]
  expect(named.filter((route, n) => named.indexOf(route) !== n)).toEqual([])
  expect((await routesOfTheDoor()).toSorted()).toEqual(named.toSorted())
})

/** 60 askers and orders for each. */
test.each(routes.map(route => [route.route, route] as const))(
  '%s turns away by HTTP whoever may not ask, and answers everybody else without a fault',
  async (_, route) => {
    const { wrong, letIn } = await asking.ask(route.useCase, byHttp(route))
    expect(wrong).toEqual([])
    expect(letIn).toBeGreaterThan(0)
    expect(faults.splice(0)).toEqual([])
    expect(administered.splice(0)).toEqual([])
  },
)
