import { accessWording } from '@yingjin/domain/access'
import { jobsWording } from '@yingjin/domain/jobs'
import { policyLibraryWording } from '@yingjin/domain/policy'
import { done, type Problem, problem, refused, type Result, word, type WordingFor } from '@yingjin/kernel'
import type pg from 'pg'
import { admitMachine, bringUpToDate, openLogin, ownSecrets, sealedColumns as ofAccess, type UseCase, useCases as accessCases } from './access/index.ts'
import { type HttpParts, openHttp, type Subject } from './doors/http/index.ts'
import { jobKinds, keepWorker, keptRunListsIn, readInbox, wordJobKind } from './doors/jobs/index.ts'
import { jobCases, type JobKinds, sealedColumns as ofJobs, useCases as jobUseCases } from './jobs/index.ts'
import { askKeptRuns } from './kept-child.ts'
import { workbooksOfKeptRuns } from './kept-workbooks.ts'
import { files as leadsFiles, type LeadsParts, useCases as leadsCases, wordLeads } from './leads/index.ts'
import { useCases as operateCases } from './operate/index.ts'
import { officeSimulations } from './office-simulations.ts'
import { chainsOfCounty, packsHolding, rostersOfCounty } from './packs.ts'
import { files as policyFiles, type PackLibrary, type SimulationParts, useCases as policyCases } from './policy/index.ts'
import { openSealer } from './platform/audit/index.ts'
import { sealedColumns as ofContent } from './platform/content/index.ts'
import type { Log } from './platform/log/index.ts'
import { asOwner, loginRole, openPool, openPostgres, type PostgresPlace, type PostgresProblem } from './platform/postgres/index.ts'
import {
  type CountyFields,
  endOlderKeys,
  makeMissingKeys,
  makeNextFieldKeys,
  openCountyFields,
  resealColumns,
  type Rotated,
  type SealedColumn,
  untilReadersEnded,
  type VaultPlace,
  type VaultProblem,
  vaultToOpen,
} from './platform/vault/index.ts'
import { files as registryFiles, sealedColumns as ofRegistry, useCases as registryCases, wordRegistry } from './registry/index.ts'

/** The subjects that may be asked for by a door, in their order, with the vaults of the counties they work in. */
export const subjectsOf = ({ of }: Pick<CountyFields, 'of'>, kinds: JobKinds = {}, keys: VaultPlace | null = null): readonly Subject[] => [
  // What access refuses, the door words itself.
  { useCases: accessCases, word: () => null },
  {
    useCases: policyCases(libraryWhenAsked(), simulationsBy(keys)),
    files: policyFiles(simulationsBy(keys)),
    word: wordBy(policyLibraryWording),
  },
  {
    useCases: jobUseCases({ kinds, fieldsOf: of, ...(keys === null ? {} : { inboxOf: readInbox(keys.dataDir) }) }),
    word: refusal => wordBy(jobsWording)(refusal) ?? wordJobKind(refusal),
  },
  {
    useCases: registryCases({
      fieldsOf: of,
      chainsOf: chainsOfCounty,
      rostersOf: rostersOfCounty,
      ...(keys === null ? {} : { keptRunLists: keptRunListsIn(keys.dataDir) }),
    }),
    files: registryFiles({ fieldsOf: of }),
    word: wordRegistry,
  },
  { useCases: leadsCases(leadsParts(of, keys)), files: leadsFiles(leadsParts(of, keys)), word: wordLeads },
  { useCases: operateCases({ packsOf: packsHolding, ...(keys === null ? {} : { place: keys }) }), word: () => null },
]
const leadsParts = (fieldsOf: CountyFields['of'], keys: VaultPlace | null): LeadsParts => ({
  fieldsOf,
  ...(keys === null ? {} : { askKept: askKeptRuns(keys), workbooks: workbooksOfKeptRuns(keys) }),
})
/** Loaded when somebody asks: what the library of packs is read with is much, and no start waits for it. */
const libraryWhenAsked = (): PackLibrary => {
  let loading: Promise<PackLibrary> | undefined
  const library = (): Promise<PackLibrary> => (loading ??= import('./doors/packs/pack-library.ts').then(({ packLibrary }) => packLibrary()))
  return {
    list: async () => (await library()).list(),
    show: async id => (await library()).show(id),
    compare: async (id, other) => (await library()).compare(id, other),
  }
}
/** Over the runs that are kept here; a program without a data directory keeps none. */
const simulationsBy = (keys: VaultPlace | null): SimulationParts => ({ simulations: officeSimulations(keys?.dataDir ?? null) })
const wordBy =
  <P extends Problem>(wording: WordingFor<P>) =>
  (refusal: Problem): string | null =>
    Object.hasOwn(wording, refusal.code) ? word(wording, refusal as P) : null

/** Every column of the database that holds sealed values. */
export const sealedColumns: readonly SealedColumn[] = [...ofAccess, ...ofJobs, ...ofRegistry, ...ofContent]

/** `continued`: an earlier change of keys had been cut off and was brought to its end. */
export type SealedAnew = Rotated & Readonly<{ version: number; continued: boolean }>

/**
 * New keys for the fields of a county, and all that its records hold sealed and digested by them, while others go on
 * working: they learn of the new keys with their next transaction, seek by both, and write by the new ones. Cut off, it
 * is asked for again and goes on.
 */
export const sealAnew = async (
  owners: pg.Pool,
  keys: VaultPlace,
  division: string,
  onPage: (column: SealedColumn, so: Rotated) => void = () => {},
  signal?: AbortSignal,
): Promise<Result<SealedAnew, VaultProblem>> => {
  const vault = vaultToOpen(keys, division)
  if (!vault.ok) return vault
  const next = await asOwner(owners, (_, client) => makeNextFieldKeys(client, vault.value))
  if (!next.ok) return next
  await untilReadersEnded(owners, signal)
  const fields = (await openCountyFields(owners, keys)).of(division)
  const rotated = await resealColumns(owners, fields, sealedColumns, onPage)
  await asOwner(owners, (_, client) => endOlderKeys(client, division))
  return done({ ...rotated, version: fields.newest.field, continued: next.value.continued })
}

/** All long work there is, as the doors start it and a worker carries it out. */
export const kindsOf = (keys: VaultPlace, owner: pg.ClientConfig): JobKinds =>
  jobKinds({
    keys,
    owner,
    sealAnew: async (division, onRead, signal) => {
      const owners = openPool(owner, { name: 'keys', max: 2 })
      try {
        return await sealAnew(owners, keys, division, ({ table, column }, { read }) => onRead(`${table}.${column}`, read), signal)
      } finally {
        await owners.end()
      }
    },
  })

/** The sentence of whatever these subjects refuse, for whoever is no door and words nothing itself. */
export const wordOf =
  (subjects: readonly Subject[]) =>
  (refusal: Problem): string => {
    const said = [wordBy(accessWording), ...subjects.map(subject => subject.word)].map(each => each(refusal)).find(each => each !== null)
    if (said === undefined || said === null) throw new Error(`no wording for problem ${refusal.code}`)
    return said
  }

export type ServeProblem = Problem<'serve/cannot-listen', { host: string; port: number; why: 'taken' | 'not-allowed' | 'no-such-host' }>
const whys: Readonly<Record<ServeProblem['facts']['why'], string>> = {
  taken: '这个端口已有别的程序在用（也可能应尽已经在运行）。请换一个 --port，或先停掉那个程序',
  'not-allowed': '没有权限用这个端口。请换一个 1024 以上的 --port',
  'no-such-host': '本机没有这个地址。请改 --host；只在本机用时不必写',
}
export const serveWording: WordingFor<ServeProblem> = {
  'serve/cannot-listen': p => `不能在 ${p.host}:${p.port} 上提供服务：${whys[p.why]}。`,
}
const whyOf: Readonly<Record<string, ServeProblem['facts']['why']>> = {
  EADDRINUSE: 'taken',
  EACCES: 'not-allowed',
  EADDRNOTAVAIL: 'no-such-host',
  ENOTFOUND: 'no-such-host',
}

/** `lost` settles when the database is gone and does not come back: whoever serves ends then. */
export type Serving = Readonly<{ address: string; lost: Promise<void>; stop: () => Promise<void> }>

export type ServeOptions = Readonly<{
  host: string
  port: number
  log: Log
  keys: VaultPlace
  sealEveryMs?: number
  proxies?: readonly string[]
  web?: string
  demonstration?: HttpParts['demonstration']
}>

/**
 * The program at work: database up and at its present state, every county's keys at hand, the HTTP door open, the trail
 * sealed. What was opened is closed in the opposite order: no question is cut off, and whatever was committed is sealed.
 */
export const serve = async (
  place: PostgresPlace,
  { host, port, log, keys, sealEveryMs, proxies = [], web, demonstration }: ServeOptions,
): Promise<Result<Serving, PostgresProblem | ServeProblem | VaultProblem>> => {
  const opened = await openPostgres(place, { config: keys.config, whenRunning: 'refuse' })
  if (!opened.ok) return opened
  const closing: (() => Promise<unknown>)[] = [opened.value.stop]
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).toReversed()) await close()
  }
  try {
    const steps = await bringUpToDate(opened.value.owner())
    if (!steps.ok) {
      await stop()
      return steps
    }
    const made = await makeKeys(opened.value.owner(), keys)
    if (!made.ok) {
      await stop()
      return made
    }
    const pool = openPool(opened.value.office())
    closing.push(() => pool.end())
    const fields = await openCountyFields(pool, keys)
    const sealer = openSealer(pool, { failed: error => log.fault('sealing failed', error), ...(sealEveryMs === undefined ? {} : { everyMs: sealEveryMs }) })
    closing.push(sealer.stop)
    const ofLibrary = opened.value.login()
    const login = ofLibrary === null ? undefined : openLogin(ofLibrary, (await ownSecrets(keys.config)).login)
    if (login === undefined) log.say('nobody can log in: the server has no role of the login library, or its password is not known', { role: loginRole })
    else closing.push(login.close)
    const { machine } = await ownSecrets(keys.config)
    const owner = opened.value.owner()
    await admit(owner, machine)
    const kinds = kindsOf(keys, owner)
    const { start, show } = jobCases({ kinds, fieldsOf: fields.of })
    const app = await openHttp({
      proxies,
      ...(web === undefined ? {} : { web }),
      ...(demonstration === undefined ? {} : { demonstration }),
      long: { kinds: new Set(Object.keys(kinds)), start: start as unknown as UseCase, show: show as unknown as UseCase },
      ...(login === undefined ? {} : { login }),
      pool,
      subjects: subjectsOf(fields, kinds, keys),
      log,
      fieldsOf: fields.of,
      keysUpTo: fields.upTo,
    })
    closing.push(() => app.close())
    const address = await app.listen({ host, port })
    closing.push(keepWorker({ office: opened.value.office(), owner, keys, secret: machine }, log).stop)
    log.say('serving', { address, steps: steps.value.length })
    const lost = opened.value.lost ?? new Promise<void>(() => {})
    return done({ address, lost: lost.then(() => log.fault('the database ended and does not start again', new Error('lost'))), stop })
  } catch (error) {
    await stop()
    const why = error instanceof Error && 'code' in error ? whyOf[String(error.code)] : undefined
    if (why === undefined) throw error
    return refused(problem('serve/cannot-listen', { host, port, why }))
  }
}

const admit = async (owner: pg.ClientConfig, machine: string): Promise<void> => {
  const owners = openPool(owner, { name: 'owner', max: 1 })
  try {
    await asOwner(owners, (_, client) => admitMachine(client, { machine }))
  } finally {
    await owners.end()
  }
}

/** Every division of the database has keys that its master key opens. */
const makeKeys = async (owner: pg.ClientConfig, keys: VaultPlace): Promise<Result<null, VaultProblem>> => {
  const owners = openPool(owner, { name: 'owner', max: 1 })
  try {
    return await asOwner(owners, (_, client) => makeMissingKeys(client, keys))
  } finally {
    await owners.end()
  }
}
