import type { RosterKindId } from '@yingjin/intake'
import { rosterKinds } from '@yingjin/intake'
import { compileDifferences, compileFunds, type CompiledPolicy, type differenceSchema, type fundSchema } from '@yingjin/policy'
import { type Expr, type Plan, type Relation, unionAll, values } from '@yingjin/sql'
import { answersOfPersons, unheard, type unheardSchema } from './answers.ts'
import { cards, type cardSchema } from './card.ts'
import { enrolments } from './enrolment.ts'
import { entitlement, type entitlementSchema, heardDecisions, type heardSchema } from './entitlement.ts'
import { factTable, placed } from './fact-table.ts'
import { citedPlaces, grounds } from './grounds.ts'
import { leadTable, type leadSchema } from './lead-table.ts'
import type { World } from './leads/lead.ts'
import { silentSchoolSchema } from './leads/looked-at.ts'
import { silentSchools } from './leads/out-of-school.ts'
import { paidDead } from './leads/paid-strangers.ts'
import { paidOnRecord, payments } from './leads/payments.ts'
import { asSaid, knownOf, knownPersons, type KnownPersons, remembered } from './known-persons.ts'
import { matchRows, type Matching } from './match-rows.ts'
import { membership, type membershipSchema } from './membership.ts'
import { missing, type missingSchema, type notEnteredSchema, type rosterGapSchema } from './missing.ts'
import { paidTerms } from './paid-terms.ts'
import { type identitySchema, personRows } from './roster-table.ts'
import { schools } from './school.ts'
import { absenceCounts, type Situation } from './situation.ts'
import { spine, spineKinds } from './spine.ts'
import { doubtsPerKind, standing } from './standing.ts'

/** Tables a run leaves behind; `results.ts` words them. */
export type Determination = Readonly<{
  policy: CompiledPolicy
  rows: Relation<typeof identitySchema>
  /** Where every row stands that may be cited: of persons, and of the directory of schools. */
  places: Relation
  /** Whom of the registry rows stand for. */
  registry: KnownPersons
  matching: Matching
  cards: Relation<typeof cardSchema>
  facts: Relation
  standing: Relation
  entitlement: Relation<typeof entitlementSchema>
  /** What persons decided, as it was heard. */
  heard: Relation<typeof heardSchema>
  /** Who bears each sum; null where no line says. */
  funds: Relation<typeof fundSchema> | null
  /** What persons should look at although every line is decided; null where the pack has none. */
  notices: Relation<typeof noticeSchema> | null
  /** Sums that differ from a standard in force; null where no paper above has one. */
  differences: Relation<typeof differenceSchema> | null
  missing: Relation<typeof missingSchema>
  gaps: Relation<typeof rosterGapSchema>
  /** Figures that nobody has entered; null where the pack leaves none open. */
  notEntered: Relation<typeof notEnteredSchema> | null
  unheard: Relation<typeof unheardSchema>
  /** Schools whose pupils the student roll does not hold, where the roll is one that could say no. */
  silentSchools: Relation<typeof silentSchoolSchema>
  leads: Relation<typeof leadSchema>
  membership: Relation<typeof membershipSchema>
  membershipCounts: Relation<{ mask: 'bigint'; persons: 'bigint' }>
  /** The rows on which each known fact of a person stands. */
  grounds: Relation
}>

export const noticeSchema = { person_id: 'bigint', notice: 'text' } as const

/**
 * The main job as one plan: persons from the spine rosters, every other roster compared with them, facts from rosters
 * (absence included), the policy over the facts, and what one list says against another.
 * Reads `roster_*` tables (see `rosterTableName`), `filled_answers`, `filled_decisions` and `aid_items`.
 */
export const determine = (plan: Plan, situation: Situation, policy: CompiledPolicy): Determination => {
  const registry = knownPersons(plan, situation)
  const known = spine(plan, situation, registry)
  const others = (Object.keys(rosterKinds) as RosterKindId[]).filter(kind => !(spineKinds as readonly string[]).includes(kind))
  const otherRows = registry.identified(others)
  const alike = matchRows(plan, 'roster', otherRows, known.identities)
  const found = registry.said === null ? alike : asSaid(plan, 'roster', otherRows, alike, { ...registry, said: registry.said }, known.owners, known.matches)
  const matching: Matching = {
    matches: plan.step('matches', 'every roster row and its person', unionAll(known.matches, found.matches)),
    doubts: plan.step('doubts', 'every roster row in doubt', unionAll(known.doubts, found.doubts)),
  }
  const rows = personRows(situation, [...spineKinds, ...others])
  const compared = registry.said === null ? rows : registry.identified([...spineKinds, ...others])
  const doubtPerKind = doubtsPerKind(plan, situation, known, matching, compared)
  const memory = situation.office === undefined ? null : remembered(plan, matching.matches, registry)
  const enrolled = enrolments(plan, situation, known, doubtPerKind, memory)
  const place = placed(plan, situation, enrolled.current, schools(plan, situation))
  const standings = standing(
    plan,
    situation,
    known,
    matching,
    doubtPerKind,
    place.select(c => ({ person_id: c['person_id'] as Expr<'bigint'>, in_county_school: c['in_county_school'] as Expr<'boolean'> })),
  )
  const given = answersOfPersons(plan, matching.matches, memory)
  const { answers, decisions } = given
  const heard = heardDecisions(plan, decisions)
  const fromRosters = factTable(plan, situation, place, standings.persons, paidTerms(plan, situation, policy, matching.matches, memory), answers)
  const { rows: entitled, facts, asked } = entitlement(plan, policy, fromRosters, heard)
  const open = missing(plan, situation, policy, entitled, standings.persons, place)
  const funds = compileFunds(policy.policy, asked, entitled as unknown as Relation)
  const notices = policy.policy.pack.notices.length === 0 ? null : plan.step('notice', 'what persons should look at', policy.notices(asked))
  const differences = compileDifferences(plan, policy, asked, entitled as unknown as Relation)
  const silent = plan.step('silent_schools', 'schools of the directory that no row of the student roll names', silentSchools(situation, enrolled.named))
  const people = cards(plan, situation, registry, known, matching.matches, place)
  const world: World = {
    situation,
    policy,
    spine: known,
    matching,
    rows,
    enrolmentRows: enrolled.rows,
    silentSchools: silent,
    place,
    standing: standings.persons,
    evidence: standings.evidence,
    doubtPerKind,
    facts,
    cards: people,
    entitlement: entitled as unknown as Relation,
    payments: payments(plan, situation, matching.matches),
    paidOnRecord: paidOnRecord(plan, situation, knownOf(matching.matches, registry)),
    paidDead: paidDead(plan, situation, matching, otherRows),
  }
  const stands = grounds(plan, policy.policy.facts, {
    situation,
    said: standings.evidence,
    matching,
    spine: known,
    enrolled,
    place,
    facts,
    answers,
  })
  const members = membership(plan, matching.matches)
  return {
    policy,
    rows,
    places: citedPlaces(situation, rows),
    registry,
    matching,
    cards: people,
    facts,
    standing: standings.persons,
    entitlement: entitled,
    heard,
    funds: funds === null ? null : plan.step('fund', 'who bears each sum', funds),
    notices,
    differences: differences === null ? null : plan.step('standard_difference', 'sums that differ from a standard in force', differences),
    missing: open.questions,
    gaps: open.gaps,
    notEntered: open.notEntered,
    unheard: unheard(plan, rows, matching.matches, given),
    silentSchools: absenceCounts(situation, 'student-roll') ? silent : values(silentSchoolSchema, []),
    leads: leadTable(plan, world),
    membership: members.persons,
    membershipCounts: members.counts,
    grounds: stands as unknown as Relation,
  }
}
