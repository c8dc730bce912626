import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where the records are: a server of our own over a folder, or any PostgreSQL by its address. */
export type PostgresPlace = Readonly<{ kind: 'embedded'; folder: string }> | Readonly<{ kind: 'url'; url: string; officeUrl?: string; loginUrl?: string }>

/** The place this computer is set to: `DATABASE_URL` (with `OFFICE_DATABASE_URL` and `LOGIN_DATABASE_URL`), else a folder of the data directory. */
export const placeOf = (dataDirectory: string, env: NodeJS.ProcessEnv = process.env): PostgresPlace => {
  const url = env['DATABASE_URL'] ?? ''
  const [officeUrl, loginUrl] = [env['OFFICE_DATABASE_URL'] ?? '', env['LOGIN_DATABASE_URL'] ?? '']
  if (url === '') return { kind: 'embedded', folder: join(dataDirectory, 'postgres') }
  return { kind: 'url', url, ...(officeUrl === '' ? {} : { officeUrl }), ...(loginUrl === '' ? {} : { loginUrl }) }
}

/** Whether records may be here: nobody has begun any in a folder without a database. A server by its address is asked itself. */
export const mayHoldRecords = (place: PostgresPlace): boolean => place.kind === 'url' || existsSync(join(place.folder, 'data', 'PG_VERSION'))
