import { join } from 'node:path'
import {
  compareRosters,
  doubtWording,
  evidenceWording,
  type DoubtReason,
  type Evidence,
  rosterOutcomeWording,
  type RosterOutcome,
  type Village,
} from '@yingjin/comparison'
import { everyPersonRow } from '@yingjin/determination'
import { type RosterKindId, rosterKinds } from '@yingjin/intake'
import { done, type Result } from '@yingjin/kernel'
import { carryOut, Plan, quoteName, type Relation } from '@yingjin/sql'
import { type DuckDb, openDuckDb } from '../../platform/duckdb/index.ts'
import { withPrivateScratch } from '../../platform/files/index.ts'
import { type VaultProblem, vaultToSeal } from '../../platform/vault/index.ts'
import { writeWorkbook } from '../../platform/workbook/index.ts'
import { anySheet, long, serial, text } from '../deliver/sheet.ts'
import { type Received, receiveFolder } from '../receive/index.ts'
import { loadRosters } from './load-rosters.ts'

export type CompareOrder = Readonly<{
  folder: string
  county: string
  left: RosterKindId
  right: RosterKindId
  villages: readonly Village[]
  path: string
  dataDir: string
  config: string
  programVersion: string
  onProgress: (line: string) => void
}>

export type OutcomeCount = Readonly<{ outcome: RosterOutcome; left_rows: number; right_rows: number }>
export type Compared = Readonly<{ received: Received; missing: readonly RosterKindId[]; counts: readonly OutcomeCount[] }>

type Line = Readonly<{
  left_place: string | null
  left_name: string | null
  right_place: string | null
  right_name: string | null
  evidence: string | null
  reason: string | null
}>

/** Any roster against any other: what both have, what only one has, and what nobody could decide; as one workbook. */
export const compareTwo = async (order: CompareOrder): Promise<Result<Compared, VaultProblem>> => {
  const vault = await vaultToSeal(order, order.county)
  if (!vault.ok) return vault
  return withPrivateScratch(async scratch => {
    const received = await receiveFolder(order.folder, {
      scratch,
      vault: vault.value,
      dataDir: order.dataDir,
      programVersion: order.programVersion,
      villages: order.villages,
      county: order.county,
      onProgress: order.onProgress,
    })
    const wanted = received.tables.filter(t => t.kind === order.left || t.kind === order.right)
    const missing = [order.left, order.right].filter(kind => !wanted.some(t => t.kind === kind))
    if (missing.length > 0) return done({ received, missing, counts: [] })
    const db = await openDuckDb({ spill: join(scratch, 'spill') })
    try {
      const paths = new Map([order.left, order.right].map(kind => [kind, wanted.filter(t => t.kind === kind).map(t => t.path)] as const))
      await loadRosters(db, paths)
      return done({ received, missing, counts: await compareAndWrite(order, db) })
    } finally {
      db.close()
    }
  })
}

const compareAndWrite = async (order: CompareOrder, db: DuckDb): Promise<readonly OutcomeCount[]> => {
  const plan = new Plan()
  const left = plan.step('left_rows', 'the first roster', everyPersonRow(order.left))
  const right = plan.step('right_rows', 'the second roster', everyPersonRow(order.right))
  const found = compareRosters(
    plan,
    'compare',
    left.select(c => ({ left_id: c.row_id, ...c })),
    right.select(c => ({ right_id: c.row_id, ...c })) as never,
  )
  const results = Object.entries({
    matched: found.matched,
    conflicts: found.conflicts,
    ambiguous: found.ambiguous,
    only_left: found.onlyLeft,
    only_right: found.onlyRight,
    counted: found.counts,
  }).map(([name, relation]) => plan.step(`result_${name}`, `result: ${name}`, relation as unknown as Relation))
  await db.runPlan(carryOut(plan, [left as unknown as Relation, right as unknown as Relation, ...results]), step =>
    order.onProgress(`比对 ${step.index + 1}/${step.of}`),
  )

  const place = (side: 'l' | 'r'): string =>
    `CASE WHEN ${side}.file IS NULL THEN NULL ELSE ${side}.file || '〔' || ${side}.sheet || '〕第' || ${side}."row" || '行' END`
  const lines = (table: string, has: Readonly<{ left: boolean; right: boolean; evidence: boolean; reason: boolean }>): AsyncGenerator<Line> =>
    db.stream<Line>(
      `SELECT ${has.left ? place('l') : 'NULL'} AS left_place, ${has.left ? 'l.name' : 'NULL'} AS left_name, ${has.right ? place('r') : 'NULL'} AS right_place, ${has.right ? 'r.name' : 'NULL'} AS right_name,
              ${has.evidence ? 'p.evidence' : 'NULL'} AS evidence, ${has.reason ? 'p.reason' : 'NULL'} AS reason
       FROM ${quoteName(table)} p ${has.left ? 'JOIN left_rows l ON l.row_id = p.left_id' : ''} ${has.right ? 'JOIN right_rows r ON r.row_id = p.right_id' : ''}
       ORDER BY ${[has.left ? 'p.left_id' : '', has.right ? 'p.right_id' : '', has.evidence ? 'p.evidence' : ''].filter(Boolean).join(', ')}`,
    )
  const [leftName, rightName] = [rosterKinds[order.left].name, rosterKinds[order.right].name]
  const sheet = (outcome: RosterOutcome, rows: AsyncGenerator<Line>) =>
    anySheet<Line>({
      name: rosterOutcomeWording[outcome],
      heading: [`${leftName} × ${rightName}：${rosterOutcomeWording[outcome]}`, '内部资料'],
      columns: [
        serial(),
        text(`${leftName}·姓名`, r => r.left_name),
        long(`${leftName}·所在行`, r => r.left_place),
        text(`${rightName}·姓名`, r => r.right_name),
        long(`${rightName}·所在行`, r => r.right_place),
        long('凭什么', r => (r.evidence === null ? null : evidenceWording[r.evidence as Evidence])),
        long('为什么不能自动认定', r => (r.reason === null ? null : doubtWording[r.reason as DoubtReason])),
      ],
      rows,
    })
  const pair = { left: true, right: true, evidence: true, reason: false }
  await writeWorkbook(order.path, [
    sheet('only-left', lines('result_only_left', { left: true, right: false, evidence: false, reason: false })),
    sheet('only-right', lines('result_only_right', { left: false, right: true, evidence: false, reason: false })),
    sheet('conflict', lines('result_conflicts', pair)),
    sheet('ambiguous', lines('result_ambiguous', { ...pair, reason: true })),
    sheet('matched', lines('result_matched', pair)),
  ])
  return db.rows<OutcomeCount>('SELECT outcome, left_rows, right_rows FROM result_counted ORDER BY outcome')
}
