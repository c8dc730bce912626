import type { County } from './county.ts'
import { type Damage, type OtherPerson, write, type Written } from './damage.ts'
import { rateOf } from './damage-rates.ts'
import { again, type RowPerson, type SampleCell, type SampleRow } from './file.ts'
import type { SampleRosterId } from './roster-ids.ts'
import { drawSurname } from './names.ts'
import { bornOn, idOf, nameOf, sexWord } from './people.ts'
import { siblingsOf } from './population.ts'
import { type Random, randomFor } from './random.ts'

/** Where a household lives, in the words of the division table. */
export const homeOf = (county: County, person: number): Readonly<{ township: string; village: string; group: number }> => {
  const household = county.people.household[person] ?? 0
  const village = county.places.villages[county.households.village[household] ?? 0]
  return { township: county.places.townships[village?.township ?? 0]?.name ?? '', village: village?.name ?? '', group: county.households.group[household] ?? 1 }
}

/** Relatives whose number may slip onto this person's row: brothers and sisters first, else the guardian. */
const relativesOf = (county: County, person: number): readonly OtherPerson[] => {
  const household = county.people.household[person] ?? 0
  const adult = county.households.firstAdult[household] ?? 0
  const others = person < county.people.children ? siblingsOf(county.population, person) : []
  return [...others, ...(adult === person ? [] : [adult])].map(p => ({ person: p, id: idOf(county.people, p) }))
}

const otherVillage =
  (county: County) =>
  (random: Random): readonly [string, string] => {
    const village = random.pick(county.places.villages)
    return [county.places.townships[village.township]?.name ?? '', village.name]
  }

/**
 * One person on one roster, damaged as that roster damages. The same roster, person and copy always give the same
 * writing, in whatever order rows are asked for.
 */
export const writePerson = (county: County, roster: SampleRosterId, person: number, copy = 0): Written => {
  const random = randomFor(county.seed, `row ${roster} ${copy}`, person)
  const home = homeOf(county, person)
  const borrowed = roster === 'student-roll' ? county.plan.borrowedId.get(person) : undefined
  const written = write(
    {
      roster,
      name: nameOf(county.people, person),
      id: idOf(county.people, person),
      born: bornOn(county.people, person),
      sex: sexWord(county.people, person),
      township: home.township,
      village: home.village,
      others: relativesOf(county, person),
      otherVillage: otherVillage(county),
      newSurname: r => drawSurname(r),
      soundId: roster === 'student-roll' && county.soundIds.has(person),
      forcedOther: borrowed === undefined ? null : { person: borrowed, id: idOf(county.people, borrowed) },
    },
    random,
  )
  if (copy > 0) written.damage.push({ kind: 'duplicate', column: 'row' })
  return written
}

/** Is this person entered a second time on this roster? */
export const isEnteredTwice = (county: County, roster: SampleRosterId, person: number): boolean =>
  randomFor(county.seed, `twice ${roster}`, person).chance(rateOf('duplicate', roster))

export const rowOf = (person: number, damage: readonly Damage[], member = 0): RowPerson => ({ member, person, damage })

/** A family member running across somebody else's row has a name and a number there, nothing more. */
export const memberOf = (person: number, written: Written, member: number): RowPerson =>
  rowOf(
    person,
    written.damage.filter(d => d.column === 'id_number' || d.column === 'name'),
    member,
  )

/** The ID as a cell: a number where the spreadsheet made one of it. */
export const idCell = (written: Written): SampleCell => written.idAsNumber ?? written.id

/** People on a list, each once or twice, and how many rows that makes. */
export const listed = (county: County, roster: SampleRosterId, people: Iterable<number>): readonly (readonly [person: number, copy: number])[] => {
  const rows: (readonly [number, number])[] = []
  for (const person of people) {
    rows.push([person, 0])
    if (isEnteredTwice(county, roster, person)) rows.push([person, 1])
  }
  return rows
}

/** Rows of a plain list: head rows, one row per person, and what stands below the table. */
export const listRows = (
  county: County,
  roster: SampleRosterId,
  entries: readonly (readonly [person: number, copy: number])[],
  parts: Readonly<{
    above: readonly SampleRow[]
    cells: (person: number, written: Written, index: number) => readonly SampleCell[]
    below?: readonly SampleRow[]
  }>,
): Iterable<SampleRow> =>
  again(function* () {
    yield* parts.above
    for (const [index, [person, copy]] of entries.entries()) {
      const written = writePerson(county, roster, person, copy)
      yield { cells: parts.cells(person, written, index), people: [rowOf(person, written.damage)] }
    }
    yield* parts.below ?? []
  })

/** Cells that real rosters carry and the product does not collect: all invented, all to end up as 未采集. */
export const notCollected = {
  nation: (county: County, person: number): string =>
    nameOf(county.people, person).includes('·') ? '示例族' : (['汉族', '汉', '示例族'][person % 3 === 0 ? 2 : person % 2] ?? '汉族'),
  politics: (county: County, person: number): string => (person >= county.people.children ? '群众' : person % 5 === 0 ? '共青团员' : '少先队员'),
  health: (_county: County, person: number): string => (person % 17 === 0 ? '一般或较弱' : '健康或良好'),
} as const

/** A telephone number nobody has: there is no area code 09901. */
export const phoneOf = (person: number): string => `09901-${String(1_000_000 + ((person * 7919) % 8_999_999))}`
/** An account nobody has: no card number begins with 9901. */
export const accountOf = (person: number): string => `9901${String(100_000_000_000_000 + person * 97).padStart(15, '0')}`
export const bankOf = (township: string): string => `示例县农村信用社${township}分社`
