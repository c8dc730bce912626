import { account } from './account.ts'
import { audit } from './audit.ts'
import { backup } from './backup.ts'
import type { Command } from './command.ts'
import { compare } from './compare.ts'
import { decide } from './decide.ts'
import { demo } from './demo.ts'
import { explain } from './explain.ts'
import { forget } from './forget.ts'
import { imports } from './imports.ts'
import { jobs } from './jobs.ts'
import { officeSnapshot } from './office-snapshot.ts'
import { packCheck } from './pack-check.ts'
import { packDiff } from './pack-diff.ts'
import { packNew } from './pack-new.ts'
import { packPageCommand } from './pack-page.ts'
import { publish } from './publish.ts'
import { recheck } from './recheck.ts'
import { rotateKeys } from './rotate-keys.ts'
import { restore } from './restore.ts'
import { run } from './run.ts'
import { sample } from './sample.ts'
import { score } from './score.ts'
import { serveCommand } from './serve.ts'
import { simulate } from './simulate.ts'

export const commands = {
  run,
  compare,
  explain,
  decide,
  simulate,
  recheck,
  publish,
  forget,
  'rotate-keys': rotateKeys,
  'office-snapshot': officeSnapshot,
  audit,
  account,
  imports,
  jobs,
  backup,
  restore,
  serve: serveCommand,
  demo,
  score,
  sample,
  'pack-check': packCheck,
  'pack-diff': packDiff,
  'pack-new': packNew,
  'pack-page': packPageCommand,
} as const satisfies Readonly<Record<string, Command>>
export type CommandName = keyof typeof commands
