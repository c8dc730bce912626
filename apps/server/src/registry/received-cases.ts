import { type ImportCounts, type ImportStatus, listReceived, type RegistryProblem, restsWord, rosterProgress, showUndo } from '@yingjin/domain/registry'
import { facts } from '@yingjin/facts'
import { type RosterKindId, rosterKindIds, rosterKinds } from '@yingjin/intake'
import { addDays, done, firstDayOf, parseTerm, type PlainDate, problem, refused, type Term, termOn } from '@yingjin/kernel'
import { questionCase, type QuestionScene } from '../access/index.ts'
import { countLines } from './import-lines.ts'
import { changesOf, rosterWord, unitOf } from './reading.ts'
import { type SchoolReceived, schoolsStanding, schoolsWithout } from './schools-of-rosters.ts'
import { ask, askOne } from './statement.ts'
import { wholeCountyOnly } from './whole-county.ts'

/** The rosters that the policy of a county asks for in a term; null where there is none. */
export type RostersOf = (division: string, term: Term) => Promise<readonly string[] | null>

type ReceivedRow = Readonly<{
  import_id: bigint
  roster: string
  source: string
  sender: string
  as_of: string | null
  coverage: string
  status: ImportStatus
  rows_read: number
  rows_accepted: number
  sheet_rows: number
  rows_refused: number
  counts: ImportCounts | null
  staged_at: string
  committed_at: string | null
  undone_at: string | null
  staged_by: string | null
  file: string | null
  list_id: bigint | null
  returned: number | null
  again: boolean
  read_as: bigint | null
  undecided: number
}>

/** Rows of the batch `i` that nobody has answered, and can: of a batch that a newer one of its source took the place of, nothing is asked any more. */
const ofUndecided = `from registry.import_row r where i.status in ('staged', 'committed') and r.division = i.division and r.import_id = i.import_id and r.outcome = 'doubtful'
  and not exists (select from registry.row_answer a where a.division = r.division and a.import_id = r.import_id and a.row_no = r.row_no and a.ended_act is null)
  and not exists (select from registry.import n where n.division = i.division and n.source = i.source and n.status = 'committed' and n.committed_act > i.committed_act)`

/** What has been received: its history, what an undo would do, and what is still missing. */
export const receivedCases = ({ rostersOf = () => Promise.resolve(null) }: Readonly<{ rostersOf?: RostersOf }> = {}) => {
  const list = questionCase(listReceived, async ({ importId, roster, status, undecided, before, limit }, { tx, actor: { division } }: QuestionScene) => {
    const where = `i.division = $1 and ($2::text is null or i.roster = $2) and ($3::text is null or i.status = $3) and ($4::bigint is null or i.import_id = $4)${undecided ? ` and exists (select ${ofUndecided})` : ''}`
    const { total } = await askOne<{ total: number }>(
      tx,
      `select count(*)::int as total from registry.import i where ${where}`,
      division,
      roster ?? null,
      status ?? null,
      importId ?? null,
    )
    const rows = await ask<ReceivedRow>(
      tx,
      `select i.import_id, i.roster, i.source, i.sender, i.as_of::text, i.coverage, i.status, i.rows_read, i.rows_accepted, coalesce(i.sheet_rows, i.rows_accepted) as sheet_rows, i.rows_refused, i.counts,
         m.staged_at::text, m.committed_at::text, m.undone_at::text, m.staged_by, l.name as file, l.delivery_list_id as list_id, l.returned,
         a.import_id is not null as again, a.read_as,
         (select count(*)::int ${ofUndecided}) as undecided
       from registry.import i
       join registry.moments_of_imports($1) m on m.import_id = i.import_id
       left join registry.read_again($1) a on a.import_id = i.import_id
       left join registry.delivery_list l on l.division = i.division and l.import_id = i.import_id
       where ${where} and ($5::bigint is null or i.import_id < $5) order by i.import_id desc limit $6`,
      division,
      roster ?? null,
      status ?? null,
      importId ?? null,
      before ?? null,
      limit,
    )
    return done({
      total,
      imports: rows.map(row => ({
        importId: String(row.import_id),
        roster: row.roster,
        rosterName: rosterWord(row.roster),
        source: row.source,
        sender: row.sender,
        asOf: row.as_of,
        coverage: row.coverage,
        status: row.status,
        rowsRead: row.rows_read,
        rowsAccepted: row.rows_accepted,
        sheetRows: row.sheet_rows,
        unit: unitOf(row.roster),
        rowsRefused: row.rows_refused,
        stagedAt: row.staged_at,
        committedAt: row.committed_at,
        undoneAt: row.undone_at,
        by: row.staged_by,
        file: row.file,
        listId: row.list_id === null ? null : String(row.list_id),
        returned: row.returned ?? 0,
        readAgain: row.again ? { importId: row.read_as === null ? null : String(row.read_as) } : null,
        undecided: row.undecided,
        changes: changesOf(row.counts),
      })),
      next: rows.length < limit ? null : String(rows.at(-1)?.import_id),
    })
  })

  /** Counted as the undo counts it, and nothing is done. */
  const undo = questionCase(showUndo, async ({ importId }, { tx, actor: { division } }: QuestionScene) => {
    const [row] = await ask<{ status: ImportStatus; committed_act: bigint | null }>(
      tx,
      `select status, committed_act from registry.import where division = $1 and import_id = $2`,
      division,
      importId,
    )
    if (row === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `收数批次 ${importId}` }))
    if (row.status !== 'committed' || row.committed_act === null)
      return done({ importId, status: row.status, ended: 0, restored: 0, personsGone: 0, rests: [] })
    const [ended, restored, personsGone] = [
      await countLines(tx, division, importId, 'undo-ended'),
      await countLines(tx, division, importId, 'undo-restored'),
      await countLines(tx, division, importId, 'undo-gone'),
    ]
    const rests = await ask<{ what: string; label: string }>(tx, `select what, label from registry.what_rests_on($1, $2)`, division, importId)
    return done({
      importId,
      status: row.status,
      ended,
      restored,
      personsGone,
      rests: rests.map(({ what, label }) => ({ what, word: restsWord(what), label })),
    })
  })

  const progress = questionCase(rosterProgress, async ({ term: written }, { tx, actor: { division } }: QuestionScene) => {
    const term = parseTerm(written)
    if (!term.ok) throw new Error('a term that was read is none')
    const on = firstDayOf(term.value)
    const asked = await rostersOf(division, term.value)
    const kinds = rosterKindIds.filter(id => isDelivered(id) && (asked === null || asked.includes(id)))
    const part = await wholeCountyOnly(tx, division, rosterProgress.title, ['imports'], 'counts')
    if (part !== null) return refused(part)
    const received = await ask<Received>(
      tx,
      `select waits, roster, number, as_of::text, sheet_rows, entries, rows_refused from registry.rosters_received($1)
       order by waits, case when waits then null else as_of end nulls first, place`,
      division,
    )
    const standing = await schoolsStanding(tx, division, on)
    const ofSchools = await ask<SchoolReceived>(
      tx,
      `select roster, as_of::text, replaced, over_on::text, school_id, rows from registry.schools_received($1)`,
      division,
    )
    const imports = received.filter(({ waits }) => !waits)
    const waiting = received.filter(({ waits }) => waits)
    return done({
      term: written,
      on,
      byPolicy: asked !== null,
      terms: [...new Set(received.flatMap(({ as_of }) => (as_of === null ? [] : [termOn(as_of)])))].toSorted().toReversed(),
      rosters: kinds.map(roster => ({
        ...progressOf(roster, on, imports, waiting),
        schools: schoolsWithout(rosterKinds[roster], on, standing, ofSchools),
      })),
    })
  })

  return { list, undo, progress }
}

const isDelivered = (id: RosterKindId): boolean => !['filled-facts', 'human-decisions', 'opening-entries', 'school-directory'].includes(id)

type Received = Readonly<{ waits: boolean; roster: string; number: bigint; as_of: PlainDate | null; sheet_rows: number; entries: number; rows_refused: number }>

const progressOf = (roster: RosterKindId, on: PlainDate, imports: readonly Received[], waiting: readonly Received[]) => {
  const kind = rosterKinds[roster]
  const came = imports.filter(each => each.roster === roster)
  const inForceUntil = (asOf: PlainDate): PlainDate => addDays(asOf, kind.coverage.inForceForDays)
  const inForce = came.filter(({ as_of }) => as_of === null || inForceUntil(as_of) >= on)
  const last = came.at(-1)
  const lying = waiting.filter(each => each.roster === roster)
  const lies = lying.findLast(({ as_of }) => as_of === null || inForceUntil(as_of) >= on)
  const tooOld = lies === undefined ? lying.at(-1) : undefined
  const standing = inForce.length > 0 ? 'in-force' : lies !== undefined ? 'waiting' : last !== undefined ? 'old' : 'missing'
  const shown = inForce.length > 0 ? inForce : last === undefined ? [] : [last]
  const missingFrom = (asOf: PlainDate | null): PlainDate => (asOf === null ? on : addDays(inForceUntil(asOf), 1))
  const rows = inForce.length === 0 && lies !== undefined ? [lies] : shown
  return {
    roster,
    rosterName: kind.name,
    sender: kind.sender,
    establishes: [...new Set(kind.establishes.map(({ fact }) => facts[fact].label))],
    standing: standing as 'in-force' | 'old' | 'waiting' | 'missing',
    asOf: (standing === 'waiting' ? lies?.as_of : last?.as_of) ?? null,
    missingSince: standing === 'in-force' ? null : missingFrom(last?.as_of ?? null),
    importId: last === undefined ? null : String(last.number),
    deliveryId: lies === undefined ? null : String(lies.number),
    tooOld: tooOld === undefined ? null : { deliveryId: String(tooOld.number), asOf: tooOld.as_of },
    sheetRows: rows.reduce((sum, each) => sum + each.sheet_rows, 0),
    entries: rows.reduce((sum, each) => sum + each.entries, 0),
    unit: unitOf(roster),
    rowsRefused: rows.reduce((sum, each) => sum + each.rows_refused, 0),
    saysWhoIsNot: kind.coverage.extent === 'complete' && kind.coverage.delivery === 'full',
    imports: inForce.length > 0 ? inForce.length : 0,
  }
}
