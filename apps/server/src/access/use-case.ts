import type { AccessProblem, Contract } from '@yingjin/domain/access'
import type { PlainDate, Problem, Result } from '@yingjin/kernel'
import type { ReasonDigests } from '../platform/audit/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import type { z } from 'zod'

/** Who acts: the account, whose county it belongs to, and for whom it stands in (itself, where for nobody). */
export type Actor = Readonly<{ division: string; accountId: bigint; forAccountId: bigint; personId: bigint | null }>

/**
 * What a question sees: one moment of the rows its actor may see, and which day it is in the county; and by what the words
 * of reasons are held against the trail, where the vault of the county is at hand.
 */
export type QuestionScene = Readonly<{ tx: Tx; actor: Actor; today: PlainDate; reasonDigests?: () => ReasonDigests }>

/** What an order sees besides: the act it is, which every row it writes or ends names, and the day it happened on. */
export type OrderScene = QuestionScene & Readonly<{ act: bigint; happenedOn: PlainDate }>

/**
 * A contract with what carries it out. It returns `done` or `refused`; a refused order leaves nothing behind, and an
 * error thrown is a fault of ours. It takes its transaction and its actor from the scene and from nowhere else.
 */
export type UseCase<Order extends z.ZodType = z.ZodType, Outcome extends z.ZodType = z.ZodType, P extends Problem = Problem> = Readonly<{
  contract: Contract<Order, Outcome>
  /** Waits for the order's turn in the division before its act begins: of orders one after the other, the acts are numbered so. */
  waitsFor?: (tx: Tx, division: string) => Promise<void>
  // A method, so that use cases of many orders stand in one list.
  carryOut(order: z.output<Order>, scene: OrderScene): Promise<Result<z.input<Outcome>, P>>
}>

/** A use case that changes something. */
export const orderCase = <Order extends z.ZodType, Outcome extends z.ZodType, P extends Problem>(
  contract: Contract<Order, Outcome, 'order'>,
  carryOut: (order: z.output<Order>, scene: OrderScene) => Promise<Result<z.input<Outcome>, P>>,
): UseCase<Order, Outcome, P> => ({ contract, carryOut })

/** A use case that only looks; it runs in a transaction that cannot write. */
export const questionCase = <Order extends z.ZodType, Outcome extends z.ZodType, P extends Problem>(
  contract: Contract<Order, Outcome, 'question'>,
  carryOut: (order: z.output<Order>, scene: QuestionScene) => Promise<Result<z.input<Outcome>, P>>,
): UseCase<Order, Outcome, P> => ({ contract, carryOut })

export type Refusable<P extends Problem> = P | AccessProblem
