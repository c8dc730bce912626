/** The register that counts a household: the same people may form another household in each. */
export const householdRegisters = {
  hukou: '户口簿',
  'lifted-out': '脱贫户',
  monitored: '监测对象',
  'low-income': '低收入人口',
  other: '其他名册',
} as const

/** Registers write 子 and 女, which read as a sex where they stand alone. */
const relations: Readonly<Record<string, string>> = { 子: '儿子', 女: '女儿' }
/** How somebody is related to the head of a household, as it is read on a screen; whatever else is written stands as it is. */
export const relationWord = (written: string): string => relations[written] ?? written

const heads: readonly string[] = ['户主', '户主本人', '本人']

/** A household as people call it: by its head, else by whoever of it is in reach; nothing of one in which nobody is. */
export const householdWord = (members: readonly Readonly<{ name: string; relation: string | null }>[]): string | null => {
  const head = heads.flatMap(word => members.filter(({ relation }) => relation === word))[0]
  const [first] = members
  if (head !== undefined) return `${head.name}户`
  return first === undefined ? null : members.length === 1 ? `${first.name}所在的户` : `${first.name}等人的户`
}

/** A number of which the mask leaves nothing to read tells nobody which household it is. */
export const readableNumber = (masked: string | null): string | null => (masked !== null && /[\dA-Za-z]/.test(masked) ? masked : null)
