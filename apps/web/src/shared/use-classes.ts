import { useQuery } from '@tanstack/react-query'
import { office } from './ask/index.ts'

type Class = Awaited<ReturnType<typeof office.registry.listClasses>>['classes'][number]

/** The classes of a school this school year, with the grade that each stands in. */
export const useClasses = (schoolId: string | null): Readonly<{ classes: readonly (Class & Readonly<{ standsIn: number }>)[]; schoolYear: string | null }> => {
  const { data } = useQuery({
    queryKey: ['classes', schoolId],
    queryFn: ({ signal }) => office.registry.listClasses({ schoolId: schoolId ?? '' }, { signal }),
    enabled: schoolId !== null,
  })
  const begins = Number((data?.schoolYear ?? '').slice(0, 4))
  return { schoolYear: data?.schoolYear ?? null, classes: (data?.classes ?? []).map(each => ({ ...each, standsIn: begins - each.enteredIn + 1 })) }
}
