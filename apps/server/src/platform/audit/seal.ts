import type pg from 'pg'

/** Seals what every division has committed since, and lets go of replies whose time is over. Gives how many entries were sealed. */
export const sealAll = async (pool: pg.Pool): Promise<number> => {
  const { rows } = await pool.query<{ division: string }>('select division from infrastructure.division order by 1')
  let sealed = 0
  for (const { division } of rows) {
    const answer = await pool.query<{ n: bigint }>('select audit.seal_entries($1) as n', [division])
    sealed += Number(answer.rows[0]?.n ?? 0n)
  }
  await pool.query('select audit.forget_replies()')
  return sealed
}

export type Sealer = Readonly<{ stop: () => Promise<void> }>

/** Seals again and again, one round after the other; a round that failed is said and tried anew. The last one is on stopping. */
export const openSealer = (pool: pg.Pool, { everyMs = 5_000, failed }: Readonly<{ everyMs?: number; failed: (error: unknown) => void }>): Sealer => {
  let stopped = false
  let timer: NodeJS.Timeout | null = null
  let under: Promise<void> = Promise.resolve()
  const round = async (): Promise<void> => {
    try {
      await sealAll(pool)
    } catch (error) {
      failed(error)
    }
    if (!stopped) timer = setTimeout(begin, everyMs)
  }
  const begin = (): void => {
    under = round()
  }
  begin()
  return {
    stop: async () => {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      await under
      await round()
    },
  }
}
