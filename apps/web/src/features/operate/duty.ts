import type { StateShape } from '../../shared/state-word.tsx'
import type { office } from '../../shared/ask/index.ts'

export type Duty = Awaited<ReturnType<typeof office.registry.listDuties>>['duties'][number]

export const dutyShapes: Readonly<Record<Duty['standing'], StateShape>> = { held: 'done', nobody: 'wrong', 'no-account': 'waiting' }

/** How it is called where it stands alone: 平河街道金田小学五（1）班. */
export const dutyWord = ({ place, name, within }: Duty): string => (place === 'class' ? `${within ?? ''}${name}` : name)

/** The grant that whoever answers for a place needs first, as the form of a new account takes it. */
export const grantFor = (duty: Duty) => {
  const place = dutyWord(duty)
  switch (duty.place) {
    case 'class':
      return { role: 'A-01', kind: 'class', key: duty.key, place, ...(duty.schoolId === null ? {} : { schoolId: duty.schoolId }) }
    case 'school':
      return { role: 'A-06', kind: 'school', key: duty.key, place, schoolId: duty.key }
    case 'village':
      return { role: 'A-34', kind: 'village', key: duty.key, place }
    case 'township':
      return { role: 'A-33', kind: 'township', key: duty.key, place }
    case 'division':
      return { role: 'A-25', kind: 'division', key: duty.key, place }
  }
}

/** What the office is told somebody answers for. */
export const targetOf = ({ place, key }: Duty) => {
  switch (place) {
    case 'class':
      return { target: 'class', classId: key } as const
    case 'school':
      return { target: 'school', schoolId: key } as const
    case 'village':
      return { target: 'village', area: key } as const
    case 'township':
      return { target: 'township', area: key } as const
    case 'division':
      return { target: 'division' } as const
  }
}
