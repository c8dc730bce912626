/** `closed` acts no more; `without-grant` is open and sees nothing today; `without-login` cannot come in. */
export const accountStandings = { open: '在用', 'without-grant': '没有授权', 'without-login': '不能登录', closed: '已停用' } as const
export type AccountStanding = keyof typeof accountStandings
