import type { County } from './county.ts'
import { makeCounty } from './county.ts'
import type { SampleFile } from './file.ts'
import { divisionsOf } from './places.ts'
import type { InventedDivision } from './province.ts'
import { householdRegister } from './rosters/household-register.ts'
import { liftedOutContinuing, liftedOutNotContinuing } from './rosters/lifted-out.ts'
import { paymentRosters } from './rosters/payment-roster.ts'
import { studentRoll } from './rosters/student-roll.ts'
import { scopesOf } from './scope.ts'
import { type TrueFacts, trueFactsOf } from './true-facts.ts'
import { TruthKeeper } from './truth.ts'

export type SampleOptions = Readonly<{ seed: number; children: number; term: '2022-autumn' }>

/** The invented county 990101 in one autumn: its rosters as files, and the truth beside them. Nobody in it exists. */
export type SampleCounty = Readonly<{
  code: '990101'
  name: '示例县'
  invented: true
  options: SampleOptions
  divisions: readonly InventedDivision[]
  files: readonly SampleFile[]
  facts: () => Iterable<TrueFacts>
  keepTruth: () => TruthKeeper
  county: County
}>

export const generateCounty = (options: SampleOptions): SampleCounty => {
  const county = makeCounty(options.seed, options.children)
  const scopes = scopesOf(county)
  return {
    code: '990101',
    name: '示例县',
    invented: true,
    options,
    divisions: divisionsOf(county.places),
    files: [
      ...scopes.flatMap(s => [liftedOutContinuing(county, s), liftedOutNotContinuing(county, s), householdRegister(county, s)]),
      ...studentRoll(county),
      ...paymentRosters(county),
    ],
    *facts() {
      for (let child = 0; child < county.people.children; child += 1) yield trueFactsOf(county, child)
    },
    keepTruth: () => new TruthKeeper(county),
    county,
  }
}
