import { expect, test } from 'vitest'
import { messagesIn } from './events.ts'
import { withStep } from './steps.ts'

test('messages are read whole: half of one waits for its other half, a beat says nothing', () => {
  const first = messagesIn('retry: 2000\n\n: \n\nid: 3\nevent: progress\ndata: {"change":3}\n\nid: 4\ndata: {"ch')
  expect(first).toEqual({ data: ['{"change":3}'], left: 'id: 4\ndata: {"ch' })
  expect(messagesIn(`${first.left}ange":4}\r\n\r\n`)).toEqual({ data: ['{"change":4}'], left: '' })
})

test('a step goes on under its name; another one begins below it', () => {
  const steps = [
    { step: '读名册', done: 1, of: 10 },
    { step: '读名册', done: 2, of: 10 },
    { step: '比对', done: null, of: null },
  ].reduce(withStep, [] as ReturnType<typeof withStep>)
  expect(steps).toEqual([
    { step: '读名册', done: 2, of: 10 },
    { step: '比对', done: null, of: null },
  ])
  expect(withStep(steps, { step: null, done: null, of: null })).toEqual(steps)
})
