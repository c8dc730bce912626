import { perform } from '../../access/index.ts'
import { forgetSnapshot } from '../../batch/keep/forget.ts'
import { keptHere } from '../../batch/keep/kept-here.ts'
import type { JobScene } from '../../jobs/index.ts'
import { runRosterCases } from '../../registry/index.ts'

/**
 * Ends what was kept of batches that were given up or undone since: children whom no record and no run speaks of lie
 * nowhere. What a run rests on stays until that is ended.
 */
export const endUnusedSnapshots = async ({ division, pool, asked: { clientId: _clientId, ...asked } }: JobScene, dataDir: string): Promise<void> => {
  const unused = await perform(pool, runRosterCases().work.unused, {}, asked)
  if (!unused.ok || unused.value.snapshots.length === 0) return
  const { snapshots, runs } = keptHere(dataDir, division)
  const living = new Set(snapshots.flatMap(({ id, ended }) => (ended === null ? [id] : [])))
  for (const id of unused.value.snapshots)
    if (living.has(id) && !runs.some(({ restsOn }) => restsOn.includes(id)))
      await forgetSnapshot(dataDir, division, id, { on: today(), why: '收数批次已撤销或放弃' })
}

const today = (): string => new Date().toISOString().slice(0, 10)
