import { z } from 'zod'
import { contract, needsReach } from './contract.ts'
import { type Field, fields } from './field.ts'
import { allRoles, type GrantKind, type Role } from './role.ts'
import { inWords } from './words.ts'

const idText = z.string().regex(/^[1-9]\d{0,17}$/, '应为编号')
const day = z.iso.date('应为日期，例如 2022-09-01')
const why = inWords(z.string().trim().min(1, '请写明原因').max(500, '请写得短些'))
const role = z.enum(allRoles as unknown as readonly [Role, ...Role[]], '不是角色表里的角色')
const field = z.enum(Object.keys(fields) as [Field, ...Field[]], '不是数据范围')
const kinds: readonly GrantKind[] = [
  'division',
  'township',
  'village',
  'school',
  'class',
  'person',
  'household',
  'sender',
  'import',
  'fund',
  'project',
  'order',
  'case',
  'loan',
  'report',
]
const kind = z.enum(kinds as unknown as readonly [GrantKind, ...GrantKind[]], '不是授权的范围')
const none = z.object({})

export const addAccount = contract({
  name: 'access.add-account',
  kind: 'order',
  title: '新建账号',
  order: z.object({
    name: inWords(z.string().trim().min(1, '请写姓名').max(50, '姓名太长')),
    /** The login library's user; none for an account that does not log in. */
    loginId: inWords(z.string().min(1).max(100)).nullable().default(null),
    personId: idText.nullable().default(null),
    area: z
      .string()
      .regex(/^\d{6}(\d{3}(\d{3})?)?$/, '应为 6、9 或 12 位区划代码')
      .nullable()
      .default(null),
    schoolId: idText.nullable().default(null),
  }),
  outcome: z.object({ accountId: z.string() }),
  access: needsReach('access', 'write'),
})

export const closeAccount = contract({
  name: 'access.close-account',
  kind: 'order',
  title: '停用账号',
  order: z.object({ accountId: idText, version: z.int32().positive() }),
  outcome: none,
  access: needsReach('access', 'write'),
})

export const giveGrant = contract({
  name: 'access.give-grant',
  kind: 'order',
  title: '授权',
  order: z.object({
    accountId: idText,
    role,
    kind,
    key: z.string().min(1).max(18),
    /** None: every field the role has. */
    fields: z.array(field).min(1).nullable().default(null),
    from: day.nullable().default(null),
    to: day.nullable().default(null),
    reason: inWords(z.string().trim().max(500)).nullable().default(null),
  }),
  outcome: z.object({ grantId: z.string() }),
  access: needsReach('access', 'write'),
})

export const revokeGrant = contract({
  name: 'access.revoke-grant',
  kind: 'order',
  title: '收回授权',
  order: z.object({ grantId: idText }),
  outcome: none,
  access: needsReach('access', 'write'),
})

export const appointDeputy = contract({
  name: 'access.appoint-deputy',
  kind: 'order',
  title: '委托代办',
  order: z.object({ forAccountId: idText.nullable().default(null), accountId: idText, from: day, to: day, reason: why }),
  outcome: z.object({ deputyId: z.string() }),
  access: { needs: 'account' },
})

export const endDeputy = contract({
  name: 'access.end-deputy',
  kind: 'order',
  title: '结束代办',
  order: z.object({ deputyId: idText }),
  outcome: none,
  access: { needs: 'account' },
})

export const openRows = contract({
  name: 'access.open-rows',
  kind: 'order',
  title: '限期打开明细',
  order: z.object({ division: z.string().regex(/^\d{6}$/, '应为 6 位区划代码'), fields: z.array(field).min(1, '请选数据范围'), to: day, reason: why }),
  outcome: z.object({ grantId: z.string() }),
  access: { needs: 'account' },
})

/** Counties below the prefecture that asks, and what the asker opened there and may see still. */
export const listCounties = contract({
  name: 'access.list-counties',
  kind: 'question',
  title: '下属县区',
  order: none,
  outcome: z.object({
    counties: z.array(
      z.object({
        division: z.string(),
        name: z.string(),
        opened: z.array(z.object({ grantId: z.string(), fields: z.array(z.string()), reason: z.string(), from: z.string(), to: z.string() })),
      }),
    ),
  }),
  access: { needs: 'account' },
})

/** Rows that a prefecture opened, seen by whoever administers accounts there and in the county that was opened; what nobody has reviewed comes first. */
export const listOpenings = contract({
  name: 'access.list-openings',
  kind: 'question',
  title: '打开过的明细',
  order: z.object({
    /** Where the page before ended: whether that one had been reviewed, and which it was. */
    after: z
      .string()
      .regex(/^(waiting|reviewed)\/[1-9]\d{0,17}$/, '应为上一页给出的位置')
      .optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    openings: z.array(
      z.object({
        grantId: z.string(),
        accountId: z.string(),
        name: z.string(),
        role: z.string(),
        division: z.string(),
        divisionName: z.string(),
        fields: z.array(z.string()),
        reason: z.string(),
        from: z.string(),
        to: z.string(),
        openedAt: z.string(),
        /** Null until another person has looked at it. */
        reviewed: z.object({ name: z.string(), at: z.string(), remark: z.string() }).nullable(),
        /** Whether it is for the asker to review. */
        mayReview: z.boolean(),
      }),
    ),
    /** How many there are; whatever waits for a review is listed before the others. */
    total: z.int32().nonnegative(),
    /** How many of them nobody has reviewed. */
    waiting: z.int32().nonnegative(),
    next: z.string().nullable(),
  }),
  access: needsReach('access', 'write'),
})

export const reviewOpening = contract({
  name: 'access.review-opening',
  kind: 'order',
  title: '复核打开',
  order: z.object({ grantId: idText, remark: why }),
  outcome: none,
  access: needsReach('access', 'write'),
})

export const me = contract({
  name: 'access.me',
  kind: 'question',
  title: '我的账号和权限',
  order: none,
  outcome: z.object({
    accountId: z.string(),
    name: z.string(),
    division: z.string(),
    /** What it is called: 示例县. */
    divisionName: z.string(),
    /** For whom I act now, where I stand in for somebody. */
    onBehalfOf: z.object({ accountId: z.string(), name: z.string() }).nullable(),
    roles: z.array(
      z.object({
        role: z.string(),
        name: z.string(),
        kind: z.string(),
        key: z.string(),
        /** What the place or list is called; its number where it has no name. */
        place: z.string(),
        fields: z.array(z.string()).nullable(),
        from: z.string(),
        to: z.string().nullable(),
        /** What may be done with it in this program, as it is now. */
        acts: z.array(z.string()),
      }),
    ),
    /** By field of data, how far I reach over any place. */
    may: z.array(z.object({ field: z.string(), rows: z.boolean(), counts: z.boolean(), write: z.boolean() })),
    /** For whom I may act: my days as a deputy. */
    standsInFor: z.array(z.object({ deputyId: z.string(), accountId: z.string(), name: z.string(), from: z.string(), to: z.string() })),
  }),
  access: { needs: 'account' },
})
