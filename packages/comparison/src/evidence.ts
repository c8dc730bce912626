/**
 * Passes of the cascade (record-linkage §5.3), each by the evidence it stands on. `D1x` is the ID conflict; D5 and
 * everything weaker come with the scoring engine.
 */
export const evidenceCodes = ['D1', 'D1x', 'D2', 'D3', 'D4', 'D6', 'D7', 'D8'] as const
export type Evidence = (typeof evidenceCodes)[number]

export const evidenceWording = {
  D1: '身份证号18位一致，姓名相符',
  D1x: '身份证号18位一致，但姓名不符，须核实是证件号填错、一证多人还是改名',
  D2: '身份证号前17位一致，姓名相符',
  D3: '身份证号前15位一致（后几位在表格中丢失），姓名相同或同音',
  D4: '一代15位身份证号升为18位后一致，姓名相符',
  D6: '姓名、出生日期、监护人身份证号一致',
  D7: '姓名读音、出生日期、所在村一致',
  D8: '姓名、出生日期一致，全县没有第二人相符',
} as const satisfies Readonly<Record<Evidence, string>>

/** How two names relate, best first. The position is the rank: of several names of one person the best one counts. */
export const nameRelations = ['same', 'variant', 'dot', 'homophone', 'unreadable', 'shortened', 'former', 'unknown', 'different'] as const
export type NameRelation = (typeof nameRelations)[number]

export const nameRelationWording = {
  same: '同名',
  variant: '繁简或异体字不同',
  dot: '间隔号写法不同',
  homophone: '同音不同字',
  unreadable: '有字无法显示，其余各字一致',
  shortened: '长姓名没有写全，写出的部分一致',
  former: '与曾用名相符',
  unknown: '姓名空缺或无法辨认',
  different: '姓名不同',
} as const satisfies Readonly<Record<NameRelation, string>>

/** Why a row with candidates was left to a person. */
export const doubtReasons = ['several-candidates', 'name-unreadable', 'id-differs', 'homophone-only', 'claimed-by-another-row', 'may-be-chance'] as const
export type DoubtReason = (typeof doubtReasons)[number]

export const doubtWording = {
  'several-candidates': '有两个以上的人相符，无法断定是哪一个',
  'name-unreadable': '证件号相符，但姓名空缺或有字无法辨认',
  'id-differs': '姓名、出生日期相符，但双方身份证号不同',
  'homophone-only': '姓名只是同音，字不同，可能是双胞胎或另一个孩子',
  'claimed-by-another-row': '同一名册中另有一行也对应这个人',
  'may-be-chance': '姓名常见、同日出生者多，可能只是巧合',
} as const satisfies Readonly<Record<DoubtReason, string>>

/** One sentence for a matched, doubtful or conflicting pair, as a report prints it. */
export const explainPair = (evidence: Evidence, name: NameRelation, doubt: DoubtReason | null): string =>
  [evidenceWording[evidence], `姓名：${nameRelationWording[name]}`, ...(doubt === null ? [] : [`不能自动认定：${doubtWording[doubt]}`])].join('；')
