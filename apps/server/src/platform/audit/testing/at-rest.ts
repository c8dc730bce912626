import { expect } from 'vitest'

/**
 * Waits until no transaction still runs that is older than the newest entry. Transactions are numbered for the whole
 * server, so another test's may hold a seal back that this test counts on; once over, it stays over.
 */
export const atRest = async (ask: (text: string) => Promise<Readonly<{ rows: readonly unknown[] }>>): Promise<void> => {
  await expect
    .poll(
      async () =>
        (
          await ask(`select pg_snapshot_xmin(pg_current_snapshot())::text::bigint >
            coalesce((select max(tid) from audit.entry where cluster = audit.cluster()), 0) as over`)
        ).rows,
      { timeout: 120_000 },
    )
    .toEqual([{ over: true }])
}
