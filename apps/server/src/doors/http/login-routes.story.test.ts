import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Login, openLogin, useCases as accessCases } from '../../access/index.ts'
import { aCounty, codeFor, type County } from '../../access/testing/index.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { openLog } from '../../platform/log/index.ts'
import { makeFieldKey, openFieldVault, openVault } from '../../platform/vault/index.ts'
import { openHttp, type Subject } from './index.ts'

const password = '河边三棵柳树七八-7'
const other = '另外四只麻雀两只-8'
const access: Subject = { useCases: accessCases, word: () => null }
const lines: string[] = []
let county: County
let login: Login
let app: FastifyInstance
let keys: string
beforeAll(async () => {
  county = await aCounty()
  const config = county.db.postgres.login()
  if (config === null) throw new Error('the server has no role for the login library')
  login = openLogin(config, 'a secret of this test, long enough to be one')
  keys = mkdtempSync(join(tmpdir(), 'yingjin-login-'))
  const vault = must(openVault(keys, '990101', null))
  const fields = must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))
  app = await openHttp({ pool: county.db.pool, subjects: [access], log: openLog(line => lines.push(line)), login, fieldsOf: () => fields })
})
afterAll(async () => {
  await app.close()
  await login.close()
  await county.close()
  removeFolder(keys)
})

const user = async (username: string): Promise<bigint> => {
  const made = await login.addUser({ username, name: '示例', password })
  if (!made.ok) throw new Error(made.problem.code)
  return county.account(username, { loginId: made.value })
}

/** A browser: it keeps the cookies it is given, and shows them. */
class Browser {
  readonly #jar = new Map<string, string>()
  readonly #host: string
  readonly given: string[] = []
  constructor(host = 'localhost') {
    this.#host = host
  }
  async ask(method: 'GET' | 'POST', url: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<LightMyRequestResponse> {
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.inject({
      method,
      url,
      headers: { host: this.#host, ...(cookie === '' ? {} : { cookie }), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    })
    for (const each of [answer.headers['set-cookie'] ?? []].flat()) {
      this.given.push(each)
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? []
      if (value === '') this.#jar.delete(name)
      else this.#jar.set(name, value)
    }
    return answer
  }
  cookie = (name: string): string => this.#jar.get(name) ?? ''
  /** How it was answered: its state or its code. */
  told = async (url: string, body: object): Promise<unknown> => {
    const answer = await this.ask('POST', url, body)
    const { code, state, detail } = answer.json<Readonly<{ code?: string; state?: string; detail?: string }>>()
    if (code !== undefined && !/\p{Script=Han}/u.test(detail ?? '')) throw new Error(`${code} says nothing`)
    return [answer.statusCode, code ?? state ?? 'done']
  }
  me = async (headers: Readonly<Record<string, string>> = {}): Promise<unknown> => {
    const answer = await this.ask('GET', '/api/access/me', undefined, headers)
    const told = answer.json<Readonly<{ name?: string; code?: string; onBehalfOf?: Readonly<{ name: string }> | null }>>()
    return told.code ?? `${told.name}${told.onBehalfOf === null ? '' : ` for ${told.onBehalfOf?.name}`}`
  }
}
const trail = async (account: bigint): Promise<readonly string[]> =>
  county.db.asOwner(async (_, client) =>
    (await client.query<{ name: string }>(`select name from audit.entry where account_id = $1 and kind = 'login' order by entry_id`, [account])).rows.map(
      ({ name }) => name,
    ),
  )

test('who logs in with name and password acts by cookie until logged out; the trail tells all of it', async () => {
  const account = await user('zhang.san')
  const browser = new Browser()
  expect(await browser.me()).toBe('access/not-logged-in')
  expect(await browser.told('/api/login', { username: 'zhang.san', password: 'wrong' })).toEqual([401, 'login/wrong'])
  expect(await browser.told('/api/login', { username: 'nobody', password: 'wrong' })).toEqual([401, 'login/wrong'])
  expect(await browser.told('/api/login', { username: 'zhang.san' })).toEqual([400, 'access/not-understood'])
  expect(await browser.told('/api/login', { username: 'Zhang.San', password })).toEqual([200, 'in'])
  expect(browser.given[0]).toMatch(/^yingjin_session=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
  expect(await browser.me()).toBe('zhang.san')
  const token = browser.cookie('yingjin_session')
  expect(await browser.told('/api/logout', {})).toEqual([200, 'done'])
  expect(browser.cookie('yingjin_session')).toBe('')
  // Shown again, it is nobody's.
  expect(await browser.me({ authorization: `Bearer ${token}` })).toBe('access/not-logged-in')
  expect(await new Browser().told('/api/logout', {})).toEqual([200, 'done'])
  expect(await trail(account)).toEqual(['access.log-in-refused', 'access.log-in', 'access.log-out'])
  expect(lines.join('')).not.toContain(token)
  expect(lines.join('')).not.toContain(password)
})

test('away from this machine the cookie goes by TLS alone', async () => {
  await user('li.si')
  for (const [host, secure] of [
    ['aid.example.cn', true],
    ['127.0.0.1:8080', false],
    ['[::1]:8080', false],
    ['127.0.0.1.example.cn', true],
  ] as const) {
    const browser = new Browser(host)
    await browser.told('/api/login', { username: 'li.si', password })
    expect([host, browser.given[0]?.includes('; Secure')]).toEqual([host, secure])
  }
})

test('a second factor is enrolled, confirmed and asked for; a backup code lets in once', async () => {
  const account = await user('wang.wu')
  const browser = new Browser()
  await browser.told('/api/login', { username: 'wang.wu', password })
  expect(await browser.told('/api/login/second-factor', { password: 'wrong' })).toEqual([403, 'login/wrong-current'])
  const { totpUri, backupCodes } = (await browser.ask('POST', '/api/login/second-factor', { password })).json<{ totpUri: string; backupCodes: string[] }>()
  expect(await browser.told('/api/login/second-factor/confirm', { code: codeFor(totpUri) === '000000' ? '000001' : '000000' })).toEqual([
    401,
    'login/wrong-code',
  ])
  expect(await browser.told('/api/login/second-factor/confirm', { code: codeFor(totpUri) })).toEqual([200, 'done'])
  expect(await browser.told('/api/login/second-factor', { password })).toEqual([409, 'login/second-factor-there'])

  const again = new Browser()
  expect(await again.told('/api/login/code', { code: codeFor(totpUri) })).toEqual([401, 'login/half-over'])
  expect(await again.told('/api/login', { username: 'wang.wu', password })).toEqual([200, 'code-owed'])
  expect(again.given.at(-1)).toMatch(/^yingjin_half=[\w-]+; HttpOnly; SameSite=Strict; Path=\/api\/login; Max-Age=600$/)
  expect(await again.me()).toBe('access/not-logged-in')
  expect(await again.told('/api/login/code', { code: codeFor(totpUri) === '000000' ? '000001' : '000000' })).toEqual([401, 'login/wrong-code'])
  expect(await again.told('/api/login/code', { code: codeFor(totpUri, 'next') })).toEqual([200, 'in'])
  expect([await again.me(), again.cookie('yingjin_half')]).toEqual(['wang.wu', ''])

  const lost = new Browser()
  const byBackup = async (): Promise<unknown> => {
    await lost.told('/api/login', { username: 'wang.wu', password })
    return lost.told('/api/login/code', { code: backupCodes[0] ?? '' })
  }
  expect([await byBackup(), await byBackup()]).toEqual([
    [200, 'in'],
    [401, 'login/wrong-code'],
  ])
  expect(await trail(account)).toEqual([
    'access.log-in',
    'access.enrol-second-factor-refused',
    'access.enrol-second-factor',
    'access.confirm-second-factor',
    'access.enrol-second-factor-refused',
    'access.give-code-refused',
    'access.give-code',
    'access.give-code',
    'access.give-code-refused',
  ])
})

test('one changes the own password, sees the own sessions and ends another; only the own', async () => {
  await user('zhao.liu')
  const [here, there] = [new Browser(), new Browser()]
  for (const browser of [here, there]) await browser.told('/api/login', { username: 'zhao.liu', password })
  type Sessions = Readonly<{ sessions: readonly Readonly<{ sessionId: string; current: boolean; agent: string }>[] }>
  const { sessions } = (await here.ask('GET', '/api/login/sessions')).json<Sessions>()
  expect(sessions.map(({ current }) => current)).toEqual([true, false])
  expect(await here.told('/api/login/sessions/revoke', { sessionId: sessions[1]?.sessionId })).toEqual([200, 'done'])
  expect(await there.me()).toBe('access/not-logged-in')
  expect(await here.told('/api/login/sessions/revoke', { sessionId: sessions[1]?.sessionId })).toEqual([404, 'login/no-session'])
  expect(await here.told('/api/login/password', { current: 'wrong', next: other })).toEqual([403, 'login/wrong-current'])
  expect(await here.told('/api/login/password', { current: password, next: 'short' })).toEqual([400, 'login/unfit-password'])
  const before = here.cookie('yingjin_session')
  expect(await here.told('/api/login/password', { current: password, next: other })).toEqual([200, 'done'])
  expect(here.cookie('yingjin_session')).not.toBe(before)
  expect(await here.me()).toBe('zhao.liu')
  for (const url of ['/api/login/password', '/api/login/second-factor', '/api/login/second-factor/confirm', '/api/login/sessions/revoke'])
    expect([url, await new Browser().told(url, { current: password, next: other, password, code: '123456', sessionId: '1' })]).toEqual([
      url,
      [401, 'access/not-logged-in'],
    ])
})

test('an account that is closed, or was never made, is not let in by its password', async () => {
  const account = await user('sun.qi')
  const browser = new Browser()
  await browser.told('/api/login', { username: 'sun.qi', password })
  await county.db.asOwner((_, client) => client.query('update access.account set closed_at = now() where account_id = $1', [account]))
  expect(await browser.me()).toBe('access/not-logged-in')
  expect(await browser.told('/api/login', { username: 'sun.qi', password })).toEqual([403, 'login/no-account'])
  expect(browser.cookie('yingjin_session')).not.toBe('')
  expect(await browser.me()).toBe('access/not-logged-in')
})

test('an account whose answer did not arrive is opened once, and asked for again it has a password that lets in', async () => {
  const administrator = await user('kaizhanghao')
  await county.grant(administrator, 'A-28')
  const browser = new Browser()
  expect(await browser.told('/api/login', { username: 'kaizhanghao', password })).toEqual([200, 'in'])
  const order = {
    name: '新来的',
    username: 'xinlai',
    grant: { role: 'A-12', kind: 'division', key: '990101', from: null, to: null },
    reason: null,
  }
  const open = async (key: string, as: object = order) => {
    const answer = await browser.ask('POST', '/api/access/open-account', as, { 'idempotency-key': key })
    return { status: answer.statusCode, ...answer.json<Readonly<{ accountId?: string; grantId?: string; password?: string; code?: string }>>() }
  }
  const key = crypto.randomUUID()
  const lost = await open(key)
  const again = await open(key)
  expect([lost.status, again.status]).toEqual([200, 200])
  expect([again.accountId, again.grantId]).toEqual([lost.accountId, lost.grantId])
  expect(await new Browser().told('/api/login', { username: 'xinlai', password: lost.password })).toEqual([401, 'login/wrong'])
  expect(await new Browser().told('/api/login', { username: 'xinlai', password: again.password })).toEqual([200, 'in'])
  expect((await open(crypto.randomUUID())).code).toBe('login/name-taken')
  expect((await open(key, { ...order, username: 'bieren' })).code).toBe('access/key-used-otherwise')
  // Nothing is left of a login whose account was refused.
  expect((await open(crypto.randomUUID(), { ...order, username: 'meiyou', grant: { ...order.grant, key: '990199' } })).code).toBeDefined()
  expect((await login.listNames()).size).toBe(new Set((await login.listNames()).values()).size)
  expect([...(await login.listNames()).values()]).not.toContain('meiyou')
})

test('a deputy logs in under the own name and acts for the other, within the days given and not a day longer', async () => {
  const [chief, clerk] = [await user('zhou.ba'), await user('wu.jiu')]
  await county.grant(chief, 'A-12')
  const browser = new Browser()
  await browser.told('/api/login', { username: 'wu.jiu', password })
  const acting = { 'on-behalf-of': String(chief) }
  expect(await browser.me(acting)).toBe('access/not-logged-in')
  await county.db.asOwner((tx, client) =>
    client.query(
      `insert into access.deputy (division, for_account_id, account_id, valid_from, valid_to, reason, given_act)
       select '990101', $1, $2, access.today(), access.today(), '出差', min(act_id) from audit.act where division = '990101'`,
      [chief, clerk],
    ),
  )
  expect([await browser.me(), await browser.me(acting)]).toEqual(['wu.jiu', 'wu.jiu for zhou.ba'])
  const mine = (await browser.ask('GET', '/api/access/me')).json<
    Readonly<{ standsInFor: readonly Readonly<{ accountId: string }>[]; may: readonly unknown[] }>
  >()
  expect([mine.standsInFor.map(({ accountId }) => accountId), mine.may]).toEqual([[String(chief)], []])
  // What it does in the other's place is told of both.
  const appointed = await browser.ask(
    'POST',
    '/api/access/appoint-deputy',
    { accountId: String(clerk), from: '2099-01-01', to: '2099-01-02', reason: '再委托' },
    {
      ...acting,
      'idempotency-key': crypto.randomUUID(),
    },
  )
  expect(appointed.json()).toMatchObject({ code: 'access/deputy-has-no-deputy' })
  await county.db.asOwner(tx => sql`update access.deputy set valid_from = access.today() - 2, valid_to = access.today() - 1`.execute(tx))
  expect([await browser.me(), await browser.me(acting)]).toEqual(['wu.jiu', 'access/not-logged-in'])
})

test('a school of 150 comes in by one address within a minute, many of them mistyping first; who guesses is stopped, by name and by address', async () => {
  const names = Array.from({ length: 150 }, (_, n) => `school.${n}`)
  for (const name of names) await user(name)
  const from =
    (remoteAddress: string) =>
    async (username: string, said: string): Promise<string> => {
      const answer = await app.inject({ method: 'POST', url: '/api/login', remoteAddress, payload: { username, password: said } })
      return answer.json<Readonly<{ code?: string; state?: string }>>().code ?? 'in'
    }
  const counted = (told: readonly string[]): Readonly<Record<string, number>> =>
    Object.fromEntries([...Map.groupBy(told, code => code)].map(([code, all]) => [code, all.length]))
  const school = from('10.20.0.1')
  const began = performance.now()
  const told = await Promise.all(
    names.map(async (name, n) => {
      const mistyped = n % 5 === 0 ? [await school(name, 'mistyped-once')] : []
      return [...mistyped, await school(name, password)]
    }),
  )
  expect(counted(told.flat())).toEqual({ in: 150, 'login/wrong': 30 })
  expect(performance.now() - began).toBeLessThan(60_000)
  // Who mistyped and then came in is forgiven: as many mistype once more, and once more.
  for (let again = 0; again < 2; again += 1)
    expect(counted(await Promise.all(names.slice(0, 30).map(async name => [await school(name, 'mistyped'), await school(name, password)].join())))).toEqual({
      'login/wrong,in': 30,
    })
  // One name: five guesses. Many names from one address: fifty. The school goes on.
  const guesser = from('10.20.0.2')
  const atOne: string[] = []
  for (let n = 0; n < 70; n += 1) atOne.push(await guesser('school.7', `guess number ${n}`))
  expect(counted(atOne)).toEqual({ 'login/wrong': 5, 'login/closed-for-now': 55, 'http/too-many': 10 })
  const elsewhere = from('10.20.0.3')
  const atMany: string[] = []
  for (const name of names.slice(8, 78)) atMany.push(await elsewhere(name, 'one guess for each'))
  expect(counted(atMany)).toEqual({ 'login/wrong': 50, 'login/closed-for-now': 20 })
  expect(counted(await Promise.all(names.slice(80).map(name => school(name, password))))).toEqual({ in: 70 })
})

test('the ways in are in the document with their rule, and one address does not try without end', async () => {
  const document = (await app.inject({ url: '/api/openapi.json' })).json<
    Readonly<{ paths: Readonly<Record<string, Readonly<Record<string, { security: object[]; description: string }>>>> }>
  >()
  const open = Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/api/log'))
    .map(([path, methods]) => `${path} ${Object.values(methods)[0]?.security.length === 0 ? 'open' : 'own'}`)
  expect(open.toSorted()).toEqual([
    '/api/login open',
    '/api/login/code open',
    '/api/login/password own',
    '/api/login/second-factor own',
    '/api/login/second-factor/confirm own',
    '/api/login/sessions own',
    '/api/login/sessions/revoke own',
    '/api/logout open',
  ])
  // Whatever session it pretends to have.
  const statuses: number[] = []
  for (let n = 0; n < 65; n += 1) {
    const headers = { authorization: `Bearer token-${n}` }
    statuses.push((await app.inject({ method: 'POST', url: '/api/login', remoteAddress: '10.0.0.9', payload: {}, headers })).statusCode)
  }
  expect(statuses).toEqual([...Array<number>(60).fill(400), ...Array<number>(5).fill(429)])
})
