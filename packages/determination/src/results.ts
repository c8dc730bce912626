import { documentTitle, standardsPolicy } from '@yingjin/policy'
import {
  asc,
  cases,
  coalesce,
  concat,
  eq,
  type Expr,
  isKnown,
  isNull,
  joinText,
  minOf,
  output,
  type Output,
  type Relation,
  table,
  text,
  toText,
  unknown,
} from '@yingjin/sql'
import type { Determination } from './determine.ts'

type Columns = Readonly<Record<string, Expr>>

/** Wordings computed once per distinct code and joined back: never a sentence per row. */
export const lineTextSchema = { line: 'text', form: 'text', title: 'text', clause: 'text', payee: 'text' } as const
export const reasonTextSchema = { line: 'text', state: 'text', code: 'bigint', reason: 'text' } as const
export const lineTextTable = 'line_text'
export const reasonTextTable = 'reason_text'

/** Who a row is about, and where the record stands that made the child known. */
const who = (c: Columns) => ({
  file: c['file'] as Expr<'text'>,
  sheet: c['sheet'] as Expr<'text'>,
  row: c['row'] as Expr<'bigint'>,
  member: c['member'] as Expr<'bigint'>,
  name: c['name'] as Expr<'text'>,
  school_name: c['school_name'] as Expr<'text'>,
  stage: c['stage'] as Expr<'text'>,
  grade: c['grade'] as Expr<'bigint'>,
  class_name: c['class_name'] as Expr<'text'>,
  township: c['township'] as Expr<'text'>,
})

/**
 * What leaves the batch plane, each in a total order. Rows are keyed by file, sheet and row of the record that made
 * the child known; no output but 待补信息 and 需人工判断 carries a whole ID number, because only those two come back
 * and must find the child again. What the pack knows nothing of (funds, notices, standards, figures left open) has no
 * result at all.
 */
export const outputs = (d: Determination): readonly Output[] => {
  const lines = table(lineTextTable, lineTextSchema)
  const reasons = table(reasonTextTable, reasonTextSchema)
  const code = (c: { state: Expr<'text'>; grounds: Expr<'bigint'>; failed: Expr<'bigint'> }) =>
    cases<'bigint'>([[eq(c.state, text('not-due')), c.failed]], c.grounds)
  const worded = (state: string) =>
    d.entitlement
      .where(c => eq(c.state, text(state)))
      .with(c => ({ code: code(c), way: coalesce(c.form, text('')) }))
      .join(
        'inner',
        lines,
        (l, r) => [
          [l.line, r.line],
          [l.way, r.form],
        ],
        (l, r) => ({ ...l, title: r.title, clause: r.clause, form: r.form, payee: r.payee }),
      )
      .join(
        'inner',
        reasons.where(c => eq(c.state, text(state))),
        (l, r) => [
          [l.line, r.line],
          [l.code, r.code],
        ],
        (l, r) => ({ ...l, reason: r.reason }),
      )
      .join(
        'inner',
        d.cards,
        (l, r) => [[l.person_id, r.person_id]],
        (l, r) => ({
          ...who(r),
          id_number: r.id_number,
          line: l.line,
          title: l.title,
          amount_fen: l.amount_fen,
          form: l.form,
          payee: l.payee,
          clause: l.clause,
          reason: l.reason,
          decided: l.decided,
        }),
      )
  const due = worded('due')
  const decide = worded('decide')
  const questions = d.missing.join(
    'inner',
    d.cards,
    (l, r) => [[l.person_id, r.person_id]],
    (l, r) => ({ ...who(r), id_number: r.id_number, question: l.question, cause: l.cause, lines: l.lines, facts: l.facts }),
  )
  // A finding about somebody no register knows is shown by the row it rests on.
  const leads = d.leads
    .join(
      'left',
      d.cards,
      (l, r) => [[l.subject, r.person_id]],
      (l, r) => ({ ...l, ...who(r) }),
    )
    .join(
      'left',
      d.rows,
      (l, r) => [[l.first_row, r.row_id]],
      (l, r) => ({
        kind: l.kind,
        ground: l.ground,
        file: coalesce(l.file, r.file),
        sheet: coalesce(l.sheet, r.sheet),
        row: coalesce(l.row, r.row),
        member: coalesce(l.member, r.member),
        name: coalesce(l.name, r.name),
        school_name: l.school_name,
        stage: l.stage,
        grade: l.grade,
        class_name: l.class_name,
        township: l.township,
        detail: l.detail,
        rests_on: l.rests_on,
        owner_kind: l.owner_kind,
        owner: l.owner,
        first_row: l.first_row,
      }),
    )
  const status = d.rows
    .join(
      'left',
      d.matching.matches,
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ ...l, person_id: r.person_id, evidence: r.evidence, name_relation: r.name_relation }),
    )
    .join(
      'left',
      d.matching.doubts.groupBy(
        c => ({ doubted: c.row_id }),
        c => ({ why: minOf(c.why), reason: minOf(c.reason), doubt_evidence: minOf(c.evidence), doubt_name: minOf(c.name_relation) }),
      ),
      (l, r) => [[l.row_id, r.doubted]],
      (l, r) => ({
        roster: l.roster,
        file: l.file,
        sheet: l.sheet,
        row: l.row,
        member: l.member,
        name: l.name,
        person_id: l.person_id,
        status: cases<'text'>(
          [
            [isKnown(r.why), r.why],
            [isNull(l.person_id), text('nobody')],
          ],
          text('matched'),
        ),
        evidence: coalesce(r.doubt_evidence, l.evidence, text('')),
        name_relation: coalesce(r.doubt_name, l.name_relation, text('')),
        reason: coalesce(r.reason, text('')),
      }),
    )
    .join(
      'left',
      d.cards,
      (l, r) => [[l.person_id, r.person_id]],
      (l, r) => ({
        roster: l.roster,
        file: l.file,
        sheet: l.sheet,
        row: l.row,
        member: l.member,
        name: l.name,
        status: l.status,
        evidence: l.evidence,
        name_relation: l.name_relation,
        reason: l.reason,
        person_file: r.file,
        person_sheet: r.sheet,
        person_row: r.row,
        school_name: r.school_name,
      }),
    )
  return [
    output('entitlement', due.select(({ id_number: _id, ...c }) => c) as unknown as Relation, entitlementOrder),
    output('to-decide', decide as unknown as Relation, c => [asc(c['school_name'] as Expr), ...place(c), asc(c['line'] as Expr)]),
    output('missing', questions as unknown as Relation, c => [asc(c['school_name'] as Expr), ...place(c), asc(c['question'] as Expr)]),
    ...(d.notEntered === null ? [] : [output('not-entered', d.notEntered as unknown as Relation, c => [asc(c['parameter'] as Expr)])]),
    output('roster-gap', d.gaps as unknown as Relation, c => [asc(c['fact'] as Expr)]),
    output('silent-school', d.silentSchools as unknown as Relation, c => [asc(c['township'] as Expr), asc(c['school_name'] as Expr), asc(c['stage'] as Expr)]),
    // Two children may be in doubt over one row: the place of each keeps the order total.
    output('lead', leads as unknown as Relation, c => [
      asc(c['kind'] as Expr),
      asc(c['owner'] as Expr),
      asc(c['ground'] as Expr),
      asc(c['first_row'] as Expr),
      ...place(c),
    ]),
    output('comparison', status as unknown as Relation, c => [asc(c['roster'] as Expr), ...place(c), asc(c['status'] as Expr)]),
    output('membership-counts', d.membershipCounts as unknown as Relation, c => [asc(c['mask'] as Expr)]),
    ...(d.funds === null ? [] : [fundOutput(d, d.funds)]),
    ...(d.notices === null ? [] : [noticeOutput(d, d.notices)]),
    ...(d.differences === null ? [] : [differenceOutput(d, d.differences)]),
  ]
}

const place = (c: Columns) => ['file', 'sheet', 'row', 'member'].map(k => asc(c[k] as Expr))
const entitlementOrder = (c: Columns) => [
  asc(c['school_name'] as Expr),
  asc(c['grade'] as Expr),
  asc(c['class_name'] as Expr),
  ...place(c),
  asc(c['line'] as Expr),
]

/** A few words, each for one value of a column. */
const wordsFor = (value: Expr<'text'>, words: readonly (readonly [value: string, word: string])[]): Expr<'text'> =>
  cases<'text'>(
    words.map(([of, word]) => [eq(value, text(of)), text(word)] as const),
    value,
  )

const fundOutput = (d: Determination, funds: NonNullable<Determination['funds']>): Output =>
  output(
    'fund',
    funds.join(
      'inner',
      d.cards,
      (l, r) => [[l.person_id, r.person_id]],
      (l, r) => ({
        ...who(r),
        line: l.line,
        title: wordsFor(
          l.line,
          d.policy.lines.filter(line => line.funding !== null).map(line => [line.id, line.title]),
        ),
        fund: l.fund,
        level: l.level,
        amount_fen: l.amount_fen,
      }),
    ) as unknown as Relation,
    c => [asc(c['school_name'] as Expr), ...place(c), asc(c['line'] as Expr), asc(c['fund'] as Expr), asc(c['level'] as Expr)],
  )

const noticeOutput = (d: Determination, notices: NonNullable<Determination['notices']>): Output =>
  output(
    'notice',
    notices.join(
      'inner',
      d.cards,
      (l, r) => [[l.person_id, r.person_id]],
      (l, r) => ({
        ...who(r),
        notice: l.notice,
        text: wordsFor(
          l.notice,
          d.policy.policy.pack.notices.map(n => [n.id, n.text]),
        ),
      }),
    ) as unknown as Relation,
    c => [asc(c['school_name'] as Expr), ...place(c), asc(c['notice'] as Expr)],
  )

const differenceOutput = (d: Determination, differences: NonNullable<Determination['differences']>): Output => {
  const standards = standardsPolicy(d.policy.policy).lines
  return output(
    'standard-difference',
    differences.join(
      'inner',
      d.cards,
      (l, r) => [[l.person_id, r.person_id]],
      (l, r) => ({
        ...who(r),
        item: l.item,
        standard: l.standard,
        title: wordsFor(
          l.standard,
          standards.map(s => [s.id, s.title]),
        ),
        paper: wordsFor(
          l.standard,
          standards.map(s => [s.id, `${documentTitle(s.document)}${s.clause.article}`]),
        ),
        own_fen: l.own_fen,
        least_fen: l.least_fen,
        greatest_fen: l.greatest_fen,
      }),
    ) as unknown as Relation,
    c => [asc(c['item'] as Expr), asc(c['standard'] as Expr), asc(c['school_name'] as Expr), ...place(c)],
  )
}

/** Between the funds, and between the notices, of one row; a name holds neither. */
export const partsJoiner = '；'

/**
 * The rows of `entitlement` as the list shows them, with who bears each sum (`资金名=分`, joined by `；`) and what a person
 * should look at; null where the pack knows of neither and the rows are those of the result.
 */
export const entitlementDetail = (d: Determination, results: readonly Output[]): Output | null => {
  const rows = results.find(r => r.name === 'entitlement')?.relation
  if (rows === undefined) throw new Error('no output named entitlement')
  if (d.funds === null && d.notices === null) return null
  const at = (c: Columns) => ['file', 'sheet', 'row', 'member'].map(k => c[k] as Expr)
  const found = (name: string): Relation | undefined => results.find(r => r.name === name)?.relation
  const joined = (named: string, by: readonly string[], said: string, parts: (c: Columns) => Expr<'text'>, shown: Relation): Relation => {
    const from = found(named)
    if (from === undefined) return shown.with(() => ({ [said]: unknown('text') })) as unknown as Relation
    const keys = ['file', 'sheet', 'row', 'member', ...by]
    const grouped = from.groupBy(
      c => Object.fromEntries(keys.map(k => [k, c[k] as Expr])),
      c => ({ [said]: joinText(parts(c), [asc(parts(c))]) }),
    ) as unknown as Relation
    return shown.join(
      'left',
      grouped,
      (l, r) => [...at(l).map((e, i) => [e, at(r)[i] as Expr] as const), ...by.map(k => [l[k] as Expr, r[k] as Expr] as const)],
      (l, r) => ({ ...l, [said]: r[said] as Expr }),
    ) as Relation
  }
  const withFunds = joined('fund', ['line'], 'funds', c => concat(c['fund'] as Expr<'text'>, text('='), toText(c['amount_fen'] as Expr)), rows)
  return output(
    'entitlement-detail',
    joined('notice', [], 'notices', c => c['text'] as Expr<'text'>, withFunds),
    entitlementOrder,
  )
}
