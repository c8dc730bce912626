import type { RosterKind } from '../roster-kind.ts'

/** 期初: terms and sums a student had received before this system kept count (O-09). */
export const openingEntries: RosterKind = {
  id: 'opening-entries',
  name: '期初（已享受学期与金额）',
  subject: 'money-line',
  sender: '学生资助管理中心',
  direction: 'neutral',
  words: ['期初', '已享受学期', '历史享受', '累计享受', '已享受'],
  coverage: { population: 'all', extent: 'complete', delivery: 'full', inForceForDays: 400 },
  columns: [
    { key: 'name', required: true },
    { key: 'id_number', required: true },
    { key: 'student_number' },
    { key: 'school_name' },
    { key: 'stage' },
    { key: 'aid_item', required: true },
    { key: 'terms_paid', required: true },
    { key: 'sum_paid' },
  ],
  key: ['id_number', 'aid_item'],
  otherwise: ['student_number'],
  establishes: [],
}
