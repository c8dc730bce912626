/**
 * The office snapshot: everything known of 1,000,000 persons, 300,000 of them pupils, out of the registry and sealed,
 * against a bare COPY of the same rows by the same account with the same fields opened. Both in turn, in one process, on
 * one database. Goal: at most twice the time. `--small` for the gate, `--json` for one line per measure, `--record` to
 * write docs/benchmarks.md.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, exit, resourceUsage, stderr, stdout } from 'node:process'
import { checkCharacter, must } from '@yingjin/kernel'
import { perform } from '../../apps/server/src/access/index.ts'
import { keepOfficeSnapshot } from '../../apps/server/src/batch/office/office-store.ts'
import { asActorReading, copyOut, copyRows } from '../../apps/server/src/platform/postgres/index.ts'
import { aDatabase, type TestDatabase } from '../../apps/server/src/platform/postgres/testing/index.ts'
import { type FieldVault, makeFieldKey, openFieldVault, openVault } from '../../apps/server/src/platform/vault/index.ts'
import { officeCases, type OfficeMoment, registryOfficeQueries } from '../../apps/server/src/registry/index.ts'
import { recordMeasures } from './benchmarks-page.ts'

type Measure = Readonly<{ measure: string; value: number; unit: string; peer?: number; ratio?: number }>

const division = '990101'
const secret = 's3cret'
const numberField = 'registry.identity_number.number_sealed'

/** Whole numbers of the invented county, one after the other. */
const inventedNumber = (n: number): string => {
  const digits = `990101${2000 + (n % 20)}${String(1 + (Math.floor(n / 20) % 12)).padStart(2, '0')}${String(1 + (Math.floor(n / 240) % 28)).padStart(2, '0')}${String(Math.floor(n / 6720) % 1000).padStart(3, '0')}`
  return `${digits}${checkCharacter(digits)}`
}

/** A county of one clerk who may see everything, with so many persons, three of ten of them pupils. */
const aFullCounty = async (db: TestDatabase, fields: FieldVault, persons: number): Promise<Readonly<{ acting: string; act: bigint }>> =>
  db.asOwner(async (tx, client) => {
    const one = async (text: string, ...values: readonly unknown[]): Promise<bigint> => ((await client.query(text, [...values])).rows[0] as { id: bigint }).id
    await client.query(`insert into infrastructure.division values ($1, '990100', '示例县') on conflict do nothing`, [division])
    await client.query(`insert into infrastructure.machine (name, secret_digest) values ('bench', sha256($1::bytea))`, [Buffer.from(secret)])
    await client.query(`insert into access.role (role, name) values ('T-1', '全看') on conflict do nothing`)
    await client.query(
      `insert into access.role_right (role, field, reach) select 'T-1', f, 'rows' from unnest(array['persons', 'designations', 'payments', 'imports', 'identity']) f on conflict do nothing`,
    )
    const account = await one(
      `insert into access.account (division, login_id, name, kind) values ($1, '甲', '甲', 'person') returning account_id as id`,
      division,
    )
    const act = await one(
      `insert into audit.act (division, kind, happened_on, account_id, on_behalf_of, client_id, order_digest) values ($1, 'first', '2022-09-01', $2, $2, gen_random_uuid(), sha256('')) returning act_id as id`,
      division,
      account,
    )
    await client.query(
      `insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act) values ($1, $2, 'T-1', 'division', $1, 'appointment', '2020-01-01', $3)`,
      [division, account, act],
    )
    await client.query(
      `insert into audit.entry (division, cluster, tid, kind, name, act_id, account_id, on_behalf_of, persons) values ($1, audit.cluster(), 3, 'order', 'first', $2, $3, $3, '{}')`,
      [division, act, account],
    )
    const area = `'990101001001'`
    const fill = async (into: string, columns: string, select: string): Promise<void> => {
      await client.query(`insert into registry.${into} (division, ${columns}, act_id, area) overriding system value select '${division}', ${select}`)
      stderr.write('.')
    }
    const from = `, ${act}, ${area} from generate_series(1, ${persons}) n`
    await client.query(
      `insert into registry.person (division, person_id, name, act_id, area) overriding system value select '${division}', n, '张' || n${from}`,
    )
    await fill('particulars', 'person_id, source, name, sex, born_on', `n, 'household-register', '张' || n, '男', date '2005-01-01' + (n % 6000)${from}`)
    await fill('residence', 'person_id, source, township, village, address', `n, 'household-register', '东河镇', '柳树村', n || '号'${from}`)
    await client.query(
      `insert into registry.household (division, household_id, register, act_id) overriding system value select '${division}', n, 'hukou', ${act} from generate_series(1, ${Math.ceil(persons / 4)}) n`,
    )
    await fill('household_member', 'person_id, household_id, source, relation', `n, 1 + (n - 1) / 4, 'household-register', '子女'${from}`)
    const pupils = `${from} where n % 10 < 3`
    for (const matter of ['on-roll', 'present'])
      await fill(
        'enrolment',
        'person_id, matter, at_school_name, stage, grade, class_name, state, source',
        `n, '${matter}', '东河镇中心小学', 'primary', '3', '1班', 'enrolled', '${matter}'${pupils}`,
      )
    await fill('designation', 'person_id, kind, standing, roster', `n, 'lifted_out', 'yes', 'lifted-out-continuing'${from} where n % 10 = 0`)
    await fill('guardianship', 'person_id, source, guardian_name, relation, ground', `n, 'student-roll', '李' || n, '母亲', 'unsaid'${pupils}`)
    await fill('past_payment', 'person_id, source, item, term, amount', `n, 'payment-roster', '寄宿生生活补助', '2022-spring', 62500${from} where n % 10 = 0`)
    await client.query('create temporary table sealed (person_id bigint, record uuid, number_sealed bytea, number_index bytea) on commit drop')
    await copyRows(
      tx,
      'sealed',
      ['person_id', 'record', 'number_sealed', 'number_index'],
      (function* () {
        for (let n = 1; n <= persons; n += 1) {
          const record = randomUUID()
          const number = inventedNumber(n)
          yield [n, record, fields.seal({ field: numberField, record }, number), fields.index('resident-id', number)]
        }
      })(),
    )
    await fill(
      'identity_number',
      'person_id, source, kind, record, number_sealed, number_index',
      `n.person_id, 'household-register', 'resident-id', n.record, n.number_sealed, n.number_index, ${act}, ${area} from sealed n`,
    )
    return { acting: `machine:${secret}:${account}`, act }
  })

/** The same rows, read and thrown away; the same values opened. */
const bare = (db: TestDatabase, acting: string, fields: FieldVault, moment: OfficeMoment): Promise<number> =>
  asActorReading(
    db.pool,
    acting,
    async tx => {
      let bytes = 0
      for (const { rows, sealed } of registryOfficeQueries) {
        let left = ''
        for await (const part of copyOut(tx, rows(moment).replace(/ order by [\w., ]+$/, ''))) {
          bytes += part.length
          if (sealed === undefined) continue
          const lines = (left + part.toString()).split('\n')
          left = lines.pop() ?? ''
          for (const line of lines) {
            const [record = '', value = ''] = line.split(',', 2)
            if (!fields.open({ field: sealed, record }, Buffer.from(value.slice(2), 'hex')).ok) throw new Error('a value does not open')
          }
        }
      }
      return bytes
    },
    { statementMs: 0 },
  )

const timed = async <T>(work: () => Promise<T>): Promise<Readonly<{ seconds: number; value: T }>> => {
  const start = process.hrtime.bigint()
  const value = await work()
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, value }
}
const middle = (seconds: readonly number[]): number => seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)] ?? 0
const rounded = (n: number, digits: number): number => Number(n.toFixed(digits))

const measureSnapshot = async (persons: number, rounds: number): Promise<readonly Measure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'yingjin-bench-'))
  await using db = await aDatabase()
  try {
    const vault = must(openVault(folder, division, null))
    const fields = must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))
    const { acting, act } = await aFullCounty(db, fields, persons)
    await db.asOwner((_, client) => client.query('analyze'))
    const before = resourceUsage().maxRSS
    const [ours, theirs]: [number[], number[]] = [[], []]
    const digests = new Set<string>()
    for (let round = 0; round < rounds; round += 1) {
      theirs.push((await timed(() => bare(db, acting, fields, { division, act, on: '2022-09-01' }))).seconds)
      const kept = await timed(() =>
        keepOfficeSnapshot({ dataDir: join(folder, 'data'), vault, programVersion: 'bench' }, sink =>
          perform(db.pool, officeCases({ fieldsOf: () => fields, queries: registryOfficeQueries, sink }).take, { on: '2022-09-01' }, { acting }),
        ),
      )
      const manifest = must(kept.value)
      // A snapshot that lost somebody would be no measure.
      if (manifest.persons !== persons || manifest.tables.find(({ table }) => table === 'numbers')?.rows !== persons) throw new Error('persons were lost')
      digests.add(manifest.digest)
      ours.push(kept.seconds)
    }
    if (digests.size !== 1) throw new Error('the same facts gave different snapshots')
    const [we, they] = [middle(ours), middle(theirs)]
    return [
      { measure: `office-snapshot-time-${persons}`, value: rounded(we, 2), unit: 's', peer: rounded(they, 2), ratio: rounded(we / they, 2) },
      { measure: `office-snapshot-peak-${persons}`, value: Math.round(resourceUsage().maxRSS / 1024), unit: 'MB', peer: Math.round(before / 1024) },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const small = argv.includes('--small')
const at = argv.indexOf('--persons')
const measures = await measureSnapshot(at > 0 ? Number(argv[at + 1]) : small ? 3000 : 1_000_000, small ? 1 : 3)
for (const m of measures) {
  const line = argv.includes('--json')
    ? JSON.stringify(m)
    : `${m.measure}  ${m.value} ${m.unit}  (bare ${m.peer} ${m.unit}${m.ratio === undefined ? '' : `, ratio ${m.ratio}`})`
  stdout.write(`${line}\n`)
}
if (argv.includes('--record')) recordMeasures('office-snapshot', measures)
// The server of this process ends with it.
exit(0)
