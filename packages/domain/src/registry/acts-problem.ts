import type { Problem, WordingFor } from '@yingjin/kernel'
import { type ChangeMove, changeMoveWords, type ChangeStatus, changeStatusWords } from './change-request.ts'
import { type Rests, restsInWords } from './rests.ts'

/** What acts of officials in the registry may be refused for. */
export type ActsProblem =
  | Problem<'registry/school-known', { name: string; organisationId: string }>
  | Problem<'registry/area-of-other-county', { area: string; own: string }>
  | Problem<'registry/not-a-school-code', { code: string }>
  | Problem<'registry/name-as-before', { name: string }>
  | Problem<'registry/day-before', { day: string; earliest: string }>
  | Problem<'registry/day-to-come', { day: string; today: string }>
  | Problem<'registry/closed-already', { name: string; on: string }>
  | Problem<'registry/children-there', { children: number }>
  | Problem<'registry/whole-county-only', { title: string; fields: readonly string[] }>
  | Problem<'registry/stage-not-taught', { stage: string; taught: readonly string[] }>
  | Problem<'registry/class-known', { name: string }>
  | Problem<'registry/class-of-other-school'>
  | Problem<'registry/post-held', { title: string; since: string }>
  | Problem<'registry/request-not', { status: ChangeStatus; wanted: string; possible: readonly ChangeMove[] }>
  | Problem<'registry/not-a-number', { kind: string }>
  | Problem<'registry/proof-missing'>
  | Problem<'registry/not-enrolled', { personId: string }>
  | Problem<'registry/not-suspended', { personId: string }>
  | Problem<'registry/suspended-already', { personId: string }>
  | Problem<'registry/enrolled-already', { personId: string }>
  | Problem<'registry/handed-over-already', { handoverId: string }>
  | Problem<'registry/same-school'>
  | Problem<'registry/handover-over', { status: string }>
  | Problem<'registry/handover-of-graduate'>
  | Problem<'registry/handover-undirected'>
  | Problem<'registry/handover-elsewhere', { schoolId: string }>
  | Problem<'registry/rolled-over-already', { schoolYear: string; schoolId: string | null }>
  | Problem<'registry/nobody-to-roll-over', { schoolYear: string }>
  | Problem<'registry/roll-over-undone', { rollOverId: string }>
  | Problem<'registry/roll-over-rested-on', { rollOverId: string; rests: Rests }>
  | Problem<'registry/other-register', { register: string }>
  | Problem<'registry/in-household-already', { householdId: string }>
  | Problem<'registry/household-known', { householdId: string }>
  | Problem<'registry/unmasked-enough', { most: number }>
  | Problem<'registry/no-number', { kind: string }>
  | Problem<'registry/chain-unknown', { chain: string; role: string; known: readonly string[] }>
  | Problem<'registry/nothing-held', { personId: string }>

const numberWords: Readonly<Record<string, string>> = {
  'resident-id': '身份证号',
  permit: '证件号',
  'certificate-number': '残疾人证号',
  'student-number': '学籍号',
  phone: '电话',
}
const statusOfHandover: Readonly<Record<string, string>> = { open: '等待接收', received: '已接收', withdrawn: '已撤回' }
export const actsWording: WordingFor<ActsProblem> = {
  'registry/school-known': p => `“${p.name}”已经登记过（编号 ${p.organisationId}，代码或名称相同），没有重复登记。请直接使用那一所，或核对代码和名称。`,
  'registry/area-of-other-county': p => `区划 ${p.area} 不在本县（${p.own}）。请填写本县乡镇或村的区划代码。`,
  'registry/not-a-school-code': p => `“${p.code}”不是学校标识码，应为 10 位数字。不知道代码时请留空。`,
  'registry/name-as-before': p => `现在的名称就是“${p.name}”，没有改动。请核对要改成什么。`,
  'registry/day-before': p => `日期 ${p.day} 太早，最早可以是 ${p.earliest}。请核对日期。`,
  'registry/day-to-come': p => `日期 ${p.day} 还没有到（今天是 ${p.today}）。请在当天或以后办理。`,
  'registry/closed-already': p => `“${p.name}”已于 ${p.on} 撤销或合并，不能再办理。请改到现在办学的学校办理。`,
  'registry/children-there': p => `这所学校还有 ${p.children} 名学生，不能直接撤销。请写明并入哪所学校（学生随之转入），或先逐人办理转学。`,
  'registry/whole-county-only': p => `“${p.title}”是全县的，需要全县范围的权限：${p.fields.join('、')}。请由县级经办人办理。`,
  'registry/stage-not-taught': p => `这所学校没有登记“${p.stage}”学段（登记的是：${p.taught.join('、')}）。请核对学段。`,
  'registry/class-known': p => `“${p.name}”这个班已经有了，没有重复开班。请直接使用那个班，或换一个班名。`,
  'registry/class-of-other-school': () => '这个班不是这所学校的，或者已经撤销。请重新选择班级。',
  'registry/post-held': p => `这个人从 ${p.since} 起已经在这里任“${p.title}”，没有重复登记。日期不对的，请先办理离任，再按新的日期登记。`,
  'registry/request-not': p =>
    `这条申请现在是“${changeStatusWords[p.status]}”，不能${p.wanted}。${p.possible.length === 0 ? '它已经办结，需要时请重新申请。' : `现在可以：${p.possible.map(move => changeMoveWords[move]).join('、')}。`}`,
  'registry/not-a-number': p => `填写的${numberWords[p.kind] ?? '号码'}不完整或校验不对，没有受理。请对照证件原件重新填写。`,
  'registry/proof-missing': () => '注销学籍（死亡、学籍无效）要写明依据的证明材料，例如死亡证明编号、核查文件文号。请补写后再提交。',
  'registry/not-enrolled': p => `人员 ${p.personId} 现在没有在校或在籍的记录，不能这样办理。请先核对学籍。`,
  'registry/not-suspended': p => `人员 ${p.personId} 现在不在休学，不能办理复学。请先核对学籍。`,
  'registry/suspended-already': p => `人员 ${p.personId} 已经在休学，没有重复办理。回校上课的，请办理复学。`,
  'registry/enrolled-already': p => `人员 ${p.personId} 已经在一所学校就读，不能再次入学。换学校的，请办理转学。`,
  'registry/handed-over-already': p => `这名学生已经转出、还没有被接收（交接 ${p.handoverId}）。请先由接收学校确认，或撤回那一次转出。`,
  'registry/same-school': () => '转入的学校就是现在的学校，不用办理转学。换班请办理调班。',
  'registry/handover-over': p => `这一次交接${statusOfHandover[p.status] ?? p.status}，不能再办理。请刷新后看这名学生现在的学籍。`,
  'registry/handover-of-graduate': () => '这名学生已经毕业，升学交接不能单独撤回。升级办错了，请撤销整次升级。',
  'registry/handover-undirected': () => '还没有确定由哪所学校接收。请先由县里指定接收学校。',
  'registry/handover-elsewhere': p => `这名学生要去的是另一所学校（编号 ${p.schoolId}），请由那所学校接收，或由县里改定。`,
  'registry/rolled-over-already': p =>
    `${p.schoolYear} 学年${p.schoolId === null ? '全县' : `学校 ${p.schoolId} `}已经办理过升级，没有再升一次。需要重来时，请先撤销那一次。`,
  'registry/nobody-to-roll-over': p => `${p.schoolYear} 学年没有可以升级的学生：都已升过，或没有学籍记录。请先收学籍名册，或核对学年。`,
  'registry/roll-over-undone': p => `升级 ${p.rollOverId} 已经撤销过，没有再次撤销。要再升一次，请重新办理升级。`,
  'registry/roll-over-rested-on': p => `升级 ${p.rollOverId} 不能撤销，后面还有依据它的：${restsInWords(p.rests)}。请先按从后往前的顺序处理这些。`,
  'registry/other-register': p => `这两户不是同一本册子上的户（${p.register}），不能互相迁移。请在同一本册子的户里选。`,
  'registry/in-household-already': p => `这个人已经在第 ${p.householdId} 户，没有改动。请核对要迁入的户。`,
  'registry/household-known': p => `这个户号已经登记（第 ${p.householdId} 户），没有重复立户。请直接把人登记到那一户，或核对户号。`,
  'registry/unmasked-enough': p => `今天查看全文已达 ${p.most} 次，本日不能再查。确有需要，请明天再查，或请有权限的同事办理。`,
  'registry/no-number': p => `这个人没有登记${numberWords[p.kind] ?? '这种号码'}。需要补登的，请办理“申请更正”。`,
  'registry/chain-unknown': p => `本县没有“${p.chain}”的“${p.role}”这一责任。本县有：${p.known.join('、')}。`,
  'registry/nothing-held': p => `人员 ${p.personId} 现在没有任何责任对象，没有要移交的。请核对选的是不是这个人。`,
}
