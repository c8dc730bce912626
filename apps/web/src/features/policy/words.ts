import { yuanWord } from '../../shared/yuan-word.ts'

/** A sum as it is typed, with its thousands apart: 12000.00 is 12,000.00. */
export const groupedWord = (yuan: string): string => yuan.replaceAll(/\B(?=(\d{3})+\.)/g, ',')

/** A difference with its sign; nothing changed is 0.00. */
export const moreOrLess = (fen: number): string => (fen > 0 ? `+${yuanWord(fen)}` : yuanWord(fen))

/** `增加 1,250.00 元`. */
export const changeWord = (fen: number): string => (fen === 0 ? '不增不减' : `${fen > 0 ? '增加' : '减少'} ${yuanWord(Math.abs(fen))} 元`)
