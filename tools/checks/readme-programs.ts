import { spawnSync } from 'node:child_process'
import { type Finding, finding } from '../finding.ts'
import { listFiles, readText } from '../house-files.ts'

const isWorkspaceReadme = (file: string): boolean => /^(packages|packs|apps)\/[^/]+\/README\.md$|^(bench|examples)\/README\.md$/.test(file)

/** The programs in a page: TypeScript blocks that import something. A block that does not is a picture of code. */
export const programsIn = (page: string): readonly string[] =>
  [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(block => block[1] ?? '').filter(code => /^import /m.test(code))

/** The ten lines in the README of a workspace still run. */
export const readmePrograms = (house: string): readonly Finding[] =>
  listFiles(house)
    .filter(isWorkspaceReadme)
    .flatMap(file =>
      programsIn(readText(house, file) ?? '').flatMap(code => {
        const { status, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', code], {
          cwd: house,
          encoding: 'utf8',
          timeout: 60_000,
        })
        const said = stderr.split('\n').find(line => /Error/.test(line)) ?? stderr.trim()
        return status === 0 ? [] : [finding(file, null, `the program in it fails: ${said}`)]
      }),
    )
