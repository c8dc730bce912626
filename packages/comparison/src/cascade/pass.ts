import {
  and,
  bigint,
  type Bool,
  coalesce,
  type Columns,
  type Expr,
  isTrue,
  le,
  ne,
  not,
  or,
  type Plan,
  type Relation,
  type SqlType,
  text,
  unionAll,
  unknown,
} from '@yingjin/sql'
import type { DoubtReason, Evidence } from '../evidence.ts'
import type { IdentityRow, PersonIdentity } from '../identity.ts'
import { rankOf } from '../name-relation.ts'

export type Row = Columns<IdentityRow>
export type Person = Columns<PersonIdentity>
export type Key = readonly [Expr<SqlType>, Expr<SqlType>]

export type Outcome = 'match' | 'conflict' | 'ambiguous'
export const outcomeSchema = { left_id: 'bigint', person_id: 'bigint', rank: 'bigint', outcome: 'text', reason: 'text' } as const
export type Outcomes = Relation<typeof outcomeSchema>
export type Pairs = Relation<{ left_id: 'bigint'; person_id: 'bigint'; rank: 'bigint'; differs: 'boolean' }>
export type Judged = Readonly<{ code: Evidence; outcomes: Outcomes }>
export type Sides = Readonly<{ plan: Plan; prefix: string; rows: Relation<IdentityRow>; persons: Relation<PersonIdentity> }>

export const outcome = (value: Outcome): Expr<'text'> => text(value)
export const reason = (value: DoubtReason): Expr<'text'> => text(value)
export const noReason = unknown('text')
export const is = (rank: Expr<'bigint'>, upTo: Parameters<typeof rankOf>[0]): Bool => le(rank, bigint(rankOf(upTo)))

/** Both known, and not the same. */
export const differ = (a: Expr<'text'>, b: Expr<'text'>): Bool => isTrue(ne(a, b))

/** Two numbers that are both known and cannot belong to one person. */
export const idsDiffer = (l: Row, r: Person): Bool =>
  or(differ(coalesce(l.id18, l.id18_old), coalesce(r.id18, r.id18_old)), differ(l.id17, r.id17), differ(l.id15, r.id15))

/** Another number and other characters besides: another child, such as a twin, and not even a doubt. */
export const isAnotherChild = (c: { rank: Expr<'bigint'>; differs: Bool }): Bool => and(c.differs, not(is(c.rank, 'dot')))

/** Who claims these persons already, in earlier passes or this one: the row, its roster and its folded name. */
export const claimsOn = (
  rows: Relation<IdentityRow>,
  persons: Relation<{ person_id: 'bigint' }>,
  pairs: readonly Relation<{ left_id: 'bigint'; person_id: 'bigint' }>[],
) => {
  const [first, ...rest] = pairs.map(p => p.having(persons, (l, r) => [[l.person_id, r.person_id]]).pick('left_id', 'person_id'))
  return unionAll(first as Relation<{ left_id: 'bigint'; person_id: 'bigint' }>, ...(rest as Relation<{ left_id: 'bigint'; person_id: 'bigint' }>[])).join(
    'inner',
    rows,
    (l, r) => [[l.left_id, r.left_id]],
    (l, r) => ({ claimant: l.left_id, person_id: l.person_id, roster: r.roster, name_fold: r.name_fold }),
  )
}
