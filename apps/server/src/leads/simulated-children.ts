import {
  isStateWay,
  type LeadsProblem,
  listSimulatedChildren,
  movedWords,
  openStates,
  resultStageWords,
  type ResultState,
  statesWord,
  type StateWay,
  takeSimulatedChildren,
} from '@yingjin/domain/leads'
import { simulated } from '@yingjin/domain/policy'
import { done, inYuan, problem, refused, type Result } from '@yingjin/kernel'
import type { z } from 'zod'
import { questionCase, type QuestionScene, takeListCase } from '../access/index.ts'
import type { WorkbookColumn } from '../platform/workbook/index.ts'
import { namedChildren } from '../registry/index.ts'
import { conditions, cursor } from './result-cases.ts'
import { ask } from './statement.ts'
import { count, money, text } from './taken-columns.ts'

type Asked = z.output<typeof listSimulatedChildren.order>

type Lines = z.input<typeof listSimulatedChildren.outcome>['lines']

/** What an alternative of a simulation is called, the lines by which it moves anybody, and which are loans; refused where its children are listed no more. */
const requireAlternative = async (
  { simulationId, alternative }: Pick<Asked, 'simulationId' | 'alternative'>,
  { tx, actor: { division } }: QuestionScene,
): Promise<Result<Readonly<{ name: string; lines: Lines; loans: readonly string[] }>, LeadsProblem>> => {
  const [row] = await ask<{ told: unknown; lists: boolean }>(
    tx,
    `select told, coalesce(listed_until > now(), false) as lists from policy.simulation where division = $1 and simulation_id = $2`,
    division,
    simulationId,
  )
  const of = row === undefined ? undefined : simulated.parse(row.told).alternatives[alternative - 1]
  if (row === undefined || of === undefined) return refused(problem('leads/no-such-alternative', { simulationId, alternative }))
  if (!row.lists) return refused(problem('leads/children-no-more', { simulationId }))
  const moving = of.rows.filter(({ winners, losers, stateMoves }) => [winners, losers, ...Object.values(stateMoves)].some(n => n > 0))
  return done({
    name: of.name,
    lines: [...new Map(moving.map(({ line, title }) => [line, { line, title }])).values()],
    loans: [...new Set(of.rows.flatMap(({ line, loan }) => (loan ? [line] : [])))],
  })
}

type Row = Readonly<{
  person_no: bigint
  person_id: bigint | null
  place: string | null
  stage: string | null
  lines: readonly string[]
  was_fen: readonly bigint[]
  is_fen: readonly bigint[]
  was_state: readonly ResultState[]
  is_state: readonly ResultState[]
  /** Of a row by states its line; of a row by sums nothing. */
  at_line: string
}>

/** Whether a line is so that a count of states holds it. */
const inState = (way: StateWay, side: 'was' | 'is'): string =>
  way === 'newly-due' || way === 'no-longer-due' ? `m.${side}_state = 'due'` : `m.${side}_state in (${openStates.map(state => `'${state}'`).join(', ')})`
const movedIn = (way: StateWay): string => {
  const [before, after] = way === 'newly-due' || way === 'newly-open' ? (['was', 'is'] as const) : (['is', 'was'] as const)
  return `${inState(way, after)} and not (${inState(way, before)})`
}

const ofChild = `from (select s.*, '' as at_line from leads.simulated_child s) c where c.division = $1 and c.simulation_id = $2 and c.alternative = $3`
/** A row per child and line. */
const ofLines = (way: StateWay): string => `from (
    select s.division, s.simulation_id, s.alternative, s.person_no, s.stage, s.person_id, s.place, m.line as at_line, array[m.line] as lines,
      array[m.was_fen] as was_fen, array[m.is_fen] as is_fen, array[m.was_state] as was_state, array[m.is_state] as is_state
    from leads.simulated_child s cross join lateral unnest(s.lines, s.was_fen, s.is_fen, s.was_state, s.is_state) m (line, was_fen, is_fen, was_state, is_state)
    where ${movedIn(way)}) c where c.division = $1 and c.simulation_id = $2 and c.alternative = $3`

/** Which rows are asked for, and by how much each differs. */
const rowsAsked = ({ moved, line }: Asked, loans: readonly string[], asked: ReturnType<typeof conditions>): Readonly<{ from: string; by: string }> => {
  if (isStateWay(moved)) {
    if (line === undefined) asked.only(at => `c.at_line <> all (${at}::text[])`, loans)
    else asked.only(at => `c.at_line = ${at}`, line)
    return { from: ofLines(moved), by: '(c.is_fen[1] - c.was_fen[1])' }
  }
  let by = 'c.difference_fen'
  asked.only(
    at => {
      const place = `array_position(c.lines, ${at}::text)`
      by = `(c.is_fen[${place}] - c.was_fen[${place}])`
      return `${at}::text = any (c.lines)`
    },
    loans.includes(line ?? '') ? '' : line,
  )
  asked.only(() => `${by} ${moved === undefined ? '<>' : moved === 'more' ? '>' : '<'} 0`)
  return { from: ofChild, by }
}

const stageWord = (stage: string | null): string => (stage === null ? '学段未知' : (resultStageWords[stage as keyof typeof resultStageWords] ?? stage))
const sumOf = (fen: readonly bigint[]): string => String(fen.reduce((all, each) => all + each, 0n))

/** One part of the list: as long as it is asked for. */
const partOfChildren = async (order: Asked, scene: QuestionScene): Promise<Result<z.input<typeof listSimulatedChildren.outcome>, LeadsProblem>> => {
  const of = await requireAlternative(order, scene)
  if (!of.ok) return of
  const { tx, actor } = scene
  const { simulationId, alternative, moved, stage, line, after, limit } = order
  const asked = conditions(actor.division, simulationId, alternative)
  const { from, by } = rowsAsked(order, of.value.loans, asked)
  if (stage === 'none') asked.only(() => 'c.stage is null')
  else asked.only(at => `c.stage = ${at}`, stage)
  const [counted] = await ask<{ n: number; persons: number; fen: bigint }>(
    tx,
    `select count(*)::int as n, count(distinct c.person_no)::int as persons, coalesce(sum(${by}), 0)::bigint as fen ${from}${asked.text()}`,
    ...asked.values,
  )
  asked.only((no, at) => `(c.person_no, c.at_line) > (${no}::bigint, ${at}::text)`, ...cursor(after))
  // Persons joined since are the one that stayed.
  const rows = await ask<Row>(
    tx,
    `with c as materialized (select c.* ${from}${asked.text()} order by c.person_no, c.at_line limit ${limit + 1})
     select c.person_no, coalesce(p.merged_into, c.person_id) as person_id, c.place, c.stage, c.lines, c.was_fen, c.is_fen, c.was_state, c.is_state, c.at_line
     from c left join registry.person p on p.division = c.division and p.person_id = c.person_id order by c.person_no, c.at_line`,
    ...asked.values,
  )
  const page = rows.slice(0, limit)
  const children = await namedChildren(
    tx,
    actor.division,
    page.flatMap(({ person_id }) => (person_id === null ? [] : [person_id])),
  )
  const last = page.at(-1)
  const titleOf = (key: string): string => of.value.lines.find(each => each.line === key)?.title ?? key
  return done({
    name: of.value.name,
    lines: of.value.lines,
    total: counted?.n ?? 0,
    persons: counted?.persons ?? 0,
    differenceFen: String(counted?.fen ?? 0),
    children: page.map(row => {
      const parts = row.lines.flatMap((key, at) => {
        const [was, is, wasState, isState] = [row.was_fen[at] ?? 0n, row.is_fen[at] ?? 0n, row.was_state[at], row.is_state[at]]
        if (wasState === undefined || isState === undefined) throw new Error('a line without a state')
        const bySum = was !== is && !of.value.loans.includes(key) && (line === undefined || key === line)
        return isStateWay(moved) || bySum ? [{ line: key, title: titleOf(key), was, is, wasState, isState }] : []
      })
      return {
        no: String(row.person_no),
        personId: row.person_id === null ? null : String(row.person_id),
        child: row.person_id === null ? null : (children.get(row.person_id) ?? null),
        place: row.place,
        stageWord: stageWord(row.stage),
        wasFen: sumOf(parts.map(({ was }) => was)),
        isFen: sumOf(parts.map(({ is }) => is)),
        parts: parts.map(({ was, is, ...part }) => ({ ...part, wasFen: String(was), isFen: String(is) })),
      }
    }),
    next: rows.length > limit && last !== undefined ? `${last.person_no}/${last.at_line}` : null,
  })
}

type Listed = z.input<typeof listSimulatedChildren.outcome>['children'][number]
const differenceOf = ({ wasFen, isFen }: Pick<Listed, 'wasFen' | 'isFen'>): string => String(BigInt(isFen) - BigInt(wasFen))
const signed = (fen: string): string => `${fen.startsWith('-') || fen === '0' ? '' : '+'}${inYuan(Number(fen))}`
const inWordsOf = (stage: NonNullable<Asked['stage']>): string => stageWord(stage === 'none' ? null : stage)

const takenColumns: readonly WorkbookColumn<Listed>[] = [
  count('序号', 4, (_, index) => index + 1),
  text('姓名', 6, ({ child, place }) => child?.name ?? (place === null ? null : '身份待核')),
  text('学校', 13, ({ child }) => child?.school ?? null),
  text('班级', 8, ({ child }) => child?.className ?? null),
  text('乡镇', 8, ({ child }) => child?.township ?? null),
  text('学段', 5, ({ stageWord: word }) => word),
  money('现行（元）', 9, ({ wasFen }) => wasFen),
  money('测算（元）', 9, ({ isFen }) => isFen),
  money('增减（元）', 9, differenceOf),
  text('项目', 24, ({ parts }) => parts.map(part => `${part.title} ${signed(differenceOf(part))}`).join('；')),
  text('核定变化', 14, ({ parts }) => parts.map(statesWord).join('；')),
  text('名册的行（身份待核的）', 14, ({ place }) => place),
]

/** Whose sum or state an alternative of a simulation moves: listed, and taken along. */
export const simulatedChildrenCases = {
  list: questionCase(listSimulatedChildren, partOfChildren),
  take: takeListCase(takeSimulatedChildren, {
    title: '测算里有变化的孩子',
    columns: takenColumns,
    part: async (order, after, limit, scene) => {
      const part = await partOfChildren({ ...order, after, limit }, scene)
      if (!part.ok) return part
      const { total, persons, children, next, differenceFen } = part.value
      return done({
        total,
        rows: children,
        next,
        comesTo: `${isStateWay(order.moved) ? `涉及 ${persons} 人，` : ''}比现行 ${signed(differenceFen)} 元`,
      })
    },
    conditions: async (order, scene) => {
      const of = await requireAlternative(order, scene)
      const { simulationId, moved, stage, line } = order
      if (!of.ok) return [`测算：第 ${simulationId} 号`]
      return [
        `测算：第 ${simulationId} 号，方案“${of.value.name}”`,
        ...(moved === undefined ? [] : [`变化：${movedWords[moved]}`]),
        ...(stage === undefined ? [] : [`学段：${inWordsOf(stage)}`]),
        ...(line === undefined ? [] : [`资助项目：${of.value.lines.find(each => each.line === line)?.title ?? line}`]),
      ]
    },
  }),
} as const
