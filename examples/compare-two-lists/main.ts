/**
 * Who stands on both of two lists, who on one only, and who is doubtful? A school's list and a welfare office's, with what
 * real ones carry: a traditional character, a number whose end a spreadsheet lost, one number under two names, no number.
 */
import { DuckDBInstance } from '@duckdb/node-api'
import {
  compareRosters,
  doubtWording,
  evidenceWording,
  identityRowSchema,
  otherRowSchema,
  personKeys,
  personKeySchema,
  type PersonRow,
} from '@yingjin/comparison'
import { day } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { asc, bigint, date, type Expr, output, outputSql, Plan, type Relation, type Schema, stepSql, text, unknown, values } from '@yingjin/sql'

const id = (sequence: number): string => sampleId({ born: '2012-03-04', sequence })
const school: readonly PersonRow[] = [
  { name: '张伟', id_number: id(11) },
  { name: '李国华', id_number: `${id(21).slice(0, 15)}000`, id_number_was_numeric: true },
  { name: '王芳', id_number: id(31) },
  { name: '陈静' },
  { name: '单雨', id_number: id(61) },
]
const welfare: readonly PersonRow[] = [
  { name: '張偉', id_number: id(11) },
  { name: '李國華', id_number: id(21) },
  { name: '赵敏', id_number: id(31) },
  { name: '陈静', id_number: id(41) },
  { name: '买买提·吐尔逊', id_number: id(51) },
]

/** The keys of one row as literals of the plan; what is not known stays unknown. */
const keys = (row: PersonRow): readonly Expr[] => {
  const known = personKeys(row, { villages: null })
  return Object.values(personKeySchema).map((type, at) => {
    const value = known[at] ?? null
    if (value === null) return unknown(type)
    return type === 'date' ? date(day(value)) : text(value)
  })
}

const plan = new Plan()
const left = plan.step(
  'school',
  'the school’s list',
  values(
    identityRowSchema,
    school.map((row, at) => [bigint(at), text('school'), ...keys(row)]),
  ),
)
const right = plan.step(
  'welfare',
  'the welfare office’s list',
  values(
    otherRowSchema,
    welfare.map((row, at) => [bigint(at), ...keys(row)]),
  ),
)
const found = compareRosters(plan, 'example', left, right)

const connection = await (await DuckDBInstance.create(':memory:')).connect()
for (const step of plan.steps) await connection.run(stepSql(step, 'duckdb'))
const rowsOf = async <S extends Schema>(relation: Relation<S>): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const inOrder = output('rows', relation, c => Object.values<Expr>(c).map(asc))
  return (await connection.runAndReadAll(outputSql(inOrder, 'duckdb'))).getRowObjectsJson()
}

const print = async <S extends Schema>(title: string, relation: Relation<S>): Promise<void> => {
  process.stdout.write(`${title}\n`)
  for (const row of await rowsOf(relation)) {
    const names = [school[Number(row['left_id'] ?? -1)]?.name, welfare[Number(row['right_id'] ?? -1)]?.name].filter(name => name !== undefined)
    const why = [
      ...Object.entries(evidenceWording).flatMap(([code, words]) => (code === row['evidence'] ? [words] : [])),
      ...Object.entries(doubtWording).flatMap(([code, words]) => (code === row['reason'] ? [words] : [])),
    ]
    process.stdout.write(`  ${names.join(' = ')}${why.length === 0 ? '' : `（${why.join('；')}）`}\n`)
  }
}

await print('两份名册都有', found.matched)
await print('身份证号相同而姓名不符', found.conflicts)
await print('可能相符，须人工核对', found.ambiguous)
await print('仅学校名册有', found.onlyLeft)
await print('仅民政名册有', found.onlyRight)
connection.closeSync()
