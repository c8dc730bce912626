import type { FactKey } from '@yingjin/facts'
import { type CompiledPolicy, factsIn } from '@yingjin/policy'
import { cases, coalesce, type Expr, isIn, type Plan, type Relation, sumOf, table, text, unknown } from '@yingjin/sql'
import { columnOr, rosterRows } from './roster-table.ts'
import type { Situation } from './situation.ts'
import type { Matching } from './match-rows.ts'

/** Which opening entry (期初) counts toward which limit: by the name the item goes by, or by the line that asks for the limit. */
const items: readonly Readonly<{ fact: FactKey; written: readonly string[] }>[] = [
  { fact: 'senior_textbook_terms_paid', written: ['普通高中免教科书费', '普高免教科书费', '高中免教科书费'] },
  { fact: 'vocational_dormitory_terms_paid', written: ['中职免住宿费', '中等职业免住宿费'] },
  { fact: 'vocational_textbook_terms_paid', written: ['中职免教科书费', '中等职业免教科书费'] },
]
const linesAsking = ({ policy }: CompiledPolicy, fact: FactKey): readonly string[] => policy.bundle.filter(a => factsIn([a.due]).has(fact)).map(a => a.line.id)

/** Opening entries that the office has on record. */
export const knownOpeningSchema = { known_person: 'bigint', aid_item: 'text', terms: 'bigint' } as const
export const knownOpeningTable = 'known_opening'

export const paidTermsKeys = items.map(i => i.fact)

/**
 * Terms already received toward the 2.5- and 3-year limits (O-09). With the opening entries in hand, no entry means
 * none received; without them the count is unknown and the line undetermined.
 */
export const paidTerms = (
  plan: Plan,
  situation: Situation,
  policy: CompiledPolicy,
  matches: Matching['matches'],
  memory: Relation<{ person_id: 'bigint'; known_person: 'bigint' }> | null,
): Relation => {
  const counted = (written: Expr<'text'>, terms: Expr<'bigint'>): Record<string, Expr> =>
    Object.fromEntries(
      items.map(i => [
        i.fact,
        cases<'bigint'>(
          [
            [
              isIn(
                coalesce(written, text('')),
                [...i.written, ...linesAsking(policy, i.fact)].map(w => text(w)),
              ),
              terms,
            ],
          ],
          unknown('bigint'),
        ),
      ]),
    )
  const perPerson = (entries: Relation): Relation =>
    entries.groupBy(
      c => ({ person_id: c['person_id'] as Expr<'bigint'> }),
      c => Object.fromEntries(paidTermsKeys.map(k => [k, sumOf(c[k] as Expr<'bigint'>)])),
    )
  const take = (r: Readonly<Record<string, Expr>>): Record<string, Expr> => Object.fromEntries(paidTermsKeys.map(k => [k, r[k] as Expr]))
  const rows = rosterRows(situation, 'opening-entries')
  const said = perPerson(
    matches.join(
      'inner',
      rows.select(c => ({
        row_id: c['row_id'] as Expr<'bigint'>,
        ...counted(columnOr(rows, 'aid_item', 'text'), columnOr(rows, 'terms_paid', 'bigint')),
      })) as Relation,
      (l, r) => [[l.row_id, r['row_id'] as Expr]],
      (l, r) => ({ person_id: l.person_id, ...take(r) }) as Record<string, Expr>,
    ),
  )
  const openings = memory === null ? null : table(knownOpeningTable, knownOpeningSchema)
  const both =
    openings === null || memory === null
      ? said
      : said.join(
          'full',
          perPerson(
            memory.join(
              'inner',
              openings.select(c => ({ known_person: c.known_person, ...counted(c.aid_item, c.terms) })) as Relation,
              (l, r) => [[l.known_person, r['known_person'] as Expr]],
              (l, r) => ({ person_id: l.person_id, ...take(r) }) as Record<string, Expr>,
            ),
          ),
          (l, r) => [[l['person_id'] as Expr, r['person_id'] as Expr]],
          // The roster that came with this run is the newer word; a child that it does not name may be on record all the same.
          (l, r) =>
            ({
              person_id: coalesce(l['person_id'] as Expr, r['person_id'] as Expr),
              ...Object.fromEntries(paidTermsKeys.map(k => [k, coalesce(l[k] as Expr<'bigint'>, r[k] as Expr<'bigint'>)])),
            }) as Record<string, Expr>,
        )
  return plan.step('paid_terms', 'terms of limited items each person has already received', both) as Relation
}
