import { firstDayOf, inYuan, termOnPaper } from '@yingjin/kernel'
import { writeWorkbook } from '../../platform/workbook/index.ts'
import { type AnySheet, anySheet, count, long, money, type OutputColumn, signatures, text } from '../deliver/sheet.ts'
import { countyWord } from './read-changes.ts'
import { baseline } from './simulate.ts'
import { simulationDigest, type Summed, type ToldCounty, type ToldMovement, type ToldPart, type ToldRow, type ToldSimulation } from './told-simulation.ts'

type Named<Of> = Of & Readonly<{ name: string }>
type OfCounty = Pick<ToldCounty, keyof Summed | 'winners' | 'losers'> & Readonly<{ name: string; where: string; document: string; beforeFen: number }>

/** Characters of the digest that stand in a heading, as on every list that is taken along. */
const shownOfDigest = 12

/**
 * 测算.xlsx: what the change costs, where, for whom, and by which clause, as a finance section files it. Of several
 * counties each row says whose it is, and a sheet holds them side by side.
 */
export const writeSimulation = (path: string, told: ToldSimulation): Promise<void> => {
  const { term, area, notes, counties, now, alternatives } = told
  const several = counties.length > 1
  const nameOf = (county: string): string => counties.find(c => c.county === county)?.countyName ?? county
  const documents = [...new Set(counties.map(c => c.document))]
  const heading = (what: string): readonly string[] => [
    `${area}${termOnPaper(term)}${what}`,
    `依据：${documents.length === 1 ? documents[0] : '各县区执行的文件，见“按县区”'}；按最近一次运行的 ${termOnPaper(term)} 数据测算，不是发放依据　摘要 ${simulationDigest(told).slice(0, shownOfDigest)}`,
    ...notes,
    signatures,
  ]
  const whose = <Row extends { county: string }>(): readonly OutputColumn<Row>[] => (several ? [text('县区', r => nameOf(r.county))] : [])
  const named = <Of>(of: (alternative: ToldSimulation['alternatives'][number]) => readonly Of[]): readonly Named<Of>[] =>
    alternatives.flatMap(each => of(each).map(row => ({ ...row, name: each.name })))

  const byCounty = named<Omit<OfCounty, 'name'>>(each => [
    ...each.byCounty.map(own => {
      const of = counties.find(c => c.county === own.county)
      return { ...own, where: nameOf(own.county), document: of?.document ?? '', beforeFen: of?.now.fen ?? 0 }
    }),
    { ...each, where: '合计', document: '', beforeFen: now.fen },
  ])
  const sheets: readonly AnySheet[] = [
    anySheet<Named<Summed>>({
      name: '测算汇总',
      heading: heading('政策调整测算'),
      rows: [{ ...now, name: baseline }, ...alternatives],
      columns: [
        text('方案', r => r.name),
        count('享受人次', r => r.due),
        count('未定人次', r => r.open),
        money('金额（元）', r => r.fen),
        money('比现行增减（元）', r => r.fen - now.fen),
        money('另：可贷额度（元）', r => r.loanFen),
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
              text('县区', r => r.where),
              money('现行金额（元）', r => r.beforeFen),
              money('测算金额（元）', r => r.fen),
              money('增减（元）', r => r.fen - r.beforeFen),
              count('增加人数', r => r.winners),
              count('减少人数', r => r.losers),
              count('享受人次', r => r.due),
              count('未定人次', r => r.open),
              money('另：可贷额度（元）', r => r.loanFen),
              long('执行的文件', r => r.document),
            ],
          }),
        ]
      : []),
    anySheet<Named<ToldRow>>({
      name: '按学段项目',
      heading: heading('政策调整测算：按学段和项目'),
      rows: named(each => each.rows),
      columns: [
        text('方案', r => r.name),
        ...whose<Named<ToldRow>>(),
        text('学段', r => r.stageWord),
        text('资助项目', r => r.title),
        count('现行人次', r => r.before.due),
        money('现行金额（元）', r => r.before.fen),
        count('测算人次', r => r.after.due),
        money('测算金额（元）', r => r.after.fen),
        money('增减（元）', r => r.after.fen - r.before.fen),
        count('未定人次', r => r.after.open),
      ],
    }),
    anySheet<Named<ToldMovement>>({
      name: '增减人数',
      heading: heading('政策调整测算：谁多谁少'),
      rows: named(each => each.movements),
      columns: [
        text('方案', r => r.name),
        ...whose<Named<ToldMovement>>(),
        text('学段', r => r.stageWord),
        text('资助项目', r => (r.line === '' ? '各项合计（按人，不含贷款）' : r.title)),
        count('增加人数', r => r.winners),
        money('增加金额（元）', r => r.gainedFen),
        count('减少人数', r => r.losers),
        money('减少金额（元）', r => r.lostFen),
        money('净增（元）', r => r.gainedFen - r.lostFen),
      ],
    }),
    anySheet<Named<ToldPart>>({
      name: '按条款归因',
      heading: [...heading('政策调整测算：钱从哪一条来'), '按文件条款先后，一条一条改过去；每条只计它自己带来的增减，各条与余项之和等于总增减。'],
      rows: named(each => each.byCounty.flatMap(of => of.parts)),
      columns: [text('方案', r => r.name), ...whose<Named<ToldPart>>(), long('条款', r => r.says), money('增减（元）', r => r.fen)],
    }),
  ]
  return writeWorkbook(path, sheets, { dated: firstDayOf(term) })
}

const changeSaid = ({ fen, winners, losers }: Readonly<{ fen: number; winners: number; losers: number }>, before: number): string =>
  `${inYuan(fen)} 元，比现行${fen < before ? '减少' : '增加'} ${inYuan(Math.abs(fen - before))} 元；${winners} 人增加，${losers} 人减少`

/** What the command says: one line per change, and of several counties one for each below it. */
export const simulationSentences = ({ counties, now, alternatives }: ToldSimulation): readonly string[] => {
  const ofCounty = (said: (c: ToldSimulation['counties'][number]) => string): readonly string[] =>
    counties.length > 1 ? counties.map(c => `  ${countyWord(c)} ${said(c)}`) : []
  return [
    `${baseline} ${inYuan(now.fen)} 元`,
    ...ofCounty(c => `${inYuan(c.now.fen)} 元`),
    ...alternatives.flatMap(alternative => [
      `方案“${alternative.name}” ${changeSaid(alternative, now.fen)}`,
      ...ofCounty(c => {
        const own = alternative.byCounty.find(of => of.county === c.county)
        return own === undefined || !own.concerned ? '不变' : changeSaid(own, c.now.fen)
      }),
    ]),
  ]
}
