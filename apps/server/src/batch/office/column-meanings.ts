import { join } from 'node:path'
import type { OfficeTable } from '@yingjin/determination'
import { type ColumnKey, columnKeys, type RememberedMapping } from '@yingjin/intake'
import { quoteText } from '@yingjin/sql'
import { openDuckDb } from '../../platform/duckdb/index.ts'

type Meaning = RememberedMapping['columns'][string]
type Said = Readonly<{ sender: string; roster: string; heading: string; meaning: string }>

/** A snapshot of a newer program may name a meaning that this one does not know. */
const isMeaning = (word: string): word is Meaning => word === 'not-collected' || word === 'ignore' || columnKeys.includes(word as ColumnKey)

/** What persons said in the office that the headings of rosters mean, out of a snapshot that lies open; a snapshot of before has none. */
export const columnMeanings = async (paths: ReadonlyMap<OfficeTable, string>, scratch: string): Promise<readonly RememberedMapping[]> => {
  const path = paths.get('column-meanings')
  if (path === undefined) return []
  const db = await openDuckDb({ spill: join(scratch, 'spill') })
  try {
    const said = await db.rows<Said>(`SELECT sender, roster, heading, meaning FROM read_parquet(${quoteText(path)}) ORDER BY roster, heading`)
    return [...Map.groupBy(said, ({ sender, roster }) => `${sender}\n${roster}`).values()].flatMap(([first, ...more]) =>
      first === undefined
        ? []
        : [
            {
              sender: first.sender,
              rosterKind: first.roster,
              columns: Object.fromEntries([first, ...more].flatMap(({ heading, meaning }) => (isMeaning(meaning) ? [[heading, meaning] as const] : []))),
            },
          ],
    )
  } finally {
    db.close()
  }
}
