import { type LeadsProblem, listSimulatedChildren, movedWords, resultStageWords, takeSimulatedChildren } from '@yingjin/domain/leads'
import { simulated } from '@yingjin/domain/policy'
import { done, inYuan, problem, refused, type Result } from '@yingjin/kernel'
import type { z } from 'zod'
import { questionCase, type QuestionScene, takeListCase } from '../access/index.ts'
import type { WorkbookColumn } from '../platform/workbook/index.ts'
import { namedChildren } from '../registry/index.ts'
import { conditions } from './result-cases.ts'
import { ask } from './statement.ts'
import { count, money, text } from './taken-columns.ts'

type Asked = z.output<typeof listSimulatedChildren.order>

type Lines = z.input<typeof listSimulatedChildren.outcome>['lines']

/** What an alternative of a simulation is called, and the lines by which it moves anybody; refused where its children are listed no more. */
const requireAlternative = async (
  { simulationId, alternative }: Pick<Asked, 'simulationId' | 'alternative'>,
  { tx, actor: { division } }: QuestionScene,
): Promise<Result<Readonly<{ name: string; lines: Lines }>, LeadsProblem>> => {
  const [row] = await ask<{ told: unknown; lists: boolean }>(
    tx,
    `select told, coalesce(listed_until > now(), false) as lists from policy.simulation where division = $1 and simulation_id = $2`,
    division,
    simulationId,
  )
  const of = row === undefined ? undefined : simulated.parse(row.told).alternatives[alternative - 1]
  if (row === undefined || of === undefined) return refused(problem('leads/no-such-alternative', { simulationId, alternative }))
  if (!row.lists) return refused(problem('leads/children-no-more', { simulationId }))
  const moving = of.rows.filter(({ winners, losers }) => winners + losers > 0)
  return done({ name: of.name, lines: [...new Map(moving.map(({ line, title }) => [line, { line, title }])).values()] })
}

type Row = Readonly<{
  person_no: bigint
  person_id: bigint | null
  place: string | null
  stage: string | null
  lines: readonly string[]
  was_fen: readonly bigint[]
  is_fen: readonly bigint[]
}>

const stageWord = (stage: string | null): string => (stage === null ? '学段未知' : (resultStageWords[stage as keyof typeof resultStageWords] ?? stage))
const sumOf = (fen: readonly bigint[]): string => String(fen.reduce((all, each) => all + each, 0n))

/** One part of the list: as long as it is asked for. */
const partOfChildren = async (order: Asked, scene: QuestionScene): Promise<Result<z.input<typeof listSimulatedChildren.outcome>, LeadsProblem>> => {
  const of = await requireAlternative(order, scene)
  if (!of.ok) return of
  const { tx, actor } = scene
  const { simulationId, alternative, moved, stage, line, after, limit } = order
  const asked = conditions(actor.division, simulationId, alternative)
  let by = 'c.difference_fen'
  if (line === undefined) asked.only(() => 'c.difference_fen <> 0')
  else
    asked.only(at => {
      const place = `array_position(c.lines, ${at}::text)`
      by = `(c.is_fen[${place}] - c.was_fen[${place}])`
      return `${at}::text = any (c.lines)`
    }, line)
  if (moved !== undefined) asked.only(() => `${by} ${moved === 'more' ? '>' : '<'} 0`)
  if (stage === 'none') asked.only(() => 'c.stage is null')
  else asked.only(at => `c.stage = ${at}`, stage)
  const from = 'from leads.simulated_child c where c.division = $1 and c.simulation_id = $2 and c.alternative = $3'
  const [counted] = await ask<{ n: number; fen: bigint }>(
    tx,
    `select count(*)::int as n, coalesce(sum(${by}), 0)::bigint as fen ${from}${asked.text()}`,
    ...asked.values,
  )
  asked.only(at => `c.person_no > ${at}::bigint`, after)
  // Persons joined since are the one that stayed.
  const rows = await ask<Row>(
    tx,
    `with c as materialized (select c.* ${from}${asked.text()} order by c.person_no limit ${limit + 1})
     select c.person_no, coalesce(p.merged_into, c.person_id) as person_id, c.place, c.stage, c.lines, c.was_fen, c.is_fen
     from c left join registry.person p on p.division = c.division and p.person_id = c.person_id order by c.person_no`,
    ...asked.values,
  )
  const page = rows.slice(0, limit)
  const children = await namedChildren(
    tx,
    actor.division,
    page.flatMap(({ person_id }) => (person_id === null ? [] : [person_id])),
  )
  const titleOf = (key: string): string => of.value.lines.find(each => each.line === key)?.title ?? key
  return done({
    name: of.value.name,
    lines: of.value.lines,
    total: counted?.n ?? 0,
    differenceFen: String(counted?.fen ?? 0),
    children: page.map(row => {
      const parts = row.lines.flatMap((key, at) =>
        line === undefined || key === line ? [{ line: key, title: titleOf(key), was: row.was_fen[at] ?? 0n, is: row.is_fen[at] ?? 0n }] : [],
      )
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
    next: rows.length > limit ? String(page.at(-1)?.person_no) : null,
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
  text('由哪个项目', 24, ({ parts }) => parts.map(part => `${part.title} ${signed(differenceOf(part))}`).join('；')),
  text('名册的行（身份待核的）', 14, ({ place }) => place),
]

/** Whom an alternative of a simulation gives more or less: listed, and taken along. */
export const simulatedChildrenCases = {
  list: questionCase(listSimulatedChildren, partOfChildren),
  take: takeListCase(takeSimulatedChildren, {
    title: '测算里增减的孩子',
    columns: takenColumns,
    part: async (order, after, limit, scene) => {
      const part = await partOfChildren({ ...order, after, limit }, scene)
      if (!part.ok) return part
      const { total, children, next, differenceFen } = part.value
      return done({ total, rows: children, next, comesTo: `比现行 ${signed(differenceFen)} 元` })
    },
    conditions: async (order, scene) => {
      const of = await requireAlternative(order, scene)
      const { simulationId, moved, stage, line } = order
      if (!of.ok) return [`测算：第 ${simulationId} 号`]
      return [
        `测算：第 ${simulationId} 号，方案“${of.value.name}”`,
        ...(moved === undefined ? [] : [`增减：${movedWords[moved]}`]),
        ...(stage === undefined ? [] : [`学段：${inWordsOf(stage)}`]),
        ...(line === undefined ? [] : [`资助项目：${of.value.lines.find(each => each.line === line)?.title ?? line}`]),
      ]
    },
  }),
} as const
