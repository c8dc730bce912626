import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { done, problem, refused, type Problem, type Result } from '@yingjin/kernel'
import type { LoginProblem } from '@yingjin/domain/access'
import { APIError, betterAuth } from 'better-auth'
import { twoFactor, username } from 'better-auth/plugins'
import pg from 'pg'

/** Argon2id with OWASP's floor: 19 MiB, two passes. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const shortestPassword = 10
/** A browser that nobody touches is out after this; whoever works stays in. */
const sessionSeconds = 8 * 60 * 60
const sessionRenewedSeconds = 60 * 60
/** So many failures, and it is closed for so long: of one account, and of one address (a school shares one). */
const closes = { account: { failures: 5, minutes: 15 }, address: { failures: 50, minutes: 15 } } as const

/** Whoever is let in: the secret that names the session to the database, and until when. */
export type LoggedIn = Readonly<{ token: string; userId: string }>
/** The password was right and the second factor is still owed; `cookie` goes with it. */
export type HalfIn = Readonly<{ secondFactor: 'owed'; cookie: string }>

/** Users, passwords, second factors and sessions. Who may do what is not known here. */
export type Login = Readonly<{
  /** A user with a first password; gives the id that an account names. */
  addUser: (of: Readonly<{ username: string; name: string; password: string }>) => Promise<Result<string, LoginProblem>>
  /** Takes a user away that no account names. */
  removeUser: (userId: string) => Promise<void>
  /** Who has which name to log in by. */
  listNames: () => Promise<ReadonlyMap<string, string>>
  setPassword: (userId: string, password: string) => Promise<Result<null, LoginProblem>>
  logIn: (of: Readonly<{ username: string; password: string; address: string }>) => Promise<Result<LoggedIn | HalfIn, LoginProblem>>
  /** The second half: the number that the user's device shows. */
  giveCode: (of: Readonly<{ cookie: string; code: string }>) => Promise<Result<LoggedIn, LoginProblem>>
  /** A second factor for whoever is logged in: the address for its device, and codes for when it is lost. */
  enrol: (of: Readonly<{ token: string; password: string }>) => Promise<Result<Readonly<{ totpUri: string; backupCodes: readonly string[] }>, LoginProblem>>
  confirm: (of: Readonly<{ token: string; code: string }>) => Promise<Result<null, LoginProblem>>
  logOut: (token: string) => Promise<void>
  /** Every session of a user, wherever it is. */
  revokeAll: (userId: string) => Promise<void>
  close: () => Promise<void>
}>

/** `secret` signs cookies and seals second factors; it lies in the configuration folder. */
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
    session: { expiresIn: sessionSeconds, updateAge: sessionRenewedSeconds, cookieCache: { enabled: false } },
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
  const digestOf = (what: string, text: string): Buffer => createHash('sha256').update(`${what}\n${text}`).digest()
  const forget = (digest: Buffer): Promise<unknown> => pool.query('delete from login.attempt where digest = $1', [digest])

  const asking = (token: string): Promise<Headers> => bearer(auth, token)
  const wrong = <P extends Problem>(error: unknown, otherwise: P): Result<never, P> => {
    if (error instanceof APIError) return refused(otherwise)
    throw error
  }

  return {
    addUser: async ({ username: named, name, password }) => {
      const unfit = unfitPassword(password, named)
      if (unfit !== null) return refused(unfit)
      if (!/^[a-zA-Z0-9_.]{2,40}$/.test(named)) return refused(problem('login/unfit-name', { username: named }))
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
    },
    removeUser: async userId => {
      await pool.query('delete from login."user" where id = $1', [userId])
    },
    listNames: async () =>
      new Map((await pool.query<{ id: string; username: string }>('select id, username from login."user"')).rows.map(({ id, username: named }) => [id, named])),
    setPassword: async (userId, password) => {
      const { internalAdapter } = await auth.$context
      const { rows } = await pool.query<{ username: string }>('select username from login."user" where id = $1', [userId])
      const named = rows[0]?.username
      if (named === undefined) return refused(problem('login/no-user', {}))
      const unfit = unfitPassword(password, named)
      if (unfit !== null) return refused(unfit)
      await internalAdapter.updatePassword(userId, await hash(password, argon2))
      // Whoever knew the old one is out, and who forgot it is not kept waiting.
      await pool.query('delete from login.session where "userId" = $1', [userId])
      await forget(digestOf('account', named))
      return done(null)
    },
    logIn: async ({ username: named, password, address }) => {
      const [account, from] = [digestOf('account', named.toLowerCase()), digestOf('address', address)]
      const minutes = closes.account.minutes
      if (!(await attempt(from, closes.address)) || !(await attempt(account, closes.account))) return refused(problem('login/closed-for-now', { minutes }))
      try {
        const { response, headers } = await auth.api.signInUsername({ body: { username: named, password }, returnHeaders: true })
        await forget(account)
        await pool.query('update login.attempt set failures = greatest(failures - 1, 0) where digest = $1', [from])
        if (response === null || !('token' in response)) return done({ secondFactor: 'owed', cookie: cookiesOf(headers) })
        return done({ token: response.token, userId: response.user.id })
      } catch (error) {
        return wrong(error, problem('login/wrong', {}))
      }
    },
    giveCode: async ({ cookie, code }) => {
      try {
        const told = await auth.api.verifyTOTP({ body: { code }, headers: new Headers({ cookie }) })
        return done({ token: told.token, userId: told.user.id })
      } catch (error) {
        return wrong(error, problem('login/wrong-code', {}))
      }
    },
    enrol: async ({ token, password }) => {
      try {
        const told = await auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers: await asking(token) })
        return done({ totpUri: 'totpURI' in told ? String(told.totpURI) : '', backupCodes: 'backupCodes' in told ? (told.backupCodes ?? []) : [] })
      } catch (error) {
        return wrong(error, problem('login/wrong', {}))
      }
    },
    confirm: async ({ token, code }) => {
      try {
        await auth.api.verifyTOTP({ body: { code }, headers: await asking(token) })
        return done(null)
      } catch (error) {
        return wrong(error, problem('login/wrong-code', {}))
      }
    },
    logOut: async token => {
      await pool.query('delete from login.session where token = $1', [token])
    },
    revokeAll: async userId => {
      await pool.query('delete from login.session where "userId" = $1', [userId])
    },
    close: () => pool.end(),
  }
}

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
