import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import { privateFolder } from '../files/index.ts'
import { type Cipher, type CipherSuite, isSuiteName, keyBytes, type SuiteName, suites } from './cipher-suite.ts'
import type { VaultProblem } from './vault-problem.ts'

/** A key of a county that wraps data keys and seals nothing else. */
export type MasterKey = Readonly<{ version: number; suite: SuiteName; fingerprint: string; file: string; cipher: Cipher }>

/** Which master key sealed here first or last: kept with the data, so that a lost key is never taken for a first run. */
export type KeyMark = Readonly<{ version: number; fingerprint: string }>

/** The opened keys of one county. */
export type Vault = Readonly<{ division: string; folder: string; current: MasterKey; masters: ReadonlyMap<number, MasterKey>; mark: KeyMark }>

/** Where master keys are kept: `YINGJIN_CONFIG`, else the platform's custom. Never the data directory. */
export const configDirectory = (): string => {
  const said = process.env['YINGJIN_CONFIG']
  if (said !== undefined && said !== '') return said
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Yingjin')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Preferences', 'Yingjin')
  const base = process.env['XDG_CONFIG_HOME']
  return join(base !== undefined && base.startsWith('/') ? base : join(homedir(), '.config'), 'yingjin')
}

/** The keys must not lie with what they open: whoever takes the one would have the other. */
export const keysApart = (config: string, data: string): Result<null, VaultProblem> => {
  const way = relative(withoutLinks(data), withoutLinks(config))
  const among = way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(way) !== way)
  return among ? refused(problem('vault/key-among-data', { folder: resolve(config), data: resolve(data) })) : done(null)
}

/** As far as a path is there, where it truly lies. */
const withoutLinks = (path: string): string => {
  const whole = resolve(path)
  if (existsSync(whole)) return realpathSync(whole)
  return dirname(whole) === whole ? whole : join(withoutLinks(dirname(whole)), basename(whole))
}

const folderOf = (config: string, division: string): string => {
  if (!/^\d{2,12}$/.test(division)) throw new Error('a vault belongs to a division')
  return join(config, 'keys', division)
}
const fileOf = (folder: string, version: number): string => join(folder, `master-${version}.key`)

/**
 * The keys of a division. Where nothing was sealed yet (`mark` is null) and there is no key, the first one is made;
 * otherwise a key that is not there, is another or may be read by others is refused.
 */
export const openVault = (config: string, division: string, mark: KeyMark | null, suite: SuiteName = 'aes-256-gcm'): Result<Vault, VaultProblem> => {
  const folder = folderOf(config, division)
  if (mark === null && versionsIn(folder).length === 0) makeKey(folder, division, 1, suite)
  return readKeys(folder, division, mark)
}

/** The same where nothing is made: a key that is not there is missing. */
export const readVault = (config: string, division: string, mark: KeyMark | null): Result<Vault, VaultProblem> =>
  readKeys(folderOf(config, division), division, mark)

/** One more version of the master key; the earlier ones stay, for what is not yet wrapped anew and for backups. */
export const makeNextKey = (vault: Vault): Result<Vault, VaultProblem> => {
  makeKey(vault.folder, vault.division, vault.current.version + 1, vault.current.suite)
  return readKeys(vault.folder, vault.division, vault.mark)
}

const readKeys = (folder: string, division: string, mark: KeyMark | null): Result<Vault, VaultProblem> => {
  const masters = new Map<number, MasterKey>()
  const versions = versionsIn(folder)
  if (versions.length > 0 && isOpenToOthers(folder)) return refused(problem('vault/key-open-to-others', { path: folder }))
  for (const version of versions) {
    const read = readKey(folder, division, version)
    if (!read.ok) return read
    masters.set(version, read.value)
  }
  const newest = masters.get(Math.max(...masters.keys()))
  const marked = mark === null ? newest : masters.get(mark.version)
  if (marked === undefined) return refused(problem('vault/key-missing', { file: fileOf(folder, mark?.version ?? 1), division }))
  if (mark !== null && marked.fingerprint !== mark.fingerprint) return refused(problem('vault/wrong-key', { file: marked.file, division }))
  const current = newest ?? marked
  return done({ division, folder, current, masters, mark: { version: current.version, fingerprint: current.fingerprint } })
}

const versionsIn = (folder: string): readonly number[] => {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return []
  return readdirSync(folder)
    .flatMap(name => {
      const version = /^master-([1-9]\d{0,8})\.key$/.exec(name)?.[1]
      return version === undefined ? [] : [Number(version)]
    })
    .toSorted((a, b) => a - b)
}

/** Windows keeps a user's folders from other users by itself and knows no such bits. */
const isOpenToOthers = (path: string): boolean => process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0

type KeyFile = Readonly<{ division: string; version: number; suite: string; key: string; fingerprint: string }>

export const fingerprintOf = (suite: CipherSuite, key: Uint8Array): string => suite.digest(key)('yingjin fingerprint').subarray(0, 8).toString('hex')

const readKey = (folder: string, division: string, version: number): Result<MasterKey, VaultProblem> => {
  const file = fileOf(folder, version)
  if (isOpenToOthers(file)) return refused(problem('vault/key-open-to-others', { path: file }))
  const written = keyFileIn(readFileSync(file, 'utf8'))
  if (written === null || written.division !== division || written.version !== version || !isSuiteName(written.suite))
    return refused(problem('vault/key-damaged', { file }))
  const bytes = Buffer.from(written.key, 'base64')
  const suite = suites[written.suite]
  if (bytes.length !== keyBytes || fingerprintOf(suite, bytes) !== written.fingerprint) return refused(problem('vault/key-damaged', { file }))
  return done({ version, suite: written.suite, fingerprint: written.fingerprint, file, cipher: suite.cipher(bytes) })
}

const keyFileIn = (text: string): KeyFile | null => {
  try {
    const { division, version, suite, key, fingerprint } = JSON.parse(text) as Partial<KeyFile>
    return division === undefined || version === undefined || suite === undefined || key === undefined || fingerprint === undefined
      ? null
      : { division, version, suite, key, fingerprint }
  } catch {
    return null
  }
}

/** Written whole beside its place and linked there: of two first runs at once one makes the key, and both use it. */
const makeKey = (folder: string, division: string, version: number, suite: SuiteName): void => {
  privateFolder(folder)
  const key = randomBytes(keyBytes)
  const written: KeyFile = { division, version, suite, key: key.toString('base64'), fingerprint: fingerprintOf(suites[suite], key) }
  const beside = join(folder, `.master-${version}.${process.pid}.part`)
  const fd = openSync(beside, 'w', 0o600)
  try {
    writeSync(fd, `${JSON.stringify(written)}\n`)
    fsyncSync(fd)
    linkSync(beside, fileOf(folder, version))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    closeSync(fd)
    rmSync(beside, { force: true })
  }
}
