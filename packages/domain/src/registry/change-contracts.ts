import { plainName } from '@yingjin/kernel'
import { z } from 'zod'
import { contract, inWords, needsReach } from '../access/index.ts'
import { changeStatuses } from './change-request.ts'
import { plainDate, recordId } from './import-contracts.ts'
import { personRoles } from './person-role.ts'
import { schoolStages } from './school-stage.ts'

const text = inWords(z.string().trim().min(1).max(100)).nullable().default(null)
const name = inWords(z.string().overwrite(plainName).min(1, '请写姓名').max(50, '姓名太长'))
const sex = z.enum(['男', '女'], '应为男或女').nullable().default(null)
const reason = inWords(z.string().trim().min(2, '请写明原因').max(500, '请写得短些'))
const version = z.int32().positive()
const number = z.object({
  kind: z.enum(['resident-id', 'permit', 'certificate-number', 'student-number', 'phone'], '不是号码的种类'),
  number: z.string().trim().min(1, '请写号码').max(40),
})

/** What is wanted to be so of a person, matter by matter: each is said whole, as the approver is to confirm it. */
export const wantedChange = z.discriminatedUnion('matter', [
  z.object({ matter: z.literal('particulars'), name, formerName: text, sex, bornOn: plainDate.nullable().default(null) }),
  z.object({ matter: z.literal('identity-number'), ...number.shape }),
  z.object({
    matter: z.literal('guardianship'),
    guardianName: name,
    guardianPersonId: recordId.nullable().default(null),
    relation: text,
    ground: z.enum(['law', 'de-facto'], '应为法定监护或实际照料'),
    from: plainDate.nullable().default(null),
    to: plainDate.nullable().default(null),
  }),
  z.object({
    matter: z.literal('residence'),
    hukouDivision: z
      .string()
      .regex(/^\d{6}$/, '应为 6 位区划代码')
      .nullable()
      .default(null),
    township: text,
    village: text,
    villageGroup: text,
    address: text,
    /** The village or township in our own register of places. */
    atArea: z
      .string()
      .regex(/^\d{9}(\d{3})?$/, '应为 9 位乡镇或 12 位村级区划代码')
      .nullable()
      .default(null),
  }),
  z.object({
    matter: z.literal('enrolment'),
    of: z.enum(['on-roll', 'present'], '应为在籍或在校'),
    state: z.enum(['enrolled', 'suspended', 'transferred-out', 'graduated', 'left', 'not-enrolled'], '不是学籍状态'),
    schoolId: recordId.nullable().default(null),
    classId: recordId.nullable().default(null),
    stage: z.enum(schoolStages, '不是学段').nullable().default(null),
    grade: z.int32().min(1).max(9).nullable().default(null),
    boards: z.boolean().nullable().default(null),
    from: plainDate,
  }),
  /** 死亡 or 学籍无效: said of 在籍 and 在校 at once, with the paper it rests on. */
  z.object({
    matter: z.literal('end-enrolment'),
    ground: z.enum(['death', 'void'], '应为死亡或学籍无效'),
    from: plainDate,
    proof: inWords(z.string().trim().max(200)).default(''),
  }),
  /** Two records that say different things of who they are, and are one person all the same: the other goes into this one. */
  z.object({ matter: z.literal('merge'), otherPersonId: recordId }),
  z.object({ matter: z.literal('household-membership'), householdId: recordId, relation: text, from: plainDate.nullable().default(null) }),
])

export const requestChange = contract({
  name: 'registry.request-change',
  kind: 'order',
  title: '申请变更',
  order: z.object({ personId: recordId, wanted: wantedChange, reason }),
  outcome: z.object({ requestId: recordId }),
  access: needsReach('persons', 'rows'),
})

/** Somebody nobody knows yet; who stands on a roster comes by its import. */
export const requestPerson = contract({
  name: 'registry.request-person',
  kind: 'order',
  title: '申请新增人员',
  order: z.object({
    name,
    sex,
    bornOn: plainDate.nullable().default(null),
    number: number.nullable().default(null),
    role: z.enum(Object.keys(personRoles) as [keyof typeof personRoles, ...(keyof typeof personRoles)[]], '不是人员类别'),
    /** The school where a child sits from a day on; none for adults. */
    schoolId: recordId.nullable().default(null),
    from: plainDate,
    reason,
  }),
  outcome: z.object({ requestId: recordId }),
  access: needsReach('persons', 'rows'),
})

export const approveChange = contract({
  name: 'registry.approve-change',
  kind: 'order',
  title: '同意变更',
  order: z.object({ requestId: recordId, version }),
  outcome: z.object({ personId: recordId }),
  access: needsReach('persons', 'write'),
})

export const returnChange = contract({
  name: 'registry.return-change',
  kind: 'order',
  title: '退回变更',
  order: z.object({ requestId: recordId, version, answer: reason }),
  outcome: z.object({}),
  access: needsReach('persons', 'write'),
})

export const withdrawChange = contract({
  name: 'registry.withdraw-change',
  kind: 'order',
  title: '撤回变更',
  order: z.object({ requestId: recordId, version }),
  outcome: z.object({}),
  access: needsReach('persons', 'rows'),
})

export const listChanges = contract({
  name: 'registry.list-changes',
  kind: 'question',
  title: '变更申请',
  order: z.object({
    status: z.enum(changeStatuses).default('asked'),
    personId: recordId.optional(),
    after: recordId.optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    total: z.int32().nonnegative(),
    requests: z.array(
      z.object({
        requestId: recordId,
        /** None while the person is still to be made. */
        personId: recordId.nullable(),
        name: z.string(),
        /** What is wanted, numbers masked. */
        wanted: z.record(z.string(), z.unknown()),
        reason: z.string(),
        status: z.enum(changeStatuses),
        /** What the sources said of the matter before the request was answered, and what they say with it: as on the card. */
        was: z.array(z.record(z.string(), z.unknown())),
        becomes: z.array(z.record(z.string(), z.unknown())),
        askedBy: recordId,
        askedByName: z.string(),
        askedOn: plainDate,
        /** Asked by the asker itself, who then cannot approve it. */
        own: z.boolean(),
        answer: z.string().nullable(),
        version: z.int32(),
      }),
    ),
    next: recordId.nullable(),
  }),
  access: needsReach('persons', 'rows'),
})
