import { done, parseTerm, type Problem, problem, refused, type Result, type WordingFor } from '@yingjin/kernel'
import type { z } from 'zod'
import { perform } from '../../access/index.ts'
import { openHandOver } from '../../batch/run/hand-over.ts'
import { latestRun } from '../../batch/run/kept-run.ts'
import { tellOfRun } from '../../batch/run/told-of-run.ts'
import type { JobScene } from '../../jobs/index.ts'
import { reviewRun } from '../../leads/index.ts'
import { withPrivateScratch } from '../../platform/files/index.ts'
import type { VaultPlace } from '../../platform/vault/index.ts'
import type { reviewLatestRun as contract } from './work-contracts.ts'

export type NoRun = Problem<'jobs/no-run', { county: string; term: string }>
export const noRunWording: WordingFor<NoRun> = {
  'jobs/no-run': p => `${p.county} ${p.term}还没有运行过，没有可发布的结果。请先发起核定运行。`,
}

/** The newest kept run of a term, held against what is published: whoever may publish it finds it ready to be looked at. */
export const reviewLatestRun = async (
  { term: written }: z.output<typeof contract.order>,
  { division, pool, asked: { acting, fieldsOf }, say }: JobScene,
  keys: VaultPlace,
): Promise<Result<z.input<typeof contract.outcome>, Problem>> => {
  const term = parseTerm(written)
  const latest = term.ok ? latestRun(keys.dataDir, division, term.value) : null
  if (!term.ok || latest === null) return refused(problem('jobs/no-run', { county: division, term: written }))
  return withPrivateScratch(async scratch => {
    say('与已发布的对照')
    const opened = await openHandOver(keys, { county: division, term: term.value, ...latest }, scratch)
    if (!opened.ok) return opened
    const kept = opened.value
    try {
      const looked = await tellOfRun(keys, kept, latest, scratch)
      if (!looked.ok) return looked
      const { run, county, digest, programVersion, pack, packDigest, referenceDate, tables } = kept
      const order = { run, county, digest, programVersion, pack, packDigest, term: kept.term, referenceDate, tables }
      const reviewed = await perform(pool, reviewRun({ kept, ...looked.value }), order, { acting, ...(fieldsOf === undefined ? {} : { fieldsOf }) })
      return reviewed.ok ? done({ run }) : reviewed
    } finally {
      kept.close()
    }
  })
}
