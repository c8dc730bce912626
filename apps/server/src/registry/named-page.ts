import type { Tx } from '../platform/postgres/index.ts'
import { type NamedChild, namedChildren } from './person-cases.ts'

type Place = Omit<NamedChild, 'name'>
const nowhere: Place = { school: null, className: null, township: null }

/** A page of rows that were asked for one too many: with where each person is, and after whom the next page begins. */
export const namedPage = async <Row extends Readonly<{ person_id: bigint }>>(
  tx: Tx,
  division: string,
  rows: readonly Row[],
  limit: number,
): Promise<Readonly<{ page: readonly (readonly [Row, Place])[]; next: string | null }>> => {
  const page = rows.slice(0, limit)
  const named = await namedChildren(
    tx,
    division,
    page.map(({ person_id }) => person_id),
  )
  const placeOf = ({ person_id }: Row): Place => {
    const { school, className, township } = named.get(person_id) ?? nowhere
    return { school, className, township }
  }
  return { page: page.map(row => [row, placeOf(row)]), next: rows.length > limit ? String(page.at(-1)?.person_id) : null }
}
