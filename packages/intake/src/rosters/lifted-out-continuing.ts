import type { RosterKind } from '../roster-kind.ts'
import { familyAcross, householdMember, householdShared } from './shared-columns.ts'

/** One of a pair (domain §2.3, files 1 and 9): both establish the one fact “lifted out and still entitled”. */
export const liftedOutContinuing: RosterKind = {
  id: 'lifted-out-continuing',
  name: '脱贫户信息（继续享受政策）',
  subject: 'person',
  sender: '乡村振兴局',
  direction: 'positive',
  words: ['继续享受政策', '继续享受', '享受政策'],
  never: ['不享受', '不再享受', '未享受', '停止享受', '不继续享受', '终止享受', '监测对象'],
  about: ['脱贫户', '脱贫人口', '脱贫'],
  coverage: { population: 'residents', extent: 'complete', delivery: 'full', inForceForDays: 366 },
  columns: [...householdMember, { key: 'household_kind' }, { key: 'policy_continues' }, { key: 'designated_on' }],
  contradicted: { column: 'policy_continues', is: false },
  pairedWith: 'lifted-out-not-continuing',
  key: ['id_number'],
  otherwise: ['person_number'],
  family: familyAcross,
  shared: [...householdShared, 'household_kind', 'policy_continues'],
  establishes: [{ fact: 'lifted_out', value: 'yes', absence: 'no' }],
}
