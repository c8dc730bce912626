import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseTerm } from '@yingjin/kernel'
import { latestRun } from '../../batch/run/kept-run.ts'
import type { Inbox } from '../../jobs/index.ts'
import { isInboxFolder } from './work-contracts.ts'

/** Where the rosters of a county lie ready for a run. */
export const inboxOf = (dataDir: string, division: string): string => join(dataDir, 'inbox', division)

const foldersIn = (path: string): readonly string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter(entry => entry.isDirectory())
        .map(({ name }) => name)
    : []

/** What lies ready in a data directory: folders of rosters, newest first, and the newest kept run of each term. */
export const readInbox =
  (dataDir: string) =>
  (division: string): Inbox => {
    const inbox = inboxOf(dataDir, division)
    const folders = foldersIn(inbox)
      .filter(isInboxFolder)
      .map(folder => ({
        folder,
        files: readdirSync(join(inbox, folder), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length,
        changedAt: statSync(join(inbox, folder)).mtime.toISOString(),
      }))
    const terms = foldersIn(join(dataDir, 'runs', division))
      .toSorted()
      .toReversed()
    return {
      inbox,
      folders: folders.toSorted((a, b) => (a.changedAt < b.changedAt ? 1 : -1)),
      kept: terms.flatMap(term => {
        const parsed = parseTerm(term)
        const latest = parsed.ok ? latestRun(dataDir, division, parsed.value) : null
        return latest === null ? [] : [{ term, run: latest.record.run }]
      }),
    }
  }
