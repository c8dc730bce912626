import { lineTextSchema, lineTextTable, reasonTextSchema, reasonTextTable } from '@yingjin/determination'
import { type CompiledPolicy, forms, groundText, type LineInfo } from '@yingjin/policy'

export type ReasonCode = Readonly<{ line: string; state: string; code: number }>

export type TextTable = Readonly<{ name: string; schema: typeof lineTextSchema | typeof reasonTextSchema; rows: readonly (readonly (string | number)[])[] }>

const clauseWord = (line: LineInfo): string => `${line.clause.article}（${line.clause.register}）`

/** The words of each line and way of payment; the row without a form is for lines that are not yet due. */
export const lineTexts = (policy: CompiledPolicy): TextTable => ({
  name: lineTextTable,
  schema: lineTextSchema,
  rows: policy.lines.flatMap(line => [
    [line.id, '', line.title, clauseWord(line), line.deliveries.map(d => `${forms[d.form]}：${d.payee}`).join(' 或 ')],
    ...line.deliveries.map(d => [line.id, d.form, line.title, clauseWord(line), d.payee]),
  ]),
})

/** One sentence per distinct reason code: thousands of children share a few dozen of them. */
export const reasonTexts = (policy: CompiledPolicy, codes: readonly ReasonCode[]): TextTable => {
  const lines = new Map(policy.lines.map(line => [line.id, line]))
  return {
    name: reasonTextTable,
    schema: reasonTextSchema,
    rows: codes.map(({ line, state, code }) => {
      const info = lines.get(line)
      if (info === undefined) throw new Error(`no line ${line}`)
      return [line, state, code, reasonText(info, state, code)]
    }),
  }
}

const reasonText = (line: LineInfo, state: string, code: number): string => {
  const groups = groundText(line, code)
  if (state === 'decide') return groups === '' ? '文件没有写明，须由人判断' : `该生是${groups}，条款没有点名，只以“等”字概括，是否适用须由人判断`
  return groups === '' ? '符合本条全部条件' : `属于${groups}，符合本条其他条件`
}
