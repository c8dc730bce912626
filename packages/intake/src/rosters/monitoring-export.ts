import type { RosterKind } from '../roster-kind.ts'
import { familyAcross, householdMember, householdShared } from './shared-columns.ts'

/**
 * Export of the national monitoring system (domain §2.4): every member of every household with its kind, monitored or
 * not, risk removed or not. It adds to the pairs of lists and establishes nothing by absence: what is exported is the
 * exporter's choice (“自定义”).
 */
export const monitoringExport: RosterKind = {
  id: 'monitoring-export',
  name: '防返贫监测信息导出',
  subject: 'person',
  sender: '乡村振兴局',
  direction: 'neutral',
  words: ['监测对象信息', '防返贫监测信息', '防止返贫监测信息', '自定义', '乡村建设', '户信息', '监测信息导出', '全国防返贫', '全国防止返贫'],
  about: ['监测对象', '防返贫', '防止返贫', '监测'],
  coverage: { population: 'residents', extent: 'partial', delivery: 'full', inForceForDays: 92 },
  columns: [
    ...householdMember,
    { key: 'schooling_status' },
    { key: 'household_kind', required: true },
    { key: 'monitored_category' },
    { key: 'designated_on' },
    { key: 'risk_removed' },
    { key: 'removed_on' },
    { key: 'pupil_out_of_school' },
  ],
  key: ['id_number'],
  otherwise: ['person_number'],
  family: familyAcross,
  shared: [...householdShared, 'household_kind', 'monitored_category', 'risk_removed', 'removed_on'],
  establishes: [],
}
