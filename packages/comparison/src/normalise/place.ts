/** A village (12-digit code of 统计用区划代码) with its own name and its township's. */
export type Village = Readonly<{ code: string; township: string; village: string }>

const townshipEnding = /(?:街道办事处|街道办|街道|民族乡|镇|乡)$/u
const villageEnding = /(?:村民委员会|居民委员会|村委会|居委会|社区|村)$/u
const plain = (name: string): string => name.normalize('NFKC').replace(/\s+/gu, '')
const short = (name: string, ending: RegExp): string => {
  const cut = name.replace(ending, '')
  return cut === '' ? name : cut
}

/** Misspelt names come without end; the memory must not. */
const mostRemembered = 50_000

/**
 * Finds a village by township and village names as rosters write them: 清溪镇 / 清溪, 白果村 / 白果村民委员会.
 * A full name wins; a shortened one counts only while a single village answers to it.
 */
export class VillageIndex {
  readonly #full = new Map<string, string | null>()
  readonly #short = new Map<string, string | null>()
  readonly #asked = new Map<string, Map<string, string | null>>()
  #remembered = 0

  constructor(villages: Iterable<Village>) {
    for (const { code, township, village } of villages) {
      if (!/^\d{12}$/.test(code)) throw new Error(`a village code has twelve digits, not ${code}`)
      const [t, v] = [plain(township), plain(village)]
      this.#enter(this.#full, `${t}/${v}`, code)
      this.#enter(this.#short, `${short(t, townshipEnding)}/${short(v, villageEnding)}`, code)
    }
  }

  #enter(index: Map<string, string | null>, key: string, code: string): void {
    const present = index.get(key)
    index.set(key, present === undefined || present === code ? code : null)
  }

  /** The 12-digit code, or `null` when no village or more than one answers. */
  find(township: string, village: string): string | null {
    if (this.#remembered >= mostRemembered) this.#forget()
    const ofTownship = this.#asked.get(township) ?? this.#newTownship(township)
    const known = ofTownship.get(village)
    if (known !== undefined) return known
    const [t, v] = [plain(township), plain(village)]
    const found = this.#full.get(`${t}/${v}`) ?? this.#short.get(`${short(t, townshipEnding)}/${short(v, villageEnding)}`) ?? null
    this.#remembered += 1
    ofTownship.set(village, found)
    return found
  }

  #newTownship(township: string): Map<string, string | null> {
    const villages = new Map<string, string | null>()
    this.#asked.set(township, villages)
    this.#remembered += 1
    return villages
  }

  #forget(): void {
    this.#asked.clear()
    this.#remembered = 0
  }
}
