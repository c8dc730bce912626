import { z } from 'zod'
import { contract, inWords, needsReach } from '../access/index.ts'
import { type DutyPlace, dutyPlaces, type DutyStanding, dutyStandings } from './duty.ts'
import { plainDate, recordId } from './import-contracts.ts'
import { responsibilityTarget } from './responsibility-contracts.ts'

const count = z.int32().nonnegative()
const word = inWords(z.string().min(1).max(40))

const places = Object.keys(dutyPlaces) as [DutyPlace, ...DutyPlace[]]
const standings = Object.keys(dutyStandings) as [DutyStanding, ...DutyStanding[]]

const chainRole = { chain: word.optional(), role: word.optional() }

/** Who answers for which places, by kind of place: how many, and how many nobody answers for. Of one chain and role, or of any. */
export const countDuties = contract({
  name: 'registry.count-duties',
  kind: 'question',
  title: '责任落实情况',
  order: z.object({ ...chainRole, on: plainDate.optional() }),
  outcome: z.object({
    places: z.array(z.object({ place: z.enum(places), all: count, held: count, nobody: count, noAccount: count })),
    /** The chains and roles that are held here by anybody. */
    roles: z.array(z.object({ chain: z.string(), role: z.string() })),
  }),
  access: { needs: 'account' },
})

/** The places behind a number of `countDuties`, under the same conditions. */
export const listDuties = contract({
  name: 'registry.list-duties',
  kind: 'question',
  title: '各处责任人',
  order: z.object({
    place: z.enum(places).optional(),
    standing: z.enum(standings).optional(),
    ...chainRole,
    schoolId: recordId.optional(),
    on: plainDate.optional(),
    /** After so many places. */
    after: z
      .string()
      .regex(/^\d{1,9}$/, '应为上一页给出的位置')
      .optional(),
    limit: z.int32().min(1).max(500).default(50),
  }),
  outcome: z.object({
    total: count,
    duties: z.array(
      z.object({
        place: z.enum(places),
        /** The number of the school or class, or the code of the area. */
        key: z.string(),
        name: z.string(),
        /** The school of a class, the township of a school or village. */
        within: z.string().nullable(),
        schoolId: recordId.nullable(),
        standing: z.enum(standings),
        holders: z.array(
          z.object({
            responsibilityId: recordId,
            chain: z.string(),
            role: z.string(),
            personId: recordId,
            name: z.string().nullable(),
            deputy: z.string().nullable(),
            from: z.string(),
            to: z.string().nullable(),
            hasAccount: z.boolean(),
          }),
        ),
      }),
    ),
    next: z.string().nullable(),
  }),
  access: { needs: 'account' },
})

/** Many at once, as a school sends its list of class teachers: all of them, or none. */
export const assignResponsibilities = contract({
  name: 'registry.assign-responsibilities',
  kind: 'order',
  title: '成批落实责任人',
  order: z.object({
    chain: word,
    role: word,
    validFrom: plainDate,
    validTo: plainDate.optional(),
    rows: z
      .array(z.object({ of: responsibilityTarget, holderPersonId: recordId, deputyPersonId: recordId.optional() }))
      .min(1, '请至少写一处')
      .max(500, '一次最多500处'),
  }),
  outcome: z.object({ assigned: count }),
  access: needsReach('persons', 'write'),
})

/** Where the office knows places: schools, townships, villages and sections, to choose from. */
export const listPlaces = contract({
  name: 'registry.list-places',
  kind: 'question',
  title: '机构和地方',
  order: z.object({
    kind: z.enum(['bureau', 'section', 'township-centre', 'department', 'township', 'village', 'school', 'other']).optional(),
    /** Part of the name. */
    name: z.string().trim().min(1).max(60).optional(),
    on: plainDate.optional(),
    after: recordId.optional(),
    limit: z.int32().min(1).max(500).default(100),
  }),
  outcome: z.object({
    total: count,
    places: z.array(z.object({ organisationId: recordId, kind: z.string(), name: z.string(), area: z.string(), within: z.string().nullable() })),
    next: recordId.nullable(),
  }),
  access: { needs: 'account' },
})
