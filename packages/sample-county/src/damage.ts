import { addDays, checkCharacter, dayOf, monthOf, type PlainDate, yearOf } from '@yingjin/kernel'
import { carries, type DamageKind, rateOf } from './damage-rates.ts'
import type { SampleRosterId } from './roster-ids.ts'
import { addCharacter, dropCharacter, truncateDotted, writeDot, writeHomophone, writePlaceholder, writeSimilar, writeVariant } from './misspelling.ts'
import type { Random } from './random.ts'

/** One damaged cell: what happened, in which column meaning; for somebody else's number, whose it is. */
export type Damage = Readonly<{ kind: DamageKind; column: 'id_number' | 'name' | 'birth_date' | 'sex' | 'village' | 'row'; whose?: number }>

/** A person as one roster writes them. `idAsNumber`: the cell holds a number, with what a spreadsheet left of it. */
export type Written = {
  name: string
  id: string
  idAsNumber: number | null
  birth: string
  sex: string
  township: string
  village: string
  damage: Damage[]
}

const replaceAt = (text: string, at: number, by: string): string => text.slice(0, at) + by + text.slice(at + 1)

/** A different digit; never one that leaves the number valid, since one wrong digit never does. */
const wrongDigit = (id: string, random: Random): string => {
  const at = random.below(17)
  return replaceAt(id, at, String((Number(id[at]) + 1 + random.below(9)) % 10))
}

const transposed = (id: string, random: Random): string | null => {
  const places = Array.from({ length: 16 }, (_, i) => i).filter(i => id[i] !== id[i + 1])
  if (places.length === 0) return null
  const at = random.pick(places)
  return id.slice(0, at) + (id[at + 1] ?? '') + (id[at] ?? '') + id.slice(at + 2)
}

const fullWidth = (text: string): string => [...text].map(c => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
const otherWriting = (id: string, random: Random): string => {
  const choices = [fullWidth(id), ` ${id}`, `${id} `, `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`, `\u200b${id}`, `${id}\t`, `'${id}`]
  return id.endsWith('X') && random.chance(60_000) ? id.slice(0, 17) + random.pick(['x', '×', 'Ⅹ']) : random.pick(choices)
}

/** The code a school system gives a child without an ID: looks like an ID, and is none. */
export const pseudoCode = (letter: 'J' | 'L', id: string, random: Random): string => {
  const body = `${id.slice(0, 14)}${String(random.between(1, 999)).padStart(3, '0')}`
  return `${letter}${body}${checkCharacter(body)}`
}

/** What is left of the number when a spreadsheet kept fifteen digits; null where the number ends in X and stays text. */
const asNumber = (id: string): number | null => (id.endsWith('X') ? null : Number(`${id.slice(0, 15)}000`))

type IdDamage = (written: Written, random: Random, others: readonly OtherPerson[]) => Damage | null
export type OtherPerson = Readonly<{ person: number; id: string }>

const about = (kind: DamageKind, column: Damage['column']): Damage => ({ kind, column })

/** In this order, at most one: a number that is missing cannot also have a wrong digit. */
const idDamages: readonly (readonly [DamageKind, IdDamage])[] = [
  ['id-missing', w => ((w.id = ''), about('id-missing', 'id_number'))],
  [
    'id-code',
    (w, random) => ((w.id = random.chance(40_000) ? `G${w.id}` : pseudoCode(random.chance(70_000) ? 'J' : 'L', w.id, random)), about('id-code', 'id_number')),
  ],
  [
    'id-excel-15',
    w => {
      w.idAsNumber = asNumber(w.id)
      if (w.idAsNumber === null) return null
      w.id = `${w.id.slice(0, 15)}000`
      return about('id-excel-15', 'id_number')
    },
  ],
  [
    'id-excel-6',
    w => {
      if (w.id.endsWith('X')) return null
      w.id = `${w.id[0]}.${w.id.slice(1, 6)}E+17`
      return about('id-excel-6', 'id_number')
    },
  ],
  ['id-writing', (w, random) => ((w.id = otherWriting(w.id, random)), about('id-writing', 'id_number'))],
  ['id-digit', (w, random) => ((w.id = wrongDigit(w.id, random)), about('id-digit', 'id_number'))],
  [
    'id-transposed',
    (w, random) => {
      const id = transposed(w.id, random)
      if (id === null) return null
      w.id = id
      return about('id-transposed', 'id_number')
    },
  ],
  [
    'id-other-person',
    (w, random, others) => {
      if (others.length === 0) return null
      const other = random.pick(others)
      w.id = other.id
      return { kind: 'id-other-person', column: 'id_number', whose: other.person }
    },
  ],
]

const nameDamages: readonly (readonly [DamageKind, (name: string, random: Random) => string | null])[] = [
  ['name-homophone', writeHomophone],
  ['name-similar', writeSimilar],
  ['name-dropped', dropCharacter],
  ['name-added', addCharacter],
  ['name-variant', writeVariant],
  ['name-placeholder', writePlaceholder],
]

const wrongBirth = (born: PlainDate, random: Random): PlainDate => {
  const roll = random.below(4)
  const placeholder = dayOf(yearOf(born), 1, 1)
  if (roll === 0 && placeholder !== born) return placeholder
  if (roll === 1) return addDays(born, random.between(20, 40)) // the lunar date taken for the solar one
  if (roll === 2) return dayOf(yearOf(born), monthOf(born), 1 + ((Number(born.slice(8)) + random.between(1, 20)) % 28))
  return dayOf(yearOf(born) + (random.chance(50_000) ? 1 : -1), monthOf(born), Math.min(28, Number(born.slice(8))))
}

export type DamageInput = Readonly<{
  roster: SampleRosterId
  name: string
  id: string
  born: PlainDate
  sex: string
  township: string
  village: string
  /** Relatives whose number may slip in. */
  others: readonly OtherPerson[]
  /** Names of other villages, for a stale one. */
  otherVillage: (random: Random) => readonly [township: string, village: string]
  newSurname: (random: Random) => string
  /** Keep the number as it is: a planted finding rests on it. */
  soundId: boolean
  /** A planted number of somebody else. */
  forcedOther: OtherPerson | null
}>

/** Writes one person on one roster, damaged as that roster's writer damages. What is done is recorded. */
export const write = (input: DamageInput, random: Random): Written => {
  const w: Written = {
    name: input.name,
    id: input.id,
    idAsNumber: null,
    birth: input.born,
    sex: input.sex,
    township: input.township,
    village: input.village,
    damage: [],
  }
  const hit = (kind: DamageKind): boolean => random.chance(rateOf(kind, input.roster))

  if (input.forcedOther !== null) {
    w.id = input.forcedOther.id
    w.damage.push({ kind: 'id-other-person', column: 'id_number', whose: input.forcedOther.person })
  } else if (!input.soundId) {
    for (const [kind, damage] of idDamages) {
      if (!hit(kind)) continue
      const done = damage(w, random, input.others)
      if (done !== null) {
        w.damage.push(done)
        break
      }
    }
  }
  const dotted = w.name.includes('·')
  if (dotted && hit('name-dot')) {
    w.name = writeDot(w.name, random)
    w.damage.push(about('name-dot', 'name'))
  } else if (dotted && hit('name-truncated')) {
    w.name = truncateDotted(w.name, random)
    w.damage.push(about('name-truncated', 'name'))
  } else if (input.forcedOther === null && !dotted && hit('name-changed')) {
    w.name = input.newSurname(random) + [...w.name].slice(1).join('')
    w.damage.push(about('name-changed', 'name'))
  } else {
    for (const [kind, misspell] of nameDamages) {
      if (!hit(kind)) continue
      const name = misspell(w.name, random)
      if (name !== null && name !== w.name) {
        w.name = name
        w.damage.push(about(kind, 'name'))
        break
      }
    }
  }
  if (carries(input.roster, 'birth') && hit('birth-wrong')) {
    const birth = wrongBirth(input.born, random)
    if (birth !== input.born) {
      w.birth = birth
      w.damage.push(about('birth-wrong', 'birth_date'))
    }
  }
  if (carries(input.roster, 'sex') && hit('sex-wrong')) {
    w.sex = w.sex === '男' ? '女' : '男'
    w.damage.push(about('sex-wrong', 'sex'))
  }
  if (!carries(input.roster, 'village')) return w
  if (hit('village-stale')) {
    const [township, village] = input.otherVillage(random)
    if (village !== w.village || township !== w.township) {
      w.township = township
      w.village = village
      w.damage.push(about('village-stale', 'village'))
    }
  } else if (hit('village-missing')) {
    w.village = ''
    w.damage.push(about('village-missing', 'village'))
  }
  return w
}
