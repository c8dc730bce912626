/**
 * Yes, no, unknown. Unknown is never yes and never no: every operation below keeps it.
 * The tables are Kleene's strong three-valued logic, which is also what SQL's AND/OR/NOT do with NULL,
 * so that a rule means the same here and in the batch plane.
 */
export type Tri = 'yes' | 'no' | 'unknown'

export const tri = (value: boolean | null | undefined): Tri => (value === true ? 'yes' : value === false ? 'no' : 'unknown')

/** `null` stands for unknown wherever a fact travels as a plain value (Parquet, SQL, JSON). */
export const asNullable = (value: Tri): boolean | null => (value === 'yes' ? true : value === 'no' ? false : null)

export const not = (value: Tri): Tri => (value === 'yes' ? 'no' : value === 'no' ? 'yes' : 'unknown')

export const and = (values: Iterable<Tri>): Tri => {
  let result: Tri = 'yes'
  for (const value of values) {
    if (value === 'no') return 'no'
    if (value === 'unknown') result = 'unknown'
  }
  return result
}

export const or = (values: Iterable<Tri>): Tri => {
  let result: Tri = 'no'
  for (const value of values) {
    if (value === 'yes') return 'yes'
    if (value === 'unknown') result = 'unknown'
  }
  return result
}
