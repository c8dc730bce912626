import { accessWording } from '@yingjin/domain/access'
import { type JobRow, jobStatusWords, jobsWording } from '@yingjin/domain/jobs'
import { type Problem, word, type WordingFor } from '@yingjin/kernel'
import type pg from 'pg'
import { perform } from '../../../access/index.ts'
import { jobCases } from '../../../jobs/index.ts'
import { kindsOf } from '../../../main.ts'
import { openCountyFields } from '../../../platform/vault/index.ts'
import { atCounty } from './at-county.ts'
import { type Command, complain, say } from './command.ts'

const usage = '请写 yingjin jobs list、jobs show <编号>、jobs cancel <编号> 或 jobs resume <编号>，并写明 --county'

/** The long work of a county, for whoever runs the program: what waits and runs, and a way to stop it. */
export const jobs: Command = {
  options: { county: { type: 'string' }, data: { type: 'string' }, config: { type: 'string' } },
  carryOut: async (values, [verb = '', named = '', ...more]) => {
    const work = Object.hasOwn(verbs, verb) ? verbs[verb as keyof typeof verbs] : undefined
    if (work === undefined || more.length > 0 || (verb === 'list') !== (named === '')) return complain(usage)
    return atCounty(values, { founds: false }, async ({ acting, office, server, keys }) => {
      const fields = await openCountyFields(office, keys)
      return work({ named, acting, office, cases: jobCases({ kinds: kindsOf(keys, server.owner()), fieldsOf: fields.of }) })
    })
  },
}

type Desk = Readonly<{ named: string; acting: string; office: pg.Pool; cases: ReturnType<typeof jobCases> }>

const wordings = { ...accessWording, ...jobsWording } as unknown as WordingFor<Problem>
const refuse = (problem: Problem): number => complain(word(wordings, problem))

const told = ({ jobId, title, status, step, done, of, queuedAt, endedAt }: JobRow): string => {
  const counted = done === null ? '' : of === null ? ` ${done}` : ` ${done}/${of}`
  const where = step === null ? '' : `：${step}${counted}`
  return `${jobId}  ${title}  ${jobStatusWords[status]}${where}  ${(endedAt ?? queuedAt).slice(0, 16).replace('T', ' ')}`
}

const list = async ({ office, acting, cases }: Desk): Promise<number> => {
  const found = await perform(office, cases.list, { own: false, limit: 100 }, { acting })
  if (!found.ok) return refuse(found.problem)
  for (const job of found.value.jobs) say(told(job))
  if (found.value.jobs.length === 0) say('还没有任务。')
  return 0
}

const show = async ({ named, office, acting, cases }: Desk): Promise<number> => {
  const found = await perform(office, cases.show, { jobId: named }, { acting })
  if (!found.ok) return refuse(found.problem)
  const { refusal, ...job } = found.value
  say(told(job))
  say(`  办了 ${job.attempt} 次${job.own ? '' : '；结果只给发起人看'}`)
  if (refusal !== null) say(`  ${refusal.says}可以：${refusal.possible.join('；')}`)
  return 0
}

const cancel = async ({ named, office, acting, cases }: Desk): Promise<number> => {
  const stopped = await perform(office, cases.cancel, { jobId: named }, { acting })
  if (!stopped.ok) return refuse(stopped.problem)
  say(
    stopped.value.status === 'cancelled'
      ? `任务 ${named} 已取消，什么也没有改动。`
      : `任务 ${named} 正在停下，没有办成的部分会撤回；用 jobs show ${named} 看结果。`,
  )
  return 0
}

const resume = async ({ named, office, acting, cases }: Desk): Promise<number> => {
  const again = await perform(office, cases.resume, { jobId: named }, { acting })
  if (!again.ok) return refuse(again.problem)
  say(`任务 ${named} 已重新排队，由 yingjin serve 办理。`)
  return 0
}

const verbs = { list, show, cancel, resume } as const
