export { inventedDivisions } from '@yingjin/sample-county'
export { type SampleWritten, truthFolderOf, type WriteOptions, writeSampleCounty } from './write-sample-county.ts'
