import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type AccessProblem,
  conditionWords,
  type Contract,
  type ListOnPaper,
  mostOnPaper,
  shortDigestLength,
  type TakenAs,
  type takenList,
} from '@yingjin/domain/access'
import { done, inYuan, type PlainDate, type Problem, problem, refused, type Result } from '@yingjin/kernel'
import { sql } from 'kysely'
import type { z } from 'zod'
import { mediaTypes } from '../platform/content/index.ts'
import { withPrivateScratch } from '../platform/files/index.ts'
import { planAnew } from '../platform/postgres/index.ts'
import { type WorkbookCell, type WorkbookColumn, type WorkbookSheet, writeWorkbook } from '../platform/workbook/index.ts'
import { questionCase, type QuestionScene } from './use-case.ts'

/** `comesTo`: what the whole list comes to, in words, where it is of sums. */
export type ListPart<Row> = Readonly<{ total: number; rows: readonly Row[]; next: string | null; comesTo?: string }>

/** How a list becomes a workbook. */
export type TakenSheet<Order, Row> = Readonly<{
  title: string
  /** Where they depend on what there is: made of the rows of the first part. */
  columns: readonly WorkbookColumn<Row>[] | ((rows: readonly Row[]) => readonly WorkbookColumn<Row>[])
  /** What was asked for, in the words of the form; nothing for what was not asked. */
  conditions: (order: Order, scene: QuestionScene) => Promise<readonly string[]>
  /** So many rows of the list after a place in it: the list's own page, longer. */
  part: (order: Order, after: string | undefined, most: number, scene: QuestionScene) => Promise<Result<ListPart<Row>, Problem>>
}>

type ReadySheet<Order, Row> = TakenSheet<Order, Row> & Readonly<{ columns: readonly WorkbookColumn<Row>[] }>

/** Rows asked for at once: few statements, and memory that does not grow with the list. */
const rowsAtOnce = 5_000

/**
 * A list taken along, in the scope of whoever asks, as its pages give it. A workbook has a heading with title, day,
 * conditions and count, and a last sheet by which the file is known again; paper has the same cells under the same digest.
 */
export const takeListCase = <Order extends z.ZodType<Readonly<{ as: TakenAs }>>, Row extends Readonly<{ personId: string | null }>>(
  contract: Contract<Order, typeof takenList, 'question'>,
  taking: TakenSheet<z.output<Order>, Row>,
) =>
  questionCase(contract, async (order, scene) => {
    const { as } = order
    await planAnew(scene.tx)
    const first = await taking.part(order, undefined, rowsAtOnce, scene)
    if (!first.ok) return first
    const { total } = first.value
    if (as === 'paper' && total > mostOnPaper)
      return refused<AccessProblem>(
        problem('access/too-long-to-print', { rows: total, most: mostOnPaper, possible: ['加上条件，分开打印', '导出后在表格里打印'] }),
      )
    const sheet: ReadySheet<z.output<Order>, Row> = {
      ...taking,
      columns: typeof taking.columns === 'function' ? taking.columns(first.value.rows) : taking.columns,
    }
    const taken = new TakenRows(sheet, order, first.value, scene)
    const heading: Heading = {
      title: sheet.title,
      county: await nameOfDivision(scene),
      asOf: scene.today,
      total,
      conditions: await sheet.conditions(order, scene),
      comesTo: first.value.comesTo ?? null,
    }
    const bytes = as === 'paper' ? await onPaper(heading, sheet, taken) : await asWorkbook(heading, sheet, taken)
    return done({
      as,
      name: `${heading.county}${sheet.title}-${scene.today}.${as === 'paper' ? 'json' : 'xlsx'}`,
      mediaType: as === 'paper' ? 'application/json' : mediaTypes.xlsx,
      bytes,
      rows: taken.written,
      digest: taken.digest(),
      conditions: [...heading.conditions],
      persons: [...taken.persons].map(personId => ({ personId })),
    })
  })

type Heading = Readonly<{ title: string; county: string; asOf: PlainDate; total: number; conditions: readonly string[]; comesTo: string | null }>

/** The rows of a list one after the other; who stands in them and their digest are known when all have gone by. */
class TakenRows<Order, Row extends Readonly<{ personId: string | null }>> {
  readonly #sheet: ReadySheet<Order, Row>
  readonly #order: Order
  readonly #first: ListPart<Row>
  readonly #scene: QuestionScene
  readonly #digest = createHash('sha256')
  readonly persons = new Set<string>()
  written = 0

  constructor(sheet: ReadySheet<Order, Row>, order: Order, first: ListPart<Row>, scene: QuestionScene) {
    this.#sheet = sheet
    this.#order = order
    this.#first = first
    this.#scene = scene
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Row> {
    for (let part = this.#first; ;) {
      for (const row of part.rows) {
        this.#digest.update(`${JSON.stringify(this.#sheet.columns.map(({ of }) => of(row, this.written)))}\n`)
        if (row.personId !== null) this.persons.add(row.personId)
        this.written += 1
        yield row
      }
      if (part.next === null) return
      const next = await this.#sheet.part(this.#order, part.next, rowsAtOnce, this.#scene)
      // The same question was answered a moment ago, in the same transaction.
      if (!next.ok) throw new Error(`a later part was refused: ${next.problem.code}`)
      part = next.value
    }
  }

  digest(): string {
    return this.#digest.copy().digest('hex')
  }
}

const asWorkbook = <Order, Row extends Readonly<{ personId: string | null }>>(
  { title, county, asOf, total, conditions, comesTo }: Heading,
  sheet: ReadySheet<Order, Row>,
  taken: TakenRows<Order, Row>,
): Promise<Buffer> =>
  withPrivateScratch(async scratch => {
    const path = join(scratch, 'list.xlsx')
    const list: WorkbookSheet<Row> = {
      name: title,
      heading: [`${county}${title}`, `截至 ${asOf}　共 ${total} 行${comesTo === null ? '' : `，${comesTo}`}　条件：${conditionWords(conditions)}`, signatures],
      columns: sheet.columns,
      rows: taken,
    }
    const known = (): readonly Known[] => [
      ['名单', title],
      ['县（市、区）', county],
      ['截至', asOf],
      ['条件', conditionWords(conditions)],
      ['行数', String(taken.written)],
      ...(comesTo === null ? [] : [['合计', comesTo] as const]),
      ['摘要', taken.digest().slice(0, shortDigestLength)],
      ['怎样核对', '摘要由全部行的内容算出，改动一格就不同；操作日志里记有这份名单的摘要、行数和条件'],
    ]
    await writeWorkbook(path, [list as WorkbookSheet<never>, knownBy(known) as WorkbookSheet<never>], { dated: asOf })
    return readFileSync(path)
  })

const onPaper = async <Order, Row extends Readonly<{ personId: string | null }>>(
  heading: Heading,
  { columns }: ReadySheet<Order, Row>,
  taken: TakenRows<Order, Row>,
): Promise<Buffer> => {
  const rows: (string | null)[][] = []
  for await (const row of taken) rows.push(columns.map(column => cellWords(column, column.of(row, rows.length))))
  const paper: ListOnPaper = {
    ...heading,
    digest: taken.digest().slice(0, shortDigestLength),
    columns: columns.map(({ header, width, kind }) => ({ header, width, right: kind === 'money' || kind === 'count' })),
    rows,
  }
  return Buffer.from(JSON.stringify(paper))
}

const cellWords = <Row>({ kind }: WorkbookColumn<Row>, value: WorkbookCell): string | null =>
  value === null || value === '' ? null : kind === 'money' ? inYuan(Number(value)) : String(value)

/** On what is filed: who stands for it, above the table, so that it is on the first page however long the list is. */
const signatures = '单位（盖章）：　　　　　　　填表人：　　　　　　审核人：　　　　　　负责人：'

type Known = readonly [what: string, says: string]
/** Written after the rows, when their digest is known. */
const knownBy = (known: () => readonly Known[]): WorkbookSheet<Known> => ({
  name: '核对',
  heading: ['这份名单凭什么核对'],
  columns: [
    { header: '事项', width: 9, kind: 'text', of: ([what]) => what },
    { header: '内容', width: 40, kind: 'text', of: ([, says]) => says },
  ],
  rows: {
    *[Symbol.iterator]() {
      yield* known()
    },
  },
})

const nameOfDivision = async ({ tx, actor: { division } }: QuestionScene): Promise<string> => {
  const { rows } = await sql<{ name: string }>`select name from infrastructure.division where division = ${division}`.execute(tx)
  return rows[0]?.name ?? division
}
