export { type BackedUp, backUp } from './back-up.ts'
export { type BackupProblem, wordBackup } from './backup-problem.ts'
export { type Manifest, readManifest } from './manifest.ts'
export { restore, type Restored } from './restore.ts'
