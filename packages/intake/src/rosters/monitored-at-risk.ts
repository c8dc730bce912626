import type { RosterKind } from '../roster-kind.ts'
import { familyAcross, householdMember, householdShared } from './shared-columns.ts'

/** One of a pair (domain §2.3, files 6 and 10): being monitored with the risk not yet removed. */
export const monitoredAtRisk: RosterKind = {
  id: 'monitored-at-risk',
  name: '监测对象（风险未消除）',
  subject: 'person',
  sender: '乡村振兴局',
  direction: 'positive',
  words: ['风险未消除', '未消除风险', '未消除'],
  never: ['已消除', '消除风险对象'],
  about: ['监测对象', '监测户', '防止返贫', '防返贫'],
  coverage: { population: 'residents', extent: 'complete', delivery: 'full', inForceForDays: 92 },
  columns: [
    ...householdMember,
    { key: 'household_kind' },
    { key: 'monitored_category', required: true },
    { key: 'designated_on' },
    { key: 'risk_removed' },
    { key: 'removed_on' },
  ],
  contradicted: { column: 'risk_removed', is: true },
  pairedWith: 'monitored-risk-removed',
  key: ['id_number'],
  otherwise: ['person_number'],
  family: familyAcross,
  shared: [...householdShared, 'household_kind', 'monitored_category', 'risk_removed', 'removed_on'],
  establishes: [
    { fact: 'unstable', value: 'yes', when: { column: 'monitored_category', is: ['unstable'] }, absence: 'no' },
    { fact: 'marginal', value: 'yes', when: { column: 'monitored_category', is: ['marginal'] }, absence: 'no' },
    { fact: 'sudden_hardship', value: 'yes', when: { column: 'monitored_category', is: ['sudden_hardship'] }, absence: 'no' },
  ],
}
