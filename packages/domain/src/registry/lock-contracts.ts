import { z } from 'zod'
import { contract, inWords, needsReach, takeList } from '../access/index.ts'
import { recordId } from './import-contracts.ts'
import { lockChangeKinds } from './lock-change.ts'

const count = z.int32().nonnegative()
const source = inWords(z.string().min(1).max(120))

/** Rosters whose list may be locked: of each, how many persons it says something of now, and of how many partial ones it is made. */
export const listLockable = contract({
  name: 'registry.list-lockable-rosters',
  kind: 'question',
  title: '可以锁定的名册',
  order: z.object({}),
  outcome: z.object({ rosters: z.array(z.object({ source, sourceName: z.string(), persons: count, parts: count })) }),
  access: needsReach('designations', 'write'),
})

/** 底数锁定: who is on a list of a source now, with the facts as known. */
export const lockList = contract({
  name: 'registry.lock-list',
  kind: 'order',
  title: '锁定底数',
  order: z.object({ name: inWords(z.string().trim().min(1).max(60)), source }),
  outcome: z.object({ lockedListId: recordId, members: count }),
  access: needsReach('designations', 'write'),
})

/** Every locked list, the newest first. */
export const listLocked = contract({
  name: 'registry.list-locked-lists',
  kind: 'question',
  title: '锁定的底数',
  order: z.object({ lockedListId: recordId.optional(), before: recordId.optional(), limit: z.int32().min(1).max(200).default(50) }),
  outcome: z.object({
    total: count,
    lists: z.array(
      z.object({
        lockedListId: recordId,
        name: z.string(),
        source,
        sourceName: z.string(),
        /** As counted when it was locked. */
        members: count,
        /** SHA-256 of its members in their order, each with name and facts, made when it was locked. */
        digest: z.string(),
        lockedAt: z.string(),
        lockedBy: z.string().nullable(),
      }),
    ),
    next: recordId.nullable(),
  }),
  access: needsReach('designations', 'rows'),
})

const ofList = z.object({ lockedListId: recordId })

/** How many came, went or are said other things of since, and whether the list is still what was locked. */
export const countAgainstLock = contract({
  name: 'registry.count-against-lock',
  kind: 'question',
  title: '对照锁定底数的人数',
  order: ofList,
  outcome: z.object({
    /** Members in reach of whoever asks. */
    members: count,
    came: count,
    went: count,
    other: count,
    /** Whether its members are still those of the digest; null to whoever does not see all of them. */
    intact: z.boolean().nullable(),
  }),
  access: needsReach('designations', 'rows'),
})

const person = { personId: recordId, name: z.string(), school: z.string().nullable(), className: z.string().nullable(), township: z.string().nullable() }

/** What differs now from a locked list, person by person, in words. The list itself stays. */
export const compareWithLock = contract({
  name: 'registry.compare-with-lock',
  kind: 'question',
  title: '对照锁定底数',
  order: ofList.extend({ change: z.enum(lockChangeKinds).optional(), after: recordId.optional(), limit: z.int32().min(1).max(500).default(100) }),
  outcome: z.object({
    total: count,
    changes: z.array(
      z.object({
        ...person,
        change: z.enum(lockChangeKinds),
        facts: z.array(z.object({ word: z.string(), sourceName: z.string(), then: z.string().nullable(), now: z.string().nullable() })),
      }),
    ),
    next: recordId.nullable(),
  }),
  access: needsReach('designations', 'rows'),
})

/** Who is on a locked list, named as then. */
export const listLockedMembers = contract({
  name: 'registry.list-locked-members',
  kind: 'question',
  title: '锁定底数的名单',
  order: ofList.extend({ after: recordId.optional(), limit: z.int32().min(1).max(500).default(100) }),
  outcome: z.object({ total: count, members: z.array(z.object({ ...person, says: z.string() })), next: recordId.nullable() }),
  access: needsReach('designations', 'rows'),
})

export const takeLockChanges = takeList({
  name: 'registry.take-lock-changes',
  title: '导出对照锁定底数的变化',
  order: compareWithLock.order.omit({ after: true, limit: true }),
  access: needsReach('designations', 'rows'),
})

export const takeLockedMembers = takeList({
  name: 'registry.take-locked-members',
  title: '导出锁定底数的名单',
  order: listLockedMembers.order.omit({ after: true, limit: true }),
  access: needsReach('designations', 'rows'),
})
