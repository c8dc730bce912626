/** What became of a row of a list that was sent, as its sender is told. */
export const receiptOutcomes = ['matched', 'new', 'doubtful', 'repeated', 'set-aside', 'other-county'] as const
export type ReceiptOutcome = (typeof receiptOutcomes)[number]

export const receiptOutcomeWords: Readonly<Record<ReceiptOutcome, string>> = {
  matched: '对上了',
  new: '教育名册里没有',
  doubtful: '存疑，等人认定',
  repeated: '重复的行',
  'set-aside': '认定不是任何人',
  'other-county': '外县的行',
}

/** Of a list that was not taken in: whether its sender has to do something, or the bureau reads the same file otherwise. */
export const givenUpWord = (again: Readonly<{ importId: string | null }> | null): string =>
  again === null ? '已退回' : again.importId === null ? '正在重新读' : '已重新读过'

/** Why a row could not be placed without guessing. */
export const rowDoubtWords = {
  'several-persons': '对得上不止一个人',
  'numbers-disagree': '号码对不上',
  'names-disagree': '号码相同，姓名不同',
  'no-evidence': '没有可以认人的号码',
  'row-differs': '同一人两行写得不同',
} as const satisfies Readonly<Record<string, string>>
export type RowDoubt = keyof typeof rowDoubtWords
export const rowDoubts = Object.keys(rowDoubtWords) as [RowDoubt, ...RowDoubt[]]
