export { type AuditProblem, auditWording } from './audit-problem.ts'
export { openSealer, type Sealer, sealAll } from './seal.ts'
export { type Head, parseHead, type ReasonDigests, type VerifiedTrail, verifyTrail, wordHead } from './verify.ts'
