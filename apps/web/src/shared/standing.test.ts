import { expect, test } from 'vitest'
import { changedSince } from './standing.ts'

test('what another changed is named with what it was and what it is; what stayed is not', () => {
  expect(changedSince({ 办理: '待派', 期限: '2022-10-08' }, { 办理: '已派', 期限: '2022-10-08', 责任人: '周建平' })).toEqual([
    { word: '办理', was: '待派', is: '已派' },
    { word: '责任人', was: '', is: '周建平' },
  ])
  expect(changedSince(null, { 办理: '已派' })).toEqual([])
})
