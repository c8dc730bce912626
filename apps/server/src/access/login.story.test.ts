import { createHmac } from 'node:crypto'
import { loginWording } from '@yingjin/domain/access'
import { word } from '@yingjin/kernel'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asActorReading, connected } from '../platform/postgres/index.ts'
import { type Login, openLogin } from './login.ts'
import { aCounty, type County } from './testing/index.ts'

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
  login = openLogin(ofLibrary(), 'a secret of this test, long enough to be one')
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
  await county.db.asOwner((_, client) => client.query(`update login.session set "expiresAt" = now() - interval '1 second'`))
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

test('an address that tries many names is closed for a while; nobody else is', async () => {
  await user('zhao.liu')
  const from = '10.9.9.9'
  await county.db.asOwner((_, client) =>
    client.query(`insert into login.attempt (digest, failures) values (sha256(convert_to($1, 'UTF8')), 50)`, [`address\n${from}`]),
  )
  expect(await codeOf(login.logIn({ username: 'zhao.liu', password, address: from }))).toBe('login/closed-for-now')
  expect(await codeOf(login.logIn({ username: 'zhao.liu', password, address: '10.9.9.8' }))).toBe('done')
})

test('a new password ends every session, and a weak one or a taken name is refused', async () => {
  const userId = await user('sun.qi')
  const token = await enter('sun.qi')
  expect((await connected(ofLibrary(), client => client.query('select from login.session where token = $1', [token]))).rowCount).toBe(1)
  for (const weak of ['short-1', 'sun.qi-sun.qi-1', 'ababababababab']) expect(await codeOf(login.setPassword(userId, weak))).toBe('login/unfit-password')
  expect(await codeOf(login.setPassword(userId, '另外四只麻雀两只-8'))).toBe('done')
  expect((await connected(ofLibrary(), client => client.query('select from login.session where token = $1', [token]))).rowCount).toBe(0)
  expect(await codeOf(login.addUser({ username: 'SUN.QI', name: '另一人', password }))).toBe('login/name-taken')
  expect(await codeOf(login.addUser({ username: '孙七', name: '孙七', password }))).toBe('login/unfit-name')
})

/** What the user's device shows (RFC 6238). */
const codeFor = (totpUri: string): string => {
  const secret = new URL(totpUri).searchParams.get('secret') ?? ''
  const bits = [...secret.replaceAll('=', '')].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const at = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(at) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0')
}

test('with a second factor the password alone lets nobody in', async () => {
  const userId = await user('zhou.ba')
  const account = await county.account('周八', { loginId: userId })
  const token = await enter('zhou.ba')
  expect(await codeOf(login.enrol({ token, password: 'wrong-password' }))).toBe('login/wrong')
  const enrolled = await login.enrol({ token, password })
  if (!enrolled.ok) throw new Error(enrolled.problem.code)
  expect(enrolled.value.backupCodes.length).toBeGreaterThan(5)
  expect(await codeOf(login.confirm({ token, code: codeFor(enrolled.value.totpUri) }))).toBe('done')
  const half = await login.logIn({ username: 'zhou.ba', password, address })
  if (!half.ok || !('cookie' in half.value)) throw new Error('the second factor was not asked for')
  const { cookie } = half.value
  expect(await codeOf(login.giveCode({ cookie, code: codeFor(enrolled.value.totpUri) === '000000' ? '000001' : '000000' }))).toBe('login/wrong-code')
  const whole = await login.giveCode({ cookie, code: codeFor(enrolled.value.totpUri) })
  if (!whole.ok) throw new Error(whole.problem.code)
  expect(await whoActs(whole.value.token)).toBe(account)
})

test('the login library’s role touches its own schema alone, and the office nothing there; passwords are argon2id', async () => {
  const mine = (text: string): Promise<unknown> =>
    connected(ofLibrary(), client => client.query(text)).then(
      () => 'done',
      (error: Error & { code?: string }) => error.code,
    )
  for (const table of ['access.account', 'access.grant', 'registry.person', 'audit.act', 'infrastructure.machine', 'access.role'])
    expect(await mine(`select from ${table}`)).toBe('42501')
  for (const table of ['user', 'session', 'credential', 'verification', 'second_factor', 'attempt'])
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
