import type { z } from 'zod'
import type { Field, Reach } from './field.ts'
import type { Trail } from './trail.ts'

/**
 * Who may ask for a use case at all. Which rows it then sees or writes is decided by the database row by row; this rule
 * refuses early and in words.
 * - `reach`: holds a role that reaches so far into the field, over whatever place.
 * - `account`: whoever is logged in, about itself only (my own grants, logging out).
 * - `everybody`: before anyone is logged in.
 */
export type AccessRule =
  | Readonly<{ needs: 'reach'; field: Field; how: Reach }>
  | Readonly<{ needs: 'account' }>
  | Readonly<{ needs: 'everybody'; because: string }>

/**
 * What a use case takes and gives, said once for form, route, command and test. `name` is subject and verb
 * (`leads.close-lead`); an **order** changes something and is recorded as an act, a **question** only looks.
 */
export type Contract<
  Order extends z.ZodType = z.ZodType,
  Outcome extends z.ZodType = z.ZodType,
  Kind extends 'order' | 'question' = 'order' | 'question',
> = Readonly<{
  name: `${string}.${string}`
  kind: Kind
  /** As the person reads it on a button or in the trail: 销号. */
  title: string
  order: Order
  outcome: Outcome
  access: AccessRule
  /** What a question leaves in the trail, where its field of data does not say it already: opened masks and lists taken along. */
  trail?: Trail
  /** The order of this question holds what stands in no address: numbers of a person. Addresses are kept by browsers, proxies and logs. */
  neverInAddress?: true
  /** What the trail says beside the reason, where what was given says more than whom it was about. */
  tells?(outcome: z.output<Outcome>): string
}>

export const contract = <Order extends z.ZodType, Outcome extends z.ZodType, const Kind extends 'order' | 'question'>(
  c: Contract<Order, Outcome, Kind>,
): Contract<Order, Outcome, Kind> => Object.freeze(c)

export const needsReach = (field: Field, how: Reach): AccessRule => ({ needs: 'reach', field, how })
