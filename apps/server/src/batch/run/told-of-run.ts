import { join } from 'node:path'
import { type Cause, causes, questionLabel } from '@yingjin/determination'
import { rosterKinds } from '@yingjin/intake'
import { done, type Result } from '@yingjin/kernel'
import type { State } from '@yingjin/policy'
import { quoteName, quoteText } from '@yingjin/sql'
import { openDuckDb } from '../../platform/duckdb/index.ts'
import type { VaultPlace, VaultProblem } from '../../platform/vault/index.ts'
import type { HandOver } from './hand-over.ts'
import type { LatestRun } from './kept-run.ts'
import { type KeptName, openKeptRun } from './open-kept-run.ts'

/** What a run says of itself in sums and words that name no child; as whoever publishes it keeps it. */
export type ToldOfRun = Readonly<{
  persons: number
  setAside: number
  totals: Readonly<{ line: string; title: string; school: string | null; state: State; children: number; fen: string; loan: boolean }>[]
  waits: Readonly<{ asks: string; cause: string; children: number }>[]
  gaps: Readonly<{ fact: string; children: number }>[]
  rosters: Readonly<{ name: string; of: string | null; asOf: string | null; rowsRead: number; rowsRefused: number }>[]
}>

/** What the office said that the run rests on: a fact of a person, or an aid that was decided for it. */
export type UsedOfOffice = Readonly<{ no: number; of: 'fact' | 'line'; key: string }>

/**
 * What a kept run says in sums, whom of the registry its persons were to it (`no`: the number the run gave them), and which
 * words of the office it rests on.
 */
export type LookedAt = Readonly<{ told: ToldOfRun; known: readonly Readonly<{ no: number; personId: number }>[]; used: readonly UsedOfOffice[] }>

const looked = ['cards', 'persons', 'missing', 'entitlement', 'decisions', 'evidence'] as const satisfies readonly KeptName[]

/**
 * A kept run as somebody looks at it before it is published, from what it kept: nothing is decided anew. Children stand at
 * the school the run knows them at.
 */
export const tellOfRun = async (
  place: VaultPlace,
  { county, term, rosters, lines, gaps }: HandOver,
  { directory, record }: Pick<LatestRun, 'directory' | 'record'>,
  scratch: string,
): Promise<Result<LookedAt, VaultProblem>> => {
  const opened = await openKeptRun(place, { county, term, directory }, scratch, looked)
  if (!opened.ok) return opened
  const db = await openDuckDb({ spill: join(scratch, 'spill-told') })
  try {
    for (const name of looked)
      await db.execute(`CREATE VIEW ${quoteName(name.replaceAll('-', '_'))} AS FROM read_parquet(${quoteText(join(opened.value, `${name}.parquet`))})`)
    const titles = new Map(lines.map(({ line, title }) => [line, title]))
    const totals = await db.rows<Readonly<{ line: string; school: string | null; state: State; children: number; fen: number; loan: boolean }>>(
      `SELECT e.line, c.school_name AS school, e.state, count(*) AS children, coalesce(e.form = 'loan', false) AS loan, CAST(coalesce(sum(e.amount_fen), 0) AS BIGINT) AS fen
       FROM entitlement e LEFT JOIN cards c USING (person_id) GROUP BY 1, 2, 3, 5 ORDER BY 1, 2, 3, 5`,
    )
    const waits = await db.rows<Readonly<{ question: string; cause: string; children: number }>>(
      'SELECT question, cause, count(*) AS children FROM missing GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2',
    )
    const [counted] = await db.rows<{ n: number }>('SELECT count(*) AS n FROM cards')
    return done({
      told: {
        persons: counted?.n ?? 0,
        setAside: record.setAside ?? 0,
        totals: totals.map(({ fen, ...each }) => ({
          ...each,
          title: titles.get(each.line) ?? each.line,
          fen: String(fen),
        })),
        waits: waits.map(({ question, cause, children }) => ({ asks: questionLabel(question), cause: causes[cause as Cause] ?? cause, children })),
        gaps: [...gaps],
        rosters: rosters.map(({ roster, of, asOf, rowsRead, rowsRefused }) => ({ name: rosterKinds[roster].name, of, asOf, rowsRead, rowsRefused })),
      },
      known: await db.rows(
        `SELECT person_id AS no, CAST(min(known_person) AS BIGINT) AS "personId" FROM persons WHERE known_person IS NOT NULL
         GROUP BY person_id HAVING count(DISTINCT known_person) = 1 ORDER BY 1`,
      ),
      // What stands on no row of a roster, the office said.
      used: await db.rows(
        `SELECT DISTINCT person_id AS no, 'fact' AS "of", fact AS key FROM evidence WHERE row_id < 0 AND roster = 'filled-facts'
         UNION ALL SELECT person_id, 'line', line FROM decisions WHERE agrees IS NOT NULL OR amount_fen IS NOT NULL ORDER BY 1, 2, 3`,
      ),
    })
  } finally {
    db.close()
  }
}
