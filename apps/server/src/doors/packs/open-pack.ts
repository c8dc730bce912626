import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type AnyPackSource, loadPack, nation, type Pack, type PackRefused, type PackRegistry } from '@yingjin/policy'
import type { WorkedCase } from '@yingjin/policy/testing'
import { findPackFolder, listPackFolders, type PackFolder, packsOfTheHouse, readRegistry } from '../../packs.ts'

/**
 * A pack as its writer works on it: the source, the pack by itself (or why it is refused), the packs of the divisions
 * above, and its worked cases; those of its base where it adopts one and has none.
 */
export type OpenPack = Readonly<{
  folder: PackFolder
  source: AnyPackSource
  loaded: Readonly<{ ok: true; value: Pack }> | Readonly<{ ok: false; problem: PackRefused }>
  registry: PackRegistry
  above: readonly AnyPackSource[]
  cases: readonly WorkedCase[]
  casesOf: string
}>
export type Opened = Readonly<{ ok: true; value: OpenPack }> | Readonly<{ ok: false; message: string }>

type Cases = Readonly<{ ok: true; value: readonly WorkedCase[] }> | Readonly<{ ok: false; message: string }>
const casesIn = async (folder: string): Promise<Cases> => {
  const path = join(folder, 'src', 'cases', 'index.ts')
  if (!existsSync(path)) return { ok: true, value: [] }
  try {
    const { cases } = (await import(pathToFileURL(path).href)) as { cases?: readonly WorkedCase[] }
    return cases === undefined ? { ok: false, message: `${path} 没有给出 cases（算例表）` } : { ok: true, value: cases }
  } catch (error) {
    return { ok: false, message: `算例打不开（${path}）：${error instanceof Error ? error.message : String(error)}` }
  }
}

/** A pack by folder or name, with everything that is said beside its rules. */
export const openPack = async (asked: string): Promise<Opened> => {
  const found = findPackFolder(asked)
  return found.ok ? openFolder(found.value) : found
}

export const openFolder = async (folder: PackFolder): Promise<Opened> => {
  const beside = listPackFolders(dirname(folder.path))
  const there = dirname(folder.path) === packsOfTheHouse ? beside : [...listPackFolders().filter(p => p.id !== folder.id), folder]
  const higher = there.filter(p => p.division !== folder.division && folder.division.startsWith(p.division))
  const registry = await readRegistry([...higher, folder], there)
  if (!registry.ok) return registry
  const source = registry.value[folder.id] as AnyPackSource
  const own = await casesIn(folder.path)
  if (!own.ok) return own
  const base = 'base' in source ? there.find(p => p.id === source.base) : undefined
  const borrowed: Cases = base === undefined || own.value.length > 0 ? own : await casesIn(base.path)
  if (!borrowed.ok) return borrowed
  const above = higher.map(p => registry.value[p.id] as AnyPackSource).toSorted((a, b) => a.division.length - b.division.length)
  return {
    ok: true,
    value: {
      folder,
      source,
      loaded: loadPack(source, registry.value),
      registry: registry.value,
      above: folder.division === nation ? [] : above,
      cases: borrowed.value,
      casesOf: borrowed === own ? folder.id : (base?.id ?? folder.id),
    },
  }
}
