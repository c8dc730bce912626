export { type AccessProblem, accessWording } from './access-problem.ts'
export { type AccessRule, type Contract, contract, needsReach } from './contract.ts'
export { type Field, fields, type Reach } from './field.ts'
