import { leadCases } from './lead-cases.ts'
import { publishRun } from './publish-run.ts'

export { leadCases, publishRun }
export { type PublishPoint, publishPoints } from './publish-run.ts'
export const useCases = [...Object.values(leadCases), publishRun()] as const
