import type { County } from './county.ts'
import { makeCounty } from './county.ts'
import type { SampleFile } from './file.ts'
import { deathList } from './rosters/death-list.ts'
import { disabilityCertificates } from './rosters/disability-certificate.ts'
import { dropoutLedger } from './rosters/dropout-ledger.ts'
import { extremeHardship } from './rosters/extreme-hardship.ts'
import { higherEducation } from './rosters/higher-education.ts'
import { householdRegister } from './rosters/household-register.ts'
import { kindergartenChildren } from './rosters/kindergarten-children.ts'
import { liftedOutContinuing, liftedOutNotContinuing } from './rosters/lifted-out.ts'
import { lowIncome } from './rosters/low-income.ts'
import { minimumLivingRosters } from './rosters/minimum-living.ts'
import { monitoredLists, monitoringExport } from './rosters/monitored.ts'
import { openingEntries } from './rosters/opening-entries.ts'
import { orphanAllowance } from './rosters/orphan-allowance.ts'
import { paymentRosters } from './rosters/payment-roster.ts'
import { pupilsPresent } from './rosters/pupils-present.ts'
import { schoolDirectory } from './rosters/school-directory.ts'
import { studentRoll } from './rosters/student-roll.ts'
import { vocationalRoll } from './rosters/vocational-roll.ts'
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
    files: [
      ...scopes.flatMap(s => [
        liftedOutContinuing(county, s),
        disabilityCertificates(county, s),
        ...minimumLivingRosters(county, s),
        extremeHardship(county, s),
        ...monitoredLists(county, s),
        orphanAllowance(county, s),
        lowIncome(county, s),
        liftedOutNotContinuing(county, s),
        householdRegister(county, s),
        monitoringExport(county, s),
        kindergartenChildren(county, s),
        higherEducation(county, s),
        dropoutLedger(county, s),
        deathList(county, s),
      ]),
      ...studentRoll(county),
      pupilsPresent(county),
      vocationalRoll(county),
      ...paymentRosters(county),
      schoolDirectory(county),
      openingEntries(county),
    ],
    *facts() {
      for (let child = 0; child < county.people.children; child += 1) yield trueFactsOf(county, child)
    },
    keepTruth: () => new TruthKeeper(county),
    county,
  }
}
