/** A change asked for (变更申请): who makes does not check. */
export const changeStatuses = ['asked', 'approved', 'returned', 'withdrawn'] as const
export type ChangeStatus = (typeof changeStatuses)[number]
export type ChangeMove = 'approve' | 'return' | 'withdraw'

/** What may be done with a request in each status; complete by type. */
export const changeMoves: Readonly<Record<ChangeStatus, Readonly<Partial<Record<ChangeMove, ChangeStatus>>>>> = {
  asked: { approve: 'approved', return: 'returned', withdraw: 'withdrawn' },
  approved: {},
  returned: {},
  withdrawn: {},
}
export const changeMoveWords: Readonly<Record<ChangeMove, string>> = { approve: '同意', return: '退回', withdraw: '撤回' }
export const changeStatusWords: Readonly<Record<ChangeStatus, string>> = { asked: '待审批', approved: '已同意', returned: '已退回', withdrawn: '已撤回' }
