import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openTurns } from './turns.ts'

test('never more at once than may, in the order they came, and beyond the bound nobody waits; a fault gives its turn on', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 10 }),
      fc.array(fc.boolean(), { maxLength: 30 }),
      async (atOnce, waiting, works) => {
        const inTurn = openTurns({ atOnce, waiting })
        const begun: number[] = []
        let [now, most] = [0, 0]
        const told = await Promise.all(
          works.map((fails, n) =>
            inTurn(async () => {
              begun.push(n)
              now += 1
              most = Math.max(most, now)
              await new Promise(setImmediate)
              now -= 1
              if (fails) throw new Error('fault')
              return n
            }).catch(() => 'fault'),
          ),
        )
        const taken = works.map((fails, n) => (n >= atOnce + waiting ? null : fails ? 'fault' : n))
        expect(told).toEqual(taken)
        expect(begun).toEqual(works.flatMap((_, n) => (n < atOnce + waiting ? [n] : [])))
        expect(most).toBe(Math.min(atOnce, begun.length))
        // Whoever comes afterwards finds every turn free.
        expect(await Promise.all(Array.from({ length: atOnce }, () => inTurn(async () => 'in')))).toEqual(Array<string>(atOnce).fill('in'))
      },
    ),
  )
})
