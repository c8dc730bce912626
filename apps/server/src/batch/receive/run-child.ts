import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Problem, problem, type WordingFor } from '@yingjin/kernel'
import type { ReadOrder, ReadReport } from './read-roster-file.ts'

export type ChildLimits = Readonly<{ heapMegabytes: number; memoryBytes: number; milliseconds: number }>

/** `compiled`: a folder where the first reader leaves our compiled code for the next; a folder of many small files halves its time. */
export type ChildPlace = Readonly<{ limits: ChildLimits; compiled: string }>

/** A workbook of 400,000 × 30 cells needs about a third of this. Buffers are outside the heap limit, hence the second. */
export const childLimits: ChildLimits = { heapMegabytes: 384, memoryBytes: 1024 * 1024 * 1024, milliseconds: 30 * 60_000 }

export type ChildProblem =
  | Problem<'receive/out-of-memory', { megabytes: number }>
  | Problem<'receive/too-slow', { minutes: number }>
  | Problem<'receive/reader-failed', { exit: string }>

export const childWording: WordingFor<ChildProblem> = {
  'receive/out-of-memory': f => `读取时内存超过 ${f.megabytes} MB，已停止；文件可能异常或过大，请核对来源，或按乡镇拆分后重新放入`,
  'receive/too-slow': f => `读取超过 ${f.minutes} 分钟仍未完成，已停止；文件可能异常，请核对来源，或按乡镇拆分后重新放入`,
  'receive/reader-failed': f => `读取程序意外停止（${f.exit}）；请用 Excel 或 WPS 打开，另存为 .xlsx 后重新放入，仍不行请把本句告知维护人员`,
}

/** The child's own word that it grew beyond its bound. */
export const memoryExceeded = 77
const heapExhausted = 'heap out of memory'
const watchEvery = 100

/** What goes down the pipe: the order, and the bound the child watches where nobody else can. */
export type ChildOrder = ReadOrder & Readonly<{ memoryBytes: number }>

type Ending = Readonly<{ report: ReadReport } | { problem: ChildProblem }>

/**
 * Reads one file in a process of its own: whatever the file does, only that process can suffer. Its heap, its resident
 * memory and its time are bounded; beyond a bound it is ended by its own id and the file gets a message.
 */
export const readInChild = (order: ReadOrder, { limits, compiled }: ChildPlace, onRows: (rows: number) => void): Promise<Ending> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [`--max-old-space-size=${limits.heapMegabytes}`, '--disable-warning=ExperimentalWarning', fileURLToPath(new URL('read-child.ts', import.meta.url))],
      {
        stdio: ['pipe', 'pipe', 'pipe'],
        // Nothing of the parent's environment reaches a process that handles files of strangers.
        env: { TZ: 'UTC', NODE_COMPILE_CACHE: compiled, ...(process.env['SystemRoot'] === undefined ? {} : { SystemRoot: process.env['SystemRoot'] }) },
      },
    )
    let stopped: ChildProblem | null = null
    const stop = (why: ChildProblem): void => {
      stopped ??= why
      child.kill('SIGKILL')
    }
    const outOfMemory = problem('receive/out-of-memory', { megabytes: Math.round(limits.memoryBytes / 1024 / 1024) })
    const clock = setTimeout(() => stop(problem('receive/too-slow', { minutes: Math.round(limits.milliseconds / 60_000) })), limits.milliseconds)
    const watch = setInterval(() => {
      if (child.pid !== undefined && residentBytes(child.pid) > limits.memoryBytes) stop(outOfMemory)
    }, watchEvery)
    const finish = (): void => {
      clearTimeout(clock)
      clearInterval(watch)
    }
    let complaint = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-4096)
    })
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const rows = Number(text.trimEnd().split('\n').at(-1))
      if (Number.isSafeInteger(rows)) onRows(rows)
    })
    child.once('error', error => {
      finish()
      reject(error)
    })
    child.once('close', (code, signal) => {
      finish()
      if (stopped !== null) resolve({ problem: stopped })
      else if (code === 0) resolve({ report: JSON.parse(readFileSync(join(order.out, 'report.json'), 'utf8')) as ReadReport })
      else if (code === memoryExceeded || complaint.includes(heapExhausted)) resolve({ problem: outOfMemory })
      else resolve({ problem: problem('receive/reader-failed', { exit: placeOf(complaint) ?? String(signal ?? code) }) })
    })
    // A child that ends before it has read its order is reported by `close`.
    child.stdin.on('error', () => {})
    child.stdin.write(`${JSON.stringify({ ...order, memoryBytes: limits.memoryBytes } satisfies ChildOrder)}\n`)
  })

/** Where in our code it happened; the message of a foreign error may quote the file and is left out. */
const placeOf = (complaint: string): string | null => /([\w-]+\.ts):(\d+):\d+/.exec(complaint)?.slice(1, 3).join(' ') ?? null

/** Resident memory where the platform tells it; elsewhere the child watches itself. In kB, whatever the size of a page. */
const residentBytes = (pid: number): number => {
  try {
    return Number(/^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}
