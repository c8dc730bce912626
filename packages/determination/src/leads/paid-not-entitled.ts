import { firstDayOf, previousTerm } from '@yingjin/kernel'
import { and, boolean, cases, coalesce, date, eq, type Expr, gt, isIn, isNull, isTrue, le, lt, not, or, type Relation, text, unionAll } from '@yingjin/sql'
import { compileNodes, type Condition, nodesAsRead } from '@yingjin/policy'
import { linesByItem } from '../aid-item.ts'
import { designationKeys, kindsEstablishing } from '../standing.ts'
import { type PaidGround, paidGrounds } from '../lead-kind.ts'
import { columnOr, rosterRows } from '../roster-table.ts'
import { absenceCounts, isReceived } from '../situation.ts'
import { type Basis, none, type World } from './lead.ts'

/** Designations told by a pair of lists: 享受/不享受, 未消除/已消除. */
const pairedKeys = ['lifted_out', 'unstable', 'marginal', 'sudden_hardship'] as const

type Cause = Relation<{ person_id: 'bigint'; row_id: 'bigint' }>

/** 学生当前状态 that end a claim: transferred out, left, expelled, on leave, dead. */
const leftWords = ['转出', '退学', '休学', '开除', '死亡', '流失', '辍学', '肄业', '已离校', '10', '03', '02', '14', '11', '06']

/**
 * 不应享已享: a payment of last term, and a row which says that on its first day nothing was due any more. A row that
 * does not say since when alleges nothing: most who left did so after the term.
 * One payment stands under one ground, the first in the order of the table below.
 */
export const paidNotEntitled = (world: World): Basis => {
  if (!isReceived(world.situation, 'payment-roster')) return none()
  const lastTerm = firstDayOf(previousTerm(world.situation.term))
  const rowsOf = (kind: Parameters<typeof rosterRows>[1], pick: (rows: Relation) => Relation<{ row_id: 'bigint' }>): Cause =>
    world.matching.matches.join(
      'inner',
      pick(rosterRows(world.situation, kind)),
      (l, r) => [[l.row_id, r.row_id]],
      l => ({ person_id: l.person_id, row_id: l.row_id }),
    )
  const before = (rows: Relation, column: string): Relation<{ row_id: 'bigint' }> =>
    rows.where(() => isTrue(le(columnOr(rows, column, 'date'), date(lastTerm)))).select(c => ({ row_id: c['row_id'] as Expr<'bigint'> }))
  // Another designation carries the child, or may: the loss of one takes nothing away. What no roster of the county
  // can answer is nobody's doubt in particular.
  const answered = designationKeys.filter(k => kindsEstablishing(k).length > 0 && kindsEstablishing(k).every(kind => absenceCounts(world.situation, kind)))
  const otherwise = world.standing
    .where(c => or(...designationKeys.map(k => coalesce(c[k] as Expr<'boolean'>, boolean(answered.includes(k))))))
    .select(c => ({ person_id: c['person_id'] as Expr<'bigint'> }))
  // Who stands, or may stand, on both lists of a pair is a contradiction first: nothing is alleged before it is settled.
  const contradicted = world.standing
    .where(c => or(...pairedKeys.map(k => isNull(c[k] as Expr<'boolean'>))))
    .select(c => ({ person_id: c['person_id'] as Expr<'bigint'> }))
  // Still at risk on that day: the payment was right then, whatever has ended since.
  const after = (kind: 'monitored-risk-removed' | 'monitoring-export'): Cause =>
    rowsOf(kind, rows =>
      rows
        .where(() => coalesce(gt(columnOr(rows, 'removed_on', 'date'), date(lastTerm)), boolean(false)))
        .select(c => ({ row_id: c['row_id'] as Expr<'bigint'> })),
    )
  const unlessOtherwise = (cause: Cause): Cause =>
    [otherwise, contradicted, after('monitored-risk-removed').pick('person_id'), after('monitoring-export').pick('person_id')].reduce<Cause>(
      (left, taken) => left.lacking(taken, (l, r) => [[l.person_id, r.person_id]]),
      cause,
    )
  // Who went from one school to another is on a roll still: that is a move, and the payment followed the child.
  const onRoll = world.enrolmentRows.where(c => c.active)
  const left = (kind: 'student-roll' | 'vocational-roll'): Cause =>
    rowsOf(kind, rows =>
      rows
        .where(() =>
          and(
            isIn(
              columnOr(rows, 'roll_status', 'text'),
              leftWords.map(w => text(w)),
            ),
            isTrue(lt(columnOr(rows, 'status_changed_on', 'date'), date(lastTerm))),
          ),
        )
        .select(c => ({ row_id: c['row_id'] as Expr<'bigint'> })),
    ).lacking(onRoll, (l, r) => [[l.person_id, r.person_id]])
  const causes: Readonly<Record<PaidGround, Cause>> = {
    deceased: rowsOf('death-list', rows =>
      rows.where(() => lt(columnOr(rows, 'died_on', 'date'), date(lastTerm))).select(c => ({ row_id: c['row_id'] as Expr<'bigint'> })),
    ),
    'left-school': unionAll(left('student-roll'), left('vocational-roll')),
    'risk-removed': unlessOtherwise(
      unionAll(
        rowsOf('monitored-risk-removed', rows => before(rows, 'removed_on')),
        removedInExport(world, lastTerm),
      ),
    ),
    'policy-ended': unlessOtherwise(rowsOf('lifted-out-not-continuing', rows => rows.select(c => ({ row_id: c['row_id'] as Expr<'bigint'> })))),
  }
  const order = Object.keys(paidGrounds) as PaidGround[]
  const parts = order.flatMap((ground, i) => {
    const earlier = order.slice(0, i).map(g => causes[g].pick('person_id'))
    const mine = earlier.reduce<Cause>((cause, taken) => cause.lacking(taken, (l, r) => [[l.person_id, r.person_id]]), causes[ground])
    const payments = hardshipGrounds.includes(ground) ? paymentsNotDueAnyhow(world) : world.payments
    const paid = payments.having(mine, (l, r) => [[l.person_id, r.person_id]])
    const name = { kind: text('paid-not-entitled'), ground: text(ground) }
    return [
      paid.select(c => ({ ...name, subject: c.person_id, row_id: c.row_id, detail: text(`上学期发放花名册中有发放记录，但${sentence[ground]}`) })),
      mine.having(payments, (l, r) => [[l.person_id, r.person_id]]).select(c => ({ ...name, subject: c.person_id, row_id: c.row_id, detail: text('') })),
    ]
  })
  const [first, ...rest] = [...parts, ...strangersPaidWhenDead(world, lastTerm)]
  return first === undefined ? none() : unionAll(first, ...rest)
}

/** Grounds that take away a hardship; an item that asks for none (a farming specialty's grant) stays rightly paid. */
const hardshipGrounds: readonly PaidGround[] = ['risk-removed', 'policy-ended']

/**
 * Payments less those that are right whatever becomes of the hardship: of an item that is due now, that its clause gives to
 * everybody, or that it gives on a ground of which no designation is part (a farming specialty).
 */
const paymentsNotDueAnyhow = (world: World): World['payments'] => {
  const { policy } = world.policy
  const asks = (when: Condition): readonly string[] => nodesAsRead(policy.settings, [when]).flatMap(n => (n.kind === 'fact' ? [n.key] : []))
  const ofHardship = (when: Condition): boolean => asks(when).some(key => (designationKeys as readonly string[]).includes(key))
  const items = [...linesByItem(world.policy)]
  const forEverybody = items.flatMap(([item, lines]) => (lines.some(({ line, due }) => line.persons === 'everyone' && !ofHardship(due)) ? [text(item)] : []))
  const itemOf = items.flatMap(([item, lines]) => lines.map(a => [a.line.id, item] as const))
  if (itemOf.length === 0) return world.payments
  const due = world.entitlement
    .where(c =>
      and(
        isIn(
          c['line'] as Expr<'text'>,
          itemOf.map(([id]) => text(id)),
        ),
        eq(c['state'] as Expr<'text'>, text('due')),
      ),
    )
    .select(c => ({
      person_id: c['person_id'] as Expr<'bigint'>,
      item: cases<'text'>(
        itemOf.map(([id, item]) => [eq(c['line'] as Expr<'text'>, text(id)), text(item)] as const),
        text(''),
      ),
    }))
  const otherGrounds = items.flatMap(([item, lines]) =>
    lines
      .flatMap(({ line }) => (line.persons === 'everyone' ? [] : line.persons.grounds.map(g => g.when)))
      .filter(when => asks(when).length > 0 && !ofHardship(when))
      .map(when =>
        compileNodes(policy, world.facts, { ground: when })
          .where(c => isTrue(c['= ground'] as Expr<'boolean'>))
          .select(c => ({ person_id: c['person_id'] as Expr<'bigint'>, item: text(item) })),
      ),
  )
  return world.payments
    .where(c => (forEverybody.length === 0 ? boolean(true) : not(coalesce(isIn(c.item, forEverybody), boolean(false)))))
    .lacking(unionAll(due, ...otherGrounds), (l, r) => [
      [l.person_id, r.person_id],
      [l.item, r.item],
    ])
}

/** The dead whom no register knows any more; the finding stands under the row of the death list. */
const strangersPaidWhenDead = (world: World, lastTerm: ReturnType<typeof firstDayOf>): readonly Basis[] => {
  const deaths = rosterRows(world.situation, 'death-list')
  const before = world.paidDead.having(
    deaths.where(() => lt(columnOr(deaths, 'died_on', 'date'), date(lastTerm))).select(c => ({ row_id: c['row_id'] as Expr<'bigint'> })),
    (l, r) => [[l.death_row, r.row_id]],
  )
  const name = { kind: text('paid-not-entitled'), ground: text('deceased' satisfies PaidGround) }
  return [
    before.select(c => ({ ...name, subject: c.death_row, row_id: c.payment_row, detail: text(`上学期发放花名册中有发放记录，但${sentence.deceased}`) })),
    before.select(c => ({ ...name, subject: c.death_row, row_id: c.death_row, detail: text('') })),
  ]
}

const sentence: Readonly<Record<PaidGround, string>> = {
  deceased: '该生在学期开始前已亡故',
  'left-school': '该生在学期开始前已离校',
  'risk-removed': '该户风险在学期开始前已消除，且没有查到其他困难类别',
  'policy-ended': '该户已不享受脱贫户政策，且没有查到其他困难类别',
}

const removedInExport = (world: World, day: ReturnType<typeof firstDayOf>): Cause => {
  const rows = rosterRows(world.situation, 'monitoring-export')
  const removed = rows
    .where(() => and(isTrue(columnOr(rows, 'risk_removed', 'boolean')), isTrue(le(columnOr(rows, 'removed_on', 'date'), date(day)))))
    .select(c => ({ row_id: c['row_id'] as Expr<'bigint'> }))
  return world.matching.matches.join(
    'inner',
    removed,
    (l, r) => [[l.row_id, r.row_id]],
    l => ({ person_id: l.person_id, row_id: l.row_id }),
  )
}
