import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { inYuan, parseTerm, termOnPaper, word } from '@yingjin/kernel'
import { leadKindIds, leadKinds } from '@yingjin/determination'
import { run as carryOutRun, type RunOrder, type RunResult, runWording } from '../../../batch/run/run.ts'
import { programVersion } from '../../../platform/version.ts'
import { dataDirectory } from '../../../platform/files/index.ts'
import { countyPack } from '../../../packs.ts'
import { progressLine } from '../../../platform/progress/index.ts'
import { type Command, complain, say, textOf, type Values } from './command.ts'
import { villagesFor } from './villages.ts'

/** `--reading O-04=farming-3000`, as often as needed. */
const readingsOf = (values: Values): Record<string, string> | null => {
  const written = values['reading']
  const readings: Record<string, string> = {}
  for (const one of Array.isArray(written) ? written : []) {
    const at = one.indexOf('=')
    if (at < 1) return null
    readings[one.slice(0, at)] = one.slice(at + 1)
  }
  return readings
}

export const run: Command = {
  options: {
    county: { type: 'string' },
    term: { type: 'string' },
    out: { type: 'string' },
    data: { type: 'string' },
    divisions: { type: 'string' },
    reading: { type: 'string', multiple: true },
  },
  carryOut: async (values, [folder]) => {
    const county = textOf(values, 'county')
    const written = textOf(values, 'term')
    if (folder === undefined || county === null || written === null)
      return complain('请写明名册文件夹、--county 区划代码和 --term 学期，例如：yingjin run 名册 --county 990101 --term 2022秋')
    const place = statSync(folder, { throwIfNoEntry: false })
    if (place === undefined) return complain(`找不到文件夹“${folder}”`)
    if (!place.isDirectory()) return complain(`“${folder}”是一个文件；请写名册所在的文件夹`)
    const term = parseTerm(written)
    if (!term.ok) return complain(`“${written}”不是一个学期；请写 2022秋、2022-autumn 或 2022-2023-1`)
    const readings = readingsOf(values)
    if (readings === null) return complain('--reading 要写成 O-04=读法代码')
    const pack = countyPack(county)
    if (!pack.ok) return complain(pack.message)
    const out = resolve(textOf(values, 'out') ?? `应尽-${county}-${term.value}`)
    const result = await carryOutRun({
      folder: resolve(folder),
      county,
      countyName: pack.countyName,
      term: term.value,
      pack: pack.pack,
      readings,
      villages: villagesFor(county, textOf(values, 'divisions')),
      out,
      dataDir: resolve(textOf(values, 'data') ?? dataDirectory()),
      programVersion,
      onProgress: progressLine,
    })
    if (!result.ok) return complain(word(runWording, result.problem))
    for (const line of summary(result.value, { county, term: term.value, out })) say(line)
    return 0
  },
}

/** What the run found, in a page of words, and where the files are. */
export const summary = (r: RunResult, order: Pick<RunOrder, 'county' | 'term' | 'out'>): readonly string[] => {
  const unused = r.received.files.filter(f => f.tables.length === 0)
  return [
    '',
    `${r.situation.countyName}（${order.county}）${termOnPaper(order.term)}，运行编号 ${r.runId}`,
    `收到文件 ${r.received.files.length} 个，用上 ${r.received.files.length - unused.length} 个${unused.length > 0 ? '；没有用上的：' : ''}`,
    ...unused.map(f => `  ${f.file}：${f.message}`),
    `儿童 ${r.counts.persons} 人，其中在学 ${r.counts.enrolled} 人`,
    `符合条件 ${r.counts.due} 人项，本学期合计 ${inYuan(r.counts.dueFen)} 元（不含贷款额度）`,
    `待补信息 ${r.counts.missing} 项，需人工判断 ${r.counts.toDecide} 人项${r.counts.gaps > 0 ? `，另有 ${r.counts.gaps} 类信息因名册未到而全县缺少` : ''}`,
    `问题线索：${leadKindIds.map(kind => `${leadKinds[kind].word} ${r.counts.leads[kind] ?? 0}`).join('，')}`,
    ...r.filledProblems.map(p => `  填回有误 ${p.file} 第${p.row}行：${p.message}`),
    '',
    ...r.files.map(f => `  ${f.path}（${f.rows === null ? '一页' : `${f.rows} 行`}）`),
    `  ${order.out}/parquet、${order.out}/jsonl：同样的结果，供其他系统读取`,
  ]
}
