import { readFileSync } from 'node:fs'
import { word, yuan } from '@yingjin/kernel'
import { type Change, changeWording, type Policy, withChange } from '@yingjin/policy'
import { baseline, type PlannedChange, type SimulatedCounty } from './simulate.ts'

export type ChangesRead = Readonly<{ ok: true; changes: readonly PlannedChange[] }> | Readonly<{ ok: false; message: string }>
type Counties = readonly Pick<SimulatedCounty, 'county' | 'countyName' | 'policy'>[]

const wrong = (message: string): ChangesRead => ({ ok: false, message })
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a change is written in: `名称`, `县区` (all when left out), `参数` (yuan for sums, whole numbers for counts) and `读法`. */
const keys = { name: '名称', counties: '县区', parameters: '参数', readings: '读法' } as const
const example = '例如 [{"名称":"提标","参数":{"primaryBoarder":"1250.00"},"读法":{"O-04":"farming-3000"}}]'

/** `示例县（990101）` */
export const countyWord = ({ county, countyName }: Readonly<{ county: string; countyName: string }>): string =>
  countyName === county ? county : `${countyName}（${county}）`

/** Sums are written in yuan and become whole fen; every other parameter stays as it is written. */
const valueOf = (policy: Policy, parameter: string, written: unknown): Change['parameters'][string] | null => {
  const type = policy.pack.parameters[parameter]?.type.kind
  if (type !== 'money') return typeof written === 'number' || typeof written === 'string' || typeof written === 'boolean' ? written : null
  if (typeof written === 'number') return Number.isSafeInteger(written) && written >= 0 ? written * 100 : null
  return typeof written === 'string' && /^\d{1,11}(\.\d{1,2})?$/.test(written) ? yuan(written).fen : null
}

type Written = Readonly<{ name: string; concerned: Counties; parameters: Readonly<Record<string, unknown>>; readings: Readonly<Record<string, unknown>> }>

const concernedBy = (counties: Counties, name: string, written: unknown): Counties | string => {
  if (written === undefined) return counties
  const asked: readonly unknown[] = Array.isArray(written) ? written : [written]
  const known = counties.map(countyWord).join('、')
  if (asked.length === 0) return `方案“${name}”的“${keys.counties}”是空的；不写就是全部县区，要写就写区划代码，本次测算的有：${known}`
  const found: Counties[number][] = []
  for (const one of asked) {
    const county = counties.find(c => c.county === one || c.countyName === one)
    if (county === undefined) return `方案“${name}”的“${keys.counties}”里的“${String(one)}”不在本次测算的县区里；可以写：${known}`
    if (!found.includes(county)) found.push(county)
  }
  return found
}

const writtenIn = (counties: Counties, written: unknown, nth: number): Written | string => {
  if (!isRecord(written)) return `第 ${nth} 项不是一个测算方案；${example}`
  const unknown = Object.keys(written).find(k => !(Object.values(keys) as string[]).includes(k))
  if (unknown !== undefined) return `第 ${nth} 项有不认识的“${unknown}”；只能写${Object.values(keys).join('、')}`
  const name = written[keys.name] ?? `方案${nth}`
  const [parameters, readings] = [written[keys.parameters] ?? {}, written[keys.readings] ?? {}]
  if (typeof name !== 'string' || name.trim() === '' || !isRecord(parameters) || !isRecord(readings)) return `第 ${nth} 项写法不对；${example}`
  const concerned = concernedBy(counties, name.trim(), written[keys.counties])
  return typeof concerned === 'string' ? concerned : { name: name.trim(), concerned, parameters, readings }
}

const changeFor = (policy: Policy, { name, parameters, readings }: Written): Change | string => {
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
  return { name, parameters: values, readings: options }
}

/**
 * Reads the changes to be costed from a JSON file: one change or a list of them, each checked against the policy of every
 * county it is for. One change may be written in parts, a part for each of some counties.
 */
export const readChanges = (counties: Counties, file: string): ChangesRead => {
  let written: unknown
  try {
    written = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''))
  } catch {
    return wrong(`“${file}”不是测算方案文件：内容要是 JSON，${example}`)
  }
  const list: readonly unknown[] = Array.isArray(written) ? written : [written]
  if (list.length === 0) return wrong(`“${file}”里没有测算方案；${example}`)
  const changes = new Map<string, Record<string, Change>>()
  for (const [i, item] of list.entries()) {
    const part = writtenIn(counties, item, i + 1)
    if (typeof part === 'string') return wrong(`“${file}”：${part}`)
    if (part.name === baseline) return wrong(`“${file}”：方案不能叫“${baseline}”，那是现在执行的文件；请改名`)
    const inCounty = changes.get(part.name) ?? {}
    const twice = part.concerned.filter(c => inCounty[c.county] !== undefined)
    if (twice.length > 0)
      return wrong(
        `“${file}”：有两个方案都叫“${part.name}”${counties.length === 1 ? '' : `，都要改${twice.map(countyWord).join('、')}`}，请改名${counties.length === 1 ? '' : `，或者用“${keys.counties}”分开`}`,
      )
    for (const county of part.concerned) {
      const [where, only] = counties.length === 1 ? ['', ''] : [`${countyWord(county)}：`, `；只改个别县区的，请在方案里写“${keys.counties}”`]
      const change = changeFor(county.policy, part)
      if (typeof change === 'string') return wrong(`“${file}”：${where}${change}`)
      const made = withChange(county.policy, change)
      if (!made.ok) return wrong(`“${file}”：${where}${word(changeWording, made.problem)}${only}`)
      inCounty[county.county] = change
    }
    changes.set(part.name, inCounty)
  }
  return { ok: true, changes: [...changes].map(([name, inCounty]) => ({ name, inCounty })) }
}
