import { type ImportStatus, importStatusWords, mostDelivery } from '@yingjin/domain/registry'
import { useSyncExternalStore } from 'react'
import { lineIsUp, type OnSent, problemOf, watchLine } from '../../shared/ask/index.ts'
import { attachFile } from '../../shared/attach-file.ts'
import { heardOf, startJob } from '../../shared/job/index.ts'
import { keep, readKept } from '../../shared/kept.ts'
import { sizeWord } from './words.ts'

export type SentFile = Readonly<{
  key: string
  name: string
  state: 'waiting' | 'sending' | 'here' | 'there-already' | 'taken-before' | 'refused'
  /** What is to be known of it: why it was not taken, or that it was here before. */
  says: string
  deliveryId: string | null
}>
export type Sending = Readonly<{
  files: readonly SentFile[]
  busy: boolean
  /** The work begun here that is under way, and the last of which the end is known: files put in one after the other are read by several jobs at once. */
  jobIds: readonly string[]
  problem: string | null
}>

const place = 'receive sending'
const kept = (): Sending => {
  const said = readKept(place) as Partial<Sending> | null
  // A file whose sending the browser cut off is said to be so; its content is no longer in hand.
  const files = (said?.files ?? []).map(file =>
    file.state === 'waiting' || file.state === 'sending' ? { ...file, state: 'refused' as const, says: '页面刷新时还没有传完，请再放一次。' } : file,
  )
  return { files, busy: false, jobIds: said?.jobIds ?? [], problem: null }
}

let now: Sending | null = null
const tell = new Set<() => void>()
const current = (): Sending => (now ??= kept())
const say = (next: Partial<Sending>): void => {
  now = { ...current(), ...next }
  keep(place, now)
  for (const each of tell) each()
}
const change = (key: string, next: Partial<SentFile>): void => say({ files: current().files.map(file => (file.key === key ? { ...file, ...next } : file)) })

const watch = (told: () => void): (() => void) => {
  tell.add(told)
  return () => tell.delete(told)
}
/** Files on their way to the office; they go on while another page is looked at. */
export const useSending = (): Sending => useSyncExternalStore(watch, current)

const waiting: { key: string; file: File }[] = []

/** What a system lays beside real files, and a form nobody sends. */
const isNoFile = (name: string): boolean => /^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)/i.test(name)

/** Sends files one after the other; one that is not taken says why and stops no other. Then everything that came is read. */
export const sendFiles = async (files: readonly File[], after: () => Promise<unknown>): Promise<void> => {
  const taken = files.filter(({ name }) => !isNoFile(name)).map(file => ({ key: crypto.randomUUID(), file }))
  waiting.push(...taken)
  say({
    problem: null,
    files: [...current().files, ...taken.map(({ key, file }): SentFile => ({ key, name: file.name, state: 'waiting', says: '', deliveryId: null }))],
  })
  if (current().busy) return
  say({ busy: true })
  // What is put in while the reading begins is sent as well, and read after it.
  while (waiting.length > 0) {
    const toRead: string[] = []
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const came = await sendOne(next.key, next.file)
      if (came !== null) toRead.push(came)
      await after()
    }
    await readFiles(toRead)
  }
  say({ busy: false })
  await after()
}

const sendOne = async (key: string, file: File): Promise<string | null> => {
  if (file.size === 0) {
    change(key, { state: 'refused', says: '文件是空的，没有收下。请核对后再放。' })
    return null
  }
  if (file.size > mostDelivery.fileBytes) {
    change(key, {
      state: 'refused',
      says: `文件有 ${sizeWord(file.size)}，超过一次能传的 ${sizeWord(mostDelivery.fileBytes)}，没有收下，您电脑里的文件没有动。请按乡镇拆成几份再放；或请管理员放到服务器上，发起核定运行时带上。`,
    })
    return null
  }
  for (let attempt = 1; ; attempt += 1) {
    change(key, { state: 'sending', says: '' })
    try {
      const { deliveryId, again, taken } = (await attachFile('/api/registry/receive-delivery', {}, file, { key, onSent: telling(key, file) })) as {
        deliveryId: string
        again: boolean
        taken: readonly { importId: string; roster: string; status: ImportStatus }[]
      }
      const before =
        taken.length === 0
          ? ''
          : `同样内容的文件以前收过：${taken.map(({ roster, importId, status }) => `${roster}（批次 ${importId}，${importStatusWords[status]}）`).join('、')}。`
      const standsBefore = taken.some(({ status }) => status === 'committed')
      change(key, {
        state: again ? 'there-already' : standsBefore ? 'taken-before' : 'here',
        deliveryId,
        says: again
          ? `同一个文件已经在这里，没有再收一份。${before}`
          : standsBefore
            ? `${before}以前收过的名册不会再入库一次；要重收，先打开那一批撤销。`
            : before,
      })
      return again ? null : deliveryId
    } catch (error) {
      const { code, detail } = problemOf(error)
      if (!lost.has(code)) {
        change(key, { state: 'refused', says: detail })
        return null
      }
      if (attempt === mostAttempts) {
        change(key, { state: 'refused', says: `传了 ${mostAttempts} 次都断在半路，没有收下；您电脑里的文件没有动。请等网络稳定后再放一次，不会收成两份。` })
        return null
      }
      change(key, { says: '网断了，文件还在手上。网络一恢复就再传，不用重放；请不要关掉这个页面。' })
      await lineBack()
    }
  }
}

/** What came of the line, not of the file: it is sent again, under the same key. */
const lost: ReadonlySet<string> = new Set(['web/no-network', 'web/too-slow'])
const mostAttempts = 5
/** Between two attempts, also where the line was up all along. */
const pauseMs = 2_000

const lineBack = async (): Promise<void> => {
  await new Promise(resolve => setTimeout(resolve, pauseMs))
  if (lineIsUp()) return
  await new Promise<void>(resolve => {
    const stop = watchLine(() => {
      if (!lineIsUp()) return
      stop()
      resolve()
    })
  })
}

/** Says how much of a file has gone, as often as an eye follows. */
const telling = (key: string, file: File): OnSent => {
  let next = 0
  return sent => {
    const at = performance.now()
    if (at < next) return
    next = at + 300
    change(key, {
      says: sent >= file.size ? '传完了，正在核对内容。' : `已传 ${sizeWord(sent)}，共 ${sizeWord(file.size)}。`,
    })
  }
}

/** Begins the reading of files as a job, and remembers it. */
export const readFiles = async (deliveryIds: readonly string[]): Promise<void> => work('batch.read-deliveries', { deliveryIds }, deliveryIds.length)
export const stageLists = async (listIds: readonly string[]): Promise<void> => work('batch.stage-deliveries', { listIds }, listIds.length)
export const commitImports = async (importIds: readonly string[]): Promise<void> => work('batch.commit-deliveries', { importIds }, importIds.length)

const work = async (kind: string, order: Readonly<Record<string, unknown>>, many: number): Promise<void> => {
  if (many === 0) return
  try {
    const begun = await startJob(kind, order)
    const underWay = current().jobIds.filter(each => {
      const { ended, problem } = heardOf(each)
      return ended === null && problem === null
    })
    say({ jobIds: [...underWay, begun], problem: null })
  } catch (error) {
    say({ problem: problemOf(error).detail })
  }
}

/** What was not taken has been looked at. */
export const forgetSent = (): void => say({ files: [] })
