import { type OpenKind, openKindIds, openKinds, resultStates, resultStateWords, takeLeadOwners, takeLeadPlaces, takeResultTotals } from '@yingjin/domain/leads'
import { done, type PlainDate } from '@yingjin/kernel'
import type { z } from 'zod'
import { type QuestionScene, takeListCase } from '../access/index.ts'
import { countsOfLeads, ownersOfLeads } from './lead-cases.ts'
import { totalsOfResults } from './result-cases.ts'
import { runCondition } from './run-on-paper.ts'
import { count, date, money, text } from './taken-columns.ts'

/** Sums are of nobody by name. */
const nobody = { personId: null } as const
const byWords = { division: '全县', township: '按乡镇', school: '按学校', stage: '按学段' } as const
const nowhere = { division: '全县', township: '没有乡镇', school: '不在学校', stage: '学段未知' } as const

/** The rows by the names of their places, those of none at the end. */
const inOrder = <Row extends Readonly<{ place: string | null; placeName: string | null }>>(rows: readonly Row[], by: keyof typeof nowhere) =>
  [...Map.groupBy(rows, ({ place }) => place)]
    .map(([place, of]) => ({ place, name: of[0]?.placeName ?? place ?? nowhere[by], of }))
    .toSorted((a, b) => Number(a.place === null) - Number(b.place === null) || a.name.localeCompare(b.name, 'zh-CN'))

const placeRows = async (order: z.output<typeof takeLeadPlaces.order>, scene: QuestionScene) => {
  const open = (await countsOfLeads(order, scene)).value.counts.filter(({ state }) => state !== 'closed')
  const row = (name: string, of: typeof open) => ({ ...nobody, name, of })
  return [...(order.by === 'division' ? [] : inOrder(open, order.by).map(({ name, of }) => row(name, of))), row('合计', open)]
}
type PlaceRow = Awaited<ReturnType<typeof placeRows>>[number]
const sum = <Line>(of: readonly Line[], n: (line: Line) => number): number => of.reduce((all, line) => all + n(line), 0)

const ownerRows = async (order: z.output<typeof takeLeadOwners.order>, scene: QuestionScene) => {
  const { owners } = (await ownersOfLeads(order, scene)).value
  const rows = owners.map(({ ownerAccountId, name, kinds, oldestDueOn }) => ({
    ...nobody,
    name: name ?? (ownerAccountId === null ? '还没有责任人' : `账号 ${ownerAccountId}`),
    of: kinds,
    oldestDueOn: oldestDueOn as PlainDate | null,
  }))
  return [...rows, { ...nobody, name: '合计', of: owners.flatMap(({ kinds }) => kinds), oldestDueOn: null }]
}
type OwnerRow = Awaited<ReturnType<typeof ownerRows>>[number]

/** How many of each kind there are, of those kinds that a table has; together, and past their day. */
const kindColumns = <Row extends Readonly<{ of: readonly Readonly<{ kind: OpenKind; leads: number; overdue: number }>[] }>>(rows: readonly Row[]) => [
  ...openKindIds
    .filter(kind => rows.some(({ of }) => of.some(each => each.kind === kind)))
    .map(kind =>
      count<Row>(openKinds[kind].word, 7, ({ of }) =>
        sum(
          of.filter(each => each.kind === kind),
          ({ leads }) => leads,
        ),
      ),
    ),
  count<Row>('合计', 7, ({ of }) => sum(of, ({ leads }) => leads)),
  count<Row>('其中已过期', 7, ({ of }) => sum(of, ({ overdue }) => overdue)),
]

const sumRows = async (order: z.output<typeof takeResultTotals.order>, scene: QuestionScene) => {
  const { totals } = (await totalsOfResults(order, scene)).value
  const row = (name: string, title: string, of: typeof totals) => ({ ...nobody, name, title, of })
  const lines = (name: string, of: typeof totals) =>
    order.lines || order.by === 'division' ? [...Map.groupBy(of, ({ line }) => line).values()].map(own => row(name, own[0]?.title ?? '', own)) : []
  return [
    ...(order.by === 'division' ? lines('全县', totals) : inOrder(totals, order.by).flatMap(({ name, of }) => [row(name, '合计', of), ...lines(name, of)])),
    row('全县', '合计', totals),
  ]
}
type SumRow = Awaited<ReturnType<typeof sumRows>>[number]
const fenOf = (of: SumRow['of'], what: 'amountFen' | 'loanFen'): string =>
  of
    .filter(({ state }) => state === 'due')
    .reduce((all, each) => all + BigInt(each[what]), 0n)
    .toString()

/** Whole tables of sums taken along: they have one page. */
const onePage = <Row>(rows: readonly Row[]) => done({ total: rows.length, rows, next: null })

export const takeSumCases = {
  leadPlaces: takeListCase(takeLeadPlaces, {
    title: '线索分布',
    columns: (rows: readonly PlaceRow[]) => [text<PlaceRow>('单位', 14, ({ name }) => name), ...kindColumns(rows)],
    part: async (order, _, __, scene) => onePage(await placeRows(order, scene)),
    conditions: order => Promise.resolve([byWords[order.by], '未销号']),
  }),
  leadOwners: takeListCase(takeLeadOwners, {
    title: '线索按责任人',
    columns: (rows: readonly OwnerRow[]) => [
      text<OwnerRow>('责任人', 12, ({ name }) => name),
      ...kindColumns(rows),
      date<OwnerRow>('最早期限', 10, ({ oldestDueOn }) => oldestDueOn),
    ],
    part: async (order, _, __, scene) => onePage(await ownerRows(order, scene)),
    conditions: () => Promise.resolve(['未销号']),
  }),
  resultTotals: takeListCase(takeResultTotals, {
    title: '核定汇总',
    columns: (rows: readonly SumRow[]) => [
      text<SumRow>('单位', 14, ({ name }) => name),
      ...(rows.some(({ title }) => title !== '合计') ? [text<SumRow>('资助项目', 16, ({ title }) => title)] : []),
      ...resultStates
        .filter(state => rows.some(({ of }) => of.some(each => each.state === state)))
        .map(state =>
          count<SumRow>(`${resultStateWords[state]}（项）`, 7, ({ of }) =>
            sum(
              of.filter(each => each.state === state),
              ({ children }) => children,
            ),
          ),
        ),
      money<SumRow>('应发金额（元）', 10, ({ of }) => fenOf(of, 'amountFen')),
      ...(rows.some(({ of }) => fenOf(of, 'loanFen') !== '0') ? [money<SumRow>('可贷额度（元）', 10, ({ of }) => fenOf(of, 'loanFen'))] : []),
    ],
    part: async (order, _, __, scene) => onePage(await sumRows(order, scene)),
    conditions: async (order, scene) => {
      const { runId } = (await totalsOfResults(order, scene)).value
      return [byWords[order.by], ...(await runCondition(scene.tx, scene.actor.division, runId ?? undefined))]
    },
  }),
} as const
