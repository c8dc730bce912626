import { z } from 'zod'
import { type AccountStanding, accountStandings } from './account-standing.ts'
import { contract, needsReach } from './contract.ts'
import { allRoles, type Role } from './role.ts'
import { inWords, usernames } from './words.ts'

const idText = z.string().regex(/^[1-9]\d{0,17}$/, '应为编号')
const day = z.iso.date('应为日期，例如 2022-09-01')
const count = z.int32().nonnegative()
const role = z.enum(allRoles as unknown as readonly [Role, ...Role[]], '不是角色表里的角色')

const standings = Object.keys(accountStandings) as [AccountStanding, ...AccountStanding[]]

const grant = z.object({
  grantId: z.string(),
  role: z.string(),
  kind: z.string(),
  key: z.string(),
  /** The place or thing as it is called; its number where it has no name. */
  place: z.string(),
  fields: z.array(z.string()).nullable(),
  from: z.string(),
  to: z.string().nullable(),
  /** In force today, to come, or over (run out or revoked). */
  stands: z.enum(['now', 'to-come', 'over']),
  reason: z.string().nullable(),
})

const account = z.object({
  accountId: z.string(),
  name: z.string(),
  /** The name to log in by; none for an account that does not log in, or whose login the asker does not reach. */
  username: z.string().nullable(),
  personId: z.string().nullable(),
  system: z.boolean(),
  standing: z.enum(standings),
  secondFactor: z.boolean(),
  /** From how many places it is logged in now. */
  sessions: count,
  seenAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  version: z.int32(),
  grants: z.array(grant),
})

/** The accounts within reach, the newest first; the total is of what the filters leave. */
export const listAccounts = contract({
  name: 'access.list-accounts',
  kind: 'question',
  title: '账号清单',
  order: z.object({
    /** Part of the name of the person, of the name to log in by, or of what the duty is called. */
    name: z.string().trim().min(1).max(50).optional(),
    role: role.optional(),
    standing: z.enum(standings).optional(),
    before: idText.optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({ total: count, accounts: z.array(account), next: z.string().nullable() }),
  access: needsReach('access', 'rows'),
})

/** Lists of departments that a grant may be given over, the newest first, each by its name. */
export const listListsToGrant = contract({
  name: 'access.list-lists-to-grant',
  kind: 'question',
  title: '可以授权的名单',
  order: z.object({}),
  /** The newest of them, and how many there are. */
  outcome: z.object({ lists: z.array(z.object({ importId: idText, word: z.string(), sender: z.string() })), total: count }),
  access: needsReach('access', 'rows'),
})

const deputy = z.object({
  deputyId: z.string(),
  accountId: z.string(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  stands: z.enum(['now', 'to-come', 'over']),
})

export const showAccount = contract({
  name: 'access.show-account',
  kind: 'question',
  title: '一个账号',
  order: z.object({ accountId: idText }),
  outcome: account.extend({
    /** Who stands in for it, and for whom it stands in. */
    deputies: z.array(deputy),
    standsInFor: z.array(deputy),
    logins: z.array(
      z.object({ sessionId: z.string(), startedAt: z.string(), seenAt: z.string(), expiresAt: z.string(), address: z.string(), agent: z.string() }),
    ),
    /** Whether it is the asker itself, who gives itself nothing. */
    own: z.boolean(),
  }),
  access: needsReach('access', 'rows'),
})

/** Ends a login of somebody else: one, or all of them. */
export const endSessions = contract({
  name: 'access.end-sessions',
  kind: 'order',
  title: '让账号退出登录',
  order: z.object({ accountId: idText, sessionId: idText.nullable().default(null) }),
  outcome: z.object({ ended: count }),
  access: needsReach('access', 'write'),
})

const first = z.object({
  role,
  kind: inWords(z.string().min(1).max(20)),
  key: z.string().min(1).max(18),
  from: day.nullable().default(null),
  to: day.nullable().default(null),
})

/**
 * An account with its login and its first grant: all of it, or nothing. The password is told once, and is kept nowhere in
 * clear; sent twice, the second is refused because the name is taken.
 */
export const openAccount = contract({
  name: 'access.open-account',
  kind: 'order',
  title: '开账号',
  order: z.object({
    name: inWords(z.string().trim().min(1, '请写姓名').max(50, '姓名太长')),
    username: z.string().trim().regex(usernames, '登录名用 2 至 40 个字母、数字、点或下划线，不要用手机号或证件号码'),
    /** Who it is in the registry, where the person answers for somebody. */
    personId: idText.nullable().default(null),
    schoolId: idText.nullable().default(null),
    grant: first,
    reason: inWords(z.string().trim().max(500)).nullable().default(null),
  }),
  outcome: z.object({ accountId: z.string(), grantId: z.string(), password: z.string() }),
  access: needsReach('access', 'write'),
})

/** A new password by whoever administers the account, told once; every login of it ends. */
export const resetPassword = contract({
  name: 'access.reset-password',
  kind: 'order',
  title: '重设口令',
  order: z.object({ accountId: idText }),
  outcome: z.object({ password: z.string() }),
  access: needsReach('access', 'write'),
})

/** The device that shows the codes is lost: the account logs in by its password until it enrols another. */
export const dropSecondFactor = contract({
  name: 'access.drop-second-factor',
  kind: 'order',
  title: '重设动态码',
  order: z.object({ accountId: idText }),
  outcome: z.object({}),
  access: needsReach('access', 'write'),
})
