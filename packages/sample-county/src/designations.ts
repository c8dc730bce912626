import { dayOf, epochDay } from '@yingjin/kernel'
import type { Places } from './places.ts'
import type { Population } from './population.ts'
import { type Random, randomFor } from './random.ts'

export const monitoredKinds = ['脱贫不稳定户', '边缘易致贫户', '突发严重困难户'] as const
/** 残疾类别, in the order of the certificate's nineteenth digit. */
export const disabilityKinds = ['视力', '听力', '言语', '肢体', '智力', '精神', '多重'] as const

/**
 * What is true about households and children. A day column holds days since 1970-01-01, 0 = never.
 * True everywhere; what this county can *know* is another matter (see `true-facts.ts`).
 */
export type Designations = {
  readonly liftedOut: Int32Array //      脱贫户: since
  readonly policyEnded: Int32Array //    不再享受政策: since
  readonly monitored: Uint8Array //      0 none, 1… index + 1 into monitoredKinds
  readonly monitoredSince: Int32Array
  readonly riskRemoved: Int32Array
  readonly minimumLiving: Uint8Array //  0 none, 1 rural, 2 urban
  readonly minimumLivingSince: Int32Array
  readonly lowIncome: Int32Array
  // children
  readonly extremeHardship: Int32Array
  readonly orphan: Uint8Array //         0 none, 1 orphan, 2 de facto unsupported
  readonly orphanSince: Int32Array
  readonly disabled: Uint8Array //       0 none, else kind × 10 + grade
  readonly disabledSince: Int32Array
  readonly martyr: Uint8Array
}

/** Of 100,000 households (or children). Choices of ours, within what counties report. */
export const designationRates = {
  liftedOut: 10_000,
  policyEnded: 12_000, //           of lifted-out households
  unstable: 7_000, //               of lifted-out households that continue
  marginal: 1_300,
  sudden: 700,
  riskRemoved: 45_000, //           of monitored households
  minimumLiving: 3_000,
  minimumLivingOfLiftedOut: 13_000,
  lowIncome: 1_500,
  extremeHardship: 250,
  orphan: 150,
  deFactoUnsupported: 350,
  disabled: 800,
  martyr: 60,
} as const

const between = (random: Random, from: number, to: number): number => random.between(from, to)
const days = {
  lifted: epochDay(dayOf(2016, 1, 1)),
  liftedEnd: epochDay(dayOf(2020, 12, 31)),
  monitored: epochDay(dayOf(2020, 3, 1)),
  start: epochDay(dayOf(2018, 1, 1)),
  spring: epochDay(dayOf(2022, 3, 1)),
  rosterDay: epochDay(dayOf(2022, 8, 20)),
}

/** Nine in ten designations stood before the spring term began; the rest are new since, and no one was late with them. */
const since = (random: Random, from: number): number =>
  random.chance(90_000) ? between(random, from, days.spring - 40) : between(random, days.spring + 31, days.rosterDay)
const removedBetween = (random: Random): number =>
  random.chance(75_000) ? between(random, days.spring - 300, days.spring - 32) : between(random, days.spring + 31, days.rosterDay)

export const makeDesignations = (seed: number, population: Population, places: Places): Designations => {
  const { households, people } = population
  const h = households.count
  const n = people.children
  const d: Designations = {
    liftedOut: new Int32Array(h),
    policyEnded: new Int32Array(h),
    monitored: new Uint8Array(h),
    monitoredSince: new Int32Array(h),
    riskRemoved: new Int32Array(h),
    minimumLiving: new Uint8Array(h),
    minimumLivingSince: new Int32Array(h),
    lowIncome: new Int32Array(h),
    extremeHardship: new Int32Array(n),
    orphan: new Uint8Array(n),
    orphanSince: new Int32Array(n),
    disabled: new Uint8Array(n),
    disabledSince: new Int32Array(n),
    martyr: new Uint8Array(n),
  }
  const rate = designationRates
  for (let i = 0; i < h; i += 1) {
    const random = randomFor(seed, 'designation', i)
    const urban = places.villages[households.village[i] ?? 0]?.urban === true
    if (!urban && random.chance(rate.liftedOut)) {
      d.liftedOut[i] = between(random, days.lifted, days.liftedEnd)
      if (random.chance(rate.policyEnded)) d.policyEnded[i] = between(random, epochDay(dayOf(2021, 1, 15)), epochDay(dayOf(2021, 12, 20)))
    }
    const lifted = d.liftedOut[i] !== 0
    const continuing = lifted && d.policyEnded[i] === 0
    if (continuing && random.chance(rate.unstable)) d.monitored[i] = 1
    else if (!lifted && !urban && random.chance(rate.marginal)) d.monitored[i] = 2
    else if (!lifted && !urban && random.chance(rate.sudden)) d.monitored[i] = 3
    if (d.monitored[i] !== 0) {
      const removed = random.chance(rate.riskRemoved)
      d.riskRemoved[i] = removed ? removedBetween(random) : 0
      // At least six months lie between recognising a household and removing its risk.
      d.monitoredSince[i] = removed ? between(random, days.monitored, (d.riskRemoved[i] ?? 0) - 190) : since(random, days.monitored)
    }
    if (random.chance(lifted ? rate.minimumLivingOfLiftedOut : rate.minimumLiving)) {
      d.minimumLiving[i] = urban ? 2 : 1
      d.minimumLivingSince[i] = since(random, days.start)
    } else if (!lifted && random.chance(rate.lowIncome)) d.lowIncome[i] = since(random, days.monitored)
  }
  for (let child = 0; child < n; child += 1) {
    const random = randomFor(seed, 'own designation', child)
    const household = people.household[child] ?? 0
    const born = people.born[child] ?? 0
    const from = Math.max(days.start, born + 200)
    if (d.minimumLiving[household] === 0 && random.chance(rate.extremeHardship)) d.extremeHardship[child] = since(random, from)
    else if (d.minimumLiving[household] === 0 && random.chance(rate.orphan + rate.deFactoUnsupported)) {
      d.orphan[child] = random.below(rate.orphan + rate.deFactoUnsupported) < rate.orphan ? 1 : 2
      d.orphanSince[child] = since(random, from)
    }
    if (random.chance(rate.disabled)) {
      d.disabled[child] = (1 + random.below(7)) * 10 + 1 + random.below(4)
      d.disabledSince[child] = since(random, from)
    }
    if (random.chance(rate.martyr)) d.martyr[child] = 1
  }
  return d
}

/** In force on a day. A month is the finest date most rosters carry, and no planted date lies near the first of March. */
const on = (start: number | undefined, end: number | undefined, dayNumber: number): boolean =>
  (start ?? 0) !== 0 && (start ?? 0) <= dayNumber && ((end ?? 0) === 0 || (end ?? 0) > dayNumber)

export type Standing = Readonly<{
  liftedOut: boolean
  unstable: boolean
  marginal: boolean
  sudden: boolean
  minimumLiving: boolean
  extremeHardship: boolean
  orphan: boolean
  deFactoUnsupported: boolean
  disabled: boolean
  martyr: boolean
  lowIncome: boolean
}>

/** The child's designations on a day. */
export const standingOn = (d: Designations, household: number, child: number, dayNumber: number): Standing => {
  const monitored = on(d.monitoredSince[household], d.riskRemoved[household], dayNumber) ? (d.monitored[household] ?? 0) : 0
  const ownOrphan = on(d.orphanSince[child], 0, dayNumber) ? (d.orphan[child] ?? 0) : 0
  return {
    liftedOut: on(d.liftedOut[household], d.policyEnded[household], dayNumber),
    unstable: monitored === 1,
    marginal: monitored === 2,
    sudden: monitored === 3,
    minimumLiving: on(d.minimumLivingSince[household], 0, dayNumber),
    extremeHardship: on(d.extremeHardship[child], 0, dayNumber),
    orphan: ownOrphan === 1,
    deFactoUnsupported: ownOrphan === 2,
    disabled: on(d.disabledSince[child], 0, dayNumber),
    martyr: d.martyr[child] === 1,
    lowIncome: on(d.lowIncome[household], 0, dayNumber),
  }
}

/** Any ground at all on that day. */
export const isInHardship = (s: Standing): boolean => Object.values(s).some(Boolean)
/** The five groups the document names for nearly every line: TP, DB, TK, OR, DI. */
export const isNamedInFull = (s: Standing): boolean => s.liftedOut || s.minimumLiving || s.extremeHardship || s.orphan || s.disabled
