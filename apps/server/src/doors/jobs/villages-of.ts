import type { Village } from '@yingjin/comparison'
import { countyVillages, villagesIn } from '../../batch/run/county-villages.ts'
import { inventedDivisions } from '../../batch/sample/index.ts'

/** The villages of a county, by which its rosters agree on a place; of an invented one, the invented ones. */
export const villagesOf = (county: string): readonly Village[] =>
  county.startsWith('99') ? villagesIn(county, inventedDivisions) : countyVillages(county, null)
