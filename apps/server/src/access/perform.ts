import { createHmac, randomBytes } from 'node:crypto'
import { type AccessProblem, type Contract, noNumberSays, personsIn, trailOf } from '@yingjin/domain/access'
import { done, hasNumber, type PlainDate, type Problem, problem, refused, type Result } from '@yingjin/kernel'
import { sql } from 'kysely'
import type pg from 'pg'
import type { z } from 'zod'
import type { ReasonDigests } from '../platform/audit/index.ts'
import { type Acting, asActor, asActorLooking, asActorReading, type Tx } from '../platform/postgres/index.ts'
import type { FieldVault, SealedColumn } from '../platform/vault/index.ts'
import { VaultRefusal } from '../platform/vault/index.ts'
import type { Actor, Refusable, UseCase } from './use-case.ts'

/**
 * How something is asked: by whom; for an order the id its sender gave it (the same id twice is one act) and the day it
 * happened on, where that is not today. Where the vault of a county's fields is at hand, what an order gave is kept
 * sealed for a week, and the same order under the same id is given the same again, also when the program was started anew.
 * `keysUpTo` is told the newest key of the database before anything is opened.
 */
export type Asked = Readonly<{
  acting: Acting
  clientId?: string
  happenedOn?: PlainDate
  reason?: string
  fieldsOf?: (division: string) => FieldVault
  keysUpTo?: (newest: bigint) => Promise<void>
}>

const keptFor = '7 days'

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
 * held, act opened, done, told in the trail. Nothing of a refused order stays, and nothing is seen that the trail does not tell.
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
  if (hasNumber(asked.reason ?? '')) return refused(problem('access/not-understood', { places: [{ path: '原因', says: noNumberSays }] }))
  const trail = trailOf(contract)
  if (trail === 'unmask' && (asked.reason ?? '').trim() === '') return refused(problem('access/reason-missing', { title: contract.title }))
  /** What came out, and whom it was about: a use case may tell the trail of a person whom its outcome does not show. */
  const carryOut = async (tx: Tx, actor: Actor, today: PlainDate, act: bigint): Promise<Readonly<{ value: z.output<Outcome>; about: readonly unknown[] }>> => {
    const result = await useCase.carryOut(read.data, {
      tx,
      actor,
      today,
      act,
      happenedOn: asked.happenedOn ?? today,
      reasonDigests: () => reasonDigestsOf(actor.division, asked),
    })
    if (!result.ok) throw new Refusal(result.problem)
    return { value: contract.outcome.parse(result.value), about: [read.data, result.value] }
  }
  const look = async (tx: Tx): Promise<Readonly<{ actor: Actor; value: z.output<Outcome>; about: readonly unknown[] }>> => {
    const { actor, today } = await requireActor(tx, asked)
    await requireReach(tx, contract)
    return { actor, ...(await carryOut(tx, actor, today, 0n)) }
  }
  const order = async (tx: Tx): Promise<z.output<Outcome>> => {
    const { actor, today } = await requireActor(tx, asked)
    await requireReach(tx, contract)
    await useCase.waitsFor?.(tx, actor.division)
    const { act, again } = await beginAct(tx, contract, actor, asked.happenedOn ?? today, given, asked)
    if (again) return (await replyOf(tx, actor.division, act, asked)) as z.output<Outcome>
    const { value, about } = await carryOut(tx, actor, today, act)
    await record(tx, actor, 'order', contract, act, about, asked)
    await keepReply(tx, actor.division, act, asked, value)
    return value
  }
  try {
    if (contract.kind === 'order') return done(await asActor(pool, asked.acting, order))
    if (trail === null) return done((await asActorReading(pool, asked.acting, look)).value)
    const told = (value: z.output<Outcome>): string | undefined =>
      [asked.reason, contract.tells?.(value)].filter(each => each !== undefined).join('。') || undefined
    const seen = await asActorLooking(pool, asked.acting, look, (tx, { actor, value, about }) => {
      const { reason: _, ...others } = asked
      const reason = told(value)
      return record(tx, actor, trail, contract, null, about, reason === undefined ? others : { ...others, reason })
    })
    return done(seen.value)
  } catch (error) {
    if (error instanceof Refusal) return refused(error.problem as Refusable<P>)
    if (isUnwritable(error)) return refused(problem('access/not-understood', { places: [{ path: '（整体）', says: unwritableSays }] }))
    if (isBeyondReach(error)) return refused(problem('access/beyond-reach', { title: contract.title }))
    throw error
  }
}

/** An order that its contract cannot read: each place, and what belongs there. */
export const notUnderstood = (error: z.ZodError): AccessProblem =>
  problem('access/not-understood', { places: error.issues.map(issue => ({ path: issue.path.join('.') || '（整体）', says: issue.message })) })

type ActorRow = Readonly<{
  division: string | null
  account_id: bigint
  for_account_id: bigint
  person_id: bigint | null
  today: string
  newest_key: bigint | null
}>

const requireActor = async (tx: Tx, { keysUpTo }: Asked): Promise<Readonly<{ actor: Actor; today: PlainDate }>> => {
  const { rows } = await sql<ActorRow>`
    select a.division, a.account_id, a.for_account_id, a.person_id, access.today() as today, (select max(number) from infrastructure.field_key) as newest_key
    from access.actor() a`.execute(tx)
  const row = rows[0]
  if (row === undefined || row.division === null) throw new Refusal(problem('access/not-logged-in', {}))
  await keysUpTo?.(row.newest_key ?? 0n)
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

/** Where the keys of a county cannot be opened, its chain can be held all the same. */
const reasonDigestsOf = (division: string, { fieldsOf }: Asked): ReasonDigests => {
  try {
    return fieldsOf?.(division).orderDigests ?? null
  } catch (error) {
    if (error instanceof VaultRefusal) return null
    throw error
  }
}

/** One line of the trail: what was done or seen, and which persons it was about. */
const record = async (
  tx: Tx,
  actor: Actor,
  kind: string,
  contract: Contract,
  act: bigint | null,
  about: readonly unknown[],
  { reason, fieldsOf }: Asked,
): Promise<void> => {
  const digest = reason === undefined ? null : (fieldsOf?.(actor.division).orderDigests(`reason ${reason}`)[0] ?? null)
  await sql`select audit.record(${actor.division}, ${kind}, ${contract.name}, ${act}, ${personsIn(about)}::bigint[], ${reason ?? null}, ${digest})`.execute(tx)
}

/** Where replies stand sealed: what seals values anew goes through it. */
export const sealedColumns: readonly SealedColumn[] = [{ table: 'audit.reply', column: 'sealed', key: ['act_id'], record: 'act_id' }]

const replyPlace = (act: bigint) => ({ field: 'audit.reply.sealed', record: String(act) }) as const

/** Kept where somebody gave an id to ask again by, in the transaction of the order. */
const keepReply = async (tx: Tx, division: string, act: bigint, { clientId, fieldsOf }: Asked, value: unknown): Promise<void> => {
  if (clientId === undefined || fieldsOf === undefined) return
  const sealed = fieldsOf(division).seal(replyPlace(act), JSON.stringify(value))
  await sql`select audit.keep_reply(${division}, ${act}, ${sealed}, ${keptFor}::interval)`.execute(tx)
}

const replyOf = async (tx: Tx, division: string, act: bigint, { clientId = '', fieldsOf }: Asked): Promise<unknown> => {
  const { rows } = await sql<{ sealed: Buffer | null }>`select audit.reply_of(${division}, ${act}) as sealed`.execute(tx)
  const sealed = rows[0]?.sealed ?? null
  if (sealed === null || fieldsOf === undefined) throw new Refusal(problem('access/done-already', { clientId }))
  const opened = fieldsOf(division).open(replyPlace(act), sealed)
  if (!opened.ok) throw new VaultRefusal(opened.problem)
  return JSON.parse(opened.value)
}

type Begun = Readonly<{ act: bigint; again: boolean }>

/** The same order under the same id is one act; of two at once the second waits for the first. */
const beginAct = async (tx: Tx, contract: Contract, actor: Actor, happenedOn: PlainDate, given: unknown, asked: Asked): Promise<Begun> => {
  const clientId = asked.clientId ?? crypto.randomUUID()
  const [digest, ...earlier] = digestsOf(given, actor.division, asked)
  try {
    const { rows } = await sql<{ act_id: bigint; again: boolean }>`
      select act_id, again from access.begin_act(
        ${actor.division}, ${contract.name}, ${happenedOn}, ${clientId}, ${digest}, ${asked.reason ?? null}, ${earlier}::bytea[])`.execute(tx)
    const row = rows[0]
    if (row === undefined) throw new Error('access.begin_act gave no row')
    return { act: row.act_id, again: row.again }
  } catch (error) {
    if (isConstraint(error, 'act_client_id')) throw new Refusal(problem('access/key-used-otherwise', { clientId }))
    if (error instanceof Error && 'code' in error && error.code === '55P03') throw new Refusal(problem('access/under-way', { clientId }))
    throw error
  }
}

/** For orders without the vault of a county: they are known again as long as this process runs, and to nobody who reads the database. */
const ofThisProcess = randomBytes(32)

/** An order may hold numbers of persons: its digest is keyed, so that none can be tried. By the newest key first. */
const digestsOf = (given: unknown, division: string, { fieldsOf }: Asked): readonly Buffer[] => {
  const text = inOneWriting(given)
  return fieldsOf?.(division).orderDigests(text) ?? [createHmac('sha256', ofThisProcess).update(text).digest()]
}

/** A character that no text of the database holds (U+0000), wherever in the order it stood; nothing was written. */
const isUnwritable = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === '22021' || error.code === '22P05')
const unwritableSays = '文字里夹着看不见的空字符（U+0000），存不进去；多半是从别处粘贴来的，请重新输入这段文字'

/** A row policy turned a row away: whoever may do this somewhere asked for it elsewhere. */
const isBeyondReach = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '42501' && 'routine' in error && error.routine === 'ExecWithCheckOptions'

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
