import { setImmediate as aMoment } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyOut } from './copied-rows.ts'
import { asActorReading } from './index.ts'
import { aDatabase, type TestDatabase } from './testing/index.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await aDatabase()
})
afterAll(() => db.close())

const megabyte = 1_048_576
/** Reads so many rows of a kilobyte out, slower than the server gives them; gives their bytes and by how much the process grew meanwhile. */
const readOut = (rows: number): Promise<Readonly<{ bytes: number; grownMb: number }>> =>
  asActorReading(db.pool, '', async tx => {
    const before = process.memoryUsage().rss
    let [bytes, greatest, parts] = [0, before, 0]
    for await (const part of copyOut(tx, `select repeat(md5(n::text), 32) from generate_series(1, ${rows}) n`)) {
      bytes += part.length
      parts += 1
      if (parts % 50 === 0) {
        await aMoment()
        greatest = Math.max(greatest, process.memoryUsage().rss)
      }
    }
    return { bytes, grownMb: (greatest - before) / megabyte }
  })

test('an export takes no more memory where it is longer: 400 MB go by, and what is held is a fraction of it', async () => {
  await readOut(20_000)
  const { bytes, grownMb } = await readOut(400_000)
  expect(bytes).toBe(400_000 * 1025)
  expect(grownMb).toBeLessThan(120)
})
