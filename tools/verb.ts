import { randomInt } from 'node:crypto'
import { checkSteps, fixSteps } from './check.ts'
import { house } from './house.ts'
import { testsOnADatabase, withDebianPostgres } from './postgres.ts'
import { libreOffice } from './libreoffice.ts'
import { findRooms, listRooms } from './rooms.ts'
import { schemathesis } from './schemathesis.ts'
import { carryOut, oneFailed, printTally, running, type Step, type Tally } from './step.ts'
import { testing } from './tests.ts'

type Verb = Readonly<{ does: string; carryOut: (args: readonly string[]) => Tally }>

const withArguments =
  (steps: (args: readonly string[]) => readonly Step[]) =>
  (args: readonly string[]): Tally =>
    carryOut(steps(args))

const tests = (args: readonly string[]): Tally => {
  const rooms = args.map(asked => ({ asked, found: findRooms(house, asked) }))
  const unknown = rooms.filter(({ found }) => found.length === 0)
  if (unknown.length > 0) {
    process.stderr.write(`no room named ${unknown.map(room => room.asked).join(', ')}; rooms: ${listRooms(house).join(' ')}\n`)
    return oneFailed
  }
  return carryOut([
    testing(
      args.length === 0 ? 'tests' : `tests of ${args.join(', ')}`,
      ['unit', 'story'],
      rooms.flatMap(room => room.found),
    ),
  ])
}

const database = (verb: string, args: readonly string[]): Step => running(`db:${verb}`, 'bin/database.mjs', verb, ...args)

/** A step that cannot be begun is a failure with its reason, not a crash of the verb. */
const testOnPostgres = (): Tally => {
  const files = testsOnADatabase(house)
  if (files.length === 0) return oneFailed
  const runTests = (url: string): Tally => {
    process.env['TEST_DATABASE_URL'] = url
    return carryOut([testing(`${files.length} files of tests on PostgreSQL`, ['unit', 'story', 'journey', 'twins'], files)])
  }
  try {
    const given = process.env['TEST_DATABASE_URL'] ?? ''
    return given === '' ? withDebianPostgres(runTests) : runTests(given)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return oneFailed
  }
}

/** What `--name=value` or `--name value` says. */
const saidIn = (args: readonly string[], name: string): string | undefined => {
  const at = args.indexOf(`--${name}`)
  return at >= 0 ? args[at + 1] : args.find(arg => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
}

/** More lands than the ordinary tests take, by the fixed seed and by another one that is printed. */
const testAttackers = (args: readonly string[]): Tally => {
  const said = (name: string): string | undefined => saidIn(args, name)
  const seed = said('seed') ?? String(randomInt(2 ** 31))
  process.env['ATTACKED_LANDS'] = said('lands') ?? '4'
  process.env['ATTACKERS_SEED'] = seed
  process.stdout.write(`again by: npm run test:attackers -- --seed=${seed} --lands=${process.env['ATTACKED_LANDS']}\n`)
  return carryOut([
    testing(
      'attackers',
      ['story'],
      ['apps/server/src/access/testing/attackers', 'apps/server/src/registry/testing', 'apps/server/src/leads/testing', 'apps/server/src/jobs/testing'],
    ),
    testing('every endpoint by HTTP', ['journey'], ['apps/server/src/testing/attackers']),
  ])
}

/** Half of the kills by a seed that stays, half by another one that is printed. */
const testCrash = (args: readonly string[]): Tally => {
  const said = (name: string): string | undefined => saidIn(args, name)
  process.env['CRASH_KILLS'] = said('kills') ?? '100'
  process.env['CRASH_SEED'] = said('seed') ?? String(randomInt(2 ** 31))
  process.stdout.write(`again by: npm run test:crash -- --seed=${process.env['CRASH_SEED']} --kills=${process.env['CRASH_KILLS']}\n`)
  return carryOut([testing('crash', ['crash'])])
}

/** A served county asked by a tool that knows nothing of us but the OpenAPI document. */
const testApi = (args: readonly string[]): Tally => {
  const small = args.includes('--small')
  process.env['API_EXAMPLES'] = saidIn(args, 'examples') ?? (small ? '1' : '10')
  process.env['API_PHASES'] = small ? 'fuzzing' : 'coverage,fuzzing'
  process.env['API_SEED'] = saidIn(args, 'seed') ?? String(randomInt(2 ** 31))
  process.stdout.write(`again by: npm run test:api -- ${small ? '--small ' : ''}--seed=${process.env['API_SEED']} --examples=${process.env['API_EXAMPLES']}\n`)
  try {
    process.env['SCHEMATHESIS'] = schemathesis()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return oneFailed
  }
  return carryOut([testing('api', ['api'])])
}

/** The pages in a real browser, and what they give away read back by LibreOffice. */
const testWeb = (): Tally => {
  try {
    process.env['LIBREOFFICE'] = libreOffice()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return oneFailed
  }
  return carryOut([testing('web', ['web']), testing('short stories of the web', ['story'], ['apps/web'])])
}

const verbs = {
  check: { does: 'format, lint, import directions, types, register, links, examples, quick tests', carryOut: withArguments(() => checkSteps) },
  test: { does: 'unit and story tests, all or of one room: npm test -- policy', carryOut: tests },
  'test:journeys': {
    does: 'whole ways of many steps: guides carried out, a run that becomes work and comes back, pack verbs on the real packs',
    carryOut: withArguments(() => [testing('journeys', ['journey'])]),
  },
  'test:twins': {
    does: 'several engines held against each other: evaluator, generated JavaScript, SQL',
    carryOut: withArguments(() => [testing('twins', ['twins'])]),
  },
  'test:postgres': {
    does: "every test on a database of its own, on Debian's PostgreSQL or the server of TEST_DATABASE_URL",
    carryOut: () => testOnPostgres(),
  },
  'test:attackers': {
    does: 'who sees, counts and writes what, by chance, beside an oracle of its own; --lands, --seed (else a fresh one, printed)',
    carryOut: testAttackers,
  },
  'test:crash': {
    does: 'kills program and server at named points of import, publication and undo: nothing lost, nothing twice; --kills (100), --seed (else a fresh one, printed)',
    carryOut: testCrash,
  },
  'test:web': {
    does: 'the pages in a real Chromium, at the width of a desk and of a phone: every story; exports read back by LibreOffice',
    carryOut: testWeb,
  },
  'test:api': {
    does: 'a served county asked by Schemathesis in several roles: no fault, no answer that the OpenAPI document does not know; --small, --examples, --seed',
    carryOut: testApi,
  },
  'db:new': { does: 'begins the next step of the schema: npm run db:new -- aid-publicity', carryOut: args => carryOut([database('new', args)]) },
  'db:up': { does: 'brings the development database (or that of DATABASE_URL) to the present state', carryOut: args => carryOut([database('up', args)]) },
  'db:types': { does: 'prints the types of the tables anew from the migrations', carryOut: args => carryOut([database('types', args)]) },
  'db:reset': { does: 'empties the embedded development database and fills it anew', carryOut: args => carryOut([database('reset', args)]) },
  'demo:score': {
    does: 'the run on the invented county against its planted truth; --children, --seed, --json',
    carryOut: withArguments(args => [running('score', 'bin/yingjin.mjs', 'score', ...args)]),
  },
  bench: { does: 'time and memory side by side with peers; --small, --json', carryOut: withArguments(args => [running('bench', 'bin/bench.mjs', ...args)]) },
  'bench:policy': {
    does: 'the policy engine on one county aid, beside a statement by hand; --small, --students, --only, --json, --record',
    carryOut: withArguments(args => [running('bench policy', 'bin/bench.mjs', 'policy', ...args)]),
  },
  'sql:spark': {
    does: 'every statement read as Spark, carried over to DuckDB and compared; on demand, needs python3 with sqlglot and duckdb; packs by id',
    carryOut: withArguments(args => [running('spark text', 'bin/spark.mjs', ...args)]),
  },
  'pack:new': {
    does: 'begins a county pack: npm run pack:new -- 341225-funan 阜南县',
    carryOut: withArguments(args => [running('pack:new', 'bin/yingjin.mjs', 'pack-new', ...args)]),
  },
  'pack:check': {
    does: 'all that is wrong with a pack, its cases worked, what is still to be written or entered; all packs, or by name or folder',
    carryOut: withArguments(args => [running('pack:check', 'bin/yingjin.mjs', 'pack-check', ...args)]),
  },
  'pack:diff': {
    does: 'whose result changes and why, between two packs or since a commit: npm run pack:diff -- yanjin --since HEAD~1',
    carryOut: withArguments(args => [running('pack:diff', 'bin/yingjin.mjs', 'pack-diff', ...args)]),
  },
  'pack:page': {
    does: 'a page per pack that shows every rule in Chinese; --out',
    carryOut: withArguments(args => [running('pack:page', 'bin/yingjin.mjs', 'pack-page', ...args)]),
  },
  'policy:mutations': {
    does: 'defects made in the county packs by seed, and what finds them: types, diagnostics, cases; --seed, --count, --all, --pack, --missed, --json',
    carryOut: withArguments(args => [running('mutations', 'bin/mutations.mjs', ...args)]),
  },
  fix: { does: 'everything a machine can repair', carryOut: withArguments(() => fixSteps) },
} as const satisfies Readonly<Record<string, Verb>>

const usage = (): string =>
  Object.entries(verbs)
    .map(([name, { does }]) => `  npm run ${name.padEnd(12)} ${does}`)
    .join('\n')

/** The options of a verb are those its line names; a verb that hands over to the program leaves them to it. */
const unknownOption = (name: string, does: string, args: readonly string[]): string | undefined =>
  /^(?:check|fix|test)/.test(name) ? args.find(arg => arg.startsWith('--') && !does.split(/[\s,;()]+/).includes(arg.replace(/=.*$/s, ''))) : undefined

/** Carries out one verb; the last line is `N passed, N failed`, and the exit code is 1 when anything failed. */
export const main = async (argv: readonly string[]): Promise<number> => {
  const [name = '', ...args] = argv
  const verb = (verbs as Readonly<Record<string, Verb>>)[name]
  if (verb === undefined) {
    process.stderr.write(`no verb “${name}”; verbs:\n${usage()}\n`)
    return 2
  }
  const line = `npm run ${name}: ${verb.does}\n`
  if (args.includes('--help') && !/^(?:pack|demo):/.test(name)) {
    process.stdout.write(line)
    return 0
  }
  const unknown = unknownOption(name, verb.does, args)
  if (unknown !== undefined) {
    process.stderr.write(`no option “${unknown}”; ${line}`)
    return 2
  }
  const tally = verb.carryOut(args)
  process.stdout.write(`${printTally(tally)}\n`)
  return tally.failed === 0 && tally.passed > 0 ? 0 : 1
}
