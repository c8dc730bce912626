import type { Problem, WordingFor } from '@yingjin/kernel'

/** The first place at which a trail is not what was sealed. */
export type AuditProblem =
  | Problem<'audit/seal-missing', { number: bigint }>
  | Problem<'audit/seal-altered', { number: bigint }>
  | Problem<'audit/entry-altered', { number: bigint; entry: bigint }>
  | Problem<'audit/reason-altered', { number: bigint; entry: bigint }>
  | Problem<'audit/entry-missing', { number: bigint; entry: bigint }>
  | Problem<'audit/entry-added', { number: bigint; entry: bigint }>
  | Problem<'audit/head-differs', { number: bigint; printed: string; found: string }>
  | Problem<'audit/head-beyond', { number: bigint; last: bigint }>

const keep = '请立即停止使用、保留现场（先做一份备份），并报告本局信息安全责任人。'

export const auditWording: WordingFor<AuditProblem> = {
  'audit/seal-missing': p => `操作日志的第 ${p.number} 号封记不见了。${keep}`,
  'audit/seal-altered': p => `操作日志的第 ${p.number} 号封记被改过，或者它前面的封记被换过。${keep}`,
  'audit/entry-altered': p => `操作日志第 ${p.entry} 条（第 ${p.number} 号封记内）封记之后被改过。${keep}`,
  'audit/reason-altered': p => `操作日志第 ${p.entry} 条（第 ${p.number} 号封记内）所写的原因，封记之后被改过或补写过。${keep}`,
  'audit/entry-missing': p => `操作日志第 ${p.entry} 条（第 ${p.number} 号封记内）封记之后被删除。${keep}`,
  'audit/entry-added': p => `操作日志第 ${p.entry} 条是封记之后补进第 ${p.number} 号封记的时段里的。${keep}`,
  'audit/head-differs': p => `第 ${p.number} 号封记印在报表上的是 ${p.printed}，库里现在是 ${p.found}：整条日志链被重写过。${keep}`,
  'audit/head-beyond': p =>
    `报表上印的是第 ${p.number} 号封记，库里只到第 ${p.last} 号：日志被截短，或者恢复了更早的备份。请核对这是哪一天的备份；不是恢复造成的，${keep}`,
}
