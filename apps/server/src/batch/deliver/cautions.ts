import { isTooNew, newerByDays, type ReceivedTable, referenceDate, type Situation } from '@yingjin/determination'
import { rosterKinds } from '@yingjin/intake'
import { onPaper } from '@yingjin/kernel'
import type { Received } from '../receive/index.ts'

type Caution = Readonly<{ label: string; value: string; note: string }>

/** What the reader of 运行报告 must know before he trusts a figure: rosters of another time, and numbers of nobody. */
export const cautions = ({ situation, received }: Readonly<{ situation: Situation; received: Received }>): readonly Caution[] => [
  ...newerRosters(situation),
  ...inventedNumbers(received),
]

const firstOf = (said: readonly string[]): string => `${said.slice(0, 6).join('；')}${said.length > 6 ? `等 ${said.length} 份` : ''}`

const newerRosters = (situation: Situation): readonly Caution[] => {
  const newer = situation.received.filter(t => isTooNew(t, situation))
  if (newer.length === 0) return []
  const said = newer.map(t => `${rosterKinds[t.kind].name}（${t.file}${t.asOf === null ? '' : `，截至${onPaper(t.asOf)}`}）`)
  return [
    {
      label: '名册晚于学期',
      value: `${newer.length} 份`,
      note: `${firstOf(said)}：比学期第一天（${onPaper(referenceDate(situation))}）晚得太多（一般为 ${newerByDays} 天以上），说不清当时谁不在名册上，“名册中没有”不当作“不是”。请补收学期开始前后的名册，或核对学期是否写对`,
    },
  ]
}

const inventedNumbers = ({ files }: Received): readonly Caution[] => {
  const holding = files.filter(f => f.invented > 0)
  if (holding.length === 0) return []
  return [
    {
      label: '虚构区划的证件号',
      value: `${holding.reduce((n, f) => n + f.invented, 0)} 行`,
      note: `${firstOf(holding.map(f => f.file))}：身份证号的区划码以 99 开头，是演示用的虚构省份，没有用来认人，逐行见“收数报告”和“问题线索”的“证件存疑”。请核对是否放进了示例名册`,
    },
  ]
}

/** Why the date of a roster keeps its silence from meaning no. */
export const datedOut = (situation: Situation, tables: readonly ReceivedTable[]): string =>
  tables.some(t => isTooNew(t, situation)) ? '截止日期比学期第一天晚得太多' : '截止日期不在有效期内'
