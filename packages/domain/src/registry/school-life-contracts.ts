import { z } from 'zod'
import { contract, inWords, needsReach } from '../access/index.ts'
import { plainDate, recordId } from './import-contracts.ts'
import { type LeavingGround, leavingGrounds } from './leaving-ground.ts'
import { schoolYear } from './school-contracts.ts'
import { schoolStages } from './school-stage.ts'

const count = z.int32().nonnegative()
const reason = inWords(z.string().trim().min(2, '请写明原因').max(200, '请写得短些'))
const version = z.int32().positive()
const ofPerson = z.object({ personId: recordId })

/** A child who sits nowhere: a new pupil, one who comes back, one from elsewhere. */
export const enrolChild = contract({
  name: 'registry.enrol-child',
  kind: 'order',
  title: '入学登记',
  order: z.object({
    personId: recordId,
    schoolId: recordId,
    classId: recordId.nullable().default(null),
    stage: z.enum(schoolStages, '不是学段'),
    grade: z.int32().min(1).max(6),
    boards: z.boolean().nullable().default(null),
    /** Whether the school system has a formal record too (正式学籍); if not, the child is present and not on roll. */
    onRoll: z.boolean(),
    from: plainDate,
  }),
  outcome: ofPerson,
  access: needsReach('persons', 'write'),
})

export const changeClass = contract({
  name: 'registry.change-class',
  kind: 'order',
  title: '调班',
  order: z.object({ personId: recordId, classId: recordId, from: plainDate }),
  outcome: ofPerson,
  access: needsReach('persons', 'write'),
})

export const suspendChild = contract({
  name: 'registry.suspend-child',
  kind: 'order',
  title: '休学',
  order: z.object({ personId: recordId, from: plainDate, reason }),
  outcome: ofPerson,
  access: needsReach('persons', 'write'),
})

export const resumeChild = contract({
  name: 'registry.resume-child',
  kind: 'order',
  title: '复学',
  order: z.object({
    personId: recordId,
    from: plainDate,
    /** None: the class and grade it left. */
    classId: recordId.nullable().default(null),
    grade: z.int32().min(1).max(6).nullable().default(null),
  }),
  outcome: ofPerson,
  access: needsReach('persons', 'write'),
})

/** No longer in the classroom. On the roll it stays, unless that ends too: 在籍 and 在校 are two facts. */
export const leaveSchool = contract({
  name: 'registry.leave-school',
  kind: 'order',
  title: '离校登记',
  order: z.object({
    personId: recordId,
    from: plainDate,
    ground: z.enum(Object.keys(leavingGrounds) as [LeavingGround, ...LeavingGround[]], '不是离校的情形'),
    rollEndsToo: z.boolean().default(false),
    reason,
  }),
  outcome: ofPerson,
  access: needsReach('persons', 'write'),
})

/** 转出: on its way to another school, and on the roll of this one until the other confirms. */
export const handOver = contract({
  name: 'registry.hand-over-child',
  kind: 'order',
  title: '转出',
  order: z
    .object({
      personId: recordId,
      toSchoolId: recordId.nullable().default(null),
      /** A school of another county, by its name. */
      toSchoolName: inWords(z.string().trim().min(2).max(60)).nullable().default(null),
      from: plainDate,
      reason,
    })
    .refine(({ toSchoolId, toSchoolName }) => (toSchoolId === null) !== (toSchoolName === null), '请写本县的学校，或外县学校的名称，二者选一'),
  outcome: z.object({ handoverId: recordId }),
  access: needsReach('persons', 'write'),
})

export const receiveChild = contract({
  name: 'registry.receive-child',
  kind: 'order',
  title: '接收转入',
  order: z.object({
    handoverId: recordId,
    schoolId: recordId,
    classId: recordId.nullable().default(null),
    boards: z.boolean().nullable().default(null),
    from: plainDate,
    version,
  }),
  outcome: ofPerson,
  access: needsReach('persons', 'write'),
})

/** The school of another county has confirmed, by a paper that is named. */
export const receivedElsewhere = contract({
  name: 'registry.received-elsewhere',
  kind: 'order',
  title: '登记外县接收',
  order: z.object({ handoverId: recordId, from: plainDate, receipt: inWords(z.string().trim().min(2, '请写明接收回执').max(100)), version }),
  outcome: ofPerson,
  access: needsReach('persons', 'write'),
})

/** Not going after all: the child is in the classroom of the old school again. */
export const withdrawHandover = contract({
  name: 'registry.withdraw-handover',
  kind: 'order',
  title: '撤回转出',
  order: z.object({ handoverId: recordId, from: plainDate, reason, version }),
  outcome: ofPerson,
  access: needsReach('persons', 'write'),
})

/** Which school takes the children who finished a stage elsewhere (划片): all of a school, or those that are named. */
export const directHandovers = contract({
  name: 'registry.direct-handovers',
  kind: 'order',
  title: '指定接收学校',
  order: z.object({ fromSchoolId: recordId, toSchoolId: recordId, handoverIds: z.array(recordId).min(1).max(2000).optional() }),
  outcome: z.object({ directed: count }),
  access: needsReach('persons', 'write'),
})

/** 转出未接收, 升学未报到: whoever hands over sees its children, whoever receives sees those that are to come. */
export const listHandovers = contract({
  name: 'registry.list-handovers',
  kind: 'question',
  title: '转学和升学交接',
  order: z.object({ after: recordId.optional(), limit: z.int32().min(1).max(500).default(100) }),
  outcome: z.object({
    handovers: z.array(
      z.object({
        handoverId: recordId,
        personId: recordId,
        name: z.string(),
        sex: z.string().nullable(),
        bornOn: z.string().nullable(),
        kind: z.enum(['transfer', 'next-stage']),
        fromSchoolId: recordId.nullable(),
        toSchoolId: recordId.nullable(),
        toSchoolName: z.string().nullable(),
        stage: z.string().nullable(),
        grade: z.string().nullable(),
        openedOn: z.string(),
        version: z.int32(),
      }),
    ),
    next: recordId.nullable(),
  }),
  access: needsReach('persons', 'rows'),
})

/** What a roll-over does, counted; a dry run says it and the roll-over does exactly that. */
export const rollOverCounts = z.object({
  /** Into the next grade. */
  promoted: count,
  /** After the last grade of their stage. */
  graduated: count,
  /** Of them, expected at a school of the next stage. */
  expected: count,
  /** 休学: stay where they are. */
  suspended: count,
  /** A roster or an act of the new school year speaks of them already. */
  ofTheYear: count,
  /** Their roster says no day, so nobody knows of which year it speaks. */
  undated: count,
  /** Stage or grade is not known, or no such grade is taught. */
  unclear: count,
  /** Classes that bear a name of the new year. */
  classes: count,
})
export type RollOverCounts = z.output<typeof rollOverCounts>

const ofYear = z.object({
  schoolYear,
  /** None: every school that was not rolled over yet. */
  schoolId: recordId.nullable().default(null),
})

export const dryRunRollOver = contract({
  name: 'registry.dry-run-roll-over',
  kind: 'question',
  title: '升级试算',
  order: ofYear,
  outcome: rollOverCounts.extend({
    /** Some of the children nothing is done about, for a person to look at. */
    left: z.array(z.object({ personId: recordId, name: z.string(), why: z.enum(['undated', 'unclear']) })),
  }),
  access: needsReach('persons', 'rows'),
})

export const rollOver = contract({
  name: 'registry.roll-over',
  kind: 'order',
  title: '学年升级',
  order: ofYear,
  outcome: rollOverCounts.extend({ rollOverId: recordId }),
  access: needsReach('persons', 'write'),
})

/** Every roll-over, the newest first: who, when, how many, and whether it stands. */
export const listRollOvers = contract({
  name: 'registry.list-roll-overs',
  kind: 'question',
  title: '历次升级',
  order: z.object({ rollOverId: recordId.optional(), before: recordId.optional(), limit: z.int32().min(1).max(100).default(50) }),
  outcome: z.object({
    total: count,
    rollOvers: z.array(
      z.object({
        rollOverId: recordId,
        schoolYear: z.string(),
        /** None: every school of the county. */
        schoolName: z.string().nullable(),
        counts: rollOverCounts,
        doneAt: z.string(),
        doneBy: z.string().nullable(),
        undoneAt: z.string().nullable(),
        undoneBy: z.string().nullable(),
      }),
    ),
    next: recordId.nullable(),
  }),
  access: needsReach('persons', 'rows'),
})

/** What undoing a roll-over would do, counted on what stands now; or what rests on it, and about whom. */
export const showUndoRollOver = contract({
  name: 'registry.show-undo-roll-over',
  kind: 'question',
  title: '撤销升级的后果',
  order: z.object({ rollOverId: recordId }),
  outcome: z.object({
    rollOverId: recordId,
    undone: z.boolean(),
    /** Words of the new year that are taken back, and words of the old one that stand again. */
    ended: count,
    restored: count,
    /** Children no longer expected at a school of the next stage. */
    handovers: count,
    classes: count,
    rests: z.array(z.object({ what: z.string(), word: z.string(), label: z.string() })),
    /** Of whom the later acts speak, the first of them by name. */
    people: z.array(z.object({ personId: recordId, name: z.string() })),
    peopleInAll: count,
  }),
  access: needsReach('persons', 'write'),
})

export const undoRollOver = contract({
  name: 'registry.undo-roll-over',
  kind: 'order',
  title: '撤销升级',
  order: z.object({ rollOverId: recordId }),
  outcome: z.object({ ended: count, restored: count }),
  access: needsReach('persons', 'write'),
})
