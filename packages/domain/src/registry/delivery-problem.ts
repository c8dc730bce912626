import type { Problem, WordingFor } from '@yingjin/kernel'
import { type DeliveryMove, deliveryMoveWords, type DeliveryStatus, deliveryStatusWords } from './delivery.ts'

/** What may stand in the way of a file that was sent. */
export type DeliveryProblem =
  | Problem<'registry/delivery-other-content', { name: string }>
  | Problem<'registry/delivery-not', { name: string; status: DeliveryStatus; wanted: string; possible: readonly DeliveryMove[] }>
  | Problem<'registry/delivery-unreadable', { name: string; says: string }>
  | Problem<'registry/list-hindered', { roster: string; says: string }>
  | Problem<'registry/list-staged', { roster: string; importId: string }>
  | Problem<'registry/nothing-returned', { roster: string }>

export const deliveryWording: WordingFor<DeliveryProblem> = {
  'registry/delivery-other-content': p => `“${p.name}”传到一半内容变了，没有收下。请确认文件已经保存并关闭，再放一次。`,
  'registry/delivery-not': p =>
    `“${p.name}”现在是“${deliveryStatusWords[p.status]}”，不能${p.wanted}。${
      p.possible.length === 0 ? '要重新收，请把文件再放一次。' : `现在可以：${p.possible.map(move => deliveryMoveWords[move]).join('、')}。`
    }`,
  'registry/delivery-unreadable': p => `“${p.name}”没有收下：${p.says}`,
  'registry/list-hindered': p => `“${p.roster}”不能入库：${p.says}`,
  'registry/list-staged': p => `“${p.roster}”已经试算过（收数批次 ${p.importId}）。要改读法，请先放弃那一批。`,
  'registry/nothing-returned': p => `“${p.roster}”没有要退回的行，没有表要下载。请在“收数历史”里看有退回行的批次。`,
}
