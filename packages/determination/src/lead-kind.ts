/** Kinds of lead (线索): what one list says against another. One finding stands under exactly one kind. */
export const leadKinds = {
  'entitled-unpaid': {
    word: '应享未享',
    closes: '补发凭证（上一学期应发未发的，按规定程序核实后补发）或不应享受的核实结论',
    owner: 'school',
  },
  'paid-not-entitled': { word: '不应享已享', closes: '追回或停发凭证，或应当享受的核实结论', owner: 'school' },
  'paid-twice': { word: '重复享受', closes: '退回一笔的凭证，或两笔并非同一项目的核实结论', owner: 'school' },
  'not-enrolled': { word: '未入学', closes: '入学（学籍）证明，或外地就读证明、延缓入学批准、死亡或户籍注销证明', owner: 'township' },
  'on-roll-not-present': { word: '名在人不在', closes: '返校记录，或转出、休学、送教的批准材料', owner: 'school' },
  'lifted-out-dropout': { word: '脱贫户辍学', closes: '返校或入学证明，或送教、延缓入学的批准材料', owner: 'township' },
  'several-rolls': { word: '一人多籍', closes: '注销多余学籍的截图或上级核准', owner: 'school' },
  'shared-id': { word: '一证多人', closes: '公安机关核实后的证件信息，双方更正', owner: 'school' },
  contradiction: { word: '状态矛盾', closes: '报送部门书面确认哪一份名册正确', owner: 'bureau' },
  'doubtful-id': { word: '证件存疑', closes: '核对户口簿后的正确证件号码', owner: 'school' },
} as const satisfies Readonly<Record<string, Readonly<{ word: string; closes: string; owner: LeadOwner }>>>

/** Who must act: the school the child attends, the township it lives in, or the bureau itself. */
export type LeadOwner = 'school' | 'township' | 'bureau'
export type LeadKind = keyof typeof leadKinds
export const leadKindIds = Object.keys(leadKinds) as readonly LeadKind[]

/** Grounds of a payment that should not have been made. */
export const paidGrounds = {
  deceased: '亡故仍发',
  'risk-removed': '风险已消除仍发',
  'policy-ended': '不享受政策仍发',
  'left-school': '已离校仍发',
} as const
export type PaidGround = keyof typeof paidGrounds
