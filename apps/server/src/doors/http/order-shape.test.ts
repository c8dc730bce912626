import type { Contract } from '@yingjin/domain/access'
import * as registry from '@yingjin/domain/registry'
import { expect, test } from 'vitest'
import { shapeOf } from './order-shape.ts'

test('a question that names a person by a number is posted, so that no address holds the number', () => {
  expect(shapeOf(registry.findPersons)).toMatchObject({ method: 'POST', path: '/api/registry/find-persons' })
  expect(shapeOf(registry.showPerson)).toMatchObject({ method: 'GET' })
})

const holdsNumbers = /number|lastFour|phone|account$/i

test('no question is got whose order asks for a number of a person', () => {
  const contracts = Object.values<unknown>(registry).filter(
    (each): each is Contract => typeof each === 'object' && each !== null && 'order' in each && 'access' in each,
  )
  expect(contracts.length).toBeGreaterThan(50)
  for (const contract of contracts) {
    const shape = shapeOf(contract)
    if (shape.method === 'GET')
      expect([contract.name, Object.keys(shape.order.properties ?? {}).filter(name => holdsNumbers.test(name))]).toEqual([contract.name, []])
  }
})
