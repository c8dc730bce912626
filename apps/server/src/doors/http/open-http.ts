import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import { accessWording, type Contract, grantWording, loginWording } from '@yingjin/domain/access'
import { type PlainDate, type Problem, problem, refused, type Result, done } from '@yingjin/kernel'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { createHash, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { type Asked, type Login, perform, type UseCase } from '../../access/index.ts'
import { type Acting, isLostConnection } from '../../platform/postgres/index.ts'
import type { Log } from '../../platform/log/index.ts'
import type { FieldVault } from '../../platform/vault/index.ts'
import { programVersion } from '../../platform/version.ts'
import { registerFiles } from './files.ts'
import { type LongWork, prefersLater, registerJobEvents, startLater } from './job-routes.ts'
import { type HttpProblem, httpWording } from './http-problem.ts'
import { type OrderShape, shapeOf } from './order-shape.ts'
import { headerOf, keyOf, sessionCookie, tokenOf } from './session-cookie.ts'
import { registerLogin } from './login-routes.ts'
import { describe, describeLater, subjectOf } from './open-api.ts'
import { detailsOf, statusOf } from './problem-details.ts'
import { type DemonstrationAccount, serveWeb } from './serve-web.ts'
import type { Subject } from './subject.ts'

export type HttpParts = Readonly<{
  pool: pg.Pool
  subjects: readonly Subject[]
  log: Log
  /** With it, the same order under the same key is answered the same; without, it is refused as done already. */
  fieldsOf?: (division: string) => FieldVault
  /** Told the newest key of the database before a field is opened. */
  keysUpTo?: (newest: bigint) => Promise<void>
  /** With it, whoever has an account logs in here. */
  login?: Login
  /** With it, orders that are long are carried out later for whoever prefers that, and their jobs can be watched. */
  long?: LongWork
  /** The folder of the built pages; without it, the interface alone is served. */
  web?: string
  /** Only over the invented county: accounts with passwords that the login page shows to everybody. */
  demonstration?: readonly DemonstrationAccount[]
  bodyBytes?: number
  /** Of one session. */
  asksPerMinute?: number
  /** Of one address, whatever sessions it shows: a bureau or a school shares one. */
  asksPerMinuteOfAddress?: number
  /** Addresses of proxies of ours, which say for whom they ask (X-Forwarded-For, X-Forwarded-Proto). */
  proxies?: readonly string[]
}>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What is carried out here, with its rule of access; or why the path is open before anyone is logged in. */
    answers?: Contract | Readonly<{ openBecause: string }>
  }
}

/** The HTTP door over the use cases of the subjects. It listens nowhere yet. */
export const openHttp = async ({
  pool,
  subjects,
  log,
  fieldsOf,
  keysUpTo,
  login,
  long,
  web,
  demonstration,
  bodyBytes = 1_048_576,
  asksPerMinute = 600,
  asksPerMinuteOfAddress = 6000,
  proxies = [],
}: HttpParts): Promise<FastifyInstance> => {
  const app = fastify({
    logger: false,
    bodyLimit: bodyBytes,
    genReqId: () => randomUUID(),
    trustProxy: proxies.length === 0 ? false : [...proxies],
    routerOptions: { maxParamLength: 200 },
  })
  // Orders are read and outcomes are held to their contract by `perform`, so that one meaning stands for every door.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => data => JSON.stringify(data))

  const word = (refusal: Problem): string => {
    const own = [accessWording, grantWording, loginWording, httpWording] as unknown as readonly Readonly<
      Record<string, ((facts: object) => string) | undefined>
    >[]
    const sentence = own.map(table => table[refusal.code]).find(each => each !== undefined)
    const said = sentence?.(refusal.facts) ?? subjects.map(subject => subject.word(refusal)).find(each => each !== null)
    if (said === undefined) throw new Error(`no wording for problem ${refusal.code}`)
    return said
  }
  const refuse = (request: FastifyRequest, reply: FastifyReply, refusal: Problem): FastifyReply => {
    const { answers } = request.routeOptions.config
    const title = answers !== undefined && 'title' in answers ? answers.title : '请求'
    return reply
      .code(statusOf(refusal))
      .type('application/problem+json; charset=utf-8')
      .send(detailsOf(refusal, title, word(refusal), request.id))
  }

  app.addHook('onRoute', ({ url, config }) => {
    if (config?.answers === undefined) throw new Error(`${url} has no rule of access`)
  })
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id).header('cache-control', 'no-store'))
  app.addHook('onResponse', async (request, reply) =>
    log.say('asked', {
      request: request.id,
      method: request.method,
      path: request.routeOptions.url ?? '（没有这个地址）',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }),
  )
  app.setNotFoundHandler((request, reply) => refuse(request, reply, problem('http/no-such-path', { path: request.url.split('?')[0] ?? '' })))
  app.setErrorHandler((error, request, reply) => {
    const found = problemOf(error, request.id, request.routeOptions.bodyLimit ?? bodyBytes)
    if (statusOf(found) >= 500) log.fault('failed', error, { request: request.id })
    return refuse(request, reply, found)
  })

  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } } })
  await app.register(rateLimit, {
    max: asksPerMinute,
    timeWindow: 60_000,
    keyGenerator: request => {
      const token = tokenOf(request)
      return token === null ? request.ip : createHash('sha256').update(token).digest('base64')
    },
    errorResponseBuilder: (_, context) => new TooMany(Math.ceil(context.ttl / 1000)),
  })
  const ofAddress = app.createRateLimit({ max: asksPerMinuteOfAddress, timeWindow: 60_000, keyGenerator: request => `address ${request.ip}` })
  app.addHook('onRequest', async request => {
    const counted = await ofAddress(request)
    if (!counted.isAllowed && counted.isExceeded) throw new TooMany(counted.ttlInSeconds)
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '应尽 Yingjin',
        version: programVersion,
        description: '县级教育资助：每个地址是一件事，名称与操作日志一致。',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: [...new Set(subjects.flatMap(({ useCases }) => useCases.map(({ contract }) => subjectOf(contract))))].map(name => ({ name, description: name })),
      components: {
        securitySchemes: { bearer: { type: 'http', scheme: 'bearer' }, cookie: { type: 'apiKey', in: 'cookie', name: sessionCookie } },
      },
    },
  })

  const vaults = { ...(fieldsOf === undefined ? {} : { fieldsOf }), ...(keysUpTo === undefined ? {} : { keysUpTo }) }
  for (const { useCases } of subjects) for (const useCase of useCases) register(app, useCase, { pool, vaults, refuse, ...(long === undefined ? {} : { long }) })
  for (const { files } of subjects) if (files !== undefined) registerFiles(app, files, { pool, vaults, refuse, askedOf, describe })
  if (long !== undefined) registerJobEvents(app, { pool, vaults, refuse, askedOf, show: long.show })
  if (login !== undefined) {
    registerLogin(app, { pool, login, vaults, refuse })
    // Whoever works stays in.
    app.addHook('onResponse', async (request, reply) => {
      const token = tokenOf(request)
      if (token !== null && reply.statusCode < 400) await login.renew(token).catch((error: unknown) => log.fault('session not renewed', error))
    })
  }
  app.get('/api/openapi.json', { schema: { hide: true }, config: { answers: { openBecause: '只说有哪些地址，不含数据' } } }, async () => app.swagger())
  app.get('/api/health', { schema: { hide: true }, config: { answers: { openBecause: '只说程序在不在' } } }, async () => {
    await pool.query('select 1')
    return { ok: true, version: programVersion }
  })
  if (web !== undefined) {
    const { rows } = await pool.query<{ division: string }>('select division from infrastructure.division order by 1')
    await serveWeb(
      app,
      web,
      demonstration,
      rows.map(({ division }) => division),
    )
  }
  await app.ready()
  return app
}

export type Register = Readonly<{
  pool: pg.Pool
  vaults: Pick<Asked, 'fieldsOf' | 'keysUpTo'>
  refuse: (request: FastifyRequest, reply: FastifyReply, refusal: Problem) => FastifyReply
}>

const register = (app: FastifyInstance, useCase: UseCase, { pool, vaults, refuse, long }: Register & Readonly<{ long?: LongWork }>): void => {
  const { contract } = useCase
  const later = long?.kinds.has(contract.name) === true ? long : null
  const shape = shapeOf(contract)
  app.route({
    method: shape.method,
    url: shape.path,
    config: { answers: contract },
    exposeHeadRoute: false,
    schema: later === null ? describe(contract, shape) : describeLater(contract, shape),
    handler: async (request, reply) => {
      const asked = askedOf(request, contract)
      if (!asked.ok) return refuse(request, reply, asked.problem)
      const order = shape.method === 'GET' ? done(shape.fromQuery(request.query as Readonly<Record<string, unknown>>)) : withVersion(request, shape)
      if (!order.ok) return refuse(request, reply, order.problem)
      if (later !== null && prefersLater(request))
        return startLater(request, reply, { long: later, contract, order: order.value, asked: { ...asked.value, ...vaults }, pool, refuse })
      const result = await perform(pool, useCase, order.value, { ...asked.value, ...vaults })
      if (!result.ok) return refuse(request, reply, result.problem)
      const version = (result.value as Readonly<{ version?: unknown }> | null)?.version
      if (typeof version === 'number') void reply.header('etag', `"${version}"`)
      return reply.send(result.value)
    },
  })
}

/** How it is asked: by whom and for whom, under which key, happened on which day, why. */
const askedOf = (request: FastifyRequest, { kind }: Contract): Result<Asked, HttpProblem> => {
  const unreadable = (header: string, says: string) => refused(problem('http/header-unreadable', { header, says }))
  const behalf = headerOf(request, 'on-behalf-of')
  if (behalf !== null && !/^[1-9]\d{0,17}$/.test(behalf)) return unreadable('On-Behalf-Of', '应为账号编号')
  const acting: Acting = { session: `login:${tokenOf(request) ?? ''}`, onBehalfOf: behalf === null ? null : BigInt(behalf) }
  const key = headerOf(request, 'idempotency-key')
  if (kind === 'order' && key === null) return refused(problem('http/key-missing', {}))
  if (key !== null && keyOf(request) === null) return unreadable('Idempotency-Key', '应为 UUID')
  const day = headerOf(request, 'happened-on')
  if (day !== null && !isDay(day)) return unreadable('Happened-On', '应为日期，例如 2022-09-01')
  const reason = readReason(headerOf(request, 'reason'))
  if (reason === undefined) return unreadable('Reason', '应为按百分号编码的文字，不超过 500 字')
  return done({
    acting,
    ...(kind === 'order' && key !== null ? { clientId: key.toLowerCase() } : {}),
    ...(day === null ? {} : { happenedOn: day as PlainDate }),
    ...(reason === null ? {} : { reason }),
  })
}

const isDay = (text: string): boolean => {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

const readReason = (text: string | null): string | null | undefined => {
  if (text === null) return null
  try {
    const reason = decodeURIComponent(text).trim()
    return reason.length > 500 || reason.includes('\u0000') ? undefined : reason
  } catch {
    return undefined
  }
}

/** `If-Match: "3"` is the version of an order that says which one it saw. */
const withVersion = (request: FastifyRequest, { versioned }: OrderShape): Result<unknown, HttpProblem> => {
  const text = headerOf(request, 'if-match')
  const body = request.body ?? {}
  if (text === null || !versioned) return done(body)
  const header = Number(/^"?([1-9]\d{0,8})"?$/.exec(text)?.[1])
  if (Number.isNaN(header)) return refused(problem('http/header-unreadable', { header: 'If-Match', says: '应为版本号，例如 "3"' }))
  if (typeof body !== 'object' || Array.isArray(body)) return done(body)
  const { version } = body as Readonly<{ version?: unknown }>
  if (typeof version === 'number' && version !== header) return refused(problem('http/versions-differ', { header, body: version }))
  return done({ ...body, version: version ?? header })
}

class TooMany extends Error {
  readonly statusCode = 429
  readonly seconds: number
  constructor(seconds: number) {
    super('too many')
    this.seconds = seconds
  }
}

const problemOf = (error: unknown, request: string, bytes: number): HttpProblem => {
  if (error instanceof TooMany) return problem('http/too-many', { seconds: error.seconds })
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return problem('http/body-too-large', { bytes })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return problem('http/not-json', {})
  if (error instanceof Error && 'statusCode' in error && error.statusCode === 400) return problem('http/body-unreadable', {})
  // A lock not got, a statement too long, too many connections: nothing was done, and later it may be.
  if (isLostConnection(error) || /^(55P03|57014|53300|40001|40P01)$/.test(code)) return problem('http/busy', {})
  return problem('http/fault', { request })
}
