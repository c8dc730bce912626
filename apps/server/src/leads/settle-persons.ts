import type { Tx } from '../platform/postgres/index.ts'
import { ask } from './statement.ts'

/**
 * Who the persons of a run are: whom the rows that stand for them stand for in the registry, which alone owns identity.
 * Where that is several, where one is two of the run, where a row is doubtful there or none was taken in, nothing is
 * guessed: `said_person.asks` says why, `candidates` whom it may be, and `doubt_import_id` and `doubt_row_no` which row to decide.
 */
export const settlePersons = async (tx: Tx, division: string): Promise<void> => {
  await ask(
    tx,
    `create temporary table known_row on commit drop as
     select i.roster, i.file_digest, i.import_id, r.row_no, r.sheet, r.sheet_row, r.outcome, r.candidates, r.person_id as row_person_id,
       row_number() over (partition by i.import_id, r.sheet, r.sheet_row order by r.row_no) as nth
     from registry.import i join registry.import_row r using (division, import_id)
     where i.division = $1 and i.status = 'committed' and (i.roster, i.file_digest) in (select s.roster, s.file_digest from said_place s)`,
    division,
  )
  await ask(tx, 'analyze known_row')
  // Of each row whom it stands for, and whom it may stand for; joined persons are their survivor, and who is gone is nobody.
  await ask(
    tx,
    `create temporary table row_of_person on commit drop as
     select s.no, k.import_id, k.row_no, k.sheet is not null as known, k.outcome = 'doubtful' as doubtful, case when k.outcome <> 'doubtful' then k.row_person_id end as person_id, k.candidates
     from said_place s left join known_row k using (roster, file_digest, sheet, sheet_row, nth)`,
  )
  await ask(
    tx,
    `create temporary table person_of_row on commit drop as
     select r.no, r.sure, coalesce(p.merged_into, p.person_id) as person_id
     from (select no, true as sure, person_id from row_of_person where person_id is not null
           union select no, false, c from row_of_person cross join unnest(candidates) c where doubtful) r
     join registry.person p on p.division = $1 and p.person_id = r.person_id and p.gone_act is null
     group by 1, 2, 3`,
    division,
  )
  await ask(tx, 'analyze person_of_row')
  await ask(
    tx,
    `with sure as (select no, array_agg(person_id order by person_id) as ids from person_of_row where sure group by no),
     may as (select no, array_agg(distinct person_id order by person_id) as ids from person_of_row group by no),
     twice as (select person_id from person_of_row where sure group by person_id having count(distinct no) > 1),
     other as (select distinct o.no from person_of_row o join row_of_person r on r.no = o.no and r.doubtful and r.candidates <> '{}'
       where o.sure and not exists (select from unnest(r.candidates) c join registry.person p on p.division = $1 and p.person_id = c
         where coalesce(p.merged_into, p.person_id) = o.person_id)),
     doubtful as (select distinct on (no) no, import_id, row_no from row_of_person where doubtful order by no, import_id, row_no)
     update said_person p set
       person_id = s.ids[1],
       candidates = coalesce(m.ids, '{}'),
       doubt_import_id = d.import_id,
       doubt_row_no = d.row_no,
       asks = case
         when cardinality(s.ids) > 1 then 'several-persons'
         when t.person_id is not null then 'one-person'
         when o.no is not null then 'doubtful-row'
         when s.ids is not null then null
         when d.no is not null then 'doubtful-row'
         else 'not-imported'
       end
     from said_person q left join sure s using (no) left join may m using (no) left join twice t on t.person_id = s.ids[1]
     left join other o using (no) left join doubtful d using (no)
     where q.no = p.no`,
    division,
  )
  await ask(tx, `update said_person set person_id = null where asks is not null`)
  await ask(tx, 'analyze said_person')
}
