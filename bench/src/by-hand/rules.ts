import { kindsEstablishing } from '@yingjin/determination'
import { type FactKey, factKeysOf } from '@yingjin/facts'
import { type AbsenceCounts, type Designation, designations } from './facts.ts'

/** What the rules written here may ask; a mask has room for sixty-two facts. */
const studentFacts = factKeysOf('student').slice(0, factKeysOf('student').indexOf('birth_date'))

const bit = (fact: FactKey): number => 2 ** studentFacts.indexOf(fact)
const unknown = (...facts: readonly FactKey[]): string => facts.map(f => `CASE WHEN ${f} IS NULL THEN ${bit(f)} ELSE 0 END`).join(' + ')
const any = (groups: readonly string[]): string => `(${groups.join(' OR ')})`
const bits = (groups: readonly string[], from = 0): string => groups.map((g, i) => `CASE WHEN ${g} THEN ${2 ** (i + from)} ELSE 0 END`).join(' + ')

/** Whom a line is for: is the child one of them, which facts would tell, and by which groups. */
type Persons = Readonly<{ are: string; asks: string; by: string }>
const everyone: Persons = { are: 'TRUE', asks: '0', by: '0' }

/** The order in which groups are told. */
const told = [
  'lifted_out',
  'minimum_living',
  'extreme_hardship',
  'orphan',
  'disabled',
  'martyr_child',
  'unstable',
  'marginal',
  'sudden_hardship',
  'de_facto_unsupported',
  'low_income',
  'other_hardship',
] as const satisfies readonly Designation[]

const only = (...groups: readonly Designation[]): Persons => ({
  are: any(groups),
  asks: `CASE WHEN ${any(groups)} THEN 0 ELSE ${unknown(...groups)} END`,
  by: bits(groups),
})
/** The list ends in 等: the other groups by a person's decision. */
const andOthers = (...named: readonly Designation[]): Persons => {
  const others = told.filter(g => !named.includes(g))
  return {
    are: `(${any(named)} OR (${any(others)} AND CAST(NULL AS BOOLEAN)))`,
    asks: `CASE WHEN ${any(named)} THEN 0 ELSE ${unknown(...named)} + CASE WHEN ${any(others)} THEN 0 ELSE ${unknown(...others)} END END`,
    by: `CASE WHEN ${any(named)} THEN ${bits(named)} ELSE ${bits(others, named.length)} END`,
  }
}
const inHardship = (...without: readonly Designation[]): Persons => only(...told.filter(g => !without.includes(g)))

type Line = Readonly<{
  id: string
  stages: readonly string[]
  /** All must hold; `needs` are the facts in them. */
  when: readonly string[]
  needs: readonly FactKey[]
  persons: Persons
  /** What else must be known: a bit mask. */
  asks?: string
  amount: string
  form: string
}>

const compulsory = ['primary', 'junior']
const byStage = (primary: number, junior: number): string => `CASE stage WHEN 'primary' THEN ${primary} WHEN 'junior' THEN ${junior} END`
const preschoolNamed = andOthers('lifted_out', 'minimum_living', 'orphan', 'disabled', 'extreme_hardship')
const five = only('lifted_out', 'minimum_living', 'disabled', 'extreme_hardship', 'orphan')
const three = only('lifted_out', 'minimum_living', 'extreme_hardship')
const farmingBesides: Persons = (() => {
  const groups = ['farming_specialty', ...told.filter(g => g !== 'lifted_out')] as const
  return {
    are: any(groups),
    asks: `CASE WHEN ${any(groups)} THEN 0 ELSE ${unknown(...groups)} END`,
    by: bits(['farming_specialty', 'FALSE', ...groups.slice(1)]),
  }
})()

/** The kindergarten carries out the nutrition plan for every child (PS-A1.2). */
const nutritionForAll = "(stage = 'preschool' AND in_county_school AND school_rural AND school_inclusive AND school_nutrition_plan)"
const seniorUpper = `(stage = 'senior' AND in_county_school AND on_roll AND ${five.are})`
const vocationalUpper = `(stage = 'vocational' AND in_county_school AND present AND grade <= 2 AND lifted_out)`
const aidedStudent = ['hukou_in_county', 'lifted_out', 'entry_year <= 2020', 'full_time_degree', 'degree_or_diploma', 'present', 'NOT tuition_exempted']
const aidedStudentNeeds = ['hukou_in_county', 'lifted_out', 'entry_year', 'full_time_degree', 'degree_or_diploma', 'present', 'tuition_exempted'] as const

/** The appendix for the autumn term, half of each yearly sum; whole fen. */
const lines: readonly Line[] = [
  {
    id: 'PS-A1.1a',
    stages: ['preschool'],
    when: ['in_county_school', 'school_approved'],
    needs: ['in_county_school', 'school_approved'],
    persons: preschoolNamed,
    asks: unknown('care_fee'),
    amount: 'least(care_fee, 150000) // 2',
    form: "'to-school'",
  },
  {
    id: 'PS-A1.1b',
    stages: ['preschool'],
    when: ['in_county_school', 'school_approved', "NOT (stage = 'preschool' AND in_county_school AND school_approved AND school_nutrition_plan)"],
    needs: ['in_county_school', 'school_approved', 'school_nutrition_plan'],
    persons: preschoolNamed,
    asks: unknown('school_supplies_meals'),
    amount: '33000',
    form: "CASE WHEN school_supplies_meals THEN 'to-school' ELSE 'to-person-cash' END",
  },
  {
    id: 'PS-A1.1c',
    stages: ['preschool'],
    when: ['in_county_school', 'school_approved', 'school_nutrition_plan', `NOT ${nutritionForAll}`],
    needs: ['in_county_school', 'school_approved', 'school_nutrition_plan'],
    persons: preschoolNamed,
    asks: `CASE WHEN ${nutritionForAll} IS NULL THEN ${unknown('school_rural', 'school_inclusive')} ELSE 0 END`,
    amount: '40000',
    form: "'to-school'",
  },
  {
    id: 'PS-A1.2',
    stages: ['preschool'],
    when: ['in_county_school', 'school_rural', 'school_inclusive', 'school_nutrition_plan'],
    needs: ['in_county_school', 'school_rural', 'school_inclusive', 'school_nutrition_plan'],
    persons: everyone,
    amount: '40000',
    form: "'to-school'",
  },
  { id: 'PS-A2.1a', stages: compulsory, when: ['in_county_school'], needs: ['in_county_school'], persons: everyone, amount: 'NULL', form: "'waiver'" },
  { id: 'PS-A2.1b', stages: compulsory, when: ['in_county_school'], needs: ['in_county_school'], persons: everyone, amount: 'NULL', form: "'in-kind'" },
  { id: 'PS-A2.1c', stages: ['junior'], when: ['in_county_school'], needs: ['in_county_school'], persons: everyone, amount: 'NULL', form: "'in-kind'" },
  { id: 'PS-A2.2', stages: compulsory, when: ['in_county_school'], needs: ['in_county_school'], persons: inHardship(), amount: 'NULL', form: "'in-kind'" },
  {
    id: 'PS-A2.3',
    stages: compulsory,
    when: ['in_county_school', 'on_roll', 'present', 'boards'],
    needs: ['in_county_school', 'on_roll', 'present', 'boards'],
    persons: andOthers('lifted_out', 'minimum_living', 'disabled', 'orphan', 'extreme_hardship', 'martyr_child'),
    amount: byStage(50_000, 62_500),
    form: "'to-person-cash'",
  },
  {
    id: 'PS-A2.4',
    stages: compulsory,
    when: ['in_county_school', 'NOT boards', 'NOT lifted_out'],
    needs: ['in_county_school', 'boards', 'lifted_out'],
    persons: inHardship('lifted_out'),
    amount: byStage(25_000, 31_250),
    form: "'to-person-cash'",
  },
  {
    id: 'PS-A2.5',
    stages: compulsory,
    when: ['in_county_school', 'NOT boards', 'lifted_out'],
    needs: ['in_county_school', 'boards', 'lifted_out'],
    persons: everyone,
    asks: `CASE WHEN school_rural OR school_nutrition_plan THEN 0 ELSE ${unknown('school_rural', 'school_nutrition_plan')} END`,
    amount: `CASE WHEN school_rural OR school_nutrition_plan THEN ${byStage(10_000, 20_000)} ELSE ${byStage(60_000, 70_000)} END`,
    form: "'to-school'",
  },
  {
    id: 'PS-A2.6',
    stages: compulsory,
    when: ['in_county_school', 'school_rural'],
    needs: ['in_county_school', 'school_rural'],
    persons: everyone,
    amount: '50000',
    form: "'to-school'",
  },
  {
    id: 'PS-A3.1',
    stages: ['senior'],
    when: ['in_county_school', 'on_roll'],
    needs: ['in_county_school', 'on_roll'],
    persons: five,
    amount: 'senior_tuition_fee // 2',
    form: "'waiver'",
  },
  {
    id: 'PS-A3.2',
    stages: ['senior'],
    when: ['in_county_school', 'senior_textbook_terms_paid < 6'],
    needs: ['in_county_school', 'senior_textbook_terms_paid'],
    persons: three,
    amount: 'textbook_fee // 2',
    form: "'waiver'",
  },
  {
    id: 'PS-A3.3a',
    stages: ['senior'],
    when: ['in_county_school', 'on_roll'],
    needs: ['in_county_school', 'on_roll'],
    persons: five,
    amount: '150000',
    form: "'to-person-cash'",
  },
  {
    id: 'PS-A3.3b',
    stages: ['senior'],
    when: ['in_county_school', 'on_roll', `NOT ${seniorUpper}`],
    needs: ['in_county_school', 'on_roll'],
    persons: inHardship('lifted_out', 'minimum_living', 'disabled', 'extreme_hardship', 'orphan'),
    asks: `CASE WHEN ${seniorUpper} IS NULL THEN ${five.asks} ELSE 0 END`,
    amount: '50000',
    form: "'to-person-cash'",
  },
  {
    id: 'PS-A4.1',
    stages: ['vocational'],
    when: ['in_county_school', 'on_roll'],
    needs: ['in_county_school', 'on_roll'],
    persons: everyone,
    amount: 'vocational_tuition_fee // 2',
    form: "'waiver'",
  },
  {
    id: 'PS-A4.2',
    stages: ['vocational'],
    when: ['in_county_school', 'boards', 'vocational_dormitory_terms_paid < 5'],
    needs: ['in_county_school', 'boards', 'vocational_dormitory_terms_paid'],
    persons: only('lifted_out', 'minimum_living', 'extreme_hardship', 'disabled', 'orphan'),
    amount: 'dormitory_fee // 2',
    form: "'waiver'",
  },
  {
    id: 'PS-A4.3a',
    stages: ['vocational'],
    when: ['in_county_school', 'present', 'grade <= 2'],
    needs: ['in_county_school', 'present', 'grade'],
    persons: only('lifted_out'),
    amount: '150000',
    form: "'to-person-cash'",
  },
  {
    id: 'PS-A4.3b',
    stages: ['vocational'],
    when: ['in_county_school', 'present', 'grade <= 2', `NOT ${vocationalUpper}`],
    needs: ['in_county_school', 'present', 'grade'],
    persons: farmingBesides,
    asks: `CASE WHEN ${vocationalUpper} IS NULL THEN ${unknown('lifted_out')} ELSE 0 END`,
    amount: '100000',
    form: "'to-person-cash'",
  },
  {
    id: 'PS-A4.4',
    stages: ['vocational'],
    when: ['in_county_school', 'vocational_textbook_terms_paid < 5'],
    needs: ['in_county_school', 'vocational_textbook_terms_paid'],
    persons: three,
    amount: 'textbook_fee // 2',
    form: "'waiver'",
  },
  {
    id: 'PS-A5.1a',
    stages: ['higher'],
    when: ['hukou_in_county', 'full_time_degree'],
    needs: ['hukou_in_county', 'full_time_degree'],
    persons: everyone,
    asks: unknown('tuition_fee', 'accommodation_fee'),
    amount: 'least(tuition_fee + accommodation_fee, 1200000)',
    form: "'loan'",
  },
  {
    id: 'PS-A5.1b',
    stages: ['higher'],
    when: ['hukou_in_county', 'full_time_degree', 'lifted_out', 'tuition_fee + accommodation_fee > 1200000'],
    needs: ['hukou_in_county', 'full_time_degree', 'lifted_out', 'tuition_fee', 'accommodation_fee'],
    persons: everyone,
    amount: 'least(tuition_fee + accommodation_fee - 1200000, 800000)',
    form: "'loan'",
  },
  {
    id: 'PS-A5.2',
    stages: ['higher'],
    when: aidedStudent,
    needs: aidedStudentNeeds,
    persons: everyone,
    asks: unknown('tuition_fee'),
    amount: 'least(tuition_fee, 800000)',
    form: "'to-person-cash'",
  },
  { id: 'PS-A5.3', stages: ['higher'], when: aidedStudent, needs: aidedStudentNeeds, persons: everyone, amount: '300000', form: "'to-person-from-college'" },
]

const decided = (l: Line): string => {
  const stages = `stage IN (${l.stages.map(s => `'${s}'`).join(', ')})`
  return `SELECT person_id, '${l.id}' AS line, ${[stages, ...l.when, l.persons.are].join(' AND ')} AS due,
  ${[unknown('stage', ...l.needs), l.persons.asks, ...(l.asks === undefined ? [] : [l.asks])].join(' + ')} AS missing, ${l.persons.by} AS code, ${l.amount} AS amount_fen, ${l.form} AS form
FROM child WHERE ${stages} OR stage IS NULL`
}

/** Is a fact missing for everybody, because this county's lists cannot answer for it? */
export const isGap = (d: Designation, counts: AbsenceCounts): boolean => kindsEstablishing(d).length === 0 || !kindsEstablishing(d).every(counts)

/** What each child is due, what it waits for, and the questions that follow. Lines that are not due are left out. */
export const decisions = (counts: AbsenceCounts): readonly string[] => {
  const gaps = designations.filter(d => isGap(d, counts))
  const hardship = designations.filter(d => !gaps.includes(d))
  const questions: readonly (readonly [question: string, facts: readonly FactKey[]])[] = [
    ['hardship', hardship],
    ...studentFacts.filter(f => !(designations as readonly FactKey[]).includes(f)).map(f => [f, [f]] as const),
  ]
  const mask = (facts: readonly FactKey[]): number => facts.reduce((sum, f) => sum + bit(f), 0)
  return [
    `CREATE TABLE decision AS
SELECT person_id, line, CASE WHEN missing <> 0 THEN 'undetermined' WHEN due IS NULL THEN 'decide' ELSE 'due' END AS state, missing, code,
  CASE state WHEN 'due' THEN CAST(amount_fen AS BIGINT) END AS amount_fen, CASE state WHEN 'due' THEN form END AS form
FROM (
${lines.map(decided).join('\nUNION ALL\n')}
) WHERE due IS NOT FALSE`,
    `CREATE TABLE question AS
WITH asked AS (
  SELECT * FROM (VALUES ${questions.map(([q, facts]) => `('${q}', ${mask(facts)})`).join(', ')}) v(question, facts)
)
SELECT d.person_id, q.question, bit_or(d.missing & q.facts) AS missing, string_agg(d.line, '；' ORDER BY d.line) AS lines
FROM decision d JOIN asked q ON d.missing & q.facts <> 0
WHERE d.state = 'undetermined' GROUP BY d.person_id, q.question`,
    `CREATE TABLE missing AS
SELECT q.person_id, q.question,
  CASE WHEN question = 'hardship' AND (${designations.map(d => `(missing & ${bit(d)} <> 0 AND conflicts & ${2 ** designations.indexOf(d)} <> 0)`).join(' OR ')}) THEN 'conflict'
       WHEN question <> 'hardship' AND c.enrolments > 1 THEN 'several-rolls'
       WHEN question <> 'hardship' THEN 'blank'
       WHEN NOT c.sound THEN 'number-unsound'
       WHEN c.hukou_in_county IS NOT TRUE THEN 'elsewhere'
       ELSE 'doubt' END AS cause,
  lines,
  CASE WHEN question <> 'hardship' THEN question ELSE list_aggregate([${[...hardship]
    .sort()
    .map(d => `CASE WHEN missing & ${bit(d)} <> 0 THEN '${d}' END`)
    .join(', ')}], 'string_agg', '；') END AS facts
FROM question q JOIN child c USING (person_id)`,
    `CREATE TABLE roster_gap AS
WITH waiting AS (
  SELECT person_id, bit_or(missing) AS missing FROM decision WHERE state = 'undetermined' GROUP BY person_id
)
SELECT fact, count(*) AS children
FROM waiting JOIN (SELECT * FROM (VALUES ('', 0)${gaps.map(d => `, ('${d}', ${bit(d)})`).join('')}) v(fact, bit) WHERE bit > 0) f ON missing & f.bit <> 0
GROUP BY fact`,
  ]
}

const hardship = any(told)
/** Who is lifted out or disabled; of the other two of the four groups nobody here knows whether they live in the country. */
const fourGroups = '(lifted_out OR disabled)'

/** What the national standards in force would give in the autumn of 2022, where that is known; whole fen of the term. */
const standards: readonly Readonly<{ id: string; item: string; own: readonly string[]; when: string; least: string; greatest?: string }>[] = [
  { id: 'N-06', item: 'boarder-living', own: ['PS-A2.3'], when: `stage IN ('primary', 'junior') AND boards AND ${hardship}`, least: byStage(50_000, 62_500) },
  { id: 'N-07', item: 'day-living', own: ['PS-A2.4'], when: `stage IN ('primary', 'junior') AND NOT boards AND ${fourGroups}`, least: byStage(25_000, 31_250) },
  { id: 'N-08', item: 'nutrition', own: ['PS-A2.6'], when: "stage IN ('primary', 'junior') AND school_nutrition_plan", least: '50000' },
  { id: 'N-09', item: 'senior-grant', own: ['PS-A3.3a', 'PS-A3.3b'], when: `stage = 'senior' AND ${hardship}`, least: '50000', greatest: '150000' },
  { id: 'N-10', item: 'senior-tuition', own: ['PS-A3.1'], when: `stage = 'senior' AND ${fourGroups}`, least: 'senior_tuition_fee // 2' },
  {
    id: 'N-11',
    item: 'vocational-grant',
    own: ['PS-A4.3a', 'PS-A4.3b'],
    when: `stage = 'vocational' AND grade <= 2 AND (farming_specialty OR ${hardship})`,
    least: '100000',
  },
  { id: 'N-12', item: 'vocational-tuition', own: ['PS-A4.1'], when: "stage = 'vocational'", least: '100000' },
  { id: 'N-14', item: 'college-grant', own: ['PS-A5.3'], when: `stage = 'higher' AND degree_or_diploma AND full_time_degree AND ${hardship}`, least: '330000' },
  {
    id: 'N-21',
    item: 'student-loan',
    own: ['PS-A5.1a'],
    when: "stage = 'higher' AND hukou_in_county AND degree_or_diploma AND full_time_degree",
    least: 'least(tuition_fee + accommodation_fee, 1200000)',
  },
]

/** Whose loans and tuition aid together exceed the fees; whose sum differs from the national standard of the same aid. */
export const noticesAndStandards: readonly string[] = [
  `CREATE TABLE notice AS
SELECT person_id, 'O-10' AS notice
FROM (SELECT person_id, sum(amount_fen) AS help, bool_or(state <> 'due' OR amount_fen IS NULL) AS open FROM decision WHERE line IN ('PS-A5.1a', 'PS-A5.1b', 'PS-A5.2') GROUP BY person_id)
  JOIN child USING (person_id)
WHERE NOT open AND help > tuition_fee + accommodation_fee`,
  // The county's college grant is a floor: a higher standard does not differ from it.
  `CREATE TABLE standard_difference AS
WITH given AS (
${standards.map(s => `  SELECT person_id, '${s.item}' AS item, '${s.id}' AS standard, ${s.least} AS least_fen, ${s.greatest ?? s.least} AS greatest_fen FROM child WHERE ${s.when}`).join('\n  UNION ALL\n')}
), own AS (
  SELECT person_id, CASE ${standards.map(s => `WHEN line IN (${s.own.map(id => `'${id}'`).join(', ')}) THEN '${s.item}'`).join(' ')} END AS item,
    sum(amount_fen) AS own_fen, bool_or(state <> 'due' OR amount_fen IS NULL) AS open
  FROM decision GROUP BY ALL
)
SELECT person_id, item, standard, CAST(own_fen AS BIGINT) AS own_fen, CAST(least_fen AS BIGINT) AS least_fen, CAST(greatest_fen AS BIGINT) AS greatest_fen
FROM given LEFT JOIN own USING (person_id, item)
WHERE open IS NOT TRUE AND least_fen IS NOT NULL AND (own_fen IS NULL OR own_fen < least_fen AND item <> 'college-grant' OR own_fen > greatest_fen)`,
]
