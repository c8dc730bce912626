/**
 * The record plane at the size of two counties: 300,000 pupils among 1,000,000 persons, a prefecture above. Every question
 * is asked through `perform`, as a door asks it, by the office of a county; beside it the same transaction of a role that
 * row security does not hold, in turn, and the bare SELECT on its own. An import of 100,000 rows is held against a bare
 * COPY and INSERT … SELECT of the same facts into the same tables. `--small` for the gate, `--json`, `--record`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, stdout } from 'node:process'
import { must } from '@yingjin/kernel'
import { bringUpToDate, perform, type UseCase } from '../../apps/server/src/access/index.ts'
import { leadCases, resultCases } from '../../apps/server/src/leads/index.ts'
import { asOwner, connected, openPool } from '../../apps/server/src/platform/postgres/index.ts'
import { aDatabase } from '../../apps/server/src/platform/postgres/testing/index.ts'
import { type FieldVault, makeFieldKey, openFieldVault, openVault } from '../../apps/server/src/platform/vault/index.ts'
import { compareCases, personCases } from '../../apps/server/src/registry/index.ts'
import { recordMeasures } from './benchmarks-page.ts'
import { measureImport } from './records/import.ts'
import { clerkOf, comparedRosters, dueOnAll, firstLead, firstPerson, layDownCounty, leadsOf, pupilOfLead, schoolId, schoolsOf } from './records/lay-down.ts'
import { bornOf, type County, idOf, nameOf, numbersOf, pinyinOf, studentNumberOf } from './records/people.ts'

type Measure = Readonly<{ measure: string; value: number; unit: string; peer?: number; ratio?: number }>
/** One thing an office asks: its orders, one for each asking, and the least that could answer it. `once`: what was asked cannot be asked again. `few`: a look at every row, asked less often. */
type Question = Readonly<{
  name: string
  once?: true
  few?: true
  cases: (n: number) => readonly Readonly<{ useCase: UseCase; order: object }>[]
  bare: (n: number) => Readonly<{ text: string; values: readonly unknown[] }>
}>

const numberOf = (name: string, otherwise: number): number => {
  const at = argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : Number(argv[at + 1])
}
const small = argv.includes('--small')
const persons = numberOf('persons', small ? 4_000 : 1_000_000)
const rounds = numberOf('rounds', small ? 12 : 360)
/** Rounds that share their connections, and how many of them only warm what the others use. */
const [block, warming] = [60, 5]
const rows = numberOf('rows', small ? 500 : 100_000)

const counties: readonly County[] = ['990101', '990102'].map((division, index) => ({
  division,
  index,
  persons: persons / 2,
  pupils: Math.floor((persons / 2) * 0.3),
}))
const [home] = counties as readonly [County, County]

const questions = (fields: FieldVault): readonly Question[] => {
  const { find, show } = personCases({ fieldsOf: () => fields }) as unknown as Readonly<Record<'find' | 'show', UseCase>>
  const leads = leadCases as unknown as Readonly<Record<'list' | 'page' | 'assign', UseCase>>
  const { division } = home
  const compared = compareCases({ fieldsOf: () => fields }) as unknown as Readonly<Record<'compare' | 'list', UseCase>>
  // Both rosters by the index of their rows, and nobody's scope, joins or name.
  const onBoth = {
    text: `select count(*) filter (where l.person_id is null) as only_right, count(*) filter (where r.person_id is null) as only_left, count(*) as n
      from (select distinct person_id from registry.import_row where division = $1 and import_id = $2 and person_id is not null) l
      full join (select distinct person_id from registry.import_row where division = $1 and import_id = $3 and person_id is not null) r using (person_id)`,
    values: [division, home.index * 2 + 1, home.index * 2 + 2],
  }
  const { ofChild } = resultCases as unknown as Readonly<Record<'ofChild', UseCase>>
  // Spread over the county by a step that shares no factor with its size.
  const pupil = (n: number): number => 1 + ((n * 7919) % (home.pupils - 1))
  const ofLead = (n: number): number => 1 + ((n * 7919) % leadsOf(home))
  const byIndex = (kind: string) => (n: number, text: (p: number) => string) => ({
    text: `select p.* from registry.person p where p.division = $1 and p.person_id in (select i.person_id from registry.identity_number i where i.division = $1 and i.kind = $2 and i.number_index = $3 and i.ended_act is null)`,
    values: [division, kind, fields.index(kind as 'resident-id', text(pupil(n)))],
  })
  const byToken = (kind: string, token: string) => ({
    text: `select p.* from registry.person p where p.division = $1 and p.person_id in (select s.person_id from registry.search_token s where s.division = $1 and s.kind = $2 and s.token = $3) order by p.person_id limit 20`,
    values: [division, kind, token],
  })
  const page = (condition: string, ...values: readonly unknown[]) => ({
    text: `select * from leads.lead where division = $1 and ${condition} order by due_on, lead_id limit 51`,
    values: [division, ...values],
  })
  const township = (n: number): string => `${division}${String(1 + (n % 20)).padStart(3, '0')}`
  const late = String(firstLead(home) + Math.floor(leadsOf(home) * 0.95))
  const numberText = (kind: string) => (p: number) => numbersOf(p, home).find(each => each.kind === kind)?.text ?? ''
  return [
    {
      name: 'search-id',
      cases: n => [{ useCase: find, order: { idNumber: idOf(pupil(n), home) } }],
      bare: n => byIndex('resident-id')(n, numberText('resident-id')),
    },
    {
      name: 'search-birth',
      cases: n => [{ useCase: find, order: { bornOn: bornOf(pupil(n), home), lastFour: idOf(pupil(n), home).slice(-4) } }],
      bare: n => ({
        text: `select p.* from registry.person p where p.division = $1 and p.person_id in (select i.person_id from registry.identity_number i where i.division = $1 and i.birth_and_last_four_index = $2 and i.ended_act is null)`,
        values: [division, fields.index('birth-and-last-four', numbersOf(pupil(n), home)[0]?.besides ?? '')],
      }),
    },
    { name: 'search-name', cases: n => [{ useCase: find, order: { name: nameOf(pupil(n)) } }], bare: n => byToken('name', nameOf(pupil(n))) },
    { name: 'search-pinyin', cases: n => [{ useCase: find, order: { pinyin: pinyinOf(pupil(n)) } }], bare: n => byToken('pinyin', pinyinOf(pupil(n))) },
    {
      name: 'search-student-number',
      cases: n => [{ useCase: find, order: { studentNumber: studentNumberOf(pupil(n), home) } }],
      bare: n => byIndex('student-number')(n, numberText('student-number')),
    },
    {
      name: 'list-school',
      cases: n => [{ useCase: leads.list, order: { schoolId: String(schoolId(home, 1 + (n % schoolsOf(home)))) } }],
      bare: n => page('school_id = $2', schoolId(home, 1 + (n % schoolsOf(home)))),
    },
    {
      name: 'list-township',
      cases: n => [{ useCase: leads.list, order: { township: township(n) } }],
      bare: n => page('left(area, 9) = $2', township(n)),
    },
    { name: 'list-county', cases: () => [{ useCase: leads.list, order: {} }], bare: () => page('true') },
    {
      name: 'list-county-late',
      cases: () => [{ useCase: leads.list, order: { after: `${late}/${dueOnAll}` } }],
      bare: () => page('(due_on, lead_id) > ($3::date, $2)', late, dueOnAll),
    },
    { name: 'compare-rosters', few: true, cases: () => [{ useCase: compared.compare, order: comparedRosters }], bare: () => onBoth },
    {
      name: 'compare-rosters-page',
      few: true,
      cases: n => [{ useCase: compared.list, order: { ...comparedRosters, part: 'both', after: String(firstPerson(home) + pupil(n)) } }],
      bare: () => onBoth,
    },
    {
      name: 'assign-lead',
      once: true,
      // Each asking moves a lead of its own: two rounds of everything, with and without row security.
      cases: n => [
        { useCase: leads.assign, order: { leadId: String(firstLead(home) + 1 + (n % leadsOf(home))), version: 1, accountId: String(clerkOf(home)) } },
      ],
      bare: n => page('lead_id = $2', firstLead(home) + ofLead(n)),
    },
    {
      name: 'child-file',
      cases: n => {
        const [lead, personId] = [ofLead(n), String(firstPerson(home) + pupilOfLead(ofLead(n)))]
        return [
          { useCase: show, order: { personId } },
          { useCase: ofChild, order: { personId } },
          { useCase: leads.page, order: { leadId: String(firstLead(home) + lead) } },
        ]
      },
      bare: n => ({
        text: `select * from registry.person where division = $1 and person_id = $2`,
        values: [division, firstPerson(home) + pupilOfLead(ofLead(n))],
      }),
    },
  ]
}

const rounded = (n: number, digits = 2): number => Number(n.toFixed(digits))
const at = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const measure = async (): Promise<readonly Measure[]> => {
  const config = mkdtempSync(join(tmpdir(), 'yingjin-bench-'))
  const db = await aDatabase()
  try {
    must(await bringUpToDate(db.postgres.owner()))
    const vaults = new Map<string, FieldVault>()
    const fieldsOf = (division: string): FieldVault => {
      const vault = must(openVault(config, division, null))
      const opened = vaults.get(division) ?? must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))
      vaults.set(division, opened)
      return opened
    }
    const passing = `bench_${process.pid}`
    const owners = openPool(db.admin(), { name: 'bench owner', max: 1 })
    const seconds = await timed(async () => {
      await asOwner(owners, async (_, client) => {
        await client.query(`create role ${passing} login bypassrls in role yingjin_office`)
        await client.query(
          `insert into infrastructure.division values ('990100', '990100', '示例市'), ('990101', '990100', '清水县'), ('990102', '990100', '邻县')`,
        )
        await client.query(`insert into access.role (role, name) values ('T-1', '全办')`)
        await client.query(
          `insert into access.role_right (role, field, reach) select 'T-1', f, r from (select distinct field as f from access.role_right) x, unnest(array['rows', 'write']) r`,
        )
      })
      for (const county of counties)
        await asOwner(owners, async (tx, client) => {
          await client.query(`set local session_replication_role = replica`)
          await layDownCounty((text, values) => client.query(text, [...(values ?? [])]), tx, county, fieldsOf(county.division))
        })
      // What the program numbers is numbered behind what was laid down.
      await asOwner(owners, (_, client) =>
        client.query(`select setval(pg_get_serial_sequence(c.oid::regclass::text, a.attname), 100000000) from pg_class c join pg_attribute a on a.attrelid = c.oid
          join pg_namespace s on s.oid = c.relnamespace where a.attidentity <> '' and s.nspname in ('registry', 'leads', 'audit', 'access')`),
      )
      await connected(db.admin(), client => client.query('vacuum (analyze)'))
    })
    const measures: Measure[] = [{ measure: `records-laid-down-${persons}`, value: rounded(seconds / 1000, 1), unit: 's' }]
    const openBoth = () => ({
      bypassing: openPool({ ...db.postgres.office(), user: passing }, { name: 'bench', max: 1 }),
      office: openPool(db.postgres.office(), { name: 'bench', max: 1 }),
    })
    let pools = openBoth()
    const acting = `login:bench-${home.division}`
    for (const { name, once, few, cases, bare } of questions(fieldsOf(home.division))) {
      const [held, free, least]: [number[], number[], number[]] = [[], [], []]
      const ask = (pool: typeof pools.office, n: number) =>
        timed(async () => {
          for (const { useCase, order } of cases(n)) must(await perform(pool, useCase, order, { acting, fieldsOf }))
        })
      // One after the other, so that both have the same machine, and each the first in turn, so that both find the rows
      // equally warm; the same is asked of both. The first rounds only warm what all of them use. Where a process of the server
      // runs on two cores is luck that lasts as long as its connection: both sides connect anew in each block.
      for (let n = 0; n < (few === true ? Math.min(rounds, block) : rounds); n += 1) {
        if (n % block === 0) {
          await Promise.all([pools.office.end(), pools.bypassing.end()])
          pools = openBoth()
        }
        const { office, bypassing } = pools
        const [first, second] = n % 2 === 0 ? [office, bypassing] : [bypassing, office]
        const apart = once === true ? [n * 2, n * 2 + 1] : [n, n]
        const [a, b] = [await ask(first, apart[0] ?? n), await ask(second, apart[1] ?? n)]
        const times = n % 2 === 0 ? ([a, b] as const) : ([b, a] as const)
        const { text, values } = bare(n)
        const alone = await timed(() => bypassing.query(text, [...values]))
        if (n % block < warming) continue
        held.push(times[0])
        free.push(times[1])
        least.push(alone)
      }
      const ratio = (share: number): Measure => ({
        measure: `records-${name}-p${share * 100}`,
        value: rounded(at(held, share)),
        unit: 'ms',
        peer: rounded(at(free, share)),
        ratio: rounded(at(held, share) / at(free, share)),
      })
      measures.push(ratio(0.95), ratio(0.5), { measure: `records-${name}-bare-select-p95`, value: rounded(at(least, 0.95)), unit: 'ms' })
    }
    await Promise.all([pools.office.end(), pools.bypassing.end()])
    measures.push(...(await measureImport(db, owners, rows, fieldsOf)))
    await owners.end()
    await connected(db.admin(), async client => {
      await client.query(`drop owned by ${passing}`)
      await client.query(`drop role ${passing}`)
    })
    return measures
  } finally {
    await db.close()
    rmSync(config, { recursive: true, force: true })
  }
}

const measures = await measure()
for (const m of measures) {
  if (argv.includes('--json')) stdout.write(`${JSON.stringify(m)}\n`)
  else stdout.write(`${m.measure.padEnd(44)} ${m.value} ${m.unit}${m.peer === undefined ? '' : `, without row security ${m.peer}, ratio ${m.ratio}`}\n`)
}
if (argv.includes('--record')) recordMeasures('records', measures)
process.exit(0)
