import type pg from 'pg'
import { type Acting, asActorReading } from '../platform/postgres/index.ts'
import { type OfficeMoment, type OfficeQuery, registryOfficeQueries } from '../registry/index.ts'
import { ask } from './statement.ts'

/** Decisions that stood then: one row per thing decided. */
const decided = ({ division, act }: OfficeMoment, matters: readonly string[]): string =>
  `leads.decisions_known('${division}', ${act}) d where d.matter in (${matters.map(matter => `'${matter}'`).join(', ')})`

/** What persons decided where runs had left it to them, as the next run takes it. */
export const leadsOfficeQueries: readonly OfficeQuery[] = [
  {
    table: 'same-persons',
    field: 'questions',
    rows: m =>
      `select row_number() over (order by d.decision_id), d.person_id, d.other_person_id, d.says from ${decided(m, ['same-person'])} order by d.decision_id`,
  },
  {
    table: 'answers',
    field: 'questions',
    rows: m => `
      select row_number() over (order by d.decision_id, d.key), d.person_id, d.key, d.says, d.amount, d.word
      from ${decided(m, ['missing-fact'])} order by d.decision_id, d.key`,
  },
  {
    table: 'decisions',
    field: 'questions',
    rows: m => `
      select row_number() over (order by d.decision_id), d.person_id, d.key, d.says, d.amount, translate(d.reason, E'\\n\\r', '  ')
      from ${decided(m, ['discretion', 'amount'])} order by d.decision_id`,
  },
]

/** All that the office knows, whoever takes it along: every table of `officeTables` once. */
export const officeQueries: readonly OfficeQuery[] = [...registryOfficeQueries, ...leadsOfficeQueries]

/** How many decisions stood at an act, each counted once, whatever it says of how many facts. */
export const decisionsKnown = (pool: pg.Pool, acting: Acting, { division, act }: Pick<OfficeMoment, 'division' | 'act'>): Promise<number> =>
  asActorReading(pool, acting, async tx => {
    const known = `select count(distinct decision_id)::int as decisions from leads.decisions_known($1, $2)`
    const [row] = await ask<{ decisions: number }>(tx, known, division, String(act))
    return row?.decisions ?? 0
  })
