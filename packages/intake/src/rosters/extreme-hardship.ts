import type { RosterKind } from '../roster-kind.ts'
import { applicantHousehold, familyAcross, householdShared } from './shared-columns.ts'

export const extremeHardship: RosterKind = {
  id: 'extreme-hardship',
  name: '城乡特困人员备案表',
  subject: 'person',
  sender: '民政局',
  direction: 'positive',
  words: ['特困人员', '特困供养', '特困对象', '城乡特困', '农村特困', '城市特困', '特困', '五保'],
  about: ['救助供养'],
  coverage: { population: 'residents', extent: 'complete', delivery: 'full', inForceForDays: 92 },
  columns: applicantHousehold,
  contradicted: { column: 'on_list', is: false },
  key: ['id_number'],
  family: familyAcross,
  shared: householdShared,
  establishes: [{ fact: 'extreme_hardship', value: 'yes', absence: 'no' }],
}
