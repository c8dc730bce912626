import { bigint, cases, countDistinct, countRows, type Expr, gt, isKnown, isNull, type Plan, type Relation, unknown } from '@yingjin/sql'
import type { IdentityRow, PersonIdentity } from '../identity.ts'

const rowColumns = [
  'left_id',
  'roster',
  'id18',
  'id17',
  'id15',
  'id18_old',
  'name_same',
  'name_fold',
  'name_pinyin',
  'birth',
  'guardian_id18',
  'village_key',
  'former_pinyin',
] as const

/**
 * A number that stands in very many rows and beside very many persons is a filler and no key: comparing every row
 * with every person under it would never end and say nothing. Such rows go on without it; the number itself is the
 * finding of `dedupe` (一证多人).
 */
export const mostBearers = 20

/** The rows with the columns the passes need, fillers taken away. */
export const withoutFillers = (plan: Plan, names: string, left: Relation<IdentityRow>, persons: Relation<PersonIdentity>): Relation<IdentityRow> => {
  const often = left
    .where(c => isKnown(c.id18))
    .groupBy(
      c => ({ id18: c.id18 }),
      () => ({ rows: countRows() }),
    )
    .where(c => gt(c.rows, bigint(mostBearers)))
  const fillers = plan.step(
    `${names}_fillers`,
    'numbers that very many rows and very many persons carry',
    persons
      .having(often, (l, r) => [[l.id18, r.id18]])
      .groupBy(
        c => ({ id18: c.id18 }),
        c => ({ persons: countDistinct(c.person_id) }),
      )
      .where(c => gt(c.persons, bigint(mostBearers)))
      .pick('id18'),
  )
  const rows = left.pick(...rowColumns).join(
    'left',
    fillers,
    (l, r) => [[l.id18, r.id18]],
    (l, r) => {
      const unlessFiller = (key: Expr<'text'>): Expr<'text'> => cases<'text'>([[isNull(r.id18), key]], unknown('text'))
      return { ...l, id18: unlessFiller(l.id18), id17: unlessFiller(l.id17), id15: unlessFiller(l.id15) }
    },
  ) as unknown as Relation<IdentityRow>
  // The passes look at these rows a dozen times: one table they read where it stands, many are brought together once.
  return isOneTable(left) ? rows : plan.step(`${names}_rows`, 'rows to be found, with their keys', rows)
}

const isOneTable = ({ node }: Relation): boolean => node.kind === 'table' || ((node.kind === 'project' || node.kind === 'filter') && isOneTable(node.input))
