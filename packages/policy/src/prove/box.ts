import type { Known } from '../nodes/tree.ts'

/** What one dimension can still be: a finite set of values, or whole numbers (fen, counts, days by their number) from one to another, both included. */
export type Domain = Readonly<{ kind: 'set'; of: readonly Known[] }> | Readonly<{ kind: 'span'; min: number; max: number }>

/**
 * A box: for every dimension named what it can be; a dimension not named is free. Dimensions are facts, what a person
 * decides on a line (`decision:…`), and conditions that cannot be taken apart (`opaque:…`), which are then simply so or not.
 */
export type Box = ReadonlyMap<string, Domain>
export const everything: Box = new Map()

export const isEmpty = (d: Domain): boolean => (d.kind === 'set' ? d.of.length === 0 : d.min > d.max)

/** What both allow. */
export const meet = (a: Domain, b: Domain): Domain => {
  if (a.kind === 'span' && b.kind === 'span') return { kind: 'span', min: Math.max(a.min, b.min), max: Math.min(a.max, b.max) }
  if (a.kind === 'set' && b.kind === 'set') return { kind: 'set', of: a.of.filter(v => b.of.includes(v)) }
  throw new Error('one dimension is a set and a span')
}

/** The box narrowed in one dimension; null where nothing is left. */
export const narrow = (box: Box, dimension: string, whole: Domain, to: Domain): Box | null => {
  const left = meet(box.get(dimension) ?? whole, to)
  return isEmpty(left) ? null : new Map(box).set(dimension, left)
}
