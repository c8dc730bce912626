import { contract, needsReach } from '@yingjin/domain/access'
import { listRunRosters } from '@yingjin/domain/registry'
import { rosterKindIds, rosterKinds } from '@yingjin/intake'
import { done, parseTerm } from '@yingjin/kernel'
import { z } from 'zod'
import { questionCase, type QuestionScene } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { goesToRuns, rosterWord, senderOf } from './reading.ts'
import type { RostersOf } from './received-cases.ts'
import { ask } from './statement.ts'

/** A list that lies sealed in the data directory and can be taken again. */
export type KeptRunList = Readonly<{ snapshot: string; roster: string; file: string; rows: number; asOf: string | null }>
/** What is kept of what was received: whoever serves a data directory knows. */
export type KeptRunLists = Readonly<{
  /** A list of a snapshot; null where it was ended, is not here, or was read by a program that read otherwise. */
  listOf: (division: string, snapshot: string, roster: string) => KeptRunList | null
  /** Of the newest run of a term, its lists that no import holds: schools, what was filled in. */
  ofLatestRun: (division: string, term: string) => readonly KeptRunList[]
}>
const keepsNothing: KeptRunLists = { listOf: () => null, ofLatestRun: () => [] }

type ImportRow = Readonly<{
  import_id: bigint
  roster: string
  source: string
  sender: string
  as_of: string | null
  rows_accepted: number
  snapshot: string | null
  file: string | null
}>
type ListRow = Readonly<{
  delivery_list_id: bigint
  delivery_id: bigint
  roster: string
  as_of: string | null
  rows_accepted: number
  snapshot: string | null
  name: string
}>

type Candidate = Readonly<{
  key: string
  /** Of several lists of one source the newest is taken. */
  source: string
  snapshot: string | null
  roster: string
  sender: string
  file: string | null
  asOf: string | null
  rows: number
  importId: string | null
  here: boolean
}>

/** Snapshots of batches that were given up or undone, which no batch that stands is of. */
const listUnusedSnapshots = contract({
  name: 'registry.list-unused-snapshots',
  kind: 'question',
  title: '不再使用的名册快照',
  order: z.object({}),
  outcome: z.object({ snapshots: z.array(z.string()) }),
  access: needsReach('imports', 'write'),
})

/** What a run takes of what was received. */
export const runRosterCases = ({
  rostersOf = () => Promise.resolve(null),
  keptRunLists = keepsNothing,
}: Readonly<{ rostersOf?: RostersOf; keptRunLists?: KeptRunLists }> = {}) => {
  const list = questionCase(listRunRosters, async ({ term: written }, { tx, actor: { division } }: QuestionScene) => {
    const term = parseTerm(written)
    if (!term.ok) throw new Error('a term that was read is none')
    const imports = await importsOf(tx, division)
    const lists = await listsOf(tx, division)
    const candidates = [
      ...imports.map((row): Candidate => ofImport(row, row.snapshot === null ? null : keptRunLists.listOf(division, row.snapshot, row.roster))),
      ...keptRunLists.ofLatestRun(division, term.value).map(ofLatest),
      ...lists
        .filter(({ roster }) => goesToRuns(roster))
        .map(row => ofList(row, row.snapshot === null ? null : keptRunLists.listOf(division, row.snapshot, row.roster))),
    ]
    const newest = new Map<string, Candidate>()
    for (const each of candidates) {
      const before = newest.get(each.source)
      if (before === undefined || (each.asOf ?? before.asOf ?? '') >= (before.asOf ?? '')) newest.set(each.source, each)
    }
    const asked = await rostersOf(division, term.value)
    const there = new Set(candidates.map(({ roster }) => roster))
    return done({
      term: written,
      lists: candidates.map(({ source, here, ...each }) => {
        const best = newest.get(source)
        const standing = best !== undefined && best.key !== each.key ? ('replaced' as const) : here ? ('taken' as const) : ('not-here' as const)
        return { ...each, rosterName: rosterWord(each.roster), standing, replacedBy: standing === 'replaced' ? (best?.file ?? best?.key ?? null) : null }
      }),
      missing: rosterKindIds
        .filter(id => !goesToRuns(id) && id !== 'opening-entries' && asked?.includes(id) === true && !there.has(id))
        .map(id => ({ roster: id, rosterName: rosterKinds[id].name, sender: rosterKinds[id].sender })),
      waiting: lists
        .filter(({ roster, snapshot }) => !goesToRuns(roster) || snapshot === null)
        .map(({ delivery_id, name, roster }) => ({ deliveryId: String(delivery_id), name, rosterName: rosterWord(roster) })),
    })
  })

  const unused = questionCase(listUnusedSnapshots, async (_, { tx, actor: { division } }: QuestionScene) => {
    const rows = await ask<{ snapshot: string }>(
      tx,
      `select i.snapshot from registry.import i where i.division = $1 and i.snapshot is not null
       group by i.snapshot having bool_and(i.status in ('undone', 'given-up')) order by i.snapshot`,
      division,
    )
    return done({ snapshots: rows.map(({ snapshot }) => snapshot) })
  })

  return { list, work: { unused } }
}

const importsOf = (tx: Tx, division: string): Promise<readonly ImportRow[]> =>
  ask<ImportRow>(
    tx,
    `select i.import_id, i.roster, i.source, i.sender, i.as_of::text, i.rows_accepted, i.snapshot, l.name as file from registry.import i
     left join registry.delivery_list l on l.division = i.division and l.import_id = i.import_id
     where i.division = $1 and i.status = 'committed' order by i.roster, i.source, i.as_of nulls first, i.import_id`,
    division,
  )

/** Lists of files that still lie there, of which no batch stands. */
const listsOf = (tx: Tx, division: string): Promise<readonly ListRow[]> =>
  ask<ListRow>(
    tx,
    `select l.delivery_list_id, l.delivery_id, l.roster, l.as_of::text, l.rows_accepted, l.snapshot, l.name from registry.delivery_list l
     join registry.delivery d on d.division = l.division and d.delivery_id = l.delivery_id and d.ended_act is null
     left join registry.import i on i.division = l.division and i.import_id = l.import_id
     where l.division = $1 and i.status is distinct from 'committed' order by l.roster, l.as_of nulls first, l.delivery_list_id`,
    division,
  )

const ofImport = (row: ImportRow, kept: KeptRunList | null): Candidate => ({
  key: `batch-${row.import_id}`,
  source: row.source,
  snapshot: row.snapshot,
  roster: row.roster,
  sender: row.sender,
  file: row.file ?? kept?.file ?? null,
  asOf: row.as_of,
  rows: kept?.rows ?? row.rows_accepted,
  importId: String(row.import_id),
  here: kept !== null,
})

/** The directory of schools is one; of what was filled in each file says its own. */
const sourceOf = (roster: string, file: string): string => (roster === 'school-directory' ? roster : `${roster} ${file}`)

const ofLatest = ({ snapshot, roster, file, rows, asOf }: KeptRunList): Candidate => ({
  key: `kept-${roster}-${snapshot.slice(0, 16)}`,
  source: sourceOf(roster, file),
  snapshot,
  roster,
  sender: senderOf(roster),
  file,
  asOf,
  rows,
  importId: null,
  here: true,
})

const ofList = (row: ListRow, kept: KeptRunList | null): Candidate => ({
  key: `sent-${row.delivery_list_id}`,
  source: sourceOf(row.roster, row.name),
  snapshot: row.snapshot,
  roster: row.roster,
  sender: senderOf(row.roster),
  file: row.name,
  asOf: row.as_of,
  rows: row.rows_accepted,
  importId: null,
  here: kept !== null,
})
