/** Whole fen as officials read a sum, with its sign where it is less than nothing: 62500 is 625.00, 123456789 is 1,234,567.89, -5 is −0.05. */
export const yuanWord = (fen: string | number): string => {
  const digits = String(fen).replace('-', '').padStart(3, '0')
  return `${Number(fen) < 0 ? '−' : ''}${digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')}.${digits.slice(-2)}`
}
