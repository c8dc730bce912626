import { createHash } from 'node:crypto'
import type { AccessProblem, Contract } from '@yingjin/domain/access'
import { type PlainDate, type Problem, problem, refused, type Result } from '@yingjin/kernel'
import { sql } from 'kysely'
import type pg from 'pg'
import type { z } from 'zod'
import { type Acting, asActor, asActorReading, type Tx } from '../platform/postgres/index.ts'
import type { Actor, Refusable, UseCase } from './use-case.ts'

/**
 * How something is asked: by whom; and for an order the id its sender gave it (the same id twice is one act) and the day
 * it happened on, where that is not today.
 */
export type Asked = Readonly<{ acting: Acting; clientId?: string; happenedOn?: PlainDate; reason?: string }>

/** A refusal inside a transaction: thrown to undo it, caught here and returned. */
class Refusal extends Error {
  readonly problem: Problem
  constructor(refusedFor: Problem) {
    super(refusedFor.code)
    this.problem = refusedFor
  }
}

/**
 * Carries out one use case in one transaction as its actor: order read, actor known to the database, rule of access
 * held, act opened, done. Nothing of a refused order stays.
 */
export const perform = async <Order extends z.ZodType, Outcome extends z.ZodType, P extends Problem>(
  pool: pg.Pool,
  useCase: UseCase<Order, Outcome, P>,
  given: unknown,
  asked: Asked,
): Promise<Result<z.output<Outcome>, Refusable<P>>> => {
  const { contract } = useCase
  const read = contract.order.safeParse(given)
  if (!read.success) return refused(notUnderstood(read.error))
  const within = contract.kind === 'order' ? asActor : asActorReading
  try {
    return await within(pool, asked.acting, async tx => {
      const { actor, today } = await requireActor(tx)
      await requireReach(tx, contract)
      const happenedOn = asked.happenedOn ?? today
      const act = contract.kind === 'order' ? await beginAct(tx, contract, actor, happenedOn, given, asked) : 0n
      const result = await useCase.carryOut(read.data, { tx, actor, today, act, happenedOn })
      if (!result.ok) throw new Refusal(result.problem)
      return { ok: true, value: contract.outcome.parse(result.value) }
    })
  } catch (error) {
    if (error instanceof Refusal) return refused(error.problem as Refusable<P>)
    throw error
  }
}

const notUnderstood = (error: z.ZodError): AccessProblem =>
  problem('access/not-understood', { places: error.issues.map(issue => ({ path: issue.path.join('.') || '（整体）', says: issue.message })) })

const requireActor = async (tx: Tx): Promise<Readonly<{ actor: Actor; today: PlainDate }>> => {
  const { rows } = await sql<{ division: string | null; account_id: bigint; for_account_id: bigint; person_id: bigint | null; today: string }>`
    select a.division, a.account_id, a.for_account_id, a.person_id, access.today() as today from access.actor() a`.execute(tx)
  const row = rows[0]
  if (row === undefined || row.division === null) throw new Refusal(problem('access/not-logged-in', {}))
  return {
    actor: { division: row.division, accountId: row.account_id, forAccountId: row.for_account_id, personId: row.person_id },
    today: row.today as PlainDate,
  }
}

const requireReach = async (tx: Tx, { access, title }: Contract): Promise<void> => {
  if (access.needs !== 'reach') return
  const { rows } = await sql<{ may: boolean }>`select access.may(${access.field}, ${access.how}) as may`.execute(tx)
  if (rows[0]?.may !== true) throw new Refusal(problem('access/not-yours', { title, field: access.field, how: access.how }))
}

/** The same order under the same id is one act; what it gave then is given again by whoever kept the reply. */
const beginAct = async (tx: Tx, contract: Contract, actor: Actor, happenedOn: PlainDate, given: unknown, asked: Asked): Promise<bigint> => {
  const clientId = asked.clientId ?? crypto.randomUUID()
  const digest = createHash('sha256').update(inOneWriting(given)).digest()
  try {
    const { rows } = await sql<{ act_id: bigint; again: boolean }>`
      select act_id, again from access.begin_act(${actor.division}, ${contract.name}, ${happenedOn}, ${clientId}, ${digest}, ${asked.reason ?? null})`.execute(
      tx,
    )
    const row = rows[0]
    if (row === undefined) throw new Error('access.begin_act gave no row')
    if (row.again) throw new Refusal(problem('access/key-used-otherwise', { clientId }))
    return row.act_id
  } catch (error) {
    if (isConstraint(error, 'act_client_id')) throw new Refusal(problem('access/key-used-otherwise', { clientId }))
    throw error
  }
}

const isConstraint = (error: unknown, name: string): boolean => error instanceof Error && 'constraint' in error && error.constraint === name

/** One writing of one order, whatever order its keys came in. */
export const inOneWriting = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint'
      ? part.toString()
      : part !== null && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
  ) ?? 'null'
