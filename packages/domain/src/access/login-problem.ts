import type { Problem, WordingFor } from '@yingjin/kernel'

/** Why nobody was let in, or no user made. What was wrong of name and password is not said. */
export type LoginProblem =
  | Problem<'login/wrong'>
  | Problem<'login/wrong-code'>
  | Problem<'login/closed-for-now', { minutes: number }>
  | Problem<'login/busy'>
  | Problem<'login/unfit-password', { shortest: number }>
  | Problem<'login/unfit-name', { username: string }>
  | Problem<'login/name-taken', { username: string }>
  | Problem<'login/no-user'>
  | Problem<'login/wrong-current'>
  | Problem<'login/second-factor-there'>
  | Problem<'login/half-over'>
  | Problem<'login/no-session'>
  | Problem<'login/no-account'>

export const loginWording: WordingFor<LoginProblem> = {
  'login/wrong': () => '账号或口令不对。请核对大小写后再试；忘了口令，请本单位管理员重设。',
  'login/wrong-code': () =>
    '动态码不对、已过期，或者已经用过（每个只能用一次）。请看手机上现在显示的 6 位数字，刚用过的等它换成下一个；手机丢了，请用备用码或请管理员重设。',
  'login/closed-for-now': p => `连续多次没有登录成功，为保护账号先停 ${p.minutes} 分钟。您的账号没有问题，到时再试；着急的话请管理员重设口令。`,
  'login/busy': () => '同时登录的人太多，这一次没有核对，也不算输错。请过半分钟再试。',
  'login/unfit-password': p => `口令至少 ${p.shortest} 个字符，不能包含账号，也不能是几个字反复。请用几个不相干的词连起来。`,
  'login/unfit-name': p => `“${p.username}”不能用作账号。请用 2 至 40 个字母、数字、点或下划线，不要用手机号或证件号码。`,
  'login/name-taken': p => `账号“${p.username}”已经有人用。请换一个。`,
  'login/no-user': () => '这个账号还没有登录用户。请先建立。',
  'login/wrong-current': () => '现在的口令不对，没有改动。请核对大小写后再试。',
  'login/second-factor-there': () => '这个账号已经用动态码登录。要换手机，请管理员重设后再登记。',
  'login/half-over': () => '输入动态码的时间已过，或者还没有输入账号和口令。请从账号和口令重新登录。',
  'login/no-account': () => '这个账号已停用，或者还没有建好，不能登录。请找本单位管理员。',
  'login/no-session': () => '您没有这次登录，或者它已经退出。请刷新后再看。',
}
