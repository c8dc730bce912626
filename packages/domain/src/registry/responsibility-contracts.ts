import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'
import { plainDate, recordId } from './import-contracts.ts'

const word = z.string().min(1).max(40)

/** Of whom or what somebody answers for; one row of the one table of all chains. */
export const responsibilityTarget = z.discriminatedUnion('target', [
  z.object({ target: z.literal('child'), personId: recordId }),
  z.object({ target: z.literal('household'), householdId: recordId }),
  z.object({ target: z.literal('group'), area: z.string().regex(/^\d{12}$/, '应为 12 位村级区划代码'), villageGroup: word }),
  z.object({ target: z.literal('village'), area: z.string().regex(/^\d{12}$/, '应为 12 位村级区划代码') }),
  z.object({ target: z.literal('township'), area: z.string().regex(/^\d{9}$/, '应为 9 位乡镇区划代码') }),
  z.object({ target: z.literal('class'), classId: recordId }),
  z.object({ target: z.literal('school'), schoolId: recordId }),
])

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

export const endResponsibility = contract({
  name: 'registry.end-responsibility',
  kind: 'order',
  title: '解除责任人',
  order: z.object({ responsibilityId: recordId }),
  outcome: z.object({}),
  access: needsReach('persons', 'write'),
})

/** Children enrolled here for whom nobody answers in a chain and role: by themselves, their household, class, school or place. */
export const findHoles = contract({
  name: 'registry.find-responsibility-holes',
  kind: 'question',
  title: '责任空缺',
  order: z.object({ chain: word, role: word, after: recordId.optional(), limit: z.number().int().min(1).max(500).default(100) }),
  outcome: z.object({ children: z.array(z.object({ personId: recordId, name: z.string(), schoolId: recordId.nullable() })), next: recordId.nullable() }),
  access: needsReach('persons', 'rows'),
})
