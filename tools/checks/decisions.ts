import { type Finding, finding } from '../finding.ts'
import { listFiles, readText } from '../house-files.ts'

const folder = 'docs/decisions/'
const record = /^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/
const parts = ['Situation', 'Decision', 'Considered', 'How we will notice'] as const

/** A decision record has a number of its own, its title, its day and standing, and says how we will notice if it was wrong. */
export const decisions = (house: string): readonly Finding[] => {
  const files = listFiles(house).filter(file => file.startsWith(folder) && !file.endsWith('/README.md'))
  if (files.length === 0) return [finding(folder, null, 'no decision record was seen: this check looked at nothing')]
  const owner = new Map<string, string>()
  return files.flatMap(file => {
    const number = record.exec(file)?.[1]
    if (number === undefined) return [finding(file, null, 'a decision record is named 0001-what-was-decided.md')]
    const text = readText(house, file) ?? ''
    const taken = owner.get(number)
    owner.set(number, file)
    return [
      ...(taken === undefined ? [] : [finding(file, null, `has the number of ${taken}`)]),
      ...(text.startsWith(`# ${number} `) ? [] : [finding(file, 1, `begins with its title: “# ${number} What was decided”`)]),
      ...(/^\d{4}-\d{2}-\d{2} · (in force|replaced by|rejected)/m.test(text)
        ? []
        : [finding(file, 3, 'says its day and standing: “2026-11-22 · in force”, “· replaced by 0123”, “· rejected”')]),
      ...parts.filter(part => !text.includes(part)).map(part => finding(file, null, `has no part “${part}”`)),
    ]
  })
}
