import type { Line } from '@yingjin/policy/author'
import type { clauses } from './clauses.ts'

type Interval = NonNullable<Line['inForce']>

/** What every standard without a verified source shares: it is held against a lower document and never pays. */
export const comparing = <C extends keyof typeof clauses>(id: C, inForce: Interval) => ({ id, clause: id, inForce, effect: 'compares' as const })
/** A standard whose paper is known: it pays where no lower document takes its place. */
export const paying = <C extends keyof typeof clauses>(id: C, inForce: Interval) => ({ id, clause: id, inForce, effect: 'pays' as const })
export const halves = '每学年，分两学期'
export const yearly = '每学年一次，秋季学期计'
export const student = { form: 'to-person-cash', payee: '学生（监护人）' } as const
export const waived = { form: 'waiver', payee: '就读学校' } as const
