import { z } from 'zod'
import { contract, inWords, needsReach } from '../access/index.ts'
import { plainDate, recordId } from './import-contracts.ts'
import { householdRegisters } from './household-register.ts'

const registers = Object.keys(householdRegisters) as [keyof typeof householdRegisters, ...(keyof typeof householdRegisters)[]]

const relation = inWords(z.string().trim().min(1).max(20)).nullable().default(null)
const day = plainDate.nullable()
const household = z.object({
  householdId: recordId,
  register: z.enum(registers),
  /** As a screen shows it; none where it has no number, or the asker does not reach the household itself. */
  number: z.string().nullable(),
  area: z.string().nullable(),
})

/** Who belongs to a household on a day, and the designations of the household and of those in it. */
export const showHousehold = contract({
  name: 'registry.show-household',
  kind: 'question',
  title: '户卡',
  order: z.object({ householdId: recordId, on: plainDate.optional(), asKnownOn: recordId.optional() }),
  outcome: z.object({
    household,
    /** Its township and village by name, as far as they are known. */
    place: z.string().nullable(),
    members: z.array(
      z.object({
        personId: recordId,
        name: z.string(),
        relation: z.string().nullable(),
        from: day,
        to: day,
        /** Who says so, and as of when; no day of what was entered in the office. */
        sources: z.array(z.object({ sourceName: z.string(), asOf: day })),
      }),
    ),
    /** None where the asker may not see designations at all. */
    designations: z
      .array(
        z.object({
          /** None: of the household itself. */
          personId: recordId.nullable(),
          kind: z.string(),
          standing: z.enum(['yes', 'no', 'unknown']),
          roster: z.string(),
          asOf: day,
        }),
      )
      .nullable(),
  }),
  access: needsReach('persons', 'rows'),
})

export const listHouseholds = contract({
  name: 'registry.list-households',
  kind: 'question',
  title: '户名册',
  order: z.object({
    /** A township, or a village. */
    area: z
      .string()
      .regex(/^\d{9}(\d{3})?$/, '应为 9 位乡镇或 12 位村级区划代码')
      .optional(),
    register: z.enum(registers, '不是户的册子').optional(),
    after: recordId.optional(),
    limit: z.int32().min(1).max(500).default(100),
  }),
  outcome: z.object({
    households: z.array(household.extend({ members: z.array(z.object({ personId: recordId, name: z.string(), relation: z.string().nullable() })) })),
    next: recordId.nullable(),
  }),
  access: needsReach('persons', 'rows'),
})

/** A new household of a register (分户). */
export const foundHousehold = contract({
  name: 'registry.found-household',
  kind: 'order',
  title: '立户',
  order: z.object({
    register: z.enum(registers, '不是户的册子'),
    number: z.string().trim().min(1).max(40).nullable().default(null),
    area: z.string().regex(/^\d{9}(\d{3})?$/, '应为 9 位乡镇或 12 位村级区划代码'),
  }),
  outcome: z.object({ householdId: recordId }),
  access: needsReach('persons', 'write'),
})

/** From one household of a register into another from a day on; into a first one, where it stood in none. */
export const moveHouseholdMember = contract({
  name: 'registry.move-household-member',
  kind: 'order',
  title: '迁户',
  order: z.object({ personId: recordId, fromHouseholdId: recordId.nullable().default(null), toHouseholdId: recordId, relation, from: plainDate }),
  outcome: z.object({ personId: recordId }),
  access: needsReach('persons', 'write'),
})
