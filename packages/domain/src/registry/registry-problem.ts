import type { Problem, WordingFor } from '@yingjin/kernel'
import { type ActsProblem, actsWording } from './acts-problem.ts'
import { type DeliveryProblem, deliveryWording } from './delivery-problem.ts'
import { type ImportStatus, importStatusWords } from './import.ts'
import { type Rests, restsInWords } from './rests.ts'

export type RegistryProblem =
  | Problem<'registry/not-found', { what: string }>
  | Problem<'registry/kind-unknown', { roster: string }>
  | Problem<'registry/kind-not-of-persons', { roster: string }>
  | Problem<'registry/same-roster', { roster: string }>
  | Problem<'registry/roster-not-committed', { roster: string }>
  | Problem<'registry/other-county', { county: string; own: string; sheet: string; row: number }>
  | Problem<'registry/file-taken-before', { importId: string; status: ImportStatus }>
  | Problem<'registry/needs-whole-county', { fields: readonly string[] }>
  | Problem<'registry/import-not', { importId: string; status: ImportStatus; wanted: string; possible: readonly string[] }>
  | Problem<'registry/keys-changing'>
  | Problem<'registry/import-rested-on', { importId: string; rests: Rests }>
  | Problem<'registry/part-differs', { importId: string; part: number }>
  | Problem<'registry/part-garbled', { part: number }>
  | Problem<'registry/parts-missing', { importId: string; missing: readonly number[]; rows: number; expected: number }>
  | Problem<'registry/parts-differ', { importId: string }>
  | Problem<'registry/row-not-doubtful', { rowNo: number }>
  | Problem<'registry/newer-import', { importId: string; newer: string }>
  | Problem<'registry/opening-closed', { by: string }>
  | Problem<'registry/list-name-taken', { name: string }>
  | Problem<'registry/list-empty', { source: string }>
  | Problem<'registry/nothing-to-seek'>
  | Problem<'registry/own-request'>
  | Problem<'registry/number-taken', { personId: string }>
  | Problem<'registry/already-merged', { personId: string }>
  | Problem<'registry/not-merged', { personId: string }>
  | Problem<'registry/merge-needs-second', { differs: readonly string[] }>
  | Problem<'registry/same-person'>
  | ActsProblem
  | DeliveryProblem
  | Problem<'registry/office-needs-whole-county', { fields: readonly string[] }>
  | Problem<'registry/act-still-running', { act: string; settled: string }>

export const registryWording: WordingFor<RegistryProblem> = {
  ...actsWording,
  ...deliveryWording,
  'registry/not-found': p => `没有找到${p.what}，或者不在您的权限范围内。请核对后再试。`,
  'registry/kind-unknown': p => `没有“${p.roster}”这种名册。请先在收数报告里确认名册种类。`,
  'registry/kind-not-of-persons': p => `“${p.roster}”不是关于人的名册，不能收入人员库。学校请用“登记学校”办理。`,
  'registry/same-roster': p => `两边都是“${p.roster}”，没有可比的。请在其中一边另选一种名册。`,
  'registry/roster-not-committed': p => `“${p.roster}”还没有入库的批次，或者不在您的权限范围内，不能比对。请先在“收数”里入库；没有收到的名册不能当作“没有人”。`,
  'registry/other-county': p => `这份名册是 ${p.county} 的，本县是 ${p.own}（“${p.sheet}”第 ${p.row} 行）。一行也没有收，请把本县的名册发来，或由那个县办理。`,
  'registry/file-taken-before': p => `同一个文件已经收过：收数批次 ${p.importId}（${importStatusWords[p.status]}）。要重收，请先撤销或放弃那一批。`,
  'registry/needs-whole-county': p => `收数要对照全县的人，需要全县范围办理${p.fields.join('、')}的权限。请由县级管理员办理。`,
  'registry/import-not': p =>
    `收数批次 ${p.importId} 现在是“${importStatusWords[p.status]}”，不能${p.wanted}。${p.possible.length === 0 ? '它已经办结；要重收，请把文件再放一次。' : `现在可以：${p.possible.join('、')}。`}`,
  'registry/keys-changing': () =>
    '正在更换本县的字段密钥，换完之前不能收数或撤销，本次没有办理。请稍候再办；如果更换中断了，请管理员再运行一次 yingjin rotate-keys --fields。',
  'registry/import-rested-on': p =>
    `收数批次 ${p.importId} 不能撤销，后面还有依据它的：${restsInWords(p.rests)}。请先按从后往前的顺序撤销这些；线索请先重新打开，待决问题请先收回答案。`,
  'registry/part-differs': p => `收数批次 ${p.importId} 的第 ${p.part} 段已经收过，内容与这次不同，没有改动。文件改过的，请放弃这一批，从头再收。`,
  'registry/part-garbled': p => `第 ${p.part} 段的内容与摘要对不上，可能在传送中损坏，没有收。请重发这一段。`,
  'registry/parts-missing': p =>
    `收数批次 ${p.importId} 还没有收齐：收到 ${p.rows} 行，应有 ${p.expected} 行${p.missing.length === 0 ? '' : `，缺第 ${p.missing.join('、')} 段`}。请补发后再办。`,
  'registry/parts-differ': p => `收数批次 ${p.importId} 各段合起来与文件的摘要对不上，没有收齐。请放弃这一批，从头再收。`,
  'registry/row-not-doubtful': p => `第 ${p.rowNo} 行现在不是存疑的行，不用回答。请刷新“存疑的行”后再办。`,
  'registry/newer-import': p => `这一来源已有更新的收数批次 ${p.newer}，收数批次 ${p.importId} 的行不再入库。请在 ${p.newer} 里回答。`,
  'registry/opening-closed': p => `已经有发布的核定（${p.by}），期初不能再收。个别孩子的期初有误，请用“申请更正”写明理由，由另一位同事审批。`,
  'registry/list-name-taken': p => `已经有一份锁定名单叫“${p.name}”。锁定的名单不能改。请换一个名称另行锁定，或打开已经锁定的这一份，看锁定以后的变化。`,
  'registry/list-empty': p => `来源“${p.source}”现在没有人，没有可以锁定的名单。请先在“收数”里把这份名册入库，再锁定。`,
  'registry/nothing-to-seek': () => '请至少填写一项：证件号、出生日期加后四位、姓名、拼音或学籍号。',
  'registry/own-request': () => '申请人不能审批自己的申请，请由另一位同事办理。',
  'registry/number-taken': p => `这个证件号已经登记在人员 ${p.personId} 名下。请先核对是不是同一个人，需要时办理合并。`,
  'registry/already-merged': p => `人员 ${p.personId} 已经并入别的记录，请在合并后的记录上办理。`,
  'registry/not-merged': p => `人员 ${p.personId} 没有并入别的记录，不能拆分。请在合并后的记录上办理。`,
  'registry/merge-needs-second': p => `两条记录的${p.differs.join('、')}不同，一个人不能直接合并。请写明依据，申请合并，由另一位同事核对后同意。`,
  'registry/same-person': () => '不能把一个人与自己合并，请选择另一条记录。',
  'registry/office-needs-whole-county': p => `办公库快照要带上全县的人，需要全县范围查看${p.fields.join('、')}的权限。请由县级资助中心办理。`,
  'registry/act-still-running': p => `第 ${p.act} 次办理还没有全部落定，现在只能导出到第 ${p.settled} 次。请稍后再试，或不写截止的办理编号。`,
}
