export { type SampleWritten, truthFolderOf, type WriteOptions, writeSampleCounty } from './write-sample-county.ts'
