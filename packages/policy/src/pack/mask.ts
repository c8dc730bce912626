/** A mask is a whole number both here and in SQL; beyond 52 bits it would not be. */
export const widestMask = 52
/**
 * A mask of any width as one value: a number as far as the first 52 bits reach, past them a bigint. One mask has one
 * value, so that masks are compared by `===`. A table holds it as words of 52 bits.
 */
export type Mask = number | bigint
export const bitOf = (bit: number): number => 2 ** bit
/** Is the bit set? Masks reach past 32 bits, so JavaScript's own bit operators would lose the upper ones. */
export const hasBit = (mask: Mask, bit: number): boolean => (BigInt(mask) >> BigInt(bit)) % 2n === 1n

const wordBits = BigInt(widestMask)
/** How many words a mask of so many bits takes; never none. */
export const wordsFor = (bits: number): number => Math.max(1, Math.ceil(bits / widestMask))
export const wordOfBit = (bit: number): number => Math.floor(bit / widestMask)

/** The mask that these words hold, the lowest first. */
export const maskOfWords = (...words: readonly Mask[]): Mask => {
  const mask = words.reduceRight<bigint>((upper, word) => (upper << wordBits) + BigInt(word), 0n)
  return mask >> wordBits === 0n ? Number(mask) : mask
}
/** The words that hold a mask, the lowest first. */
export const wordsOfMask = (mask: Mask): readonly number[] => {
  if (typeof mask === 'number') return [mask]
  const words: number[] = []
  for (let rest = mask; rest > 0n; rest >>= wordBits) words.push(Number(BigInt.asUintN(widestMask, rest)))
  return words.length === 0 ? [0] : words
}
export const maskOfBits = (bits: readonly number[]): Mask => {
  const mask = bits.reduce((all, bit) => all + (1n << BigInt(bit)), 0n)
  return mask >> wordBits === 0n ? Number(mask) : mask
}
