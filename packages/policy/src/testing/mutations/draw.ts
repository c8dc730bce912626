import { randomFrom } from '../students.ts'
import type { PackWithCases } from './judge.ts'
import { type Mutant, type OperatorName, operatorNames, operators } from './operators.ts'

/** One place of one pack in which one operator makes a defect. */
export type Place = Readonly<{ operator: OperatorName; pack: string; mutant: Mutant }>

/** Every place of these packs, operator by operator. */
export const listPlaces = (packs: readonly PackWithCases[]): ReadonlyMap<OperatorName, readonly Place[]> =>
  new Map(
    operatorNames.map(operator => [
      operator,
      packs.flatMap(({ source }) => operators[operator].places(source).map(mutant => ({ operator, pack: source.id, mutant }))),
    ]),
  )

const shuffled = <T>(of: readonly T[], random: (below: number) => number): readonly T[] => {
  const all = [...of]
  for (let i = all.length - 1; i > 0; i -= 1) {
    const j = random(i + 1)
    ;[all[i], all[j]] = [all[j] as T, all[i] as T]
  }
  return all
}

/**
 * Draws places by seed, one of each operator in turn until there are enough, so that no operator is left out because
 * another has more places. The same seed over the same packs draws the same places.
 */
export const drawPlaces = (packs: readonly PackWithCases[], seed: number, count: number): readonly Place[] => {
  const random = randomFrom(seed)
  const left = [...listPlaces(packs).values()].map(of => shuffled(of, random))
  const drawn: Place[] = []
  for (let round = 0; drawn.length < count && left.some(of => of.length > round); round += 1) {
    for (const of of left) {
      const place = of[round]
      if (place !== undefined && drawn.length < count) drawn.push(place)
    }
  }
  return drawn
}
