import type { LeadKind } from '../lead-kind.ts'
import { contradiction } from './contradiction.ts'
import { doubtfulId } from './doubtful-id.ts'
import { entitledUnpaid } from './entitled-unpaid.ts'
import type { Basis, World } from './lead.ts'
import { liftedOutDropout } from './lifted-out-dropout.ts'
import { notEnrolled } from './not-enrolled.ts'
import { onRollNotPresent } from './on-roll-not-present.ts'
import { paidNotEntitled } from './paid-not-entitled.ts'
import { paidTwice } from './paid-twice.ts'
import { severalRolls } from './several-rolls.ts'
import { sharedId } from './shared-id.ts'

/** Which list against which: one rule per kind, complete by type. */
export const leadRules: Readonly<Record<LeadKind, (world: World) => Basis>> = {
  'entitled-unpaid': entitledUnpaid,
  'paid-not-entitled': paidNotEntitled,
  'paid-twice': paidTwice,
  'not-enrolled': notEnrolled,
  'on-roll-not-present': onRollNotPresent,
  'lifted-out-dropout': liftedOutDropout,
  'several-rolls': severalRolls,
  'shared-id': sharedId,
  contradiction,
  'doubtful-id': doubtfulId,
}
