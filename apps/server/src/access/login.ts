import { createHash, createHmac, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { done, problem, refused, type Problem, type Result } from '@yingjin/kernel'
import { type LoginProblem, usernames } from '@yingjin/domain/access'
import { APIError, betterAuth } from 'better-auth'
import { twoFactor, username } from 'better-auth/plugins'
import pg from 'pg'
import { openTurns } from './turns.ts'

/** Argon2id with OWASP's floor: 19 MiB, two passes. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** So many passwords are worked on at once, and so many wait: memory and threads are bounded, whoever comes beyond is told to come again. */
const turns = { atOnce: 2, waiting: 200 } as const

export const shortestPassword = 10
/** A browser that nobody touches is out after this; whoever works stays in, and logs in again after some days all the same. */
const sessionLasts = { untouched: '8 hours', atMost: '7 days' } as const
/** The library's own sessions serve one question to it. */
const passingSeconds = 60
/** So many failures, and it is closed for so long: of one account, and of one address (a school shares one). */
const closes = { account: { failures: 5, minutes: 15 }, address: { failures: 50, minutes: 15 } } as const

/** Whoever is let in: the secret that names the session to the database, which keeps its digest alone. */
export type LoggedIn = Readonly<{ token: string; userId: string }>
/** The password was right and the second factor is still owed; `cookie` goes with it. */
export type HalfIn = Readonly<{ secondFactor: 'owed'; cookie: string }>
/** A session as its holder may see it. */
export type OwnSession = Readonly<{ sessionId: string; startedAt: string; seenAt: string; expiresAt: string; address: string; agent: string; current: boolean }>
type From = Readonly<{ address: string; agent?: string }>

/** Users, passwords, second factors and sessions. Who may do what is not known here. */
export type Login = Readonly<{
  /** A user with a first password; gives the id that an account names. */
  addUser: (of: Readonly<{ username: string; name: string; password: string }>) => Promise<Result<string, LoginProblem>>
  /** Takes a user away that no account names. */
  removeUser: (userId: string) => Promise<void>
  /** Who has which name to log in by. */
  listNames: () => Promise<ReadonlyMap<string, string>>
  /** Whose name it is; for the trail of failures. */
  userNamed: (username: string) => Promise<string | null>
  /** Sets a password by whoever administers: every session of the user ends. */
  setPassword: (userId: string, password: string) => Promise<Result<null, LoginProblem>>
  /** Changes the own password, known by the present one: every session ends, and a new one begins. */
  changePassword: (of: Readonly<{ userId: string; current: string; next: string }> & From) => Promise<Result<LoggedIn, LoginProblem>>
  logIn: (of: Readonly<{ username: string; password: string }> & From) => Promise<Result<LoggedIn | HalfIn, LoginProblem>>
  /** The second half: the number that the user's device shows, or one of the codes for when it is lost. */
  giveCode: (of: Readonly<{ cookie: string; code: string }> & From) => Promise<Result<LoggedIn, LoginProblem>>
  /** Whose second half it is; null when it is over. */
  userOfHalf: (cookie: string) => Promise<string | null>
  /** A second factor for a user who is logged in: the address for its device, and codes for when it is lost. It holds once confirmed. */
  enrol: (of: Readonly<{ userId: string; password: string }>) => Promise<Result<Readonly<{ totpUri: string; backupCodes: readonly string[] }>, LoginProblem>>
  confirm: (of: Readonly<{ userId: string; code: string }>) => Promise<Result<null, LoginProblem>>
  /** Takes the second factor away, by whoever administers: the device and the codes are lost. Every session ends. */
  dropSecondFactor: (userId: string) => Promise<void>
  /** Moves the end of a session on; asked with every request, it writes once in a while. */
  renew: (token: string) => Promise<void>
  listSessions: (userId: string, token: string) => Promise<readonly OwnSession[]>
  /** Ends one session of a user; false where it has no such session. */
  revoke: (userId: string, sessionId: string) => Promise<boolean>
  logOut: (token: string) => Promise<void>
  /** Every session of a user, wherever it is. */
  revokeAll: (userId: string) => Promise<void>
  close: () => Promise<void>
}>

const digestOfToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** `secret` signs cookies, seals second factors and digests what is typed; it lies in the configuration folder. */
export const openLogin = (config: pg.ClientConfig, secret: string): Login => {
  // Its own kinds of value: the library wants instants as Date.
  const pool = new pg.Pool({ ...config, types: pg.types, options: '-c search_path=login', application_name: 'yingjin login', max: 4, allowExitOnIdle: true })
  pool.on('error', () => undefined)
  const auth = betterAuth({
    appName: '应尽',
    baseURL: 'http://localhost',
    secret,
    database: pool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      password: { hash: password => hash(password, argon2), verify: ({ hash: kept, password }) => verify(kept, password) },
    },
    session: { modelName: 'passing_session', expiresIn: passingSeconds, disableSessionRefresh: true, cookieCache: { enabled: false } },
    account: { modelName: 'credential' },
    // Failures are counted in the database, by account and by address, below.
    rateLimit: { enabled: false },
    advanced: { cookiePrefix: 'yingjin' },
    plugins: [username({ minUsernameLength: 2, maxUsernameLength: 40 }), twoFactor({ issuer: '应尽', schema: { twoFactor: { modelName: 'second_factor' } } })],
  })

  const attempt = async (digest: Buffer, { failures, minutes }: Readonly<{ failures: number; minutes: number }>): Promise<boolean> => {
    // Counted before it is looked at, so that many at once get no more tries than one after another.
    const { rows } = await pool.query<{ open: boolean }>(
      `insert into login.attempt as a (digest, failures) values ($1, 1)
       on conflict (digest) do update set
         failures = case when a.locked_until > now() then a.failures when a.locked_until <= now() or a.since < now() - interval '1 day' then 1 else a.failures + 1 end,
         since = case when a.locked_until <= now() or a.since < now() - interval '1 day' then now() else a.since end,
         locked_until = case when a.locked_until > now() then a.locked_until
           when a.locked_until is null and a.since >= now() - interval '1 day' and a.failures + 1 > $2 then now() + make_interval(mins => $3) end
       returning locked_until is null as open`,
      [digest, failures, minutes],
    )
    return rows[0]?.open === true
  }
  const inTurn = openTurns(turns)
  const passwordWork = async <T>(work: () => Promise<Result<T, LoginProblem>>): Promise<Result<T, LoginProblem>> =>
    (await inTurn(work)) ?? refused(problem('login/busy', {}))
  /** True once for each code of a user's device, while it would still be taken. */
  const firstUse = async (userId: string, code: string): Promise<boolean> => {
    await pool.query(`delete from login.used_code where user_id = $1 and used_at < now() - interval '5 minutes'`, [userId])
    const digest = digestOf('code', `${userId}\n${code}`)
    return (await pool.query('insert into login.used_code (user_id, digest) values ($1, $2) on conflict do nothing', [userId, digest])).rowCount === 1
  }
  const digestOf = (what: string, text: string): Buffer => createHmac('sha256', secret).update(`${what}\n${text}`).digest()
  const forget = (digest: Buffer): Promise<unknown> => pool.query('delete from login.attempt where digest = $1', [digest])
  /** Whoever is in had mistyped: what was counted of the account goes, and as much of the address. */
  const forgive = (account: Buffer, place: Buffer): Promise<unknown> =>
    pool.query(
      `with gone as (delete from login.attempt where digest = $1 returning failures)
       update login.attempt set failures = greatest(failures - coalesce((select failures from gone), 0), 0) where digest = $2`,
      [account, place],
    )

  const wrong = <P extends Problem>(error: unknown, otherwise: P): Result<never, P> => {
    if (error instanceof APIError) return refused(otherwise)
    throw error
  }

  /** A session of ours in the place of the library's. */
  const begin = async (userId: string, { address, agent = '' }: From): Promise<LoggedIn> => {
    await endPassing(userId)
    const token = randomBytes(32).toString('base64url')
    await pool.query(`delete from login.session where user_id = $1 and expires_at <= now()`, [userId])
    await pool.query(`insert into login.session (user_id, digest, address, agent, expires_at) values ($1, $2, $3, $4, now() + $5::interval)`, [
      userId,
      digestOfToken(token),
      address.slice(0, 100),
      agent.slice(0, 200),
      sessionLasts.untouched,
    ])
    return { token, userId }
  }
  const endPassing = (userId: string): Promise<unknown> => pool.query('delete from login.passing_session where "userId" = $1', [userId])
  /** Asks the library in the name of a user whom we know already. */
  const inTheName = async <T>(userId: string, ask: (headers: Headers) => Promise<T>): Promise<T> => {
    const { internalAdapter } = await auth.$context
    const { token } = await internalAdapter.createSession(userId)
    try {
      return await ask(await bearer(auth, token))
    } finally {
      await endPassing(userId)
    }
  }
  const endAll = (userId: string): Promise<unknown> => pool.query('delete from login.session where user_id = $1', [userId])
  const nameOf = async (userId: string): Promise<string | undefined> =>
    (await pool.query<{ username: string }>('select username from login."user" where id = $1', [userId])).rows[0]?.username
  const hasSecondFactor = async (userId: string): Promise<boolean> =>
    (await pool.query('select from login."user" where id = $1 and "twoFactorEnabled"', [userId])).rowCount !== 0
  const renewed = new Map<string, number>()

  return {
    addUser: ({ username: named, name, password }) =>
      passwordWork(async () => {
        const unfit = unfitPassword(password, named)
        if (unfit !== null) return refused(unfit)
        if (!usernames.test(named)) return refused(problem('login/unfit-name', { username: named }))
        const { internalAdapter } = await auth.$context
        const { rowCount } = await pool.query('select from login."user" where username = $1', [named.toLowerCase()])
        if (rowCount !== 0) return refused(problem('login/name-taken', { username: named }))
        // An address is asked for by the library; nobody is written to at this one.
        const email = `${randomBytes(12).toString('hex')}@invalid`
        const user = await internalAdapter.createUser(
          { name, email, emailVerified: true, username: named.toLowerCase(), displayUsername: named },
          { method: 'email-password' },
        )
        await internalAdapter.linkAccount({ userId: user.id, accountId: user.id, providerId: 'credential', password: await hash(password, argon2) })
        return done(user.id)
      }),
    removeUser: async userId => {
      await pool.query('delete from login."user" where id = $1', [userId])
    },
    listNames: async () =>
      new Map((await pool.query<{ id: string; username: string }>('select id, username from login."user"')).rows.map(({ id, username: named }) => [id, named])),
    userNamed: async named => (await pool.query<{ id: string }>('select id from login."user" where username = $1', [named.toLowerCase()])).rows[0]?.id ?? null,
    setPassword: (userId, password) =>
      passwordWork(async () => {
        const { internalAdapter } = await auth.$context
        const named = await nameOf(userId)
        if (named === undefined) return refused(problem('login/no-user', {}))
        const unfit = unfitPassword(password, named)
        if (unfit !== null) return refused(unfit)
        await internalAdapter.updatePassword(userId, await hash(password, argon2))
        // Whoever knew the old one is out, and who forgot it is not kept waiting.
        await endAll(userId)
        await forget(digestOf('account', named))
        return done(null)
      }),
    changePassword: ({ userId, current, next, ...from }) =>
      passwordWork(async () => {
        const { internalAdapter } = await auth.$context
        const named = await nameOf(userId)
        if (named === undefined) return refused(problem('login/no-user', {}))
        const account = digestOf('account', named)
        if (!(await attempt(account, closes.account))) return refused(problem('login/closed-for-now', { minutes: closes.account.minutes }))
        const { rows } = await pool.query<{ password: string }>('select password from login.credential where "userId" = $1', [userId])
        if (!(await verify(rows[0]?.password ?? '', current).catch(() => false))) return refused(problem('login/wrong-current', {}))
        await forget(account)
        const unfit = unfitPassword(next, named)
        if (unfit !== null) return refused(unfit)
        await internalAdapter.updatePassword(userId, await hash(next, argon2))
        await endAll(userId)
        return done(await begin(userId, from))
      }),
    logIn: ({ username: named, password, ...from }) =>
      passwordWork<LoggedIn | HalfIn>(async () => {
        const { address } = from
        const [account, place] = [digestOf('account', named.toLowerCase()), digestOf('address', address)]
        const minutes = closes.account.minutes
        if (!(await attempt(place, closes.address)) || !(await attempt(account, closes.account))) return refused(problem('login/closed-for-now', { minutes }))
        try {
          const { response, headers } = await auth.api.signInUsername({ body: { username: named, password }, returnHeaders: true })
          await forgive(account, place)
          if (response === null || !('token' in response)) return done({ secondFactor: 'owed', cookie: cookiesOf(headers) })
          return done(await begin(response.user.id, from))
        } catch (error) {
          return wrong(error, problem('login/wrong', {}))
        }
      }),
    giveCode: async ({ cookie, code, ...from }) => {
      const asked = { body: { code }, headers: new Headers({ cookie }) }
      try {
        const byDevice = /^\d{6}$/.test(code)
        const told = byDevice ? await auth.api.verifyTOTP(asked) : await auth.api.verifyBackupCode(asked)
        if (byDevice && !(await firstUse(told.user.id, code))) {
          await endPassing(told.user.id)
          return refused(problem('login/wrong-code', {}))
        }
        return done(await begin(told.user.id, from))
      } catch (error) {
        return wrong(error, problem('login/wrong-code', {}))
      }
    },
    userOfHalf: async cookie => {
      // The cookie names its challenge, with a signature behind it that the library has held it against.
      const challenge = /two_factor=([^;.]+)/.exec(decodeURIComponent(cookie))?.[1]
      const { rows } = await pool.query<{ value: string }>('select value from login.verification where identifier = $1', [challenge ?? ''])
      return rows[0]?.value ?? null
    },
    enrol: ({ userId, password }) =>
      passwordWork(async () => {
        const named = await nameOf(userId)
        if (named === undefined) return refused(problem('login/no-user', {}))
        if (await hasSecondFactor(userId)) return refused(problem('login/second-factor-there', {}))
        const account = digestOf('account', named)
        if (!(await attempt(account, closes.account))) return refused(problem('login/closed-for-now', { minutes: closes.account.minutes }))
        try {
          const told = await inTheName(userId, headers => auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers }))
          await forget(account)
          return done({
            totpUri: 'totpURI' in told ? underName(String(told.totpURI), named) : '',
            backupCodes: 'backupCodes' in told ? (told.backupCodes ?? []) : [],
          })
        } catch (error) {
          return wrong(error, problem('login/wrong-current', {}))
        }
      }),
    confirm: async ({ userId, code }) => {
      if (await hasSecondFactor(userId)) return refused(problem('login/second-factor-there', {}))
      try {
        await inTheName(userId, headers => auth.api.verifyTOTP({ body: { code }, headers }))
        await firstUse(userId, code)
        return done(null)
      } catch (error) {
        return wrong(error, problem('login/wrong-code', {}))
      }
    },
    dropSecondFactor: async userId => {
      await pool.query('delete from login.second_factor where "userId" = $1', [userId])
      await pool.query('update login."user" set "twoFactorEnabled" = false where id = $1', [userId])
      await endAll(userId)
    },
    renew: async token => {
      const now = Date.now()
      if (now - (renewed.get(token) ?? 0) < renewedEveryMs) return
      if (renewed.size > 10_000) renewed.clear()
      renewed.set(token, now)
      await pool.query(
        `update login.session set seen_at = now(), expires_at = least(now() + $2::interval, started_at + $3::interval) where digest = $1 and expires_at > now()`,
        [digestOfToken(token), sessionLasts.untouched, sessionLasts.atMost],
      )
    },
    listSessions: async (userId, token) => {
      const { rows } = await pool.query<Omit<OwnSession, 'sessionId'> & Readonly<{ sessionId: string }>>(
        `select session_id::text as "sessionId", to_json(started_at) #>> '{}' as "startedAt", to_json(seen_at) #>> '{}' as "seenAt",
           to_json(expires_at) #>> '{}' as "expiresAt", coalesce(address, '') as address, coalesce(agent, '') as agent, digest = $2 as current
         from login.session where user_id = $1 and expires_at > now() order by session_id`,
        [userId, digestOfToken(token)],
      )
      return rows
    },
    revoke: async (userId, sessionId) =>
      (await pool.query('delete from login.session where user_id = $1 and session_id = $2::bigint', [userId, sessionId])).rowCount !== 0,
    logOut: async token => {
      await pool.query('delete from login.session where digest = $1', [digestOfToken(token)])
    },
    revokeAll: async userId => {
      await endAll(userId)
    },
    close: () => pool.end(),
  }
}

/** A token is renewed so often at most. */
const renewedEveryMs = 10 * 60 * 1000

/** The device shows it under the name to log in by: the library knows its own address only. */
const underName = (totpUri: string, named: string): string => totpUri.replace(/^(otpauth:\/\/totp\/)[^?]*/, `$1${encodeURIComponent(`应尽:${named}`)}`)

const unfitPassword = (password: string, named: string): Extract<LoginProblem, { code: 'login/unfit-password' }> | null =>
  [...password].length < shortestPassword || password.length > 128 || password.toLowerCase().includes(named.toLowerCase()) || new Set(password).size < 5
    ? problem('login/unfit-password', { shortest: shortestPassword })
    : null

const cookiesOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')

/** The library knows a session by a signed cookie. */
const bearer = async (
  auth: { readonly $context: Promise<{ readonly secret: string; readonly authCookies: { readonly sessionToken: { readonly name: string } } }> },
  token: string,
): Promise<Headers> => {
  const { secret, authCookies } = await auth.$context
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const signature = Buffer.from(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(token))).toString('base64')
  return new Headers({ cookie: `${authCookies.sessionToken.name}=${encodeURIComponent(`${token}.${signature}`)}` })
}
