import { createConfig, lintFromString } from '@redocly/openapi-core'
import { expect, test } from 'vitest'
import { z } from 'zod'
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

type Schema = Readonly<{
  properties?: Readonly<Record<string, Schema>>
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  allOf?: readonly Schema[]
  items?: Schema
  type?: unknown
}>
/** Every property of an order, however deep, by its path. */
const propertiesOf = (schema: Schema, at = ''): readonly (readonly [string, Schema])[] => [
  ...Object.entries(schema.properties ?? {}).flatMap(([name, of]): readonly (readonly [string, Schema])[] => [
    [`${at}.${name}`, of],
    ...propertiesOf(of, `${at}.${name}`),
  ]),
  ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? []), ...(schema.items === undefined ? [] : [schema.items])].flatMap(of =>
    propertiesOf(of, at),
  ),
]
const isOneOfAList = (schema: Schema): boolean =>
  schema.enum !== undefined || schema.const !== undefined || schema.type === 'boolean' || [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].some(isOneOfAList)

test('what a list is ordered or counted by is one of a list of words, never a text of the asker', () => {
  const orders = subjectsOf({ of: nobody }, {})
    .flatMap(({ useCases }) => useCases)
    .flatMap(({ contract }) =>
      propertiesOf(z.toJSONSchema(contract.order, { io: 'input', unrepresentable: 'any' }) as Schema).map(
        ([path, schema]) => [`${contract.name}${path}`, schema] as const,
      ),
    )
    .filter(([path]) => /\.(by|sort|sortBy|orderBy|orderedBy|direction|groupBy|descending)$/i.test(path))
  expect(orders.length).toBeGreaterThan(2)
  expect(orders.filter(([, schema]) => !isOneOfAList(schema)).map(([path]) => path)).toEqual([])
})

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
