import { isRole, levels, type Level, roleOf } from '@yingjin/domain/access'
import type { StateShape } from '../../shared/state-word.tsx'
import type { office } from '../../shared/ask/index.ts'

export type Account = Awaited<ReturnType<typeof office.access.listAccounts>>['accounts'][number]
export type Grant = Account['grants'][number]

export const roleWord = (role: string): string => (isRole(role) ? roleOf(role).name : role)
export const levelWord = (kind: string): string => (kind === 'division' ? levels.county : kind in levels ? levels[kind as Level] : kind)

/** 2022-09-01 起 · 至 2023-07-31, or without an end. */
export const daysWord = (from: string, to: string | null): string => (to === null ? `${from} 起` : `${from} 至 ${to}`)

export const standsWords = { now: '在用', 'to-come': '还没开始', over: '已结束' } as const
export const standsShapes: Readonly<Record<keyof typeof standsWords, StateShape>> = { now: 'done', 'to-come': 'waiting', over: 'open' }

export const accountShapes: Readonly<Record<Account['standing'], StateShape>> = {
  open: 'done',
  'without-grant': 'waiting',
  'without-login': 'waiting',
  closed: 'open',
}

/** 班主任 · 平河街道金田小学五（1）班 */
export const grantWord = ({ role, place }: Pick<Grant, 'role' | 'place'>): string => `${roleWord(role)} · ${place}`

/** How many bytes, as people say it. */
export const bytesWord = (bytes: string): string => {
  const n = Number(bytes)
  return n >= 1 << 30 ? `${(n / (1 << 30)).toFixed(1)} GB` : `${(n / (1 << 20)).toFixed(1)} MB`
}
