import { type FactKey, facts } from '@yingjin/facts'
import { type CompiledPolicy, unenteredKey } from '@yingjin/policy'
import {
  and,
  asc,
  bigint,
  boolean,
  cases,
  countDistinct,
  eq,
  type Expr,
  firstBy,
  isTrue,
  joinText,
  ne,
  not,
  type Plan,
  type Relation,
  text,
  unionAll,
} from '@yingjin/sql'
import type { entitlementSchema } from './entitlement.ts'
import { factsOfRosters } from './fact-table.ts'
import { absenceCounts, type Situation } from './situation.ts'
import { designationKeys, kindsEstablishing } from './standing.ts'

/** Why a fact is missing, in the order in which the reasons are told. */
export const causes = {
  'roster-missing': '没有收到完整有效的名册',
  conflict: '两份名册说法相反，须先核实',
  'several-rolls': '该生在不止一处有学籍，须先核实',
  'number-unsound': '该生证件号码有误或缺失，不能据“名册中没有”认定',
  elsewhere: '该生户籍不在本县（或户籍不明），本县名册不涵盖，请原籍出具证明',
  doubt: '名册中有疑似该生的记录，须先核实',
  blank: '名册中这一项是空白的',
} as const
export type Cause = keyof typeof causes

export const missingSchema = { person_id: 'bigint', question: 'text', cause: 'text', lines: 'text', facts: 'text' } as const
export const rosterGapSchema = { fact: 'text', children: 'bigint' } as const
export const notEnteredSchema = { parameter: 'text', figure: 'text', lines: 'text', children: 'bigint' } as const

/** Under which question a fact is asked: some are asked together. */
export const questionOf = (fact: FactKey): string => (facts[fact].group === 'hardship' ? 'hardship' : fact)

/** Can this county’s rosters answer for this fact at all? If not, it is one gap of the county, not a question per child. */
const isRosterGap = (situation: Situation, fact: FactKey): boolean =>
  !factsOfRosters.has(fact) ||
  (designationKeys.includes(fact) && (kindsEstablishing(fact).length === 0 || !kindsEstablishing(fact).every(kind => absenceCounts(situation, kind))))

/**
 * Undetermined lines as questions: one per child and thing to ask, with every line that waits for it. What is missing
 * for everybody because a roster did not come is said once for the county.
 */
export const missing = (
  plan: Plan,
  situation: Situation,
  policy: CompiledPolicy,
  entitled: Relation<typeof entitlementSchema>,
  standing: Relation,
  place: Relation,
): { questions: Relation<typeof missingSchema>; gaps: Relation<typeof rosterGapSchema>; notEntered: Relation<typeof notEnteredSchema> | null } => {
  const open = plan.step(
    'undetermined',
    'lines that wait for a fact',
    (entitled as unknown as Relation).where(c => eq(c['state'] as Expr<'text'>, text('undetermined'))).pick('person_id', 'line', ...policy.missingColumns),
  ) as unknown as Relation<{ person_id: 'bigint'; line: 'text' }>
  const perFact = policy.facts.map(fact =>
    open
      .where(c => policy.waitsFor(c, fact))
      .select(c => ({ person_id: c.person_id, line: c.line, fact: text(fact), question: text(questionOf(fact)), gap: boolean(isRosterGap(situation, fact)) })),
  )
  const [first, ...rest] = perFact
  if (first === undefined) throw new Error('a policy without facts')
  const asked = plan.step('asked', 'facts for which lines wait', unionAll(first, ...rest))
  const conflicts = (r: Readonly<Record<string, Expr>>, fact: Expr<'text'>) =>
    cases<'boolean'>(
      designationKeys.map(key => [eq(fact, text(key)), isTrue(r[`conflict_${key}`] as Expr<'boolean'>)] as const),
      boolean(false),
    )
  const caused = asked
    .where(c => not(c.gap))
    .join(
      'inner',
      standing,
      (l, r) => [[l.person_id, r['person_id'] as Expr]],
      (l, r) => ({ ...l, conflict: conflicts(r, l.fact), sound: r['sound'] as Expr<'boolean'>, resident: isTrue(r['hukou_in_county'] as Expr<'boolean'>) }),
    )
    .join(
      'inner',
      place,
      (l, r) => [[l.person_id, r['person_id'] as Expr]],
      (l, r) => ({ ...l, enrolments: r['enrolments'] as Expr<'bigint'> }),
    )
    .select(c => ({
      person_id: c.person_id,
      line: c.line,
      fact: c.fact,
      question: c.question,
      cause: cases<'text'>(
        [
          [c.conflict, text('conflict')],
          [and(ne(c.question, text('hardship')), ne(c.enrolments, bigint(0)), ne(c.enrolments, bigint(1))), text('several-rolls')],
          [and(eq(c.question, text('hardship')), not(c.sound)), text('number-unsound')],
          [and(eq(c.question, text('hardship')), not(c.resident)), text('elsewhere')],
          [eq(c.question, text('hardship')), text('doubt')],
        ],
        text('blank'),
      ),
    }))
  const rank = (cause: Expr<'text'>) =>
    cases<'bigint'>(
      (Object.keys(causes) as Cause[]).map((key, i) => [eq(cause, text(key)), bigint(i)] as const),
      bigint(99),
    )
  const perLine = caused.distinct(c => ({ person_id: c.person_id, question: c.question, line: c.line }))
  const perFactOnce = caused.distinct(c => ({ person_id: c.person_id, question: c.question, fact: c.fact, cause: c.cause }))
  const lines = perLine.groupBy(
    c => ({ person_id: c.person_id, question: c.question }),
    c => ({ lines: joinText(c.line, [asc(c.line)]) }),
  )
  const questions = plan.step(
    'missing',
    'one question per child and thing to ask',
    perFactOnce
      .groupBy(
        c => ({ person_id: c.person_id, question: c.question }),
        c => ({ cause: firstBy(c.cause, [asc(rank(c.cause)), asc(c.cause)]), facts: joinText(c.fact, [asc(c.fact)]) }),
      )
      .join(
        'inner',
        lines,
        (l, r) => [
          [l.person_id, r.person_id],
          [l.question, r.question],
        ],
        (l, r) => ({ person_id: l.person_id, question: l.question, cause: l.cause, lines: r.lines, facts: l.facts }),
      ),
  )
  const gaps = plan.step(
    'roster_gap',
    'facts nobody can answer because a roster did not come, with the children who wait',
    asked
      .where(c => c.gap)
      .groupBy(
        c => ({ fact: c.fact }),
        c => ({ children: countDistinct(c.person_id) }),
      ),
  )
  return { questions, gaps, notEntered: notEntered(plan, policy, entitled) }
}

/**
 * Figures that the paper leaves open and nobody has entered: gaps of the county like a roster that did not come, each said
 * once. A line that waits for a fact besides waits for the figure all the same. Null where the pack leaves none open.
 */
const notEntered = (plan: Plan, policy: CompiledPolicy, entitled: Relation<typeof entitlementSchema>): Relation<typeof notEnteredSchema> | null => {
  const [first, ...rest] = policy.policy.unentered.map(parameter =>
    entitled
      .where(c => policy.waitsFor(c, unenteredKey(parameter)))
      .select(c => ({ person_id: c.person_id, line: c.line, parameter: text(parameter), figure: text(policy.policy.settings.parameter(parameter).label) })),
  )
  if (first === undefined) return null
  const waiting = plan.step('waiting_for_figures', 'lines that wait for a figure nobody has entered', unionAll(first, ...rest))
  const lines = waiting
    .distinct(c => ({ parameter: c.parameter, line: c.line }))
    .groupBy(
      c => ({ parameter: c.parameter }),
      c => ({ lines: joinText(c.line, [asc(c.line)]) }),
    )
  return plan.step(
    'not_entered',
    'figures nobody has entered, with the lines and the children who wait',
    waiting
      .groupBy(
        c => ({ parameter: c.parameter, figure: c.figure }),
        c => ({ children: countDistinct(c.person_id) }),
      )
      .join(
        'inner',
        lines,
        (l, r) => [[l.parameter, r.parameter]],
        (l, r) => ({ parameter: l.parameter, figure: l.figure, lines: r.lines, children: l.children }),
      ),
  )
}
