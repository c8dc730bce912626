import { expect, test } from 'vitest'
import { classNumberOf } from './index.ts'

test.each([
  ['2班', '2'],
  ['七年级2班', '2'],
  ['七年级（2）班', '2'],
  ['七(2)班', '2'],
  ['7.2班', '2'],
  ['７（１２）班', '12'],
  ['02班', '2'],
  ['大班（1）', '1'],
  ['2', '2'],
  ['实验班', null],
  ['三班', null],
  ['2022级', null],
])('the class a roster calls %s has the number %s', (name, number) => expect(classNumberOf(name)).toBe(number))
