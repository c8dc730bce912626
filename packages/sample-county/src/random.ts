/**
 * A small deterministic generator (sfc32), one stream per purpose: what is drawn for one child never depends on how
 * many others came before, so that a wider sample does not reshuffle a narrower one's damage.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private counter = 1

  constructor(seed: number, purpose: number, subject: number) {
    this.a = seed | 0
    this.b = purpose | 0
    this.c = subject | 0
    for (let i = 0; i < 12; i += 1) this.bits()
  }

  /** 32 random bits, unsigned. */
  bits(): number {
    const t = (((this.a + this.b) | 0) + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + t) | 0
    return t >>> 0
  }

  /** A whole number from 0 to `bound − 1`. */
  below(bound: number): number {
    return Math.floor((this.bits() / 4294967296) * bound)
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  /** True in `rate` of 100,000 cases. */
  chance(rate: number): boolean {
    return this.below(100_000) < rate
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
}

/** A stable number for a purpose's name (FNV-1a). */
export const purposeNumber = (name: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash | 0
}

export const randomFor = (seed: number, purpose: string, subject = 0): Random => new Random(seed, purposeNumber(purpose), subject)

/** Draws an index with probability proportional to its weight. */
export class Weighted {
  private readonly cumulative: Float64Array
  private readonly total: number

  constructor(weights: readonly number[]) {
    this.cumulative = new Float64Array(weights.length)
    let sum = 0
    for (const [i, weight] of weights.entries()) {
      sum += weight
      this.cumulative[i] = sum
    }
    this.total = sum
  }

  draw(random: Random): number {
    const at = (random.bits() / 4294967296) * this.total
    let low = 0
    let high = this.cumulative.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.cumulative[middle] ?? 0) > at) high = middle
      else low = middle + 1
    }
    return low
  }
}
