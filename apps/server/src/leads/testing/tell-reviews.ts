import type { ReviewCounts, ToldOfRun } from '@yingjin/domain/leads'
import type { TestDatabase } from '../../platform/postgres/testing/index.ts'

const told: ToldOfRun = {
  persons: 1,
  setAside: 0,
  totals: [{ line: 'A', title: 'A补助', school: '东河镇中心小学', state: 'due', children: 1, fen: '100', loan: false }],
  waits: [],
  gaps: [{ fact: 'orphan', children: 1 }],
  rosters: [],
}
const counts: ReviewCounts = {
  leads: { new: 0, persisting: 0, gone: 0, reopened: 0 },
  results: { due: 1, 'not-due': 0, undetermined: 0, 'not-entered': 0, decide: 0 },
  changes: { new: 1, changed: 0, withdrawn: 0, reappeared: 0, unsettled: 0 },
  unsettled: 0,
}

/** In a land of any content, what was looked at of a run is something that can be read. */
export const tellReviews = (db: TestDatabase): Promise<void> =>
  db.asOwner(async (_, client) => {
    await client.query(`update leads.run_review set counts = $1, titles = '{}', told = $2`, [JSON.stringify(counts), JSON.stringify(told)])
  })
