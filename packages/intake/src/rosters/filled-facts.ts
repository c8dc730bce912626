import type { RosterKind } from '../roster-kind.ts'

/** Our own 待补信息, filled in and laid back. Answers are read by the code of the question, which nobody may change. */
export const filledFacts: RosterKind = {
  id: 'filled-facts',
  name: '待补信息（已填回）',
  subject: 'person',
  sender: '学校',
  direction: 'neutral',
  words: ['待补信息'],
  coverage: { population: 'all', extent: 'partial', delivery: 'supplementary', inForceForDays: 183 },
  columns: [
    { key: 'name', required: true },
    { key: 'id_number' },
    { key: 'student_number' },
    { key: 'school_name' },
    { key: 'grade' },
    { key: 'class_name' },
    { key: 'missing_facts' },
    { key: 'fact_code', required: true },
    { key: 'why_missing' },
    { key: 'affected_items' },
    { key: 'answer', required: true },
    { key: 'answer_basis' },
  ],
  key: ['id_number', 'fact_code'],
  otherwise: ['student_number'],
  establishes: [],
}
