export { sampleId, type SamplePerson } from './sample-id.ts'
