import { columnOf, type Value } from '@yingjin/intake'
import { withoutNumbers } from '@yingjin/kernel'
import type { Tx } from '../platform/postgres/index.ts'
import { type FieldVault, VaultRefusal } from '../platform/vault/index.ts'
import { shownCell } from './differing-cells.ts'
import { kindOf, rawField, rawRecord } from './import-cases.ts'
import { sourceWord } from './source-word.ts'
import { ask } from './statement.ts'

/** A row of a roster as a screen shows it: its columns in the order of their kind, by their words, numbers masked. */
export type ToldRow = Readonly<{ place: string; roster: string; cells: { label: string; text: string }[] }>

/** `文件〔表〕第12行`, as findings and questions name a row. */
const placed = /^.*〔(?<sheet>.*)〕第(?<row>\d+)行$/su

/**
 * The rows of rosters that are named by their places, of those that were received and stand: rows of `persons`, and rows in
 * doubt; where a household stands in one row, the one in doubt first. One that is neither, or that lists of two sources have
 * at the same place, is left out. Rows stand under the row security of imports: who sees none gets none.
 */
export const toldRows = async (tx: Tx, fields: FieldVault, division: string, places: readonly string[], persons: readonly bigint[]): Promise<ToldRow[]> => {
  const asked = places.flatMap(place => {
    const { sheet, row } = placed.exec(place)?.groups ?? {}
    return sheet === undefined || row === undefined ? [] : [{ place, sheet: withoutNumbers(sheet), row: Number(row) }]
  })
  if (asked.length === 0) return []
  type Found = Readonly<{ at: number; roster: string; source: string; import_id: bigint; row_no: number; raw_sealed: Buffer; theirs: boolean }>
  const found = await ask<Found>(
    tx,
    `select a.at::int as at, i.roster, i.source, r.import_id, r.row_no, r.raw_sealed, r.theirs
     from registry.import i
     cross join lateral (
       select import_id, row_no, sheet, sheet_row, raw_sealed, true as theirs, false as in_doubt from registry.import_row
       where division = $1 and import_id = i.import_id and person_id = any ($4::bigint[])
       union all
       select import_id, row_no, sheet, sheet_row, raw_sealed, candidates && $4::bigint[], true from registry.import_row
       where division = $1 and import_id = i.import_id and outcome = 'doubtful') r
     join unnest($2::text[], $3::int[]) with ordinality a (sheet, sheet_row, at) on a.sheet = r.sheet and a.sheet_row = r.sheet_row
     where i.division = $1 and i.status = 'committed'
     order by a.at, r.in_doubt desc, r.import_id desc`,
    division,
    asked.map(({ sheet }) => sheet),
    asked.map(({ row }) => row),
    persons.map(String),
  )
  return asked.flatMap(({ place }, at) => {
    const here = found.filter(each => each.at === at + 1)
    const theirs = here.filter(each => each.theirs)
    const [row, another] = theirs.length === 0 ? here : theirs
    // Of one source the newest list; of several nobody knows which was meant.
    if (row === undefined || (another !== undefined && another.source !== row.source)) return []
    const kind = kindOf(row.roster)
    const raw = fields.open({ field: rawField, record: rawRecord(row.import_id, row.row_no) }, row.raw_sealed)
    if (!kind.ok) return []
    if (!raw.ok) throw new VaultRefusal(raw.problem)
    const values = JSON.parse(raw.value) as Readonly<Record<string, Value>>
    const cells = kind.value.columns.map(({ key }) => ({ label: columnOf(key).label, text: shownCell(key, values[key]) })).filter(({ text }) => text !== '')
    return [{ place, roster: sourceWord(row.source), cells }]
  })
}
