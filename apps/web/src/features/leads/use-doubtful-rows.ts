import { useQuery } from '@tanstack/react-query'
import { office } from '../../shared/ask/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'

/** For whoever may answer them: how many rows of the rosters that were received wait to be said of whom they speak, in how many batches. */
export const useDoubtfulRows = (): Readonly<{ rows: number; batches: number }> => {
  const may = mayReach(useMe(), 'imports', 'write')
  const { data } = useQuery({
    queryKey: ['doubtful batches'],
    queryFn: ({ signal }) => office.registry.listReceived({ undecided: true, limit: 200 }, { signal }),
    enabled: may,
  })
  return { rows: data?.imports.reduce((sum, { undecided }) => sum + undecided, 0) ?? 0, batches: data?.total ?? 0 }
}
