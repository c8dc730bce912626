import { inForceName, mostAlternatives, readFigure } from '@yingjin/domain/policy'
import type { office } from '../../shared/ask/index.ts'

export type Basis = Awaited<ReturnType<typeof office.policy.showSimulationBasis>>
export type Figure = Basis['figures'][number]

/** An alternative as it is ordered, and what is wrong with it: by the key of a field, in a sentence. */
export type Drafted = Readonly<{
  id: string
  name: string
  figures: Readonly<Record<string, string>>
  readings: Readonly<Record<string, string>>
  faults: Readonly<Record<string, string>>
}>

/** Where the alternatives of a term are being written, in this tab. */
export const draftOf = (term: string | null): string => `simulate ${term ?? ''}`
/** In which order they stand there; and which one is in sight. */
export const order = 'alternatives'
export const shown = 'shown'

/** Places of alternatives in a draft; each has one as long as it is not removed. */
export const allIds: readonly string[] = Array.from({ length: mostAlternatives }, (_, at) => String(at + 1))
const numerals = ['一', '二', '三', '四', '五', '六', '七', '八']

export const nameField = (id: string): string => `${id} name`
export const figureField = (id: string, key: string): string => `${id} figure ${key}`
export const readingField = (id: string, key: string): string => `${id} reading ${key}`

export const firstName = (id: string): string => `方案${numerals[Number(id) - 1] ?? id}`

/** Those that are being written, in their order; one always is. */
export const idsIn = (written: string): readonly string[] => {
  const ids = written.split(' ').filter(id => allIds.includes(id))
  return ids.length === 0 ? ['1'] : ids
}

/** What was typed and is otherwise than the paper: what cannot be read is a fault and no change. */
export const draftedOf = (id: string, of: (field: string) => string, basis: Pick<Basis, 'figures' | 'readings'>): Drafted => {
  const name = of(nameField(id)).trim() || firstName(id)
  const figures: Record<string, string> = {}
  const faults: Record<string, string> = {}
  for (const figure of basis.figures) {
    const written = of(figureField(id, figure.key)).trim()
    if (written === '') continue
    const read = readFigure(figure, written)
    if ('says' in read) faults[figure.key] = read.says
    else if (!isAsNow(figure, read.value)) figures[figure.key] = written
  }
  const readings = Object.fromEntries(
    basis.readings.flatMap(({ id: reading, taken, options }) => {
      const option = of(readingField(id, reading))
      return option === '' || option === taken || !options.some(each => each.option === option) ? [] : [[reading, option] as const]
    }),
  )
  if (name === inForceName) faults['name'] = `不能叫“${inForceName}”，那是现在执行的文件；请改名`
  return { id, name, figures, readings, faults }
}

const isAsNow = (figure: Figure, value: number): boolean => {
  const now = figure.now === null ? null : readFigure(figure, figure.now)
  return now !== null && 'value' in now && now.value === value
}

export const changesIn = ({ figures, readings }: Drafted): number => Object.keys(figures).length + Object.keys(readings).length

/** What stands in the way of the whole order, each in a sentence with what to do. */
export const hindrancesOf = (all: readonly Drafted[]): readonly string[] =>
  all.flatMap((each, at) => {
    const faults = Object.keys(each.faults).length
    if (all.findIndex(({ name }) => name === each.name) < at) return [`有两个方案都叫“${each.name}”，请改一个名称。`]
    if (faults > 0) return [`“${each.name}”有 ${faults} 处写法不对，见标红的地方。`]
    return changesIn(each) === 0 ? [`“${each.name}”和现行一样，还没有改：改一个数或一种理解${all.length > 1 ? '，或者删去这个方案' : ''}。`] : []
  })

/** Alternatives of a simulation that was made, as a draft holds them, so that one can begin with what another wrote. */
export const writtenAs = (
  ordered: readonly Readonly<{ name: string; figures: Readonly<Record<string, string>>; readings: Readonly<Record<string, string>> }>[],
): Readonly<Record<string, string>> => ({
  [order]: ordered.map((_, at) => allIds[at]).join(' '),
  [shown]: allIds[0] ?? '1',
  ...Object.fromEntries(
    ordered.flatMap(({ name, figures, readings }, at) => {
      const id = allIds[at] ?? ''
      return [
        [nameField(id), name] as const,
        ...Object.entries(figures).map(([key, written]) => [figureField(id, key), written] as const),
        ...Object.entries(readings).map(([reading, option]) => [readingField(id, reading), option] as const),
      ]
    }),
  ),
})
