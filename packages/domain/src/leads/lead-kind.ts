import { type LeadKind, leadKinds, type LeadOwner } from '@yingjin/determination'
import type { ResponsibilityTarget } from '../registry/index.ts'

/**
 * A kind as it stands in a lead that everybody in charge reads: none tells of a category of difficulty (困难类别), by its
 * name or by being of such households alone. A child of a household lifted out of poverty that is not at school is a lead
 * as of any other child, with the same owner, the same days and the same proofs (0249).
 */
export type OpenKind = Exclude<LeadKind, 'lifted-out-dropout'>

/** By kind and ground of a finding; out of school by either comparison (`lifted-out-dropout`) is what the comparison says. */
export const openKindOf = (kind: LeadKind, ground: string): OpenKind =>
  kind !== 'lifted-out-dropout' ? kind : ground === 'on-roll-not-present' ? 'on-roll-not-present' : 'not-enrolled'

/** What may prove that a lead is settled. */
export const proofs = {
  'paid-afterwards': '补发凭证',
  'not-entitled': '不应享受的核实结论',
  'taken-back': '追回、退回或停发凭证',
  entitled: '应当享受的核实结论',
  'other-item': '两笔并非同一项目的核实结论',
  enrolled: '入学（学籍）证明',
  'studies-elsewhere': '外地就读证明',
  postponed: '延缓入学批准',
  'not-of-age-or-here': '死亡或户籍注销证明',
  returned: '返校（复学）记录',
  'transferred-or-suspended': '转出、休学的批准材料',
  'taught-at-home': '送教上门的批准材料',
  'roll-removed': '注销多余学籍的截图或上级核准',
  'police-checked': '公安机关核实后的证件信息',
  'department-confirmed': '报送部门的书面确认',
  'number-corrected': '核对户口簿后的正确证件号码',
} as const satisfies Readonly<Record<string, string>>
export type Proof = keyof typeof proofs
export const proofIds = Object.keys(proofs) as readonly Proof[]
/** Which proofs are a paper that must lie with the lead as a file; the others are said in words by who looked. Complete by type. */
export const onPaper: Readonly<Record<Proof, boolean>> = {
  'paid-afterwards': true,
  'not-entitled': false,
  'taken-back': true,
  entitled: false,
  'other-item': false,
  enrolled: true,
  'studies-elsewhere': true,
  postponed: true,
  'not-of-age-or-here': true,
  returned: false,
  'transferred-or-suspended': true,
  'taught-at-home': true,
  'roll-removed': true,
  'police-checked': true,
  'department-confirmed': true,
  // A copy of the household register is not collected: the number is corrected in the registry.
  'number-corrected': false,
}
export const isProof = (text: string): text is Proof => Object.hasOwn(proofs, text)

/** `seenInClass`: a matter of the school that the class teacher sees first, and not the office. */
export type OpenKindDefinition = Readonly<{ word: string; owner: LeadOwner; dueDays: number; closesWith: readonly Proof[]; seenInClass?: true }>

/** Each kind: its word, who must act, in how many days, and with what it is closed; complete by type. */
export const openKinds: Readonly<Record<OpenKind, OpenKindDefinition>> = {
  'entitled-unpaid': { word: leadKinds['entitled-unpaid'].word, owner: 'school', dueDays: 30, closesWith: ['paid-afterwards', 'not-entitled'] },
  'paid-not-entitled': { word: leadKinds['paid-not-entitled'].word, owner: 'school', dueDays: 30, closesWith: ['taken-back', 'entitled'] },
  'paid-twice': { word: leadKinds['paid-twice'].word, owner: 'school', dueDays: 30, closesWith: ['taken-back', 'other-item'] },
  'not-enrolled': {
    word: leadKinds['not-enrolled'].word,
    owner: 'township',
    dueDays: 10,
    closesWith: ['enrolled', 'studies-elsewhere', 'postponed', 'not-of-age-or-here'],
  },
  'on-roll-not-present': {
    word: leadKinds['on-roll-not-present'].word,
    owner: 'school',
    dueDays: 10,
    closesWith: ['returned', 'transferred-or-suspended', 'taught-at-home'],
    seenInClass: true,
  },
  'several-rolls': { word: leadKinds['several-rolls'].word, owner: 'school', dueDays: 30, closesWith: ['roll-removed'] },
  'shared-id': { word: leadKinds['shared-id'].word, owner: 'school', dueDays: 30, closesWith: ['police-checked'] },
  contradiction: { word: leadKinds.contradiction.word, owner: 'bureau', dueDays: 20, closesWith: ['department-confirmed'] },
  'doubtful-id': { word: leadKinds['doubtful-id'].word, owner: 'school', dueDays: 20, closesWith: ['number-corrected'], seenInClass: true },
}
/**
 * Whose responsibility each owner is, by what is answered for, in order: for a matter of the school whoever answers for the
 * school, else for the class; for one of the township whoever is nearest to the household. How chains and roles are called
 * is said by the papers of a county.
 */
export const answersFor: Readonly<Record<LeadOwner, readonly ResponsibilityTarget[]>> = {
  school: ['school', 'class'],
  township: ['household', 'group', 'village', 'township'],
  bureau: ['division'],
}

const seenInClass: readonly ResponsibilityTarget[] = ['class', 'school']
/** The same for one kind: who is at school, and what a household register says, the class teacher finds out first. */
export const answersForKind = (kind: OpenKind): readonly ResponsibilityTarget[] =>
  openKinds[kind].seenInClass === true ? seenInClass : answersFor[openKinds[kind].owner]

export const openKindIds = Object.keys(openKinds) as readonly OpenKind[]
