import { readFileSync } from 'node:fs'
import type { Village } from '@yingjin/comparison'
import type { DivisionRecord } from '@yingjin/kernel'
import { listDivisions } from '../../platform/divisions/index.ts'

/** Villages of a county with the names of their townships, from division records. */
export const villagesIn = (county: string, records: Iterable<Pick<DivisionRecord, 'code' | 'name'>>): readonly Village[] => {
  const names = new Map<string, string>()
  for (const { code, name } of records) if (code.startsWith(county)) names.set(code, name)
  return [...names].flatMap(([code, village]) => {
    const township = code.length === 12 ? names.get(code.slice(0, 9)) : undefined
    return township === undefined ? [] : [{ code, township, village }]
  })
}

/** The villages a run compares by: from the division table a county lays beside its rosters, else from ours. */
export const countyVillages = (county: string, divisionsFile: string | null): readonly Village[] =>
  villagesIn(
    county,
    divisionsFile === null
      ? listDivisions()
      : readFileSync(divisionsFile, 'utf8')
          .split('\n')
          .filter(line => line !== '')
          .map(line => JSON.parse(line) as DivisionRecord),
  )
