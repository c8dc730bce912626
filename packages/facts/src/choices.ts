/** Closed sets of values with their Chinese words. A fact of type choice holds the code as text. */
export const choices = {
  stage: {
    preschool: '学前',
    primary: '小学',
    junior: '初中',
    senior: '普通高中',
    vocational: '中等职业',
    higher: '高等教育',
  },
  residence: { town: '城镇', rural: '农村' },
  hardship_level: { none: '未认定为困难', general: '一般困难', severe: '比较困难', special: '特别困难' },
  degree: { diploma: '专科', bachelor: '本科', master: '硕士研究生', doctor: '博士研究生' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>

export type ChoiceName = keyof typeof choices
export type ChoiceOf<N extends ChoiceName> = keyof (typeof choices)[N] & string
export type Stage = ChoiceOf<'stage'>
export const choiceCodes = <N extends ChoiceName>(name: N): readonly ChoiceOf<N>[] => Object.keys(choices[name]) as ChoiceOf<N>[]
export const choiceWord = (name: ChoiceName, code: string): string => (choices[name] as Readonly<Record<string, string>>)[code] ?? code
