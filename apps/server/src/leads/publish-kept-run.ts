import type { LeadsProblem, publishRun as publishRunContract } from '@yingjin/domain/leads'
import type { ImportCounts, RegistryProblem } from '@yingjin/domain/registry'
import { done, type Result } from '@yingjin/kernel'
import type pg from 'pg'
import type { z } from 'zod'
import { type Asked, perform, type Refusable } from '../access/index.ts'
import { asActorReading } from '../platform/postgres/index.ts'
import type { FieldVault } from '../platform/vault/index.ts'
import { importCases } from '../registry/index.ts'
import { foundClasses } from './found-classes.ts'
import { type FoundPlaces, foundPlaces, type NamedVillage } from './found-places.ts'
import type { KeptRoster, KeptRun } from './kept-run.ts'
import { type PublishParts, publishRun } from './publish-run.ts'
import { ask } from './statement.ts'

/** Which of the rosters of a run are taken in now, one after the other. */
export type ImportStep = Readonly<{ roster: string; of: string | null; index: number; total: number }>
export type PublishAsked = Pick<Asked, 'acting'> &
  Readonly<{
    fieldsOf: (division: string) => FieldVault
    /** The division table of the county: townships and villages the registry does not know yet are founded by it. */
    villages?: readonly NamedVillage[]
    onImport?: (step: ImportStep) => void
    at?: PublishParts['at']
  }>

export type Published = z.output<typeof publishRunContract.outcome> &
  Readonly<{
    places: FoundPlaces & Readonly<{ classes: number }>
    /** Rosters that were taken in for it; those that stood in the registry before; openings (期初) that changed after a run was published. */
    imports: Readonly<{ taken: number; before: number; openingsLeft: number; doubtfulRows: number; newPersons: number }>
  }>

type KnownImport = Readonly<{ import_id: bigint; status: 'staged' | 'committed' }>

/**
 * Publishes a kept run. The places, schools and classes its rosters name are founded, and the rosters it rests on taken in, where the
 * registry does not hold them yet, each in a transaction of its own; then the run, in one. Cut off anywhere, it goes on
 * where it was when it is asked again.
 */
export const publishKeptRun = async (
  pool: pg.Pool,
  kept: KeptRun,
  { acting, fieldsOf, villages = [], onImport = () => undefined, at }: PublishAsked,
): Promise<Result<Published, Refusable<LeadsProblem | RegistryProblem>>> => {
  const asked = { acting, fieldsOf }
  const places = await foundPlaces(pool, { villages, kept }, asked)
  if (!places.ok) return places
  const classes = await foundClasses(pool, kept, asked)
  if (!classes.ok) return classes
  const imports = { taken: 0, before: 0, openingsLeft: 0, doubtfulRows: 0, newPersons: 0 }
  for (const [index, roster] of kept.rosters.entries()) {
    const taken = await takeIn(pool, roster, asked, () => onImport({ roster: roster.roster, of: roster.of, index, total: kept.rosters.length }))
    // The opening was closed by the run before: what it says otherwise now is a correction of each child, and no import.
    if (!taken.ok && taken.problem.code === 'registry/opening-closed') {
      imports.openingsLeft += 1
      continue
    }
    if (!taken.ok) return taken
    if (taken.value === null) imports.before += 1
    else {
      imports.taken += 1
      imports.doubtfulRows += taken.value.rows.doubtful
      imports.newPersons += taken.value.persons.new
    }
  }
  const { run, county, digest, programVersion, pack, packDigest, term, referenceDate, tables } = kept
  const published = await perform(
    pool,
    publishRun({ kept, fields: fieldsOf(county), ...(at === undefined ? {} : { at }) }),
    { run, county, digest, programVersion, pack, packDigest, term, referenceDate, tables },
    // In groups, so that no part of it is taken for somebody's number.
    { ...asked, reason: `SHA-256 ${digest.match(/.{8}/g)?.join('.') ?? digest}` },
  )
  return published.ok ? done({ ...published.value, places: { ...places.value, classes: classes.value }, imports }) : published
}

/** What taking a roster in did; null where the registry holds it already. */
const takeIn = async (
  pool: pg.Pool,
  roster: KeptRoster,
  asked: Readonly<{ acting: Asked['acting']; fieldsOf: (division: string) => FieldVault }>,
  begins: () => void,
): Promise<Result<ImportCounts | null, Refusable<RegistryProblem>>> => {
  const { stage, commit } = importCases({ fieldsOf: asked.fieldsOf })
  const [known] = await asActorReading(pool, asked.acting, tx =>
    ask<KnownImport>(
      tx,
      `select import_id, status from registry.import where division = (select access.home()) and roster = $1 and file_digest = $2 and status in ('staged', 'committed')`,
      roster.roster,
      Buffer.from(roster.fileDigest, 'hex'),
    ),
  )
  if (known?.status === 'committed') return done(null)
  begins()
  if (known !== undefined) return perform(pool, commit, { importId: String(known.import_id) }, asked)
  const { rows, of, asOf, ...said } = roster
  const staged = await perform(pool, stage, { ...said, ...(of === null ? {} : { of }), ...(asOf === null ? {} : { asOf }), rows: await rows() }, asked)
  return staged.ok ? perform(pool, commit, { importId: staged.value.importId }, asked) : staged
}
