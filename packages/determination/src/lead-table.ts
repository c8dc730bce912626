import { and, asc, cases, coalesce, concat, eq, type Expr, firstBy, joinText, minOf, ne, type Plan, type Relation, text, toText, unionAll } from '@yingjin/sql'
import { leadKindIds, leadKinds } from './lead-kind.ts'
import { leadRules } from './leads/index.ts'
import type { World } from './leads/lead.ts'

export const leadSchema = {
  kind: 'text',
  ground: 'text',
  subject: 'bigint',
  detail: 'text',
  rests_on: 'text',
  owner_kind: 'text',
  owner: 'text',
  first_row: 'bigint',
} as const

/** A row's place as a person finds it again: file, sheet, row. */
export const placeText = (c: { file: Expr<'text'>; sheet: Expr<'text'>; row: Expr<'bigint'> }): Expr<'text'> =>
  concat(c.file, text('〔'), c.sheet, text('〕第'), toText(c.row), text('行'))

/** All findings, each with the rows it rests on and who must act; one finding under one kind. */
export const leadTable = (plan: Plan, world: World): Relation<typeof leadSchema> => {
  const [first, ...rest] = leadKindIds.map(kind => leadRules[kind](world).pick('kind', 'ground', 'subject', 'row_id', 'detail'))
  if (first === undefined) throw new Error('no lead rules')
  const basis = plan.step('lead_basis', 'rows on which findings rest', unionAll(first, ...rest))
  const grouped = basis
    .join(
      'inner',
      world.rows,
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ ...l, place: placeText(r) }),
    )
    .distinct(c => ({ kind: c.kind, ground: c.ground, subject: c.subject, row_id: c.row_id, detail: c.detail, place: c.place }))
    .groupBy(
      c => ({ kind: c.kind, ground: c.ground, subject: c.subject }),
      c => ({
        detail: firstBy(c.detail, [asc(eq(c.detail, text(''))), asc(c.row_id), asc(c.detail)]),
        rests_on: joinText(c.place, [asc(c.row_id), asc(c.place)]),
        first_row: minOf(c.row_id),
      }),
    )
  const wants = cases<'text'>(
    leadKindIds.map(kind => [eq(grouped.c.kind, text(kind)), text(leadKinds[kind].owner)] as const),
    text('bureau'),
  )
  return plan.step(
    'lead',
    'findings with their owner: the school, else the township, else the bureau',
    grouped
      .with(() => ({ wants }))
      .join(
        'left',
        world.cards,
        (l, r) => [[l.subject, r.person_id]],
        (l, r) => {
          const school = coalesce(r.school_name, text(''))
          const township = coalesce(r.township, r.school_township, text(''))
          const bySchool = cases<'text'>(
            [
              [eq(l.wants, text('bureau')), text('bureau')],
              [and(eq(l.wants, text('township')), ne(township, text(''))), text('township')],
              [ne(school, text('')), text('school')],
              [ne(township, text('')), text('township')],
            ],
            text('bureau'),
          )
          return {
            kind: l.kind,
            ground: l.ground,
            subject: l.subject,
            detail: l.detail,
            rests_on: l.rests_on,
            owner_kind: bySchool,
            owner: cases<'text'>(
              [
                [eq(bySchool, text('school')), school],
                [eq(bySchool, text('township')), township],
              ],
              text('县教委'),
            ),
            first_row: l.first_row,
          }
        },
      ),
  )
}
