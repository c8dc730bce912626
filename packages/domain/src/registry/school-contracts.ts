import { parseSchoolYear } from '@yingjin/kernel'
import { z } from 'zod'
import { contract, inWords, needsReach } from '../access/index.ts'
import { plainDate, recordId } from './import-contracts.ts'
import { schoolStages } from './school-stage.ts'

/** As people write a name, whatever its width and blanks. */
const name = inWords(z.string().trim().min(2, '请写全称').max(60, '名称太长'))
export const schoolYear = z.string().refine(text => parseSchoolYear(text).ok, '应为学年，如 2022-2023')
const area = z.string().regex(/^\d{9}(\d{3})?$/, '应为 9 位乡镇或 12 位村级区划代码')
const reason = inWords(z.string().trim().min(2, '请写明原因').max(200, '请写得短些'))
const count = z.int32().nonnegative()
const stage = z.enum(schoolStages, '不是本县学校的学段')

export const foundSchool = contract({
  name: 'registry.found-school',
  kind: 'order',
  title: '登记学校',
  order: z.object({
    /** 学校标识码; none where it is not known yet. */
    code: inWords(z.string().trim().min(1).max(30)).nullable().default(null),
    name,
    stages: z.array(stage).min(1, '请选学段'),
    area,
    from: plainDate,
  }),
  outcome: z.object({ schoolId: recordId }),
  access: needsReach('organisations', 'write'),
})

/** An organisation that is no school: a centre, a bureau section, a department, a township, a village. */
export const foundOrganisation = contract({
  name: 'registry.found-organisation',
  kind: 'order',
  title: '登记机构',
  order: z.object({
    kind: z.enum(['bureau', 'section', 'township-centre', 'department', 'township', 'village', 'other'], '不是机构的种类'),
    code: inWords(z.string().trim().min(1).max(30)).nullable().default(null),
    name,
    area: z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/, '应为 6、9 或 12 位区划代码'),
    from: plainDate,
  }),
  outcome: z.object({ organisationId: recordId }),
  access: needsReach('organisations', 'write'),
})

/** Bears another name from a day on; by the old one it is found all the same. */
export const renameOrganisation = contract({
  name: 'registry.rename-organisation',
  kind: 'order',
  title: '更名',
  order: z.object({ organisationId: recordId, name, from: plainDate, version: z.int32().positive() }),
  outcome: z.object({ version: z.int32() }),
  access: needsReach('organisations', 'write'),
})

/** Its last day. Its children go to the school it is merged into; without one it closes only when nobody is there. */
export const closeSchool = contract({
  name: 'registry.close-school',
  kind: 'order',
  title: '撤并学校',
  order: z.object({ schoolId: recordId, lastDay: plainDate, intoSchoolId: recordId.nullable().default(null), version: z.int32().positive(), reason }),
  outcome: z.object({
    /** Children whose enrolment goes on at the other school, without a class yet. */
    moved: count,
    classesClosed: count,
  }),
  access: needsReach('organisations', 'write'),
})

export const listSchools = contract({
  name: 'registry.list-schools',
  kind: 'question',
  title: '学校名录',
  order: z.object({
    /** The day whose names and schools are asked for; none for today. */
    on: plainDate.optional(),
    /** Part of any name it ever bore. */
    name: z.string().trim().min(1).optional(),
    after: recordId.optional(),
    limit: z.int32().min(1).max(500).default(100),
  }),
  outcome: z.object({
    schools: z.array(
      z.object({
        schoolId: recordId,
        code: z.string().nullable(),
        /** Its name on the day. */
        name: z.string(),
        formerNames: z.array(z.string()),
        stages: z.array(z.string()),
        area: z.string(),
        standing: z.enum(['open', 'closed', 'not-yet']),
        mergedInto: recordId.nullable(),
        version: z.int32(),
      }),
    ),
    next: recordId.nullable(),
  }),
  access: { needs: 'account' },
})

const newClass = z.object({
  stage,
  grade: z.int('年级应为数字').min(1),
  /** Its number within the grade: 3 of 七（3）班. */
  number: z.string().trim().min(1).max(10),
  /** None: as schools call it. */
  name: inWords(z.string().trim().min(1).max(30)).nullable().default(null),
})

export const openClasses = contract({
  name: 'registry.open-classes',
  kind: 'order',
  title: '开班',
  order: z.object({ schoolId: recordId, schoolYear, classes: z.array(newClass).min(1, '请至少写一个班').max(200) }),
  outcome: z.object({ classIds: z.array(recordId) }),
  access: needsReach('organisations', 'write'),
})

/** How classes are called in a school year; in other years they keep the names they had. */
export const nameClasses = contract({
  name: 'registry.name-classes',
  kind: 'order',
  title: '班级命名',
  order: z.object({
    schoolYear,
    names: z
      .array(z.object({ classId: recordId, name: inWords(z.string().trim().min(1).max(30)) }))
      .min(1)
      .max(500),
  }),
  outcome: z.object({ named: count }),
  access: needsReach('organisations', 'write'),
})

export const listClasses = contract({
  name: 'registry.list-classes',
  kind: 'question',
  title: '班级名单',
  order: z.object({ schoolId: recordId, on: plainDate.optional() }),
  outcome: z.object({
    schoolYear: z.string(),
    classes: z.array(
      z.object({ classId: recordId, stage: z.string(), enteredIn: z.int32(), number: z.string(), grade: z.string().nullable(), name: z.string() }),
    ),
  }),
  access: { needs: 'account' },
})
