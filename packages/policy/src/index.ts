export {
  amountDecisionColumn,
  compile,
  type CompiledPolicy,
  compileNodes,
  compilePolicy,
  decisionColumn,
  type DecisionRelation,
  decisionSchema,
  factsTable,
  sqlTypeOfFact,
} from './compile.ts'
export * from './evaluate.ts'
export { describe, documentWords, type DocumentWords } from './describe.ts'
export * from './explain.ts'
export { decide, type HumanDecisions, type Outcome, type RelatedSubjects, type State } from './outcome.ts'
export * from './figure.ts'
export * from './funds.ts'
export * from './quota.ts'
export * from './related.ts'
export * from './standards.ts'
export * from './pack/find.ts'
export * from './pack/load.ts'
export * from './pack/aid-item.ts'
export * from './pack/county-matters.ts'
export type { Figure } from './pack/figure.ts'
export * from './pack/document.ts'
export * from './pack/line.ts'
export * from './pack/mask.ts'
export * from './pack/pack.ts'
export * from './pack/stacking.ts'
export * from './pack/problems.ts'
export * from './policy.ts'
export * from './prove/index.ts'
export { figuresInForce, type FiguresInForce } from './figures.ts'
export { countingFor, type Program, programFor, type RelatedCounts } from './program.ts'
export * from './reexplain.ts'
export { type CompiledShape, compileShape, type Shape, shapeKey, shapesOf } from './shape.ts'
export * from './simulation/change.ts'
export * from './simulation/versions.ts'
export { canonicalText } from './pack/canonical.ts'
export { everyNode, factsIn, nodesAsRead, parametersIn, readingsIn } from './pack/walk.ts'
export { unenteredKey } from './nodes/meaning.ts'
export { amountDecisionKey } from './nodes/person-sets-amount.ts'
export { factLabel, valueWord } from './nodes/words.ts'
export { nodeKinds } from './nodes/index.ts'
export type { Condition, Count, Node, NodeKind, Sum, Value, ValueType } from './tree.ts'
