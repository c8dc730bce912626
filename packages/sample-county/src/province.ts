import { type PlainDate, day } from '@yingjin/kernel'

/**
 * The invented province 99. No real division code begins with 99, so that no sample ID number can belong to anyone.
 * A run for a real county reports every ID that carries one of these codes.
 */
export type InventedDivision = Readonly<{
  code: string
  name: string
  level: 'province' | 'prefecture' | 'county' | 'township' | 'village'
  invented: true
  /** The last day this code was issued; `null`: still in use. */
  abolishedOn: PlainDate | null
  successor: string | null
}>

const living = (code: string, name: string, level: InventedDivision['level']): InventedDivision => ({
  code,
  name,
  level,
  invented: true,
  abolishedOn: null,
  successor: null,
})
const abolished = (code: string, name: string, on: PlainDate, successor: string): InventedDivision => ({
  code,
  name,
  level: 'county',
  invented: true,
  abolishedOn: on,
  successor,
})

export const homeCounty = '990101'

/** Province, prefectures and counties, abolished ones among them. */
export const inventedProvince: readonly InventedDivision[] = [
  living('99', '示例省', 'province'),
  living('9901', '示例市', 'prefecture'),
  living('9902', '样本市', 'prefecture'),
  living('990101', '示例县', 'county'),
  living('990102', '样板县', 'county'),
  living('990103', '虚构县', 'county'),
  living('990104', '假想区', 'county'),
  living('990105', '例证县', 'county'),
  living('990201', '试写县', 'county'),
  living('990202', '拟定县', 'county'),
  abolished('990198', '旧例县', day('2011-06-30'), '990101'),
  abolished('990197', '故例区', day('2003-12-31'), '990101'),
  abolished('990199', '前例县', day('2008-12-31'), '990102'),
]

/** County codes an ID may begin with, in the order of the `area` column of `People`. */
export const countyCodes: readonly string[] = inventedProvince.filter(d => d.level === 'county').map(d => d.code)
export const countyNameOf = (code: string): string => inventedProvince.find(d => d.code === code)?.name ?? code
