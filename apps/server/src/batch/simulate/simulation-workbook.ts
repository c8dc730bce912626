import { choiceWord } from '@yingjin/facts'
import { firstDayOf, inYuan, termOnPaper } from '@yingjin/kernel'
import { documentTitle, type Policy } from '@yingjin/policy'
import { writeWorkbook } from '../../platform/workbook/index.ts'
import { type AnySheet, anySheet, count, long, money, signatures, text } from '../deliver/sheet.ts'
import { type Attribution, baseline, type Movement, type Simulation, type Total } from './simulate.ts'

const stageWord = (stage: string | null): string => (stage === null ? '学段未知' : choiceWord('stage', stage))

type Summary = Readonly<{ name: string; fen: number; due: number; open: number; loans: number }>
type Compared = Readonly<{ version: string; stage: string | null; line: string; before: Total | null; after: Total | null }>

/** Every line of the paper in force beside what it is under a change. */
const compared = (s: Simulation): readonly Compared[] => {
  const of = (version: string) => new Map(s.totals.filter(t => t.version === version).map(t => [`${t.county} ${t.stage} ${t.line}`, t]))
  const before = of(baseline)
  return s.changes.flatMap(({ name }) => {
    const after = of(name)
    return [...new Set([...before.keys(), ...after.keys()])].toSorted().map(key => {
      const [was, is] = [before.get(key) ?? null, after.get(key) ?? null]
      const either = (was ?? is) as Total
      return { version: name, stage: either.stage, line: either.line, before: was, after: is }
    })
  })
}

/** 测算.xlsx: what the change costs, where, for whom, and by which clause, as a finance section files it. */
export const writeSimulation = (path: string, s: Simulation, policy: Policy, countyName: string): Promise<void> => {
  const titles = new Map(policy.lines.map(l => [l.id, l.title]))
  const titleOf = (line: string): string => titles.get(line) ?? line
  const heading = (what: string): readonly string[] => [
    `${countyName}${termOnPaper(policy.term)}${what}`,
    `依据：${documentTitle(policy.pack.document)}；按最近一次运行的 ${termOnPaper(policy.term)} 数据测算，不是发放依据`,
    signatures,
  ]
  const clause = (key: string): string => {
    const c = policy.pack.clauses[key]
    return c === undefined ? `${key}：${policy.pack.readings[key]?.question ?? ''}` : `${c.article}：${c.text}`
  }
  const line = (t: Simulation['byChange'][number]): Summary => ({ name: t.change, fen: t.fen, ...counts(s, t.change) })
  const summary: readonly Summary[] = [{ name: baseline, fen: s.baselineFen, ...counts(s, baseline) }, ...s.byChange.map(line)]
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
    anySheet<Compared>({
      name: '按学段项目',
      heading: heading('政策调整测算：按学段和项目'),
      rows: compared(s),
      columns: [
        text('方案', r => r.version),
        text('学段', r => stageWord(r.stage)),
        text('资助项目', r => titleOf(r.line)),
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
        text('学段', r => stageWord(r.stage)),
        text('资助项目', r => (r.line === '' ? '各项合计（按人，不含贷款）' : titleOf(r.line))),
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
      rows: s.byChange.flatMap(c => [...c.attributions, { change: c.change, clause: '', fen: c.remainderFen }]),
      columns: [text('方案', r => r.change), long('条款', r => (r.clause === '' ? '余项' : clause(r.clause))), money('增减（元）', r => r.fen)],
    }),
  ]
  return writeWorkbook(path, sheets, { dated: firstDayOf(policy.term) })
}

const counts = (s: Simulation, version: string): Readonly<{ due: number; open: number; loans: number }> =>
  s.totals
    .filter(t => t.version === version)
    .reduce((all, t) => (s.loans.includes(t.line) ? { ...all, loans: all.loans + t.total_fen } : { ...all, due: all.due + t.due, open: all.open + t.open }), {
      due: 0,
      open: 0,
      loans: 0,
    })

/** What the command says: one line per change. */
export const simulationSentences = (s: Simulation): readonly string[] => [
  `现行 ${inYuan(s.baselineFen)} 元`,
  ...s.byChange.map(({ change, fen }) => {
    const overall = s.movements.filter(m => m.version === change && m.line === '')
    const total = (of: (m: Movement) => number): number => overall.reduce((sum, m) => sum + of(m), 0)
    const difference = fen - s.baselineFen
    return `方案“${change}” ${inYuan(fen)} 元，比现行${difference < 0 ? '减少' : '增加'} ${inYuan(Math.abs(difference))} 元；${total(m => m.winners)} 人增加，${total(m => m.losers)} 人减少`
  }),
]
