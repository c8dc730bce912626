import type { Village } from '@yingjin/comparison'
import { countyVillages, villagesIn } from '../../../batch/run/county-villages.ts'
import { inventedDivisions } from '../../../batch/sample/index.ts'

/** Villages of the county that is run. The invented province brings its own table; everybody else may lay one beside. */
export const villagesFor = (county: string, divisionsFile: string | null): readonly Village[] =>
  divisionsFile === null && county.startsWith('99') ? villagesIn(county, inventedDivisions) : countyVillages(county, divisionsFile)
