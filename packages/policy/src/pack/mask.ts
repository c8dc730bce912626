/** A mask is a whole number both here and in SQL; beyond 52 bits it would not be. */
export const widestMask = 52
export const bitOf = (bit: number): number => 2 ** bit
/** Is the bit set? Masks reach past 32 bits, so JavaScript's own bit operators would lose the upper ones. */
export const hasBit = (mask: number | bigint, bit: number): boolean => (BigInt(mask) >> BigInt(bit)) % 2n === 1n
