import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'
import { recordId } from './import-contracts.ts'

/**
 * One person's whole number of one kind. It needs a reason, leaves a line of its own in the trail, and is given an account
 * so many times a day (`registry.daily_limit`).
 */
export const unmaskNumber = contract({
  name: 'registry.unmask-number',
  kind: 'question',
  trail: 'unmask',
  title: '查看证件号全文',
  order: z.object({
    personId: recordId,
    kind: z.enum(['resident-id', 'permit', 'certificate-number', 'student-number', 'phone'], '不是号码的种类'),
  }),
  outcome: z.object({
    /** As different sources write it. */
    numbers: z.array(z.object({ number: z.string(), sources: z.array(z.string()) })),
    /** How often the account may still ask today. */
    leftToday: z.int32().nonnegative(),
  }),
  access: needsReach('identity', 'rows'),
})
