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

/** What else people write for a choice, in rosters and by hand; what could mean two of them stands nowhere. */
const synonyms: { readonly [N in ChoiceName]: Readonly<Partial<Record<ChoiceOf<N>, readonly string[]>>> } = {
  stage: {
    preschool: ['学前教育', '幼儿园', '幼儿', '附设幼儿班'],
    primary: ['教学点', '小学教学点', '完全小学'],
    junior: ['初级中学', '普通初中'],
    senior: ['普高', '高中', '高级中学'],
    vocational: ['中职', '中等职业教育', '职业高中', '职高', '中职学校'],
    higher: ['大学', '高校', '本科', '大专', '专科', '高职', '高职高专', '本专科'],
  },
  residence: { town: ['城市', '县城', '县镇'], rural: ['乡村'] },
  hardship_level: { none: ['不困难', '未认定'], special: ['特殊困难'] },
  degree: { diploma: ['大专', '高职', '高职高专'], bachelor: ['大学本科'], master: ['硕士'], doctor: ['博士'] },
}

/** The words that are taken for one code: the word on screen first, then what else people write. */
export const choiceSynonyms = <N extends ChoiceName>(name: N, code: ChoiceOf<N>): readonly string[] => [choiceWord(name, code), ...(synonyms[name][code] ?? [])]

/** Every word that is taken for a choice, with the code it stands for. */
export const choiceWords = <N extends ChoiceName>(name: N): Readonly<Record<string, ChoiceOf<N>>> =>
  Object.fromEntries(choiceCodes(name).flatMap(code => choiceSynonyms(name, code).map(word => [word, code] as const))) as Readonly<Record<string, ChoiceOf<N>>>
