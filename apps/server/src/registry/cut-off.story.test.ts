import { createHash } from 'node:crypto'
import { partsText, partText } from '@yingjin/domain/registry'
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

test('a file that arrives in parts is taken up where its connection was lost, and given up it leaves the file free', async () => {
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
  const { rows, ...file } = aFile('student-roll', [row(11, 4), row(12, 3), row(13, 3)], { of: '分段', coverage: 'partial' }) as {
    rows: { sheet: string; row: number; values: Record<string, unknown> }[]
  }
  const pieces = [rows.slice(0, 2), rows.slice(2)]
  const digests = pieces.map(piece => sha256(partText(piece)))
  const part = (importId: string, n: number) => ({ importId, part: n, digest: digests[n - 1], rows: pieces[n - 1] })
  const end = (importId: string, count: number) => ({ importId, rows: count, digest: sha256(partsText(digests)) })
  const fresh = await everything()

  await expect(county.does(cutAt('begun').begin, file)).rejects.toThrow(/terminat|connection/i)
  expect(await everything()).toEqual(fresh)
  const { importId } = must(await county.does(whole.begin, file))
  const begun = await everything()
  await expect(county.does(cutAt('part-laid').addPart, part(importId, 1))).rejects.toThrow(/terminat|connection/i)
  expect(await everything()).toEqual(begun)

  expect(must(await county.does(whole.addPart, part(importId, 2)))).toEqual({ rows: 1, again: false })
  expect(await county.does(whole.end, end(importId, 3))).toMatchObject({ problem: { code: 'registry/parts-missing', facts: { missing: [1], rows: 1 } } })
  expect(await county.does(whole.commit, { importId })).toMatchObject({
    problem: { code: 'registry/import-not', facts: { possible: ['续收', '收齐', '放弃'] } },
  })
  // Whoever begins the same file again is told what is there already.
  expect(must(await county.does(whole.begin, file))).toMatchObject({ importId, parts: [{ part: 2, rows: 1 }] })
  expect(must(await county.does(whole.list, {})).imports[0]).toMatchObject({ importId, status: 'arriving', rowsAccepted: 1 })
  must(await county.does(whole.addPart, part(importId, 1)))
  expect(must(await county.does(whole.addPart, part(importId, 1)))).toEqual({ rows: 2, again: true })
  expect(await county.does(whole.addPart, { ...part(importId, 1), rows: pieces[1], digest: digests[1] })).toMatchObject({
    problem: { code: 'registry/part-differs' },
  })
  expect(await county.does(whole.addPart, { ...part(importId, 3), rows: pieces[1], digest: digests[0] })).toMatchObject({
    problem: { code: 'registry/part-garbled' },
  })
  expect(await county.does(whole.end, { ...end(importId, 3), digest: digests[0] })).toMatchObject({ problem: { code: 'registry/parts-differ' } })
  const there = await everything()
  await expect(county.does(cutAt('parts-ended').end, end(importId, 3))).rejects.toThrow(/terminat|connection/i)
  expect(await everything()).toEqual(there)
  must(await county.does(whole.end, end(importId, 3)))
  expect(must(await county.does(whole.showParts, { importId }))).toMatchObject({ status: 'staged', parts: [{ part: 1 }, { part: 2 }] })
  expect(must(await county.does(whole.commit, { importId })).rows).toMatchObject({ accepted: 3, new: 3 })

  const other = { ...file, fileDigest: sha256('another') }
  const { importId: half } = must(await county.does(whole.begin, other))
  must(await county.does(whole.addPart, part(half, 1)))
  must(await county.does(whole.giveUp, { importId: half }))
  expect(await county.does(whole.addPart, part(half, 2))).toMatchObject({ problem: { code: 'registry/import-not' } })
  expect(must(await county.does(whole.begin, other)).parts).toEqual([])
})
