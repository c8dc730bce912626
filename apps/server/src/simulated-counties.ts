import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { divisionCode, firstDayOf, type Term, termOnPaper } from '@yingjin/kernel'
import { lapsedTexts, packDigest, policyFor, wordPackProblem } from '@yingjin/policy'
import { keptRun, latestRun, noRunYet } from './batch/run/kept-run.ts'
import { digestOfText } from './batch/run/run-record.ts'
import { countyWord } from './batch/simulate/read-changes.ts'
import type { SimulatedCounty } from './batch/simulate/simulate.ts'
import { countyNameOf, countyPack, type PackAsked } from './packs.ts'
import { loadDivisions } from './platform/divisions/index.ts'
import { programVersion } from './platform/version.ts'

/**
 * @property area  whose the simulation is, as a heading says it
 * @property notes what must be known beside the numbers: who is not in them, what is otherwise than when the run was made
 * @property asDecided whether every county is counted by the very paper that decided its run
 */
export type CountiesFound = Readonly<
  { ok: true; counties: readonly SimulatedCounty[]; area: string; notes: readonly string[]; asDecided: boolean } | { ok: false; message: string }
>

/** A code that ends in 00 is a prefecture (or, in 0000, a province): the beginning that the codes of its counties share. */
const beginningOf = (code: string): string | null => (code.endsWith('0000') ? code.slice(0, 2) : code.endsWith('00') ? code.slice(0, 4) : null)

const nameOfArea = (beginning: string, code: string): string => loadDivisions().history(beginning).at(-1)?.name ?? code
const areaWord = (beginning: string, code: string): string => countyWord({ county: code, countyName: nameOfArea(beginning, code) })

/** The counties below a division that have a complete run of the term, in order of their codes. */
const countiesWithRuns = (dataDir: string, division: string, term: Term): readonly string[] => {
  const runs = join(dataDir, 'runs')
  const kept = existsSync(runs) ? readdirSync(runs) : []
  return kept.filter(county => /^\d{6}$/.test(county) && county.startsWith(division) && latestRun(dataDir, county, term) !== null).toSorted()
}

type Below = Readonly<{ counties: readonly string[]; without: readonly string[] } | { problem: string }>

/** The counties of a prefecture that have run, and by name those that have not. */
const countiesBelow = (code: string, beginning: string, term: Term, dataDir: string): Below => {
  const kept = countiesWithRuns(dataDir, beginning, term)
  const counties = kept.filter(county => county !== code)
  const area = areaWord(beginning, code)
  if (counties.length === 0 && kept.length > 0) return { counties: kept, without: [] }
  if (counties.length === 0)
    return { problem: `${area}下面还没有一个县在${termOnPaper(term)}运行过；请先对要测算的县逐个用 yingjin run，或用 --data 写明运行结果所在的数据目录` }
  if (kept.length > counties.length)
    return { problem: `${area}自己和下面的县都有${termOnPaper(term)}的运行，一起测算会重复计算；请用 --county 逐个写明要算的县：${counties.join('、')}` }
  const there = beginning.length === 4 ? loadDivisions().childrenOf(divisionCode(beginning), firstDayOf(term)) : []
  return { counties, without: there.filter(r => r.code.length === 6 && !r.abolished && !counties.includes(r.code)).map(r => r.name) }
}

const oneCounty = async (
  county: string,
  term: Term,
  dataDir: string,
  asked: PackAsked,
  run: string | undefined,
): Promise<Readonly<{ found: SimulatedCounty; notes: readonly string[]; asDecided: boolean } | { problem: string }>> => {
  const pack = await countyPack(county, term, asked)
  if (!pack.ok) return { problem: `${countyWord({ county, countyName: countyNameOf(county) })}：${pack.message}` }
  const { countyName } = pack
  const [who, on] = [countyWord({ county, countyName }), termOnPaper(term)]
  const latest = latestRun(dataDir, county, term)
  if (latest === null) return { problem: noRunYet(countyName === county ? `区划 ${county} ` : who, on) }
  const from = run === undefined ? latest : keptRun(dataDir, county, term, run)
  if (from === null) return { problem: `${who}${on}没有保存编号 ${run ?? ''} 的运行；请换一次运行，或从最近一次（${latest.record.run}）出发` }
  const earlier = from.record.run !== latest.record.run
  const which = earlier ? '那次运行' : '最近一次运行'
  const then = from.record.programVersion
  if (then !== programVersion)
    return {
      problem: `${who}${on}${which}用的是程序 ${then}，现在的程序是 ${programVersion}，两版的数据不能一起测算；请${earlier ? '从最近一次运行出发，或' : ''}用现在的程序再运行一次（yingjin run，或在网页上“发起核定运行”）`,
    }
  const policy = policyFor(pack.pack, term, { readings: from.readings })
  if (!policy.ok) return { problem: `${who}：${wordPackProblem(policy.problem)}` }
  const changed = packDigest(pack.pack, digestOfText) !== from.record.packDigest
  return {
    found: { county, countyName, policy: policy.value, directory: from.directory },
    asDecided: !changed,
    notes: [
      ...(earlier ? [`从较早的一次运行（${from.record.run}）的事实和人工判断出发，不是最近一次（${latest.record.run}）`] : []),
      ...(changed ? [`${who}的政策包在${which}以后改过：“现行”按现在的政策包计算，与那次运行的结果可能不同`] : []),
    ],
  }
}

/** Every county that is asked for with its newest run (one county alone: the run that is named) and its own papers, or all that stands in the way, each by name. */
export const simulatedCounties = async (codes: readonly string[], term: Term, dataDir: string, asked: PackAsked = {}, run?: string): Promise<CountiesFound> => {
  const problems: string[] = []
  const notes: string[] = []
  const wanted = new Set<string>()
  for (const code of codes) {
    const beginning = beginningOf(code)
    const below: Below = beginning === null ? { counties: [code], without: [] } : countiesBelow(code, beginning, term, dataDir)
    if ('problem' in below) problems.push(below.problem)
    else {
      for (const county of below.counties) wanted.add(county)
      if (beginning !== null && below.without.length > 0)
        notes.push(`${nameOfArea(beginning, code)}下面${termOnPaper(term)}没有运行过、没有计入的：${below.without.join('、')}`)
    }
  }
  const counties: SimulatedCounty[] = []
  let asDecided = true
  for (const county of wanted) {
    const one = await oneCounty(county, term, dataDir, asked, run)
    if ('problem' in one) problems.push(one.problem)
    else {
      counties.push(one.found)
      notes.push(...one.notes)
      asDecided &&= one.asDecided
    }
  }
  if (problems.length > 0) return { ok: false, message: problems.join('\n') }
  const lapsed = Map.groupBy(
    counties.flatMap(c => lapsedTexts(c.policy.pack.lapsed, term).map(said => ({ said, name: c.countyName }))),
    l => l.said,
  )
  for (const [said, of] of lapsed) notes.push(`${of.length === counties.length && of.length > 1 ? '各县区' : of.map(l => l.name).join('、')}：${said}`)
  const [first] = counties
  const [code] = codes
  const beginning = codes.length === 1 && code !== undefined ? beginningOf(code) : null
  const area =
    counties.length === 1
      ? (first?.countyName ?? '')
      : beginning !== null && code !== undefined
        ? `${nameOfArea(beginning, code)}所属${counties.length}个县区`
        : `${first?.countyName}等${counties.length}个县区`
  return { ok: true, counties, area, notes, asDecided }
}
