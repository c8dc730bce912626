import { z } from 'zod'
import { contract, needsReach } from './contract.ts'
import { lookText } from './look-text.ts'
import { shortDigestLength, takenAs } from './taken-list.ts'

const idText = z.string().regex(/^[1-9]\d{0,17}$/, '应为编号')

export const whoLooked = contract({
  name: 'access.who-looked',
  kind: 'question',
  title: '谁看过这个人',
  order: z.object({
    personId: idText,
    /** The page after this entry, which is older; none for the newest. */
    before: idText.nullable().default(null),
    most: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    looks: z.array(
      z.object({
        entryId: z.string(),
        at: z.string(),
        kind: z.enum(Object.keys(lookText) as [keyof typeof lookText, ...(keyof typeof lookText)[]]),
        name: z.string(),
        accountId: z.string(),
        accountName: z.string(),
        onBehalfOf: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
    /** Where the next page begins; none where this was the last. */
    next: z.string().nullable(),
  }),
  access: needsReach('trail', 'rows'),
})

const kinds = Object.keys(lookText) as [keyof typeof lookText, ...(keyof typeof lookText)[]]

/** What was done, looked at, opened, taken along and entered in the county, the newest first. It names numbers of persons, not persons. */
export const listTrail = contract({
  name: 'access.list-trail',
  kind: 'question',
  title: '操作日志',
  order: z.object({
    kind: z.enum(kinds).optional(),
    accountId: idText.optional(),
    /** The day in the county. */
    on: z.iso.date('应为日期，例如 2022-09-01').optional(),
    before: idText.optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    total: z.int32().nonnegative(),
    entries: z.array(
      z.object({
        entryId: z.string(),
        at: z.string(),
        kind: z.enum(kinds),
        name: z.string(),
        accountId: z.string(),
        accountName: z.string(),
        onBehalfOf: z.string().nullable(),
        /** How many persons it was about. */
        persons: z.int32().nonnegative(),
        reason: z.string().nullable(),
        /** The number of the seal it lies under; none while it waits for the next. */
        seal: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
  access: needsReach('trail', 'rows'),
})

/** Whom one entry of the trail is about: by number alone, a part at a time. Each opens to who looked at that person. */
export const personsOfEntry = contract({
  name: 'access.persons-of-entry',
  kind: 'question',
  title: '一条日志涉及谁',
  order: z.object({ entryId: idText, from: z.int32().nonnegative().max(10_000_000, '没有这么多人').default(0), limit: z.int32().min(1).max(500).default(100) }),
  outcome: z.object({
    at: z.string(),
    name: z.string(),
    accountName: z.string(),
    total: z.int32().nonnegative(),
    numbers: z.array(z.string()),
  }),
  access: needsReach('trail', 'rows'),
})

/** Holds the trail of the county against its seals, and against a head that was printed in a report. */
export const checkTrail = contract({
  name: 'access.check-trail',
  kind: 'question',
  title: '核对操作日志',
  order: z.object({
    /** As a report prints it: 12:9f3c… */
    head: z
      .string()
      .trim()
      .regex(/^\d{1,18}:[0-9a-f]{64}$/, '应为报表上印的封记，例如 12:9f3c…（冒号后 64 位）')
      .optional(),
  }),
  outcome: z.object({
    seals: z.int32().nonnegative(),
    sealed: z.int32().nonnegative(),
    head: z.string().nullable(),
    /** The first place that is not as it was sealed, in words; none where everything holds. */
    broken: z.object({ code: z.string(), says: z.string(), entryId: z.string().nullable(), seal: z.string().nullable() }).nullable(),
    /** Reasons whose words were destroyed by right, and those that no key at hand can hold against what was sealed. */
    reasons: z.object({ destroyed: z.int32().nonnegative(), unchecked: z.int32().nonnegative() }),
    /** Written since, and not yet sealed: not looked at here. */
    open: z.object({ entries: z.int32().nonnegative(), since: z.string().nullable() }),
  }),
  access: needsReach('trail', 'rows'),
})

/**
 * Who took along the list that a digest is printed under: every export and print of the county whose rows had it, the newest
 * first. `wordsGone`: exports of which the words were destroyed, so that none can be excluded there.
 */
export const findTaken = contract({
  name: 'access.find-taken',
  kind: 'question',
  title: '查名单的摘要',
  order: z.object({
    /** As it stands on the paper, with whatever was copied along. */
    digest: z
      .string()
      .trim()
      .max(300)
      .toLowerCase()
      .regex(
        /(?<![0-9a-f])(?:[0-9a-f]{12}|[0-9a-f]{64})(?![0-9a-f])/,
        `摘要是 ${shortDigestLength} 位数字和字母 a–f，印在名单的标题下面，或在表格“核对”一页上`,
      ),
  }),
  outcome: z.object({
    /** As it was looked for. */
    digest: z.string(),
    taken: z.array(
      z.object({
        entryId: z.string(),
        at: z.string(),
        name: z.string(),
        accountName: z.string(),
        onBehalfOf: z.string().nullable(),
        as: z.enum(takenAs),
        rows: z.int32().nonnegative(),
        persons: z.int32().nonnegative(),
        conditions: z.string(),
        seal: z.string().nullable(),
      }),
    ),
    wordsGone: z.int32().nonnegative(),
  }),
  access: needsReach('trail', 'rows'),
})
