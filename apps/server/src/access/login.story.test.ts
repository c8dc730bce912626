import { createHmac } from 'node:crypto'
import { loginWording } from '@yingjin/domain/access'
import { word } from '@yingjin/kernel'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asActorReading, connected } from '../platform/postgres/index.ts'
import { type Login, openLogin } from './login.ts'
import { aCounty, codeFor, type County } from './testing/index.ts'

const secret = 'a secret of this test, long enough to be one'
let county: County
let login: Login
/** The library's own connection. */
const ofLibrary = (): pg.ClientConfig => {
  const config = county.db.postgres.login()
  if (config === null) throw new Error('the server has no role for the login library')
  return config
}
beforeAll(async () => {
  county = await aCounty()
  login = openLogin(ofLibrary(), secret)
})
afterAll(async () => {
  await login.close()
  await county.close()
})

const password = '河边三棵柳树七八-7'
const address = '10.0.0.1'
const user = async (username: string): Promise<string> => {
  const made = await login.addUser({ username, name: '示例', password })
  if (!made.ok) throw new Error(made.problem.code)
  return made.value
}
/** The secret a session gives; an error where nobody was let in. */
const enter = async (username: string, from = address): Promise<string> => {
  const told = await login.logIn({ username, password, address: from })
  if (!told.ok || !('token' in told.value)) throw new Error(JSON.stringify(told))
  return told.value.token
}
const codeOf = async (told: Promise<Readonly<{ ok: boolean; problem?: object }>>): Promise<string> => {
  const { ok, problem } = (await told) as Readonly<{ ok: boolean; problem?: Readonly<{ code: string; facts: object }> }>
  if (ok || problem === undefined) return 'done'
  expect(word(loginWording, problem as never).length).toBeGreaterThan(10)
  return problem.code
}
const whoActs = (token: string): Promise<bigint | null | undefined> =>
  asActorReading(
    county.db.pool,
    `login:${token}`,
    async tx => (await sql<{ id: bigint | null }>`select (access.actor()).account_id as id`.execute(tx)).rows[0]?.id,
  )

test('who logs in acts as the own account, until logged out, revoked, or over', async () => {
  const userId = await user('zhang.san')
  const account = await county.account('张三', { loginId: userId })
  const token = await enter('Zhang.San')
  expect(await whoActs(token)).toBe(account)
  await login.logOut(token)
  expect(await whoActs(token)).toBe(null)
  const [one, two] = [await enter('zhang.san'), await enter('zhang.san')]
  await login.revokeAll(userId)
  expect([await whoActs(one), await whoActs(two)]).toEqual([null, null])
  const third = await enter('zhang.san')
  await county.db.asOwner((_, client) => client.query(`update login.session set expires_at = now() - interval '1 second'`))
  expect(await whoActs(third)).toBe(null)
})

test('a wrong password and a name that is not there are told alike', async () => {
  await user('li.si')
  const told = await login.logIn({ username: 'li.si', password: 'wrong-password', address })
  expect(await login.logIn({ username: 'nobody', password: 'wrong-password', address })).toEqual(told)
  expect(await login.logIn({ username: '不是账号', password: 'wrong-password', address })).toEqual(told)
  expect(await codeOf(Promise.resolve(told))).toBe('login/wrong')
})

test('after five failures an account is closed for a while, also to the right password, also when all come at once; a reset opens it', async () => {
  const userId = await user('wang.wu')
  const tries = Array.from({ length: 9 }, (_, n) => codeOf(login.logIn({ username: 'wang.wu', password: `guess number ${n}`, address: '10.0.0.2' })))
  expect((await Promise.all(tries)).toSorted()).toEqual([...Array<string>(4).fill('login/closed-for-now'), ...Array<string>(5).fill('login/wrong')])
  expect(await codeOf(login.logIn({ username: 'wang.wu', password, address: '10.0.0.3' }))).toBe('login/closed-for-now')
  await county.db.asOwner((_, client) => client.query(`update login.attempt set locked_until = now() - interval '1 second' where locked_until is not null`))
  expect(await enter('wang.wu', '10.0.0.3')).not.toBe('')
  for (let n = 0; n < 7; n++) await login.logIn({ username: 'wang.wu', password: 'guess', address: '10.0.0.4' })
  expect(await codeOf(login.logIn({ username: 'wang.wu', password, address: '10.0.0.5' }))).toBe('login/closed-for-now')
  expect(await codeOf(login.setPassword(userId, '另外四只麻雀两只-8'))).toBe('done')
  expect(await codeOf(login.logIn({ username: 'wang.wu', password: '另外四只麻雀两只-8', address: '10.0.0.5' }))).toBe('done')
})

test('150 at once: a whole school comes in by one address, no guess does, and the account that was guessed at is closed alone', async () => {
  const pupils = await Promise.all(Array.from({ length: 10 }, async (_, n) => [`at.once.${n}`, await user(`at.once.${n}`)] as const))
  await user('guessed.at')
  const all = Array.from({ length: 150 }, async (_, n) => {
    const [username = ''] = n % 5 < 3 ? (pupils[n % 10] ?? []) : ['guessed.at']
    const right = username !== 'guessed.at'
    const told = await login.logIn({ username, password: right ? password : `guess number ${n}`, address: right ? '10.7.0.1' : `10.7.1.${n}` })
    return [right, told.ok ? 'in' : told.problem.code].join(' ')
  })
  const told = (await Promise.all(all)).toSorted()
  expect(told).toEqual([
    ...Array<string>(55).fill('false login/closed-for-now'),
    ...Array<string>(5).fill('false login/wrong'),
    ...Array<string>(90).fill('true in'),
  ])
  for (const [username] of pupils) expect(await enter(username, '10.7.0.1')).not.toBe('')
})

test('beyond two hundred waiting nobody is looked at, which counts as no failure', async () => {
  await user('li.shi')
  const many = await Promise.all(Array.from({ length: 210 }, (_, n) => codeOf(login.logIn({ username: 'nobody', password: 'guess', address: `10.8.0.${n}` }))))
  expect(many.filter(code => code === 'login/busy')).toHaveLength(8)
  expect(await enter('li.shi', '10.8.0.209')).not.toBe('')
})

test('an address that tries many names is closed for a while; nobody else is', async () => {
  await user('zhao.liu')
  const from = '10.9.9.9'
  await county.db.asOwner((_, client) =>
    client.query(`insert into login.attempt (digest, failures) values ($1, 50)`, [createHmac('sha256', secret).update(`address\n${from}`).digest()]),
  )
  expect(await codeOf(login.logIn({ username: 'zhao.liu', password, address: from }))).toBe('login/closed-for-now')
  expect(await codeOf(login.logIn({ username: 'zhao.liu', password, address: '10.9.9.8' }))).toBe('done')
})

test('a new password ends every session, and a weak one or a taken name is refused', async () => {
  const userId = await user('sun.qi')
  const token = await enter('sun.qi')
  expect(await whoActs(token)).not.toBe(undefined)
  const sessions = async (): Promise<number> =>
    (await connected(ofLibrary(), client => client.query('select from login.session where user_id = $1', [userId]))).rowCount ?? 0
  expect(await sessions()).toBe(1)
  for (const weak of ['short-1', 'sun.qi-sun.qi-1', 'ababababababab']) expect(await codeOf(login.setPassword(userId, weak))).toBe('login/unfit-password')
  expect(await codeOf(login.setPassword(userId, '另外四只麻雀两只-8'))).toBe('done')
  expect([await sessions(), await whoActs(token)]).toEqual([0, null])
  expect(await codeOf(login.addUser({ username: 'SUN.QI', name: '另一人', password }))).toBe('login/name-taken')
  expect(await codeOf(login.addUser({ username: '孙七', name: '孙七', password }))).toBe('login/unfit-name')
})

test('with a second factor the password alone lets nobody in', async () => {
  const userId = await user('zhou.ba')
  const account = await county.account('周八', { loginId: userId })
  expect(await codeOf(login.enrol({ userId, password: 'wrong-password' }))).toBe('login/wrong-current')
  const enrolled = await login.enrol({ userId, password })
  if (!enrolled.ok) throw new Error(enrolled.problem.code)
  expect(decodeURIComponent(enrolled.value.totpUri)).toContain('应尽:zhou.ba?')
  const [backup = ''] = enrolled.value.backupCodes
  // Until it is confirmed, the password does.
  expect(await enter('zhou.ba')).not.toBe('')
  expect(await codeOf(login.confirm({ userId, code: codeFor(enrolled.value.totpUri) }))).toBe('done')
  expect(await codeOf(login.enrol({ userId, password }))).toBe('login/second-factor-there')
  const half = await login.logIn({ username: 'zhou.ba', password, address })
  if (!half.ok || !('cookie' in half.value)) throw new Error('the second factor was not asked for')
  const { cookie } = half.value
  expect(await codeOf(login.giveCode({ cookie, code: codeFor(enrolled.value.totpUri) === '000000' ? '000001' : '000000', address }))).toBe('login/wrong-code')
  const code = codeFor(enrolled.value.totpUri, 'next')
  const whole = await login.giveCode({ cookie, code, address })
  if (!whole.ok) throw new Error(whole.problem.code)
  expect(await whoActs(whole.value.token)).toBe(account)
  // Whoever saw the code over a shoulder comes too late with it, within its minute too.
  const seen = await login.logIn({ username: 'zhou.ba', password, address })
  if (!seen.ok || !('cookie' in seen.value)) throw new Error('the second factor was not asked for')
  expect(await codeOf(login.giveCode({ cookie: seen.value.cookie, code, address }))).toBe('login/wrong-code')
  // The device is lost: each code of the list lets in once.
  const byBackup = async (): Promise<string> => {
    const again = await login.logIn({ username: 'zhou.ba', password, address })
    if (!again.ok || !('cookie' in again.value)) throw new Error('the second factor was not asked for')
    return codeOf(login.giveCode({ cookie: again.value.cookie, code: backup, address }))
  }
  expect([await byBackup(), await byBackup()]).toEqual(['done', 'login/wrong-code'])
  await login.dropSecondFactor(userId)
  expect(await whoActs(whole.value.token)).toBe(null)
  expect(await whoActs(await enter('zhou.ba'))).toBe(account)
})

test('whoever knows the own password changes it and stays in, and everybody else under that name is out', async () => {
  const userId = await user('wu.jiu')
  const account = await county.account('吴九', { loginId: userId })
  const [here, elsewhere] = [await enter('wu.jiu'), await enter('wu.jiu')]
  const change = (current: string, next: string) => login.changePassword({ userId, current, next, address })
  expect(await codeOf(change('wrong-password', '另外四只麻雀两只-8'))).toBe('login/wrong-current')
  expect(await codeOf(change(password, 'wu.jiu-1234567'))).toBe('login/unfit-password')
  expect(await whoActs(here)).toBe(account)
  const changed = await change(password, '另外四只麻雀两只-8')
  if (!changed.ok) throw new Error(changed.problem.code)
  expect([await whoActs(here), await whoActs(elsewhere), await whoActs(changed.value.token)]).toEqual([null, null, account])
  expect(await codeOf(login.logIn({ username: 'wu.jiu', password, address }))).toBe('login/wrong')
  for (let n = 0; n < 6; n++) await change('guess', '另外四只麻雀两只-9')
  expect(await codeOf(change('另外四只麻雀两只-8', '另外四只麻雀两只-9'))).toBe('login/closed-for-now')
})

test('one sees the own sessions and ends one of them; nobody else’s', async () => {
  const [one, other] = [await user('zheng.shi'), await user('feng.er')]
  const [first, second] = [await enter('zheng.shi', '10.1.1.1'), await enter('zheng.shi', '10.1.1.2')]
  await enter('feng.er')
  const mine = await login.listSessions(one, second)
  expect(mine.map(({ address: from, current }) => [from, current])).toEqual([
    ['10.1.1.1', false],
    ['10.1.1.2', true],
  ])
  const [theirs] = await login.listSessions(other, second)
  expect(await login.revoke(one, theirs?.sessionId ?? '')).toBe(false)
  expect(await login.revoke(one, mine[0]?.sessionId ?? '')).toBe(true)
  expect((await login.listSessions(one, first)).map(({ current }) => current)).toEqual([false])
})

test('whoever works stays in, and after some days logs in again all the same', async () => {
  const userId = await user('chen.yi')
  const token = await enter('chen.yi')
  const lasts = async (started: string): Promise<number> => {
    await county.db.asOwner((_, client) =>
      client.query(`update login.session set started_at = now() - $2::interval, expires_at = now() + interval '1 minute' where user_id = $1`, [
        userId,
        started,
      ]),
    )
    const fresh = openLogin(ofLibrary(), secret)
    await fresh.renew(token)
    await fresh.close()
    const { rows } = await county.db.asOwner((_, client) =>
      client.query<{ hours: number }>(`select round(extract(epoch from expires_at - now()) / 3600)::int as hours from login.session where user_id = $1`, [
        userId,
      ]),
    )
    return rows[0]?.hours ?? -1
  }
  expect([await lasts('1 hour'), await lasts('166 hours')]).toEqual([8, 2])
})

test('nothing that the library keeps lets anybody act: tokens, codes and secrets stand there as digests or sealed', async () => {
  const userId = await user('chu.liu')
  const token = await enter('chu.liu')
  const enrolled = await login.enrol({ userId, password })
  if (!enrolled.ok) throw new Error(enrolled.problem.code)
  const ofDevice = new URL(enrolled.value.totpUri).searchParams.get('secret') ?? 'none'
  expect(await codeOf(login.confirm({ userId, code: codeFor(enrolled.value.totpUri) }))).toBe('done')
  await login.logIn({ username: 'chu.liu', password, address })
  const stands: string[] = []
  for (const table of ['user', 'session', 'passing_session', 'credential', 'verification', 'second_factor', 'attempt', 'used_code'])
    stands.push(
      ...(await connected(ofLibrary(), client => client.query<{ row: object }>(`select to_json(t) as row from login."${table}" t`))).rows.map(row =>
        JSON.stringify(row),
      ),
    )
  const dump = stands.join('\n')
  for (const hidden of [token, ofDevice, password, ...enrolled.value.backupCodes]) expect(dump).not.toContain(hidden)
  expect(await connected(ofLibrary(), client => client.query('select from login.passing_session'))).toMatchObject({ rowCount: 0 })
  // Whatever stands there, taken for a token or a digest of one, is nobody.
  for (const word of new Set(dump.match(/[\w./+=$,-]{12,}/g) ?? [])) expect([word, await whoActs(word)]).toEqual([word, null])
})

test('the login library’s role touches its own schema alone, and the office nothing there; passwords are argon2id', async () => {
  const mine = (text: string): Promise<unknown> =>
    connected(ofLibrary(), client => client.query(text)).then(
      () => 'done',
      (error: Error & { code?: string }) => error.code,
    )
  for (const table of ['access.account', 'access.grant', 'registry.person', 'audit.act', 'infrastructure.machine', 'access.role'])
    expect(await mine(`select from ${table}`)).toBe('42501')
  for (const table of ['user', 'session', 'passing_session', 'credential', 'verification', 'second_factor', 'attempt', 'used_code'])
    expect(
      await asActorReading(county.db.pool, '', (_, client) => client.query(`select from login."${table}"`)).catch((error: { code?: string }) => error.code),
    ).toBe('42501')
  const { rows } = await county.db.asOwner((_, client) =>
    client.query<{ password: string; email: string }>(`select password, email from login.credential c join login."user" u on u.id = c."userId"`),
  )
  expect(rows.length).toBeGreaterThan(3)
  for (const row of rows) {
    expect(row.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(row.email).toMatch(/@invalid$/)
  }
})
