import { useQuery } from '@tanstack/react-query'
import { office } from '../../shared/ask/index.ts'

/** The classes of a school in a school year, of today where none is said. */
const useClassesIn = (schoolId: string, year: string | null) =>
  useQuery({
    queryKey: ['classes in', schoolId, year],
    queryFn: ({ signal }) => office.registry.listClasses({ schoolId, ...(year === null ? {} : { on: `${year.slice(0, 4)}-10-01` }) }, { signal }),
  })

/**
 * The classes of a school in the school year that was chosen, else of today, else of the newest of `years` that has any: in
 * September the rolls of the new year are still on their way. `thisYear`: the school year of today.
 */
export const useNewestClasses = (schoolId: string, years: readonly string[], chosen: string | null = null) => {
  const now = useClassesIn(schoolId, null)
  const newest = now.data?.classes.length === 0 ? (years.toSorted().at(-1) ?? null) : null
  const { data, error } = useClassesIn(schoolId, chosen ?? newest)
  return { data, error, thisYear: now.data?.schoolYear ?? null }
}
