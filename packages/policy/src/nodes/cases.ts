import type { NodeKind } from './tree.ts'
import type { NodeCase } from './node-case.ts'
import { addCases } from './add.cases.ts'
import { ageAtCases } from './age-at.cases.ts'
import { andCases } from './and.cases.ts'
import { betweenCases } from './between.cases.ts'
import { bracketsCases } from './brackets.cases.ts'
import { capCases } from './cap.cases.ts'
import { chooseCases } from './choose.cases.ts'
import { clampCases } from './clamp.cases.ts'
import { compareCases } from './compare.cases.ts'
import { countShareCases } from './count-share.cases.ts'
import { cumulativeLimitCases } from './cumulative-limit.cases.ts'
import { cumulativeMoneyCases } from './cumulative-money.cases.ts'
import { dateOrderCases } from './date-order.cases.ts'
import { daysBetweenCases } from './days-between.cases.ts'
import { excludeCases } from './exclude.cases.ts'
import { factCases } from './fact.cases.ts'
import { firstDayOfTermCases } from './first-day-of-term.cases.ts'
import { humanDecisionCases } from './human-decision.cases.ts'
import { inCases } from './in.cases.ts'
import { inKindCases } from './in-kind.cases.ts'
import { knownCases } from './known.cases.ts'
import { literalCases } from './literal.cases.ts'
import { loanCeilingCases } from './loan-ceiling.cases.ts'
import { marginalBracketsCases } from './marginal-brackets.cases.ts'
import { maxCases } from './max.cases.ts'
import { minCases } from './min.cases.ts'
import { multiplyCases } from './multiply.cases.ts'
import { namedSchoolCases } from './named-school.cases.ts'
import { negateCases } from './negate.cases.ts'
import { notCases } from './not.cases.ts'
import { orCases } from './or.cases.ts'
import { overlapDaysCases } from './overlap-days.cases.ts'
import { parameterCases } from './parameter.cases.ts'
import { perDayCases } from './per-day.cases.ts'
import { perMonthCases } from './per-month.cases.ts'
import { personSetsAmountCases } from './person-sets-amount.cases.ts'
import { priorityCases } from './priority.cases.ts'
import { proportionCases } from './proportion.cases.ts'
import { readingCases } from './reading.cases.ts'
import { relatedCountCases } from './related-count.cases.ts'
import { roundCases } from './round.cases.ts'
import { seasonCases } from './season.cases.ts'
import { subtractCases } from './subtract.cases.ts'
import { tableCases } from './table.cases.ts'
import { takeHigherCases } from './take-higher.cases.ts'
import { termSplitCases } from './term-split.cases.ts'
import { tiersCases } from './tiers.cases.ts'
import { timesRateCases } from './times-rate.cases.ts'
import { waiverCases } from './waiver.cases.ts'
import { withinDivisionCases } from './within-division.cases.ts'
import { withinQuotaCases } from './within-quota.cases.ts'
import { withoutAmountCases } from './without-amount.cases.ts'

/** The cases of every construct; a kind without cases does not compile. */
export const cases: { readonly [K in NodeKind]: readonly NodeCase[] } = {
  literal: literalCases,
  fact: factCases,
  parameter: parameterCases,
  reading: readingCases,
  season: seasonCases,
  compare: compareCases,
  between: betweenCases,
  in: inCases,
  and: andCases,
  or: orCases,
  not: notCases,
  choose: chooseCases,
  table: tableCases,
  min: minCases,
  max: maxCases,
  clamp: clampCases,
  add: addCases,
  subtract: subtractCases,
  multiply: multiplyCases,
  round: roundCases,
  'per-day': perDayCases,
  'term-split': termSplitCases,
  'take-higher': takeHigherCases,
  exclude: excludeCases,
  tiers: tiersCases,
  cap: capCases,
  'cumulative-limit': cumulativeLimitCases,
  'cumulative-money': cumulativeMoneyCases,
  'within-quota': withinQuotaCases,
  'count-share': countShareCases,
  'related-count': relatedCountCases,
  'loan-ceiling': loanCeilingCases,
  waiver: waiverCases,
  'in-kind': inKindCases,
  'without-amount': withoutAmountCases,
  known: knownCases,
  'person-sets-amount': personSetsAmountCases,
  negate: negateCases,
  'per-month': perMonthCases,
  'times-rate': timesRateCases,
  proportion: proportionCases,
  brackets: bracketsCases,
  'marginal-brackets': marginalBracketsCases,
  'first-day-of-term': firstDayOfTermCases,
  'age-at': ageAtCases,
  'days-between': daysBetweenCases,
  'overlap-days': overlapDaysCases,
  'date-order': dateOrderCases,
  'within-division': withinDivisionCases,
  'named-school': namedSchoolCases,
  priority: priorityCases,
  'human-decision': humanDecisionCases,
}
