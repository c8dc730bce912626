import { day, type PlainDate } from '../plain-date.ts'
import { checkCharacter, type ResidentId } from '../resident-id.ts'

/** @property area six digits beginning 99; @property sequence 1–999, odd for a boy, even for a girl */
export type SamplePerson = Readonly<{ area?: string; born: PlainDate | string; sequence: number }>

/**
 * An ID number of the invented province 99, with the check character it must have. Refuses every other province:
 * no sample number may belong to anyone.
 */
export const sampleId = ({ area = '990101', born, sequence }: SamplePerson): ResidentId => {
  if (!/^99\d{4}$/.test(area)) throw new Error(`sample people live in province 99, not in ${area}`)
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > 999) throw new Error(`sequence must be 1–999, got ${sequence}`)
  const first17 = `${area}${day(born).replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return (first17 + checkCharacter(first17)) as ResidentId
}
