import { kindsEstablishing } from '@yingjin/determination'
import type { FactKey } from '@yingjin/facts'
import type { RosterKindId } from '@yingjin/intake'

/** Which complete lists were received whole, so that who is not on them is known not to be. */
export type AbsenceCounts = (kind: RosterKindId) => boolean

/** The designations, each with its bit. */
export const designations = [
  'lifted_out',
  'unstable',
  'marginal',
  'sudden_hardship',
  'minimum_living',
  'extreme_hardship',
  'orphan',
  'de_facto_unsupported',
  'disabled',
  'martyr_child',
  'low_income',
  'other_hardship',
] as const satisfies readonly FactKey[]
export type Designation = (typeof designations)[number]
const bit = (d: Designation): number => 2 ** designations.indexOf(d)

const truth = (value: boolean): string => (value ? 'TRUE' : 'FALSE')

/** Where a designation is asked for among the listed rosters: the word of the row, or nothing but being there. */
const byCategory = (words: readonly Designation[]): string => `CASE category ${words.map(d => `WHEN '${d}' THEN ${bit(d)}`).join(' ')} ELSE 0 END`
const saysYes = `CASE roster
    WHEN 'lifted-out-continuing' THEN ${bit('lifted_out')}
    WHEN 'disability-certificate' THEN ${bit('disabled')}
    WHEN 'rural-minimum-living' THEN ${bit('minimum_living')}
    WHEN 'urban-minimum-living' THEN ${bit('minimum_living')}
    WHEN 'extreme-hardship' THEN ${bit('extreme_hardship')}
    WHEN 'low-income' THEN ${bit('low_income')}
    WHEN 'monitored-at-risk' THEN ${byCategory(['unstable', 'marginal', 'sudden_hardship'])}
    WHEN 'orphan-allowance' THEN ${byCategory(['orphan', 'de_facto_unsupported'])}
    ELSE 0 END`
const saysNo = `CASE roster
    WHEN 'lifted-out-not-continuing' THEN ${bit('lifted_out')}
    WHEN 'monitored-risk-removed' THEN ${byCategory(['unstable', 'marginal', 'sudden_hardship'])}
    ELSE 0 END`

const asked = [
  'lifted-out-continuing',
  'disability-certificate',
  'rural-minimum-living',
  'urban-minimum-living',
  'extreme-hardship',
  'low-income',
  'monitored-at-risk',
  'orphan-allowance',
  'lifted-out-not-continuing',
  'monitored-risk-removed',
] as const
const doubtBits = (kinds: readonly RosterKindId[]): number => kinds.reduce((sum, kind) => sum + 2 ** (asked as readonly RosterKindId[]).indexOf(kind), 0)

/** The second list of a pair, which takes a designation away. */
const denying: Readonly<Partial<Record<Designation, RosterKindId>>> = {
  lifted_out: 'lifted-out-not-continuing',
  unstable: 'monitored-risk-removed',
  marginal: 'monitored-risk-removed',
  sudden_hardship: 'monitored-risk-removed',
}

/**
 * Yes where a list says so, no where another denies it or where every list that could say so is whole and lacks a child
 * it covers. Open where a row of the other list may be this child's.
 */
const designation = (d: Designation, counts: AbsenceCounts): string => {
  const kinds = kindsEstablishing(d)
  const other = denying[d]
  const open = [
    ...(other === undefined ? [] : [`WHEN yes & ${bit(d)} <> 0 AND doubts & ${doubtBits([other])} <> 0 THEN NULL`]),
    ...(kinds.length === 0 ? [] : [`WHEN no & ${bit(d)} <> 0 AND doubts & ${doubtBits(kinds)} <> 0 THEN NULL`]),
  ]
  const absent = kinds.length > 0 && kinds.every(counts) ? `WHEN sound AND hukou_in_county AND doubts & ${doubtBits(kinds)} = 0 THEN FALSE` : ''
  return `CASE WHEN (yes & no) & ${bit(d)} <> 0 THEN NULL ${open.join(' ')} WHEN yes & ${bit(d)} <> 0 THEN TRUE WHEN no & ${bit(d)} <> 0 THEN FALSE ${absent} END AS ${d}`
}

const agreedColumns = [
  'stage',
  'grade',
  'class_name',
  'school_key',
  'school_name',
  'boards',
  'farming_specialty',
  'entry_year',
  'full_time_degree',
  'degree_or_diploma',
  'tuition_fee',
  'accommodation_fee',
  'tuition_exempted',
] as const
const agreed = (column: string): string => `agreed(min(${column}), max(${column})) AS ${column}`

const schoolColumns = [
  'township',
  'school_approved',
  'school_inclusive',
  'school_rural',
  'school_nutrition_plan',
  'school_supplies_meals',
  'care_fee',
  'school_tuition_fee',
  'textbook_fee',
  'dormitory_fee',
] as const

const paidTerms = (name: string, words: readonly string[]): string =>
  `coalesce(sum(terms_paid) FILTER (aid_item IN (${words.map(w => `'${w}'`).join(', ')})), 0) AS ${name}`

/** What is known of every person and, of those who are enrolled, every fact the rules ask for. NULL is unknown. */
export const facts = (counts: AbsenceCounts): readonly string[] => [
  'CREATE MACRO agreed(low, high) AS CASE WHEN low = high THEN low END',
  `CREATE TABLE enrolled AS
SELECT m.person_id, r.*,
  r.roll_status IS NULL OR r.roll_status IN ('在读', '在校', '复学', '正常', '01', '1', '05') AS active,
  coalesce(r.roll_status IN ('休学', '02', '2'), FALSE) AS suspended,
  coalesce(r.roll_status IN ('转出', '转学', '10'), FALSE) AS transferred
FROM (
  SELECT row_id, roster, stage, grade, class_name, school_key, school_name, boards, roll_status, hukou_division, entry_month, martyr_or_favoured_child FROM student_roll
  UNION ALL BY NAME
  SELECT row_id, roster, 'preschool' AS stage, grade, class_name, school_key, school_name, boards, hukou_division, entry_month FROM kindergarten_children
  UNION ALL BY NAME
  SELECT row_id, roster, 'vocational' AS stage, grade, class_name, school_key, school_name, boards, farming_specialty, roll_status, tuition_fee, accommodation_fee, hukou_division, entry_month FROM vocational_roll
  UNION ALL BY NAME
  SELECT row_id, roster, 'higher' AS stage, grade, school_key, school_name, entry_year, full_time_degree, degree_or_diploma, tuition_fee, accommodation_fee, tuition_exempted, hukou_division FROM higher_education
) r JOIN person_of m USING (row_id)`,
  `CREATE TABLE school AS
WITH named AS (
  SELECT unnest([school_code, school_name]) AS alias, school_name, township, approved, CASE WHEN public_or_private = 'public' THEN TRUE ELSE inclusive END AS inclusive,
    rural, nutrition_plan, supplies_meals, care_fee, tuition_fee, textbook_fee, accommodation_fee
  FROM directory
)
SELECT alias, ${agreed('school_name')}, ${agreed('township')}, agreed(min(approved), max(approved)) AS school_approved, agreed(min(inclusive), max(inclusive)) AS school_inclusive,
  agreed(min(rural), max(rural)) AS school_rural, agreed(min(nutrition_plan), max(nutrition_plan)) AS school_nutrition_plan,
  agreed(min(supplies_meals), max(supplies_meals)) AS school_supplies_meals, ${agreed('care_fee')}, agreed(min(tuition_fee), max(tuition_fee)) AS school_tuition_fee,
  ${agreed('textbook_fee')}, agreed(min(accommodation_fee), max(accommodation_fee)) AS dormitory_fee
FROM named WHERE alias IS NOT NULL GROUP BY alias`,
  `CREATE TABLE in_doubt AS
SELECT person_id FROM spine_doubt UNION SELECT m.person_id FROM spine_doubt d JOIN person_of m USING (row_id)`,
  `CREATE TABLE place AS
WITH counted AS (
  SELECT person_id, TRUE AS on_roll, CASE WHEN min(coalesce(school_key, school_name, roster)) = max(coalesce(school_key, school_name, roster)) THEN 1 ELSE 2 END AS enrolments,
    ${agreedColumns.map(agreed).join(', ')},
    NOT bool_or(active) AS away, bool_or(active AND roster IN ('kindergarten-children', 'higher-education')) AS listed_present
  FROM enrolled WHERE active OR suspended GROUP BY person_id
), rolls AS (
  FROM counted UNION ALL BY NAME SELECT DISTINCT person_id, FALSE AS on_roll, 0 AS enrolments, FALSE AS away, FALSE AS listed_present FROM enrolled ANTI JOIN counted USING (person_id)
), in_class AS (
  SELECT m.person_id, p.stage, p.grade, p.class_name, p.school_key, p.school_name, p.boards, p.present IS DISTINCT FROM FALSE AS here
  FROM pupils_present p JOIN person_of m USING (row_id)
), seated AS (
  SELECT person_id, ${['stage', 'grade', 'class_name', 'school_key', 'school_name', 'boards'].map(agreed).join(', ')}, bool_or(here) AS here FROM in_class GROUP BY person_id
), together AS (
  SELECT person_id, coalesce(l.enrolments, 0) AS enrolments,
    CASE WHEN l.on_roll IS NULL THEN r.stage ELSE l.stage END AS stage, CASE WHEN l.on_roll IS NULL THEN r.grade ELSE l.grade END AS grade,
    coalesce(l.class_name, r.class_name) AS class_name,
    CASE WHEN l.on_roll IS NULL THEN r.school_key ELSE l.school_key END AS school_key, CASE WHEN l.on_roll IS NULL THEN r.school_name ELSE l.school_name END AS school_name,
    coalesce(l.boards, r.boards) AS boards, farming_specialty, entry_year, full_time_degree, degree_or_diploma, tuition_fee, accommodation_fee, tuition_exempted,
    l.on_roll, r.school_key AS present_school, coalesce(l.away, FALSE) AS away, coalesce(l.listed_present, FALSE) AS listed_present, r.here
  FROM rolls l FULL JOIN seated r USING (person_id)
  WHERE l.enrolments > 0 OR r.here
), reporting AS (
  SELECT DISTINCT school_key FROM in_class WHERE school_key IS NOT NULL
), on_the_roll AS (
  SELECT DISTINCT school_key AS rolled_school FROM enrolled WHERE roster = 'student-roll' AND school_key IS NOT NULL
), sound AS (
  SELECT DISTINCT person_id FROM known ANTI JOIN in_doubt USING (person_id) ANTI JOIN (FROM doubted WHERE roster = 'student-roll') d USING (person_id) WHERE id18 IS NOT NULL
), placed AS (
  SELECT t.* EXCLUDE (on_roll, present_school), coalesce(on_roll, CASE WHEN ${truth(counts('student-roll'))} AND o.rolled_school IS NOT NULL AND s.person_id IS NOT NULL THEN FALSE END) AS on_roll,
    CASE WHEN here IS NOT NULL THEN here WHEN away THEN FALSE WHEN listed_present THEN TRUE WHEN ${truth(counts('pupils-present'))} AND r.school_key IS NOT NULL AND d.person_id IS NULL THEN FALSE END AS present
  FROM together t LEFT JOIN reporting r USING (school_key) LEFT JOIN on_the_roll o ON o.rolled_school = t.present_school LEFT JOIN sound s ON s.person_id = t.person_id LEFT JOIN (SELECT DISTINCT person_id FROM doubted WHERE roster = 'pupils-present') d ON d.person_id = t.person_id
)
SELECT p.* EXCLUDE (school_key, school_name, here, listed_present), coalesce(k.school_name, n.school_name, p.school_name) AS school_name,
  ${schoolColumns.map(c => `coalesce(k.${c}, n.${c}) AS ${c === 'township' ? 'school_township' : c}`).join(', ')},
  CASE WHEN k.alias IS NOT NULL OR n.alias IS NOT NULL THEN TRUE WHEN stage = 'higher' THEN FALSE WHEN p.school_key IS NULL AND p.school_name IS NULL THEN NULL ${counts('school-directory') ? 'ELSE FALSE' : ''} END AS in_county_school
FROM placed p LEFT JOIN school k ON k.alias = p.school_key LEFT JOIN school n ON n.alias = p.school_name`,
  `CREATE TABLE standing AS
WITH person AS (
  SELECT person_id, bool_or(id18 IS NOT NULL) AS numbered, min(birth) AS birth FROM known GROUP BY person_id
), registered AS (
  SELECT DISTINCT person_id FROM match WHERE roster = 'household-register'
), ages AS (
  SELECT min(birth) AS oldest, max(birth) AS youngest FROM household_register
), written AS (
  SELECT person_id, bool_or(starts_with(hukou_division, '990101') OR starts_with(hukou_division, '示例县')) AS here,
    bool_or(regexp_full_match(substring(hukou_division, 1, 6), '-?[0-9]+') AND NOT starts_with(hukou_division, '990101')) AS elsewhere
  FROM enrolled WHERE hukou_division IS NOT NULL GROUP BY person_id
), said AS (
  SELECT person_id, bit_or(${saysYes}) AS yes, bit_or(${saysNo}) AS no FROM listed JOIN person_of USING (row_id) GROUP BY person_id
), not_martyr AS (
  SELECT DISTINCT person_id FROM enrolled WHERE martyr_or_favoured_child = FALSE
), doubts AS (
  SELECT person_id, bit_or(CASE roster ${asked.map(k => `WHEN '${k}' THEN ${doubtBits([k])}`).join(' ')} ELSE 0 END) AS doubts FROM doubted GROUP BY person_id
), residence AS (
  SELECT p.person_id, p.birth, p.numbered AND d.person_id IS NULL AS sound,
    CASE WHEN g.person_id IS NOT NULL THEN TRUE
         WHEN w.here AND NOT w.elsewhere THEN TRUE
         WHEN w.elsewhere AND NOT w.here THEN FALSE
         WHEN ${truth(counts('household-register'))} AND p.numbered AND d.person_id IS NULL AND p.birth BETWEEN a.oldest AND a.youngest THEN FALSE END AS hukou_in_county
  FROM person p LEFT JOIN registered g USING (person_id) LEFT JOIN written w USING (person_id) LEFT JOIN in_doubt d USING (person_id), ages a
), spoken AS (
  SELECT r.*, coalesce(s.yes, 0) AS yes, coalesce(s.no, 0) + CASE WHEN n.person_id IS NULL THEN 0 ELSE ${bit('martyr_child')} END AS no, coalesce(d.doubts, 0) AS doubts
  FROM residence r LEFT JOIN said s USING (person_id) LEFT JOIN not_martyr n USING (person_id) LEFT JOIN doubts d USING (person_id)
)
SELECT person_id, birth, sound, hukou_in_county, yes & no AS conflicts,
  ${designations.map(d => designation(d, counts)).join(',\n  ')}
FROM spoken`,
  `CREATE TABLE child AS
WITH paid AS (
  SELECT person_id, ${paidTerms('senior_textbook_terms_paid', ['PS-A3.2', '普通高中免教科书费', '普高免教科书费', '高中免教科书费'])},
    ${paidTerms('vocational_dormitory_terms_paid', ['PS-A4.2', '中职免住宿费', '中等职业免住宿费'])},
    ${paidTerms('vocational_textbook_terms_paid', ['PS-A4.4', '中职免教科书费', '中等职业免教科书费'])}
  FROM listed JOIN person_of USING (row_id) WHERE roster = 'opening-entries' GROUP BY person_id
)
SELECT p.* EXCLUDE (on_roll, school_tuition_fee), on_roll,
  CASE WHEN stage = 'senior' THEN school_tuition_fee END AS senior_tuition_fee, CASE WHEN stage = 'vocational' THEN school_tuition_fee END AS vocational_tuition_fee,
  s.* EXCLUDE (person_id, birth, other_hardship), coalesce(s.other_hardship, FALSE) AS other_hardship,
  coalesce(senior_textbook_terms_paid, 0) AS senior_textbook_terms_paid, coalesce(vocational_dormitory_terms_paid, 0) AS vocational_dormitory_terms_paid,
  coalesce(vocational_textbook_terms_paid, 0) AS vocational_textbook_terms_paid
FROM place p LEFT JOIN standing s USING (person_id) LEFT JOIN paid USING (person_id)`,
]
