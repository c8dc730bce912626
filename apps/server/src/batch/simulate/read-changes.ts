import { readFileSync } from 'node:fs'
import { word, yuan } from '@yingjin/kernel'
import { type Change, changeWording, type Policy, withChange } from '@yingjin/policy'
import { baseline } from './simulate.ts'

export type ChangesRead = Readonly<{ ok: true; changes: readonly Change[] }> | Readonly<{ ok: false; message: string }>

const wrong = (message: string): ChangesRead => ({ ok: false, message })
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a change is written in: `名称`, `参数` (yuan for sums, whole numbers for counts) and `读法`. */
const keys = { name: '名称', parameters: '参数', readings: '读法' } as const
const example = '例如 [{"名称":"提标","参数":{"primaryBoarder":"1250.00"},"读法":{"O-04":"farming-3000"}}]'

/** Sums are written in yuan and become whole fen; every other parameter stays as it is written. */
const valueOf = (policy: Policy, parameter: string, written: unknown): Change['parameters'][string] | null => {
  const type = policy.pack.parameters[parameter]?.type.kind
  if (type !== 'money') return typeof written === 'number' || typeof written === 'string' || typeof written === 'boolean' ? written : null
  if (typeof written === 'number') return Number.isSafeInteger(written) && written >= 0 ? written * 100 : null
  return typeof written === 'string' && /^\d{1,11}(\.\d{1,2})?$/.test(written) ? yuan(written).fen : null
}

const changeFrom = (policy: Policy, written: unknown, nth: number): Change | string => {
  if (!isRecord(written)) return `第 ${nth} 项不是一个测算方案；${example}`
  const unknown = Object.keys(written).find(k => !(Object.values(keys) as string[]).includes(k))
  if (unknown !== undefined) return `第 ${nth} 项有不认识的“${unknown}”；只能写${Object.values(keys).join('、')}`
  const name = written[keys.name] ?? `方案${nth}`
  const [parameters, readings] = [written[keys.parameters] ?? {}, written[keys.readings] ?? {}]
  if (typeof name !== 'string' || name.trim() === '' || !isRecord(parameters) || !isRecord(readings)) return `第 ${nth} 项写法不对；${example}`
  const values: Record<string, Change['parameters'][string]> = {}
  for (const [parameter, value] of Object.entries(parameters)) {
    const read = valueOf(policy, parameter, value)
    if (read === null) return `方案“${name}”的参数“${parameter}”写法不对：金额写元，例如 "1250.00"；数量写整数`
    values[parameter] = read
  }
  const options: Record<string, string> = {}
  for (const [reading, option] of Object.entries(readings)) {
    if (typeof option !== 'string') return `方案“${name}”的读法“${reading}”要写一种理解的代码，例如 "farming-3000"`
    options[reading] = option
  }
  return { name: name.trim(), parameters: values, readings: options }
}

/** Reads the changes to be costed from a JSON file: one change or a list of them, each checked against the policy in force. */
export const readChanges = (policy: Policy, file: string): ChangesRead => {
  let written: unknown
  try {
    written = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''))
  } catch {
    return wrong(`“${file}”不是测算方案文件：内容要是 JSON，${example}`)
  }
  const list: readonly unknown[] = Array.isArray(written) ? written : [written]
  if (list.length === 0) return wrong(`“${file}”里没有测算方案；${example}`)
  const changes: Change[] = []
  for (const [i, item] of list.entries()) {
    const change = changeFrom(policy, item, i + 1)
    if (typeof change === 'string') return wrong(`“${file}”：${change}`)
    if (change.name === baseline) return wrong(`“${file}”：方案不能叫“${baseline}”，那是现在执行的文件；请改名`)
    if (changes.some(c => c.name === change.name)) return wrong(`“${file}”：有两个方案都叫“${change.name}”，请改名`)
    const made = withChange(policy, change)
    if (!made.ok) return wrong(`“${file}”：${word(changeWording, made.problem)}`)
    changes.push(change)
  }
  return { ok: true, changes }
}
