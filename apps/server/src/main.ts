import { done, type Problem, problem, refused, type Result, type WordingFor } from '@yingjin/kernel'
import { bringUpToDate, useCases as accessCases } from './access/index.ts'
import { openHttp, type Subject } from './doors/http/index.ts'
import { openSealer } from './platform/audit/index.ts'
import type { Log } from './platform/log/index.ts'
import { openPool, openPostgres, type PostgresPlace, type PostgresProblem } from './platform/postgres/index.ts'

/** The subjects that may be asked for by a door, in their order. */
const subjects: readonly Subject[] = [
  // What access refuses, the door words itself.
  { useCases: accessCases, word: () => null },
]

export type ServeProblem = Problem<'serve/cannot-listen', { host: string; port: number; why: 'taken' | 'not-allowed' | 'no-such-host' }>
const whys: Readonly<Record<ServeProblem['facts']['why'], string>> = {
  taken: '这个端口已有别的程序在用（也可能应尽已经在运行）。请换一个 --port，或先停掉那个程序',
  'not-allowed': '没有权限用这个端口。请换一个 1024 以上的 --port',
  'no-such-host': '本机没有这个地址。请改 --host；只在本机用时不必写',
}
export const serveWording: WordingFor<ServeProblem> = {
  'serve/cannot-listen': p => `不能在 ${p.host}:${p.port} 上提供服务：${whys[p.why]}。`,
}
const whyOf: Readonly<Record<string, ServeProblem['facts']['why']>> = {
  EADDRINUSE: 'taken',
  EACCES: 'not-allowed',
  EADDRNOTAVAIL: 'no-such-host',
  ENOTFOUND: 'no-such-host',
}

export type Serving = Readonly<{ address: string; stop: () => Promise<void> }>

/**
 * The program at work: database up and at its present state, the HTTP door open, the trail sealed. What was opened is
 * closed in the opposite order: no question is cut off, and whatever was committed is sealed.
 */
export const serve = async (
  place: PostgresPlace,
  { host, port, log, sealEveryMs }: Readonly<{ host: string; port: number; log: Log; sealEveryMs?: number }>,
): Promise<Result<Serving, PostgresProblem | ServeProblem>> => {
  const opened = await openPostgres(place)
  if (!opened.ok) return opened
  const closing: (() => Promise<unknown>)[] = [opened.value.stop]
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).toReversed()) await close()
  }
  try {
    const steps = await bringUpToDate(opened.value.owner())
    if (!steps.ok) {
      await stop()
      return steps
    }
    const pool = openPool(opened.value.office())
    closing.push(() => pool.end())
    const sealer = openSealer(pool, { failed: error => log.fault('sealing failed', error), ...(sealEveryMs === undefined ? {} : { everyMs: sealEveryMs }) })
    closing.push(sealer.stop)
    const app = await openHttp({ pool, subjects, log })
    closing.push(() => app.close())
    const address = await app.listen({ host, port })
    log.say('serving', { address, steps: steps.value.length })
    return done({ address, stop })
  } catch (error) {
    await stop()
    const why = error instanceof Error && 'code' in error ? whyOf[String(error.code)] : undefined
    if (why === undefined) throw error
    return refused(problem('serve/cannot-listen', { host, port, why }))
  }
}
