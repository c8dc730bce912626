import { rosterKinds } from '@yingjin/intake'

/** Whose word it is where no roster says it. */
const sourcesOfOurs: Readonly<Record<string, string>> = {
  act: '系统内登记',
  correction: '更正（已审批）',
  'school-life': '学籍办理',
  'household-act': '立户迁户办理',
}

/** A roster as officials call it, with of whom a partial one speaks; what no roster says was entered in the office. */
export const sourceWord = (source: string): string => {
  const [roster = '', ...of] = source.split(/[ :/]/)
  const kind = (rosterKinds as Readonly<Record<string, Readonly<{ name: string }> | undefined>>)[roster]
  return kind === undefined ? (sourcesOfOurs[roster] ?? source) : [kind.name, of.join(' ')].filter(part => part !== '').join('·')
}
