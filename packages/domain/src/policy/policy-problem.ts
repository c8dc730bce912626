import type { Problem, WordingFor } from '@yingjin/kernel'

export type PolicyLibraryProblem =
  | Problem<'policy-library/no-such-pack', { id: string; known: readonly string[] }>
  | Problem<'policy-library/cannot-read', { id: string; says: string }>
  | Problem<'policy-library/no-simulation', { simulationId: string; possible: readonly string[] }>

export const policyLibraryWording: WordingFor<PolicyLibraryProblem> = {
  'policy-library/no-such-pack': p => `政策库里没有“${p.id}”。现有：${p.known.join('、')}。`,
  'policy-library/cannot-read': p => `政策包 ${p.id} 现在读不出来：${p.says}。请管理员用 pack:check 检查这个政策包。`,
  'policy-library/no-simulation': p => `没有编号 ${p.simulationId} 的测算，或者不在您的权限范围内。可以：${p.possible.join('；')}。`,
}
