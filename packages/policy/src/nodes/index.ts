import { asConstruct, type ConstructOf, type Node, type NodeKind } from './tree.ts'
import { addMeaning } from './add.ts'
import { ageAtMeaning } from './age-at.ts'
import { andMeaning } from './and.ts'
import { betweenMeaning } from './between.ts'
import { bracketsMeaning } from './brackets.ts'
import { capMeaning } from './cap.ts'
import { chooseMeaning } from './choose.ts'
import { clampMeaning } from './clamp.ts'
import { compareMeaning } from './compare.ts'
import { countShareMeaning } from './count-share.ts'
import { cumulativeLimitMeaning } from './cumulative-limit.ts'
import { cumulativeMoneyMeaning } from './cumulative-money.ts'
import { dateOrderMeaning } from './date-order.ts'
import { daysBetweenMeaning } from './days-between.ts'
import { excludeMeaning } from './exclude.ts'
import { factMeaning } from './fact.ts'
import { firstDayOfTermMeaning } from './first-day-of-term.ts'
import { humanDecisionMeaning } from './human-decision.ts'
import { inKindMeaning } from './in-kind.ts'
import { inMeaning } from './in.ts'
import { knownMeaning } from './known.ts'
import { literalMeaning } from './literal.ts'
import { loanCeilingMeaning } from './loan-ceiling.ts'
import { marginalBracketsMeaning } from './marginal-brackets.ts'
import { maxMeaning } from './max.ts'
import type { Meaning } from './meaning.ts'
import { minMeaning } from './min.ts'
import { multiplyMeaning } from './multiply.ts'
import { namedSchoolMeaning } from './named-school.ts'
import { negateMeaning } from './negate.ts'
import { notMeaning } from './not.ts'
import { orMeaning } from './or.ts'
import { overlapDaysMeaning } from './overlap-days.ts'
import { parameterMeaning } from './parameter.ts'
import { perDayMeaning } from './per-day.ts'
import { perMonthMeaning } from './per-month.ts'
import { personSetsAmountMeaning } from './person-sets-amount.ts'
import { priorityMeaning } from './priority.ts'
import { proportionMeaning } from './proportion.ts'
import { readingMeaning } from './reading.ts'
import { relatedCountMeaning } from './related-count.ts'
import { roundMeaning } from './round.ts'
import { seasonMeaning } from './season.ts'
import { subtractMeaning } from './subtract.ts'
import { tableMeaning } from './table.ts'
import { takeHigherMeaning } from './take-higher.ts'
import { termSplitMeaning } from './term-split.ts'
import { tiersMeaning } from './tiers.ts'
import { timesRateMeaning } from './times-rate.ts'
import { waiverMeaning } from './waiver.ts'
import { withinDivisionMeaning } from './within-division.ts'
import { withinQuotaMeaning } from './within-quota.ts'
import { withoutAmountMeaning } from './without-amount.ts'

/** Every construct with all its meanings. Complete over the language: a kind without an entry does not compile. */
export const meanings: { readonly [K in NodeKind]: Meaning<ConstructOf<K>> } = {
  literal: literalMeaning,
  fact: factMeaning,
  parameter: parameterMeaning,
  reading: readingMeaning,
  season: seasonMeaning,
  compare: compareMeaning,
  between: betweenMeaning,
  in: inMeaning,
  and: andMeaning,
  or: orMeaning,
  not: notMeaning,
  choose: chooseMeaning,
  table: tableMeaning,
  min: minMeaning,
  max: maxMeaning,
  clamp: clampMeaning,
  add: addMeaning,
  subtract: subtractMeaning,
  multiply: multiplyMeaning,
  round: roundMeaning,
  'per-day': perDayMeaning,
  'term-split': termSplitMeaning,
  'take-higher': takeHigherMeaning,
  exclude: excludeMeaning,
  tiers: tiersMeaning,
  cap: capMeaning,
  'cumulative-limit': cumulativeLimitMeaning,
  'cumulative-money': cumulativeMoneyMeaning,
  'within-quota': withinQuotaMeaning,
  'count-share': countShareMeaning,
  'related-count': relatedCountMeaning,
  'loan-ceiling': loanCeilingMeaning,
  waiver: waiverMeaning,
  'in-kind': inKindMeaning,
  'without-amount': withoutAmountMeaning,
  known: knownMeaning,
  'person-sets-amount': personSetsAmountMeaning,
  negate: negateMeaning,
  'per-month': perMonthMeaning,
  'times-rate': timesRateMeaning,
  proportion: proportionMeaning,
  brackets: bracketsMeaning,
  'marginal-brackets': marginalBracketsMeaning,
  'first-day-of-term': firstDayOfTermMeaning,
  'age-at': ageAtMeaning,
  'days-between': daysBetweenMeaning,
  'overlap-days': overlapDaysMeaning,
  'date-order': dateOrderMeaning,
  'within-division': withinDivisionMeaning,
  'named-school': namedSchoolMeaning,
  priority: priorityMeaning,
  'human-decision': humanDecisionMeaning,
}

export const nodeKinds = Object.keys(meanings) as readonly NodeKind[]
/** The meaning of this very node; the record above has paired the kinds. */
export const meaningOf = (n: Node): Meaning<Node> => meanings[asConstruct(n).kind] as unknown as Meaning<Node>
