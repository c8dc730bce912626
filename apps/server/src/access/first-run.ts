import { createHash, randomBytes, randomInt } from 'node:crypto'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { makeMissingKeys, type VaultPlace, VaultRefusal } from '../platform/vault/index.ts'
import { privateFolder, replaceText } from '../platform/files/index.ts'

/** What this installation knows itself by: to the database as a process of our own, and to the login library. */
export type OwnSecrets = Readonly<{ machine: string; login: string }>

/** The secrets in the configuration folder, readable by its owner alone; made at first use. */
export const ownSecrets = async (config: string): Promise<OwnSecrets> => {
  const file = join(privateFolder(config), 'secrets.json')
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<OwnSecrets>
    if (typeof kept.machine === 'string' && typeof kept.login === 'string') {
      chmodSync(file, 0o600)
      return { machine: kept.machine, login: kept.login }
    }
    throw new Error(`${file} does not hold the secrets of this installation`)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const made: OwnSecrets = { machine: randomBytes(32).toString('base64url'), login: randomBytes(32).toString('base64url') }
  await replaceText(file, `${JSON.stringify(made, null, 2)}\n`)
  return made
}

/** Letters and digits that are not taken for one another when read aloud or copied by hand. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A first password, told once: five groups of four, about 98 bits. */
export const makePassword = (): string =>
  Array.from({ length: 5 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join('-')

/** A process of our own that acts for nobody: what it is called, and in which role. */
type SystemAccount = Readonly<{ name: string; role: string }>
/** Administers accounts and sees no business. */
const commandLine: SystemAccount = { name: '命令行', role: 'A-28' }
/** Takes rosters in and publishes what a run found; whoever administers accounts may not (登记表第6节), so it is an account of its own. */
const publisher: SystemAccount = { name: '发布', role: 'A-12' }

/** Lets the database know this installation as a process of our own, within a transaction of the owner. */
export const admitMachine = async (client: pg.ClientBase, { machine }: Pick<OwnSecrets, 'machine'>): Promise<void> => {
  const digest = createHash('sha256').update(machine).digest()
  await client.query('lock table infrastructure.machine in share row exclusive mode')
  await client.query('insert into infrastructure.machine (name, secret_digest) values ($1, $2) on conflict do nothing', [
    `${commandLine.name} ${digest.toString('hex').slice(0, 8)}`,
    digest,
  ])
}

/**
 * Lets the command line act in a division, within a transaction of the owner: its secret known, the division there with
 * keys for its fields, and a system account that administers accounts and sees no business. Gives how it acts. A master
 * key that is missing or is another is refused (`VaultRefusal`), and the division is not admitted.
 */
export const admitCommandLine = (client: pg.ClientBase, division: Admitted, secrets: OwnSecrets, keys: VaultPlace): Promise<string> =>
  admit(client, division, secrets, keys, commandLine)

/** The same for the command that publishes runs. */
export const admitPublisher = (client: pg.ClientBase, division: Admitted, secrets: OwnSecrets, keys: VaultPlace): Promise<string> =>
  admit(client, division, secrets, keys, publisher)

type Admitted = Readonly<{ code: string; name: string }>

const admit = async (client: pg.ClientBase, division: Admitted, secrets: OwnSecrets, keys: VaultPlace, account: SystemAccount): Promise<string> => {
  await admitMachine(client, secrets)
  // A division that was admitted by its code alone gets its name when somebody knows it.
  await client.query(
    `insert into infrastructure.division as d (division, prefecture, name) values ($1, $2, $3)
     on conflict (division) do update set name = excluded.name where d.name = d.division and excluded.name <> d.name`,
    [division.code, `${division.code.slice(0, 4)}00`, division.name],
  )
  const atHand = await makeMissingKeys(client, keys)
  if (!atHand.ok) throw new VaultRefusal(atHand.problem)
  const { rows } = await client.query<{ account_id: bigint }>(
    `select account_id from access.account where division = $1 and kind = 'system' and name = $2 and closed_at is null`,
    [division.code, account.name],
  )
  const there = rows[0]
  if (there !== undefined) return `machine:${secrets.machine}:${there.account_id}`
  const { rows: made } = await client.query<{ account_id: bigint }>(
    `insert into access.account (division, name, kind) values ($1, $2, 'system') returning account_id`,
    [division.code, account.name],
  )
  const id = made[0]?.account_id
  await client.query(
    `with first as (
       insert into audit.act (division, kind, happened_on, account_id, on_behalf_of, client_id, order_digest, reason)
       values ($1, 'access.first-run', access.today(), $2, $2, gen_random_uuid(), sha256(''), '首次启用') returning act_id)
     insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act)
     select $1, $2, $3, 'division', $1, 'appointment', access.today(), act_id from first`,
    [division.code, id, account.role],
  )
  return `machine:${secrets.machine}:${id}`
}
