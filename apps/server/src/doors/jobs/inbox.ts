import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { keptTerms } from '../../batch/keep/kept-terms.ts'
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
    return {
      folders: folders.toSorted((a, b) => (a.changedAt < b.changedAt ? 1 : -1)),
      kept: keptTerms(dataDir, division).flatMap(term => {
        const latest = latestRun(dataDir, division, term)
        return latest === null ? [] : [{ term, run: latest.record.run }]
      }),
    }
  }
