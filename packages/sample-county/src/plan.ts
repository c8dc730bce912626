import { dayOf, epochDay } from '@yingjin/kernel'
import { type Designations, isInHardship, isNamedInFull, type Standing, standingOn } from './designations.ts'
import { type Enrolments, sameStageLastTerm, situationOf, situations, stageOf } from './enrolment.ts'
import { attendanceLastTerm, attendanceNow, type Due, dueLastTerm, type PaidItem } from './last-term.ts'
import type { Places } from './places.ts'
import { isResident, type Population, villageOf } from './population.ts'
import { type Random, randomFor } from './random.ts'
import type { School, Schools } from './schools.ts'
import type { SampleRosterId } from './roster-ids.ts'

export type LeadKind =
  | 'entitled-unpaid'
  | 'paid-not-entitled'
  | 'paid-twice'
  | 'not-enrolled'
  | 'on-roll-not-present'
  | 'lifted-out-dropout'
  | 'several-rolls'
  | 'shared-id'
  | 'contradiction'
  | 'doubtful-id'

/** A finding put in on purpose. One child stands in at most one of them. `restsOn`: the rosters that show it. */
export type PlannedLead = Readonly<{ kind: LeadKind; ground: string; child: number; other: number | null; restsOn: readonly SampleRosterId[] }>
export type Payment = Readonly<{ child: number; item: PaidItem; fen: number; school: School }>

export type Plan = Readonly<{
  leads: ReadonlyMap<number, PlannedLead>
  payments: readonly Payment[]
  /** Second school of a child with two rolls. */
  secondSchool: ReadonlyMap<number, number>
  /** Child → the child whose number stands on its student record. */
  borrowedId: ReadonlyMap<number, number>
  /** Households listed on both lists of a pair. */
  bothLists: ReadonlyMap<number, 'lifted-out' | 'monitored'>
  /** Living children on the death list. */
  wronglyDead: ReadonlySet<number>
}>

export const springStart = epochDay(dayOf(2022, 3, 1))
export const autumnStart = epochDay(dayOf(2022, 9, 1))
/** Dates that decide something keep this distance from the first of March: a month is the finest many rosters carry. */
const clear = 31

/** Of 100,000 of those eligible. High enough that 20,000 children give dozens of each. */
export const leadRates = {
  'entitled-unpaid': 9_000,
  deceased: 1_500,
  'left-school': 6_000,
  'risk-removed': 45_000,
  'policy-ended': 40_000,
  'paid-twice': 3_000,
  'on-roll-not-present': 350,
  'lifted-out-dropout': 2_500,
  'several-rolls': 350,
  'shared-id': 500,
  contradiction: 4_500,
  'contradiction-monitored': 30_000,
  'deceased-present': 120,
} as const

const openIsPaid = (due: Due, random: Random): boolean => due.ground === 'named' || due.item !== 'boarder-living' || random.chance(50_000)

/** Plants the findings and writes last term's payments. Changes enrolments where a finding is about being away. */
export const makePlan = (seed: number, population: Population, places: Places, schools: Schools, e: Enrolments, d: Designations): Plan => {
  const { people, households } = population
  const n = people.children
  const leads = new Map<number, PlannedLead>()
  const payments: Payment[] = []
  const secondSchool = new Map<number, number>()
  const borrowedId = new Map<number, number>()
  const bothLists = new Map<number, 'lifted-out' | 'monitored'>()
  const wronglyDead = new Set<number>()
  const lenders = new Set<number>()

  const find = (kind: LeadKind, ground: string, child: number, restsOn: readonly SampleRosterId[], other: number | null = null): void => {
    leads.set(child, { kind, ground, child, other, restsOn })
  }
  const free = (child: number): boolean => !leads.has(child) && !lenders.has(child)
  const situation = (child: number): string => situationOf(e, child)
  const standing = (child: number, on: number): Standing => standingOn(d, people.household[child] ?? 0, child, on)
  const inClass = (child: number): boolean => situation(child) === 'in-class'
  const rollOf = (child: number): SampleRosterId =>
    stageOf(e, child) === 'preschool' ? 'kindergarten-children' : stageOf(e, child) === 'vocational' ? 'vocational-roll' : 'student-roll'

  // Households on both lists of a pair: every child of theirs is contradicted.
  for (let h = 0; h < households.count; h += 1) {
    const random = randomFor(seed, 'contradiction', h)
    const first = households.firstChild[h] ?? 0
    const own = Array.from({ length: households.children[h] ?? 0 }, (_, i) => first + i)
    if (!isResident(population, first) || !own.every(c => inClass(c))) continue
    const lifted = d.liftedOut[h] !== 0 && d.policyEnded[h] === 0 && d.monitored[h] === 0
    const atRisk = (d.monitored[h] ?? 0) >= 2 && d.riskRemoved[h] === 0 && (d.monitoredSince[h] ?? 0) < springStart - 250
    if (lifted && random.chance(leadRates.contradiction)) {
      bothLists.set(h, 'lifted-out')
      for (const c of own) find('contradiction', 'lifted_out', c, ['lifted-out-continuing', 'lifted-out-not-continuing'])
    } else if (atRisk && random.chance(leadRates['contradiction-monitored'])) {
      bothLists.set(h, 'monitored')
      for (const c of own) find('contradiction', d.monitored[h] === 2 ? 'marginal' : 'sudden_hardship', c, ['monitored-at-risk', 'monitored-risk-removed'])
    }
  }

  for (let child = 0; child < n; child += 1) {
    if (!free(child)) continue
    const random = randomFor(seed, 'lead', child)
    const resident = isResident(population, child)
    const stage = stageOf(e, child)
    const compulsory = stage === 'primary' || stage === 'junior'
    const now = standing(child, autumnStart)
    const spring = standing(child, springStart)
    const before = attendanceLastTerm(e, schools, child, places.villages[villageOf(population, child)]?.township ?? 0)
    const due = before === null ? null : dueLastTerm(before, spring)

    if (situation(child) === 'nowhere' || (situation(child) === 'elsewhere-unknown' && compulsory)) {
      if (now.liftedOut) find('lifted-out-dropout', 'not-enrolled', child, ['household-register', 'lifted-out-continuing'])
      else find('not-enrolled', situation(child), child, ['household-register'])
      continue
    }
    if (!inClass(child)) continue

    if (compulsory && resident && random.chance(now.liftedOut ? leadRates['lifted-out-dropout'] : leadRates['on-roll-not-present'])) {
      e.situation[child] = situations.indexOf('absent')
      if (now.liftedOut) find('lifted-out-dropout', 'on-roll-not-present', child, ['student-roll', 'lifted-out-continuing'])
      else find('on-roll-not-present', random.chance(50_000) ? 'listed-as-away' : 'not-listed', child, ['student-roll'])
      continue
    }
    // The dead and those who left while still being paid: taken from children who really were due something.
    if (resident && due !== null && due.ground === 'named' && random.chance(leadRates.deceased)) {
      e.situation[child] = situations.indexOf('dead')
      e.endedOn[child] = springStart - clear - random.below(300)
      find('paid-not-entitled', 'deceased', child, ['death-list', 'payment-roster'])
      continue
    }
    if (resident && due !== null && stage === 'senior' && (e.grade[child] ?? 0) >= 2 && random.chance(leadRates['left-school'])) {
      e.situation[child] = situations.indexOf('left')
      e.endedOn[child] = springStart - clear - random.below(60)
      find('paid-not-entitled', 'left-school', child, ['student-roll', 'payment-roster'])
      continue
    }
    if ((compulsory || stage === 'senior') && random.chance(leadRates['several-rolls'])) {
      const choice = stage === 'primary' ? (schools.primary[0] ?? []) : stage === 'junior' ? schools.junior : schools.senior
      const second = random.pick(choice)
      if (second !== e.school[child]) {
        secondSchool.set(child, second)
        find('several-rolls', '', child, ['student-roll'])
        continue
      }
    }
    if ((compulsory || stage === 'senior') && random.chance(leadRates['shared-id'])) {
      const other = random.below(n)
      const otherStage = stageOf(e, other)
      if (
        free(other) &&
        other !== child &&
        inClass(other) &&
        people.household[other] !== people.household[child] &&
        (otherStage === 'primary' || otherStage === 'junior' || otherStage === 'senior')
      ) {
        borrowedId.set(child, other)
        lenders.add(other)
        find('shared-id', 'planted', child, ['student-roll'], other)
        continue
      }
    }
    if (resident && rollOf(child) !== 'kindergarten-children' && random.chance(leadRates['deceased-present'])) {
      wronglyDead.add(child)
      find('contradiction', 'deceased-present', child, ['death-list', 'pupils-present'])
      continue
    }
    // Risk removed, policy ended: nothing else carries the child, then or now, and it was paid all the same.
    const household = people.household[child] ?? 0
    if (resident && before !== null && due === null && !isInHardship(now) && !isInHardship(spring)) {
      const removed = (d.riskRemoved[household] ?? 0) !== 0 && (d.riskRemoved[household] ?? 0) <= springStart - clear && (d.monitored[household] ?? 0) >= 2
      const ended = (d.policyEnded[household] ?? 0) !== 0
      const asIf = removed ? dueLastTerm(before, { ...spring, marginal: true }) : ended ? dueLastTerm(before, { ...spring, liftedOut: true }) : null
      if (asIf !== null && random.chance(removed ? leadRates['risk-removed'] : leadRates['policy-ended'])) {
        if (removed) find('paid-not-entitled', 'risk-removed', child, ['monitored-risk-removed', 'payment-roster'])
        else find('paid-not-entitled', 'policy-ended', child, ['lifted-out-not-continuing', 'payment-roster'])
        payments.push({ child, item: asIf.item, fen: asIf.fen, school: before.school })
        continue
      }
    }
    // Entitled then and now to the same item, in the same stage, and left out.
    const attends = attendanceNow(e, schools, child)
    const dueNow = attends === null ? null : dueLastTerm(attends, now)
    if (
      resident &&
      due !== null &&
      due.ground === 'named' &&
      due.item !== 'preschool-living' &&
      dueNow?.item === due.item &&
      dueNow.ground === 'named' &&
      // A farming student is due the grant without any designation; whoever is left out stands on a list as well.
      isNamedInFull(spring) &&
      isNamedInFull(now) &&
      sameStageLastTerm(e, child) &&
      random.chance(leadRates['entitled-unpaid'])
    )
      find('entitled-unpaid', due.item, child, [])
  }

  // Last term's payments of everybody else, honest ones and those made twice.
  for (let child = 0; child < n; child += 1) {
    const random = randomFor(seed, 'payment', child)
    const lead = leads.get(child)
    if (lead?.kind === 'entitled-unpaid' || lead?.ground === 'risk-removed' || lead?.ground === 'policy-ended') continue
    const what = situation(child)
    if (what === 'nowhere' || what === 'elsewhere-unknown' || what === 'young' || what === 'working') continue
    const township = places.villages[villageOf(population, child)]?.township ?? 0
    const before = attendanceLastTerm(e, schools, child, township)
    if (before === null) continue
    const due = dueLastTerm(before, standing(child, springStart))
    if (due === null || !openIsPaid(due, random)) continue
    const endedOn = e.endedOn[child] ?? 0
    const gone = endedOn !== 0 && endedOn < springStart
    if (gone && lead === undefined) {
      // Half of those gone before the term and on no list of findings yet were paid all the same.
      const shows: Partial<Record<string, SampleRosterId>> = { dead: 'death-list', left: 'student-roll', 'elsewhere-known': 'student-roll' }
      const roster = shows[what]
      const onStudentRoll = stageOf(e, child) !== 'vocational' && stageOf(e, child) !== 'preschool'
      if (
        roster === undefined ||
        !isResident(population, child) ||
        endedOn > springStart - clear ||
        !random.chance(50_000) ||
        (what !== 'dead' && !onStudentRoll)
      )
        continue
      find('paid-not-entitled', what === 'dead' ? 'deceased' : 'left-school', child, [roster, 'payment-roster'])
    }
    // A child from elsewhere is paid here only when it brought a certificate, or when no hardship is asked for.
    if (!isResident(population, child) && !before.farming && !random.chance(50_000)) continue
    payments.push({ child, item: due.item, fen: due.fen, school: before.school })
    if (lead === undefined && !leads.has(child) && free(child) && situation(child) === 'in-class' && random.chance(leadRates['paid-twice'])) {
      const across = random.chance(50_000)
      const others = schools.all.filter(s => s.stages.includes(before.stage) && s.number !== before.school.number && s.inCounty)
      const second = across && others.length > 0 ? random.pick(others) : before.school
      payments.push({ child, item: due.item, fen: due.fen, school: second })
      find('paid-twice', second === before.school ? 'same-school' : 'across-schools', child, ['payment-roster'])
    }
  }
  return { leads, payments, secondSchool, borrowedId, bothLists, wronglyDead }
}

/** Children whose number on the student record must stay sound because somebody else's finding rests on it. */
export const mustKeepId = (plan: Plan): ReadonlySet<number> => new Set(plan.borrowedId.values())
