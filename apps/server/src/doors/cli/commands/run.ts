import { resolve } from 'node:path'
import { done, inYuan, type Result, termOnPaper, word } from '@yingjin/kernel'
import { gapWords, leadKindIds, leadKinds } from '@yingjin/determination'
import { keptHere } from '../../../batch/keep/kept-here.ts'
import { findOfficeSnapshot, type OfficeManifest, type OfficeProblem, officeSnapshots, officeWording } from '../../../batch/office/office-store.ts'
import { placeWord } from '../../../batch/run/filled-back.ts'
import { run as carryOutRun, type RunOrder, type RunResult, runWording } from '../../../batch/run/run.ts'
import { programVersion } from '../../../platform/version.ts'
import { dataDirectory } from '../../../platform/files/index.ts'
import { configDirectory } from '../../../platform/vault/index.ts'
import { countyPack } from '../../../packs.ts'
import { progressLine } from '../../../platform/progress/index.ts'
import { countyIn, readingsIn, termIn } from '../arguments.ts'
import { cannotKeep, cannotRead, cannotReadFile, cannotWrite, firstProblem, liesAmongRosters } from '../places.ts'
import { type Command, complain, say, textOf } from './command.ts'
import { villagesSaid } from './villages.ts'

export const run: Command = {
  options: {
    county: { type: 'string' },
    term: { type: 'string' },
    out: { type: 'string' },
    data: { type: 'string' },
    config: { type: 'string' },
    divisions: { type: 'string' },
    reading: { type: 'string', multiple: true },
    office: { type: 'string' },
  },
  carryOut: async (values, [folder]) => {
    if (folder === undefined) return complain('请写明名册文件夹、--county 区划代码和 --term 学期，例如：yingjin run 名册 --county 990101 --term 2022秋')
    const county = countyIn(values)
    if (!county.ok) return complain(county.message)
    const term = termIn(values)
    if (!term.ok) return complain(term.message)
    const readings = readingsIn(values)
    if (!readings.ok) return complain(readings.message)
    const pack = await countyPack(county.value, term.value)
    if (!pack.ok) return complain(pack.message)
    const out = resolve(textOf(values, 'out') ?? `应尽-${county.value}-${term.value}`)
    const dataDir = resolve(textOf(values, 'data') ?? dataDirectory())
    const config = resolve(textOf(values, 'config') ?? configDirectory())
    const divisions = textOf(values, 'divisions')
    const place = firstProblem(
      () => cannotRead(folder),
      () => (divisions === null ? null : cannotReadFile(divisions)),
      () => liesAmongRosters(out, folder, '输出文件夹'),
      () => liesAmongRosters(dataDir, folder, '数据目录'),
      () => cannotKeep(dataDir),
      () => cannotWrite(out, '输出文件夹'),
    )
    if (place !== null) return complain(place)
    const villages = villagesSaid(county.value, divisions)
    if (!villages.ok) return complain(villages.message)
    const office = officeFor(dataDir, county.value, textOf(values, 'office'))
    if (!office.ok) return complain(word(officeWording, office.problem))
    const result = await carryOutRun({
      folder: resolve(folder),
      county: county.value,
      countyName: pack.countyName,
      term: term.value,
      pack: pack.pack,
      readings: readings.value,
      villages: villages.value,
      out,
      dataDir,
      config,
      programVersion,
      ...(office.value === null ? {} : { office: office.value }),
      onProgress: progressLine,
    })
    if (!result.ok) return complain(word(runWording, result.problem))
    if (office.value !== null) say(`已带上办公库快照 ${office.value.id}：${office.value.persons} 人，截至第 ${office.value.act} 次办理。`)
    for (const line of summary(result.value, { county: county.value, term: term.value, out })) say(line)
    const { unsealed } = keptHere(dataDir)
    if (unsealed.length > 0)
      say(`\n数据目录里还有旧版程序留下、没有封存的 ${unsealed.length} 个文件夹，里面有姓名和证件号；用 yingjin forget --unsealed 删除。`)
    return 0
  },
}

/** The snapshot of the office that was asked for, or the newest there is; null where there is none, or none is wanted. */
const officeFor = (dataDir: string, county: string, asked: string | null): Result<OfficeManifest | null, OfficeProblem> => {
  if (asked === null) return done(officeSnapshots(dataDir, county).at(-1) ?? null)
  return asked === '不用' ? done(null) : findOfficeSnapshot(dataDir, county, asked)
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
    `待补信息的学生 ${r.counts.waitingChildren} 人、项目 ${r.counts.waiting} 项，要问的问题 ${r.counts.missing} 个，需人工判断 ${r.counts.toDecide} 人项${r.counts.gaps > 0 ? `，另有 ${gapWords.lacking(r.counts.gaps)}` : ''}${r.counts.byProof > 0 ? `，还有 ${gapWords.byProof(r.counts.byProof)}` : ''}${r.counts.notEntered > 0 ? `，${r.counts.notEntered} 项数额文件没有写明、尚未录入` : ''}`,
    `问题线索：${leadKindIds.map(kind => `${leadKinds[kind].word} ${r.counts.leads[kind] ?? 0}`).join('，')}`,
    ...r.filledProblems.map(p => `  填回有误 ${placeWord(p)}：${p.message}`),
    '',
    ...r.files.map(f => `  ${f.path}（${f.rows === null ? '一页' : `${f.rows} 行`}）`),
    `  ${order.out}/jsonl：同样的结果，供其他系统读取`,
  ]
}
