import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bringUpToDate } from '../../access/index.ts'
import { removeFolder, withPrivateScratch } from '../../platform/files/index.ts'
import {
  connected,
  migrate,
  migrationsFolder,
  openPostgres,
  type OpenOptions,
  type Postgres,
  type PostgresPlace,
  placeOf,
  type PostgresProblem,
  printTypes,
  readMigrations,
  wordPostgres,
} from '../../platform/postgres/index.ts'

/** The database of whoever develops here, below the checkout; `DATABASE_URL` names another one for `db:up`. */
const developmentFolder = join(import.meta.dirname, '../../../../../.yingjin')
const typesFile = join(import.meta.dirname, '../../platform/postgres/database.ts')

const say = (line: string): number => {
  process.stdout.write(`${line}\n`)
  return 0
}
const complain = (line: string): number => {
  process.stderr.write(`${line}\n`)
  return 1
}
const refuse = (problem: PostgresProblem): number => complain(wordPostgres(problem))

const withServer = async (place: PostgresPlace, options: OpenOptions, work: (server: Postgres) => Promise<number>): Promise<number> => {
  const opened = await openPostgres(place, options)
  if (!opened.ok) return refuse(opened.problem)
  try {
    return await work(opened.value)
  } finally {
    await opened.value.stop()
  }
}

/** Brings the development database to the present state. */
const up = (): Promise<number> =>
  withServer(placeOf(developmentFolder), {}, async server => {
    const steps = await bringUpToDate(server.owner())
    if (!steps.ok) return refuse(steps.problem)
    return say(steps.value.length === 0 ? 'nothing to do: the database is up to date' : `applied ${steps.value.join(', ')}`)
  })

/** Empties the development database: only ever the embedded one below the checkout, and only when nobody uses it. */
const reset = async (): Promise<number> => {
  const place = placeOf(developmentFolder)
  if (place.kind === 'url') return complain('db:reset empties the embedded development database only; DATABASE_URL names another one, which stays as it is')
  if (existsSync(place.folder)) {
    const alone = await withServer(place, { whenRunning: 'refuse' }, async () => 0)
    if (alone !== 0) return alone
    removeFolder(place.folder)
  }
  return up()
}

/** Prints the types of a freshly migrated database. */
const types = (): Promise<number> =>
  withPrivateScratch(scratch =>
    withServer({ kind: 'embedded', folder: join(scratch, 'postgres') }, { settings: { fsync: 'off' } }, async server => {
      const steps = await migrate(server.owner())
      if (!steps.ok) return refuse(steps.problem)
      const text = await connected(server.owner(), printTypes)
      if (readFileSync(typesFile, 'utf8') === text) return say('the types are those of the migrations')
      writeFileSync(typesFile, text)
      return say(`written: ${typesFile}; say in tables.ts what each new table is`)
    }),
  )

/** Begins the next step of the schema. */
const begin = (name: string): number => {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return complain('db:new needs a name in kebab-case: npm run db:new -- aid-publicity')
  const number = String(readMigrations().length + 1).padStart(4, '0')
  const path = join(migrationsFolder, `${number}-${name}.sql`)
  writeFileSync(
    path,
    `-- What this step adds, and why.\n-- Every name says its schema; every column its class (infrastructure.classify); a subject table begins its key with\n-- division and is protected (access.protect). Then: npm run db:types.\n`,
    { flag: 'wx' },
  )
  return say(`written: ${path}`)
}

/** The verbs about the schema for whoever develops: new, up, types, reset. */
export const main = async (argv: readonly string[]): Promise<number> => {
  const [verb, name = ''] = argv
  if (verb === 'new') return begin(name)
  if (verb === 'up') return up()
  if (verb === 'types') return types()
  if (verb === 'reset') return reset()
  return complain('database: new <name> | up | types | reset')
}
