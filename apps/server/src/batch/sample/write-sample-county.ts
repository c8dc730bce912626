import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { generateCounty, inventedDivisions, type SampleFile, type SampleOptions } from '@yingjin/sample-county'
import { textPieces } from './text-file.ts'
import { type RowWatcher, xlsBytes, xlsxBytes } from './workbook-file.ts'

export type WriteOptions = SampleOptions & Readonly<{ truthFolder?: string }>

/** What was written, for whoever wants to say so. */
export type SampleWritten = Readonly<{ files: number; rows: number; people: number; leads: number }>

/** JSON Lines, written in pieces. */
class Lines {
  private readonly handle: number
  private pending = ''

  constructor(path: string) {
    this.handle = openSync(path, 'w')
  }

  add(value: unknown): void {
    this.pending += `${JSON.stringify(value)}\n`
    if (this.pending.length > 1 << 20) this.flush()
  }

  private flush(): void {
    if (this.pending !== '') writeSync(this.handle, this.pending)
    this.pending = ''
  }

  close(): void {
    this.flush()
    closeSync(this.handle)
  }
}

const writeFile = async (file: SampleFile, path: string, watch: RowWatcher): Promise<void> => {
  if (file.format === 'xlsx') writeFileSync(path, await xlsxBytes(file, watch))
  else if (file.format === 'xls') writeFileSync(path, xlsBytes(file, watch))
  else {
    const handle = openSync(path, 'w')
    for (const piece of textPieces(file, watch)) writeSync(handle, piece)
    closeSync(handle)
  }
}

/** Where the truth about the rosters in `folder` stands unless another place is named. */
export const truthFolderOf = (folder: string): string => `${folder}-truth`

/**
 * Writes the invented county: `folder` is what a county would receive, `truthFolder` what is true about it (rows,
 * facts, leads, divisions as JSON Lines). Both are replaced when they exist. The same options give the same bytes.
 */
export const writeSampleCounty = async (folder: string, { truthFolder = truthFolderOf(folder), ...options }: WriteOptions): Promise<SampleWritten> => {
  const sample = generateCounty(options)
  for (const each of [folder, truthFolder]) {
    rmSync(each, { recursive: true, force: true })
    mkdirSync(each, { recursive: true })
  }
  const keeper = sample.keepTruth()
  const rowLines = new Lines(join(truthFolder, 'rows.jsonl'))
  let rows = 0
  for (const file of sample.files) {
    await writeFile(file, join(folder, file.name), (sheet, row, written) => {
      rows += 1
      for (const trueRow of keeper.see(file.roster, file.name, sheet.name, row, written)) rowLines.add(trueRow)
    })
  }
  rowLines.close()
  const listOf = (name: string, values: Iterable<unknown>): void => {
    const list = new Lines(name)
    for (const value of values) list.add(value)
    list.close()
  }
  const leads = keeper.leads()
  listOf(join(truthFolder, 'leads.jsonl'), leads)
  listOf(join(truthFolder, 'facts.jsonl'), sample.facts())
  listOf(join(truthFolder, 'discrepancies.jsonl'), keeper.discrepancies())
  listOf(
    join(truthFolder, 'files.jsonl'),
    sample.files.map(f => ({ roster: f.roster, file: f.name, format: f.format, encoding: f.encoding })),
  )
  listOf(join(truthFolder, 'divisions.jsonl'), inventedDivisions)
  return { files: sample.files.length, rows, people: sample.county.people.count, leads: leads.length }
}
