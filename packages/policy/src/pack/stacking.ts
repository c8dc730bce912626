import type { FactKey } from '@yingjin/facts'
import type { Rounding } from '../nodes/rounding.ts'
import type { Condition, Count, Node, Sum } from '../nodes/tree.ts'

/**
 * How lines stand to each other, applied in order to the whole bundle: each stage sees what the stages before it left.
 * take-higher: for the same persons only the highest standard; rivals apply by their criteria, whoever the person is.
 * exclude: while `first` is due, `then` is not. exclude-lower: of those that are due, only the one with the highest sum.
 * tiers: upper tier first, one tier only.
 * reduce: while `when` holds, only `kept` of `whole` of each sum.
 * cumulative: all sums together, in this order and with
 * what was paid before, reach the limit at most.
 * quota: of those to whom the line is due, in `order`, only as many as there are places.
 */
export type Stacking =
  | Readonly<{ kind: 'take-higher'; of: readonly string[]; clause: string }>
  | Readonly<{ kind: 'exclude'; first: string; then: string; clause: string }>
  | Readonly<{ kind: 'exclude-lower'; of: readonly string[]; clause: string }>
  | Readonly<{ kind: 'tiers'; of: readonly string[]; clause: string }>
  | Readonly<{ kind: 'reduce'; of: readonly string[]; when: Condition; kept: Count; whole: Count; mode: Rounding; clause: string }>
  | Readonly<{ kind: 'cumulative'; of: readonly string[]; limit: Sum; paid: Sum; clause: string }>
  | Quota

/**
 * @property pool   the fact that says in whose pool a child is (its school)
 * @property places how many there are
 * @property rank   the fact that says where the child stands in the pool; the batch plane works it out from `order`
 * @property order  who goes first; a condition that holds before one that does not, a greater sum before a smaller one
 */
export type Quota = Readonly<{ kind: 'quota'; of: string; pool: FactKey; places: Count; rank: FactKey; order: readonly Node[]; clause: string }>
