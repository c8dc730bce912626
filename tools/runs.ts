/**
 * The runs of the house. A test file belongs to exactly one, by the end of its name: `x.test.ts` is a unit test,
 * `x.story.test.ts` walks a use case end to end, `x.journey.test.ts` a whole way of many, in minutes, `x.twins.test.ts` holds two meanings of one thing against each other, `x.crash.test.ts` kills what works,
 * `x.api.test.ts` asks a served program by a tool of others, `x.web.test.ts` walks the pages in a real browser.
 */
export type Run = Readonly<{
  name: 'unit' | 'story' | 'journey' | 'twins' | 'crash' | 'api' | 'web'
  include: readonly string[]
  exclude: readonly string[]
  timeoutMs: number
}>

/** The rooms where tests may stand. A test elsewhere belongs to no run, and the gate says so. */
export const testedRooms = ['packages/*', 'apps/*', 'packs/*', 'bench', 'examples', 'bin', 'tools'] as const

const ending = (name: string): readonly string[] => testedRooms.map(room => `${room}/**/*.${name}.ts`)

export const runs: readonly Run[] = [
  {
    name: 'unit',
    include: ending('test'),
    exclude: [
      ...ending('story.test'),
      ...ending('journey.test'),
      ...ending('twins.test'),
      ...ending('crash.test'),
      ...ending('api.test'),
      ...ending('web.test'),
      '**/node_modules/**',
    ],
    timeoutMs: 30_000,
  },
  { name: 'story', include: ending('story.test'), exclude: ['**/node_modules/**'], timeoutMs: 240_000 },
  { name: 'journey', include: ending('journey.test'), exclude: ['**/node_modules/**'], timeoutMs: 600_000 },
  { name: 'twins', include: ending('twins.test'), exclude: ['**/node_modules/**'], timeoutMs: 600_000 },
  { name: 'crash', include: ending('crash.test'), exclude: ['**/node_modules/**'], timeoutMs: 300_000 },
  // A role with every edge of every schema takes a quarter of an hour where others work beside it.
  { name: 'api', include: ending('api.test'), exclude: ['**/node_modules/**'], timeoutMs: 3_600_000 },
  { name: 'web', include: ending('web.test'), exclude: ['**/node_modules/**'], timeoutMs: 300_000 },
]
