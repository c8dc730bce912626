import { createHash } from 'node:crypto'
import * as contracts from '@yingjin/domain/access'
import type { Contract } from '@yingjin/domain/access'
import { done, type Problem, problem, refused, type Result } from '@yingjin/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import type { z } from 'zod'
import { administerLogin, type Asked, type Login, makePassword, me, notUnderstood, openAccountBy, perform, whoIs } from '../../access/index.ts'
import { shapeOf } from './order-shape.ts'
import { describe } from './open-api.ts'
import { giveHalf, giveSession, halfOf, headerOf, keyOf, takeSession, tokenOf } from './session-cookie.ts'

/**
 * So many orders about logging in for one name from one address in a minute, or of one session. A school shares an address:
 * how many come in by it is bounded by failures (`openLogin`) and by what an address may ask at all.
 */
const loginsPerMinute = 60
/** Whom an order is about, as far as it says so. */
type AboutWhom = (request: FastifyRequest) => string | null
const nameIn: AboutWhom = request => {
  const { username } = (request.body ?? {}) as Readonly<{ username?: unknown }>
  return typeof username === 'string' ? username.toLowerCase() : null
}
const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64')

type Parts = Readonly<{
  pool: pg.Pool
  login: Login
  vaults: Pick<Asked, 'fieldsOf' | 'keysUpTo'>
  refuse: (request: FastifyRequest, reply: FastifyReply, refusal: Problem) => FastifyReply
  perMinute?: number
}>
type Scene = Readonly<{ request: FastifyRequest; reply: FastifyReply; from: Readonly<{ address: string; agent: string }> }>
/** Whoever is logged in: the session shown, and the user of the login library that it is of. */
type Own = Scene & Readonly<{ token: string; userId: string }>

/** The ways in and out, and what one does about the own login: routes like every other, beside the use cases. */
export const registerLogin = (app: FastifyInstance, { pool, login, vaults, refuse, perMinute = loginsPerMinute }: Parts): void => {
  const tell = async (userId: string | null, name: string): Promise<void> => {
    if (userId !== null) await pool.query('select audit.record_login($1, $2)', [userId, name])
  }
  const route = <Order extends z.ZodType, Outcome extends z.ZodType>(
    url: string,
    contract: Contract<Order, Outcome>,
    carryOut: (order: z.output<Order>, scene: Scene) => Promise<Result<z.input<Outcome>>>,
    aboutWhom: AboutWhom = tokenOf,
  ): void => {
    const shape = shapeOf(contract)
    app.route({
      method: shape.method,
      url,
      exposeHeadRoute: false,
      schema: describe(contract, shape, { once: false }),
      config: {
        answers: contract,
        // When the order has been read.
        rateLimit: {
          hook: 'preHandler',
          max: perMinute,
          timeWindow: 60_000,
          keyGenerator: (request: FastifyRequest) => `login ${request.ip} ${digestOf(aboutWhom(request) ?? '')}`,
        },
      },
      handler: async (request, reply) => {
        const order = contract.order.safeParse(request.body ?? {})
        if (!order.success) return refuse(request, reply, notUnderstood(order.error))
        const result = await carryOut(order.data, { request, reply, from: { address: request.ip, agent: headerOf(request, 'user-agent') ?? '' } })
        return result.ok ? reply.send(contract.outcome.parse(result.value)) : refuse(request, reply, result.problem)
      },
    })
  }
  const ownRoute = <Order extends z.ZodType, Outcome extends z.ZodType>(
    url: string,
    contract: Contract<Order, Outcome>,
    carryOut: (order: z.output<Order>, own: Own) => Promise<Result<z.input<Outcome>>>,
  ): void =>
    route(url, contract, async (order, scene) => {
      const token = tokenOf(scene.request)
      const userId = token === null ? null : await whoIs(pool, token)
      if (token === null || userId === null) return refused(problem('access/not-logged-in', {}))
      return carryOut(order, { ...scene, token, userId })
    })

  route(
    '/api/login',
    contracts.logIn,
    async ({ username, password }, { request, reply, from }) => {
      const told = await login.logIn({ username, password, ...from })
      if (!told.ok) {
        if (told.problem.code === 'login/wrong') await tell(await login.userNamed(username), 'access.log-in-refused')
        return told
      }
      if ('cookie' in told.value) {
        giveHalf(request, reply, told.value.cookie)
        return done({ state: 'code-owed' })
      }
      return enter(told.value, contracts.logIn.name, { request, reply, from })
    },
    nameIn,
  )
  route(
    '/api/login/code',
    contracts.giveCode,
    async ({ code }, { request, reply, from }) => {
      const cookie = halfOf(request)
      if (cookie === null) return refused(problem('login/half-over', {}))
      // Before: a code of the device that was used already ends the half as well.
      const userId = await login.userOfHalf(cookie)
      const told = await login.giveCode({ cookie, code, ...from })
      if (told.ok) return enter(told.value, contracts.giveCode.name, { request, reply, from })
      await tell(userId, 'access.give-code-refused')
      return told
    },
    halfOf,
  )
  const enter = async ({ token, userId }: Readonly<{ token: string; userId: string }>, name: string, { request, reply }: Scene) => {
    // A user whose account is closed, or has none, is nobody here.
    if ((await whoIs(pool, token)) !== userId) {
      await login.logOut(token)
      await tell(userId, 'access.log-in-refused')
      return refused(problem('login/no-account', {}))
    }
    await tell(userId, name)
    giveSession(request, reply, token)
    return done({ state: 'in' as const })
  }
  route('/api/logout', contracts.logOut, async (_, { request, reply }) => {
    const token = tokenOf(request)
    const userId = token === null ? null : await whoIs(pool, token)
    if (token !== null) await login.logOut(token)
    await tell(userId, contracts.logOut.name)
    takeSession(request, reply)
    return done({})
  })

  ownRoute('/api/login/password', contracts.changePassword, async ({ current, next }, { request, reply, from, userId }) => {
    const changed = await login.changePassword({ userId, current, next, ...from })
    await tell(userId, changed.ok ? contracts.changePassword.name : `${contracts.changePassword.name}-refused`)
    if (!changed.ok) return changed
    giveSession(request, reply, changed.value.token)
    return done({})
  })
  ownRoute('/api/login/second-factor', contracts.enrolSecondFactor, async ({ password }, { userId }) => {
    const enrolled = await login.enrol({ userId, password })
    await tell(userId, enrolled.ok ? contracts.enrolSecondFactor.name : `${contracts.enrolSecondFactor.name}-refused`)
    return enrolled.ok ? done({ totpUri: enrolled.value.totpUri, backupCodes: [...enrolled.value.backupCodes] }) : enrolled
  })
  ownRoute('/api/login/second-factor/confirm', contracts.confirmSecondFactor, async ({ code }, { userId }) => {
    const confirmed = await login.confirm({ userId, code })
    if (!confirmed.ok) return confirmed
    await tell(userId, contracts.confirmSecondFactor.name)
    return done({})
  })
  ownRoute('/api/login/sessions', contracts.listSessions, async (_, { userId, token }) => done({ sessions: [...(await login.listSessions(userId, token))] }))
  ownRoute('/api/login/sessions/revoke', contracts.revokeSession, async ({ sessionId }, { userId }) => {
    if (!(await login.revoke(userId, sessionId))) return refused(problem('login/no-session', {}))
    await tell(userId, contracts.revokeSession.name)
    return done({})
  })

  // What is done to the login of somebody else: an act of whoever administers accounts, and a secret that is told once.
  const actingOf = ({ token }: Own) => ({ acting: { session: `login:${token}`, onBehalfOf: null } })
  const setPassword = (accountId: string, password: string, own: Own) =>
    perform(
      pool,
      administerLogin(contracts.resetPassword, ({ userId }) => login.setPassword(userId, password)),
      { accountId },
      actingOf(own),
    )
  ownRoute(shapeOf(contracts.openAccount).path, contracts.openAccount, async (order, own) => {
    const who = await perform(pool, me, {}, actingOf(own))
    if (!who.ok) return who
    if (!who.value.may.some(({ field, write }) => field === 'access' && write))
      return refused(problem('access/not-yours', { title: contracts.openAccount.title, field: 'access', how: 'write' }))
    const password = makePassword()
    const made: string[] = []
    const makeLogin: Parameters<typeof openAccountBy>[0] = async () => {
      const user = await login.addUser({ username: order.username, name: order.name, password })
      if (user.ok) made.push(user.value)
      return user
    }
    const unmake = async (): Promise<void> => {
      for (const userId of made) await login.removeUser(userId)
    }
    const key = keyOf(own.request)
    const opened = await perform(pool, openAccountBy(makeLogin), order, { ...actingOf(own), ...vaults, ...(key === null ? {} : { clientId: key }) }).catch(
      async (error: unknown) => {
        await unmake()
        throw error
      },
    )
    if (!opened.ok) {
      await unmake()
      return opened
    }
    // The same order again, because its answer did not arrive: the password that nobody saw is kept nowhere, so another is set.
    if (made.length === 0) {
      const set = await setPassword(opened.value.accountId, password, own)
      if (!set.ok) return set
    }
    return done({ ...opened.value, password })
  })
  ownRoute(shapeOf(contracts.resetPassword).path, contracts.resetPassword, async (order, own) => {
    const password = makePassword()
    const set = await setPassword(order.accountId, password, own)
    return set.ok ? done({ password }) : set
  })
  ownRoute(shapeOf(contracts.dropSecondFactor).path, contracts.dropSecondFactor, (order, own) =>
    perform(
      pool,
      administerLogin(contracts.dropSecondFactor, async ({ userId }) => {
        await login.dropSecondFactor(userId)
        return done(null)
      }),
      order,
      actingOf(own),
    ),
  )
}
