import { choiceWord } from '@yingjin/facts'
import { firstDayOf, inYuan, termOnPaper } from '@yingjin/kernel'
import { documentTitle, type LineInfo, type Movement, type Total } from '@yingjin/policy'
import { writeWorkbook } from '../../platform/workbook/index.ts'
import { type AnySheet, anySheet, count, long, money, type OutputColumn, signatures, text } from '../deliver/sheet.ts'
import { countyWord } from './read-changes.ts'
import { type Attribution, baseline, placeOf, type SimulatedCounty, type Simulation } from './simulate.ts'

const stageWord = (stage: string | null): string => (stage === null ? '学段未知' : choiceWord('stage', stage))

type Counts = Readonly<{ due: number; open: number; loans: number }>
type Summary = Counts & Readonly<{ name: string; fen: number }>
type OfCounty = Counts & Readonly<{ name: string; county: string; document: string; before: number; fen: number; winners: number; losers: number }>
type Compared = Readonly<{ version: string; county: string; stage: string | null; line: string; before: Total | null; after: Total | null }>

/** Every line of the papers in force beside what it is under a change. */
const compared = (s: Simulation): readonly Compared[] => {
  const of = (version: string) => new Map(s.totals.filter(t => t.version === version).map(t => [placeOf(t), t]))
  const before = of(baseline)
  return s.changes.flatMap(({ name }) => {
    const after = of(name)
    return [...new Set([...before.keys(), ...after.keys()])].toSorted().map(key => {
      const [was, is] = [before.get(key) ?? null, after.get(key) ?? null]
      const { county, stage, line } = (was ?? is) as Total
      return { version: name, county, stage, line, before: was, after: is }
    })
  })
}

const countsOf = (s: Simulation, version: string, county: string | null): Counts =>
  s.totals
    .filter(t => t.version === version && (county === null || t.county === county))
    .reduce(
      (all, t) =>
        s.loans.some(l => l.county === t.county && l.line === t.line)
          ? { ...all, loans: all.loans + t.total_fen }
          : { ...all, due: all.due + t.due, open: all.open + t.open },
      { due: 0, open: 0, loans: 0 },
    )

/** How many win and lose over all their lines together. */
const personsMoved = (s: Simulation, change: string, county: string | null): Readonly<{ winners: number; losers: number }> =>
  s.movements
    .filter(m => m.version === change && m.line === '' && (county === null || m.county === county))
    .reduce((all, m) => ({ winners: all.winners + m.winners, losers: all.losers + m.losers }), { winners: 0, losers: 0 })

/**
 * 测算.xlsx: what the change costs, where, for whom, and by which clause, as a finance section files it. Of several
 * counties each row says whose it is, and a sheet holds them side by side.
 * @property area  whose the simulation is: `示例县`, `示例州所属2个县区`
 * @property notes what whoever reads it must know beside the numbers
 */
export type SimulationHeading = Readonly<{ area: string; notes: readonly string[] }>

export const writeSimulation = (path: string, s: Simulation, counties: readonly SimulatedCounty[], { area, notes }: SimulationHeading): Promise<void> => {
  const [first] = counties
  if (first === undefined) throw new Error('a simulation without a county')
  const several = counties.length > 1
  const { term } = first.policy
  const countyOf = new Map(counties.map(c => [c.county, c]))
  const nameOf = (county: string): string => countyOf.get(county)?.countyName ?? county
  const lines = new Map<string, LineInfo>(counties.flatMap(c => c.policy.lines.map(l => [`${c.county} ${l.id}`, l] as const)))
  const titleOf = (county: string, line: string): string => lines.get(`${county} ${line}`)?.title ?? line
  const documents = [...new Set(counties.map(c => documentTitle(c.policy.pack.document)))]
  const heading = (what: string): readonly string[] => [
    `${area}${termOnPaper(term)}${what}`,
    `依据：${documents.length === 1 ? documents[0] : '各县区执行的文件，见“按县区”'}；按最近一次运行的 ${termOnPaper(term)} 数据测算，不是发放依据`,
    ...notes,
    signatures,
  ]
  const clauseText = ({ county, clause }: Attribution): string => {
    if (clause === '') return '余项'
    const pack = countyOf.get(county)?.policy.pack
    const c = pack?.clauses[clause]
    return c === undefined ? `${clause}：${pack?.readings[clause]?.question ?? ''}` : `${c.article}：${c.text}`
  }
  const whose = <Row extends { county: string }>(): readonly OutputColumn<Row>[] => (several ? [text('县区', r => nameOf(r.county))] : [])

  const summary: readonly Summary[] = [
    { name: baseline, fen: s.baselineFen, ...countsOf(s, baseline, null) },
    ...s.byChange.map(c => ({ name: c.change, fen: c.fen, ...countsOf(s, c.change, null) })),
  ]
  const byCounty: readonly OfCounty[] = s.byChange.flatMap(c => [
    ...c.byCounty.map(({ county, fen }): OfCounty => {
      const own = countyOf.get(county)
      return {
        name: c.change,
        county: nameOf(county),
        document: own === undefined ? '' : documentTitle(own.policy.pack.document),
        before: s.counties.find(of => of.county === county)?.baselineFen ?? 0,
        fen,
        ...countsOf(s, c.change, county),
        ...personsMoved(s, c.change, county),
      }
    }),
    {
      name: c.change,
      county: '合计',
      document: '',
      before: s.baselineFen,
      fen: c.fen,
      ...countsOf(s, c.change, null),
      ...personsMoved(s, c.change, null),
    },
  ])
  const sheets: readonly AnySheet[] = [
    anySheet<Summary>({
      name: '测算汇总',
      heading: heading('政策调整测算'),
      rows: summary,
      columns: [
        text('方案', r => r.name),
        count('享受人次', r => r.due),
        count('未定人次', r => r.open),
        money('金额（元）', r => r.fen),
        money('比现行增减（元）', r => r.fen - s.baselineFen),
        money('另：可贷额度（元）', r => r.loans),
      ],
    }),
    ...(several
      ? [
          anySheet<OfCounty>({
            name: '按县区',
            heading: heading('政策调整测算：按县区'),
            rows: byCounty,
            columns: [
              text('方案', r => r.name),
              text('县区', r => r.county),
              money('现行金额（元）', r => r.before),
              money('测算金额（元）', r => r.fen),
              money('增减（元）', r => r.fen - r.before),
              count('增加人数', r => r.winners),
              count('减少人数', r => r.losers),
              count('享受人次', r => r.due),
              count('未定人次', r => r.open),
              money('另：可贷额度（元）', r => r.loans),
              long('执行的文件', r => r.document),
            ],
          }),
        ]
      : []),
    anySheet<Compared>({
      name: '按学段项目',
      heading: heading('政策调整测算：按学段和项目'),
      rows: compared(s),
      columns: [
        text('方案', r => r.version),
        ...whose<Compared>(),
        text('学段', r => stageWord(r.stage)),
        text('资助项目', r => titleOf(r.county, r.line)),
        count('现行人次', r => r.before?.due ?? 0),
        money('现行金额（元）', r => r.before?.total_fen ?? 0),
        count('测算人次', r => r.after?.due ?? 0),
        money('测算金额（元）', r => r.after?.total_fen ?? 0),
        money('增减（元）', r => (r.after?.total_fen ?? 0) - (r.before?.total_fen ?? 0)),
        count('未定人次', r => r.after?.open ?? 0),
      ],
    }),
    anySheet<Movement>({
      name: '增减人数',
      heading: heading('政策调整测算：谁多谁少'),
      rows: s.movements,
      columns: [
        text('方案', r => r.version),
        ...whose<Movement>(),
        text('学段', r => stageWord(r.stage)),
        text('资助项目', r => (r.line === '' ? '各项合计（按人，不含贷款）' : titleOf(r.county, r.line))),
        count('增加人数', r => r.winners),
        money('增加金额（元）', r => r.gained_fen),
        count('减少人数', r => r.losers),
        money('减少金额（元）', r => r.lost_fen),
        money('净增（元）', r => r.gained_fen - r.lost_fen),
      ],
    }),
    anySheet<Attribution>({
      name: '按条款归因',
      heading: [...heading('政策调整测算：钱从哪一条来'), '按文件条款先后，一条一条改过去；每条只计它自己带来的增减，各条与余项之和等于总增减。'],
      rows: s.byChange.flatMap(c =>
        c.byCounty
          .filter(of => of.attributions.length > 0)
          .flatMap(of => [...of.attributions, { change: c.change, county: of.county, clause: '', fen: of.remainderFen }]),
      ),
      columns: [text('方案', r => r.change), ...whose<Attribution>(), long('条款', clauseText), money('增减（元）', r => r.fen)],
    }),
  ]
  return writeWorkbook(path, sheets, { dated: firstDayOf(term) })
}

const changeSaid = (fen: number, before: number, { winners, losers }: Readonly<{ winners: number; losers: number }>): string =>
  `${inYuan(fen)} 元，比现行${fen < before ? '减少' : '增加'} ${inYuan(Math.abs(fen - before))} 元；${winners} 人增加，${losers} 人减少`

/** What the command says: one line per change, and of several counties one for each below it. */
export const simulationSentences = (s: Simulation): readonly string[] => {
  const several = s.counties.length > 1
  const ofCounty = (said: (c: Simulation['counties'][number]) => string): readonly string[] =>
    several ? s.counties.map(c => `  ${countyWord(c)} ${said(c)}`) : []
  return [
    `现行 ${inYuan(s.baselineFen)} 元`,
    ...ofCounty(c => `${inYuan(c.baselineFen)} 元`),
    ...s.byChange.flatMap(({ change, fen, byCounty }) => [
      `方案“${change}” ${changeSaid(fen, s.baselineFen, personsMoved(s, change, null))}`,
      ...ofCounty(c => {
        const own = byCounty.find(of => of.county === c.county)
        return own === undefined || own.attributions.length === 0 ? '不变' : changeSaid(own.fen, c.baselineFen, personsMoved(s, change, c.county))
      }),
    ]),
  ]
}
