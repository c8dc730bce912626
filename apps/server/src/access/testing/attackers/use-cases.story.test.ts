import { afterAll, expect, test } from 'vitest'
import { useCases } from '../../index.ts'
import { askingEverybody } from './ask-everybody.ts'

const asking = askingEverybody()
afterAll(() => asking.close())

test('every use case says who may ask for it, and its name is its own', () => {
  for (const { contract } of useCases) {
    expect([contract.name, ['reach', 'account', 'everybody'].includes(contract.access.needs)]).toEqual([contract.name, true])
    if (contract.access.needs === 'everybody') expect(contract.access.because.length).toBeGreaterThan(10)
  }
  expect(new Set(useCases.map(({ contract }) => contract.name)).size).toBe(useCases.length)
})

test.each(useCases.map(useCase => [useCase.contract.name, useCase] as const))(
  '%s turns away whoever may not ask, and answers everybody else without a fault',
  async (_, useCase) => {
    const { wrong, letIn } = await asking.ask(useCase)
    expect(wrong).toEqual([])
    expect(letIn).toBeGreaterThan(0)
  },
)
