import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { spineKinds } from '@yingjin/determination'
import { type RosterKindId, rosterKindIds, rosterKinds } from '@yingjin/intake'
import { divisionCode, type PlainDate, type Term, word } from '@yingjin/kernel'
import {
  type AnyPackSource,
  documentTitle,
  lapsedPapers,
  loadStack,
  nation,
  type Pack,
  packDigest,
  type PackProblem,
  packProblemWording,
  type PackRegistry,
  stackFor,
  wordPackProblem,
  wordPackRefused,
} from '@yingjin/policy'
import { loadDivisions } from './platform/divisions/index.ts'

/**
 * Packs are found by their folders: `packs/<code>-<name>`, the nation's `packs/national`. The batch plane is handed a
 * pack and never looks for one.
 */
export type PackFolder = Readonly<{ id: string; path: string; division: string }>

export const packsOfTheHouse: string = fileURLToPath(new URL('../../../packs/', import.meta.url))

const nationId = 'national'
const folderName = /^(\d{6})-[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

/** The division a pack's folder speaks of (`652300-changji`: all that begins with 6523), or null where the name says none. */
export const divisionOfFolder = (name: string): string | null => {
  if (name === nationId) return nation
  const code = folderName.exec(name)?.[1]
  return code === undefined || code.startsWith('00') ? null : divisionCode(code)
}

const entryOf = (folder: string): string => join(folder, 'src', 'pack.ts')

/** Every pack of a folder of packs; what has no `src/pack.ts` is none yet. */
export const listPackFolders = (packs: string = packsOfTheHouse): readonly PackFolder[] =>
  (existsSync(packs) ? readdirSync(packs) : []).toSorted().flatMap(id => {
    const [path, division] = [join(packs, id), divisionOfFolder(id)]
    return division === null || !existsSync(entryOf(path)) ? [] : [{ id, path, division }]
  })

type Said<T> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; message: string }>
const right = <T>(value: T): Said<T> => ({ ok: true, value })
const wrong = (message: string): Said<never> => ({ ok: false, message })

const isPackSource = (value: unknown): value is AnyPackSource =>
  typeof value === 'object' && value !== null && 'id' in value && 'division' in value && 'document' in value

/** What a pack's folder holds. One that cannot be read is told where it is needed, and stops no other county. */
export const readPack = async ({ id, path, division }: PackFolder): Promise<Said<AnyPackSource>> => {
  let source: unknown
  try {
    source = ((await import(pathToFileURL(entryOf(path)).href)) as { default?: unknown }).default
  } catch (error) {
    return wrong(`政策包 ${id} 打不开（${entryOf(path)}）：${error instanceof Error ? error.message : String(error)}`)
  }
  if (!isPackSource(source)) return wrong(`政策包 ${id} 的 src/pack.ts 没有用 export default 给出政策；请照 pack:new 生成的样子写`)
  if (source.id !== id || source.division !== division)
    return wrong(`政策包 ${id} 的文件夹名与内容不一致：里面写的是编号“${source.id}”、区划“${source.division}”，应为“${id}”、“${division}”`)
  return right(source)
}

/** A pack by its folder, its id, its code or its name: `packs/990101-clearwater`, `990101-clearwater`, `990101`, `clearwater`. */
export const findPackFolder = (asked: string, packs: string = packsOfTheHouse): Said<PackFolder> => {
  const known = listPackFolders(packs)
  if (/[\\/]/.test(asked)) {
    const path = resolve(asked)
    const [id, division] = [basename(path), divisionOfFolder(basename(path))]
    if (!existsSync(path)) return wrong(`找不到政策包的文件夹“${asked}”，请核对写法`)
    if (division === null) return wrong(`“${asked}”不像政策包的文件夹；文件夹名要写成“六位区划代码-拼音”，例如 990188-luwan`)
    return existsSync(entryOf(path)) ? right({ id, path, division }) : wrong(`“${asked}”里没有 src/pack.ts，还不是一个政策包`)
  }
  const found = known.filter(p => p.id === asked || p.id.split('-').includes(asked))
  const [one, another] = found
  if (one === undefined) return wrong(`没有政策包“${asked}”。现有：${known.map(p => p.id).join('、')}`)
  return another === undefined ? right(one) : wrong(`“${asked}”不止一个政策包：${found.map(p => p.id).join('、')}；请写全`)
}

/** Packs with all that they adopt, by id. A base is looked for among those that are there. */
export const readRegistry = async (folders: readonly PackFolder[], there: readonly PackFolder[] = listPackFolders()): Promise<Said<PackRegistry>> => {
  const known = new Map(there.map(p => [p.id, p]))
  const registry: Record<string, AnyPackSource> = {}
  const open = [...folders]
  for (let folder = open.shift(); folder !== undefined; folder = open.shift()) {
    if (registry[folder.id] !== undefined) continue
    const source = await readPack(folder)
    if (!source.ok) return source
    registry[folder.id] = source.value
    const base = 'base' in source.value ? known.get(source.value.base) : undefined
    if (base !== undefined) open.push(base)
  }
  return right(registry)
}

/**
 * The chains of responsibility that the papers of a county name, with their roles (四包 · 村干部包组), each once. A pack
 * that cannot be read names none; it is told where its rules are needed.
 */
export const chainsOfCounty = async (county: string, packs: string = packsOfTheHouse): Promise<readonly Readonly<{ chain: string; role: string }>[]> => {
  const read = await Promise.all(
    listPackFolders(packs)
      .filter(f => reaches(f, county))
      .map(readPack),
  )
  const roles = read.flatMap(pack => (pack.ok && 'county' in pack.value ? (pack.value.county?.posts ?? []) : []))
  const named = roles.flatMap(({ chain, name }) => (chain === null ? [] : [{ chain, role: name }]))
  return [...new Map(named.map(each => [`${each.chain} ${each.role}`, each])).values()]
}

/** Counties of the invented province stand in no table of divisions. */
const inventedCounties: Readonly<Record<string, string>> = { '990101': '示例县', '990102': '样板县' }

export const countyNameOf = (county: string): string => inventedCounties[county] ?? loadDivisions().history(county).at(-1)?.name ?? county

/**
 * @property knownOn decide with what was known on this day
 * @property by      this pack speaks for its division, whatever else is there
 * @property packs   the folder of packs
 */
export type PackAsked = Readonly<{ knownOn?: PlainDate; by?: PackFolder; packs?: string }>

export type CountyPack =
  | Readonly<{ ok: true; pack: Pack; countyName: string; stack: readonly AnyPackSource[] }>
  | Readonly<{ ok: false; message: string; problem: PackProblem | null }>

const refusedBy = (problem: PackProblem): CountyPack => ({ ok: false, message: wordPackProblem(problem), problem })
const refused = (message: string): CountyPack => ({ ok: false, message, problem: null })

const reaches = (folder: PackFolder, county: string): boolean => county.startsWith(folder.division)

/**
 * The packs that hold for a county in a term, from the nation down, as one. No pack, none in force, two in force, not
 * known on the day, a pack with faults: each is refused with its own words.
 */
export const countyPack = async (county: string, term: Term, { knownOn, by, packs = packsOfTheHouse }: PackAsked = {}): Promise<CountyPack> => {
  const folders = listPackFolders(packs)
  const chosen = [...folders.filter(f => reaches(f, county) && (by === undefined || f.division !== by.division)), ...(by === undefined ? [] : [by])]
  if (!chosen.some(f => f.division !== nation)) return refused(await noPack(county, folders))
  const registry = await readRegistry(chosen, folders)
  if (!registry.ok) return refused(registry.message)
  // A base lends its rules to the pack that names it; it speaks for this county only where it is one of its own.
  const own = Object.fromEntries(chosen.map(f => [f.id, registry.value[f.id] as AnyPackSource]))
  const stack = stackFor(county, term, own, knownOn)
  if (!stack.ok) return refusedBy(asItWasKnown(county, term, own, knownOn) ?? stack.problem)
  const pack = loadStack(stack.value, registry.value, lapsedPapers(county, term, own, knownOn))
  if (!pack.ok) return refused(wordPackRefused(pack.problem).join('\n'))
  return { ok: true, pack: pack.value, countyName: countyNameOf(county), stack: stack.value }
}

/** The papers that hold for a county in a term, from the nation down, with the digest of all of them as a run records it. */
export const packsHolding = async (county: string, term: Term, asked: PackAsked = {}) => {
  const found = await countyPack(county, term, asked)
  if (!found.ok) return { digest: null, refused: found.message, packs: [] }
  return {
    digest: packDigest(found.pack, text => createHash('sha256').update(text).digest('hex')),
    refused: null,
    packs: found.stack.map(({ id, division, document: { title, issuer, number, promulgated, inForce } }) => ({
      id,
      title,
      issuer,
      number,
      promulgated,
      from: inForce[0],
      until: inForce[1],
      division,
    })),
  }
}

/** Papers are called by title and number; one that cannot be read is told of where its rules are needed. */
const noPack = async (county: string, known: readonly PackFolder[]): Promise<string> => {
  const read = await Promise.all(known.map(readPack))
  const papers = read.flatMap(pack => (pack.ok ? [documentTitle(pack.value.document)] : []))
  return word(packProblemWording, { code: 'policy/no-pack', facts: { division: county, papers } })
}

/** Where the papers of today would answer, the day asked about is what stands in the way. */
const asItWasKnown = (county: string, term: Term, registry: PackRegistry, knownOn: PlainDate | undefined): PackProblem | null => {
  if (knownOn === undefined) return null
  const today = stackFor(county, term, registry)
  const lowest = today.ok ? today.value.at(-1) : undefined
  if (lowest === undefined || lowest.document.promulgated <= knownOn) return null
  return { code: 'policy/not-yet-known', facts: { pack: lowest.id, promulgated: lowest.document.promulgated, knownOn } }
}

/**
 * The kinds of roster that the policy of a county rests on in a term: those that say who there is, and those that
 * establish a fact it asks for; null where no pack holds there.
 */
export const rostersOfCounty = async (county: string, term: Term, packs: string = packsOfTheHouse): Promise<readonly RosterKindId[] | null> => {
  const found = await countyPack(county, term, { packs })
  if (!found.ok) return null
  const { facts } = found.pack
  return rosterKindIds.filter(id => (spineKinds as readonly string[]).includes(id) || rosterKinds[id].establishes.some(({ fact }) => facts.includes(fact)))
}
