import type { Contract } from '@yingjin/domain/access'
import { isOver, type ShownJob } from '@yingjin/domain/jobs'
import { problem, type Result } from '@yingjin/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Asked, perform, type UseCase } from '../../access/index.ts'
import type { HttpProblem } from './http-problem.ts'
import type { Register } from './open-http.ts'
import { headerOf, tokenOf } from './session-cookie.ts'

/** Long work by this door: which orders may be carried out later, and how that is started and watched. */
export type LongWork = Readonly<{ kinds: ReadonlySet<string>; start: UseCase; show: UseCase }>

/** Whether whoever asks would rather have the job than wait for the outcome (RFC 7240). */
export const prefersLater = (request: FastifyRequest): boolean => /(?:^|[,;]\s*)respond-async\b/i.test(headerOf(request, 'prefer') ?? '')

/** An order that is carried out later: 202 with its job, which the same order under the same key is given again. */
export const startLater = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { long, contract, order, asked, pool, refuse }: Readonly<{ long: LongWork; contract: Contract; order: unknown; asked: Asked }> & Omit<Register, 'vaults'>,
): Promise<FastifyReply> => {
  const started = await perform(pool, long.start, { kind: contract.name, order }, asked)
  if (!started.ok) return refuse(request, reply, started.problem)
  const { jobId } = started.value as Readonly<{ jobId: string }>
  return reply
    .code(202)
    .headers({ location: `/api/jobs/show?jobId=${jobId}`, 'preference-applied': 'respond-async' })
    .send({ jobId })
}

const asksEveryMs = 1_000
const beatsEveryMs = 15_000
const mostASession = 4
const mostInAll = 200

type StreamParts = Register & Readonly<{ show: UseCase; askedOf: (request: FastifyRequest, contract: Contract) => Result<Asked, HttpProblem> }>

/**
 * `GET /api/jobs/:id/events`: how far a job is, as server-sent events. Each is the question `jobs.show`, asked again as
 * whoever watches; its id goes up with everything told, so that who comes back is told what is newer. It ends with the job.
 */
export const registerJobEvents = (app: FastifyInstance, { show, pool, vaults, refuse, askedOf }: StreamParts): void => {
  const { contract } = show
  const watching = new Map<string, number>()
  const open = new Set<() => void>()
  app.addHook('preClose', async () => {
    for (const end of open) end()
  })
  app.route({
    method: 'GET',
    url: '/api/jobs/:id/events',
    exposeHeadRoute: false,
    config: { answers: contract },
    schema: { hide: true },
    handler: async (request, reply) => {
      const asked = askedOf(request, contract)
      if (!asked.ok) return refuse(request, reply, asked.problem)
      const { id: jobId } = request.params as Readonly<{ id: string }>
      const ask = async (): Promise<Result<ShownJob>> => (await perform(pool, show, { jobId }, { ...asked.value, ...vaults })) as Result<ShownJob>
      const first = await ask()
      if (!first.ok) return refuse(request, reply, first.problem)
      const seen = Number(/^\d{1,15}$/.exec(headerOf(request, 'last-event-id') ?? '')?.[0] ?? -1)
      // Nothing more will be told: 204 is how a browser learns not to come back.
      if (isOver(first.value.status) && first.value.change <= seen) return reply.code(204).send()
      const who = tokenOf(request) ?? request.ip
      const mine = watching.get(who) ?? 0
      if (mine >= mostASession || open.size >= mostInAll) return refuse(request, reply, problem('http/too-many', { seconds: 5 }))
      watching.set(who, mine + 1)
      await stream(reply, first.value, seen, ask, open).finally(() => {
        const left = (watching.get(who) ?? 1) - 1
        if (left === 0) watching.delete(who)
        else watching.set(who, left)
      })
      return reply
    },
  })
}

const stream = async (reply: FastifyReply, first: ShownJob, seen: number, ask: () => Promise<Result<ShownJob>>, open: Set<() => void>): Promise<void> => {
  let ended = false
  let wake = (): void => undefined
  const end = (): void => {
    ended = true
    wake()
  }
  open.add(end)
  const headers = reply.getHeaders()
  reply.hijack()
  const { raw } = reply
  raw.once('close', end)
  raw.on('error', end)
  raw.writeHead(200, { ...(headers as Record<string, string>), 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
  raw.write('retry: 2000\n\n')
  let told = seen
  let beaten = Date.now()
  try {
    for (let job = first; !ended;) {
      if (job.change > told) {
        // What came of it is asked for, and not sent to whoever still has a page open.
        const { outcome: _outcome, ...row } = job
        raw.write(`id: ${job.change}\nevent: ${isOver(job.status) ? 'over' : 'progress'}\ndata: ${JSON.stringify(row)}\n\n`)
        told = job.change
      } else if (Date.now() - beaten > beatsEveryMs) {
        raw.write(': \n\n')
        beaten = Date.now()
      }
      if (isOver(job.status)) return
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, asksEveryMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      if (ended) return
      const next = await ask()
      // The session is over, or what it watched is beyond its reach now.
      if (!next.ok) return
      job = next.value
    }
  } finally {
    open.delete(end)
    raw.end()
  }
}
