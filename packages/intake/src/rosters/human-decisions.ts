import type { RosterKind } from '../roster-kind.ts'

/** Our own 需人工判断, filled in and laid back: what a person decided where the text leaves it open (O-02). */
export const humanDecisions: RosterKind = {
  id: 'human-decisions',
  name: '需人工判断（已填回）',
  subject: 'person',
  sender: '教育局',
  direction: 'neutral',
  words: ['需人工判断', '人工判断'],
  coverage: { population: 'all', extent: 'partial', delivery: 'supplementary', inForceForDays: 183 },
  columns: [
    { key: 'name', required: true },
    { key: 'id_number' },
    { key: 'student_number' },
    { key: 'school_name' },
    { key: 'grade' },
    { key: 'class_name' },
    { key: 'line_code', required: true },
    { key: 'aid_item' },
    { key: 'why_decide' },
    { key: 'decision', required: true },
    // Where the text leaves the sum to a person between two bounds; read with its bounds at hand, and so kept as written.
    { key: 'decision_amount' },
    { key: 'decision_reason' },
    { key: 'decided_by' },
  ],
  key: ['id_number', 'line_code'],
  otherwise: ['student_number'],
  establishes: [],
}
