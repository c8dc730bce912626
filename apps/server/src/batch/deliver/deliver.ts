import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { byProofWord, kindsEstablishing, type LeadKind, leadKindIds, leadKinds } from '@yingjin/determination'
import type { FactKey } from '@yingjin/facts'
import { type RosterKindId, rosterKinds } from '@yingjin/intake'
import { firstDayOf, termOnPaper } from '@yingjin/kernel'
import { lapsedTexts } from '@yingjin/policy'
import { outputSql, quoteText } from '@yingjin/sql'
import { replaceAtomically } from '../../platform/files/index.ts'
import { writeWorkbook } from '../../platform/workbook/index.ts'
import { receiptSheets } from '../receive/index.ts'
import { comparisonSheet } from './comparison-workbook.ts'
import { decideSheet } from './decide-workbook.ts'
import { type DeliveredFile, type Delivery, rowsBeside } from './delivery.ts'
import { entitlementSheet, publishableSheet } from './entitlement-workbook.ts'
import { leadSheet } from './lead-workbook.ts'
import { missingSheet, notEnteredSheet, rosterGapSheet } from './missing-workbook.ts'
import { type ItemTotal, type NoticeTotal, pairSheet, reportSheets, rosterSheet, type StandardTotal } from './report-workbook.ts'
import type {
  ComparisonRow,
  EntitlementDetailRow,
  EntitlementRow,
  LeadRow,
  MissingRow,
  NotEnteredRow,
  RosterGapRow,
  SilentSchoolRow,
  ToDecideRow,
} from './rows.ts'
import { type AnySheet, anySheet } from './sheet.ts'

/** Excel holds a million rows a sheet; offices open a fifth of that. Longer lists stay in JSON Lines. */
export const workbookRows = 200_000

/** Every workbook, and beside it the same rows as JSON Lines: what the user asked to have outside the sealed data directory. */
export const deliver = async (d: Delivery): Promise<readonly DeliveredFile[]> => {
  const { db, situation, policy, out } = d
  const resultSql = new Map(d.results.map(o => [o.name, outputSql(o, 'duckdb')]))
  const detail = d.detail ?? d.results.find(o => o.name === 'entitlement')
  if (detail === undefined) throw new Error('no output named entitlement')
  const sqlOf = new Map([...resultSql, ['entitlement-detail', outputSql(detail, 'duckdb')]])
  /** All rows of a result; none where the pack knows nothing of the matter. */
  const all = <Row extends object>(name: string, sql = (from: string) => `SELECT * FROM (${from}) AS o`): Promise<Row[]> => {
    const from = sqlOf.get(name)
    return from === undefined ? Promise.resolve([]) : db.rows<Row>(sql(from))
  }
  const rows = <Row extends object>(name: string, where = ''): AsyncGenerator<Row> => {
    const sql = sqlOf.get(name)
    if (sql === undefined) throw new Error(`no output named ${name}`)
    return db.stream<Row>(where === '' ? sql : `SELECT * FROM (${sql}) AS o WHERE ${where}`)
  }
  const size = async (name: string, where = 'TRUE'): Promise<number> =>
    (await db.rows<{ n: number }>(`SELECT count(*) AS n FROM (${sqlOf.get(name)}) AS o WHERE ${where}`))[0]?.n ?? 0

  const term = termOnPaper(situation.term)
  const lapsed = lapsedTexts(policy.policy.pack.lapsed, situation.term).map(said => `请注意：${said}。`)
  /** An empty list says so: a blank page looks like a list that was lost. */
  const heading = (what: string, rows = 1): readonly string[] => [
    `${situation.countyName}${term}${what}`,
    `依据：${policy.title}；名册 ${situation.received.length} 份；运行编号 ${d.runId}`,
    ...lapsed,
    ...(rows === 0 ? [`本次没有“${what}”。`] : []),
  ]
  const titles = new Map(policy.lines.map(line => [line.id as string, line.title]))
  const titleOf = (line: string): string => titles.get(line) ?? line
  const files: DeliveredFile[] = []
  const jsonDir = join(out, 'jsonl')
  if (d.asJson) mkdirSync(jsonDir, { recursive: true, mode: 0o700 })

  const workbook = async (name: string, what: string, sheets: readonly AnySheet[], total: number | null): Promise<void> => {
    d.onProgress(`写出 ${name}`)
    const path = join(out, name)
    await writeWorkbook(path, sheets, { dated: firstDayOf(situation.term) })
    files.push({ path, what, rows: total })
  }
  const sheet = anySheet
  const inParts = async <Row extends object>(
    output: string,
    name: string,
    what: string,
    make: (rows: AsyncGenerator<Row>, heading: readonly string[]) => readonly AnySheet[],
    by: string,
  ): Promise<void> => {
    const total = await size(output)
    if (total <= workbookRows) return workbook(`${name}.xlsx`, what, make(rows<Row>(output), heading(what, total)), total)
    for (const { part, n } of await db.rows<{ part: string | null; n: number }>(
      `SELECT ${by} AS part, count(*) AS n FROM (${sqlOf.get(output)}) AS o GROUP BY 1 ORDER BY 1`,
    )) {
      const label = part ?? '未注明'
      await workbook(
        `${name}-${fileSafe(label)}.xlsx`,
        `${what}（${label}）`,
        make(rows<Row>(output, part === null ? `${by} IS NULL` : `${by} = ${quoteText(part)}`), heading(`${what}（${label}）`)),
        n,
      )
    }
  }

  for (const [name, sql] of d.asJson ? resultSql : [])
    await replaceAtomically(join(jsonDir, `${name}.jsonl`), temporary => db.execute(`COPY (${sql}) TO ${quoteText(temporary)} (FORMAT json)`))

  await inParts<EntitlementDetailRow>('entitlement-detail', '资助核定', '资助核定', (r, h) => [sheet(entitlementSheet(r, policy, h))], 'township')
  await inParts<EntitlementRow>('entitlement', '符合条件名单', '符合条件名单', (r, h) => [sheet(publishableSheet(r, h))], 'township')
  const gaps = await db.rows<RosterGapRow>(sqlOf.get('roster-gap') ?? '')
  const notEntered = await all<NotEnteredRow>('not-entered')
  await inParts<MissingRow>(
    'missing',
    '待补信息',
    '待补信息',
    (r, h) => [
      sheet(missingSheet(r, titleOf, h)),
      ...(policy.policy.unentered.length === 0 ? [] : [sheet(notEnteredSheet(notEntered, policy.policy, heading('待录入的数额', notEntered.length)))]),
      sheet(rosterGapSheet(gaps, rostersFor, heading('缺少的名册', gaps.length))),
    ],
    'school_name',
  )
  await inParts<ToDecideRow>('to-decide', '需人工判断', '需人工判断', (r, h) => [sheet(decideSheet(r, policy.lines, h))], 'school_name')

  const leadSheets: AnySheet[] = []
  for (const kind of leadKindIds)
    leadSheets.push(
      sheet(leadSheet(kind, rows<LeadRow>('lead', `kind = ${quoteText(kind satisfies LeadKind)}`), heading(leadKinds[kind].word, d.counts.leads[kind] ?? 0))),
    )
  await workbook('问题线索.xlsx', '问题线索', leadSheets, await size('lead'))

  const compared = await db.rows<{ roster: RosterKindId; n: number }>(
    `SELECT roster, count(*) AS n FROM (${sqlOf.get('comparison')}) AS o GROUP BY roster ORDER BY roster`,
  )
  await workbook(
    '比对结果.xlsx',
    '比对结果',
    [
      pairSheet(await db.rows<{ mask: number; persons: number }>(sqlOf.get('membership-counts') ?? ''), [
        ...heading('两两比对（人数，只计本县学生名册和户籍中的儿童）'),
        ...tooLong(
          d,
          compared.filter(c => c.n > workbookRows).map(c => rosterKinds[c.roster].name),
        ),
      ]),
      ...compared
        .filter(c => c.n <= workbookRows)
        .map(c =>
          sheet(
            comparisonSheet(
              rosterKinds[c.roster].name.slice(0, 31),
              rows<ComparisonRow>('comparison', `roster = ${quoteText(c.roster)}`),
              heading(`比对结果：${rosterKinds[c.roster].name}`),
            ),
          ),
        ),
    ],
    compared.reduce((sum, c) => sum + c.n, 0),
  )
  await workbook(
    '收数报告.xlsx',
    '收数报告',
    [rosterSheet(situation, d.received, heading('名册收数')), ...receiptSheets(d.received)],
    d.received.files.reduce((sum, f) => sum + f.rowsRead, 0),
  )
  const report = reportSheets(
    d,
    {
      items: await db.rows<ItemTotal>(
        `SELECT title, count(*) AS children, bool_and(form = 'loan') AS loan, CAST(sum(amount_fen) AS BIGINT) AS fen FROM (${sqlOf.get('entitlement')}) AS o GROUP BY line, title ORDER BY line, title`,
      ),
      silent: await db.rows<SilentSchoolRow>(sqlOf.get('silent-school') ?? ''),
      notEntered,
      notices: await all<NoticeTotal>('notice', from => `SELECT notice, text, count(*) AS children FROM (${from}) AS o GROUP BY notice, text ORDER BY notice`),
      standards: await all<StandardTotal>(
        'standard-difference',
        from =>
          `SELECT item, title, paper, count(*) AS children, count(*) FILTER (WHERE own_fen IS NULL) AS without, CAST(coalesce(sum(own_fen), 0) AS BIGINT) AS own_fen,
         CAST(sum(least_fen) AS BIGINT) AS least_fen, CAST(sum(greatest_fen) AS BIGINT) AS greatest_fen FROM (${from}) AS o GROUP BY item, standard, title, paper ORDER BY item, standard`,
      ),
    },
    heading,
  )
  await workbook('运行报告.xlsx', '运行报告', report, null)
  return files
}

/** A roster whose rows no office could open in a sheet is named, with where its rows are. */
const tooLong = (d: Delivery, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`${names.join('、')}超过 ${workbookRows / 10_000} 万行，逐行的比对结果不在本工作簿，${rowsBeside(d, 'comparison')}。`]

const fileSafe = (label: string): string => label.replaceAll(/[\\/:*?"<>|\s]/g, '_')

/** Which rosters, from whom, would answer for a fact. */
export const rostersFor = (fact: string): string => {
  const kinds = kindsEstablishing(fact as FactKey)
  if (kinds.length > 0) return kinds.map(kind => `${rosterKinds[kind].name}（${rosterKinds[kind].sender}）`).join('、')
  return `${byProofWord}。有证明的孩子，请在“待补信息”中加一行，信息代码填 ${fact}，填写“是”或“否”并写明依据`
}
