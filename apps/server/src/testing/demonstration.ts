import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import { demonstrationAccounts } from '../doors/cli/demonstration.ts'
import { layDownDemonstration } from '../doors/cli/commands/demo.ts'
import type { DemonstrationAccount } from '../doors/http/index.ts'
import { serve } from '../main.ts'
import { openLog } from '../platform/log/index.ts'
import { placeOf } from '../platform/postgres/index.ts'

export type DemonstrationName =
  | 'zizhu'
  | 'fuhe'
  | 'juzhang'
  | 'xiaozhang'
  | 'xuexiao'
  | 'banzhuren'
  | 'jiaoguan'
  | 'xiangzhen'
  | 'baocun'
  | 'minzheng'
  | 'caiwu'
  | 'guanli'
  | 'shenji'
  | 'shiju'
  | 'shiguan'

export type ServedDemonstration = Readonly<{
  address: string
  account: (name: DemonstrationName) => DemonstrationAccount
  /** What went wrong inside, as the log has it. */
  faults: readonly string[]
  /** The folder of its rosters, data and keys. */
  base: string
  close: () => Promise<void>
}>

const house = join(import.meta.dirname, '../../../..')

/** Of everything a laid-down demonstration comes from, so that a changed program lays down another. */
const digestOfProgram = (): string => {
  const digest = createHash('sha256')
  for (const folder of ['packages', 'packs/990101-clearwater', 'packs/national', 'apps/server/src', 'apps/server/migrations']) {
    for (const entry of readdirSync(join(house, folder), { withFileTypes: true, recursive: true })
      .filter(each => each.isFile() && !each.parentPath.includes('node_modules') && !each.name.includes('.test.'))
      .map(each => join(each.parentPath, each.name))
      .toSorted())
      digest.update(readFileSync(entry))
  }
  return digest.digest('hex').slice(0, 16)
}

/** The invented county, run and published: laid down by whoever asks first, and kept for the others of this machine. */
const laidDown = async (children: number): Promise<string> => {
  const folder = join(tmpdir(), `yingjin-demonstration-${process.getuid?.() ?? 0}-${children}-${digestOfProgram()}`)
  const lock = `${folder}.lock`
  while (!existsSync(folder)) {
    try {
      mkdirSync(lock)
    } catch {
      // Somebody else lays it down; who was killed over it leaves a lock that grows old.
      const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
      if (Date.now() - since > 600_000) rmSync(lock, { recursive: true, force: true })
      await new Promise(resolve => setTimeout(resolve, 200))
      continue
    }
    try {
      if (existsSync(folder)) break
      const making = `${folder}.${process.pid}`
      await layDownDemonstration({ base: making, children, seed: 1 })
      renameSync(making, folder)
    } finally {
      rmSync(lock, { recursive: true, force: true })
    }
  }
  return folder
}

/** The invented county of `npm start`, small, in a folder of its own, served to real accounts at a port of this machine. */
export const aServedDemonstration = async ({ web, children = 400 }: Readonly<{ web: string; children?: number }>): Promise<ServedDemonstration> => {
  const base = mkdtempSync(join(tmpdir(), 'demonstration-'))
  // The server's files belong to another user where the tests run as root: they keep their owner.
  execFileSync('cp', ['-a', `${await laidDown(children)}/.`, base])
  const keys = { dataDir: join(base, '.data'), config: join(base, '.config') }
  const place = placeOf(keys.dataDir, {})
  const accounts = await demonstrationAccounts(place, keys, { code: '990101', name: '示例县' })
  const faults: string[] = []
  const log = openLog(line => void (line.includes('"error"') && faults.push(line)))
  const serving = must(await serve(place, { host: '127.0.0.1', port: 0, log, keys, web, demonstration: accounts }))
  return {
    address: serving.address,
    account: name => {
      const found = accounts.find(({ username }) => username === name)
      if (found === undefined) throw new Error(`the demonstration has no account ${name}`)
      return found
    },
    faults,
    base,
    close: async () => {
      await serving.stop()
      rmSync(base, { recursive: true, force: true })
    },
  }
}
