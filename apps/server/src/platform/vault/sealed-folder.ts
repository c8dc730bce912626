import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import { replaceText } from '../files/index.ts'
import { isSuiteName } from './cipher-suite.ts'
import { type DataKey, makeDataKey, openDataKey, rewrapDataKey, type WrappedKey } from './data-key.ts'
import type { Vault } from './master-key.ts'
import { sealFile, sealText, unsealFile, unsealText } from './sealed-file.ts'
import type { VaultProblem } from './vault-problem.ts'

/** Why and since when the key of a folder is no more. */
export type Ended = Readonly<{ on: string; why: string }>

/** What lies beside the sealed files of a folder: its data key under the county's master key, or when that was destroyed. */
type KeySheet = Readonly<{ purpose: string; division: string } & ({ key: WrappedKey } | { ended: Ended })>

const keyName = 'key.json'
const suffix = '.sealed'

/** A folder whose files are sealed by one data key of its own. Whoever destroys that key has ended all of them. */
export class SealedFolder {
  readonly path: string
  readonly #key: DataKey
  constructor(path: string, key: DataKey) {
    this.path = path
    this.#key = key
  }

  has(name: string): boolean {
    return existsSync(this.#at(name))
  }
  /** Seals a file of private scratch under `name`. */
  async seal(name: string, plain: string): Promise<void> {
    await sealFile(this.#key, name, plain, this.#at(name))
  }
  async sealText(name: string, text: string): Promise<void> {
    await sealText(this.#key, name, text, this.#at(name))
  }
  /** Opens `name` into a folder of private scratch and gives its path there. */
  async unseal(name: string, into: string): Promise<string> {
    const path = join(into, name)
    await unsealFile(this.#key, name, this.#at(name), path)
    return path
  }
  async text(name: string): Promise<string> {
    return await unsealText(this.#key, name, this.#at(name))
  }
  names(): readonly string[] {
    return readdirSync(this.path)
      .flatMap(name => (name.endsWith(suffix) ? [name.slice(0, -suffix.length)] : []))
      .toSorted()
  }

  #at(name: string): string {
    if (basename(name) !== name) throw new Error('a sealed file lies in its folder')
    return join(this.path, `${name}${suffix}`)
  }
}

const write = (sheet: KeySheet): string => `${JSON.stringify(sheet, null, 2)}\n`

/** Gives an empty private folder its data key. `purpose` says what it is, and binds the key to it. */
export const makeSealedFolder = (vault: Vault, path: string, purpose: string): SealedFolder => {
  const { key, wrapped } = makeDataKey(vault, purpose)
  writeFileSync(join(path, keyName), write({ purpose, division: vault.division, key: wrapped }), { mode: 0o600, flag: 'wx' })
  return new SealedFolder(path, key)
}

/** `null`: a folder of a program that did not seal. */
const sheetIn = (path: string): Result<KeySheet | null, VaultProblem> => {
  const file = join(path, keyName)
  if (!existsSync(file)) return done(null)
  try {
    const sheet = JSON.parse(readFileSync(file, 'utf8')) as KeySheet
    const whole = typeof sheet.purpose === 'string' && ('ended' in sheet ? typeof sheet.ended.on === 'string' : isSuiteName(sheet.key.suite))
    return whole ? done(sheet) : refused(problem('vault/data-key-damaged', { file }))
  } catch {
    return refused(problem('vault/data-key-damaged', { file }))
  }
}

export const isSealedFolder = (path: string): boolean => existsSync(join(path, keyName))

/** Whose folder it is by its key; `null` where that cannot be told. */
export const divisionOfSealed = (path: string): string | null => {
  const sheet = sheetIn(path)
  return sheet.ok ? (sheet.value?.division ?? null) : null
}

/** When and why the folder was ended; `null` while it can be opened. */
export const endOf = (path: string): Ended | null => {
  const sheet = sheetIn(path)
  return sheet.ok && sheet.value !== null && 'ended' in sheet.value ? sheet.value.ended : null
}

/** Why no key opens a folder: it was not sealed, it was ended, or its key sheet is damaged. */
export const cannotOpen = (path: string): VaultProblem | null => {
  const sheet = sheetIn(path)
  if (!sheet.ok) return sheet.problem
  if (sheet.value === null) return problem('vault/not-sealed', { path })
  return 'ended' in sheet.value ? problem('vault/ended', { path, ...sheet.value.ended }) : null
}

/** Opens a sealed folder, or says why nobody can: not sealed, ended, its master key missing, or altered. */
export const openSealedFolder = (vault: Vault, path: string, purpose: string): Result<SealedFolder, VaultProblem> => {
  const sheet = sheetIn(path)
  if (!sheet.ok) return sheet
  if (sheet.value === null) return refused(problem('vault/not-sealed', { path }))
  if ('ended' in sheet.value) return refused(problem('vault/ended', { path, ...sheet.value.ended }))
  const { key: wrapped, division } = sheet.value
  if (division !== vault.division) return refused(problem('vault/wrong-key', { file: vault.current.file, division }))
  if (!vault.masters.has(wrapped.master)) return refused(problem('vault/key-missing', { file: join(vault.folder, `master-${wrapped.master}.key`), division }))
  const key = openDataKey(vault, purpose, wrapped)
  return key === null ? refused(problem('vault/data-key-damaged', { file: join(path, keyName) })) : done(new SealedFolder(path, key))
}

/** Destroys the data key of a folder; its sealed files stay as what nobody can read. Gives false when it was ended before. */
export const endSealedFolder = async (path: string, ended: Ended): Promise<Result<boolean, VaultProblem>> => {
  const sheet = sheetIn(path)
  if (!sheet.ok) return sheet
  if (sheet.value === null) return refused(problem('vault/not-sealed', { path }))
  if ('ended' in sheet.value) return done(false)
  const file = join(path, keyName)
  const before = await open(file, 'r+')
  try {
    await replaceText(file, write({ purpose: sheet.value.purpose, division: sheet.value.division, ended }))
    // What is only unlinked may be read from the disk a while longer: over the same bytes, too.
    await before.write(Buffer.alloc((await before.stat()).size), 0, undefined, 0)
    await before.sync()
  } finally {
    await before.close()
  }
  return done(true)
}

/** The folder's data key under the newest master key; none of its files is touched. Gives false when there was nothing to do. */
export const rewrapSealedFolder = async (vault: Vault, path: string): Promise<Result<boolean, VaultProblem>> => {
  const sheet = sheetIn(path)
  if (!sheet.ok) return sheet
  if (sheet.value === null || 'ended' in sheet.value || sheet.value.division !== vault.division) return done(false)
  const { purpose, division, key } = sheet.value
  const rewrapped = rewrapDataKey(vault, purpose, key)
  if (rewrapped === null) return refused(problem('vault/data-key-damaged', { file: join(path, keyName) }))
  if (rewrapped === key) return done(false)
  await replaceText(join(path, keyName), write({ purpose, division, key: rewrapped }))
  return done(true)
}
