import { absenceCounts, gapWords, leadKindIds, leadKinds, residuals, type Situation, wantingFor } from '@yingjin/determination'
import { type RosterKindId, rosterKinds } from '@yingjin/intake'
import { inYuan } from '@yingjin/kernel'
import { type AidItem, aidItemWord, withoutMarks } from '@yingjin/policy'
import type { Received } from '../receive/index.ts'
import { cautions, datedOut } from './cautions.ts'
import { type Delivery, rowsBeside } from './delivery.ts'
import { placeWord } from './filled-problem.ts'
import type { NotEnteredRow, SilentSchoolRow } from './rows.ts'
import { type AnySheet, anySheet, count, long, type OutputSheet, serial, text } from './sheet.ts'

type Line = Readonly<{ label: string; value: string; note: string }>
type Pair = Readonly<{ left: RosterKindId; right: RosterKindId }>

/** Pairs a county always asks about: who is on one list and not on the other. */
const pairs: readonly Pair[] = [
  { left: 'household-register', right: 'student-roll' },
  { left: 'student-roll', right: 'pupils-present' },
  { left: 'lifted-out-continuing', right: 'student-roll' },
  { left: 'lifted-out-continuing', right: 'lifted-out-not-continuing' },
  { left: 'monitored-at-risk', right: 'monitored-risk-removed' },
  { left: 'lifted-out-continuing', right: 'payment-roster' },
  { left: 'rural-minimum-living', right: 'payment-roster' },
  { left: 'disability-certificate', right: 'student-roll' },
]

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0)

/** What one item comes to: how many children, and the term's sum; null where nothing is paid in money. */
export type ItemTotal = Readonly<{ title: string; children: number; loan: boolean; fen: number | null }>

/** How many children a notice is about. */
export type NoticeTotal = Readonly<{ notice: string; text: string; children: number }>

/** How far what this county gives stands from a standard in force: over the children whose sum differs. */
export type StandardTotal = Readonly<{
  item: AidItem
  title: string
  paper: string
  children: number
  /** Of these, children whom this county's paper gives nothing. */
  without: number
  own_fen: number
  least_fen: number
  greatest_fen: number
}>

type Told = Readonly<{
  items: readonly ItemTotal[]
  silent: readonly SilentSchoolRow[]
  notEntered: readonly NotEnteredRow[]
  notices: readonly NoticeTotal[]
  standards: readonly StandardTotal[]
}>

/** 运行报告: one page that says what came in, what came out, and what stands in the way. */
export const reportSheets = (
  d: Delivery,
  { items, silent, notEntered, notices, standards }: Told,
  heading: (what: string) => readonly string[],
): readonly AnySheet[] => {
  const { counts, received } = d
  const waits = `待补信息的学生 ${counts.waitingChildren} 人、项目 ${counts.waiting} 项，一个学生的一条信息问一次`
  const lines: Line[] = [
    {
      label: '收到文件',
      value: `${received.files.length} 个`,
      note: `其中 ${received.files.filter(f => f.tables.length === 0).length} 个没有用上，原因见“收数报告”`,
    },
    {
      label: '名册行数',
      value: `${sum(received.files.map(f => f.rowsRead))} 行`,
      note: rowsWord(received),
    },
    ...(counts.setAside === 0
      ? []
      : [{ label: '按办公室决定不收', value: `${counts.setAside} 行`, note: '收数时认定不是名单上任何人的行，不用来比对，也不当作“名册中有”' }]),
    ...officeLine(counts.office),
    { label: '儿童', value: `${counts.persons} 人`, note: `其中在学 ${counts.enrolled} 人` },
    { label: '符合条件', value: `${counts.due} 人项`, note: `本学期合计 ${inYuan(counts.dueFen)} 元（不含贷款额度）` },
    ...items.map(item => ({
      label: `　其中：${item.title}`,
      value: `${item.children} 人`,
      note: item.fen === null ? '不发现金，或文件没有写明金额' : `${item.loan ? '贷款额度' : '本学期'} ${inYuan(item.fen)} 元`,
    })),
    {
      label: '要补的信息',
      value: `${counts.missing} 个问题`,
      note: [
        counts.gaps === 0
          ? `${waits}。发学校、乡镇填写后放回名册文件夹再运行；没有整份缺少的名册`
          : `${waits}。另有 ${gapWords.lacking(counts.gaps)}，先催这些名册，见“待补信息”的“缺少的名册”`,
        ...(counts.byProof === 0 ? [] : [`还有 ${gapWords.byProof(counts.byProof)}，也列在“缺少的名册”`]),
      ].join('；'),
    },
    ...(notEntered.length === 0 ? [] : [notEnteredLine(notEntered)]),
    { label: '需人工判断', value: `${counts.toDecide} 人项`, note: decideNote(d) },
    ...notices.map(n => ({
      label: '提示',
      value: `${n.children} 人`,
      note: `${withoutMarks(n.text)}（符合条件的写在“资助核定”的“提示”一列，全部${rowsBeside(d, 'notice')}）`,
    })),
    ...standards.map(each => standardLine(d, each)),
    {
      label: '问题线索',
      value: `${sum(Object.values(counts.leads))} 条`,
      note: leadKindIds.map(kind => `${leadKinds[kind].word} ${counts.leads[kind] ?? 0}`).join('，'),
    },
    ...cautions(d),
    ...notSought(d.situation),
    ...(silent.length === 0 ? [] : [silentLine(silent)]),
    ...d.filledProblems.map(p => ({ label: '填回有误', value: placeWord(p), note: p.message })),
  ]
  const overview: OutputSheet<Line> = {
    name: '运行报告',
    heading: heading('运行报告'),
    columns: [{ ...text<Line>('项目', r => r.label), width: 28 }, text('数', r => r.value), { ...long<Line>('说明', r => r.note), width: 48 }],
    rows: lines,
  }
  return [anySheet(overview)]
}

/** `read + beside = accepted + refused + blank + layout`: both sides are told, so that the page can be added up. */
const rowsWord = (received: Received): string => {
  const [accepted, refused, blank, layout, beside] = (['accepted', 'refused', 'blank', 'layout', 'beside'] as const).map(key =>
    sum(received.files.map(f => f[key])),
  )
  const family = beside === 0 ? '' : `；同一行里另有家庭成员 ${beside} 人，各算一行`
  return `接收 ${accepted}，未收 ${refused}，空行 ${blank}，标题、表头、合计等 ${layout}${family}`
}

/** Comparisons that could not be made: a zero above is then no news. */
const notSought = (situation: Situation): readonly Line[] =>
  leadKindIds
    .map(kind => ({ kind, wanting: wantingFor(situation, kind) }))
    .filter(({ wanting }) => wanting.length > 0)
    .map(({ kind, wanting }) => ({
      label: '没有比对',
      value: leadKinds[kind].word,
      note: `${wanting.map(roster => rosterKinds[roster].name).join('、')}没有收到，或不完整、没有截止日期、不在有效期内；上面的 0 不表示没有问题`,
    }))

/** What persons decided in the office, and how much of it this run rests on: a run alone knows nothing of the one before it. */
const officeLine = (office: Delivery['counts']['office']): readonly Line[] => {
  if (office === null || office.answers + office.decisions + office.pairs === 0) return []
  const { answers, answersUsed, decisions, decisionsUsed, pairs } = office
  const parts = [
    ...(answers === 0 ? [] : [`补的信息 ${answers} 条，用上 ${answersUsed} 条`]),
    ...(decisions === 0 ? [] : [`是否享受和金额 ${decisions} 条，用上 ${decisionsUsed} 条`]),
    ...(pairs === 0 ? [] : [`是不是同一个人 ${pairs} 对，都照办`]),
  ]
  const unused = answers + decisions === answersUsed + decisionsUsed ? '' : '。没有用上的：名册自己已经写明，孩子不在这次的名册里，或文件不再这样问'
  return [
    {
      label: '办公室的决定',
      value: `${answers + decisions + pairs} 条`,
      note: `${parts.join('；')}${unused}。新作的决定各改变了谁的结果，发布前在办公系统“待发布的运行”的“带上的决定”里逐项看`,
    },
  ]
}

const notEnteredLine = (rows: readonly NotEnteredRow[]): Line => ({
  label: '待录入',
  value: `${rows.length} 项数额`,
  note: `文件没有写明、还没有人录入，涉及的项目不给金额：${rows.map(r => `${r.figure}（${r.children} 人）`).join('、')}。由谁录入、录在哪里，见“待补信息”的“待录入的数额”`,
})

const decideNote = ({ policy }: Delivery): string =>
  policy.lines.some(line => line.toSet !== null)
    ? '条款写了“等”，或只写了金额的上下限，由资助中心写明同意或不同意和理由、填好金额后放回'
    : '条款写了“等”，由资助中心写明同意或不同意和理由后放回'

/** What differs is said; whether a county may give more or less is not for this program to say. */
const standardLine = (d: Delivery, s: StandardTotal): Line => {
  const standard = s.least_fen === s.greatest_fen ? `${inYuan(s.least_fen)} 元` : `${inYuan(s.least_fen)} 元至 ${inYuan(s.greatest_fen)} 元`
  const without = s.without === 0 ? '' : `，其中 ${s.without} 人按本地文件不享受`
  return {
    label: '与现行标准不一致',
    value: `${s.children} 人`,
    note: `${aidItemWord(s.item)}：本地合计 ${inYuan(s.own_fen)} 元${without}；标准合计 ${standard}（${withoutMarks(s.paper)}）。逐人${rowsBeside(d, 'standard-difference')}`,
  }
}

const silentLine = (silent: readonly SilentSchoolRow[]): Line => {
  const names = [...new Set(silent.map(s => s.school_name))]
  return {
    label: '学籍中没有的学校',
    value: `${names.length} 所`,
    note: `${names.slice(0, 10).join('、')}${names.length > 10 ? '等' : ''}：学校名录里有，学籍导出里一名学生也没有。所在乡镇的儿童先不列为未入学；请补收学籍，已撤并的请从名录中删去`,
  }
}

/** Every kind of roster a county should have, received or not; stands in 收数报告. */
export const rosterSheet = (situation: Situation, received: Received, heading: readonly string[]): AnySheet => {
  const kinds = (Object.keys(rosterKinds) as RosterKindId[]).filter(kind => kind !== 'filled-facts' && kind !== 'human-decisions')
  const rosters: OutputSheet<RosterKindId> = {
    name: '名册',
    heading,
    columns: [
      serial(),
      text('名册', kind => rosterKinds[kind].name),
      text('报送部门', kind => rosterKinds[kind].sender),
      long(
        '文件',
        kind =>
          situation.received
            .filter(t => t.kind === kind)
            .map(t => t.file)
            .join('\n') || emptyFiles(received, kind),
      ),
      text('截至日期', kind =>
        situation.received
          .filter(t => t.kind === kind)
          .map(t => t.asOf ?? '未注明')
          .join('\n'),
      ),
      { ...text<RosterKindId>('“名册中没有”能否当作“不是”', kind => whetherAbsenceCounts(situation, kind)), width: 18 },
    ],
    rows: kinds,
  }
  return anySheet(rosters)
}

/** A file that came and lists nobody is not a roster received, and not one that never came. */
const emptyFiles = (received: Received, kind: RosterKindId): string =>
  received.files
    .filter(f => f.tables.length === 0 && f.sheets.some(s => s.tables.some(t => t.rosterKind === kind)))
    .map(f => `收到空表：${f.file}`)
    .join('\n') || '未收到'

/** Whether absence from a roster means no, and if not, what stands in the way: that is what the office asks its sender for. */
const whetherAbsenceCounts = (situation: Situation, kind: RosterKindId): string => {
  if (absenceCounts(situation, kind)) return '能'
  const tables = situation.received.filter(t => t.kind === kind)
  const { extent, delivery } = rosterKinds[kind].coverage
  if (extent !== 'complete' || delivery !== 'full') return '不能：这种名册本来就只列一部分人'
  if (tables.length === 0) return '不能：未收到'
  const ways = [...(tables.some(t => t.asOf === null) ? ['没有写截止日期'] : []), ...(tables.some(t => !t.whole) ? ['有没收的行，或人数对不上'] : [])]
  return `不能：${ways.length === 0 ? datedOut(situation, tables) : ways.join('；')}`
}

/** Both residuals of the pairs a county always asks about; stands in 比对结果. */
export const pairSheet = (masks: readonly Readonly<{ mask: number; persons: number }>[], heading: readonly string[]): AnySheet => {
  const compared: OutputSheet<Pair> = {
    name: '两两比对',
    heading,
    columns: [
      serial(),
      text('甲', p => rosterKinds[p.left].name),
      text('乙', p => rosterKinds[p.right].name),
      count('甲乙都有', p => residuals(masks, p.left, p.right).both),
      count('只在甲', p => residuals(masks, p.left, p.right).onlyLeft),
      count('只在乙', p => residuals(masks, p.left, p.right).onlyRight),
    ],
    rows: pairs,
  }
  return anySheet(compared)
}
