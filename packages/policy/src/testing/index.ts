/** What tests of packs and of other rooms use: the whole policy, generated students, and the twins. */
export * from '../index.ts'
export { type NodeCase } from '../nodes/node-case.ts'
export { variedCounties } from './counties.ts'
export { manyKeys } from './many-keys.ts'
export { onDuckDb } from './on-duckdb.ts'
export { expectTwinsOfPack, settledInEveryWay, termsOf } from './pack-twins.ts'
export { expectSameByShape } from './shape-twins.ts'
export { generateStudents } from './students.ts'
export { type Disagreement, type Engine, expectSameInBulk, expectSameNotices, expectTwins, firstDisagreement } from './twins.ts'
export {
  asWorked,
  factsOfCase,
  faultsOfCases,
  idsCited,
  linesNotWorked,
  readingsNotWorked,
  workCase,
  type WorkedCase,
  type WorkedOutcome,
} from './worked-case.ts'
export * from './mutations/index.ts'
