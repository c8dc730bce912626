import { boolean, cases, eq, type Expr, isKnown, type Plan, type Relation, text, unionAll, unknown } from '@yingjin/sql'
import { agreed } from './enrolment.ts'
import { columnOr, rosterRows } from './roster-table.ts'
import { absenceCounts, type Situation } from './situation.ts'

export const schoolSchema = {
  alias: 'text',
  school_name: 'text',
  official_code: 'text',
  township: 'text',
  directory_stage: 'text',
  public_or_private: 'text',
  school_approved: 'boolean',
  school_inclusive: 'boolean',
  school_rural: 'boolean',
  school_nutrition_plan: 'boolean',
  school_supplies_meals: 'boolean',
  care_fee: 'bigint',
  school_tuition_fee: 'bigint',
  textbook_fee: 'bigint',
  dormitory_fee: 'bigint',
} as const

/**
 * The school directory by every name a roster may use for a school: its code and its written name. Two entries that
 * share a name leave the differing facts open.
 */
export const schools = (plan: Plan, situation: Situation): Relation<typeof schoolSchema> =>
  plan.step(
    'school',
    'schools of the county by code and by name',
    schoolEntries(situation).groupBy(
      c => ({ alias: c.alias }),
      ({ alias: _alias, row_id: _row, ...c }) => Object.fromEntries(Object.entries(c).map(([k, e]) => [k, agreed(e, boolean(true))])),
    ),
  ) as unknown as Relation<typeof schoolSchema>

/** Every row of the directory, once under each of its names. */
export const schoolEntries = (situation: Situation) => {
  const rows = rosterRows(situation, 'school-directory')
  const publicOrPrivate = columnOr(rows, 'public_or_private', 'text')
  const entry = (alias: Expr<'text'>) =>
    rows
      .select(c => ({
        row_id: c['row_id'] as Expr<'bigint'>,
        alias,
        school_name: columnOr(rows, 'school_name', 'text'),
        official_code: columnOr(rows, 'school_code', 'text'),
        township: columnOr(rows, 'township', 'text'),
        directory_stage: columnOr(rows, 'stage', 'text'),
        public_or_private: publicOrPrivate,
        school_approved: columnOr(rows, 'approved', 'boolean'),
        // A public kindergarten is inclusive by its nature; a private one only when the directory says so.
        school_inclusive: cases<'boolean'>([[eq(publicOrPrivate, text('public')), boolean(true)]], columnOr(rows, 'inclusive', 'boolean')),
        school_rural: columnOr(rows, 'rural', 'boolean'),
        school_nutrition_plan: columnOr(rows, 'nutrition_plan', 'boolean'),
        school_supplies_meals: columnOr(rows, 'supplies_meals', 'boolean'),
        care_fee: columnOr(rows, 'care_fee', 'bigint'),
        school_tuition_fee: columnOr(rows, 'tuition_fee', 'bigint'),
        textbook_fee: columnOr(rows, 'textbook_fee', 'bigint'),
        dormitory_fee: columnOr(rows, 'accommodation_fee', 'bigint'),
      }))
      .where(c => isKnown(c.alias))
  return unionAll(entry(columnOr(rows, 'school_code', 'text')), entry(columnOr(rows, 'school_name', 'text')), entry(columnOr(rows, 'school_key', 'text')))
}

/** Whether a school that is not in the directory is certainly outside the county: only a complete directory can say so. */
export const outsideWhenUnlisted = (situation: Situation): Expr<'boolean'> =>
  absenceCounts(situation, 'school-directory') ? boolean(false) : unknown('boolean')
