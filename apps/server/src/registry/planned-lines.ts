import { type FactMatter, factMatters, type PlanFigure } from '@yingjin/domain/registry'
import type { Tx } from '../platform/postgres/index.ts'
import { factTables } from './fact-tables.ts'
import type { StagedImport } from './plan-import.ts'
import { ask, keep } from './statement.ts'

/** What tells facts of one matter of a person apart, as text; null where there is one. */
export const keysOfFact = (matter: FactMatter, row: string): string => {
  const { keys } = factTables[matter]
  return keys.length === 0 ? 'null::text' : `jsonb_build_object(${keys.map(key => `'${key}', ${row}.${key}`).join(', ')})::text`
}

/** Every fact that the plan writes, leaves or ends; a row may speak of a child and of its guardian. */
const ofFacts = factMatters.flatMap(matter => [
  `select case when p.live_id is null then 'facts-new' when p.same then 'facts-unchanged' else 'facts-changed' end as figure,
     p.row_no, p.person_id, p.live_id, '${matter}' as matter, ${keysOfFact(matter, 'p')} as keys, p.person_id is distinct from i.person_id as of_guardian
   from plan_${matter} p join incoming i using (row_no)`,
  `select 'facts-ended', null, person_id, live_id, '${matter}', null, false from over_${matter}`,
])

const ofPersons = [
  `select 'persons-matched', min(row_no), person_id, null::bigint, null, null, false from incoming where outcome = 'matched' and person_id is not null group by person_id`,
  `select 'persons-new', min(row_no), person_id, null, null, null, false from incoming where stands and person_id < 0 group by person_id`,
  `select 'persons-new', min(row_no), person_id, null, null, null, true from guardian where outcome = 'new' group by person_id`,
]

/** Of whom the last list of the source speaks, and who of them is on this one neither surely nor perhaps. */
const ofLastList = [
  `select 'last-list', null::int, person_id, null::bigint, null, null, false from last_list`,
  `select 'not-here', null, person_id, null, null, null, false from last_list l
   where not exists (select from (select person_id from incoming where stands union select unnest(candidates) from incoming where outcome = 'doubtful') h where h.person_id = l.person_id)`,
]

/**
 * Lays every figure of the plan down line by line in the passing table `planned_line`, and counts the lines: what is said in
 * numbers and what is listed are the same rows.
 */
export const layLines = async (
  tx: Tx,
  { division, import_id, source, coverage }: StagedImport,
): Promise<(figure: PlanFigure, matter?: FactMatter) => number> => {
  await keep(
    tx,
    'last_list',
    `select distinct coalesce(m.merged_into, r.person_id) as person_id from registry.import_row r left join merged m on m.person_id = r.person_id
     where r.division = $1 and r.person_id is not null and $4 <> 'supplementary' and r.import_id = (
       select import_id from registry.import where division = $1 and source = $2 and status = 'committed' and import_id <> $3 order by committed_act desc limit 1)`,
    division,
    source,
    import_id,
    coverage,
  )
  await keep(tx, 'planned_line', [...ofFacts, ...ofPersons, ...ofLastList].join(' union all '))
  const counted = await ask<{ figure: PlanFigure; matter: FactMatter | null; n: number }>(
    tx,
    `select figure, matter, count(*)::int as n from planned_line group by figure, matter`,
  )
  return (figure, matter) => counted.find(each => each.figure === figure && each.matter === (matter ?? null))?.n ?? 0
}

/** So many lines lie in one pack. */
export const linesOfPack = 1000

/** Keeps the lines of the plan with its import, in the place of those kept before; `newcomers`: whom it made is numbered by now. */
export const keepLines = async (tx: Tx, { division, import_id }: StagedImport, newcomers: 'unnumbered' | 'numbered'): Promise<void> => {
  await ask(tx, `delete from registry.planned_pack where division = $1 and import_id = $2`, division, import_id)
  const [made, join] =
    newcomers === 'numbered'
      ? ['coalesce(n.person_id, l.person_id)', 'left join newcomer n on n.below = l.person_id']
      : ['nullif(greatest(l.person_id, 0), 0)', '']
  const list = (name: string): string => `array_agg(${name} order by at)`
  await ask(
    tx,
    `insert into registry.planned_pack (division, import_id, figure, nth, row_nos, person_ids, live_ids, matters, keys, of_guardian)
     select $1, $2, figure, (at / ${linesOfPack})::int, ${['row_no', 'person_id', 'live_id', 'matter', 'keys', 'of_guardian'].map(list).join(', ')}
     from (select l.figure, l.row_no, ${made} as person_id, l.live_id, l.matter, l.keys, l.of_guardian,
         row_number() over (partition by l.figure order by array_position($3::text[], l.matter), l.row_no, l.of_guardian, ${made}, l.live_id, l.keys) - 1 as at
       from planned_line l ${join}) l
     group by figure, at / ${linesOfPack}`,
    division,
    import_id,
    factMatters,
  )
}
