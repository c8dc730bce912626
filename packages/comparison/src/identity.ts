import type { Schema } from '@yingjin/sql'
import { personKeySchema } from './normalise/person-keys.ts'

/** A row of a roster. `left_id` occurs once; `roster` is the group within which one person is expected once. */
export const identityRowSchema = { left_id: 'bigint', roster: 'text', ...personKeySchema } as const satisfies Schema

/** A known person; several rows carry all the names and numbers the person was seen with. */
export const personIdentitySchema = { person_id: 'bigint', ...personKeySchema } as const satisfies Schema

export type IdentityRow = typeof identityRowSchema
export type PersonIdentity = typeof personIdentitySchema
