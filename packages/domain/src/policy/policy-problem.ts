import type { Problem, WordingFor } from '@yingjin/kernel'

export type PolicyLibraryProblem =
  | Problem<'policy-library/no-such-pack', { id: string; known: readonly string[] }>
  | Problem<'policy-library/cannot-read', { id: string; says: string }>

export const policyLibraryWording: WordingFor<PolicyLibraryProblem> = {
  'policy-library/no-such-pack': p => `政策库里没有“${p.id}”。现有：${p.known.join('、')}。`,
  'policy-library/cannot-read': p => `政策包 ${p.id} 现在读不出来：${p.says}。请管理员用 pack:check 检查这个政策包。`,
}
