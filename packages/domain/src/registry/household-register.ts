/** The register that counts a household: the same people may form another household in each. */
export const householdRegisters = {
  hukou: '户口簿',
  'lifted-out': '脱贫户',
  monitored: '监测对象',
  'low-income': '低收入人口',
  other: '其他名册',
} as const
