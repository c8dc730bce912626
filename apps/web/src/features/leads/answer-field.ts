import { answerShapeOf, type QuestionMatter } from '@yingjin/domain/leads'
import type { OrderField } from '../../shared/order-form.tsx'

/** The field in which a question is answered, in the shape of what it asks; where words are written, it says which are understood. */
export const answerField = (matter: QuestionMatter, key: string, expected: string): OrderField => {
  const shape = answerShapeOf(matter, key)
  const field = { key: 'answer', label: '回答', required: true } as const
  return shape.kind === 'written' ? { ...field, kind: 'line', ...(expected === '' ? {} : { says: `可以答：${expected}` }) } : { ...field, ...shape }
}
