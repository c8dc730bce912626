import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'
import { recordId } from './import-contracts.ts'
import { schoolStandingKinds } from './school-standing.ts'

const count = z.int32().nonnegative()

/** Township by township, each school with the children who sit there, of those in reach. */
export const listSchoolRegister = contract({
  name: 'registry.list-school-register',
  kind: 'question',
  title: '学校和在读人数',
  order: z.object({
    name: z.string().trim().min(1).max(60).optional(),
    /** A township. */
    area: z
      .string()
      .regex(/^\d{9}$/, '应为 9 位乡镇区划代码')
      .optional(),
    standing: z.enum(schoolStandingKinds).optional(),
    /** The place after which to go on: so many were listed before. */
    after: z
      .string()
      .regex(/^[1-9]\d{0,5}$/)
      .optional(),
    limit: z.int32().min(1).max(500).default(50),
  }),
  outcome: z.object({
    total: count,
    /** Children at all of them. */
    enrolledInAll: count,
    schools: z.array(
      z.object({
        schoolId: recordId,
        name: z.string(),
        code: z.string().nullable(),
        stages: z.array(z.string()),
        area: z.string(),
        township: z.string().nullable(),
        standing: z.enum(schoolStandingKinds),
        enrolled: count,
      }),
    ),
    next: z.string().nullable(),
  }),
  access: needsReach('persons', 'rows'),
})

/** A school with its names by date, where it came from and went, and who is there. */
export const showSchool = contract({
  name: 'registry.show-school',
  kind: 'question',
  title: '学校档案',
  order: z.object({ schoolId: recordId }),
  outcome: z.object({
    schoolId: recordId,
    name: z.string(),
    code: z.string().nullable(),
    stages: z.array(z.string()),
    area: z.string(),
    township: z.string().nullable(),
    standing: z.enum(schoolStandingKinds),
    foundedOn: z.string().nullable(),
    lastDay: z.string().nullable(),
    mergedInto: z.object({ schoolId: recordId, name: z.string() }).nullable(),
    /** Schools that were merged into this one. */
    took: z.array(z.object({ schoolId: recordId, name: z.string(), lastDay: z.string().nullable() })),
    names: z.array(z.object({ name: z.string(), from: z.string(), to: z.string().nullable() })),
    /** School years in which classes have names, the newest first. */
    schoolYears: z.array(z.string()),
    version: z.int32(),
    /** In reach of whoever asks: children there, and children on their way there. */
    enrolled: count,
    expected: count,
  }),
  access: { needs: 'account' },
})

/** The children who sit at a school, class by class. */
export const listPupils = contract({
  name: 'registry.list-pupils',
  kind: 'question',
  title: '在读学生名单',
  order: z.object({ schoolId: recordId, classId: recordId.optional(), after: recordId.optional(), limit: z.int32().min(1).max(500).default(100) }),
  outcome: z.object({
    total: count,
    pupils: z.array(
      z.object({
        personId: recordId,
        name: z.string(),
        sex: z.string().nullable(),
        bornOn: z.string().nullable(),
        className: z.string().nullable(),
        township: z.string().nullable(),
      }),
    ),
    next: recordId.nullable(),
  }),
  access: needsReach('persons', 'rows'),
})
