import { type AreaCodes, type DivisionCode, divisionCode, type DivisionRecord, DivisionTable } from '@yingjin/kernel'
import abolished from './abolished-counties.json' with { type: 'json' }
import formerChongqing from './former-chongqing.json' with { type: 'json' }
import present from './present.json' with { type: 'json' }

/** `[code, name, successor?]`, as the data files beside this one carry it. */
type Row = readonly string[]

/** The day for which the present list was published. */
export const divisionsAsOf: string = present.asOf

/** Zero-padding has been taken off in the data; a county equal to its prefecture (东莞 441900) keeps six digits. */
const recordOf = ([code, name, successor]: Row, gone: boolean): DivisionRecord => ({
  code: code as DivisionCode,
  name: name ?? '',
  from: null,
  until: null,
  abolished: gone,
  successors: successor === undefined ? [] : [divisionCode(successor)],
})

const presentRows: readonly Row[] = present.divisions
const goneRows: readonly Row[] = [...abolished.divisions, ...formerChongqing.divisions]

/** Divisions of the whole country down to the county, and of the pilot county down to the village. */
export const listDivisions = (): readonly DivisionRecord[] => [...presentRows.map(r => recordOf(r, false)), ...goneRows.map(r => recordOf(r, true))]

/** The same as a table, with those a run adds (the invented county's come from sample-county). */
export const loadDivisions = (more: Iterable<DivisionRecord> = []): DivisionTable => new DivisionTable([...listDivisions(), ...more])

/**
 * 71–79 in the last two places are zones that exist only in the statistical code (经济开发区 …); no ID was ever
 * issued under them.
 */
const isStatisticalZone = (code: string): boolean => code.charAt(4) === '7'

/** Six-digit codes an ID may begin with: present and abolished counties. Fresh on each call, so that a run may add its own. */
export const knownAreaCodes = (more: Iterable<string> = []): AreaCodes =>
  new Set([...[...presentRows, ...goneRows].map(([code]) => code ?? '').filter(code => code.length === 6 && !isStatisticalZone(code)), ...more])
