import { matterWords } from '@yingjin/domain/registry'
import { expect, test } from 'vitest'
import { type Fact, timelineOf } from './timeline.ts'

const fact = (of: Partial<Fact>): Fact => ({
  matter: 'enrolment',
  says: { matter: 'present', state: 'enrolled' },
  sourceName: '学籍导出',
  actId: '1',
  recordedAt: '2026-11-29T03:00:00Z',
  sheet: null,
  row: null,
  asOf: null,
  ...of,
})

test('what a roster says stands at the day of the roster, not at that on which it was read; newest first', () => {
  const moments = timelineOf(
    [
      fact({ asOf: '2022-09-05' }),
      fact({ says: { matter: 'present', state: 'left', valid_from: '2022-10-08' }, asOf: '2022-12-01' }),
      fact({ matter: 'designation', says: { kind: 'low_income', standing: 'yes', as_of: '2022-08-30' }, asOf: '2022-08-30' }),
      fact({ matter: 'past_payment', says: { item: '生活补助', paid_on: '2022-05-20' }, asOf: '2022-06-30' }),
      fact({ matter: 'away', says: { reason: '外出' } }),
    ],
    matterWords,
  )
  expect(moments.map(({ is, day }) => [is, day])).toEqual([
    ['entered', '2026-11-29'],
    ['from', '2022-10-08'],
    ['as-of', '2022-09-05'],
    ['as-of', '2022-08-30'],
    ['from', '2022-05-20'],
  ])
})
