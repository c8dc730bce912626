/** Whole fen as officials read a sum: 62500 is 625.00, −5 is −0.05. */
export const yuanWord = (fen: number): string => {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '−' : ''}${digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')}.${digits.slice(-2)}`
}

/** A sum as it is typed, with its thousands apart: 12000.00 is 12,000.00. */
export const groupedWord = (yuan: string): string => yuan.replaceAll(/\B(?=(\d{3})+\.)/g, ',')

/** A difference with its sign; nothing changed is 0.00. */
export const moreOrLess = (fen: number): string => (fen > 0 ? `+${yuanWord(fen)}` : yuanWord(fen))

export const countWord = (n: number): string => n.toLocaleString('zh-CN')

/** `增加 1,250.00 元`. */
export const changeWord = (fen: number): string => (fen === 0 ? '不增不减' : `${fen > 0 ? '增加' : '减少'} ${yuanWord(Math.abs(fen))} 元`)

const seasons: Readonly<Record<string, string>> = { autumn: '秋季', spring: '春季' }
/** `2022-autumn` as it stands on paper. */
export const termWord = (term: string): string => {
  const [year = '', season = ''] = term.split('-')
  return seasons[season] === undefined ? term : `${year}年${seasons[season]}学期`
}
