import type { Problem, WordingFor } from '@yingjin/kernel'

export type PolicyLibraryProblem =
  | Problem<'policy-library/no-such-pack', { id: string; known: readonly string[] }>
  | Problem<'policy-library/cannot-read', { id: string; says: string }>
  | Problem<'policy-library/no-simulation', { jobId: string; possible: readonly string[] }>

export const policyLibraryWording: WordingFor<PolicyLibraryProblem> = {
  'policy-library/no-such-pack': p => `政策库里没有“${p.id}”。现有：${p.known.join('、')}。`,
  'policy-library/cannot-read': p => `政策包 ${p.id} 现在读不出来：${p.says}。请管理员用 pack:check 检查这个政策包。`,
  'policy-library/no-simulation': p =>
    `任务 ${p.jobId} 没有可以导出的测算：不是测算，还没有算完，或者结果已过保存期限（一个月）。可以：${p.possible.join('；')}。`,
}
