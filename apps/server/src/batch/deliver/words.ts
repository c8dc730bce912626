import { choiceWord } from '@yingjin/facts'
import type { Form } from '@yingjin/policy'

const numerals = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const

/** A grade as its school writes it: 三年级, 七年级, 高一, 大班. */
export const gradeWord = (stage: string | null, grade: number | null): string => {
  if (stage === null) return grade === null ? '' : `${numerals[grade] ?? grade}年级`
  if (grade === null) return choiceWord('stage', stage)
  switch (stage) {
    case 'preschool':
      return ['', '小班', '中班', '大班'][grade] ?? '学前'
    case 'primary':
      return `${numerals[grade] ?? grade}年级`
    case 'junior':
      return `${numerals[grade + 6] ?? grade}年级`
    case 'senior':
      return `高${numerals[grade] ?? grade}`
    case 'vocational':
      return `中职${numerals[grade] ?? grade}年级`
    default:
      return `大学${numerals[grade] ?? grade}年级`
  }
}

/** How a line is given, as the finance section calls it. */
export const formWords: Readonly<Record<Form, string>> = {
  'to-person-cash': '补助到人',
  'to-school': '补助到校',
  waiver: '免收',
  'in-kind': '实物（供餐、教材等）',
  loan: '贷款额度',
  interest: '贴息',
  'to-person-from-college': '由就读高校发放到人',
  'set-aside': '自行提取',
  'without-amount': '不涉及金额',
}
export const formWord = (form: string): string => formWords[form as Form] ?? form
