import type { Workbook } from '../../platform/workbook/index.ts'

/** Lists of ours that come back filled in: they are rosters like any other. */
const comeBack: ReadonlySet<string> = new Set(['待补信息', '需人工判断'])
/** The line below the title of a run's lists, and the title of a comparison of two rosters. */
const marks = [/；运行编号 [0-9a-f]{16}$/u, /^\S+ × \S+：\S+$/u]
const linesLookedAt = 4

/**
 * Whether a workbook is a result of ours that only goes out (资助核定, 问题线索 …), known by the run it names above its
 * first table. Taken in again it would be a roster of what we ourselves concluded.
 */
export const isOwnResult = async (workbook: Workbook): Promise<boolean> => {
  const [first] = workbook.sheets
  if (workbook.format !== 'xlsx' || first === undefined || comeBack.has(first.name)) return false
  for await (const batch of first.rows()) {
    for (const { row, cells } of batch) {
      if (row > linesLookedAt) return false
      const [text] = cells
      if (typeof text === 'string' && marks.some(mark => mark.test(text))) return true
    }
  }
  return false
}
