/** Defects made in packs, one at a time, and what finds them. */
export { drawPlaces, listPlaces, type Place as MutationPlace } from './draw.ts'
export { type PackWithCases } from './judge.ts'
export { operatorNames, operators } from './operators.ts'
export { isCaught, isProven, type Row, type Share, tally, type Tally } from './tally.ts'
