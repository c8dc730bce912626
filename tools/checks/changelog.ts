import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Finding, finding } from '../finding.ts'

export const readers = ['For officials', 'For operators', 'For developers'] as const

/** The version of package.json has its entry in CHANGELOG.md, with a part for each of the three readers. */
export const changelog = (house: string): readonly Finding[] => {
  const { version } = JSON.parse(readFileSync(join(house, 'package.json'), 'utf8')) as { version: string }
  const entries = readFileSync(join(house, 'CHANGELOG.md'), 'utf8').split(/^## /m)
  const entry = entries.find(text => text.startsWith(`${version} `) || text.startsWith(`${version}\n`))
  if (entry === undefined) return [finding('CHANGELOG.md', null, `has no entry “## ${version}”`)]
  return readers
    .filter(reader => !entry.includes(`### ${reader}`))
    .map(reader => finding('CHANGELOG.md', null, `${version} says nothing under “### ${reader}”`))
}
