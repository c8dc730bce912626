import type { RosterKind } from '../roster-kind.ts'
import { deathList } from './death-list.ts'
import { disabilityCertificate } from './disability-certificate.ts'
import { dropoutLedger } from './dropout-ledger.ts'
import { extremeHardship } from './extreme-hardship.ts'
import { filledFacts } from './filled-facts.ts'
import { higherEducation } from './higher-education.ts'
import { householdRegister } from './household-register.ts'
import { humanDecisions } from './human-decisions.ts'
import { kindergartenChildren } from './kindergarten-children.ts'
import { liftedOutContinuing } from './lifted-out-continuing.ts'
import { liftedOutNotContinuing } from './lifted-out-not-continuing.ts'
import { lowIncome } from './low-income.ts'
import { monitoredAtRisk } from './monitored-at-risk.ts'
import { monitoredRiskRemoved } from './monitored-risk-removed.ts'
import { monitoringExport } from './monitoring-export.ts'
import { openingEntries } from './opening-entries.ts'
import { orphanAllowance } from './orphan-allowance.ts'
import { paymentRoster } from './payment-roster.ts'
import { pupilsPresent } from './pupils-present.ts'
import { ruralMinimumLiving } from './rural-minimum-living.ts'
import { schoolDirectory } from './school-directory.ts'
import { studentRoll } from './student-roll.ts'
import { urbanMinimumLiving } from './urban-minimum-living.ts'
import { vocationalRoll } from './vocational-roll.ts'

export const rosterKindIds = [
  'lifted-out-continuing',
  'disability-certificate',
  'rural-minimum-living',
  'extreme-hardship',
  'urban-minimum-living',
  'monitored-at-risk',
  'orphan-allowance',
  'low-income',
  'lifted-out-not-continuing',
  'monitored-risk-removed',
  'student-roll',
  'pupils-present',
  'household-register',
  'monitoring-export',
  'kindergarten-children',
  'vocational-roll',
  'higher-education',
  'payment-roster',
  'school-directory',
  'dropout-ledger',
  'death-list',
  'opening-entries',
  'filled-facts',
  'human-decisions',
] as const
export type RosterKindId = (typeof rosterKindIds)[number]

/** Every roster kind by its id; a kind without a definition does not compile. */
export const rosterKinds: Readonly<Record<RosterKindId, RosterKind>> = {
  'lifted-out-continuing': liftedOutContinuing,
  'disability-certificate': disabilityCertificate,
  'rural-minimum-living': ruralMinimumLiving,
  'extreme-hardship': extremeHardship,
  'urban-minimum-living': urbanMinimumLiving,
  'monitored-at-risk': monitoredAtRisk,
  'orphan-allowance': orphanAllowance,
  'low-income': lowIncome,
  'lifted-out-not-continuing': liftedOutNotContinuing,
  'monitored-risk-removed': monitoredRiskRemoved,
  'student-roll': studentRoll,
  'pupils-present': pupilsPresent,
  'household-register': householdRegister,
  'monitoring-export': monitoringExport,
  'kindergarten-children': kindergartenChildren,
  'vocational-roll': vocationalRoll,
  'higher-education': higherEducation,
  'payment-roster': paymentRoster,
  'school-directory': schoolDirectory,
  'dropout-ledger': dropoutLedger,
  'death-list': deathList,
  'opening-entries': openingEntries,
  'filled-facts': filledFacts,
  'human-decisions': humanDecisions,
}
