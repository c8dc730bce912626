import type { ChoiceName, CodeName } from '@yingjin/facts'
import type { Period } from '@yingjin/kernel'
import type { AddNode } from './add.ts'
import type { AgeAtNode } from './age-at.ts'
import type { AndNode } from './and.ts'
import type { BetweenNode } from './between.ts'
import type { BracketsNode } from './brackets.ts'
import type { CapNode } from './cap.ts'
import type { ChooseNode } from './choose.ts'
import type { ClampNode } from './clamp.ts'
import type { CompareNode } from './compare.ts'
import type { CountShareNode } from './count-share.ts'
import type { CumulativeLimitNode } from './cumulative-limit.ts'
import type { CumulativeMoneyNode } from './cumulative-money.ts'
import type { DateOrderNode } from './date-order.ts'
import type { DaysBetweenNode } from './days-between.ts'
import type { ExcludeNode } from './exclude.ts'
import type { FactNode } from './fact.ts'
import type { FirstDayOfTermNode } from './first-day-of-term.ts'
import type { HumanDecisionNode } from './human-decision.ts'
import type { InKindNode } from './in-kind.ts'
import type { InNode } from './in.ts'
import type { KnownNode } from './known.ts'
import type { LiteralNode } from './literal.ts'
import type { LoanCeilingNode } from './loan-ceiling.ts'
import type { MarginalBracketsNode } from './marginal-brackets.ts'
import type { MaxNode } from './max.ts'
import type { MinNode } from './min.ts'
import type { MultiplyNode } from './multiply.ts'
import type { NamedSchoolNode } from './named-school.ts'
import type { NegateNode } from './negate.ts'
import type { NotNode } from './not.ts'
import type { OrNode } from './or.ts'
import type { OverlapDaysNode } from './overlap-days.ts'
import type { ParameterNode } from './parameter.ts'
import type { PerDayNode } from './per-day.ts'
import type { PerMonthNode } from './per-month.ts'
import type { PersonSetsAmountNode } from './person-sets-amount.ts'
import type { PriorityNode } from './priority.ts'
import type { ProportionNode } from './proportion.ts'
import type { ReadingNode } from './reading.ts'
import type { RelatedCountNode } from './related-count.ts'
import type { RoundNode } from './round.ts'
import type { SeasonNode } from './season.ts'
import type { SubtractNode } from './subtract.ts'
import type { TableNode } from './table.ts'
import type { TakeHigherNode } from './take-higher.ts'
import type { TermSplitNode } from './term-split.ts'
import type { TiersNode } from './tiers.ts'
import type { TimesRateNode } from './times-rate.ts'
import type { WaiverNode } from './waiver.ts'
import type { WithinDivisionNode } from './within-division.ts'
import type { WithinQuotaNode } from './within-quota.ts'
import type { WithoutAmountNode } from './without-amount.ts'

/** What a node's value is. A sum always says per what; a count always says of what. */
export type YesNo = Readonly<{ kind: 'yes-no' }>
export type MoneyPer<P extends Period = Period> = Readonly<{ kind: 'money'; per: P }>
export type CountOf = Readonly<{ kind: 'count'; unit: string }>
export type ChoiceFrom = Readonly<{ kind: 'choice'; of: ChoiceName }>
/** A ratio over a denominator that stands in the type: the value is the whole numerator, so that 2/37 stays 2/37. */
export type RateOver = Readonly<{ kind: 'rate'; den: number }>
/** Money that is not yet whole fen: the value is the whole numerator over `den`. Only `round` makes money of it. */
export type UnroundedPer<P extends Period = Period> = Readonly<{ kind: 'unrounded'; per: P; den: number }>
/** A plain day, `YYYY-MM-DD`; compares as text. */
export type OnDay = Readonly<{ kind: 'date' }>
export type CodeOf<C extends CodeName = CodeName> = Readonly<{ kind: 'code'; of: C }>
export type ValueType = YesNo | MoneyPer | CountOf | ChoiceFrom | RateOver | UnroundedPer | OnDay | CodeOf

/** A known value (money in whole fen, a ratio by its numerator, a choice by its code, a day as text), or `null`: unknown. */
export type Known = boolean | number | string
export type Value = Known | null

/** The whole language. One kind, one file under `nodes/`; `nodes/index.ts` is complete over this union by type. */
export type Construct =
  | LiteralNode
  | FactNode
  | ParameterNode
  | ReadingNode
  | SeasonNode
  | CompareNode
  | BetweenNode
  | InNode
  | AndNode
  | OrNode
  | NotNode
  | ChooseNode
  | TableNode
  | MinNode
  | MaxNode
  | ClampNode
  | AddNode
  | SubtractNode
  | MultiplyNode
  | RoundNode
  | PerDayNode
  | TermSplitNode
  | TakeHigherNode
  | ExcludeNode
  | TiersNode
  | CapNode
  | CumulativeLimitNode
  | CumulativeMoneyNode
  | WithinQuotaNode
  | CountShareNode
  | RelatedCountNode
  | LoanCeilingNode
  | WaiverNode
  | InKindNode
  | WithoutAmountNode
  | KnownNode
  | PersonSetsAmountNode
  | NegateNode
  | PerMonthNode
  | TimesRateNode
  | ProportionNode
  | BracketsNode
  | MarginalBracketsNode
  | FirstDayOfTermNode
  | AgeAtNode
  | DaysBetweenNode
  | OverlapDaysNode
  | DateOrderNode
  | WithinDivisionNode
  | NamedSchoolNode
  | PriorityNode
  | HumanDecisionNode

export type NodeKind = Construct['kind']
export type ConstructOf<K extends NodeKind> = Extract<Construct, { kind: K }>

/**
 * A node seen by what it yields, which is all that building on it needs: mixing periods or asking a sum where a
 * condition belongs does not compile. What it is made of is seen by its own meaning alone (`asConstruct`).
 */
export type Typed<T extends ValueType> = Readonly<{ kind: string; type: T; clause: string | null; id: string }>
export type Node = Typed<ValueType>
export type Condition = Typed<YesNo>
export type Sum<P extends Period = Period> = Typed<MoneyPer<P>>
export type Count = Typed<CountOf>
export type Rate = Typed<RateOver>
export type Unrounded<P extends Period = Period> = Typed<UnroundedPer<P>>
export type Day = Typed<OnDay>
export type Code<C extends CodeName = CodeName> = Typed<CodeOf<C>>

/** Nodes are made by the builders under `nodes/` alone, so every node is one of the constructs. */
export const asConstruct = (n: Node): Construct => n as Construct
