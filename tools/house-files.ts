import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** What is not part of the house: installed, made by a run, or of version control. Kept in step with .gitignore. */
const outside = new Set(['node_modules', '.git', 'out', '.yingjin', 'coverage'])

/** Every file of the house, as a path from its top with forward slashes, in a fixed order. */
export const listFiles = (house: string, below = ''): readonly string[] =>
  readdirSync(join(house, below), { withFileTypes: true })
    .filter(entry => !outside.has(entry.name) && !entry.name.endsWith('.log'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = posix.join(below, entry.name)
      return entry.isDirectory() ? listFiles(house, path) : [path]
    })

/** A file as text, or null when it holds a zero byte: workbooks, pictures, archives. */
export const readText = (house: string, file: string): string | null => {
  const text = readFileSync(join(house, file), 'utf8')
  return text.includes('\0') ? null : text
}

/** Runs `look` over every line of the text files that `wanted` names. */
export const eachLine = <T>(
  house: string,
  wanted: (file: string) => boolean,
  look: (line: string, file: string, number: number) => readonly T[],
): readonly T[] =>
  listFiles(house)
    .filter(wanted)
    .flatMap(file => (readText(house, file) ?? '').split('\n').flatMap((line, index) => look(line, file, index + 1)))
