import type { LeadKind, paidGrounds } from '@yingjin/determination'
import { type OpenKind, openKindOf } from './lead-kind.ts'

/** A finding as a run says it. */
type Finding = Readonly<{ kind: LeadKind; ground: string; detail: string; restsOn: string }>
/** What a lead is about, and the rows it rests on where none of them tells a category of difficulty or a payment. */
export type LeadAbout = Readonly<{ says: string; restsOn: string | null }>

/** What would tell in which difficulty a household is; complete against the dictionary of facts by its test. */
export const restrictedWord = /脱贫|建档立卡|贫困|低保|低收入|特困|监测|边缘|不稳定|突发|困难|残疾|孤儿|抚养|供养|救助|优抚|烈士|留守|困境|身体|疾病|送教|收入/u

/**
 * What each kind is about in words that hold for all of it. They say nothing that the kind itself does not, and stand
 * wherever a run says more than everybody in charge may read. Complete by type.
 */
const openly: Readonly<Record<OpenKind, string>> = {
  'entitled-unpaid': '本学期符合一项资助的条件，上学期的发放花名册中没有已付的记录',
  'paid-not-entitled': '上学期的发放花名册中有发放记录，按报来的名册当时不应再享受',
  'paid-twice': '同一学期同一项目在发放花名册中不止一笔',
  'not-enrolled': '户籍适龄，但各类就读名册中都没有',
  'on-roll-not-present': '学籍在读，但在校名册不能证明人在校',
  'several-rolls': '同一人在不止一所学校有在读学籍',
  'shared-id': '同一身份证号对应两个不同姓名',
  contradiction: '两份名册对这个孩子的说法不一致，由报送部门书面确认哪一份正确',
  'doubtful-id': '名册上的证件号码存疑，请对照户口簿核对',
}

/** Said of a child whose household is in one, before what was found. */
const beforeFinding = '脱贫户子女，'

/** Grounds of a payment that rest on where the child is, and not on what its household is. */
const ofTheChild = ['deceased', 'left-school'] as const satisfies readonly (keyof typeof paidGrounds)[]

/** Which findings are told as the run says them; a pair of lists is told of in general words, whatever the pair. */
const toldAsSaid: Readonly<Record<OpenKind, (ground: string) => boolean>> = {
  'entitled-unpaid': () => false,
  'paid-not-entitled': ground => (ofTheChild as readonly string[]).includes(ground),
  'paid-twice': () => true,
  'not-enrolled': () => true,
  'on-roll-not-present': () => true,
  'several-rolls': () => true,
  'shared-id': () => true,
  contradiction: ground => ground === 'deceased-present',
  'doubtful-id': () => true,
}

/** Damage of the number is found on the child's own row, of the roll or the household register; a name that differs on any roster. */
const onAnyRoster = ['name-differs', 'id-differs', 'INVENTED']

/** Whether the rows stand on rolls, classroom lists and household registers alone, so that their place tells nothing more. */
const rowsAreOpen: Readonly<Record<OpenKind, (ground: string) => boolean>> = {
  'entitled-unpaid': () => false,
  'paid-not-entitled': () => false,
  'paid-twice': () => false,
  'not-enrolled': () => true,
  'on-roll-not-present': () => true,
  'several-rolls': () => true,
  'shared-id': () => true,
  contradiction: ground => ground === 'deceased-present',
  'doubtful-id': ground => !onAnyRoster.includes(ground),
}

/**
 * What a finding is about, for everybody who sees the lead: an owner who may not read of categories of difficulty reads what
 * to look into, and nothing that tells one. Words that would tell one are never passed on, wherever a run has them.
 */
export const aboutOf = ({ kind, ground, detail, restsOn }: Finding): LeadAbout => {
  const open = openKindOf(kind, ground)
  const said = detail.startsWith(beforeFinding) ? detail.slice(beforeFinding.length) : detail
  const tells = (words: string): boolean => words === '' || restrictedWord.test(words)
  return {
    says: toldAsSaid[open](ground) && !tells(said) ? said : openly[open],
    restsOn: rowsAreOpen[open](ground) && !tells(restsOn) ? restsOn : null,
  }
}
