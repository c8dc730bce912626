import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { term, word } from '@yingjin/kernel'
import { policyFor, wordPackProblem } from '@yingjin/policy'
import { run as carryOutRun, runWording } from '../../../batch/run/run.ts'
import { truthFolderOf, writeSampleCounty } from '../../../batch/sample/index.ts'
import { type Measure, type Score, scoreRun } from '../../../batch/score/score.ts'
import { readTruth } from '../../../batch/score/truth.ts'
import { countyPack } from '../../../packs.ts'
import { withPrivateScratch } from '../../../platform/files/index.ts'
import { programVersion } from '../../../platform/version.ts'
import { childrenIn, seedIn } from '../arguments.ts'
import { cannotReplace } from '../places.ts'
import { type Command, complain, say, textOf } from './command.ts'
import { villagesFor } from './villages.ts'

const autumn = term('2022-autumn')
const goal = 0.99

/** How well the main job does on the invented county, whose truth is known. Fails when a goal is missed. */
export const score: Command = {
  options: { children: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' }, keep: { type: 'string' } },
  carryOut: async values => {
    const said = { children: childrenIn(values, 20_000), seed: seedIn(values) }
    if (!said.children.ok) return complain(said.children.message)
    if (!said.seed.ok) return complain(said.seed.message)
    const [children, seed] = [said.children.value, said.seed.value]
    const keep = textOf(values, 'keep')
    const place = keep === null ? null : cannotReplace(join(keep, 'rosters'), '输出文件夹', folder => existsSync(truthFolderOf(folder)))
    if (place !== null) return complain(place)
    const pack = await countyPack('990101', autumn)
    if (!pack.ok) return complain(pack.message)
    const policy = policyFor(pack.pack, autumn)
    if (!policy.ok) return complain(wordPackProblem(policy.problem))
    return withPrivateScratch(async scratch => {
      const base = keep ?? scratch
      const rosters = join(base, 'rosters')
      await writeSampleCounty(rosters, { children, seed, term: '2022-autumn' })
      const out = join(base, 'out')
      const result = await carryOutRun({
        folder: rosters,
        county: '990101',
        countyName: pack.countyName,
        term: autumn,
        pack: pack.pack,
        readings: {},
        villages: villagesFor('990101', null),
        out,
        dataDir: join(base, 'data'),
        config: join(base, 'config'),
        programVersion,
        onProgress: () => {},
      })
      if (!result.ok) return complain(word(runWording, result.problem))
      const unaccounted = result.value.received.files.reduce((sum, f) => sum + Math.abs(f.rowsRead + f.beside - f.layout - f.accepted - f.refused - f.blank), 0)
      const scored = scoreRun(out, readTruth(truthFolderOf(rosters)), policy.value, unaccounted)
      report(scored, { children, seed, json: values['json'] === true })
      return met(scored) ? 0 : 1
    })
  },
}

/**
 * The goals are 0.99 each. Where a measure is below, every single miss and false claim must be the work of a planted
 * damage; and money and matches allow no error at all.
 */
const met = (s: Score): boolean => s.measures.every(m => m.unexplained === 0) && s.falseMatches === 0 && s.wrongAmounts === 0 && s.rowsUnaccounted === 0

const goalWord = (m: Measure): string =>
  m.recall >= goal && m.precision >= goal && m.unexplained === 0
    ? ''
    : m.unexplained === 0
      ? '  未达目标，逐条可归因于预设的差错'
      : `  ${m.unexplained} 条没有原因`

const report = (s: Score, { children, seed, json }: Readonly<{ children: number; seed: number; json: boolean }>): void => {
  if (json) {
    for (const m of s.measures) {
      say(JSON.stringify({ measure: `${m.measure}.recall`, value: m.recall, unit: 'ratio', of: m.expected }))
      say(JSON.stringify({ measure: `${m.measure}.precision`, value: m.precision, unit: 'ratio', of: m.claimed }))
      say(JSON.stringify({ measure: `${m.measure}.unexplained`, value: m.unexplained, unit: 'rows' }))
    }
    for (const [measure, value] of [
      ['false-matches', s.falseMatches],
      ['wrong-amounts', s.wrongAmounts],
      ['rows-unaccounted', s.rowsUnaccounted],
    ] as const)
      say(JSON.stringify({ measure, value, unit: 'rows' }))
    return
  }
  say(`示例县 ${children} 名儿童，种子 ${seed}，目标：查全率和查准率都不低于 ${goal}`)
  for (const m of s.measures)
    say(`${m.measure.padEnd(22)} 查全 ${m.recall.toFixed(4)}（${m.expected}）  查准 ${m.precision.toFixed(4)}（${m.claimed}）${goalWord(m)}`)
  say(`误配 ${s.falseMatches}，金额错误 ${s.wrongAmounts}，未交代的行 ${s.rowsUnaccounted}`)
  say(
    `漏配按差错：${
      Object.entries(s.missesByDamage)
        .sort((a, b) => b[1] - a[1])
        .map(([kind, n]) => `${kind} ${n}`)
        .join('，') || '无'
    }`,
  )
}
