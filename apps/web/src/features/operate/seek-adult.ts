import { office } from '../../shared/ask/index.ts'

export type Found = Awaited<ReturnType<typeof office.registry.findPersons>>['persons'][number]
export type Sought = Readonly<{ state: 'none' | 'unknown' } | { state: 'several'; of: readonly Found[] } | { state: 'one'; personId: string; name: string }>

const folded = (name: string): string => name.normalize('NFKC').replaceAll(/[\s·•.]/gu, '')

/** A name as it is written for a place: who that is, if the registry knows one adult by it. */
export const seekAdult = async (name: string): Promise<Sought> => {
  const { persons } = await office.registry.findPersons({ name, limit: 20 })
  // Whoever sits in a class answers for nobody; whose name only begins so is somebody else.
  const adults = persons.filter(each => each.classId === null && each.schoolId === null && folded(each.name) === folded(name))
  const [one, another] = adults
  return one === undefined
    ? { state: 'unknown' }
    : another === undefined
      ? { state: 'one', personId: one.personId, name: one.name }
      : { state: 'several', of: adults }
}

/** Somebody among namesakes. */
export const adultWord = ({ name, bornOn, numbers, personId }: Found): string =>
  `${name} ${bornOn ?? ''} ${numbers.map(({ masked }) => masked).join(' ')}`.trim() + `（编号 ${personId}）`
