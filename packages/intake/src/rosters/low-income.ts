import type { RosterKind } from '../roster-kind.ts'
import { applicantHousehold, familyAcross, householdShared } from './shared-columns.ts'

export const lowIncome: RosterKind = {
  id: 'low-income',
  name: '低收入人口花名册',
  subject: 'person',
  sender: '民政局',
  direction: 'positive',
  words: ['低收入人口', '低收入家庭', '低收入', '低保边缘', '支出型困难'],
  about: ['社会救助'],
  coverage: { population: 'residents', extent: 'complete', delivery: 'full', inForceForDays: 92 },
  columns: [...applicantHousehold, { key: 'low_income_category' }],
  contradicted: { column: 'on_list', is: false },
  key: ['id_number'],
  family: familyAcross,
  shared: [...householdShared, 'low_income_category'],
  establishes: [{ fact: 'low_income', value: 'yes', absence: 'no' }],
}
