/**
 * What a refusal tells its reader to do, one thing after the other, in the order in which it says them: of
 * “…，不能撤销。现在可以：回答、放弃。” `['回答', '放弃']`, of “账号停用了。请找本单位管理员。” `['请找本单位管理员']`. The house writes every
 * refusal so: first what happened, then what to do; a table test holds all of them to it (design.md §7: problem details
 * say what is possible).
 */
export const whatToDo = (refusal: string): readonly string[] => refusal.split('。').flatMap(told)

const listed = /(?:可以|可以凭|可以按|可以授予的是|可以发起的有|现有|本县有)：(?<list>.+)$/u
/** 请 as “please”, not in a word of its own (申请, 提请, 请求). */
const asks = /(?<![申提邀])请(?![求假])/u

const told = (sentence: string): readonly string[] => {
  const list = listed.exec(sentence)?.groups?.['list']
  if (list !== undefined) return list.split(list.includes('；') ? '；' : '、')
  return asks.test(sentence) ? [sentence.trim()] : []
}
