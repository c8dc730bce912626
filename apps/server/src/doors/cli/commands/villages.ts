import type { Village } from '@yingjin/comparison'
import { countyVillages, villagesIn } from '../../../batch/run/county-villages.ts'
import { inventedDivisions } from '../../../batch/sample/index.ts'
import type { Argument } from '../arguments.ts'

/** Villages of the county that is run. The invented province brings its own table; everybody else may lay one beside. */
export const villagesFor = (county: string, divisionsFile: string | null): readonly Village[] =>
  divisionsFile === null && county.startsWith('99') ? villagesIn(county, inventedDivisions) : countyVillages(county, divisionsFile)

/** The same from a table somebody laid beside, which may be anything. */
export const villagesSaid = (county: string, divisionsFile: string | null): Argument<readonly Village[]> => {
  try {
    return { ok: true, value: villagesFor(county, divisionsFile) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { ok: false, message: `区划表“${divisionsFile ?? ''}”看不懂；每行应是一条 JSON，例如 {"code":"990101101201","name":"示例村"}` }
  }
}
