import { join } from 'node:path'
import { entitlement, heardSchema, sqlTypeOf } from '@yingjin/determination'
import { factKeysOf, type FactValues, nothingKnown } from '@yingjin/facts'
import { done, type Problem, problem, refused, type Result, type Term, type WordingFor } from '@yingjin/kernel'
import {
  bitOf,
  type CompiledPolicy,
  decidedFromText,
  forms,
  type Form,
  hasBit,
  lapsedTexts,
  maskOfBits,
  maskOfWords,
  wordsFor,
  missingColumn,
  type HumanDecisions,
  packDigest,
  type Policy,
  type PolicyOptions,
  reexplain,
  type State,
  type StoredResult,
} from '@yingjin/policy'
import { carryOut, Plan, quoteText, type Relation, type Schema, table } from '@yingjin/sql'
import type { DuckDb } from '../../platform/duckdb/index.ts'
import { asHumanDecisions, keptColumns, type KeptDecision, type LatestRun, type RunRecord } from '../run/kept-run.ts'
import { digestOfText, digestsOfKept, settledThen } from '../run/run-record.ts'

/** What a decision made again is told to differ in: a state, or that the paper has (had) no such line. */
type StateThen = State | 'no-line'

/** A result that came out otherwise than it was kept. */
export type Difference = Readonly<{
  person_id: number
  line: string
  then_state: StateThen
  then_fen: number | null
  then_form: string | null
  now_state: StateThen
  now_fen: number | null
  now_form: string | null
  then_grounds: string
  then_failed: string
  then_missing: string
}>

/** How many children, by line; sums over those that differ. */
export type LineDifference = Readonly<{ line: string; title: string; children: number; thenFen: number; nowFen: number; causes: readonly string[] }>

export type Recheck = Readonly<{
  record: RunRecord
  program: string
  pack: string
  children: number
  /** Lines of children that were due or open, then or now. */
  results: number
  differing: number
  differingChildren: number
  byLine: readonly LineDifference[]
  /** What is otherwise than when the run was made; empty when program, papers, figures and readings are the same. */
  changed: readonly string[]
  /** Papers that ended before the term with none in their place: nothing here rests on them. */
  lapsed: readonly string[]
}>

export type RecheckProblem = Problem<'recheck/kept-changed', { run: string; tables: readonly string[] }>
export const recheckWording: WordingFor<RecheckProblem> = {
  'recheck/kept-changed': p => `运行 ${p.run} 保存的数据与当时的记录不符（${p.tables.join('、')}），不能据以复核。请从备份恢复数据目录，或重新运行一次。`,
}

export type RecheckOrder = Readonly<{ latest: LatestRun; term: Term; policy: CompiledPolicy; options: PolicyOptions; programVersion: string }>

const tableWords = { facts: '事实', decisions: '人工判断', entitlement: '核定结果' } as const

/** Decides again on the kept facts, and leaves in the table `recheck` what came out otherwise. */
export const recheck = async (db: DuckDb, order: RecheckOrder): Promise<Result<Recheck, RecheckProblem>> => {
  const { latest, policy, programVersion } = order
  const { directory, record } = latest
  const digests = await digestsOfKept(directory)
  const altered = Object.entries(digests).filter(([name, digest]) => record.kept[name as keyof typeof digests] !== digest)
  if (altered.length > 0)
    return refused(problem('recheck/kept-changed', { run: record.run, tables: altered.map(([name]) => tableWords[name as keyof typeof tableWords]) }))
  await decideAgain(db, directory, policy)
  await compareWithKept(db, policy.policy, record)
  const now = settledThen(policy.policy)
  const lines = await db.rows<{ line: string; children: number; then_fen: number; now_fen: number }>(
    `SELECT line, count(DISTINCT person_id) AS children, CAST(coalesce(sum(then_fen), 0) AS BIGINT) AS then_fen, CAST(coalesce(sum(now_fen), 0) AS BIGINT) AS now_fen
     FROM recheck GROUP BY line ORDER BY line`,
  )
  const one = async (sql: string): Promise<number> => (await db.rows<{ n: number }>(sql))[0]?.n ?? 0
  return done({
    record,
    program: programVersion,
    pack: policy.policy.pack.id,
    children: await one('SELECT count(*) AS n FROM kept_facts'),
    results: await one('SELECT count(*) AS n FROM (SELECT person_id, line FROM kept_entitlement UNION SELECT person_id, line FROM entitlement)'),
    differing: await one('SELECT count(*) AS n FROM recheck'),
    differingChildren: await one('SELECT count(DISTINCT person_id) AS n FROM recheck'),
    byLine: lines.map(l => ({
      line: l.line,
      title: (now.lines[l.line] ?? record.lines[l.line])?.title ?? l.line,
      children: l.children,
      thenFen: l.then_fen,
      nowFen: l.now_fen,
      causes: causesFor(l.line, record, now, programVersion),
    })),
    changed: changesBetween(record, policy.policy, now, programVersion),
    lapsed: lapsedTexts(policy.policy.pack.lapsed, order.term),
  })
}

const keptFactsSchema: Schema = { person_id: 'bigint', ...Object.fromEntries(factKeysOf('student').map(key => [key, sqlTypeOf(key)])) }

/** The kept facts and decisions as tables, and on them the entitlement of today's program and paper. */
const decideAgain = async (db: DuckDb, directory: string, policy: CompiledPolicy): Promise<void> => {
  const kept = (name: string): string => join(directory, `${name}.parquet`)
  await db.execute(`CREATE TABLE kept_facts AS SELECT ${await keptColumns(db, kept('facts'), keptFactsSchema)} FROM read_parquet(${quoteText(kept('facts'))})`)
  for (const name of ['decisions', 'entitlement']) await db.execute(`CREATE TABLE kept_${name} AS FROM read_parquet(${quoteText(kept(name))})`)
  const plan = new Plan()
  const [facts, heard] = [table('kept_facts', keptFactsSchema), table('kept_decisions', heardSchema)]
  const again = entitlement(plan, policy, facts, heard)
  await db.runPlan(carryOut(plan, [again.rows as unknown as Relation, facts, heard as unknown as Relation]), () => {})
}

type Named = Readonly<{ lines: RunRecord['lines']; missing: readonly string[] }>
type Part = 'grounds' | 'failed' | 'missing'

/** The names of a mask's bits: bits of two programs may stand in another order, names say the same. */
const namesIn = (of: Named, line: string, part: Part, mask: string): readonly string[] => {
  const then = of.lines[line]
  const names = part === 'missing' ? of.missing : part === 'grounds' ? (then?.grounds ?? []) : (then?.criteria ?? [])
  const whole = maskOfWords(...mask.split(' ').map(BigInt))
  return names.filter((_, bit) => hasBit(whole, bit)).toSorted()
}
/** A mask as it is looked up: its words as one text, the lowest first. */
const maskText = (of: Named, part: Part, table_ = ''): string =>
  (part === 'missing' ? Array.from({ length: wordsFor(of.missing.length) }, (_, word) => missingColumn(word)) : [part])
    .map(name => `CAST(${table_}${name} AS VARCHAR)`)
    .join(` || ' ' || `)

const parts = ['grounds', 'failed', 'missing'] as const satisfies readonly Part[]
const maskWords = { line: 'text', part: 'text', mask: 'text', names: 'text' } as const

const writeMaskWords = async (db: DuckDb, name: string, from: string, of: Named): Promise<void> => {
  const rows: string[][] = []
  for (const part of parts)
    for (const { line, mask } of await db.rows<{ line: string; mask: string }>(
      `SELECT DISTINCT line, ${maskText(of, part)} AS mask FROM ${from} ORDER BY line, mask`,
    ))
      rows.push([line, part, mask, namesIn(of, line, part, mask).join('；')])
  await db.createTable(name, maskWords, rows)
}

const compareWithKept = async (db: DuckDb, policy: Policy, record: RunRecord): Promise<void> => {
  const now = settledThen(policy)
  await writeMaskWords(db, 'words_then', 'kept_entitlement', record)
  await writeMaskWords(db, 'words_now', 'entitlement', now)
  const named = (from: string, words: string, of: Named): string =>
    `SELECT e.person_id, e.line, e.state, e.amount_fen, e.form, ${parts.map(part => `${part}_word.names AS ${part}`).join(', ')} FROM ${from} e ${parts
      .map(
        part =>
          `LEFT JOIN ${words} ${part}_word ON ${part}_word.line = e.line AND ${part}_word.part = '${part}' AND ${part}_word.mask = ${maskText(of, part, 'e.')}`,
      )
      .join(' ')}`
  const known = (lines: RunRecord['lines']): string => `[${Object.keys(lines).map(quoteText).join(', ')}]`
  const absent = (lines: RunRecord['lines'], line: string): string => `CASE WHEN list_contains(${known(lines)}, ${line}) THEN 'not-due' ELSE 'no-line' END`
  // A line that was left out was plainly not due, then as now.
  await db.execute(
    `CREATE TABLE recheck AS
     SELECT coalesce(b.person_id, n.person_id) AS person_id, coalesce(b.line, n.line) AS line,
       coalesce(b.state, ${absent(record.lines, 'n.line')}) AS then_state, b.amount_fen AS then_fen, b.form AS then_form,
       coalesce(n.state, ${absent(now.lines, 'b.line')}) AS now_state, n.amount_fen AS now_fen, n.form AS now_form,
       coalesce(b.grounds, '') AS then_grounds, coalesce(b.failed, '') AS then_failed, coalesce(b.missing, '') AS then_missing
     FROM (${named('kept_entitlement', 'words_then', record)}) b FULL JOIN (${named('entitlement', 'words_now', now)}) n ON n.person_id = b.person_id AND n.line = b.line
     WHERE then_state IS DISTINCT FROM now_state OR then_fen IS DISTINCT FROM now_fen OR then_form IS DISTINCT FROM now_form
       OR (b.line IS NOT NULL AND n.line IS NOT NULL AND (${parts.map(part => `b.${part} IS DISTINCT FROM n.${part}`).join(' OR ')}))`,
  )
}

const otherProgram = (then: string, now: string): readonly string[] => (then === now ? [] : [`程序由 ${then} 变为 ${now}`])

const figureChanges = (keys: readonly string[], record: RunRecord, now: ReturnType<typeof settledThen>): readonly string[] =>
  [...new Set(keys)].flatMap(key => {
    const [then, today] = [record.figures[key], now.figures[key]]
    return then === undefined || today === undefined || then.said === today.said ? [] : [`“${today.label}”由 ${then.said}变为 ${today.said}`]
  })

const readingChanges = (ids: readonly string[], record: RunRecord, now: ReturnType<typeof settledThen>): readonly string[] =>
  [...new Set(ids)].flatMap(id => {
    const [then, today] = [record.readingsTaken[id], now.readingsTaken[id]]
    return then === undefined || today === undefined || then === today ? [] : [`${id} 的读法由 ${then} 变为 ${today}`]
  })

/** Why a line may come out otherwise: its figures, its readings, its rule; only where none of them moved, the program. */
const causesFor = (line: string, record: RunRecord, now: ReturnType<typeof settledThen>, program: string): readonly string[] => {
  const [then, today] = [record.lines[line], now.lines[line]]
  if (then === undefined) return ['当时的文件没有这个项目']
  if (today === undefined) return ['现行文件没有这个项目']
  const causes = [
    ...figureChanges([...then.figures, ...today.figures], record, now),
    ...readingChanges([...then.readings, ...today.readings], record, now),
    ...(then.rule === today.rule ? [] : ['这个项目的条件、标准或与其他项目的关系改了']),
  ]
  if (causes.length > 0) return causes
  const programs = otherProgram(record.programVersion, program)
  return programs.length > 0 ? programs : ['程序、政策和事实都没有变，结果却不同；在查明原因之前不要发放或改动']
}

const changesBetween = (record: RunRecord, policy: Policy, now: ReturnType<typeof settledThen>, program: string): readonly string[] => {
  const titles = (lines: RunRecord['lines'], but: RunRecord['lines']) =>
    Object.keys(lines).flatMap(id => (but[id] === undefined ? [`${id} ${lines[id]?.title ?? ''}`] : []))
  const [added, gone] = [titles(now.lines, record.lines), titles(record.lines, now.lines)]
  const rules = Object.keys(now.lines).filter(id => record.lines[id] !== undefined && record.lines[id]?.rule !== now.lines[id]?.rule)
  const changes = [
    ...otherProgram(record.programVersion, program),
    ...(record.pack === policy.pack.id ? [] : [`政策包由 ${record.pack} 变为 ${policy.pack.id}`]),
    ...figureChanges(Object.keys(now.figures), record, now),
    ...readingChanges(Object.keys(now.readingsTaken), record, now),
    ...(rules.length === 0 ? [] : [`改了规则的项目：${rules.map(id => `${id} ${now.lines[id]?.title ?? ''}`).join('、')}`]),
    ...(added.length === 0 ? [] : [`新增的项目：${added.join('、')}`]),
    ...(gone.length === 0 ? [] : [`不再有的项目：${gone.join('、')}`]),
  ]
  const samePack = record.packDigest === packDigest(policy.pack, digestOfText)
  return changes.length > 0 || samePack ? changes : ['政策包的文字有改动，条件、标准和读法没有变']
}

const states: Readonly<Record<StateThen, string>> = {
  due: '符合条件',
  'not-due': '不符合条件',
  undetermined: '待补信息',
  'not-entered': '数额待录入',
  decide: '需人工判断',
  'no-line': '没有这个项目',
}
export const stateWord = (state: string, form: string | null): string => {
  const word = states[state as StateThen] ?? state
  return form === null ? word : `${word}（${forms[form as Form] ?? form}）`
}

/** One differing result told by name, with why it differs and how the line stands today. */
export type Told = Difference &
  Readonly<{
    file: string
    sheet: string
    row: number
    name: string
    school_name: string | null
    stage: string | null
    grade: number | null
    class_name: string | null
    title: string
    why: string
    today: string
  }>

type CardAndFacts = Difference & Readonly<Record<string, unknown>>

/** Every differing result in the order of schools and rows, each decided once more by itself to be told. */
export const differencesTold = async function* (db: DuckDb, order: RecheckOrder, byLine: readonly LineDifference[]): AsyncGenerator<Told> {
  const kept = await db.rows<KeptDecision>('SELECT * FROM kept_decisions ORDER BY person_id, line')
  const decisions = Map.groupBy(kept, d => d.person_id)
  const of = new Map(byLine.map(l => [l.line, l]))
  const facts = factKeysOf('student')
  const tell = teller(order)
  const rows = db.stream<CardAndFacts>(
    `SELECT r.*, c.file, c.sheet, c."row", c.name, c.school_name, c.stage AS card_stage, c.grade AS card_grade, c.class_name, ${facts.map(key => `f.${key} AS "fact ${key}"`).join(', ')}
     FROM recheck r JOIN read_parquet(${quoteText(join(order.latest.directory, 'cards.parquet'))}) c USING (person_id) JOIN kept_facts f USING (person_id)
     ORDER BY c.school_name NULLS LAST, c.grade NULLS LAST, c.class_name NULLS LAST, c.file, c.sheet, c."row", r.person_id, r.line`,
  )
  for await (const row of rows) {
    const values = { ...nothingKnown, ...Object.fromEntries(facts.map(key => [key, row[`fact ${key}`] ?? null])) } as FactValues
    const line = of.get(row.line)
    yield {
      ...(row as unknown as Told),
      stage: row['card_stage'] as string | null,
      grade: row['card_grade'] as number | null,
      title: line?.title ?? row.line,
      why: (line?.causes ?? []).join('；'),
      today: row.now_state === 'no-line' ? '' : tell(row, values, asHumanDecisions(decisions.get(row.person_id) ?? [])),
    }
  }
}

/** Holds a stored result against the decision of today, as the policy tells one that does not stand. */
const teller = ({ latest, policy: { policy }, term, options }: RecheckOrder): ((row: Difference, facts: FactValues, decisions: HumanDecisions) => string) => {
  const now = settledThen(policy)
  const digestOfPack = packDigest(policy.pack, digestOfText)
  const digest = (text: string): string => (text === policy.pack.canonicalText ? digestOfPack : digestOfText(text))
  const bits = (names: readonly string[], said: string): number =>
    names.reduce((mask, name, bit) => (said.split('；').includes(name) ? mask + bitOf(bit) : mask), 0)
  return (row, facts, decisions) => {
    const line = now.lines[row.line]
    const stored: StoredResult = {
      line: row.line,
      state: row.then_state === 'no-line' ? 'not-due' : row.then_state,
      amountFen: row.then_fen,
      form: row.then_form,
      grounds: bits(line?.grounds ?? [], row.then_grounds),
      failed: bits(line?.criteria ?? [], row.then_failed),
      missing: maskOfBits(now.missing.flatMap((name, bit) => (row.then_missing.split('；').includes(name) ? [bit] : []))),
      packDigest: latest.record.packDigest,
      // The kept facts are those of the run: their digest was looked at before anything was decided.
      factDigest: digest(decidedFromText(policy, { facts, decisions })),
    }
    const told = reexplain(policy.pack, term, stored, { facts, decisions }, { digest, options })
    if (!told.ok) return ''
    const { explanation } = told.value
    return [explanation.headline, ...(explanation.arithmetic === null ? [] : [`怎么算的：${explanation.arithmetic}。`])].join('\n')
  }
}
