import type { RosterKind } from '../roster-kind.ts'
import { familyAcross, householdMember, householdShared } from './shared-columns.ts'

/** The negative one of the pair: whoever stands here is not entitled as 脱贫户; who does not, is nothing by that. */
export const liftedOutNotContinuing: RosterKind = {
  id: 'lifted-out-not-continuing',
  name: '脱贫户（不享受政策）',
  subject: 'person',
  sender: '乡村振兴局',
  direction: 'negative',
  words: ['不享受政策', '不再享受政策', '不继续享受政策', '停止享受政策', '终止享受政策', '不享受', '不再享受', '未享受政策', '停止享受'],
  never: ['监测对象'],
  about: ['脱贫户', '脱贫人口', '脱贫'],
  coverage: { population: 'residents', extent: 'complete', delivery: 'full', inForceForDays: 366 },
  columns: [...householdMember, { key: 'household_kind' }, { key: 'policy_continues' }, { key: 'designated_on' }],
  contradicted: { column: 'policy_continues', is: true },
  pairedWith: 'lifted-out-continuing',
  key: ['id_number'],
  otherwise: ['person_number'],
  family: familyAcross,
  shared: [...householdShared, 'household_kind', 'policy_continues'],
  establishes: [{ fact: 'lifted_out', value: 'no', absence: 'unknown' }],
}
