import { basename, join } from 'node:path'
import type { Contract } from '@yingjin/domain/access'
import { simulateChanges } from '@yingjin/domain/policy'
import { commitImport, dryRunImport, factMatters, rollOver, undoImport, undoRollOver } from '@yingjin/domain/registry'
import { done, parseTerm, type Problem, problem, refused, type Result } from '@yingjin/kernel'
import { sql } from 'kysely'
import type pg from 'pg'
import type { z } from 'zod'
import { perform, type UseCase } from '../../access/index.ts'
import { type HandOverProblem, handOverWording, openHandOver } from '../../batch/run/hand-over.ts'
import { latestRun } from '../../batch/run/kept-run.ts'
import type { JobField, JobKind, JobScene } from '../../jobs/index.ts'
import { publishKeptRun } from '../../leads/index.ts'
import { withPrivateScratch } from '../../platform/files/index.ts'
import { backUp, type BackupProblem, wordBackup } from '../../platform/postgres/backup/index.ts'
import { asActorReading } from '../../platform/postgres/index.ts'
import { type Rotated, type VaultPlace, type VaultProblem, vaultWording } from '../../platform/vault/index.ts'
import { type AtPoint, importCases, type ImportPoint, schoolLifeCases } from '../../registry/index.ts'
import { commitDeliveries, readDeliveries, stageDeliveries } from './deliveries.ts'
import { snapshotOfOffice } from './office-snapshot.ts'
import { type NoRun, noRunWording, reviewLatestRun } from './review-kept.ts'
import { type RunRostersProblem, runRosters, runRostersWording } from './run-rosters.ts'
import { simulateInOffice, type SimulateProblem, simulateWording } from './simulate.ts'
import { publishPointWords, rosterWordOf, sealedPlaceWord } from './step-words.ts'
import * as work from './work-contracts.ts'

/** All long work there is. A new kind is one line here and one below. */
export type JobKindName =
  | 'registry.dry-run-import'
  | 'registry.commit-import'
  | 'registry.undo-import'
  | 'registry.roll-over'
  | 'registry.undo-roll-over'
  | 'batch.run-rosters'
  | 'batch.review-latest-run'
  | 'batch.publish-latest-run'
  | 'batch.keep-office-snapshot'
  | 'batch.read-deliveries'
  | 'batch.stage-deliveries'
  | 'batch.commit-deliveries'
  | 'policy.simulate'
  | 'platform.back-up'
  | 'platform.rotate-field-keys'

export type JobKindParts = Readonly<{
  keys: VaultPlace
  owner: pg.ClientConfig
  /** New keys for the fields of a county, and all that is sealed by them; aborted, it throws at the next place where it may stop. */
  sealAnew: (
    division: string,
    onRead: (place: string, rows: number) => void,
    signal: AbortSignal,
  ) => Promise<Result<Rotated & Readonly<{ version: number }>, VaultProblem>>
  /** For tests: what happens at the named points of an import. */
  at?: AtPoint
}>

/** Every kind with how it is carried out; complete by type. */
export const jobKinds = ({ keys, owner, sealAnew, at = () => Promise.resolve() }: JobKindParts): Readonly<Record<JobKindName, JobKind>> => {
  /** Imports say where they are by their named points. */
  const imports = ({ say, asked: { fieldsOf } }: JobScene) => {
    if (fieldsOf === undefined) throw new Error('a job knows the vaults of its county')
    return importCases({
      fieldsOf,
      at: async point => {
        const step = importSteps.indexOf(point)
        if (step < 0) say(importStepWords[point])
        else say(importStepWords[point], step + 1, importSteps.length)
        await at(point)
      },
    })
  }
  return {
    'registry.dry-run-import': ofBatch(byUseCase('imports', dryRunImport, scene => imports(scene).dryRun)),
    'registry.commit-import': ofBatch(byUseCase('imports', commitImport, scene => imports(scene).commit)),
    'registry.undo-import': ofBatch(byUseCase('imports', undoImport, scene => imports(scene).undo)),
    'registry.roll-over': byUseCase('persons', rollOver, () => schoolLifeCases().rollOver),
    'registry.undo-roll-over': byUseCase('persons', undoRollOver, () => schoolLifeCases().undoRollOver),
    'batch.run-rosters': byWork('results', work.runRosters, (order, scene) => runRosters(order, scene, keys)),
    'batch.review-latest-run': byWork('results', work.reviewLatestRun, (order, scene) => reviewLatestRun(order, scene, keys)),
    'batch.publish-latest-run': byWork('leads', work.publishLatestRun, (order, scene) => publishLatest(order, scene, keys)),
    'batch.keep-office-snapshot': byWork('persons', work.keepOfficeSnapshot, (order, scene) => officeSnapshot(order, scene, keys)),
    'batch.read-deliveries': byWork('imports', work.readDeliveries, (order, scene) => readDeliveries(order, scene, keys)),
    'batch.stage-deliveries': byWork('imports', work.stageDeliveries, (order, scene) => stageDeliveries(order, scene, keys)),
    'batch.commit-deliveries': byWork('imports', work.commitDeliveries, commitDeliveries),
    'policy.simulate': byWork('results', simulateChanges, (order, scene) => simulateInOffice(order, scene, keys)),
    'platform.back-up': byWork('access', work.backUpRecords, async (_, { division, jobId, attempt, say, signal }) => {
      say('备份：一张表一张表写出')
      const made = await backUp(owner, join(keys.dataDir, 'backups', `${division}-${jobId}-${attempt}`), {
        onTable: (kept, of) => {
          signal.throwIfAborted()
          say('备份：写出的表', kept, of)
        },
      })
      if (!made.ok) return made
      const { folder, manifest } = made.value
      return done({
        folder: basename(folder),
        tables: manifest.tables.length,
        rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
        asOf: manifest.asOf,
      })
    }),
    'platform.rotate-field-keys': byWork('access', work.rotateFieldKeys, async (_, { division, say, signal }) => {
      say('等候正在办理的结束')
      // Between two pages: what is sealed anew by then stays, and the next one goes on from there.
      const onRead = (place: string, rows: number): void => {
        signal.throwIfAborted()
        say(`更换密钥：${sealedPlaceWord(place)}`, rows)
      }
      const anew = await sealAnew(division, onRead, signal)
      if (!anew.ok) return anew
      const { version, read, rewritten } = anew.value
      return done({ version, read, rewritten })
    }),
  }
}

/** An order of a subject, carried out as it is at any door, in the name of the job's starter and under its client id. */
const byUseCase = (field: JobField, contract: Contract, of: (scene: JobScene) => unknown): JobKind => ({
  contract,
  field,
  carryOut: (order, scene) => perform(scene.pool, of(scene) as UseCase, order, scene.asked),
})

/** What came of work on a batch says of which, so that its numbers can be opened. */
const ofBatch = (kind: JobKind): JobKind => ({
  ...kind,
  carryOut: async (order, scene) => {
    const result = await kind.carryOut(order, scene)
    const { importId } = order as z.output<typeof dryRunImport.order>
    return result.ok ? done({ ...(result.value as object), importId }) : result
  },
})

/** Work on files, keys or the whole database, for whoever reaches the whole division in its field. */
const byWork = <Order extends z.ZodType, Outcome extends z.ZodType>(
  field: JobField,
  contract: Contract<Order, Outcome, 'order'>,
  carryOut: (order: z.output<Order>, scene: JobScene) => Promise<Result<z.input<Outcome>, Problem>>,
): JobKind => ({
  contract,
  field,
  carryOut: async (given, scene) => {
    const order = contract.order.parse(given)
    const no = await notWholeDivision(contract, scene)
    if (no !== null) return refused(no)
    const result = await carryOut(order, scene)
    return result.ok ? done(contract.outcome.parse(result.value)) : result
  },
})

const notWholeDivision = ({ access, title }: Contract, { pool, asked, division }: JobScene): Promise<Problem | null> =>
  asActorReading(pool, asked.acting, async tx => {
    const { field, how } = access.needs === 'reach' ? access : { field: 'access' as const, how: 'write' as const }
    const { rows } = await sql<{ known: boolean; may: boolean; whole: boolean }>`
      select (access.actor()).account_id is not null as known, access.may(${field}, ${how}) as may, ${division} = any (access.divisions(${field}, ${how})) as whole`.execute(
      tx,
    )
    const [row] = rows
    if (row?.known !== true) return problem('access/not-logged-in', {})
    if (!row.may) return problem('access/not-yours', { title, field, how })
    return row.whole ? null : problem('access/beyond-reach', { title })
  })

/** The newest kept run of the term; what stands in the records already is left alone. */
const publishLatest = async (
  { term: written, run }: z.output<typeof work.publishLatestRun.order>,
  { division, pool, asked, say }: JobScene,
  keys: VaultPlace,
): Promise<Result<z.input<typeof work.publishLatestRun.outcome>, Problem>> => {
  const term = parseTerm(written)
  const latest = term.ok ? latestRun(keys.dataDir, division, term.value) : null
  if (!term.ok || latest === null) return refused(problem('jobs/no-run', { county: division, term: written }))
  if (run !== undefined && latest.record.run !== run) return refused(problem('jobs/newer-run', { run, newest: latest.record.run }))
  const { fieldsOf } = asked
  if (fieldsOf === undefined) throw new Error('a job knows the vaults of its county')
  return withPrivateScratch(async scratch => {
    say('打开运行结果')
    const opened = await openHandOver(keys, { county: division, term: term.value, ...latest }, scratch)
    if (!opened.ok) return opened
    try {
      const published = await publishKeptRun(pool, opened.value, {
        acting: asked.acting,
        fieldsOf,
        onImport: ({ roster, of, index, total }) => say(`登记名册：${rosterWordOf(roster)}${of === null ? '' : `（${of}）`}`, index + 1, total),
        at: point => say(publishPointWords[point]),
      })
      if (!published.ok) return published
      const { imports } = published.value
      return done({ run: latest.record.run, rostersTaken: imports.taken, newPersons: imports.newPersons, doubtfulRows: imports.doubtfulRows })
    } finally {
      opened.value.close()
    }
  })
}

const officeSnapshot = async (
  order: z.output<typeof work.keepOfficeSnapshot.order>,
  scene: JobScene,
  keys: VaultPlace,
): Promise<Result<z.input<typeof work.keepOfficeSnapshot.outcome>, Problem>> => {
  const kept = await snapshotOfOffice(order, scene, keys)
  if (!kept.ok) return kept
  const { id, persons, on, act } = kept.value
  return done({ snapshot: id, persons, on, act })
}

/** Where an import is, in words; complete by type. */
const importStepWords: Readonly<Record<ImportPoint, string>> = {
  begun: '登记文件',
  'part-laid': '收下一部分',
  'parts-ended': '收齐各部分',
  planned: '已比对，开始写入',
  'persons-written': '写入人员',
  'particulars-written': '写入个人信息',
  'residence-written': '写入住址',
  'identity_number-written': '写入证件号码',
  'enrolment-written': '写入学籍和在校',
  'designation-written': '写入困难类别',
  'household_member-written': '写入家庭成员',
  'guardianship-written': '写入监护关系',
  'past_payment-written': '写入发放记录',
  'opening_entry-written': '写入期初',
  refreshed: '更新检索',
  'rows-settled': '登记每一行的去向',
  ended: '撤下批次写入的事实',
  restored: '恢复批次以前的事实',
}
/** In the order in which a commit, then an undo comes by. */
const importSteps: readonly ImportPoint[] = [
  'planned',
  'persons-written',
  ...factMatters.map(matter => `${matter}-written` as const),
  'refreshed',
  'rows-settled',
]

export type JobKindProblem =
  | RunRostersProblem
  | SimulateProblem
  | HandOverProblem
  | BackupProblem
  | VaultProblem
  | NoRun
  | Problem<'jobs/newer-run', { run: string; newest: string }>

/** The sentence of a refusal that only a job gives; `null` where it is another's. */
export const wordJobKind = (refusal: Problem): string | null => {
  const wording = {
    ...vaultWording,
    ...handOverWording,
    ...runRostersWording,
    ...simulateWording,
    ...noRunWording,
    'jobs/newer-run': () => '您看过的那次以后，又运行了一次，没有发布。请看过新的一次再发布。',
  } as unknown as Readonly<Record<string, ((facts: object) => string) | undefined>>
  return wording[refusal.code]?.(refusal.facts) ?? (refusal.code.startsWith('backup/') ? wordBackup(refusal as BackupProblem) : null)
}
