export { cleanName } from './clean-name.ts'
export { type ContentProblem, contentWording, megabytes } from './content-problem.ts'
export { digestOf, keepContent, type KeptContent, letContentGo, openContent, sealedColumns, shortDigest } from './content-store.ts'
export { extensions, type FileType, fileTypes, fileTypeWords, mediaTypes, recogniseFile } from './file-type.ts'
