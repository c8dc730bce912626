import { defineConfig } from 'vitest/config'
import { runs } from './tools/runs.ts'

/** One project per run; which file belongs to which run stands in one table, so that a check can ask it too. */
export default defineConfig({
  test: {
    projects: runs.map(({ name, include, exclude, timeoutMs }) => ({
      extends: true,
      test: { name, include: [...include], exclude: [...exclude], testTimeout: timeoutMs, hookTimeout: timeoutMs },
    })),
    pool: 'forks',
    maxWorkers: 2,
    restoreMocks: true,
    // One PostgreSQL for a run, started when its first test asks for a database.
    globalSetup: ['apps/server/src/platform/postgres/testing/global-setup.ts'],
  },
})
