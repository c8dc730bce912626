import { problem, refused, type Result, done } from '@yingjin/kernel'
import type pg from 'pg'
import { type VaultPlace, vaultToOpen, vaultToSeal } from './data-directory-vault.ts'
import { type FieldKey, type FieldVault, makeFieldKey, openFieldVault, rewrapFieldKeys } from './field-vault.ts'
import type { Vault } from './master-key.ts'
import { type VaultProblem, VaultRefusal } from './vault-problem.ts'

/** A key as the database keeps it (`infrastructure.field_key`). */
type Row = Readonly<{
  division: string
  purpose: FieldKey['purpose']
  version: number
  number: bigint
  suite: FieldKey['key']['suite']
  master: number
  wrapped: string
  ended: boolean
}>

const keyOf = ({ purpose, version, suite, master, wrapped }: Row): FieldKey => ({ purpose, version, key: { suite, master, wrapped } })
const purposes = ['field', 'index'] as const

const rowsOf = async (client: Pick<pg.ClientBase, 'query'>, division: string | null = null): Promise<readonly Row[]> =>
  (
    await client.query<Row>(
      `select division, purpose, version, number, suite, master, wrapped, ended_at is not null as ended from infrastructure.field_key
       where $1::text is null or division = $1 order by number`,
      [division],
    )
  ).rows

/** Whoever makes or wraps keys waits for whoever does; reading goes on. Held until the transaction ends. */
const alone = (client: pg.ClientBase): Promise<unknown> => client.query('lock table infrastructure.field_key in share row exclusive mode')

const add = async (client: pg.ClientBase, division: string, { purpose, version, key }: FieldKey): Promise<void> => {
  await client.query('insert into infrastructure.field_key (division, purpose, version, suite, master, wrapped) values ($1, $2, $3, $4, $5, $6)', [
    division,
    purpose,
    version,
    key.suite,
    key.master,
    key.wrapped,
  ])
}

/** An index is not sought by a key that ended; a value may still be sealed by one. */
const opened = (vault: Vault, rows: readonly Row[]): Result<FieldVault, VaultProblem> =>
  openFieldVault(vault, rows.filter(({ purpose, ended }) => purpose === 'field' || !ended).map(keyOf))

/**
 * Makes the keys of every division that has none, in a transaction of the owner, and opens those of every other. A master
 * key that is missing or is another is refused: nothing is made in the place of a key that sealed something.
 */
export const makeMissingKeys = async (client: pg.ClientBase, place: VaultPlace): Promise<Result<null, VaultProblem>> => {
  await alone(client)
  const rows = Map.groupBy(await rowsOf(client), ({ division }) => division)
  const { rows: divisions } = await client.query<{ division: string }>('select division from infrastructure.division order by 1')
  for (const { division } of divisions) {
    const kept = rows.get(division) ?? []
    const vault = kept.length === 0 ? await vaultToSeal(place, division) : vaultToOpen(place, division)
    if (!vault.ok) return vault
    if (kept.length === 0) for (const purpose of purposes) await add(client, division, makeFieldKey(vault.value, purpose, []))
    else {
      const fields = opened(vault.value, kept)
      if (!fields.ok) return fields
    }
  }
  return done(null)
}

/** The vaults of all counties of a database. */
export type CountyFields = Readonly<{
  /** The vault of a county's fields. Whose master key is not at hand, is refused (`VaultRefusal`). */
  of: (division: string) => FieldVault
  /** Whether a county has keys, and they can be opened. */
  opens: (division: string) => boolean
  /** Reads the keys anew where there is one with this number, or a later one: others make keys while this process runs. */
  upTo: (newest: bigint) => Promise<void>
  /** Why counties that have keys cannot be opened. */
  closed: () => readonly VaultProblem[]
}>

/** Opens the keys that a database holds, by a connection that may read them. */
export const openCountyFields = async (pool: pg.Pool, place: VaultPlace): Promise<CountyFields> => {
  let vaults: ReadonlyMap<string, Result<FieldVault, VaultProblem>> = new Map()
  let known = 0n
  const read = async (): Promise<void> => {
    const rows = await rowsOf(pool)
    const found = new Map<string, Result<FieldVault, VaultProblem>>()
    for (const [division, kept] of Map.groupBy(rows, each => each.division)) {
      const vault = vaultToOpen(place, division)
      found.set(division, vault.ok ? opened(vault.value, kept) : vault)
    }
    vaults = found
    known = rows.at(-1)?.number ?? 0n
  }
  await read()
  return {
    of: division => {
      const fields = vaults.get(division)
      if (fields === undefined) throw new Error(`${division} has no keys of fields`)
      if (!fields.ok) throw new VaultRefusal(fields.problem)
      return fields.value
    },
    opens: division => vaults.get(division)?.ok === true,
    upTo: async newest => {
      if (newest > known) await read()
    },
    closed: () => [...vaults.values()].flatMap(fields => (fields.ok ? [] : [fields.problem])),
  }
}

/** The keys of a county's fields under its newest master key, in a transaction of the owner: how many were wrapped anew. */
export const rewrapCountyKeys = async (client: pg.ClientBase, vault: Vault): Promise<Result<number, VaultProblem>> => {
  await alone(client)
  const rows = await rowsOf(client, vault.division)
  const old = rows.filter(({ master }) => master !== vault.current.version)
  const rewrapped = rewrapFieldKeys(vault, old.map(keyOf))
  if (!rewrapped.ok) return rewrapped
  for (const { purpose, version, key } of rewrapped.value)
    await client.query('update infrastructure.field_key set suite = $4, master = $5, wrapped = $6 where division = $1 and purpose = $2 and version = $3', [
      vault.division,
      purpose,
      version,
      key.suite,
      key.master,
      key.wrapped,
    ])
  return done(old.length)
}

/**
 * The next version of a county's keys, in a transaction of the owner. Where an earlier step to newer keys did not come to
 * its end, that one goes on and none is made. Gives the newest number.
 */
export const makeNextFieldKeys = async (
  client: pg.ClientBase,
  vault: Vault,
): Promise<Result<Readonly<{ newest: bigint; continued: boolean }>, VaultProblem>> => {
  await alone(client)
  const rows = await rowsOf(client, vault.division)
  if (rows.length === 0) return refused(problem('vault/no-field-keys', { division: vault.division }))
  const continued = purposes.some(purpose => rows.filter(row => row.purpose === purpose && !row.ended).length > 1)
  if (!continued) for (const purpose of purposes) await add(client, vault.division, makeFieldKey(vault, purpose, rows.map(keyOf)))
  const now = await rowsOf(client, vault.division)
  return done({ newest: now.at(-1)?.number ?? 0n, continued })
}

/** When all is sealed and digested by the newest keys, the earlier ones end. */
export const endOlderKeys = async (client: pg.ClientBase, division: string): Promise<void> => {
  await client.query(
    `update infrastructure.field_key k set ended_at = clock_timestamp() where k.division = $1 and k.ended_at is null
       and exists (select from infrastructure.field_key n where n.division = k.division and n.purpose = k.purpose and n.version > k.version)`,
    [division],
  )
}
