import { comparePacks, listPacks, type PolicyLibraryProblem, showPack } from '@yingjin/domain/policy'
import { done, refused, type Result } from '@yingjin/kernel'
import type { z } from 'zod'
import { questionCase } from '../access/index.ts'

export type ShownPack = Omit<z.output<typeof showPack.outcome>, 'own'>
export type ListedPack = Omit<z.output<typeof listPacks.outcome>['packs'][number], 'own'>
export type ComparedPacks = Readonly<{ one: ListedPack; two: ListedPack }> & Pick<z.output<typeof comparePacks.outcome>, 'aids' | 'says'>

/** The packs that are loaded, as whoever reads them finds them. */
export type PackLibrary = Readonly<{
  list: () => Promise<Readonly<{ packs: readonly ListedPack[]; unreadable: readonly Readonly<{ id: string; says: string }>[] }>>
  show: (id: string) => Promise<Result<ShownPack, PolicyLibraryProblem>>
  compare: (id: string, other: string) => Promise<Result<ComparedPacks, PolicyLibraryProblem>>
}>

/** Rules as the packs say them: they hold no person, and everybody who is logged in may read them. */
export const policyCases = (library: PackLibrary) => {
  const own = <P extends ListedPack>(pack: P, division: string) => ({ ...pack, own: pack.division !== '' && division.startsWith(pack.division) })
  const list = questionCase(listPacks, async (_, { actor: { division } }) => {
    const { packs, unreadable } = await library.list()
    const inOrder = packs
      .map(pack => own(pack, division))
      .toSorted((a, b) => Number(a.division !== '') - Number(b.division !== '') || Number(b.own) - Number(a.own) || a.id.localeCompare(b.id))
    return done({ packs: inOrder, unreadable: [...unreadable] })
  })
  const show = questionCase(showPack, async ({ id }, { actor: { division } }) => {
    const shown = await library.show(id)
    return shown.ok ? done(own(shown.value, division)) : refused(shown.problem)
  })
  const compare = questionCase(comparePacks, async ({ id, other }, { actor: { division } }) => {
    const compared = await library.compare(id, other)
    return compared.ok
      ? done({ one: own(compared.value.one, division), two: own(compared.value.two, division), aids: compared.value.aids, says: compared.value.says })
      : refused(compared.problem)
  })
  return { list, show, compare } as const
}
