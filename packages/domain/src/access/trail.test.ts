import { expect, test } from 'vitest'
import { personsIn } from './trail.ts'

test('an entry is about whoever its order names under whatever duty, once each', () => {
  expect(personsIn([{ fromPersonId: '12', toPersonId: '7' }, { handedOver: 3 }])).toEqual(['7', '12'])
  expect(personsIn([{ personId: '5', otherPersonId: '6', version: 1 }, { sides: [{ personId: '5' }, null] }])).toEqual(['5', '6'])
  expect(personsIn([{ personIds: '5', holder: '6', holderPersonId: null }])).toEqual([])
})
