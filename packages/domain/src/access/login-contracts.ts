import { z } from 'zod'
import { contract } from './contract.ts'

const none = z.object({})
const password = z.string().min(1, '请写口令').max(200, '口令太长').meta({ format: 'password' })
const code = z.string().trim().min(6, '动态码是 6 位数字').max(20, '动态码是 6 位数字')
const own = { needs: 'account' } as const
const entering = z.object({ state: z.enum(['in', 'code-owed']) })

/*
 * How somebody comes in, and what one does about the own login. What is sent holds secrets: it is no act with a digest and
 * a kept reply, and asked for twice it is done once, or refused the second time. The trail tells it by these names.
 */

export const logIn = contract({
  name: 'access.log-in',
  kind: 'order',
  title: '登录',
  order: z.object({ username: z.string().trim().min(1, '请写账号').max(100, '账号太长'), password }),
  outcome: entering,
  access: { needs: 'everybody', because: '登录之前还不知道是谁；只核对账号和口令，连续输错会停一段时间' },
})

export const giveCode = contract({
  name: 'access.give-code',
  kind: 'order',
  title: '输入动态码',
  order: z.object({ code }),
  outcome: entering,
  access: { needs: 'everybody', because: '口令已经核对、动态码还没有，登录还没有完成；凭上一步给的凭据' },
})

export const logOut = contract({
  name: 'access.log-out',
  kind: 'order',
  title: '退出登录',
  order: none,
  outcome: none,
  access: { needs: 'everybody', because: '只结束出示的这一次登录；已经过期的也能退出' },
})

export const changePassword = contract({
  name: 'access.change-password',
  kind: 'order',
  title: '修改口令',
  order: z.object({ current: password, next: password }),
  outcome: none,
  access: own,
})

export const enrolSecondFactor = contract({
  name: 'access.enrol-second-factor',
  kind: 'order',
  title: '登记动态码',
  order: z.object({ password }),
  outcome: z.object({ totpUri: z.string(), backupCodes: z.array(z.string()) }),
  access: own,
})

export const confirmSecondFactor = contract({
  name: 'access.confirm-second-factor',
  kind: 'order',
  title: '启用动态码',
  order: z.object({ code }),
  outcome: none,
  access: own,
})

export const listSessions = contract({
  name: 'access.list-sessions',
  kind: 'question',
  title: '我的登录',
  order: none,
  outcome: z.object({
    sessions: z.array(
      z.object({
        sessionId: z.string(),
        startedAt: z.string(),
        seenAt: z.string(),
        expiresAt: z.string(),
        address: z.string(),
        agent: z.string(),
        current: z.boolean(),
      }),
    ),
  }),
  access: own,
})

export const revokeSession = contract({
  name: 'access.revoke-session',
  kind: 'order',
  title: '退出另一处登录',
  order: z.object({ sessionId: z.string().regex(/^[1-9]\d{0,17}$/, '应为编号') }),
  outcome: none,
  access: own,
})
