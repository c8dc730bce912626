import type { RosterKind } from '../roster-kind.ts'
import { familyAcross, householdMember, householdShared } from './shared-columns.ts'

/** The negative one of the pair: the risk has been removed, the designation no longer carries anything. */
export const monitoredRiskRemoved: RosterKind = {
  id: 'monitored-risk-removed',
  name: '监测对象（风险已消除）',
  subject: 'person',
  sender: '乡村振兴局',
  direction: 'negative',
  words: ['风险已消除', '已消除风险', '已消除', '风险消除'],
  never: ['未消除'],
  about: ['监测对象', '监测户', '防止返贫', '防返贫'],
  coverage: { population: 'residents', extent: 'complete', delivery: 'full', inForceForDays: 366 },
  columns: [
    ...householdMember,
    { key: 'household_kind' },
    { key: 'monitored_category', required: true },
    { key: 'designated_on' },
    { key: 'risk_removed' },
    { key: 'removed_on' },
  ],
  contradicted: { column: 'risk_removed', is: false },
  pairedWith: 'monitored-at-risk',
  key: ['id_number'],
  otherwise: ['person_number'],
  family: familyAcross,
  shared: [...householdShared, 'household_kind', 'monitored_category', 'risk_removed', 'removed_on'],
  establishes: [
    { fact: 'unstable', value: 'no', when: { column: 'monitored_category', is: ['unstable'] }, absence: 'unknown' },
    { fact: 'marginal', value: 'no', when: { column: 'monitored_category', is: ['marginal'] }, absence: 'unknown' },
    { fact: 'sudden_hardship', value: 'no', when: { column: 'monitored_category', is: ['sudden_hardship'] }, absence: 'unknown' },
  ],
}
