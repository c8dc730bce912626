import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { askers, type AskerName, aServedCounty, type ServedCounty } from './served-county.ts'

/** Where the verb has put it; how many examples an operation gets, and by which seed. */
const program = process.env['SCHEMATHESIS'] ?? 'schemathesis'
const examples = process.env['API_EXAMPLES'] ?? '1'
const phases = process.env['API_PHASES'] ?? 'fuzzing'
const seed = process.env['API_SEED'] ?? '1'

const checks = ['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_headers_conformance', 'response_schema_conformance']

let county: ServedCounty
beforeAll(async () => {
  county = await aServedCounty()
})
afterAll(() => county.close())

test.each(Object.keys(askers) as AskerName[])('%s gets from every operation what the OpenAPI document says, and never a fault of ours', async asker => {
  const child = spawn(
    program,
    [
      'run',
      `${county.address}/api/openapi.json`,
      `--header=Authorization: Bearer ${county.tokenOf(asker)}`,
      `--checks=${checks.join(',')}`,
      `--max-examples=${examples}`,
      `--seed=${seed}`,
      `--phases=${phases}`,
      '--workers=2',
      '--generation-database=none',
      '--suppress-health-check=all',
      '--no-color',
      '--continue-on-failure',
    ],
    // It leaves what it found in a folder of its own where it runs.
    { stdio: ['ignore', 'pipe', 'pipe'], cwd: county.scratch },
  )
  // One that takes too long asks nobody after it.
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [code] = (await once(child, 'close')) as [number]
  // What failed stands before long lists of warnings: both its beginning and the sums are told.
  const failures = said.indexOf(' FAILURES ')
  const told = `${failures < 0 ? '' : said.slice(failures, failures + 6000)}\n…\n${said.slice(-2000)}`
  // Each role answers for its own faults.
  expect(county.faults.splice(0).slice(0, 5)).toEqual([])
  expect(code, told).toBe(0)
  // A role in whose name nothing was asked has not passed: every operation of the document, each at least once.
  const operations = (word: string): number => Number(new RegExp(`${word}: (\\d+)`).exec(said)?.[1] ?? 0)
  expect(operations('Selected'), told).toBeGreaterThan(100)
  expect(operations('Tested'), told).toBe(operations('Selected'))
})
