import { factMatters, type RegistryProblem } from '@yingjin/domain/registry'
import { problem } from '@yingjin/kernel'
import type { Tx } from '../platform/postgres/index.ts'
import { factTables, saidColumns } from './fact-tables.ts'
import { ask, askOne } from './statement.ts'

/**
 * At a split each record has its own word back: the last that each source said of rows matched to it, with its provenance.
 * Of two that had come to stand for one person the later took the place of the earlier; that one is said again. What a
 * source had changed or ended of the same record stays as it is. Gives how many facts were said again.
 */
export const giveBack = async (tx: Tx, division: string, kept: bigint, parted: bigint, act: bigint): Promise<number> => {
  let facts = 0
  for (const matter of factMatters) {
    const of = factTables[matter]
    const { table, id, source } = of
    const columns = [source, ...saidColumns(of), ...of.dated, 'import_id', 'row_no']
    const alike = (one: string, other: string): string => [source, ...of.keys].map(name => `${one}.${name} = ${other}.${name}`).join(' and ')
    // Every word of either, with the record it is of; of each record, source and keys the last one.
    await ask(
      tx,
      `create temporary table word on commit drop as
       select t.*, case when t.person_id = $3 or r.matched_id = $3 then $3 else $2 end::bigint as record_id from ${table} t
       left join registry.import_row r on r.division = $1 and r.import_id = t.import_id and r.row_no = t.row_no
       where t.division = $1 and t.person_id in ($2, $3)`,
      division,
      kept,
      parted,
    )
    await ask(
      tx,
      `create temporary table again on commit drop as
       with last as (select distinct on (${['record_id', source, ...of.keys].join(', ')}) * from word
         order by ${['record_id', source, ...of.keys].join(', ')}, act_id desc, ended_act desc nulls first)
       select l.* from last l
       where (l.ended_act is null and l.person_id <> l.record_id)
         or exists (select from word w where w.record_id <> l.record_id and w.act_id = l.ended_act and ${alike('w', 'l')})`,
    )
    await ask(tx, `update ${table} t set ended_act = $2 where t.division = $1 and t.${id} in (select ${id} from again where ended_act is null)`, division, act)
    const written = await ask(
      tx,
      `insert into ${table} (division, person_id, ${columns.join(', ')}, act_id, area, school_id, class_id)
       select $1, p.person_id, ${columns.map(name => `a.${name}`).join(', ')}, $2, p.area, p.school_id, p.class_id
       from again a join registry.person p on p.division = $1 and p.person_id = a.record_id returning person_id`,
      division,
      act,
    )
    facts += written.length
    await ask(tx, 'drop table word, again')
  }
  if (facts > 0) await ask(tx, `select registry.refresh_persons($1, $2::bigint[])`, division, [String(kept), String(parted)])
  return facts
}

/** Which row a fact came of is seen by whoever sees the imports: a split that could not look would leave facts where they are not of. */
export const hiddenRows = async (tx: Tx, division: string, parted: bigint): Promise<RegistryProblem | null> => {
  const { hidden } = await askOne<{ hidden: boolean }>(
    tx,
    `select registry.rows_matched_to($1, $2) > (select count(*) from registry.import_row r where r.division = $1 and r.matched_id = $2) as hidden`,
    division,
    parted,
  )
  return hidden ? problem('registry/needs-whole-county', { fields: ['收数批次'] }) : null
}
