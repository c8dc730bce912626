import { expect, test } from 'vitest'
import { house } from './house.ts'
import { testsOnADatabase } from './postgres.ts'

test('the tests on a database are found by what they ask for, wherever they stand', () => {
  const found = testsOnADatabase(house)
  expect(found).toContain('apps/server/src/platform/postgres/schema.story.test.ts')
  // By a county that a helper lays down.
  expect(found).toContain('apps/server/src/registry/undo.journey.test.ts')
  expect(found).toContain('apps/server/src/leads/leads.story.test.ts')
  expect(found).toContain('apps/server/src/doors/http/open-http.story.test.ts')
  expect(found).not.toContain('apps/server/src/platform/postgres/embedded.story.test.ts')
})
