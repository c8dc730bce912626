import { facts as dictionary } from '@yingjin/facts'
import { problem } from '@yingjin/kernel'
import { add } from '../nodes/add.ts'
import { meaningOf } from '../nodes/index.ts'
import { measured } from '../nodes/literal.ts'
import type { CheckScope, Range } from '../nodes/meaning.ts'
import type { AssembledLine } from './assembled-line.ts'
import type { Convention, PackSource, Parameter } from './pack.ts'
import { forms } from './line.ts'
import type { Interval } from './document.ts'
import type { PackProblem } from '../problems.ts'
import { everyNode, parametersIn, type Root, rootsOf } from './walk.ts'
import { typeWord } from '../nodes/words.ts'
import { widestMask } from './mask.ts'
import { asConstruct, type Node, type ValueType } from '../nodes/tree.ts'

/** What may come to no sum at all. */
const sumless: ReadonlySet<string> = new Set(['waiver', 'in-kind', 'without-amount'])

const printed = (p: Parameter): Range => {
  const numbers = p.values.map(v => measured(v.value, p.type))
  return numbers.length === 0 ? { min: 0, max: 0 } : { min: Math.min(...numbers), max: Math.max(...numbers) }
}

const ranges = (source: PackSource) => {
  const known = new Map<string, Range>()
  const none: Range = { min: 0, max: 0 }
  const scope = {
    parameter: (key: string): Range => {
      const p = source.parameters[key]
      return p === undefined ? none : printed(p)
    },
    range: (n: Node): Range => {
      const before = known.get(n.id)
      if (before !== undefined) return before
      const construct = asConstruct(n)
      const range = construct.kind === 'fact' && !Object.hasOwn(dictionary, construct.key) ? none : meaningOf(n).range(n, scope)
      known.set(n.id, range)
      return range
    },
  }
  return scope.range
}

const treeProblems = (source: PackSource, roots: readonly Root[]): readonly PackProblem[] => {
  const range = ranges(source)
  const seen = new Set<string>()
  const found: PackProblem[] = []
  const visit = (n: Node, place: string, inNotice: boolean): void => {
    if (seen.has(n.id)) return
    seen.add(n.id)
    const scope: CheckScope = {
      place,
      range,
      knowsFact: key => Object.hasOwn(dictionary, key),
      inNotice,
      dated: key => source.parameters[key]?.values ?? [],
      parameterType: key => source.parameters[key]?.type ?? null,
      readingOptions: id => (source.readings[id] === undefined ? null : Object.keys(source.readings[id].options)),
    }
    found.push(...meaningOf(n).check(n, scope))
    if (n.clause !== null && !cited(source, n.clause)) found.push(problem('policy/unknown-clause', { place, clause: n.clause }))
    const { min, max } = range(n)
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max)) found.push(problem('policy/overflow', { place, least: min, greatest: max }))
    for (const operand of meaningOf(n).operands(n)) {
      const mayHold = n.kind === 'term-split' || n.kind === 'reading'
      if (!mayHold && sumless.has(operand.kind)) found.push(problem('policy/waiver-inside', { place }))
      visit(operand, place, inNotice)
    }
  }
  for (const { place, node, line } of roots) visit(node, place, line === null)
  return found
}

/** A table may leave out a stage only for lines that are not for that stage; any other key must be covered in full. */
const tableProblems = (roots: readonly Root[]): readonly PackProblem[] =>
  roots.flatMap(({ place, node, line }) =>
    everyNode([node]).flatMap(n => {
      if (n.kind !== 'table') return []
      const by = asConstruct(n.by)
      const byStage = by.kind === 'fact' && by.key === 'stage' && line !== null
      const lacking = n.absent.filter(code => !byStage || (line.stages as readonly string[]).includes(code))
      return lacking.length === 0 ? [] : [problem('policy/table-not-total', { place, lacking })]
    }),
  )

/** What a person decides is kept by line: a question of no line is one that nobody could ever answer. */
const decisionProblems = (source: PackSource, roots: readonly Root[]): readonly PackProblem[] => {
  const ids = source.lines.map(l => l.id)
  const asked = roots.flatMap(({ place, node }) =>
    everyNode([node]).flatMap(n =>
      (n.kind === 'human-decision' || n.kind === 'person-sets-amount') && !ids.includes(n.line)
        ? [problem('policy/unknown-line', { place: `${place}（由人判定“${n.question}”）`, line: n.line })]
        : [],
    ),
  )
  return asked.filter((p, i) => asked.findIndex(other => other.facts.place === p.facts.place && other.facts.line === p.facts.line) === i)
}

/** A rule may rest on a clause or, where the text is silent, on a reading of the register. */
const cited = (source: PackSource, key: string): boolean => Object.hasOwn(source.clauses, key) || Object.hasOwn(source.readings, key)

const conventions = (source: PackSource): readonly (readonly [string, Convention])[] => [
  ['舍入', source.rounding],
  ['学期中途变更', source.midPeriodChange],
]

const clauseProblems = (source: PackSource, bundle: readonly AssembledLine[], roots: readonly Root[]): readonly PackProblem[] => {
  const uses: (readonly [place: string, clause: string])[] = [
    ...bundle.flatMap(({ line, criteria }) => [
      ...(line.clause === '' ? [] : [[line.id, line.clause] as const]),
      ...criteria.map(c => [`${line.id} ${c.name}`, c.clause] as const),
      ...(line.persons === 'everyone' ? [] : [...line.persons.grounds, ...line.persons.etcetera].map(g => [`${line.id} ${g.name}`, g.clause] as const)),
    ]),
    ...Object.entries(source.parameters).map(([key, p]) => [`参数 ${key}`, p.clause] as const),
    ...source.stack.map(s => [`叠加规则 ${s.kind}`, s.clause] as const),
    ...source.notices.map(n => [`提示 ${n.id}`, n.clause] as const),
    ...source.lines.flatMap(l => (l.funding === null ? [] : [[`${l.id} 资金来源`, l.funding.clause] as const])),
    ...(source.county?.figures ?? []).map(f => [`指标 ${f.id}`, f.clause] as const),
    ...conventions(source).map(([place, c]) => [place, c.cites] as const),
  ]
  const used = new Set([...uses.map(([, clause]) => clause), ...everyNode(roots.map(r => r.node)).flatMap(n => n.clause ?? [])])
  return [
    ...bundle.filter(({ line }) => line.clause === '').map(({ line }) => problem('policy/uncited-line', { line: line.id })),
    ...uses.filter(([, clause]) => clause !== '' && !cited(source, clause)).map(([place, clause]) => problem('policy/unknown-clause', { place, clause })),
    ...Object.entries(source.clauses)
      .filter(([key, c]) => !used.has(key) && c.waived === undefined)
      .map(([clause]) => problem('policy/unused-clause', { clause })),
  ]
}

/** What is asked of those the document means, and what may be held together, is written in the words of the pack. */
const intendedRoots = (source: PackSource): readonly Root[] =>
  (source.intended ?? []).flatMap(i => [i.who, ...i.apart.map(a => a.when)].map(node => ({ place: `对象“${i.id}”`, node, line: null })))
const intendedProblems = (source: PackSource): readonly PackProblem[] => {
  const ids = source.lines.map(l => l.id)
  return [
    ...(source.intended ?? []).map(i => [`对象“${i.id}”`, i.clause] as const),
    ...(source.together ?? []).map(t => [`可以同时享受 ${t.lines.join('、')}`, t.clause] as const),
  ]
    .filter(([, clause]) => !cited(source, clause))
    .map(([place, clause]): PackProblem => problem('policy/unknown-clause', { place, clause }))
    .concat(
      (source.together ?? []).flatMap(t => t.lines.filter(l => !ids.includes(l)).map(line => problem('policy/unknown-line', { place: '可以同时享受', line }))),
    )
}

const intervalProblems = (what: string, intervals: readonly Interval[]): readonly PackProblem[] => [
  ...intervals.filter(([from, to]) => from >= to).map(([from, to]) => problem('policy/dates-reversed', { what, from, to })),
  ...intervals.slice(1).flatMap(([next], i) => {
    const until = (intervals[i] as Interval)[1]
    return until === next ? [] : [problem('policy/dates-not-contiguous', { what, until, next })]
  }),
]

/** When each parameter is asked for: the stretches of the lines that use it; of the whole document where a notice or nobody does. */
const neededFor = (source: PackSource, roots: readonly Root[], parameter: string): readonly Interval[] => {
  const uses = roots.filter(r => parametersIn([r.node]).has(parameter))
  const all = source.document.inForce
  return uses.length === 0 || uses.some(r => r.line === null) ? [all] : uses.map(r => r.line?.inForce ?? all)
}

const dateProblems = (source: PackSource, roots: readonly Root[]): readonly PackProblem[] => {
  const [from, to] = source.document.inForce
  return [
    ...intervalProblems('文件有效期', [source.document.inForce]),
    ...source.lines.flatMap(l => {
      if (l.inForce === undefined) return []
      const [begins, ends] = l.inForce
      return begins < from || ends > to || begins >= ends ? [problem('policy/line-outside-document', { line: l.id, from: begins, to: ends })] : []
    }),
    ...Object.entries(source.parameters).flatMap(([parameter, p]) => {
      if (p.values.length === 0) return []
      const asPromulgated = p.values.filter(v => v.known === undefined)
      const [first, last] = [asPromulgated[0], asPromulgated.at(-1)]
      const short = neededFor(source, roots, parameter).find(
        ([begins, ends]) => first === undefined || last === undefined || first.from > begins || last.to < ends,
      )
      return [
        ...intervalProblems(
          `参数 ${parameter}`,
          asPromulgated.map(v => [v.from, v.to] as const),
        ),
        ...p.values
          .filter(v => v.known !== undefined && v.from >= v.to)
          .map(v => problem('policy/dates-reversed', { what: `参数 ${parameter} 的更正`, from: v.from, to: v.to })),
        ...(short === undefined ? [] : [problem('policy/parameter-short', { parameter, from: short[0], to: short[1] })]),
      ]
    }),
  ]
}

/** The parts of a sum must be the whole of it: shares make one, and the sums of several payers are what the line gives. */
const fundProblems = (bundle: readonly AssembledLine[]): readonly PackProblem[] =>
  bundle.flatMap(({ line: { id: line, funding }, amount }): readonly PackProblem[] => {
    if (funding?.kind === 'payers') {
      const [first, second, ...rest] = funding.heads.map(h => h.amount)
      const together = first === undefined || second === undefined ? first : add(first, second, ...rest)
      return together?.id === amount.id ? [] : [problem('policy/payers-not-the-sum', { line })]
    }
    if (funding === null) return []
    const denominator = funding.heads.reduce((product, h) => product * h.share[1], 1)
    const numerator = funding.heads.reduce((sum, h) => sum + (h.share[0] * denominator) / h.share[1], 0)
    const heads = funding.heads.map(h => h.head.name)
    return [
      ...(numerator === denominator ? [] : [problem('policy/shares-not-one', { line, numerator, denominator })]),
      ...(heads.includes(funding.remainderTo) ? [] : [problem('policy/unknown-fund-head', { line, head: funding.remainderTo, heads })]),
    ]
  })

/** Whoever is named as part of, or answerable, must be an organisation of the pack. */
const countyProblems = (source: PackSource): readonly PackProblem[] => {
  const c = source.county
  if (c === undefined) return []
  const known = new Set([...c.organisations.map(o => o.id), ...c.posts.map(p => p.id)])
  const named: readonly (readonly [place: string, organisation: string])[] = [
    ...c.organisations.flatMap(o => (o.partOf === null ? [] : [[`机构 ${o.id}`, o.partOf] as const])),
    ...c.posts.flatMap(p => (p.organisation === null ? [] : [[`岗位 ${p.id}`, p.organisation] as const])),
    ...c.tasks.flatMap(t => t.answers.map(o => [`任务 ${t.id}`, o] as const)),
  ]
  const ids = [c.organisations, c.posts, c.settings, c.documents, c.tasks, c.figures, c.ledgers, c.rosters, c.papers, c.checks]
  return [
    ...named.filter(([, o]) => !known.has(o)).map(([place, organisation]) => problem('policy/unknown-organisation', { place, organisation })),
    ...ids.flatMap(list => twice(list.map(x => x.id)).map(name => problem('policy/same-name-twice', { place: source.id, name }))),
  ]
}

const twice = (names: readonly string[]): readonly string[] => [...new Set(names.filter((n, i) => names.indexOf(n) !== i))]

const lineProblems = (source: PackSource): readonly PackProblem[] => {
  const ids = source.lines.map(l => l.id)
  return [
    ...twice(ids).map(line => problem('policy/duplicate-line', { line })),
    ...source.lines.filter(l => l.subject === 'student' && l.stages.length === 0).map(l => problem('policy/unstaged-line', { line: l.id })),
    ...source.lines.flatMap(l => {
      const given = 'when' in l.delivery ? [l.delivery.then.form, l.delivery.otherwise.form] : [l.delivery.form]
      return given.filter(f => l.forbidden.includes(f)).map(f => problem('policy/forbidden-form', { line: l.id, form: forms[f] }))
    }),
    ...source.lines
      .filter(l => (l.amount.type as ValueType).kind !== 'money')
      .map(l => problem('policy/unit-mismatch', { place: `${l.id} 标准`, expected: '金额', found: typeWord(l.amount.type) })),
    ...source.lines.flatMap(l => twice(l.criteria.map(c => c.name)).map(name => problem('policy/same-name-twice', { place: l.id, name }))),
    ...source.notEncoded.filter(n => ids.includes(n.register)).map(n => problem('policy/not-encoded-and-a-line', { register: n.register })),
    ...Object.entries(source.readings)
      .filter(([, r]) => !Object.hasOwn(r.options, r.default))
      .map(([reading, r]) => problem('policy/reading-default', { reading, option: r.default })),
  ]
}

/** What must hold before lines can be set against each other at all. */
export const stackProblems = (source: PackSource): readonly PackProblem[] => {
  const ids = source.lines.map(l => l.id)
  return source.stack.flatMap(s =>
    (s.kind === 'exclude' ? [s.first, s.then] : s.kind === 'quota' ? [s.of] : s.of)
      .filter(id => !ids.includes(id))
      .map(line => problem('policy/unknown-line', { place: `叠加规则 ${s.kind}`, line })),
  )
}

/** What a line waits for may be any number; its own conditions and groups are one mask each. */
const bitProblems = (bundle: readonly AssembledLine[]): readonly PackProblem[] =>
  bundle.flatMap(({ line, criteria }) => {
    const grounds = line.persons === 'everyone' ? 0 : line.persons.grounds.length + line.persons.etcetera.length
    return [
      ...(criteria.length > widestMask ? [problem('policy/too-many-bits', { what: `${line.id} 的条件`, count: criteria.length })] : []),
      ...(grounds > widestMask ? [problem('policy/too-many-bits', { what: `${line.id} 的对象`, count: grounds })] : []),
    ]
  })

const figureRoots = (source: PackSource): readonly Root[] =>
  (source.county?.figures ?? []).flatMap(f => [
    { place: `指标 ${f.id} 分母`, node: f.among, line: null },
    { place: `指标 ${f.id} 分子`, node: f.meets, line: null },
    ...f.apart.map(a => ({ place: `指标 ${f.id} ${a.name}`, node: a.when, line: null })),
    ...(f.sums === null ? [] : [f.sums.numerator, f.sums.denominator].map(node => ({ place: `指标 ${f.id}`, node, line: null }))),
  ])

/** Everything that is wrong with a pack, in one go. A pack with a problem is never used. */
export const check = (source: PackSource, bundle: readonly AssembledLine[]): readonly PackProblem[] => {
  const roots = rootsOf(bundle, source.notices)
  return [
    ...lineProblems(source),
    ...dateProblems(source, roots),
    ...fundProblems(bundle),
    ...countyProblems(source),
    ...clauseProblems(source, bundle, roots),
    ...intendedProblems(source),
    ...treeProblems(source, [...roots, ...figureRoots(source), ...intendedRoots(source)]),
    ...tableProblems(roots),
    ...decisionProblems(source, roots),
    ...bitProblems(bundle),
  ]
}
