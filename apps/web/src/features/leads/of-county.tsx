import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { office } from '../../shared/ask/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'

/** A county as a prefecture looks at it: whether its leads open to names, and until when, where that was opened for some days. */
export const useCounty = (county: string | undefined): Readonly<{ name: string; known: boolean; opens: boolean; until: string | null }> => {
  const me = useMe()
  const { data } = useQuery({
    queryKey: ['counties'],
    queryFn: ({ signal }) => office.access.listCounties({}, { signal }),
    enabled: county !== undefined,
  })
  const counties = data?.counties ?? []
  const found = counties.find(({ division }) => division === county)
  const days = (found?.opened ?? []).filter(({ fields }) => fields.includes('leads')).map(({ to }) => to)
  const until = days.length === 0 ? null : days.reduce((last, to) => (to > last ? to : last), '')
  // Whoever sees rows and opened none sees them by the duty itself.
  const byDuty = mayReach(me, 'leads', 'rows') && counties.every(({ opened }) => opened.length === 0)
  return { name: found?.name ?? county ?? '', known: data !== undefined, opens: byDuty || until !== null, until }
}

/** Whose leads a prefecture looks at, and until when its rows stand open to whoever looks. */
export const OfCounty = ({ county }: Readonly<{ county: string }>) => {
  const { name, known, opens, until } = useCounty(county)
  return (
    <>
      <strong>{name}</strong>
      {!known || (opens && until === null) ? '。' : until === null ? '，只看数目。' : `，明细看到 ${until} 为止，看了什么都记着。`}
      <Link to="/counties">回到下属县区</Link>。
    </>
  )
}
