import { expect, test } from 'vitest'
import { withoutMarks } from './without-marks.ts'

test('marks of the register go, and the clause stays as it is written', () => {
  expect(withoutMarks('附件第2条“一是”（PS-A2.1a）')).toBe('附件第2条“一是”')
  expect(withoutMarks('PS-A2.5、PS-A2.6，附件第2条')).toBe('附件第2条')
  expect(withoutMarks('三（四）精准资助第5条（YJ-3.4a.5a）')).toBe('三（四）精准资助第5条')
  expect(withoutMarks('渝财教〔2021〕38号第三条（2021年）')).toBe('渝财教〔2021〕38号第三条（2021年）')
})
