import { importFigures, importStatusWords, type ImportStatus, type listImportLines, type RegistryProblem } from '@yingjin/domain/registry'
import { done, type Result } from '@yingjin/kernel'
import type { z } from 'zod'
import type { QuestionScene, TakenSheet } from '../access/index.ts'
import type { WorkbookColumn } from '../platform/workbook/index.ts'
import { rosterWord } from './reading.ts'
import { ask } from './statement.ts'

type Asked = z.output<typeof listImportLines.order>
type Part = z.input<typeof listImportLines.outcome>
type Line = Part['lines'][number]
type Fact = Line['facts'][number]

const placeWord = (sheet: string | null, row: number | null): string | null => (sheet === null || row === null ? null : `“${sheet}”第 ${row} 行`)
const byWord = ({ by }: Fact): string | null =>
  by === null
    ? null
    : [by.sourceName, by.sender, by.asOf === null ? null : `截至 ${by.asOf}`, placeWord(by.sheet, by.row)].filter(each => each !== null).join('，')

/** A cell of each of several facts: where a line has more than one, each under its name. */
const ofFacts =
  (say: (fact: Fact) => string | null) =>
  ({ facts }: Line): string | null => {
    const [only, ...more] = facts
    if (only === undefined || more.length === 0) return only === undefined ? null : say(only)
    return facts.flatMap(fact => (say(fact) === null ? [] : [`${fact.word}：${say(fact)}`])).join('；')
  }

const who: readonly WorkbookColumn<Line>[] = [
  { header: '序号', width: 4, kind: 'count', of: (_, index) => index + 1 },
  { header: '姓名', width: 6, kind: 'text', of: ({ name }) => name },
  { header: '学校', width: 12, kind: 'text', of: ({ school }) => school },
  { header: '班级', width: 8, kind: 'text', of: ({ className }) => className },
  { header: '乡镇', width: 7, kind: 'text', of: ({ township }) => township },
  { header: '这份名册的哪一行', width: 11, kind: 'text', of: ({ place }) => (place === null ? null : placeWord(place.sheet, place.row)) },
]
const what: readonly WorkbookColumn<Line>[] = [
  { header: '信息', width: 9, kind: 'text', of: ({ facts }) => facts.map(({ word }) => word).join('；') },
  { header: '原来', width: 13, kind: 'text', of: ofFacts(({ was }) => was ?? '没有') },
  { header: '以后', width: 13, kind: 'text', of: ofFacts(({ will }) => will ?? '没有了') },
  { header: '原来由哪份名册登记', width: 18, kind: 'text', of: ofFacts(byWord) },
]

/** The lines of one figure of a batch, as they are taken along. */
export const takenLines = (
  part: (order: Asked, scene: QuestionScene) => Promise<Result<Part, RegistryProblem>>,
): TakenSheet<Pick<Asked, 'importId' | 'figure'>, Line> => ({
  title: '收数批次的明细',
  columns: rows => (rows.some(({ facts }) => facts.length > 0) ? [...who, ...what] : who),
  part: async (order, after, limit, scene) => {
    const found = await part({ ...order, after, limit }, scene)
    return found.ok ? done({ total: found.value.total, rows: found.value.lines, next: found.value.next }) : found
  },
  conditions: async ({ importId, figure }, scene) => {
    const { word, measure } = importFigures[figure]
    const [batch] = await ask<{ roster: string; status: ImportStatus; as_of: string | null }>(
      scene.tx,
      `select roster, status, as_of::text from registry.import where division = $1 and import_id = $2`,
      scene.actor.division,
      importId,
    )
    const found = await part({ importId, figure, after: undefined, limit: 1 }, scene)
    const beyond = found.ok ? found.value.beyond : 0
    return [
      ...(batch === undefined
        ? []
        : [`“${rosterWord(batch.roster)}”批次 ${importId}（${importStatusWords[batch.status]}），截至 ${batch.as_of ?? '没有写明'}`]),
      word,
      ...(beyond === 0 ? [] : [`另有 ${beyond} ${measure}不在导出的人的范围内`]),
    ]
  },
})
