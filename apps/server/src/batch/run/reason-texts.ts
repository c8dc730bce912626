import { lineTextSchema, lineTextTable, reasonTextSchema, reasonTextTable } from '@yingjin/determination'
import { type CompiledPolicy, forms, type LineInfo } from '@yingjin/policy'

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
  return {
    name: reasonTextTable,
    schema: reasonTextSchema,
    rows: codes.map(({ line, state, code }) => [line, state, code, reasonText(policy, line, state, code)]),
  }
}

const reasonText = (policy: CompiledPolicy, line: string, state: string, code: number): string => {
  if (state === 'decide') return policy.decideText(line, code)
  const groups = policy.groundText(line, code)
  return groups === '' ? '符合本条全部条件' : `属于${groups}，符合本条其他条件`
}
