import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importCases } from './import-cases.ts'
import { mergeCases } from './merge-cases.ts'
import { joinByTwo } from './testing/join-by-two.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'

let county: TestCounty
let imports: ReturnType<typeof importCases>
const merges = mergeCases()
beforeAll(async () => {
  county = await aCounty()
  const parts = { fieldsOf: () => county.fields }
  imports = importCases(parts)
})
afterAll(() => county.close())

const rosters = ['student-roll', 'vocational-roll'] as const
type Step = Readonly<{ do: 'import'; roster: (typeof rosters)[number]; record: 0 | 1; grade: number }> | Readonly<{ do: 'merge' | 'split' | 'undo' }>
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      roster: fc.constantFrom(...rosters),
      record: fc.constantFrom(0 as const, 1 as const),
      grade: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('merge' as const, 'split' as const, 'undo' as const) }) },
)

let run = 0

test('whatever is imported, undone, merged and split: split again, each record says what its own rows said last', { timeout: 240_000 }, async () => {
  let [merged, undone] = [0, 0]
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async steps => {
      run += 1
      const id = (record: number): string => sampleId({ born: `${1960 + run}-05-06`, sequence: 10 + record })
      const bring = async (roster: string, record: number, grade: number, salt: string): Promise<string> => {
        const row = { name: '赵一', id_number: id(record), school_code: '2199010001', grade }
        const { importId } = must(await county.does(imports.stage, aFile(roster, [row], { of: `run-${run}`, coverage: 'partial', salt: `${run} ${salt}` })))
        must(await county.does(imports.commit, { importId }))
        return importId
      }
      for (const record of [0, 1]) await bring('household-register', record, 1, `first ${record}`)
      const who = await county.ask<{ person_id: bigint }>(
        `select person_id from registry.particulars where source = $1 order by person_id`,
        `household-register run-${run}`,
      )
      const [kept, parted] = who.map(({ person_id }) => String(person_id))
      const version = async (): Promise<number> =>
        (await county.ask<{ version: number }>(`select version from registry.person where person_id = $1`, parted))[0]?.version ?? 0
      let together = false
      const move = async (how: 'merge' | 'split'): Promise<void> => {
        if (together === (how === 'merge')) return
        together = how === 'merge'
        merged += together ? 1 : 0
        if (together) await joinByTwo(county, kept, parted)
        else must(await county.does(merges.split, { personId: parted, version: await version(), reason: '两个人' }))
      }
      const files: { importId: string; roster: string; record: number; grade: number }[] = []
      for (const [at, one] of steps.entries()) {
        if (one.do === 'import') files.push({ ...one, importId: await bring(one.roster, one.record, one.grade, String(at)) })
        else if (one.do === 'undo') {
          const last = files.at(-1)
          // A split that gave back what an import said keeps it from being undone.
          if (last !== undefined && (await county.does(imports.undo, { importId: last.importId })).ok) {
            files.pop()
            undone += 1
          }
        } else await move(one.do)
      }
      await move('split')
      const stands = await county.ask<{ person_id: bigint; roster: string; grade: string }>(
        `select person_id, split_part(source, ' ', 1) as roster, grade from registry.enrolment where source like $1 and ended_act is null`,
        `% run-${run}`,
      )
      const model = new Map(files.map(({ roster, record, grade }) => [`${record} ${roster}`, String(grade)]))
      expect(stands.map(({ person_id, roster, grade }) => `${String(person_id) === kept ? 0 : 1} ${roster} ${grade}`).toSorted()).toEqual(
        [...model].map(([key, grade]) => `${key} ${grade}`).toSorted(),
      )
    }),
    { numRuns: 12, seed: 990101, endOnFailure: true },
  )
  // The property is about something.
  expect([merged > 5, undone > 0]).toEqual([true, true])
})
