import { z } from 'zod'
import { contract, inWords, needsReach } from '../access/index.ts'
import { plainDate, recordId } from './import-contracts.ts'

const word = inWords(z.string().min(1).max(40))
const count = z.int32().nonnegative()
const village = z.string().regex(/^\d{12}$/, '应为 12 位村级区划代码')
const township = z.string().regex(/^\d{9}$/, '应为 9 位乡镇区划代码')

/** Of whom or what somebody answers for; one row of the one table of all chains. */
export const responsibilityTarget = z.discriminatedUnion('target', [
  z.object({ target: z.literal('child'), personId: recordId }),
  z.object({ target: z.literal('household'), householdId: recordId }),
  z.object({ target: z.literal('group'), area: village, villageGroup: word }),
  z.object({ target: z.literal('village'), area: village }),
  z.object({ target: z.literal('township'), area: township }),
  z.object({ target: z.literal('class'), classId: recordId }),
  z.object({ target: z.literal('school'), schoolId: recordId }),
  /** The whole county: 县长, 教育局长. */
  z.object({ target: z.literal('division') }),
])

/** From the nearest to the widest: who answers for the child itself goes before who answers for its village. */
export const responsibilityTargets = ['child', 'household', 'group', 'class', 'village', 'school', 'township', 'division'] as const
export type ResponsibilityTarget = (typeof responsibilityTargets)[number]

/** A role in a chain, as the packs of the county name them: 四包 · 村干部包组. */
export type ChainRole = Readonly<{ chain: string; role: string }>

/** The chains and roles of the county’s papers; none where they name none, and the county says them itself (O-18). */
export const listChains = contract({
  name: 'registry.list-chains',
  kind: 'question',
  title: '责任体系',
  order: z.object({}),
  outcome: z.object({ roles: z.array(z.object({ chain: z.string(), role: z.string() })) }),
  access: { needs: 'account' },
})

/** 七长, 四包, 三帮一: which chains and roles there are is said by the packs. */
export const assignResponsibility = contract({
  name: 'registry.assign-responsibility',
  kind: 'order',
  title: '落实责任人',
  order: z.object({
    chain: word,
    role: word,
    holderPersonId: recordId,
    deputyPersonId: recordId.optional(),
    of: responsibilityTarget,
    validFrom: plainDate,
    validTo: plainDate.optional(),
  }),
  outcome: z.object({ responsibilityId: recordId }),
  access: needsReach('persons', 'write'),
})

/** From its last day on nobody is told to answer; without one it was written by mistake. */
export const endResponsibility = contract({
  name: 'registry.end-responsibility',
  kind: 'order',
  title: '解除责任人',
  order: z.object({ responsibilityId: recordId, lastDay: plainDate.optional() }),
  outcome: z.object({}),
  access: needsReach('persons', 'write'),
})

/** 人事变动: all that somebody answers for is another’s from a day on; of one chain, or of all. */
export const handOverResponsibilities = contract({
  name: 'registry.hand-over-responsibilities',
  kind: 'order',
  title: '移交责任对象',
  order: z.object({ fromPersonId: recordId, toPersonId: recordId, from: plainDate, chain: word.optional() }),
  outcome: z.object({ handedOver: count }),
  access: needsReach('persons', 'write'),
})

/** 离岗: the holder is away, and the deputies of what it holds act. */
export const goAway = contract({
  name: 'registry.go-away',
  kind: 'order',
  title: '登记离岗',
  order: z.object({ personId: recordId, from: plainDate, to: plainDate, reason: inWords(z.string().trim().min(2, '请写明原因').max(200)) }),
  outcome: z.object({
    awayId: recordId,
    /** What it holds within these days and nobody is deputy for. */
    withoutDeputy: count,
  }),
  access: needsReach('persons', 'write'),
})

export const comeBack = contract({
  name: 'registry.come-back',
  kind: 'order',
  title: '登记返岗',
  order: z.object({ awayId: recordId, lastDay: plainDate }),
  outcome: z.object({}),
  access: needsReach('persons', 'write'),
})

const held = z.object({
  responsibilityId: recordId,
  chain: z.string(),
  role: z.string(),
  target: z.enum(responsibilityTargets),
  holder: z.object({ personId: recordId, name: z.string().nullable() }),
  /** The holder, or its deputy while the holder is away. */
  acting: z.object({ personId: recordId, name: z.string().nullable() }),
  from: z.string(),
  to: z.string().nullable(),
})

/** Who answers for a child on a day, in every chain and role, the nearest first. */
export const showOwners = contract({
  name: 'registry.show-owners',
  kind: 'question',
  title: '学生的责任人',
  order: z.object({ personId: recordId, on: plainDate.optional() }),
  outcome: z.object({ owners: z.array(held) }),
  access: needsReach('persons', 'rows'),
})

/** What somebody answers for on a day. */
export const listHeld = contract({
  name: 'registry.list-held-responsibilities',
  kind: 'question',
  title: '责任人的责任对象',
  order: z.object({ holderPersonId: recordId, on: plainDate.optional(), after: recordId.optional(), limit: z.int32().min(1).max(500).default(100) }),
  outcome: z.object({
    /** Whose they are; no name of somebody beyond the asker’s reach. */
    holder: z.object({ personId: recordId, name: z.string().nullable() }),
    held: z.array(
      held.extend({
        /** The child, household, village … as its number or code. */
        of: z.string(),
        /** What it is called, where it has a name. */
        ofName: z.string().nullable(),
        deputy: z.string().nullable(),
      }),
    ),
    /** Days of absence that are not over on that day. */
    away: z.array(z.object({ awayId: recordId, from: z.string(), to: z.string(), reason: z.string() })),
    next: recordId.nullable(),
  }),
  access: needsReach('persons', 'rows'),
})

/** Children enrolled here for whom nobody answers in a chain and role: by themselves, their household, class, school or place. */
export const findHoles = contract({
  name: 'registry.find-responsibility-holes',
  kind: 'question',
  title: '责任空缺',
  order: z.object({
    chain: word,
    role: word,
    on: plainDate.optional(),
    schoolId: recordId.optional(),
    /** A township or a village. */
    area: z.union([village, township]).optional(),
    after: recordId.optional(),
    limit: z.int32().min(1).max(500).default(100),
  }),
  outcome: z.object({ children: z.array(z.object({ personId: recordId, name: z.string(), schoolId: recordId.nullable() })), next: recordId.nullable() }),
  access: needsReach('persons', 'rows'),
})

/** How many children of each school, village or township have nobody in a chain and role. */
export const countHoles = contract({
  name: 'registry.count-responsibility-holes',
  kind: 'question',
  title: '责任空缺统计',
  order: z.object({ chain: word, role: word, on: plainDate.optional(), by: z.enum(['school', 'village', 'township']) }),
  outcome: z.object({
    places: z.array(
      z.object({
        /** The school’s number or the place’s code; none for children of no place we know. */
        place: z.string().nullable(),
        name: z.string().nullable(),
        children: count,
        holes: count,
      }),
    ),
  }),
  access: needsReach('persons', 'rows'),
})
