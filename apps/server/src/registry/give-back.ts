import { factMatters } from '@yingjin/domain/registry'
import type { RegistryProblem } from '@yingjin/domain/registry'
import { problem } from '@yingjin/kernel'
import type { Tx } from '../platform/postgres/index.ts'
import { factTables, saidColumns } from './fact-tables.ts'
import { ask, askOne } from './statement.ts'

/**
 * At a split: what imports said since the merge of rows that were matched to the record that is parted goes back to it, with
 * its provenance; and what the kept person's own rows had said until those took their place is said again. Gives how many facts.
 */
export const giveBack = async (tx: Tx, division: string, kept: bigint, parted: bigint, act: bigint): Promise<number> => {
  let facts = 0
  for (const matter of factMatters) {
    const { table, id, source, keys, dated } = { ...factTables[matter] }
    const columns = [source, ...saidColumns(factTables[matter]), ...dated, 'import_id', 'row_no']
    const list = (of: string): string => columns.map(name => `${of}.${name}`).join(', ')
    await ask(
      tx,
      `create temporary table given on commit drop as select t.* from ${table} t
       join registry.import_row r on r.division = $1 and r.import_id = t.import_id and r.row_no = t.row_no and r.matched_id = $3
       where t.division = $1 and t.person_id = $2 and t.ended_act is null`,
      division,
      kept,
      parted,
    )
    const ended = await ask(
      tx,
      `update ${table} t set ended_act = $2 where t.division = $1 and t.${id} in (select ${id} from given) returning t.person_id`,
      division,
      act,
    )
    facts += ended.length
    const write = (select: string, person: bigint): Promise<unknown> =>
      ask(
        tx,
        `insert into ${table} (division, person_id, ${columns.join(', ')}, act_id, area, school_id, class_id)
         select $1, p.person_id, ${list('g')}, $3, p.area, p.school_id, p.class_id from (${select}) g join registry.person p on p.division = $1 and p.person_id = $2`,
        division,
        person,
        act,
      )
    if (ended.length > 0) {
      await write('select * from given', parted)
      await write(
        `select t.* from given g join ${table} t on t.division = $1 and t.person_id = $2 and t.ended_act = g.act_id and t.${source} = g.${source}${keys.map(key => ` and t.${key} = g.${key}`).join('')}`,
        kept,
      )
    }
    await ask(tx, 'drop table given')
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
