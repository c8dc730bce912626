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
