import { type Finding, finding } from '../finding.ts'
import { listFiles } from '../house-files.ts'

/** Words that name no thing, or tell history instead of meaning. */
const meaningless = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'manager',
  'managers',
  'misc',
  'common',
  'stuff',
  'legacy',
  'deprecated',
  'old',
  'copy',
  'tmp',
])
const isMeaningless = (word: string): boolean => meaningless.has(word) || /^v\d+$/.test(word)

/** A source file is written in kebab-case and named for the one thing it holds. */
export const fileNames = (house: string): readonly Finding[] => {
  const sources = listFiles(house).filter(file => /\.(tsx?|mjs|cjs)$/.test(file) && !file.startsWith('.'))
  if (sources.length === 0) return [finding('.', null, 'no source file was seen: this check looked at nothing')]
  return sources.flatMap(file => [
    ...file
      .split(/[/.-]/)
      .filter(isMeaningless)
      .map(word => finding(file, null, `“${word}” names no thing: call the file what officials call what is in it`)),
    ...(/[A-Z_ ]/.test(file) ? [finding(file, null, 'file and folder names are kebab-case')] : []),
  ])
}
