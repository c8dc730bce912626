import type { RosterKindId } from '@yingjin/intake'
import type { LeadKind } from './lead-kind.ts'
import { absenceCounts, isReceived, type Situation } from './situation.ts'

/** What a comparison rests on: rosters that must have come, and rosters whose silence must mean no. */
const needs: Readonly<Record<LeadKind, Readonly<{ rosters: readonly RosterKindId[]; whole: readonly RosterKindId[] }>>> = {
  'entitled-unpaid': { rosters: [], whole: ['payment-roster'] },
  'paid-not-entitled': { rosters: ['payment-roster'], whole: [] },
  'paid-twice': { rosters: ['payment-roster'], whole: [] },
  'not-enrolled': { rosters: ['household-register'], whole: ['student-roll'] },
  'on-roll-not-present': { rosters: ['student-roll'], whole: ['pupils-present'] },
  'lifted-out-dropout': { rosters: ['lifted-out-continuing', 'household-register'], whole: ['student-roll'] },
  'several-rolls': { rosters: ['student-roll'], whole: [] },
  'shared-id': { rosters: [], whole: [] },
  contradiction: { rosters: [], whole: [] },
  'doubtful-id': { rosters: [], whole: [] },
}

/** Rosters for want of which a kind of finding could not be sought: none found is then no news. */
export const wantingFor = (situation: Situation, kind: LeadKind): readonly RosterKindId[] => [
  ...needs[kind].rosters.filter(roster => !isReceived(situation, roster)),
  ...needs[kind].whole.filter(roster => !absenceCounts(situation, roster)),
]
