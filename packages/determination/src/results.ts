import { asc, coalesce, eq, type Expr, isKnown, isNull, minOf, output, type Output, type Relation, table, text, cases } from '@yingjin/sql'
import type { Determination } from './determine.ts'

/** Wordings computed once per distinct code and joined back: never a sentence per row. */
export const lineTextSchema = { line: 'text', form: 'text', title: 'text', clause: 'text', payee: 'text' } as const
export const reasonTextSchema = { line: 'text', state: 'text', code: 'bigint', reason: 'text' } as const
export const lineTextTable = 'line_text'
export const reasonTextTable = 'reason_text'

/**
 * What leaves the batch plane, each in a total order. Rows are keyed by file, sheet and row of the record that made
 * the child known; no output but 待补信息 and 需人工判断 carries a whole ID number, because only those two come back
 * and must find the child again.
 */
export const outputs = (d: Determination): readonly Output[] => {
  const lines = table(lineTextTable, lineTextSchema)
  const reasons = table(reasonTextTable, reasonTextSchema)
  const who = (c: Readonly<Record<string, Expr>>) => ({
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
  const place = (c: Readonly<Record<string, Expr>>) => ['file', 'sheet', 'row', 'member'].map(k => asc(c[k] as Expr))
  return [
    output('entitlement', due.select(({ id_number: _id, ...c }) => c) as unknown as Relation, c => [
      asc(c['school_name'] as Expr),
      asc(c['grade'] as Expr),
      asc(c['class_name'] as Expr),
      ...place(c),
      asc(c['line'] as Expr),
    ]),
    output('to-decide', decide as unknown as Relation, c => [asc(c['school_name'] as Expr), ...place(c), asc(c['line'] as Expr)]),
    output('missing', questions as unknown as Relation, c => [asc(c['school_name'] as Expr), ...place(c), asc(c['question'] as Expr)]),
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
  ]
}
