import type { RosterKind } from '../roster-kind.ts'
import { applicantHousehold, familyAcross, householdShared } from './shared-columns.ts'

export const ruralMinimumLiving: RosterKind = {
  id: 'rural-minimum-living',
  name: '农村低保备案表',
  subject: 'person',
  sender: '民政局',
  direction: 'positive',
  words: ['农村低保', '农村居民最低生活保障', '农村最低生活保障', '农低保', '农村居民低保'],
  never: ['城镇低保', '城市低保', '城镇居民最低', '城市居民最低', '城镇最低', '城市最低', '低保边缘'],
  about: ['低保', '最低生活保障'],
  coverage: { population: 'residents', extent: 'complete', delivery: 'full', inForceForDays: 92 },
  columns: applicantHousehold,
  contradicted: { column: 'on_list', is: false },
  key: ['id_number'],
  family: familyAcross,
  shared: householdShared,
  establishes: [{ fact: 'minimum_living', value: 'yes', absence: 'no' }],
}
