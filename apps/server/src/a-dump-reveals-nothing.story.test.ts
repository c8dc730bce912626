import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { codeFor } from './access/testing/index.ts'
import { main } from './doors/cli/main.ts'
import { serve, type Serving } from './main.ts'
import { removeFolder } from './platform/files/index.ts'
import { openLog } from './platform/log/index.ts'
import { backUp } from './platform/postgres/backup/index.ts'
import { connected, openPostgres, placeOf, type Postgres } from './platform/postgres/index.ts'

/*
 * The program as an operator runs it, with a data directory of its own: accounts made, served, logged in, rosters taken in,
 * persons sought, a number shown whole, a change asked for and granted, a run published, keys changed; and then everything
 * that it left lies open before whoever stole it.
 */
let folder: string
let serving: Serving
const lines: string[] = []
const said: string[] = []
const data = (): string => join(folder, 'data')
const config = (): string => join(folder, 'config')
/** One server all the while: whoever else opens the folder joins it. */
let server: Postgres
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dump-'))
  server = must(await openPostgres(placeOf(data(), {}), { settings: { fsync: 'off' } }))
})
afterAll(async () => {
  await serving?.stop()
  await server.stop()
  removeFolder(folder)
})

const command = async (...args: readonly string[]): Promise<string> => {
  const from = said.length
  const keep = (text: unknown): boolean => said.push(String(text)) > 0
  const streams = [vi.spyOn(process.stdout, 'write').mockImplementation(keep), vi.spyOn(process.stderr, 'write').mockImplementation(keep)]
  try {
    const code = await main([...args, '--county', '990101', '--data', data(), '--config', config()])
    if (code !== 0) throw new Error(said.slice(from).join(''))
  } finally {
    for (const stream of streams) stream.mockRestore()
  }
  return said.splice(from).join('')
}
const passwordOf = async (...args: readonly string[]): Promise<string> =>
  /[a-z0-9]{4}(?:-[a-z0-9]{4}){4}/.exec(await command('account', 'add', ...args))?.[0] ?? ''

type Reply = Readonly<{ status: number; body: Readonly<Record<string, never>>; cookies: readonly string[] }>
const ask = async (cookie: string, path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<Reply> => {
  const answer = await fetch(`${serving.address}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(cookie === '' ? {} : { cookie }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as never, cookies: answer.headers.getSetCookie().map(each => each.split(';')[0] ?? '') }
}
const good = async (...asked: Parameters<typeof ask>): Promise<Reply> => {
  const reply = await ask(...asked)
  if (reply.status !== 200) throw new Error(`${asked[1]}: ${JSON.stringify(reply.body)}`)
  return reply
}
/** An order under an id of its own, sent twice: done once, and answered the same. */
const order = async (cookie: string, path: string, body: object): Promise<Reply> => {
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const first = await good(cookie, path, body, headers)
  expect((await good(cookie, path, body, headers)).body).toEqual(first.body)
  return first
}

const planted = {
  id: sampleId({ born: '2012-05-06', sequence: 417 }),
  other: sampleId({ born: '2013-07-08', sequence: 638 }),
  guardian: sampleId({ born: '1985-03-04', sequence: 529 }),
  wanted: sampleId({ born: '2014-09-10', sequence: 746 }),
  student: `G${sampleId({ born: '2012-05-06', sequence: 417 })}`,
  disability: `${sampleId({ born: '2013-07-08', sequence: 638 })}43`,
  phone: '18399417025',
  account: '6217991640358172943',
  // Written where words belong.
  'in a name': '18399417131',
  'in a former name': '18399417242',
  'in the name of a guardian': sampleId({ born: '1986-03-04', sequence: 415 }),
  'in a relation': '18399417353',
  'in an address': '18399417464',
  'in a village group': '18399417575',
  'in a class': '18399417686',
  'in a school': '18399417797',
  'in a detail': '18399417808',
  'on a sheet': '18399417919',
}
const secrets: Record<string, string> = {}

/** Every way in which a text may stand in bytes, without its last two characters: where these are not, the whole is not. */
const writings = (text: string): readonly Readonly<{ how: string; bytes: Buffer }>[] => {
  const part = text.slice(0, -2)
  const [plain, utf16] = [Buffer.from(part), Buffer.from(part, 'utf16le')]
  // What depends on the bytes before and behind is left out.
  const base64 = [0, 1, 2].map(shift => {
    const written = Buffer.concat([Buffer.alloc(shift), plain]).toString('base64')
    return written.slice(shift === 0 ? 0 : shift + 1, written.length - 4)
  })
  const all: readonly (readonly [string, Buffer | string])[] = [
    ['plain', plain],
    ['utf-16le', utf16],
    ['utf-16be', Buffer.from(utf16).swap16()],
    ['hex', plain.toString('hex')],
    ['HEX', plain.toString('hex').toUpperCase()],
    ['hex of utf-16', utf16.toString('hex')],
    ['backwards', [...part].toReversed().join('')],
    ...base64.flatMap((written, shift): (readonly [string, string])[] => [
      [`base64 ${shift}`, written],
      [`base64url ${shift}`, written.replaceAll('+', '-').replaceAll('/', '_')],
    ]),
  ]
  return all.map(([how, bytes]) => ({ how, bytes: Buffer.from(bytes as string) }))
}
const filesIn = (at: string): readonly string[] =>
  readdirSync(at, { recursive: true, withFileTypes: true }).flatMap(entry => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []))

test('the search itself finds a number however it is written', () => {
  const found = (written: string | Buffer): boolean => writings(planted.id).some(({ bytes }) => Buffer.from(written as string).includes(bytes))
  const quoted = JSON.stringify({ a: planted.id })
  const ways = [quoted, Buffer.from(quoted, 'utf16le'), Buffer.from(quoted).toString('hex'), planted.id.slice(0, -2)]
  for (const shift of ['', '.', '..']) ways.push(Buffer.from(`${shift}${quoted}`).toString('base64'))
  expect(ways.map(found)).toEqual(ways.map(() => true))
  expect(found(planted.other)).toBe(false)
})

test('people work a day with the program', async () => {
  secrets['admin'] = await passwordOf('admin', '--name', '管理员', '--role', 'A-28')
  secrets['clerk'] = await passwordOf('clerk', '--name', '经办甲', '--role', 'A-12')
  secrets['chief'] = await passwordOf('chief', '--name', '经办乙', '--role', 'A-12')
  const log = openLog(line => lines.push(line))
  serving = must(await serve(placeOf(data(), {}), { host: '127.0.0.1', port: 0, log, keys: { dataDir: data(), config: config() }, sealEveryMs: 100 }))
  const enter = async (username: string): Promise<string> => {
    await ask('', '/api/login', { username, password: 'guessed wrongly' })
    const { cookies } = await good('', '/api/login', { username, password: secrets[username] })
    secrets[`${username} session`] = cookies.find(each => each.startsWith('yingjin_session='))?.slice('yingjin_session='.length) ?? ''
    return `yingjin_session=${secrets[`${username} session`]}`
  }
  let clerk = await enter('clerk')
  const chief = await enter('chief')
  // The clerk has a device, and logs in again by it.
  const enrolled = (await good(clerk, '/api/login/second-factor', { password: secrets['clerk'] })).body as unknown as Readonly<{
    totpUri: string
    backupCodes: readonly string[]
  }>
  secrets['device'] = new URL(enrolled.totpUri).searchParams.get('secret') ?? ''
  enrolled.backupCodes.forEach((code, n) => (secrets[`backup code ${n}`] = code))
  await good(clerk, '/api/login/second-factor/confirm', { code: codeFor(enrolled.totpUri) })
  const half = await good('', '/api/login', { username: 'clerk', password: secrets['clerk'] })
  secrets['half'] = half.cookies.find(each => each.startsWith('yingjin_half='))?.slice('yingjin_half='.length) ?? ''
  const whole = await good(half.cookies.join('; '), '/api/login/code', { code: codeFor(enrolled.totpUri, 'next') })
  clerk = whole.cookies.find(each => each.startsWith('yingjin_session=')) ?? ''
  secrets['clerk session by code'] = clerk.slice('yingjin_session='.length)

  const bring = async (roster: string, rows: readonly object[]): Promise<void> => {
    const { body } = await order(clerk, '/api/registry/stage-import', {
      roster,
      coverage: 'complete',
      fileDigest: Buffer.from(roster.padEnd(32, '.')).toString('hex').slice(0, 64),
      rowsRead: rows.length,
      rowsRefused: 0,
      rows: rows.map((values, n) => ({ sheet: `家长 ${planted['on a sheet']}`, row: n + 2, values })),
    })
    const { importId } = body as unknown as Readonly<{ importId: string }>
    await order(clerk, '/api/registry/dry-run-import', { importId })
    await order(clerk, '/api/registry/commit-import', { importId })
  }
  const more = { phone: planted.phone, account_number: planted.account, guardian_id_number: planted.guardian, guardian_name: '示例母' }
  await bring('student-roll', [
    { name: '示例一', id_number: planted.id, student_number: planted.student, township: '东河镇', ...more },
    { name: '示例二', id_number: planted.other, township: '东河镇' },
    {
      name: `示例三${planted['in a name']}`,
      former_name: `示例叁 ${planted['in a former name']}`,
      id_number: sampleId({ born: '2012-05-06', sequence: 518 }),
      township: '东河镇',
      village: '柳树村',
      village_group: `3组 ${planted['in a village group']}`,
      address: `柳树村12号 电话${planted['in an address']}`,
      school_name: `东河镇中心小学 ${planted['in a school']}`,
      class_name: `1班（班主任${planted['in a class']}）`,
      guardian_name: `示例父 ${planted['in the name of a guardian']}`,
      guardian_relation: `父 ${planted['in a relation']}`,
    },
  ])
  await bring('disability-certificate', [
    {
      name: '示例二',
      id_number: planted.other,
      disability_number: planted.disability,
      disability_category: `肢体 ${planted['in a detail']}`,
      disability_level: '三级',
    },
  ])
  await bring('payment-roster', [{ name: '示例一', id_number: planted.id, ...more, item: '寄宿生生活补助', term: '2022秋', amount: 50_000 }])

  const found = (await good(clerk, '/api/registry/find-persons', { idNumber: planted.id })).body as unknown as Readonly<{
    persons: readonly Readonly<{ personId: string }>[]
  }>
  const personId = found.persons[0]?.personId ?? ''
  expect(JSON.stringify(found)).not.toContain(planted.id)
  // What stood beside the words is seen to be left out, and the words are what they were.
  const beside = (await good(clerk, '/api/registry/find-persons', { name: '示例三' })).body as unknown as Readonly<{
    persons: readonly Readonly<{ name: string }>[]
  }>
  expect(beside.persons.map(({ name }) => name)).toEqual(['示例三（号码略）'])
  const shown = await good(clerk, `/api/registry/unmask-number?personId=${personId}&kind=resident-id`, undefined, {
    reason: encodeURIComponent('核对银行退回'),
  })
  expect(JSON.stringify(shown.body)).toContain(planted.id)
  // Nor are they taken as words.
  for (const reason of [`核对${planted.id}`, '请打 183 9941 7025']) {
    const told = await ask(clerk, `/api/registry/unmask-number?personId=${personId}&kind=resident-id`, undefined, { reason: encodeURIComponent(reason) })
    expect([told.status, JSON.stringify(told.body)]).toEqual([400, expect.stringContaining('不要写证件号码')])
    const refused = await ask(clerk, '/api/registry/request-change', { personId, wanted: {}, reason }, { 'idempotency-key': crypto.randomUUID() })
    expect(JSON.stringify(refused.body)).toContain('不要写证件号码')
  }
  const asked = await order(clerk, '/api/registry/request-person', {
    name: '示例四',
    sex: '女',
    bornOn: '2014-09-10',
    number: { kind: 'resident-id', number: planted.wanted },
    role: 'child',
    from: '2022-09-01',
    reason: '外省转入',
  })
  await order(chief, '/api/registry/approve-change', { requestId: (asked.body as unknown as Readonly<{ requestId: string }>).requestId, version: 1 })
  // Numbers written where none belong: as an address, as words, as something nobody can read.
  await ask(clerk, `/api/registry/find-persons?idNumber=${planted.id}`)
  await ask(clerk, `/${planted.id}/${planted.phone}`)
  await ask(clerk, '/api/registry/stage-import', { roster: planted.id, rows: planted.account }, { 'idempotency-key': crypto.randomUUID() })
  await ask(clerk, '/api/registry/find-persons', { idNumber: `${planted.id}\u0000` })
  await order(clerk, '/api/leads/publish-run', {
    run: 'run-1',
    county: '990101',
    digest: 'a'.repeat(64),
    programVersion: '0.1.0',
    packDigest: 'b'.repeat(64),
    term: '2022秋',
    referenceDate: '2022-09-01',
    leads: [{ kind: 'entitled-unpaid', ground: 'PS-A1', personId, detail: '应享未享', restsOn: '学籍 第2行' }],
  })
  await serving.stop()
  await command('rotate-keys', '--fields')
  await command('rotate-keys')
}, 240_000)

test('in everything that lies there no number of a person can be read, and nothing by which anybody could act', async () => {
  must(await backUp(server.owner(), join(folder, 'backup')))
  // What is there is what was done.
  const counts = await connected(server.owner(), client =>
    client.query<{ n: bigint }>(
      `select count(*) as n from registry.identity_number union all select count(*) from audit.reply union all select count(*) from audit.entry where kind in ('unmask', 'login')`,
    ),
  )
  expect(counts.rows.map(({ n }) => n > 3n)).toEqual([true, true, true])
  // Sessions that were open when the program ended are open still, and no word of the dump is one.
  expect((await connected(server.owner(), client => client.query('select from login.session where expires_at > now()'))).rowCount).toBeGreaterThan(2)
  const words = new Set(
    filesIn(join(folder, 'backup'))
      .filter(file => /login\./.test(file))
      .flatMap(
        file =>
          gunzipSync(readFileSync(file))
            .toString()
            .match(/[\w./+=$-]{12,}/g) ?? [],
      ),
  )
  const acts = await connected(server.office(), client =>
    client.query<{ word: string }>(
      `select w.word from unnest($1::text[]) w (word), lateral (select set_config('yingjin.session', 'login:' || w.word, false)) s where (access.actor()).account_id is not null`,
      [[...words]],
    ),
  )
  expect([words.size > 5, acts.rows]).toEqual([true, []])
  const isRaw = (file: string): boolean => /postgres\/data\/(?!log|server)/.test(relative(folder, file))
  const places = [
    ...filesIn(join(folder, 'backup')).map(file => ({
      name: relative(folder, file),
      bytes: file.endsWith('.gz') ? gunzipSync(readFileSync(file)) : readFileSync(file),
    })),
    ...filesIn(data())
      .filter(file => !isRaw(file))
      .map(file => ({ name: relative(folder, file), bytes: readFileSync(file) })),
    { name: 'names of files', bytes: Buffer.from(filesIn(folder).join('\n')) },
    { name: 'lines of the log', bytes: Buffer.from(lines.join('')) },
  ]
  // What the server wrote ahead, rows that are gone included.
  const ahead = filesIn(join(data(), 'postgres/data/pg_wal')).map(file => ({ name: relative(folder, file), bytes: readFileSync(file) }))
  expect([places.length > 50, ahead.length > 0]).toEqual([true, true])
  expect(places.some(({ name }) => name === 'data/postgres/server.log')).toBe(true)
  const read: string[] = []
  for (const [what, text] of [...Object.entries(planted), ...Object.entries(secrets)])
    for (const { how, bytes } of writings(text))
      for (const place of how === 'plain' ? [...places, ...ahead] : places) if (place.bytes.includes(bytes)) read.push(`${what} (${how}) in ${place.name}`)
  expect(read).toEqual([])
}, 240_000)
