import { wordPackRefused } from '@yingjin/policy'
import type { PackFolder } from '../../packs.ts'
import { diffPacks, type Side } from './diff-packs.ts'
import { openFolder } from './open-pack.ts'
import { packAt } from './pack-at.ts'

type SideOpened = Readonly<{ ok: true; value: Side }> | Readonly<{ ok: false; message: string }>
const sideOf = async (folder: PackFolder, name: string): Promise<SideOpened> => {
  const opened = await openFolder(folder)
  if (!opened.ok) return opened
  const { loaded, cases } = opened.value
  return loaded.ok ? { ok: true, value: { name, pack: loaded.value, cases } } : { ok: false, message: wordPackRefused(loaded.problem).join('\n') }
}

type Told = Readonly<{ ok: true; said: readonly string[] }> | Readonly<{ ok: false; message: string }>

/** Two packs against each other, or one against what it was. */
export const diffSides = async ([first, second]: readonly PackFolder[], since: string | null, students: number, scratch: string): Promise<Told> => {
  if (first === undefined) throw new Error('a comparison without a pack')
  const earlier = since === null ? null : packAt(first, since, scratch)
  if (earlier !== null && !earlier.ok) return earlier
  const before = earlier === null ? await sideOf(first, first.id) : await sideOf(earlier.value, `${first.id}（${since}）`)
  if (!before.ok) return before
  const after = await sideOf(earlier === null && second !== undefined ? second : first, earlier === null ? (second?.id ?? first.id) : `${first.id}（现在）`)
  return after.ok ? { ok: true, said: diffPacks(before.value, after.value, students) } : after
}
