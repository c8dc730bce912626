import { createConfig, lintFromString } from '@redocly/openapi-core'
import { expect, test } from 'vitest'
import type { UseCase } from '../../access/index.ts'
import { jobCases } from '../../jobs/index.ts'
import { openHttp } from '../../doors/http/index.ts'
import { subjectsOf } from '../../main.ts'
import { openLog } from '../../platform/log/index.ts'

/**
 * What the linter recommends, and errors only. A problem is the one answer beside 200 and stands under `default`, so that
 * no operation lists every status; `On-Behalf-Of` and the like are headers of ours, and the server is the one that serves.
 */
const config = await createConfig({ extends: ['recommended-strict'], rules: { 'operation-4xx-response': 'off' } })

const nobody = () => {
  throw new Error('no database is needed to say what may be asked')
}

test('the OpenAPI document of all subjects is without a fault to a linter that did not make it', async () => {
  const { start, show } = jobCases({ kinds: {}, fieldsOf: nobody })
  const app = await openHttp({
    pool: null as never,
    subjects: subjectsOf({ of: nobody }, {}),
    log: openLog(() => undefined),
    long: { kinds: new Set(['registry.commit-import']), start: start as unknown as UseCase, show: show as unknown as UseCase },
  })
  const source = (await app.inject({ url: '/api/openapi.json' })).body
  const found = await lintFromString({ source, absoluteRef: 'openapi.json', config })
  expect(Object.keys((JSON.parse(source) as { paths: object }).paths).length).toBeGreaterThan(50)
  expect(found.map(({ ruleId, message, location }) => `${ruleId}: ${message} at ${location[0]?.pointer ?? ''}`)).toEqual([])
  await app.close()
})
