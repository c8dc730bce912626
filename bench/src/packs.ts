import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { firstDayOf, nextTerm, type Term, termOn } from '@yingjin/kernel'
import { type AnyPackSource, loadPack, loadStack, type Pack, type PackRegistry, stackFor, wordPackRefused } from '@yingjin/policy'

const shelf = fileURLToPath(new URL('../../packs/', import.meta.url))

/** Every pack of the house as it is written, by its id. */
export const packsAsWritten = async (): Promise<PackRegistry> => {
  const files = readdirSync(shelf)
    .map(folder => join(shelf, folder, 'src', 'pack.ts'))
    .filter(file => existsSync(file))
  const sources = await Promise.all(files.map(async file => ((await import(pathToFileURL(file).href)) as Readonly<{ default: AnyPackSource }>).default))
  return Object.fromEntries(sources.map(s => [s.id, s]))
}

const firstTerm = ({ document }: AnyPackSource): Term => {
  const [from] = document.inForce
  const term = termOn(from)
  return firstDayOf(term) < from ? nextTerm(term) : term
}

/**
 * Every pack ready for use: each alone, and each county under the papers above it in its first term.
 * @property name of the pack; with `+` where others stand above it
 */
export const everyPack = (registry: PackRegistry): readonly Readonly<{ name: string; pack: Pack }>[] =>
  Object.values(registry).flatMap(source => {
    const alone = loadPack(source, registry)
    if (!alone.ok) throw new Error(wordPackRefused(alone.problem).join('\n'))
    const stack = stackFor(source.division, firstTerm(source), registry)
    if (!stack.ok || stack.value.length < 2) return [{ name: source.id, pack: alone.value }]
    const stacked = loadStack(stack.value, registry)
    if (!stacked.ok) throw new Error(wordPackRefused(stacked.problem).join('\n'))
    return [
      { name: source.id, pack: alone.value },
      { name: `${source.id}+`, pack: stacked.value },
    ]
  })
