import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importCases } from './import-cases.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'

/**
 * Imports and undos in any order, held against a model without a database: a list of files, read from the first to the
 * last. What was undone is simply not on the list. Each run lives in a year of birth and under sources of its own.
 */
let county: TestCounty
let cases: ReturnType<typeof importCases>
beforeAll(async () => {
  county = await aCounty()
  cases = importCases({ fieldsOf: () => county.fields })
})
afterAll(() => county.close())

const rosters = ['student-roll', 'pupils-present', 'orphan-allowance'] as const
type Roster = (typeof rosters)[number]
type Row = Readonly<{ child: number; name: string; id: boolean; grade: number; state: boolean }>
type Step = Readonly<{ do: 'import'; roster: Roster; complete: boolean; rows: readonly Row[] }> | Readonly<{ do: 'undo'; nth: number }>

const row: fc.Arbitrary<Row> = fc.record({
  child: fc.integer({ min: 1, max: 4 }),
  name: fc.constantFrom('赵一', '钱二'),
  id: fc.boolean(),
  grade: fc.integer({ min: 1, max: 2 }),
  state: fc.boolean(),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      roster: fc.constantFrom(...rosters),
      complete: fc.boolean(),
      rows: fc.array(row, { maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), nth: fc.nat({ max: 6 }) }) },
)

let run = 0
const born = (): string => `${1950 + (run % 60)}-0${1 + (Math.floor(run / 60) % 9)}-06`
const idOf = (child: number): string => sampleId({ born: born(), sequence: child })

const valuesOf = (roster: Roster, r: Row): Readonly<Record<string, string | number | boolean>> => ({
  name: r.name,
  id_number: r.id ? idOf(r.child) : '',
  birth_date: born(),
  school_code: '2199010001',
  grade: r.grade,
  ...(roster === 'pupils-present' ? { present: r.state } : roster === 'orphan-allowance' ? { orphan_kind: r.state ? 'orphan' : 'de_facto_unsupported' } : {}),
})

/** A person of the model: facts by roster and matter, as text. */
type Person = Map<string, string>
type World = readonly Person[]
type File = Readonly<{ roster: Roster; complete: boolean; rows: readonly Row[] }>

const facts = (roster: Roster, r: Row): readonly (readonly [string, string])[] => [
  [`${roster} particulars`, r.name],
  ...(r.id ? ([[`${roster} number`, String(r.child)]] as const) : []),
  ...(roster === 'student-roll' ? ([[`${roster} on-roll`, `${r.grade} enrolled`]] as const) : []),
  ...(roster === 'pupils-present' ? ([[`${roster} present`, `${r.grade} ${r.state ? 'enrolled' : 'left'}`]] as const) : []),
  ...(roster === 'orphan-allowance' ? ([[`${roster} ${r.state ? 'orphan' : 'de_facto_unsupported'}`, 'yes']] as const) : []),
]
const values = (p: Person, ending: string): readonly string[] => [...p].filter(([key]) => key.endsWith(ending)).map(([, value]) => value)

/** The name and the school by which the registry knows a person: of the roll first, then by the rosters' names. */
const order = ['student-roll', 'orphan-allowance', 'pupils-present'] as const
const shownName = (p: Person, made: string): string => order.map(roster => p.get(`${roster} particulars`)).find(name => name !== undefined) ?? made
const atSchool = (p: Person): boolean => values(p, ' on-roll').length > 0 || values(p, ' present').some(value => value.endsWith('enrolled'))

const read = (files: readonly File[]): World => {
  const world: { facts: Person; shown: string }[] = []
  for (const { roster, complete, rows } of files) {
    const before = world.map(p => ({ ...p, school: atSchool(p.facts) }))
    const doubt: { candidates: readonly number[] }[] = []
    const fresh = new Map<string, { row: Row; at: number }[]>()
    const stands: { who: number | string; row: Row; at: number }[] = []
    const judge = (r: Row, at: number): void => {
      const hits = r.id ? before.flatMap((p, i) => (values(p.facts, ' number').includes(String(r.child)) ? [i] : [])) : []
      if (hits.length > 1) return void doubt.push({ candidates: hits })
      const [hit] = hits
      if (hit !== undefined) {
        const names = values(before[hit]?.facts ?? new Map(), ' particulars')
        if (names.length > 0 && !names.includes(r.name)) return void doubt.push({ candidates: hits })
        return void stands.push({ who: hit, row: r, at })
      }
      const alike = before.flatMap((p, i) => (p.shown === r.name && !(r.id && values(p.facts, ' number').length > 0) ? [i] : []))
      const near = alike.filter(i => before[i]?.school === true)
      if (near.length > 1) return void doubt.push({ candidates: alike })
      if (near[0] !== undefined) return void stands.push({ who: near[0], row: r, at })
      if (alike.length > 0 && !r.id) return void doubt.push({ candidates: alike })
      const key = r.id ? `id ${r.child}` : `name ${r.name}`
      fresh.set(key, [...(fresh.get(key) ?? []), { row: r, at }])
    }
    for (const [at, r] of rows.entries()) judge(r, at)
    for (const [key, of] of fresh) {
      if (new Set(of.map(({ row: r }) => r.name)).size > 1) for (const _ of of) doubt.push({ candidates: [] })
      else for (const one of of) stands.push({ who: key, ...one })
    }
    stands.sort((a, b) => a.at - b.at)
    const first = new Map<number | string, Row>()
    for (const { who, row: r } of stands) {
      const known = first.get(who)
      if (known === undefined) first.set(who, r)
      else if (JSON.stringify(valuesOf(roster, known)) !== JSON.stringify(valuesOf(roster, r)) && typeof who === 'number') doubt.push({ candidates: [who, -1] })
    }
    const absence = complete && !doubt.some(({ candidates }) => candidates.length === 0)
    const spared = new Set(doubt.flatMap(({ candidates }) => candidates))
    const there = new Set([...first.keys()].filter(who => typeof who === 'number'))
    for (const [i, p] of world.entries()) {
      if (!absence || spared.has(i)) continue
      const said = first.get(i)
      for (const key of p.facts.keys()) {
        if (!key.startsWith(`${roster} `)) continue
        if (/ (particulars|number)$/.test(key)) continue
        const whole = roster === 'orphan-allowance' && /orphan$|unsupported$/.test(key)
        if (!there.has(i) || (whole && said !== undefined && !facts(roster, said).some(([k]) => k === key))) p.facts.delete(key)
      }
    }
    for (const [who, r] of first) {
      const p = typeof who === 'number' ? world[who] : undefined
      const target = p ?? { facts: new Map<string, string>(), shown: r.name }
      for (const [key, value] of facts(roster, r)) target.facts.set(key, value)
      if (p === undefined) world.push(target)
    }
    for (const p of world) p.shown = shownName(p.facts, p.shown)
  }
  return world.map(p => p.facts)
}

const canonical = (world: World): readonly string[] =>
  world
    .map(p =>
      [...p]
        .map(([key, value]) => `${key}=${value}`)
        .toSorted()
        .join('; '),
    )
    .toSorted()

/** The persons of this run as the database knows them, in the words of the model. */
const stored = async (act: bigint | null): Promise<readonly string[]> => {
  const live = act === null ? 't.ended_act is null' : `t.act_id <= ${act} and (t.ended_act is null or t.ended_act > ${act})`
  const index = new Map([1, 2, 3, 4].map(child => [county.fields.index('resident-id', idOf(child)).toString('hex'), String(child)]))
  const rows = await county.ask<{ person_id: bigint; key: string | null; says: string }>(
    `with mine as (select p.person_id from registry.person p join registry.import i on i.division = p.division and i.committed_act = p.act_id where i.source like '%run-${run}'
       and ${act === null ? 'p.gone_act is null' : `p.act_id <= ${act} and (p.gone_act is null or p.gone_act > ${act})`}),
     told as (
       select t.person_id, split_part(t.source, ' ', 1) || ' particulars' as key, t.name as says from registry.particulars t where ${live}
       union all select t.person_id, split_part(t.source, ' ', 1) || ' number', encode(t.number_index, 'hex') from registry.identity_number t where ${live}
       union all select t.person_id, split_part(t.source, ' ', 1) || ' ' || t.matter, t.grade || ' ' || t.state from registry.enrolment t where ${live}
       union all select t.person_id, split_part(t.roster, ' ', 1) || ' ' || t.kind, t.standing from registry.designation t where ${live})
     select m.person_id, t.key, t.says from mine m left join told t using (person_id)`,
  )
  const persons = [...Map.groupBy(rows, r => r.person_id).values()].map(
    of => new Map(of.flatMap(({ key, says }) => (key === null ? [] : [[key, key.endsWith(' number') ? (index.get(says) ?? says) : says] as const]))),
  )
  return canonical(persons)
}

test(
  'whatever was imported and undone in whatever order, all is as if only what stands had been imported; and as it was known then',
  { timeout: 240_000 },
  async () => {
    let [undone, refusedUndos] = [0, 0]
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async steps => {
        run += 1
        const files: { importId: string; file: File }[] = []
        const past: { act: bigint; was: readonly string[] }[] = []
        for (const [at, one] of steps.entries()) {
          if (one.do === 'import') {
            const rows = one.rows.map(r => valuesOf(one.roster, r))
            const more = { of: `run-${run}`, coverage: one.complete ? 'complete' : 'partial', salt: `${run} ${at}` } as const
            const { importId } = must(await county.does(cases.stage, aFile(one.roster, rows, more)))
            must(await county.does(cases.commit, { importId }))
            files.push({ importId, file: one })
          } else {
            const chosen = files[one.nth % Math.max(files.length, 1)]
            if (chosen === undefined) continue
            const result = await county.does(cases.undo, { importId: chosen.importId })
            if (result.ok) {
              files.splice(files.indexOf(chosen), 1)
              undone += 1
            } else {
              refusedUndos += 1
              const { rests } = result.problem.facts as { rests: readonly { what: string; label: string }[] }
              const later = files.slice(files.indexOf(chosen) + 1).map(each => each.importId)
              expect(rests.length).toBeGreaterThan(0)
              for (const { what, label } of rests) expect([what, later.includes(label)]).toEqual(['import', true])
            }
          }
          const now = await stored(null)
          expect(now).toEqual(canonical(read(files.map(each => each.file))))
          const [last] = await county.ask<{ act: bigint }>('select max(act_id) as act from audit.act')
          past.push({ act: last?.act ?? 0n, was: now })
        }
        for (const { act, was } of past) expect(await stored(act)).toEqual(was)
      }),
      { numRuns: 25, seed: 990101, endOnFailure: true },
    )
    // The property is about something.
    expect(undone).toBeGreaterThan(10)
    expect(refusedUndos).toBeGreaterThan(3)
  },
)
