export { type Asked, perform } from './perform.ts'
export { type Actor, orderCase, type OrderScene, questionCase, type QuestionScene, type Refusable, type UseCase } from './use-case.ts'
