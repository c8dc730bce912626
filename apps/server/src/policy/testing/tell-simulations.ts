import type { Simulated } from '@yingjin/domain/policy'
import type { TestDatabase } from '../../platform/postgres/testing/index.ts'

const sums = { due: 1, open: 0, fen: 100, loanFen: 0 }
const moved = { winners: 0, losers: 0, gainedFen: 0, lostFen: 0 }

/** What every simulation of a land of any content found: one alternative that changes nothing. */
export const toldOfNothing: Simulated = {
  run: '0123456789abcdef',
  asDecided: true,
  term: '2022-autumn',
  area: '示例县',
  notes: [],
  counties: [{ county: '990101', countyName: '示例县', document: '办法', now: sums }],
  now: sums,
  alternatives: [
    {
      name: '甲',
      ...sums,
      ...moved,
      stateMoves: { newlyDue: 0, noLongerDue: 0, newlyOpen: 0, noLongerOpen: 0 },
      changed: [{ county: '990101', what: '供餐天数', says: '附件第2条', was: '200 天', is: '200 天' }],
      byCounty: [{ county: '990101', concerned: true, ...sums, ...moved, parts: [{ county: '990101', clause: '', says: '余项', fen: 0 }] }],
      rows: [],
      movements: [],
    },
  ],
}

/** In a land of any content, a simulation is one that can be read. */
export const tellSimulations = (db: TestDatabase): Promise<void> =>
  db.asOwner(async (_, client) => {
    await client.query(`update policy.simulation set term = $1, run = $2, ordered = '[]', told = $3::jsonb, listed_until = now() + interval '1 day'`, [
      toldOfNothing.term,
      toldOfNothing.run,
      JSON.stringify(toldOfNothing),
    ])
  })
