import { type FactKey, factKeysOf, factOf, facts } from '@yingjin/facts'
import {
  and,
  bigint,
  boolean,
  cases,
  coalesce,
  eq,
  type Expr,
  isKnown,
  isNull,
  lengthOf,
  type Plan,
  type Relation,
  type SqlType,
  text,
  toBigint,
  toDate,
  unknown,
} from '@yingjin/sql'
import type { answerSchema } from './answers.ts'
import { agreed, type Enrolments } from './enrolment.ts'
import { paidTermsKeys } from './paid-terms.ts'
import type { schoolSchema } from './school.ts'
import { outsideWhenUnlisted } from './school.ts'
import { isReceived, type Situation } from './situation.ts'
import { designationKeys } from './standing.ts'

const stageIs = (c: Columns, stage: string) => eq(c['stage'] as Expr<'text'>, text(stage))
/** What a child's place in school says, by fact. */
const fromPlace: Readonly<Partial<Record<FactKey, (c: Columns) => Expr>>> = {
  stage: c => c['stage'] as Expr,
  grade: c => c['grade'] as Expr,
  in_county_school: c => c['in_county_school'] as Expr,
  on_roll: c => c['on_roll'] as Expr,
  present: c => c['present'] as Expr,
  boards: c => c['boards'] as Expr,
  farming_specialty: c => c['farming_specialty'] as Expr,
  school_approved: c => c['school_approved'] as Expr,
  school_inclusive: c => c['school_inclusive'] as Expr,
  school_rural: c => c['school_rural'] as Expr,
  school_nutrition_plan: c => c['school_nutrition_plan'] as Expr,
  school_supplies_meals: c => c['school_supplies_meals'] as Expr,
  care_fee: c => c['care_fee'] as Expr,
  senior_tuition_fee: c => cases<'bigint'>([[stageIs(c, 'senior'), c['school_tuition_fee'] as Expr<'bigint'>]], unknown('bigint')),
  vocational_tuition_fee: c => cases<'bigint'>([[stageIs(c, 'vocational'), c['school_tuition_fee'] as Expr<'bigint'>]], unknown('bigint')),
  textbook_fee: c => c['textbook_fee'] as Expr,
  dormitory_fee: c => c['dormitory_fee'] as Expr,
  entry_year: c => c['entry_year'] as Expr,
  full_time_degree: c => c['full_time_degree'] as Expr,
  degree_or_diploma: c => c['degree_or_diploma'] as Expr,
  tuition_fee: c => c['tuition_fee'] as Expr,
  accommodation_fee: c => c['accommodation_fee'] as Expr,
  school_code: c => coalesce(c['official_code'] as Expr<'text'>, codeIn(c['school_key'] as Expr<'text'>)),
  tuition_exempted: c => c['tuition_exempted'] as Expr,
}

/** The batch plane's type of a fact. */
export const sqlTypeOf = (key: FactKey): SqlType => {
  switch (factOf(key).type.kind) {
    case 'yes-no':
      return 'boolean'
    case 'choice':
    case 'code':
      return 'text'
    case 'count':
    case 'money':
      return 'bigint'
    case 'date':
      return 'date'
  }
}

type Columns = Readonly<Record<string, Expr>>

/** Each person's school, once by code and once by written name; `in_county_school` follows from the directory. */
export const placed = (plan: Plan, situation: Situation, current: Enrolments['current'], schools: Relation<typeof schoolSchema>) => {
  const schoolColumns = Object.keys(schools.schema).filter(k => k !== 'alias' && k !== 'school_name')
  const take = (r: Columns): Record<string, Expr> => Object.fromEntries(schoolColumns.map(k => [k, r[k] as Expr]))
  const byKey = current.join(
    'left',
    schools,
    (l, r) => [[l.school_key, r.alias]],
    (l, r) => ({ ...l, found: isKnown(r.alias), official_name: r.school_name, ...take(r) }),
  ) as Relation
  const byName = byKey.join(
    'left',
    schools,
    (l, r) => [[l['school_name'] as Expr, r.alias]],
    (l, r) => ({
      ...l,
      found: cases<'boolean'>([[l['found'] as Expr<'boolean'>, boolean(true)]], isKnown(r.alias)),
      official_name: coalesce(l['official_name'] as Expr<'text'>, r.school_name, l['school_name'] as Expr<'text'>),
      ...Object.fromEntries(schoolColumns.map(k => [k, coalesce(l[k] as Expr, (r as Columns)[k] as Expr)])),
    }),
  ) as Relation
  return plan.step(
    'placed',
    'where each person is enrolled, with what the directory says of the school',
    byName.with(c => ({
      in_county_school: cases<'boolean'>(
        [
          [c['found'] as Expr<'boolean'>, boolean(true)],
          [eq(c['stage'] as Expr<'text'>, text('higher')), boolean(false)],
          // No school, or two rolls that disagree: nobody can say where it lies.
          [and(isNull(c['school_key'] as Expr), isNull(c['school_name'] as Expr)), unknown('boolean')],
        ],
        outsideWhenUnlisted(situation),
      ),
    })),
  ) as Relation
}

/** A school that gave no code goes by its name, and that is no code. */
const codeIn = (key: Expr<'text'>): Expr<'text'> => cases<'text'>([[and(isKnown(toBigint(key)), eq(lengthOf(key), bigint(10))), key]], unknown('text'))

/**
 * One row per person with an enrolment, one column per fact, NULL = unknown. An answer given by a person fills what
 * the rosters leave open; it never overrules them.
 */
export const factTable = (
  plan: Plan,
  situation: Situation,
  place: Relation,
  standing: Relation,
  paid: Relation,
  answers: Relation<typeof answerSchema>,
): Relation => {
  const openingReceived = isReceived(situation, 'opening-entries')
  const known = place
    .join(
      'left',
      standing,
      (l, r) => [[l['person_id'] as Expr, r['person_id'] as Expr]],
      (l, r) =>
        ({
          person_id: l['person_id'] as Expr,
          ...Object.fromEntries(Object.entries(fromPlace).map(([key, read]) => [key, read(l)])),
          ...Object.fromEntries([...designationKeys, 'hukou_in_county'].map(key => [key, r[key] as Expr])),
        }) as Record<string, Expr>,
    )
    .join(
      'left',
      paid,
      (l, r) => [[l['person_id'] as Expr, r['person_id'] as Expr]],
      (l, r) =>
        ({
          ...l,
          ...Object.fromEntries(paidTermsKeys.map(key => [key, openingReceived ? coalesce(r[key] as Expr<'bigint'>, bigint(0)) : (r[key] as Expr)])),
        }) as Record<string, Expr>,
    ) as Relation
  const answered = answers.groupBy(
    c => ({ person_id: c.person_id }),
    c => Object.fromEntries(factKeysOf('student').map(key => [key, answerTo(c, key)])),
  ) as Relation
  const columns = (l: Columns, r: Columns): Record<string, Expr> => ({
    person_id: l['person_id'] as Expr,
    ...Object.fromEntries(
      factKeysOf('student').map(key => {
        const both = coalesce((l[key] ?? unknown(sqlTypeOf(key))) as Expr, r[key] as Expr)
        // 学校认定 is an act of our own side: no determination on record means none was made.
        return [key, key === 'other_hardship' ? coalesce(both as Expr<'boolean'>, boolean(false)) : both]
      }),
    ),
  })
  return plan.step(
    'facts',
    'what is known of every enrolled child; NULL is unknown',
    known.join('left', answered, (l, r) => [[l['person_id'] as Expr, r['person_id'] as Expr]], columns),
  ) as Relation
}

const answerTo = (c: { fact: Expr<'text'>; says: Expr<'boolean'>; amount: Expr<'bigint'>; word: Expr<'text'> }, key: FactKey): Expr => {
  const mine = eq(c.fact, text(key))
  switch (facts[key].type.kind) {
    case 'yes-no':
      return agreed(c.says, mine)
    case 'choice':
    case 'code':
      return agreed(c.word, mine)
    case 'date':
      return toDate(agreed(c.word, mine))
    case 'count':
    case 'money':
      return agreed(c.amount, mine)
  }
}

/** Facts that some roster may tell. Any other is known only from what people fill in: one gap of the county, never a question per child. */
export const factsOfRosters: ReadonlySet<FactKey> = new Set([...(Object.keys(fromPlace) as FactKey[]), ...designationKeys, 'hukou_in_county', ...paidTermsKeys])
