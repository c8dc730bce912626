import { normaliseName } from '@yingjin/comparison'
import { leadKindIds } from '@yingjin/determination'
import { type FactKey, nothingKnown } from '@yingjin/facts'
import { decide, type Policy } from '@yingjin/policy'
import type { ComparisonRow, EntitlementRow, LeadRow, MissingRow } from '../deliver/rows.ts'
import { placeKeyFor, readResult, type Truth } from './truth.ts'

/** What the run said (`claimed`) against what is true (`expected`); `right` is both. */
/** `unexplained`: misses and false claims that no planted damage of the child's rows accounts for. They are faults of ours. */
export type Measure = Readonly<{ measure: string; expected: number; claimed: number; right: number; recall: number; precision: number; unexplained: number }>

export type Score = Readonly<{
  measures: readonly Measure[]
  /** Missed rows and findings by the damage that hid them; `none` must be zero: a miss without a cause is a fault of ours. */
  missesByDamage: Readonly<Record<string, number>>
  falseMatches: number
  wrongAmounts: number
  rowsUnaccounted: number
}>

const measureOf = (measure: string, expected: ReadonlySet<string>, claimed: ReadonlySet<string>, isDamaged: (key: string) => boolean): Measure => {
  const right = claimed.intersection(expected).size
  return {
    measure,
    expected: expected.size,
    claimed: claimed.size,
    right,
    recall: expected.size === 0 ? 1 : right / expected.size,
    precision: claimed.size === 0 ? 1 : right / claimed.size,
    unexplained: [...expected.symmetricDifference(claimed)].filter(key => !isDamaged(key)).length,
  }
}

const spineRosters: readonly string[] = ['household-register', 'student-roll', 'kindergarten-children', 'vocational-roll', 'higher-education', 'pupils-present']

/** Holds a run's results against the planted truth. */
export const scoreRun = (out: string, truth: Truth, policy: Policy, rowsUnaccounted: number): Score => {
  const placeKey = placeKeyFor(truth.rows)
  const personAt = new Map(truth.rows.map(r => [placeKey(r), r.person]))
  const damageAt = new Map(truth.rows.map(r => [placeKey(r), r.damage.map(d => d.kind)]))
  const comparison = readResult<ComparisonRow>(out, 'comparison')
  const entitlement = readResult<EntitlementRow>(out, 'entitlement')
  const leads = readResult<LeadRow>(out, 'lead')
  const misses: Record<string, number> = {}
  const miss = (kinds: readonly string[]): void => {
    for (const kind of kinds.length === 0 ? ['none'] : kinds) misses[kind] = (misses[kind] ?? 0) + 1
  }

  // Matches: every row of a person beyond the one that made it known should find that person.
  const onSpine = new Set(truth.rows.filter(r => spineRosters.includes(r.roster)).map(r => r.person))
  const expectedMatches = new Set<string>()
  const firstOf = new Map<number, string>()
  const founding = new Set(comparison.filter(c => c.evidence === 'founded').map(c => placeKey(c)))
  for (const row of truth.rows) if (founding.has(placeKey(row)) && !firstOf.has(row.person)) firstOf.set(row.person, placeKey(row))
  for (const row of truth.rows) if (onSpine.has(row.person) && firstOf.get(row.person) !== placeKey(row)) expectedMatches.add(placeKey(row))
  const claimedMatches = new Set<string>()
  let falseMatches = 0
  const rightMatches = new Set<string>()
  for (const c of comparison) {
    if (c.status !== 'matched' || c.evidence === 'founded' || c.person_file === null) continue
    const key = placeKey(c)
    const [truly, found] = [personAt.get(key), personAt.get(placeKey({ file: c.person_file, sheet: c.person_sheet ?? '', row: c.person_row ?? 0 }))]
    if (truly === undefined) continue
    claimedMatches.add(key)
    if (truly === found) rightMatches.add(key)
    else falseMatches += 1
  }
  // A sound row is missed when the row it should meet is damaged; that damage is then the cause.
  const damageOf = new Map<number, string[]>()
  for (const row of truth.rows)
    if (row.damage.length > 0) damageOf.set(row.person, [...(damageOf.get(row.person) ?? []), ...row.damage.map(d => `${d.kind} beside`)])
  // A namesake's damaged row may be this child's too, and holds it back just as its own would.
  const damagedSounds = new Set(
    comparison.filter(c => (damageAt.get(placeKey(c))?.length ?? 0) > 0 && c.name !== null).map(c => normaliseName(c.name ?? '')?.pinyin),
  )
  const soundsOf = new Map<number, Set<string | null | undefined>>()
  for (const c of comparison) {
    const person = personAt.get(placeKey(c))
    if (person !== undefined && c.name !== null) soundsOf.set(person, (soundsOf.get(person) ?? new Set()).add(normaliseName(c.name)?.pinyin))
  }
  const isDamagedPerson = (person: number): boolean => damageOf.has(person)
  const hasDamagedNamesake = (person: number): boolean => [...(soundsOf.get(person) ?? [])].some(sound => typeof sound === 'string' && damagedSounds.has(sound))
  /** Keys of findings and amounts begin with the person's number. */
  const isDamagedKey = (key: string): boolean => {
    const person = Number(/^\d+/.exec(key)?.[0] ?? -1)
    return isDamagedPerson(person) || hasDamagedNamesake(person)
  }
  for (const key of expectedMatches) {
    if (rightMatches.has(key)) continue
    const own = damageAt.get(key) ?? []
    miss(own.length > 0 ? own : (damageOf.get(personAt.get(key) ?? -1) ?? []))
  }
  const matches: Measure = {
    measure: 'matches',
    expected: expectedMatches.size,
    claimed: claimedMatches.size,
    right: rightMatches.size,
    recall: expectedMatches.intersection(rightMatches).size / Math.max(1, expectedMatches.size),
    precision: rightMatches.size / Math.max(1, claimedMatches.size),
    unexplained: [...expectedMatches].filter(key => !rightMatches.has(key) && !isDamagedPerson(personAt.get(key) ?? -1)).length + falseMatches,
  }

  // A damaged name may by chance still sound like the true one, or stand on the row as 曾用名: then nothing is wrong.
  const names = new Map<number, string[]>()
  const seenAt = new Map<string, ComparisonRow>()
  for (const c of comparison) {
    seenAt.set(placeKey(c), c)
    const person = personAt.get(placeKey(c))
    if (person !== undefined && c.name !== null && !(damageAt.get(placeKey(c)) ?? []).some(d => d.startsWith('name-')))
      names.set(person, [...(names.get(person) ?? []), c.name])
  }
  const rowsOf = Map.groupBy(truth.rows, r => r.person)
  const seen = (person: number): readonly ComparisonRow[] => (rowsOf.get(person) ?? []).flatMap(r => seenAt.get(placeKey(r)) ?? [])
  const isOneName = (l: Truth['leads'][number]): boolean =>
    l.by === 'damage' &&
    l.ground.startsWith('name-') &&
    (seen(l.person).length < 2 ||
      seen(l.person).some(row => row.name_relation === 'former' || row.name_relation === 'unreadable') ||
      l.rows.some(r => {
        const row = seenAt.get(placeKey(r))
        const written = row === undefined || row.name === null ? null : normaliseName(row.name)
        return (names.get(l.person) ?? []).some(n => written !== null && normaliseName(n)?.pinyin === written.pinyin)
      }))
  const children = new Set(truth.facts.map(f => f.person))
  /** An adult's row that carries a child's number is a finding about the child, though the truth lists children's rows only. */
  const borrowedByAdults = new Set(
    truth.rows.filter(r => !children.has(r.person)).flatMap(r => r.damage.flatMap(d => (d.whose === undefined ? [] : [d.whose]))),
  )

  /** True findings the planted truth does not list: an adult's row with the child's number; a damaged name that only nearly sounds alike. */
  const isTrueBesides = (kind: string, person: number): boolean =>
    (kind === 'doubtful-id' && borrowedByAdults.has(person)) ||
    ((kind === 'shared-id' || kind === 'doubtful-id') && (rowsOf.get(person) ?? []).some(r => r.damage.some(d => d.kind.startsWith('name-'))))

  // Findings, by kind and person; a payment's ground belongs to the finding.
  const leadKey = (kind: string, ground: string, person: number): string => `${person}${kind === 'paid-not-entitled' ? ` ${ground}` : ''}`
  const leadMeasures = leadKindIds.map(kind => {
    const expected = new Set(truth.leads.filter(l => l.kind === kind && !isOneName(l)).map(l => leadKey(kind, l.ground, l.person)))
    const excused = new Set(truth.leads.filter(l => l.kind === kind && isOneName(l)).map(l => leadKey(kind, l.ground, l.person)))
    const alsoRight = new Set(truth.leads.filter(l => l.kind === kind).flatMap(l => l.others.map(o => leadKey(kind, l.ground, o))))
    const claimed = new Set<string>()
    for (const l of leads) {
      if (l.kind !== kind) continue
      const person = personAt.get(placeKey(l))
      const key = leadKey(kind, l.ground, person ?? -1)
      // A finding between two children may stand under either.
      const twin =
        (kind === 'shared-id' || kind === 'doubtful-id') && !expected.has(key) && alsoRight.has(key)
          ? truth.leads.find(t => t.kind === kind && t.others.includes(person ?? -1))
          : undefined
      if (!expected.has(key) && isTrueBesides(kind, person ?? -1)) continue
      const found = twin === undefined ? key : leadKey(kind, twin.ground, twin.person)
      if (!excused.has(found)) claimed.add(found)
    }
    for (const l of truth.leads) {
      if (l.kind !== kind || isOneName(l) || claimed.has(leadKey(kind, l.ground, l.person))) continue
      miss([...new Set((rowsOf.get(l.person) ?? []).flatMap(r => r.damage.map(d => `${d.kind} (${kind})`)))])
    }
    return measureOf(kind, expected, claimed, isDamagedKey)
  })

  // Amounts: what the evaluator gives on what this county can truly know.
  const expectedDue = new Map<string, number | null>()
  for (const { person, values, unknowable } of truth.facts) {
    if (values.stage === undefined || values.stage === null) continue
    const known = { ...nothingKnown, ...values, ...Object.fromEntries(unknowable.map((k: FactKey) => [k, null])) }
    for (const outcome of decide(policy, known)) if (outcome.state === 'due') expectedDue.set(`${person} ${outcome.line}`, outcome.amountFen)
  }
  let wrongAmounts = 0
  const claimedDue = new Set<string>()
  for (const row of entitlement) {
    const key = `${personAt.get(placeKey(row)) ?? -1} ${row.line}`
    const expected = expectedDue.get(key)
    const exact = expected !== undefined && expected === row.amount_fen
    if (!exact) wrongAmounts += 1
    claimedDue.add(exact ? key : `wrong ${key}`)
  }
  // A line the run put as a question was not missed in silence: a namesake's damaged row keeps it open.
  const asked = new Set(readResult<MissingRow>(out, 'missing').flatMap(m => m.lines.split('；').map(line => `${personAt.get(placeKey(m)) ?? -1} ${line}`)))
  return {
    measures: [matches, ...leadMeasures, measureOf('amounts', new Set(expectedDue.keys()), claimedDue, key => isDamagedKey(key) || asked.has(key))],
    missesByDamage: misses,
    falseMatches,
    wrongAmounts,
    rowsUnaccounted,
  }
}
