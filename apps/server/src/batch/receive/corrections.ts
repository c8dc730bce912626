import { type Cell, type ColumnKey, columnKeys, columnOf, foldedPath, type RememberedMapping, type RosterKind } from '@yingjin/intake'
import type { Workbook } from '../../platform/workbook/index.ts'

/** The sheet of 收数报告 on which people correct what a column was taken for, known by its own title wherever it lies. */
export const correctionSheetName = '列义'
export const correctionTitle = '收数报告·列义'
export const correctionHeaders = ['文件', '工作表', '列', '表头', '名册', '认作', '把握', '更正为'] as const
type CorrectionHeader = (typeof correctionHeaders)[number]

/** What may be written under 更正为 besides the name of a meaning. */
const otherWords: Readonly<Record<string, 'not-collected' | 'ignore'>> = { 不采集: 'not-collected', 不需要: 'ignore' }

/** One line that somebody filled in, as written. */
export type Correction = Readonly<{ sheet: string; row: number; header: string; roster: string; to: string }>

const textOf = (cell: Cell | undefined): string =>
  typeof cell === 'string' ? cell.trim() : cell === null || cell === undefined ? '' : cell.kind === 'number' ? cell.shown : ''

/** The filled-in lines of a 收数报告 that was laid back, or null when the workbook is something else. */
export const correctionsIn = async (workbook: Workbook): Promise<readonly Correction[] | null> => {
  const sheet = workbook.sheets.find(s => s.name === correctionSheetName)
  if (sheet === undefined) return null
  const corrections: Correction[] = []
  let titled = false
  let at: ReadonlyMap<CorrectionHeader, number> | null = null
  for await (const batch of sheet.rows()) {
    for (const { row, cells } of batch) {
      if (!titled) {
        if (!textOf(cells[0]).startsWith(correctionTitle)) return null
        titled = true
      } else if (at === null) at = headersIn(cells)
      else {
        const columns: ReadonlyMap<CorrectionHeader, number> = at
        const get = (header: CorrectionHeader): string => textOf(cells[columns.get(header) ?? -1])
        if (get('更正为') !== '') corrections.push({ sheet: get('工作表'), row, header: get('表头'), roster: get('名册'), to: get('更正为') })
      }
    }
  }
  return at === null ? null : corrections
}

const headersIn = (cells: readonly Cell[]): ReadonlyMap<CorrectionHeader, number> | null => {
  const words = cells.map(textOf)
  const found = correctionHeaders.map(header => [header, words.indexOf(header)] as const)
  return found.every(([, i]) => i >= 0) ? new Map(found) : null
}

const meaningNamed = (label: string): ColumnKey | 'not-collected' | 'ignore' | undefined =>
  otherWords[label] ?? columnKeys.find(key => columnOf(key).label === label)

export const correctionWords = (): readonly string[] => [...new Set([...columnKeys.map(key => columnOf(key).label), ...Object.keys(otherWords)])]

/** Mappings that follow from filled-in lines, and a sentence for each line that cannot be used. */
export const mappingsFrom = (
  corrections: readonly Correction[],
  kinds: readonly RosterKind[],
): Readonly<{ mappings: readonly RememberedMapping[]; problems: readonly string[] }> => {
  const columns = new Map<RosterKind, Record<string, ColumnKey | 'not-collected' | 'ignore'>>()
  const problems: string[] = []
  for (const c of corrections) {
    const kind = kinds.find(k => k.name === c.roster || k.id === c.roster)
    const meaning = meaningNamed(c.to)
    if (kind === undefined) problems.push(`列义第 ${c.row} 行：“名册”一列写的是“${c.roster}”，不是名册名称；请照“名册名称”填写后重新放入`)
    else if (meaning === undefined) problems.push(`列义第 ${c.row} 行：“更正为”写的是“${c.to}”，没有这个列名；请从下拉中选择，或写“不采集”“不需要”`)
    else columns.set(kind, { ...columns.get(kind), [foldedPath(c.header)]: meaning })
  }
  return { mappings: [...columns].map(([kind, named]) => ({ sender: kind.sender, rosterKind: kind.id, columns: named })), problems }
}

/** Later corrections go before earlier ones, header by header. Sorted, so that equal knowledge is equal text. */
export const mergeMappings = (before: readonly RememberedMapping[], after: readonly RememberedMapping[]): readonly RememberedMapping[] => {
  const merged = new Map<string, RememberedMapping>()
  for (const mapping of [...before, ...after]) {
    const key = `${mapping.sender}\n${mapping.rosterKind}`
    const columns = { ...merged.get(key)?.columns, ...mapping.columns }
    merged.set(key, { ...mapping, columns: Object.fromEntries(Object.entries(columns).toSorted(([a], [b]) => (a < b ? -1 : 1))) })
  }
  return [...merged].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, mapping]) => mapping)
}

/** Of some mappings, what others do not say anything of. */
export const mappingsWithout = (mappings: readonly RememberedMapping[], others: readonly RememberedMapping[]): readonly RememberedMapping[] =>
  mappings.map(mapping => {
    const said = others.filter(({ sender, rosterKind }) => sender === mapping.sender && rosterKind === mapping.rosterKind)
    return { ...mapping, columns: Object.fromEntries(Object.entries(mapping.columns).filter(([heading]) => !said.some(({ columns }) => heading in columns))) }
  })
