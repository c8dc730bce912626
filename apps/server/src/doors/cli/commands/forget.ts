import { resolve } from 'node:path'
import { type RosterKind, rosterKinds } from '@yingjin/intake'
import { termOnPaper, type Term, word } from '@yingjin/kernel'
import { type Forgotten, forgetRun, forgetSnapshot, forgetUnsealed, forgetWording } from '../../../batch/keep/forget.ts'
import { keptHere } from '../../../batch/keep/kept-here.ts'
import { dataDirectory } from '../../../platform/files/index.ts'
import { countyIn } from '../arguments.ts'
import { type Command, complain, say, textOf } from './command.ts'

const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
const kindName = (id: string): string => (rosterKinds as Readonly<Record<string, RosterKind>>)[id]?.name ?? id
const short = (id: string): string => id.slice(0, 16)

/** Destroys the data key of a snapshot or a run, after which nobody can open it. Without a choice it lists what is kept. */
export const forget: Command = {
  options: {
    county: { type: 'string' },
    data: { type: 'string' },
    snapshot: { type: 'string' },
    run: { type: 'string' },
    unsealed: { type: 'boolean' },
    why: { type: 'string' },
  },
  carryOut: async values => {
    const dataDir = resolve(textOf(values, 'data') ?? dataDirectory())
    const [snapshot, run, unsealed] = [textOf(values, 'snapshot'), textOf(values, 'run'), values['unsealed'] === true]
    if ([snapshot !== null, run !== null, unsealed].filter(Boolean).length > 1) return complain('--snapshot、--run、--unsealed 一次只写一个')
    const why = textOf(values, 'why')?.trim() ?? ''
    if (unsealed) {
      const folders = forgetUnsealed(dataDir, { on: today(), why: why === '' ? '旧版程序留下，没有封存' : why })
      for (const folder of folders) say(`已删除 ${folder}`)
      say(folders.length === 0 ? '没有旧版程序留下的、未封存的数据。' : `共 ${folders.length} 个文件夹。`)
      return 0
    }
    const county = countyIn(values)
    if (!county.ok) return complain(county.message)
    if (snapshot === null && run === null) {
      for (const line of listed(dataDir, county.value)) say(line)
      return 0
    }
    if (why === '') return complain('请用 --why 写明销毁的原因，例如 --why 保存期满；原因会记入数据目录的 ended.jsonl')
    const ended = { on: today(), why }
    const gone = snapshot === null ? await forgetRun(dataDir, county.value, run ?? '', ended) : await forgetSnapshot(dataDir, county.value, snapshot, ended)
    if (!gone.ok) return complain(word(forgetWording, gone.problem))
    for (const line of told(gone.value)) say(line)
    return 0
  },
}

const listed = (dataDir: string, county: string): readonly string[] => {
  const here = keptHere(dataDir, county)
  const standing = (ended: Readonly<{ on: string; why: string }> | null): string => (ended === null ? '' : `，已于 ${ended.on} 销毁（${ended.why}）`)
  if (here.snapshots.length + here.runs.length + here.unsealed.length === 0) return [`数据目录“${dataDir}”里没有 ${county} 的快照和运行。`]
  return [
    ...here.snapshots.map(s => `快照 ${short(s.id)}：${s.file}，${s.kinds.map(kindName).join('、')} ${s.rows} 行${standing(s.ended)}`),
    ...here.runs.map(r => `运行 ${short(r.id)}：${termOnPaper(r.term as Term)}，依据快照 ${r.restsOn.length} 份${standing(r.ended)}`),
    ...(here.unsealed.length === 0 ? [] : [`旧版程序留下、没有封存的 ${here.unsealed.length} 个文件夹；用 yingjin forget --unsealed 删除`]),
  ]
}

const told = ({ snapshots, runs }: Forgotten): readonly string[] =>
  snapshots.length + runs.length === 0
    ? ['这一份早已销毁，没有别的要做。']
    : [
        ...snapshots.map(s => `已销毁快照 ${short(s.id)}（${s.file}）的密钥，内容不能再打开。`),
        ...runs.map(r => `已销毁运行 ${short(r.id)}（${termOnPaper(r.term as Term)}）的密钥：当时的结果不能再说明、复核和测算。`),
        '名册原件、写出的工作簿和 JSON Lines、备份不在其内，请另行处理；放回原件再运行一次会重新收取。',
      ]
