import type { Contract } from './contract.ts'
import type { Field } from './field.ts'

/** What a look leaves in the trail: that somebody looked, opened a mask, or took a list along. */
export type Trail = 'look' | 'unmask' | 'export'

/** Of which fields a look is recorded: whatever is about a person, and who may what. Complete by type. */
const recorded: Readonly<Record<Field, boolean>> = {
  organisations: false,
  persons: true,
  designations: true,
  identity: true,
  imports: true,
  matches: true,
  results: true,
  leads: true,
  questions: true,
  applications: true,
  notices: false,
  payments: true,
  funds: false,
  audits: true,
  loans: true,
  attendance: true,
  dropout: true,
  letters: true,
  cases: true,
  care: true,
  monitoring: true,
  activities: true,
  psychology: true,
  disability: true,
  nutrition: false,
  orders: false,
  food: false,
  incidents: true,
  graduates: true,
  trainees: true,
  staff: true,
  posts: false,
  training: true,
  equipment: false,
  projects: false,
  tasks: false,
  indicators: false,
  reports: false,
  access: true,
  trail: true,
}

/** What a question leaves; none where it is about nobody, or only counts. An order is recorded as its act in any case. */
export const trailOf = ({ kind, trail, access }: Contract): Trail | null => {
  if (kind === 'order') return null
  if (trail !== undefined) return trail
  return access.needs === 'reach' && access.how !== 'counts' && recorded[access.field] ? 'look' : null
}

/** The persons that an order names or an outcome shows: every value under `personId`, `holderPersonId` and the like, wherever it stands. */
export const personsIn = (value: unknown): readonly string[] => {
  const found = new Set<string>()
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk)
    else if (part !== null && typeof part === 'object' && !ArrayBuffer.isView(part))
      for (const [key, held] of Object.entries(part)) {
        if ((key === 'personId' || key.endsWith('PersonId')) && typeof held === 'string' && /^\d{1,18}$/.test(held)) found.add(held)
        walk(held)
      }
  }
  walk(value)
  return [...found].toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))
}
