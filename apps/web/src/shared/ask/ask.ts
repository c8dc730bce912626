import { operations } from 'virtual:operations'
import type { Contract } from '@yingjin/domain/access'
import type { z } from 'zod'
import { noNetwork, notTheOffice, type Problem, Refused, tooSlow } from './problem.ts'

type Subjects = Readonly<{
  access: typeof import('@yingjin/domain/access')
  jobs: typeof import('@yingjin/domain/jobs')
  registry: typeof import('@yingjin/domain/registry')
  leads: typeof import('@yingjin/domain/leads')
}>

/** Beside an order: the id under which it is done once however often it is sent, why, and on which day it happened. */
export type Beside = Readonly<{ key?: string; reason?: string; happenedOn?: string; signal?: AbortSignal }>

type Ask<C> =
  C extends Contract<infer Order, infer Outcome, infer Kind>
    ? ((order: z.input<Order>, beside?: Beside) => Promise<z.output<Outcome>>) & Readonly<{ kind: Kind; title: string; path: string }>
    : never

/** Every use case of the office, typed by its contract: `office.leads.listLeads({ state: 'open' })`. */
export type Office = {
  readonly [S in keyof Subjects]: { readonly [K in keyof Subjects[S] as Subjects[S][K] extends Contract ? K : never]: Ask<Subjects[S][K]> }
}

const patience = 60_000

/** Whoever is told when the office says that nobody is logged in; set by the session. */
let loggedOut: () => void = () => undefined
export const whenLoggedOut = (tell: () => void): void => {
  loggedOut = tell
}

/** For whom the person acts as a deputy; set by the session, sent with every question and order. */
let behalf: string | null = null
export const actOnBehalfOf = (accountId: string | null): void => {
  behalf = accountId
}

const queryOf = (order: object): string => {
  const said = Object.entries(order).filter(([, value]) => value !== undefined && value !== null)
  return said.length === 0 ? '' : `?${new URLSearchParams(said.map(([key, value]) => [key, String(value)])).toString()}`
}

/** One request to the office and its answer, or why there is none. */
export const send = async (
  method: 'GET' | 'POST',
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<unknown> => {
  // One signal for both ends: AbortSignal.any is younger than the oldest browser we serve.
  const stop = new AbortController()
  let late = false
  const clock = setTimeout(() => {
    late = true
    stop.abort()
  }, patience)
  const given = (): void => stop.abort()
  signal?.addEventListener('abort', given)
  let answer: Response
  try {
    answer = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(method === 'POST' ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(method === 'POST' ? { body: body instanceof ArrayBuffer ? body : JSON.stringify(body) } : {}),
      signal: stop.signal,
    })
  } catch (error) {
    if (signal?.aborted === true) throw error
    throw new Refused(late ? tooSlow : noNetwork)
  } finally {
    clearTimeout(clock)
    signal?.removeEventListener('abort', given)
  }
  const type = answer.headers.get('content-type') ?? ''
  if (!type.includes('json')) throw new Refused(notTheOffice(answer.status))
  const said: unknown = await answer.json().catch(() => null)
  if (answer.ok) return said
  if (said === null || typeof said !== 'object' || !('code' in said)) throw new Refused(notTheOffice(answer.status))
  const problem = said as Problem
  if (problem.code === 'access/not-logged-in') loggedOut()
  throw new Refused(problem)
}

/** What the office tells bit by bit (server-sent events), as the answer stands: for whom one acts goes with it, which `EventSource` cannot say. */
export const openEvents = (path: string, seen: number | null, signal: AbortSignal): Promise<Response> =>
  fetch(path, {
    credentials: 'same-origin',
    headers: {
      accept: 'text/event-stream',
      ...(behalf === null ? {} : { 'on-behalf-of': behalf }),
      ...(seen === null ? {} : { 'last-event-id': String(seen) }),
    },
    signal,
  })

const asking = ({ name, kind, method, title }: (typeof operations)[string][string]): unknown => {
  const path = `/api/${name.replace('.', '/')}`
  const ask = (order: object, { key, reason, happenedOn, signal }: Beside = {}): Promise<unknown> =>
    send(
      method,
      method === 'GET' ? `${path}${queryOf(order)}` : path,
      order,
      {
        ...(behalf === null ? {} : { 'on-behalf-of': behalf }),
        ...(kind === 'order' ? { 'idempotency-key': key ?? crypto.randomUUID() } : {}),
        ...(reason === undefined ? {} : { reason: encodeURIComponent(reason) }),
        ...(happenedOn === undefined ? {} : { 'happened-on': happenedOn }),
      },
      signal,
    )
  return Object.assign(ask, { kind, title, path })
}

export const office: Office = Object.fromEntries(
  Object.entries(operations).map(([subject, of]) => [subject, Object.fromEntries(Object.entries(of).map(([key, operation]) => [key, asking(operation)]))]),
) as unknown as Office
