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
  missingColumn,
  type MissingColumn,
  missingColumns,
  sqlTypeOfFact,
} from './engines/compile.ts'
export * from './engines/evaluate.ts'
export { describe, documentWords, type DocumentWords, factWordOn } from './telling/describe.ts'
export * from './telling/explain.ts'
export * from './telling/next-question.ts'
export * from './telling/not-in-force.ts'
export { decide, type HumanDecisions, type Outcome, type RelatedSubjects, type State } from './engines/outcome.ts'
export * from './beside/figure.ts'
export * from './engines/funds.ts'
export * from './beside/quota.ts'
export * from './beside/related.ts'
export * from './beside/standards.ts'
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
export * from './problems.ts'
export * from './settled/policy.ts'
export * from './prove/index.ts'
export { figuresInForce, type FiguresInForce } from './engines/figures.ts'
export { countingFor, type Program, programFor, type RelatedCounts } from './engines/program.ts'
export * from './telling/reexplain.ts'
export { registerMark, withoutMarks } from './telling/without-marks.ts'
export { type CompiledShape, compileShape, type Shape, shapeKey, shapesOf } from './engines/shape.ts'
export * from './simulation/change.ts'
export * from './simulation/versions.ts'
export { canonicalText } from './nodes/canonical.ts'
export { everyNode, factsIn, nodesAsRead, parametersIn, readingsIn } from './pack/walk.ts'
export { unenteredKey } from './nodes/meaning.ts'
export { amountDecisionKey } from './nodes/person-sets-amount.ts'
export { factLabel, valueWord } from './nodes/words.ts'
export { nodeKinds } from './nodes/index.ts'
export type { Condition, Count, Node, NodeKind, Sum, Value, ValueType } from './nodes/tree.ts'
