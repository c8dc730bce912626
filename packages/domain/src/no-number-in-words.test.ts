import { expect, test } from 'vitest'
import { z } from 'zod'
import * as access from './access/index.ts'
import * as jobs from './jobs/index.ts'
import * as leads from './leads/index.ts'
import * as operate from './operate/index.ts'
import * as policy from './policy/index.ts'
import * as registry from './registry/index.ts'

/** Words, not a number of a record: those take no letters. */
const takesNumberAmongWords = (text: z.ZodString): boolean => {
  const takes = (written: string): boolean => text.safeParse(written).success
  return takes('王小明13900001111') || (takes('wangxm') && takes('13900001111'))
}

/** The texts of an order that take any words: each with where it stands. */
const wordsIn = (schema: z.ZodType, path: string): readonly string[] => {
  const { def } = schema as unknown as Readonly<{ def: Readonly<Record<string, unknown>> }>
  const inner = (key: string, at = path): readonly string[] => (def[key] instanceof z.ZodType ? wordsIn(def[key], at) : [])
  if (schema instanceof z.ZodString) return takesNumberAmongWords(schema) ? [path] : []
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, of]) => wordsIn(of, `${path}.${name}`))
  if (schema instanceof z.ZodUnion) return (schema.options as readonly z.ZodType[]).flatMap(of => wordsIn(of, path))
  return ['element', 'innerType', 'valueType', 'in', 'left', 'right'].flatMap(key => inner(key))
}

/** Texts that may be anything, and why nothing of them stands readable. */
const elsewise: Readonly<Record<string, string>> = {
  'access.change-password.current': 'a password is kept as its digest',
  'access.change-password.next': 'a password is kept as its digest',
  'access.enrol-second-factor.password': 'a password is kept as its digest',
  'access.log-in.password': 'a password is kept as its digest',
  'access.confirm-second-factor.code': 'a code is compared and not kept',
  'access.give-code.code': 'a code is compared and not kept',
  'access.log-in.username': 'a name that nobody has is kept as its digest',
  'access.give-grant.key': 'the key of a place that is on record',
  'access.open-account.grant.key': 'the key of a place that is on record',
  'jobs.start.kind': 'one of the kinds of jobs',
  'leads.attach-evidence.name': 'a file is given a clean name',
  'leads.attach-to-question.name': 'a file is given a clean name',
  'registry.receive-delivery.name': 'a file is given a clean name',
  'leads.publish-run.leads.detail': 'said by the program of a run, which masks',
  'leads.publish-run.leads.ground': 'said by the program of a run, which masks',
  'leads.publish-run.leads.restsOn': 'said by the program of a run, which masks',
  'leads.publish-run.pack': 'said by the program of a run',
  'leads.publish-run.programVersion': 'said by the program of a run',
  'leads.publish-run.run': 'said by the program of a run',
  'leads.publish-run.term': 'said by the program of a run',
  'leads.drop-run.run': 'names a run that is kept',
  'leads.review-run.pack': 'said by the program of a run',
  'leads.review-run.programVersion': 'said by the program of a run',
  'leads.review-run.run': 'said by the program of a run',
  'leads.review-run.term': 'said by the program of a run',
  'policy.simulate.alternatives.figures': 'keys of figures of a pack',
  'policy.simulate.alternatives.readings': 'keys of readings of a pack',
  'registry.add-import-part.rows.sheet': 'a sheet is kept without numbers',
  'registry.stage-import.rows.sheet': 'a sheet is kept without numbers',
  'registry.add-import-part.rows.values': 'rows are kept sealed, their words without numbers',
  'registry.stage-import.rows.values': 'rows are kept sealed, their words without numbers',
  'registry.found-household.number': 'kept sealed',
  'registry.request-change.wanted.number': 'kept sealed',
  'registry.request-person.number.number': 'kept sealed',
}

test('no order keeps a number of a person among its words', () => {
  const orders = [access, jobs, leads, operate, policy, registry].flatMap(subject =>
    Object.values(subject as Readonly<Record<string, unknown>>).filter(
      (each): each is access.Contract => typeof each === 'object' && each !== null && 'order' in each && 'kind' in each && each.kind === 'order',
    ),
  )
  expect(orders.length).toBeGreaterThan(60)
  expect([...new Set(orders.flatMap(({ name, order }) => wordsIn(order, name)))].toSorted()).toEqual(Object.keys(elsewise).toSorted())
})
