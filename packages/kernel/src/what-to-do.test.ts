import { expect, test } from 'vitest'
import { whatToDo } from './what-to-do.ts'

test.each([
  ['这个账号已停用，不能登录。请找本单位管理员。', ['请找本单位管理员']],
  ['收数批次 3 现在是“收数中”，不能入库。现在可以：续收、收齐、放弃。', ['续收', '收齐', '放弃']],
  ['名单有 9 行，没有打印。可以：缩小条件；下载工作簿。', ['缩小条件', '下载工作簿']],
  ['这条申请不能撤回。它已经办结，需要时请重新申请。', ['它已经办结，需要时请重新申请']],
  ['申请人不能审批自己的申请。', []],
  ['没有提请，也没有请求。', []],
])('“%s” tells to do %j', (refusal, possible) => {
  expect(whatToDo(refusal)).toEqual(possible)
})
