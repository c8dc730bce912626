import { operations } from 'virtual:operations'
import type { Contract } from '@yingjin/domain/access'
import type { z } from 'zod'
import { lineAnswered, lineFailed } from './line.ts'
import { noNetwork, notOpened, notTheOffice, type Problem, Refused, tooSlow } from './problem.ts'

type Subjects = Readonly<{
  access: typeof import('@yingjin/domain/access')
  jobs: typeof import('@yingjin/domain/jobs')
  registry: typeof import('@yingjin/domain/registry')
  leads: typeof import('@yingjin/domain/leads')
  operate: typeof import('@yingjin/domain/operate')
  policy: typeof import('@yingjin/domain/policy')
}>

/** Beside an order: the id under which it is done once however often it is sent, why, and on which day it happened. */
export type Beside = Readonly<{ key?: string; reason?: string; happenedOn?: string; signal?: AbortSignal }>

type Ask<C> =
  C extends Contract<infer Order, infer Outcome, infer Kind>
    ? z.output<Outcome> extends Readonly<{ mediaType: string }>
      ? Readonly<{ kind: Kind; title: string; path: string; file: (order: z.input<Order>, beside?: Beside) => Promise<GivenFile> }>
      : ((order: z.input<Order>, beside?: Beside) => Promise<z.output<Outcome>>) & Readonly<{ kind: Kind; title: string; path: string }>
    : never

/** A file as the office gave it, with the name it is to be saved under. */
export type GivenFile = Readonly<{ name: string; content: Blob }>

/** Every use case of the office, typed by its contract: `office.leads.listLeads({ state: 'open' })`. */
export type Office = {
  readonly [S in keyof Subjects]: { readonly [K in keyof Subjects[S] as Subjects[S][K] extends Contract ? K : never]: Ask<Subjects[S][K]> }
}

const patience = 60_000
/** A list of a whole county is written before it comes. */
const patienceForFiles = 600_000

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

type Sent = readonly [method: 'GET' | 'POST', path: string, body: unknown, headers: Readonly<Record<string, string>>, signal?: AbortSignal | undefined]

/** One request to the office and its answer, or why there is none. */
export const send = async (...sent: Sent): Promise<unknown> => {
  const answer = await reach(patience, ...sent)
  if (!(answer.headers.get('content-type') ?? '').includes('json')) throw new Refused(notTheOffice(answer.status))
  const said: unknown = await answer.json().catch(() => null)
  if (answer.ok) return said
  throw refusalOf(said, answer.status)
}

/** One request whose answer is a file. */
const sendForFile = async (...sent: Sent): Promise<GivenFile> => {
  const answer = await reach(patienceForFiles, ...sent)
  const disposition = answer.headers.get('content-disposition') ?? ''
  if (answer.ok && disposition.startsWith('attachment'))
    return { name: decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1] ?? '文件'), content: await answer.blob() }
  throw refusalOf(await answer.json().catch(() => null), answer.status)
}

const refusalOf = (said: unknown, status: number): Refused => {
  if (said === null || typeof said !== 'object' || !('code' in said)) return new Refused(notTheOffice(status))
  const problem = said as Problem
  if (problem.code === 'access/not-logged-in') loggedOut()
  return new Refused(problem)
}

const reach = async (atMostMs: number, ...[method, path, body, headers, signal]: Sent): Promise<Response> => {
  // One signal for both ends: AbortSignal.any is younger than the oldest browser we serve.
  const stop = new AbortController()
  let late = false
  const clock = setTimeout(() => {
    late = true
    stop.abort()
  }, atMostMs)
  const given = (): void => stop.abort()
  signal?.addEventListener('abort', given)
  try {
    const answer = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
        ...(behalf === null ? {} : { 'on-behalf-of': behalf }),
        ...headers,
      },
      ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
      signal: stop.signal,
    })
    lineAnswered()
    return answer
  } catch (error) {
    if (signal?.aborted === true) throw error
    if (!late) lineFailed()
    throw new Refused(late ? tooSlow : noNetwork)
  } finally {
    clearTimeout(clock)
    signal?.removeEventListener('abort', given)
  }
}

/** How much of a file has gone, in bytes. */
export type OnSent = (sent: number) => void

/**
 * A file on its way, with how much of it has gone. On a slow line it takes as long as it takes: only when nothing moves
 * for a minute is it given up. (`fetch` does not tell how much of a body has gone.)
 */
export const sendFile = async (path: string, content: ArrayBuffer, headers: Readonly<Record<string, string>>, onSent: OnSent): Promise<unknown> => {
  const request = new XMLHttpRequest()
  let late = false
  let clock: ReturnType<typeof setTimeout> | undefined
  const moved = (): void => {
    clearTimeout(clock)
    clock = setTimeout(() => {
      late = true
      request.abort()
    }, patience)
  }
  // The browser knows that the line is gone long before a request does.
  const gone = (): void => request.abort()
  window.addEventListener('offline', gone)
  const answered = await new Promise<boolean>(resolve => {
    request.open('POST', path)
    const told = { accept: 'application/json', ...(behalf === null ? {} : { 'on-behalf-of': behalf }), ...headers }
    for (const [name, value] of Object.entries(told)) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', ({ loaded }) => {
      moved()
      onSent(loaded)
    })
    request.addEventListener('load', () => resolve(true))
    for (const ended of ['error', 'abort']) request.addEventListener(ended, () => resolve(false))
    moved()
    request.send(content)
  })
  clearTimeout(clock)
  window.removeEventListener('offline', gone)
  if (!answered) {
    if (!late) lineFailed()
    throw new Refused(late ? tooSlow : noNetwork)
  }
  lineAnswered()
  if (!(request.getResponseHeader('content-type') ?? '').includes('json')) throw new Refused(notTheOffice(request.status))
  const said: unknown = readJson(request.responseText)
  if (request.status >= 200 && request.status < 300) return said
  throw refusalOf(said, request.status)
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
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
  const sent = (order: object, { key, reason, happenedOn, signal }: Beside = {}): Sent => [
    method,
    method === 'GET' ? `${path}${queryOf(order)}` : path,
    order,
    {
      ...(kind === 'order' ? { 'idempotency-key': key ?? crypto.randomUUID() } : {}),
      ...(reason === undefined ? {} : { reason: encodeURIComponent(reason) }),
      ...(happenedOn === undefined ? {} : { 'happened-on': happenedOn }),
    },
    signal,
  ]
  const answered = <Answer>(answer: Promise<Answer>): Promise<Answer> =>
    kind === 'order'
      ? answer
      : answer.catch((error: unknown) => {
          throw error instanceof Refused && error.problem === noNetwork ? new Refused(notOpened) : error
        })
  const ask = (order: object, beside?: Beside): Promise<unknown> => answered(send(...sent(order, beside)))
  const file = (order: object, beside?: Beside): Promise<GivenFile> => answered(sendForFile(...sent(order, beside)))
  return Object.assign(ask, { kind, title, path, file })
}

export const office: Office = Object.fromEntries(
  Object.entries(operations).map(([subject, of]) => [subject, Object.fromEntries(Object.entries(of).map(([key, operation]) => [key, asking(operation)]))]),
) as unknown as Office
