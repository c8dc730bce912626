/** What rests on something that is to be undone: of which kind, and its number. */
export type Rests = readonly Readonly<{ what: string; label: string }>[]

const whatRests: Readonly<Record<string, string>> = {
  import: '收数批次',
  lead: '已办理的线索',
  decision: '已作答的待决问题',
  'change-request': '变更申请',
  'locked-list': '锁定名单',
  responsibility: '责任关系',
  merge: '合并或拆分记录',
  post: '任职',
  'school-life': '学籍办理',
  'household-act': '户籍办理',
  handover: '转学或升学交接',
  away: '离岗登记',
}
export const restsWord = (what: string): string => whatRests[what] ?? what
/** Each by its number, a sentence's worth; the facts of the refusal have all of them. */
export const restsInWords = (rests: Rests): string =>
  `${rests
    .slice(0, 20)
    .map(({ what, label }) => `${restsWord(what)} ${label}`)
    .join('、')}${rests.length > 20 ? ` 等 ${rests.length} 项` : ''}`
