/**
 * The households, in columns. A household is what 户编号 means: the people registered together, not who eats together.
 * Days are days since 1970-01-01; 0 in a designation column means “never”.
 */
export type Households = {
  count: number
  /** First child of each household; children of one household are neighbours in `People`. */
  readonly firstChild: Int32Array
  readonly children: Uint8Array
  /** First adult; the adults are the head first, then the others. */
  readonly firstAdult: Int32Array
  readonly adults: Uint8Array
  readonly village: Int32Array
  readonly group: Uint8Array
  /** Index into `countyCodes`: where the household is registered. */
  readonly hukou: Uint8Array
}

export const emptyHouseholds = (room: number): Households => ({
  count: 0,
  firstChild: new Int32Array(room),
  children: new Uint8Array(room),
  firstAdult: new Int32Array(room),
  adults: new Uint8Array(room),
  village: new Int32Array(room),
  group: new Uint8Array(room),
  hukou: new Uint8Array(room),
})

/** 户编号 as the monitoring system writes it: the county code and ten digits. */
export const householdNumber = (household: number): string => `990101${String(household + 1).padStart(10, '0')}`
/** 人口编号: the household's number is not part of it. */
export const personNumber = (person: number): string => `9901${String(person + 1).padStart(12, '0')}`
