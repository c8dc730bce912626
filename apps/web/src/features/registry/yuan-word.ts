/** Fen as yuan with two decimals: 1,250.00. */
export const yuanWord = (fen: string): string => (Number(fen) / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
