import { quoteText } from '@yingjin/sql'
import { type CountyFigures, nation } from './county-aid.ts'

/**
 * W1 as a good SQL engineer would write it for DuckDB: one statement, a table of county figures joined in, everything
 * that is the same everywhere written out, NULL for what is not known. It gives what the policy gives: per line the
 * state, the sum, the groups, the failed conditions and the missing facts.
 */
const bit = { stage: 1, boards: 2, orphan: 4, tuition: 8, absent: 16, hardship: 32, income: 64, attended: 128, paid: 256 } as const

const half = (fen: number): number => Math.floor(fen / 2)
const byStage = (of: Readonly<Record<string, number>>): string =>
  `CASE stage ${Object.entries(of)
    .map(([stage, fen]) => `WHEN '${stage}' THEN ${half(fen)}`)
    .join(' ')} END`

/** Whose figures hold for a county in a term. */
export type InForce = Readonly<{ division: string; term: string; figures: CountyFigures }>

/** The figures of the counties, one row per county and term; a school year's sum falls into halves, spring has the odd fen. */
export const countyTable = (rows: readonly InForce[]): string =>
  `CREATE TABLE county AS SELECT * FROM (VALUES ${rows
    .map(({ division, term, figures: f }) => {
      const spring = term.endsWith('spring') ? 1 : 0
      const numbers = [spring, f.meal, half(f.tuition + spring), f.year, ...f.incomes, ...f.topUps.map(topUp => topUp * f.coefficient)]
      return `('${division}', '${term}', ${numbers.map(v => `${v}::BIGINT`).join(', ')})`
    })
    .join(', ')}) AS v(division, term, spring, meal, tuition, year, income1, income2, income3, top1, top2, top3)`

const ids = { orphan: 'W1-orphan', tier: 'W1-tier', living: 'W1-living', tuition: 'W1-tuition', meals: 'W1-meals', top: 'W1-top-up' } as const
type Line = keyof typeof ids
const forms: Readonly<Record<Line, string>> = {
  orphan: 'to-person-cash',
  tier: 'to-person-cash',
  living: 'to-person-cash',
  tuition: 'waiver',
  meals: 'to-school',
  top: 'to-person-cash',
}
const level = `CASE hardship_level WHEN 'general' THEN 1 WHEN 'severe' THEN 2 WHEN 'special' THEN 4 ELSE 0 END`
const grounds: Readonly<Record<Line, string>> = { orphan: '1', tier: 'level', living: 'level', tuition: '0', meals: '0', top: '0' }
/** Which conditions failed, besides the stage. */
const failed: Readonly<Record<Line, readonly string[]>> = {
  orphan: ['orphan IS FALSE', 'orphan_beaten'],
  tier: ['poor IS FALSE', 'tier_beaten'],
  living: ['poor IS FALSE'],
  tuition: [],
  meals: [],
  top: ['earns_less IS FALSE', 'orphan_due'],
}
const lines = Object.keys(ids) as readonly Line[]
const or = (...masks: readonly string[]): string => masks.map(m => `(${m})`).join(' | ')

export const decideByHand = (facts: string): string => `
WITH known AS (
  SELECT f.*, c.* EXCLUDE (division, term),
    CASE WHEN stage IS NULL THEN ${bit.stage} ELSE 0 END AS m_stage,
    CASE WHEN orphan IS NULL THEN ${bit.orphan} ELSE 0 END AS m_orphan,
    CASE WHEN hardship_level IS NULL THEN ${bit.hardship} ELSE 0 END AS m_hardship,
    CASE WHEN absent_days IS NULL THEN ${bit.absent} ELSE 0 END AS m_absent,
    CASE WHEN aid_paid_this_school_year IS NULL THEN ${bit.paid} ELSE 0 END AS m_paid,
    CASE WHEN stage IS NOT NULL THEN TRUE END AS staged,
    stage IN ('senior', 'vocational', 'higher') AS upper_stage,
    hardship_level <> 'none' AS poor,
    ${level} AS level,
    household_income < income3 AS earns_less,
    CASE hardship_level WHEN 'none' THEN 0 WHEN 'general' THEN ${half(nation.tiers.general)} WHEN 'severe' THEN ${half(nation.tiers.severe)} WHEN 'special' THEN ${half(nation.tiers.special)} END AS tier_full,
    CASE WHEN boards THEN ${byStage(nation.boarders)} WHEN NOT boards THEN ${byStage(nation.dayPupils)} END AS living_full,
    CASE WHEN tuition_fee IS NOT NULL THEN least((tuition_fee + spring) // 2, tuition) END AS tuition_amount,
    meal * days_attended AS meals_amount,
    CASE WHEN household_income < income1 THEN (top1 + 10000) // 20000
         WHEN household_income < income2 THEN (top2 + 10000) // 20000
         WHEN household_income < income3 THEN (top3 + 10000) // 20000
         WHEN household_income IS NOT NULL THEN 0 END AS top_amount,
    greatest(${nation.wholeTerm} - absent_days, 0) AS present
  FROM ${facts} f JOIN county c USING (division, term)
), alone AS (
  SELECT *,
    staged AND orphan AS orphan_alone,
    upper_stage AND poor AS tier_alone,
    ${(
      [
        ['orphan', String(nation.orphan)],
        ['tier', 'tier_full'],
        ['living', 'living_full'],
      ] as const
    )
      .map(
        ([line, full]) =>
          `CASE WHEN absent_days > ${nation.absentDays} THEN (2 * ${full} * present + ${nation.wholeTerm}) // ${2 * nation.wholeTerm} WHEN absent_days IS NOT NULL THEN ${full} END AS ${line}_amount`,
      )
      .join(',\n    ')}
  FROM known
), higher AS (
  SELECT *,
    tier_alone AND tier_full > ${nation.orphan} AS orphan_beaten,
    orphan_alone AND ${nation.orphan} >= tier_full AS tier_beaten
  FROM alone
), due AS (
  SELECT *,
    orphan_alone AND NOT orphan_beaten AS orphan_due,
    tier_alone AND NOT tier_beaten AS tier_due,
    staged AND poor AS living_due,
    stage = 'senior' AS tuition_due,
    stage IN ('primary', 'junior') AS meals_due
  FROM higher
), waiting AS (
  SELECT *,
    staged AND earns_less AND NOT orphan_due AS top_due,
    CASE WHEN orphan_due IS NULL THEN m_stage | m_orphan | CASE WHEN orphan_beaten IS NULL THEN m_hardship ELSE 0 END ELSE 0 END AS orphan_waits,
    CASE WHEN tier_due IS NULL THEN m_stage | m_hardship | CASE WHEN tier_beaten IS NULL AND orphan_alone IS NULL THEN m_orphan ELSE 0 END ELSE 0 END AS tier_waits,
    CASE WHEN living_due IS NULL THEN m_stage | m_hardship ELSE 0 END AS living_waits,
    m_stage AS tuition_waits,
    m_stage AS meals_waits,
    m_absent AS orphan_open,
    CASE WHEN tier_amount IS NULL THEN m_hardship | m_absent ELSE 0 END AS tier_open,
    CASE WHEN living_amount IS NULL THEN m_stage | m_absent | CASE WHEN boards IS NULL THEN ${bit.boards} ELSE 0 END ELSE 0 END AS living_open,
    CASE WHEN tuition_fee IS NULL THEN ${bit.tuition} ELSE 0 END AS tuition_open,
    CASE WHEN days_attended IS NULL THEN ${bit.attended} ELSE 0 END AS meals_open,
    CASE WHEN household_income IS NULL THEN ${bit.income} ELSE 0 END AS top_open
  FROM due
), paid AS (
  SELECT *,
    CASE WHEN top_due IS NULL THEN m_stage | CASE WHEN earns_less IS NULL THEN ${bit.income} ELSE 0 END | orphan_waits ELSE 0 END AS top_waits,
    ${lines.map(line => `CASE WHEN ${line}_due THEN ${line}_amount WHEN NOT ${line}_due OR ${line}_amount = 0 THEN 0 END AS ${line}_paid`).join(',\n    ')}
  FROM waiting
), taken AS (
  SELECT *,
    ${lines.map(line => `CASE WHEN ${line}_paid IS NULL THEN ${line}_waits | ${line}_open ELSE 0 END AS ${line}_unpaid`).join(',\n    ')},
    year - aid_paid_this_school_year AS orphan_rest,
    orphan_rest - orphan_paid AS tier_rest,
    tier_rest - tier_paid AS living_rest,
    living_rest - living_paid AS tuition_rest,
    tuition_rest - tuition_paid AS meals_rest,
    meals_rest - meals_paid AS top_rest
  FROM paid
), capped AS (
  SELECT *,
    ${lines
      .map((line, i) => {
        const masks = [`${line}_open`, 'm_paid', ...lines.slice(0, i).map(before => `${before}_unpaid`)]
        return `CASE WHEN ${line}_due IS FALSE THEN 0 ELSE ${or(`${line}_waits`, `CASE WHEN ${line}_amount IS NULL OR ${line}_rest IS NULL THEN ${or(...masks)} ELSE 0 END`)} END AS ${line}_missing`
      })
      .join(',\n    ')}
  FROM taken
), told AS (
  SELECT *,
    ${lines
      .map(line => `CASE WHEN ${line}_due IS FALSE THEN 'not-due' WHEN ${line}_missing <> 0 THEN 'undetermined' ELSE 'due' END AS ${line}_state`)
      .join(',\n    ')}
  FROM capped
)
SELECT person_id,
  ${lines
    .map(line => {
      const stage = { orphan: 'staged', tier: 'upper_stage', living: 'staged', tuition: 'tuition_due', meals: 'meals_due', top: 'staged' }[line]
      const bits = failed[line].map((condition, i) => `CASE WHEN ${condition} THEN ${2 ** (i + 1)} ELSE 0 END`)
      return [
        `${line}_state AS "${ids[line]}:state"`,
        `CASE WHEN ${line}_state = 'due' THEN CAST(greatest(least(${line}_amount, ${line}_rest), 0) AS BIGINT) END AS "${ids[line]}:amount_fen"`,
        `CAST(CASE WHEN ${line}_state = 'due' THEN ${grounds[line]} ELSE 0 END AS BIGINT) AS "${ids[line]}:grounds"`,
        `CAST(CASE WHEN ${stage} IS FALSE THEN 1 WHEN ${line}_state = 'not-due' THEN ${bits.length === 0 ? '0' : bits.join(' + ')} ELSE 0 END AS BIGINT) AS "${ids[line]}:failed"`,
        `CAST(${line}_missing AS BIGINT) AS "${ids[line]}:missing"`,
        `CASE WHEN ${line}_state = 'due' THEN '${forms[line]}' END AS "${ids[line]}:form"`,
      ].join(', ')
    })
    .join(',\n  ')}
FROM told`

export const byHandInto = (facts: string, out: string): string =>
  `COPY (SELECT * FROM (${decideByHand(`read_parquet(${quoteText(facts)})`)}) ORDER BY person_id) TO ${quoteText(out)} (FORMAT parquet, COMPRESSION zstd)`
