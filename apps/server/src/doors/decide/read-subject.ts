import {
  choiceCodes,
  choiceSynonyms,
  choiceWord,
  choiceWords,
  codeNames,
  type FactDefinition,
  type FactKey,
  factKeys,
  factKeysOf,
  factOf,
  type FactValues,
  nothingKnown,
  type RelationName,
  relationNames,
  relationOf,
  type Stage,
  type SubjectKind,
} from '@yingjin/facts'
import { gradeSaid, gradeWithin } from '@yingjin/intake'
import {
  dayOf,
  inYuan,
  isRealDay,
  onPaper,
  parseDivisionCode,
  parsePlainDate,
  parseSchoolCode,
  problem,
  type Problem,
  type WordingFor,
  yuan,
} from '@yingjin/kernel'
import { amountDecisionKey, everyNode, type HumanDecisions, type Policy, type RelatedSubjects } from '@yingjin/policy'

/** What may be wrong with one subject's facts as somebody wrote them down. */
type P<Code extends string, Facts extends object> = Problem<`decide/${Code}`, Facts>
export type SubjectProblem =
  | P<'not-json', { why: string }>
  | P<'not-an-object', { place: string }>
  | P<'said-twice', { place: string; key: string }>
  | P<'unknown-fact', { place: string; key: string; near: readonly string[] }>
  | P<'of-another-subject', { place: string; label: string; of: SubjectKind; asked: SubjectKind }>
  | P<'not-readable', { place: string; label: string; written: string; expected: string }>
  | P<'grade-of-another-stage', { place: string; label: string; written: string; stage: Stage }>
  | P<'out-of-range', { place: string; label: string; written: string; least: string; greatest: string }>
  | P<'yuan-with-a-fraction', { place: string; label: string; written: string }>
  | P<'unknown-line', { line: string; known: readonly string[] }>
  | P<'nothing-to-decide', { line: string; open: readonly string[] }>
  | P<'decision-not-readable', { line: string; written: string; expected: string }>
  | P<'sum-outside-bounds', { line: string; written: string; least: string; greatest: string }>
  | P<'unknown-relation', { key: string; known: readonly string[] }>
  | P<'not-a-list', { key: string; written: string }>

export const subjectKinds: Readonly<Record<SubjectKind, string>> = {
  student: '学生',
  household: '户',
  school: '学校',
  class: '班级',
  teacher: '教师',
  post: '岗位',
  project: '项目',
}

const quoted = (names: readonly string[]): string => names.map(n => `“${n}”`).join('、')

export const subjectProblemWording: WordingFor<SubjectProblem> = {
  'decide/not-json': p => `不是 JSON：${p.why}。请写成 {"学段": "初中", "寄宿": "是"} 的样子`,
  'decide/not-an-object': p => `${p.place}要写成 {"事实": 值} 的样子`,
  'decide/said-twice': p => `${p.place}“${p.key}”写了两次，不知道以哪个为准；请只留一个`,
  'decide/unknown-fact': p =>
    `${p.place}没有“${p.key}”这个事实${p.near.length === 0 ? '' : `；是不是${quoted(p.near)}`}。全部事实见 packages/facts/src/dictionary.ts`,
  'decide/of-another-subject': p =>
    `${p.place}“${p.label}”说的是${subjectKinds[p.of]}，这里问的是${subjectKinds[p.asked]}；要按${subjectKinds[p.of]}算，请加 --subject ${p.of}`,
  'decide/not-readable': p => `${p.place}“${p.label}”写的是 ${p.written}，应为${p.expected}；不知道就写“未知”`,
  'decide/grade-of-another-stage': p =>
    `${p.place}“${p.label}”写的是 ${p.written}，不是“${choiceWord('stage', p.stage)}”的年级；请改一个，或写本学段的第几年级（整数）`,
  'decide/out-of-range': p => `${p.place}“${p.label}”写的是 ${p.written}，不可能：只能在 ${p.least} 至 ${p.greatest} 之间`,
  'decide/yuan-with-a-fraction': p => `${p.place}“${p.label}”写的是数 ${p.written}；带角分的金额请写成文字，例如 "1500.50"，不带角分的写整数元`,
  'decide/unknown-line': p => `“人的判定”里的“${p.line}”不是本政策的条目；条目有：${p.known.join('、')}`,
  'decide/nothing-to-decide': p => `${p.line}没有留给人判定的地方，不能写判定；要人判定的是：${p.open.length === 0 ? '（本政策没有）' : p.open.join('、')}`,
  'decide/decision-not-readable': p => `${p.line}的判定写的是 ${p.written}，应为${p.expected}`,
  'decide/sum-outside-bounds': p => `${p.line}所填 ${p.written} 元不在文件写定的 ${p.least} 元至 ${p.greatest} 元之间`,
  'decide/unknown-relation': p => `“相关名单”里没有“${p.key}”；可以写：${p.known.join('、')}`,
  'decide/not-a-list': p => `相关名单“${p.key}”写的是 ${p.written}，应为 [{…}, {…}]：每人一个；没有人写 []，不知道就不写`,
}

/** One subject as the policy asks about it. */
export type Subject = Readonly<{ facts: FactValues; decisions: HumanDecisions; related: RelatedSubjects; given: readonly FactKey[] }>
export type SubjectRead = Readonly<{ ok: true; value: Subject }> | Readonly<{ ok: false; problems: readonly SubjectProblem[] }>

const decisionsKeys = ['decisions', '人的判定'] as const
const relatedKeys = ['related', '相关名单'] as const
const among = (keys: readonly string[], key: string): boolean => keys.includes(key)

/** Where a value stands, for the sentence: empty at the top. */
type Place = string
type Read = Readonly<{ value: boolean | number | string | null }> | SubjectProblem

const byLabel: ReadonlyMap<string, FactKey> = new Map(factKeys.map(k => [factOf(k).label, k]))
const keyOf = (written: string): FactKey | undefined => (Object.hasOwn(nothingKnown, written) ? (written as FactKey) : byLabel.get(written))

const pairs = (text: string): readonly string[] => Array.from({ length: Math.max(text.length - 1, 0) }, (_, i) => text.slice(i, i + 2))
/** Facts whose label or key shares the most neighbouring characters with what was written. */
const nearTo = (written: string, subject: SubjectKind): readonly string[] => {
  const wanted = new Set(pairs(written.toLowerCase()))
  return factKeysOf(subject)
    .map(k => ({ label: factOf(k).label, shared: pairs(`${factOf(k).label} ${k}`).filter(pair => wanted.has(pair)).length }))
    .filter(n => n.shared > 0)
    .toSorted((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .map(n => n.label)
}

const show = (value: unknown): string => JSON.stringify(value) ?? String(value)

const within = (place: Place, label: string, value: number, [min, max]: readonly [number, number], say: (n: number) => string): Read =>
  value < min || value > max ? problem('decide/out-of-range', { place, label, written: say(value), least: say(min), greatest: say(max) }) : { value }

/** Whole fen of a sum in yuan: text as it is written on paper, or a whole number. */
const fenOf = (written: unknown): number | 'fraction' | null => {
  if (typeof written === 'number') {
    if (!Number.isInteger(written)) return 'fraction'
    return Number.isSafeInteger(written * 100) ? written * 100 : null
  }
  if (typeof written !== 'string') return null
  const text = written.trim().replace(/\s*元$/, '')
  const plain = /^-?\d{1,3}(,\d{3})+(\.\d{1,2})?$/.test(text) ? text.replaceAll(',', '') : text
  return /^-?\d{1,13}(\.\d{1,2})?$/.test(plain) ? yuan(plain).fen : null
}

const dateOf = (written: unknown): string | null => {
  if (typeof written !== 'string') return null
  const parts = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(written.trim())
  if (parts !== null) {
    const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
    return isRealDay(year, month, day) ? dayOf(year, month, day) : null
  }
  const plain = parsePlainDate(written.trim())
  return plain.ok ? plain.value : null
}

const yesNoWords: Readonly<Record<string, boolean>> = { 是: true, 否: false }

/** `“中等职业”（也可写中职、职高）` */
const acceptedWords = ([word = '', ...others]: readonly string[]): string => `“${word}”${others.length === 0 ? '' : `（也可写${others.join('、')}）`}`

const gradeExpected = '整数（年级），或“一年级”“初一”“七年级”“高一”“大班”这样的写法'
/** A grade as schools write it (初一, 七年级, 大班); `undefined` where it is no such word and must be read as a number. */
const gradeIn = (written: unknown): ReturnType<typeof gradeSaid> =>
  typeof written === 'string' && !/^\s*-?\d+\s*$/.test(written) ? gradeSaid(written) : undefined

const readValue = (place: Place, { type, label }: FactDefinition, written: unknown): Read => {
  if (written === null || written === '未知') return { value: null }
  const notReadable = (expected: string): Read => problem('decide/not-readable', { place, label, written: show(written), expected })
  switch (type.kind) {
    case 'yes-no': {
      const value = typeof written === 'boolean' ? written : typeof written === 'string' ? yesNoWords[written.trim()] : undefined
      return value === undefined ? notReadable('“是”或“否”') : { value }
    }
    case 'choice': {
      const codes: readonly string[] = choiceCodes(type.of)
      const text = typeof written === 'string' ? written.trim() : ''
      const words: Readonly<Record<string, string>> = choiceWords(type.of)
      const code = codes.includes(text) ? text : Object.hasOwn(words, text) ? words[text] : undefined
      return code === undefined
        ? notReadable(
            choiceCodes(type.of)
              .map(c => acceptedWords(choiceSynonyms(type.of, c)))
              .join('或'),
          )
        : { value: code }
    }
    case 'count': {
      const value = typeof written === 'number' ? written : typeof written === 'string' && /^-?\d{1,15}$/.test(written.trim()) ? Number(written) : Number.NaN
      return Number.isSafeInteger(value)
        ? within(place, label, value, [type.min, type.max], n => `${n} ${type.unit}`)
        : notReadable(type.unit === '年级' ? gradeExpected : `整数（${type.unit}）`)
    }
    case 'money': {
      const fen = fenOf(written)
      if (fen === 'fraction') return problem('decide/yuan-with-a-fraction', { place, label, written: show(written) })
      return fen === null ? notReadable('金额（元），例如 "1500.00"') : within(place, label, fen, [type.minFen, type.maxFen], n => `${inYuan(n)} 元`)
    }
    case 'date': {
      const date = dateOf(written)
      if (date === null) return notReadable('日期，例如 "2012-09-01"')
      const say = (d: string): string => onPaper(d as typeof type.min)
      return date < type.min || date > type.max
        ? problem('decide/out-of-range', { place, label, written: say(date), least: say(type.min), greatest: say(type.max) })
        : { value: date }
    }
    case 'code': {
      const read = typeof written === 'string' ? (type.of === 'division' ? parseDivisionCode(written) : parseSchoolCode(written)) : null
      return read === null || !read.ok
        ? notReadable(`${codeNames[type.of]}（写成文字，例如 ${type.of === 'division' ? '"990101"' : '"9901010001"'}）`)
        : { value: read.value }
    }
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

type GradeSays = NonNullable<ReturnType<typeof gradeSaid>> & Readonly<{ written: string }>
type StageAndGrade = Readonly<{ stage?: Stage; grade: number }>
/** A grade word beside the stage that was written; where none was, 初一 says it and 一年级 does not. */
const withinStage = (place: Place, said: GradeSays, stage: boolean | number | string | null | undefined): StageAndGrade | SubjectProblem => {
  const { label } = factOf('grade')
  const { written } = said
  if (said.grade === null) return problem('decide/not-readable', { place, label, written, expected: gradeExpected })
  if (typeof stage !== 'string') return { grade: said.grade, ...(stage === undefined && said.stage !== null ? { stage: said.stage } : {}) }
  const grade = gradeWithin(stage as Stage, said)
  return grade === null ? problem('decide/grade-of-another-stage', { place, label, written, stage: stage as Stage }) : { grade }
}

type FactsRead = Readonly<{ facts: FactValues; given: readonly FactKey[]; problems: readonly SubjectProblem[] }>

const readFacts = (place: Place, written: Readonly<Record<string, unknown>>, subject: SubjectKind): FactsRead => {
  const values: Record<string, boolean | number | string | null> = {}
  const problems: SubjectProblem[] = []
  let gradeSays: GradeSays | null = null
  for (const [name, value] of Object.entries(written)) {
    const key = keyOf(name)
    if (key === undefined) {
      problems.push(problem('decide/unknown-fact', { place, key: name, near: nearTo(name, subject) }))
      continue
    }
    const fact = factOf(key)
    if (fact.subject !== subject) {
      problems.push(problem('decide/of-another-subject', { place, label: fact.label, of: fact.subject, asked: subject }))
      continue
    }
    if (Object.hasOwn(values, key)) {
      problems.push(problem('decide/said-twice', { place, key: fact.label }))
      continue
    }
    const gradeWord = key === 'grade' ? gradeIn(value) : undefined
    if (gradeWord !== undefined) {
      values[key] = gradeWord.grade
      gradeSays = { ...gradeWord, written: show(value) }
      continue
    }
    const read = readValue(place, fact, value)
    if ('code' in read) problems.push(read)
    else values[key] = read.value
  }
  if (gradeSays !== null) {
    const settled = withinStage(place, gradeSays, values['stage'])
    if ('code' in settled) problems.push(settled)
    else Object.assign(values, settled)
  }
  return { facts: { ...nothingKnown, ...values } as FactValues, given: factKeys.filter(k => Object.hasOwn(values, k)), problems }
}

/** Lines of the policy in which a person is asked for a yes or no, or for a sum. */
const askedOfPeople = (policy: Policy) => {
  const nodes = everyNode(policy.bundle.flatMap(a => [a.due, a.amount]))
  return {
    yesNo: new Set(nodes.flatMap(n => (n.kind === 'human-decision' ? [n.line] : []))),
    sum: new Set(nodes.flatMap(n => (n.kind === 'person-sets-amount' ? [n.line] : []))),
  }
}

const decided: Readonly<Record<string, boolean>> = { 享受: true, 不享受: false, 是: true, 否: false }

const readDecision = (policy: Policy, line: string, written: unknown): HumanDecisions | SubjectProblem => {
  const known = policy.lines.map(l => l.id)
  if (!known.includes(line)) return problem('decide/unknown-line', { line, known })
  const asked = askedOfPeople(policy)
  if (!asked.yesNo.has(line) && !asked.sum.has(line))
    return problem('decide/nothing-to-decide', { line, open: known.filter(l => asked.yesNo.has(l) || asked.sum.has(l)) })
  if (isObject(written)) {
    const { 判定, 金额, ...others } = written
    const parts = [判定, 金额].filter(part => part !== undefined)
    if (Object.keys(others).length > 0 || parts.length === 0)
      return problem('decide/decision-not-readable', { line, written: show(written), expected: '{"判定": "享受", "金额": "750.00"}' })
    const read = parts.map(part => readDecision(policy, line, part))
    const refused = read.find((r): r is SubjectProblem => isProblem(r))
    return refused ?? Object.assign({}, ...read)
  }
  const yes = typeof written === 'boolean' ? written : typeof written === 'string' ? decided[written.trim()] : undefined
  if (yes !== undefined)
    return asked.yesNo.has(line) ? { [line]: yes } : problem('decide/decision-not-readable', { line, written: show(written), expected: '金额（元）' })
  const fen = fenOf(written)
  if (!asked.sum.has(line)) return problem('decide/decision-not-readable', { line, written: show(written), expected: '“享受”或“不享受”' })
  if (typeof fen !== 'number') return problem('decide/decision-not-readable', { line, written: show(written), expected: '金额（元），例如 "750.00"' })
  const bounds = policy.lines.find(l => l.id === line)?.toSet ?? null
  return bounds !== null && (fen < bounds.leastFen || fen > bounds.greatestFen)
    ? problem('decide/sum-outside-bounds', { line, written: inYuan(fen), least: inYuan(bounds.leastFen), greatest: inYuan(bounds.greatestFen) })
    : { [amountDecisionKey(line)]: fen }
}
const isProblem = (r: HumanDecisions | SubjectProblem): r is SubjectProblem => typeof r['code'] === 'string'

const readRelated = (
  written: Readonly<Record<string, unknown>>,
  subject: SubjectKind,
): Readonly<{ related: RelatedSubjects; problems: readonly SubjectProblem[] }> => {
  const mine = relationNames.filter(r => relationOf(r).of === subject)
  const related: Partial<Record<RelationName, readonly FactValues[]>> = {}
  const problems: SubjectProblem[] = []
  for (const [key, list] of Object.entries(written)) {
    const name = mine.find(r => r === key || relationOf(r).label === key)
    if (name === undefined) problems.push(problem('decide/unknown-relation', { key, known: mine.map(r => relationOf(r).label) }))
    else if (!Array.isArray(list)) problems.push(problem('decide/not-a-list', { key, written: show(list) }))
    else {
      related[name] = list.flatMap((one: unknown, i) => {
        const place = `${relationOf(name).label}第 ${i + 1} 个：`
        if (!isObject(one)) {
          problems.push(problem('decide/not-an-object', { place }))
          return []
        }
        const read = readFacts(place, one, relationOf(name).many)
        problems.push(...read.problems)
        return [read.facts]
      })
    }
  }
  return { related, problems }
}

/** A key that stands twice in one object: the JSON reader would keep the last in silence. */
export const keysSaidTwice = (json: string): readonly string[] => {
  const tokens = json.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? []
  const open: (Set<string> | null)[] = []
  return tokens.flatMap((token, i) => {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(null)
    else if (token === '}' || token === ']') open.pop()
    else if (tokens[i + 1] === ':' && token.startsWith('"')) {
      const key = JSON.parse(token) as string
      const keys = open.at(-1)
      if (keys?.has(key) === true) return [key]
      keys?.add(key)
    }
    return []
  })
}

/**
 * One subject as somebody wrote it down: facts by key or by Chinese label, `人的判定` by line, `相关名单` by list. All that is
 * wrong is told at once; with anything wrong nothing is decided.
 */
export const readSubject = (json: string, policy: Policy): SubjectRead => {
  let written: unknown
  try {
    written = JSON.parse(json.replace(/^\ufeff/, ''))
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    const why = json.trim() === '' ? '是空的' : at === undefined ? '写法不对' : `第 ${json.slice(0, Number(at)).split('\n').length} 行附近写法不对`
    return { ok: false, problems: [problem('decide/not-json', { why })] }
  }
  if (!isObject(written)) return { ok: false, problems: [problem('decide/not-an-object', { place: '整个文件' })] }
  const twice = keysSaidTwice(json).map(key => problem('decide/said-twice', { place: '', key }))
  const entries = Object.entries(written)
  const facts = readFacts('', Object.fromEntries(entries.filter(([k]) => !among(decisionsKeys, k) && !among(relatedKeys, k))), policy.subject)
  const part = (keys: readonly string[]) => entries.filter(([k]) => among(keys, k))
  const notObjects = [...part(decisionsKeys), ...part(relatedKeys)]
    .filter(([, v]) => !isObject(v))
    .map(([k]) => problem('decide/not-an-object', { place: `“${k}”` }))
  const objects = (keys: readonly string[]) => part(keys).flatMap(([, v]) => (isObject(v) ? [v] : []))
  const decisions = objects(decisionsKeys).flatMap(all => Object.entries(all).map(([line, value]) => readDecision(policy, line, value)))
  const related = objects(relatedKeys).map(all => readRelated(all, policy.subject))
  const problems = [...twice, ...facts.problems, ...notObjects, ...decisions.filter(isProblem), ...related.flatMap(r => r.problems)]
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: { facts: facts.facts, given: facts.given, decisions: Object.assign({}, ...decisions), related: Object.assign({}, ...related.map(r => r.related)) },
  }
}
