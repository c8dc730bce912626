import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'
import { plainDate, recordId } from './import-contracts.ts'

const found = z.object({
  personId: recordId,
  name: z.string(),
  sex: z.string().nullable(),
  bornOn: z.string().nullable(),
  /** Of the village, school and class that answer for the person. */
  area: z.string().nullable(),
  schoolId: recordId.nullable(),
  classId: recordId.nullable(),
  /** Where that is, by name, as lists say it. */
  place: z.object({ school: z.string().nullable(), className: z.string().nullable(), township: z.string().nullable() }),
  /** Numbers as a screen shows them. */
  numbers: z.array(z.object({ kind: z.string(), masked: z.string() })),
})

/** With whom the page before ended, and whether they are called so whole (0) or begin so (1). */
const afterPerson = z.string().regex(/^[01]\/[1-9]\d{0,17}$/, '应为上一页给出的位置')

/** Search before create: by the surest that is given; whoever is outside the asker's scope is not found. */
export const findPersons = contract({
  name: 'registry.find-persons',
  kind: 'question',
  title: '查找人员',
  order: z.object({
    idNumber: z.string().min(1).optional(),
    bornOn: plainDate.optional(),
    lastFour: z
      .string()
      .regex(/^\d{3}[\dXx]$/, '应为身份证号后四位')
      .optional(),
    studentNumber: z.string().min(1).optional(),
    /** Whole or its beginning, of two characters at least; whoever is called so whole comes first. */
    name: z.string().min(1).optional(),
    /** Whole, its beginning of three letters at least, or the initials. */
    pinyin: z.string().min(1).optional(),
    after: afterPerson.optional(),
    limit: z.int32().min(1).max(100).default(20),
  }),
  outcome: z.object({ persons: z.array(found), next: afterPerson.nullable() }),
  access: needsReach('persons', 'rows'),
  neverInAddress: true,
})

const said = z.object({
  source: z.string(),
  /** What officials call the roster; of what was entered here, that it was. */
  sourceName: z.string(),
  actId: recordId,
  recordedAt: z.string(),
  sheet: z.string().nullable(),
  row: z.number().nullable(),
  /** As of when the roster speaks; none of what was entered in the office. */
  asOf: plainDate.nullable(),
})

/**
 * All that is known of a person, every source and act beside the others, with its day and its row: as known on an act, or
 * now; as true on a day, or whenever.
 */
export const showPerson = contract({
  name: 'registry.show-person',
  kind: 'question',
  title: '人员档案',
  order: z.object({ personId: recordId, asKnownOn: recordId.optional(), asTrueOn: plainDate.optional() }),
  outcome: z.object({
    person: found,
    mergedInto: recordId.nullable(),
    facts: z.array(said.extend({ matter: z.string(), says: z.record(z.string(), z.unknown()) })),
  }),
  access: needsReach('persons', 'rows'),
})
