import { z } from 'zod'
import { contract, needsReach } from './contract.ts'

const idText = z.string().regex(/^[1-9]\d{0,17}$/, '应为编号')

/** What a line of the trail says was done. */
export const lookText = { order: '办理', look: '查看', unmask: '查看全文', export: '导出', login: '登录' } as const

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
