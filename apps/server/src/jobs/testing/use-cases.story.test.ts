import { afterAll, expect, test } from 'vitest'
import { askingEverybody } from '../../access/testing/index.ts'
import { useCases } from '../index.ts'

const asking = askingEverybody()
afterAll(() => asking.close())

const withoutKinds = useCases({
  kinds: {},
  fieldsOf: () => {
    throw new Error('no order is sealed here')
  },
})
test.each(withoutKinds.map(useCase => [useCase.contract.name, useCase] as const))(
  '%s turns away whoever may not ask, and answers everybody else without a fault',
  async (_, useCase) => {
    const { wrong, letIn } = await asking.ask(useCase)
    expect(wrong).toEqual([])
    expect(letIn).toBeGreaterThan(0)
  },
)
