import { day, divisionCode, type DivisionRecord, levelOf, type PlainDate } from '@yingjin/kernel'

/**
 * The invented province 99. No real division code begins with 99, so that no sample ID number can belong to anyone.
 * A run for a real county reports every ID that carries one of these codes.
 */
export type InventedDivision = DivisionRecord & Readonly<{ invented: true }>

export const living = (code: string, name: string): InventedDivision => ({
  code: divisionCode(code),
  name,
  from: null,
  until: null,
  abolished: false,
  successors: [],
  invented: true,
})
const abolished = (code: string, name: string, until: PlainDate, successor: string): InventedDivision => ({
  ...living(code, name),
  until,
  abolished: true,
  successors: [divisionCode(successor)],
})

export const homeCounty = '990101'

/** Province, prefectures and counties, abolished ones among them. */
export const inventedProvince: readonly InventedDivision[] = [
  living('99', '示例省'),
  living('9901', '示例市'),
  living('9902', '样本市'),
  living('990101', '示例县'),
  living('990102', '样板县'),
  living('990103', '虚构县'),
  living('990104', '假想区'),
  living('990105', '例证县'),
  living('990201', '试写县'),
  living('990202', '拟定县'),
  abolished('990198', '旧例县', day('2011-07-01'), '990101'),
  abolished('990197', '故例区', day('2004-01-01'), '990101'),
  abolished('990199', '前例县', day('2009-01-01'), '990102'),
]

/** County codes an ID may begin with, in the order of the `area` column of `People`. */
export const countyCodes: readonly string[] = inventedProvince.filter(d => levelOf(d.code) === 'county').map(d => d.code)
export const countyNameOf = (code: string): string => inventedProvince.find(d => d.code === code)?.name ?? code
