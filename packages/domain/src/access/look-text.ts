/** What a line of the trail says was done. */
export const lookText = { order: '办理', look: '查看', unmask: '查看全文', export: '导出', login: '登录' } as const
