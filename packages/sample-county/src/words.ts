import { fromEpochDay } from '@yingjin/kernel'
import type { Stage } from '@yingjin/facts'

export const dateDigits = (epoch: number): string => fromEpochDay(epoch).replaceAll('-', '')
export const monthDigits = (epoch: number): string => dateDigits(epoch).slice(0, 6)
export const dateDashes = (epoch: number): string => fromEpochDay(epoch)
export const dateDots = (epoch: number): string => fromEpochDay(epoch).replaceAll('-', '.')
export const datePaper = (epoch: number): string => {
  const [y, m, d] = fromEpochDay(epoch).split('-')
  return `${y}年${Number(m)}月${Number(d)}日`
}
export const yuanText = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`

export const stageWords: Readonly<Record<Stage, string>> = {
  preschool: '学前',
  primary: '小学',
  junior: '初中',
  senior: '普通高中',
  vocational: '中职',
  higher: '高等教育',
}

const chinese = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
const numeral = (n: number): string => chinese[n] ?? String(n)

/** 年级 as schools write it. */
export const gradeWord = (stage: Stage, grade: number): string => {
  switch (stage) {
    case 'preschool':
      return ['小班', '中班', '大班'][grade - 1] ?? '大班'
    case 'primary':
      return `${numeral(grade)}年级`
    case 'junior':
      return `${numeral(grade + 6)}年级`
    case 'senior':
      return `高${numeral(grade)}`
    case 'vocational':
      return `中职${numeral(grade)}年级`
    case 'higher':
      return `大学${numeral(grade)}年级`
  }
}

/** Class names come in as many forms as there are clerks. */
export const className = (grade: string, number: number, school: number): string =>
  [`${grade}（${number}）班`, `${number}班`, `${grade}${number}班`][school % 3] ?? `${number}班`
export const monthOfEntry = (entry: number): string => `${Math.floor(entry / 12)}${String((entry % 12) + 1).padStart(2, '0')}`
