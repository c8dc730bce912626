import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImportPoint } from './commit-import.ts'
import { importCases } from './import-cases.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'

let county: TestCounty
beforeAll(async () => {
  county = await aCounty()
})
afterAll(() => county.close())

const points = {
  commit: ['planned', 'persons-written', 'particulars-written', 'identity_number-written', 'enrolment-written', 'refreshed', 'rows-settled'],
  undo: ['ended', 'restored'],
} as const satisfies Readonly<Record<string, readonly ImportPoint[]>>

/** Everything in the registry and the trail, counted and digested. */
const everything = async (): Promise<readonly object[]> => {
  const tables = await county.ask<{ name: string }>(
    `select format('%I.%I', in_schema, in_table) as name from infrastructure.table_guard where in_schema in ('registry', 'audit') order by 1`,
  )
  return Promise.all(
    tables.map(
      async ({ name }) =>
        (
          await county.ask(`select $1 as name, count(*) as n, md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as digest from ${name} t`, name)
        )[0] ?? {},
    ),
  )
}

/** The same work once more, with its connection ended by the server at a named point. */
const cutAt = (point: ImportPoint): ReturnType<typeof importCases> =>
  importCases({
    fieldsOf: () => county.fields,
    at: async reached => {
      if (reached !== point) return
      const admin = new pg.Client(county.db.admin())
      await admin.connect()
      try {
        await admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'yingjin_office' and state like 'idle in transaction%'`,
          [county.db.name],
        )
      } finally {
        await admin.end()
      }
    },
  })

const whole = importCases({ fieldsOf: () => county.fields, at: () => Promise.resolve() })
const row = (sequence: number, grade: number) => ({
  name: `赵${sequence}`,
  id_number: sampleId({ born: '2012-05-06', sequence }),
  school_code: '2199010001',
  grade,
})

test('an import or an undo cut off anywhere leaves nothing, and does it whole when asked again', async () => {
  const { importId: first } = must(await county.does(whole.stage, aFile('student-roll', [row(1, 3), row(2, 3)])))
  must(await county.does(whole.commit, { importId: first }))
  const { importId } = must(await county.does(whole.stage, aFile('student-roll', [row(1, 4), row(3, 3)])))
  const before = await everything()
  for (const point of points.commit) {
    await expect(county.does(cutAt(point).commit, { importId })).rejects.toThrow(/terminat|connection/i)
    expect([point, await everything()]).toEqual([point, before])
  }
  must(await county.does(whole.commit, { importId }))
  const committed = await everything()
  expect(committed).not.toEqual(before)
  for (const point of points.undo) {
    await expect(county.does(cutAt(point).undo, { importId })).rejects.toThrow(/terminat|connection/i)
    expect([point, await everything()]).toEqual([point, committed])
  }
  must(await county.does(whole.undo, { importId }))
})
