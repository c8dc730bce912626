import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FactKey, FactValues } from '@yingjin/facts'

/** The planted truth beside the invented county (`writeSampleCounty`). */
export type TrueRow = Readonly<{
  roster: string
  file: string
  sheet: string
  row: number
  member: number
  person: number
  damage: readonly Readonly<{ kind: string; whose?: number }>[]
}>
export type TrueFacts = Readonly<{ person: number; values: Partial<FactValues>; unknowable: readonly FactKey[] }>
export type TrueLead = Readonly<{ kind: string; ground: string; person: number; others: readonly number[]; rows: readonly Place[]; by: 'plan' | 'damage' }>
export type Truth = Readonly<{ rows: readonly TrueRow[]; facts: readonly TrueFacts[]; leads: readonly TrueLead[] }>

const lines = <Row>(path: string): Row[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Row)

export const readTruth = (folder: string): Truth => ({
  rows: lines(join(folder, 'rows.jsonl')),
  facts: lines(join(folder, 'facts.jsonl')),
  leads: lines(join(folder, 'leads.jsonl')),
})

export const readResult = <Row>(out: string, name: string): Row[] => lines(join(out, 'jsonl', `${name}.jsonl`))

export type Place = Readonly<{ file: string; sheet: string; row: number; member?: number }>

/**
 * A row's place as one word. The truth names the sheets of text files, which have none of their own, so the sheet
 * counts only in a file with several.
 */
export const placeKeyFor = (rows: readonly TrueRow[]): ((place: Place) => string) => {
  const sheets = new Map<string, Set<string>>()
  for (const { file, sheet } of rows) sheets.set(file, (sheets.get(file) ?? new Set()).add(sheet))
  return ({ file, sheet, row, member }) => `${file}\u0000${(sheets.get(file)?.size ?? 0) > 1 ? sheet : ''}\u0000${row}\u0000${member ?? 0}`
}
