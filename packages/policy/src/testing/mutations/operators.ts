import { facts as dictionary, type FactKey, factKeys } from '@yingjin/facts'
import { addDays, daysBetween } from '@yingjin/kernel'
import { type Node, type ConstructOf, type NodeKind, asConstruct } from '../../nodes/tree.ts'
import { fact } from '../../nodes/fact.ts'
import { isNot } from '../../nodes/not.ts'
import { node } from '../../nodes/node.ts'
import { type Form, forms, type Line } from '../../pack/line.ts'
import type { PackSource, Parameter, PrintedValue } from '../../pack/pack.ts'
import type { Stacking } from '../../pack/stacking.ts'
import { exchange, nodesIn, remade } from './rewrite.ts'

/** A pack with one thing wrong. `beside`: what it stands with, where the defect lies between papers. */
export type Mutant = Readonly<{ place: string; make: () => PackSource; beside?: () => readonly PackSource[] }>

/**
 * structural: the pack no longer holds together, whatever the document says: types and diagnostics must find it.
 * amount: the document says another sum: only a case worked from the document can know.
 * meaning: the document says something else that is no sum.
 */
export type Class = 'structural' | 'amount' | 'meaning'
export type Operator = Readonly<{ class: Class; does: string; places: (source: PackSource) => readonly Mutant[] }>

const withLine = (source: PackSource, at: number, change: Partial<Line>): PackSource => ({
  ...source,
  lines: source.lines.map((l, i) => (i === at ? { ...l, ...change } : l)),
})
const withParameter = (source: PackSource, key: string, change: Partial<Parameter>): PackSource => ({
  ...source,
  parameters: { ...source.parameters, [key]: { ...(source.parameters[key] as Parameter), ...change } },
})
const withValue = (source: PackSource, key: string, at: number, change: Partial<PrintedValue>): PackSource =>
  withParameter(source, key, { values: (source.parameters[key]?.values ?? []).map((v, i) => (i === at ? { ...v, ...change } : v)) })
const withStage = (source: PackSource, at: number, stage: Stacking): PackSource => ({ ...source, stack: source.stack.map((s, i) => (i === at ? stage : s)) })

const lines = (source: PackSource, at: (line: Line, i: number) => readonly Mutant[]): readonly Mutant[] => source.lines.flatMap(at)
const parameters = (source: PackSource, at: (key: string, p: Parameter) => readonly Mutant[]): readonly Mutant[] =>
  Object.entries(source.parameters).flatMap(([key, p]) => at(key, p))
const printedValues = (source: PackSource, at: (key: string, v: PrintedValue, i: number, p: Parameter) => readonly Mutant[]): readonly Mutant[] =>
  parameters(source, (key, p) => p.values.flatMap((v, i) => at(key, v, i, p)))

/** One mutant for every change of every node of this kind, line by line: a defect is made in one line at a time. */
const nodes = <K extends NodeKind>(
  source: PackSource,
  kind: K,
  changes: (n: ConstructOf<K>) => readonly (readonly [what: string, to: Node])[],
): readonly Mutant[] =>
  lines(source, (line, i) =>
    nodesIn(line).flatMap(n =>
      n.kind !== kind
        ? []
        : changes(n as ConstructOf<K>).map(([what, to]) => ({
            place: `${line.id} ${kind} ${what}`,
            make: () => ({ ...source, lines: source.lines.map((l, j) => (j === i ? exchange(l, x => (x.id === n.id ? asConstruct(to) : x)) : l)) }),
          })),
    ),
  )

const others = <T>(all: readonly T[], one: T): readonly T[] => all.filter(x => x !== one)
const linesOf = (s: Stacking): readonly string[] => (s.kind === 'exclude' ? [s.first, s.then] : s.kind === 'quota' ? [s.of] : s.of)
const withLines = (s: Stacking, ids: readonly string[]): Stacking => {
  if (s.kind === 'exclude') return { ...s, first: ids[0] as string, then: ids[1] as string }
  return s.kind === 'quota' ? { ...s, of: ids[0] as string } : { ...s, of: ids }
}
const stages = (source: PackSource, at: (s: Stacking, i: number) => readonly (readonly [what: string, to: () => PackSource])[]): readonly Mutant[] =>
  source.stack.flatMap((s, i) => at(s, i).map(([what, make]) => ({ place: `叠加规则 ${i + 1} ${s.kind} ${linesOf(s).join('、')} ${what}`, make })))

/** 1250 → 1520: the last two neighbouring digits that differ change places. */
const swappedDigits = (fen: number): number | null => {
  const digits = String(fen).split('')
  for (let i = digits.length - 2; i >= 0; i -= 1) {
    const [a, b] = [digits[i] as string, digits[i + 1] as string]
    if (a === b || (i === 0 && b === '0')) continue
    return Number([...digits.slice(0, i), b, a, ...digits.slice(i + 2)].join(''))
  }
  return null
}
const tenth = (fen: number): number => Math.max(1, Math.round(fen * 0.1))
const amounts: Readonly<Record<string, (fen: number) => number | null>> = {
  '+1 分': fen => fen + 1,
  '-1 分': fen => (fen > 0 ? fen - 1 : null),
  '+10%': fen => fen + tenth(fen),
  '-10%': fen => (fen > 0 ? fen - tenth(fen) : null),
  数字对调: swappedDigits,
}
const changedAmounts =
  (by: keyof typeof amounts): Operator['places'] =>
  source => [
    ...printedValues(source, (key, v, i, p) => {
      if (p.type.kind !== 'money') return []
      const to = amounts[by]?.(Number(v.value)) ?? null
      return to === null || to === v.value ? [] : [{ place: `参数 ${key} ${v.from} ${by}`, make: () => withValue(source, key, i, { value: to }) }]
    }),
    ...nodes(source, 'literal', n => {
      if (n.type.kind !== 'money' || n.value === 0) return []
      const to = amounts[by]?.(Number(n.value)) ?? null
      return to === null || to === n.value ? [] : [[`${n.value} ${by}`, remade<'literal'>(n, { value: to })]]
    }),
  ]
const changedCounts: Operator['places'] = source => [
  ...printedValues(source, (key, v, i, p) =>
    p.type.kind === 'count' || p.type.kind === 'rate'
      ? [-1, 1].map(by => ({ place: `参数 ${key} ${by}`, make: () => withValue(source, key, i, { value: Number(v.value) + by }) }))
      : [],
  ),
  ...nodes(source, 'literal', n =>
    n.type.kind === 'count' || n.type.kind === 'rate'
      ? [-1, 1].map(by => [`${n.value} ${by}`, remade<'literal'>(n, { value: Number(n.value) + by })] as const)
      : [],
  ),
]

const flips = { less: 'at-most', 'at-most': 'less', more: 'at-least', 'at-least': 'more', equal: 'not-equal', 'not-equal': 'equal' } as const
const dayFlips = { before: 'on-or-before', 'on-or-before': 'before', after: 'on-or-after', 'on-or-after': 'after' } as const

const bandChange = (n: ConstructOf<'brackets'>, at: number, side: 'from' | 'to', by: number): readonly (readonly [string, Node])[] => {
  const bound = n.bands[at]?.[side]
  const literal = bound === undefined || bound === null ? null : asConstruct(bound)
  if (literal?.kind !== 'literal') return []
  const moved = remade<'literal'>(literal, { value: Number(literal.value) + by })
  return [[`第 ${at + 1} 档`, remade<'brackets'>(n, { bands: n.bands.map((b, i) => (i === at ? { ...b, [side]: moved } : b)) })]]
}

const citations = (source: PackSource, to: (clause: string) => string): readonly Mutant[] => [
  ...lines(source, (l, i) => [
    { place: `${l.id} 依据`, make: () => withLine(source, i, { clause: to(l.clause) }) },
    ...l.criteria.map((c, j) => ({
      place: `${l.id} ${c.name} 依据`,
      make: () => withLine(source, i, { criteria: l.criteria.map((x, k) => (k === j ? { ...x, clause: to(x.clause) } : x)) }),
    })),
    ...(l.persons === 'everyone'
      ? []
      : [{ place: `${l.id} 对象 依据`, make: () => withLine(source, i, { persons: { ...(l.persons as object), clause: to('') } as Line['persons'] }) }]),
  ]),
  ...parameters(source, (key, p) => [{ place: `参数 ${key} 依据`, make: () => withParameter(source, key, { clause: to(p.clause) }) }]),
  ...stages(source, (s, i) => [['依据', () => withStage(source, i, { ...s, clause: to(s.clause) })]]),
]

/** A fact of the same type about somebody else. */
const aboutAnother = (key: FactKey): FactKey | undefined => {
  const { subject, type } = dictionary[key]
  return factKeys.find(k => dictionary[k].subject !== subject && JSON.stringify(dictionary[k].type) === JSON.stringify(type))
}

const subjectKinds = [...new Set(factKeys.map(k => dictionary[k].subject))]
const periods = ['day', 'month', 'term', 'school-year', 'budget-year', 'once'] as const
const units = ['学期', '年级', '天', '年', '人', '岁', '个月'] as const

export const operators = {
  'dropped-cell': {
    class: 'structural',
    does: '对照表漏一行',
    places: s =>
      nodes(s, 'table', n =>
        Object.keys(n.cells).length < 2
          ? []
          : Object.keys(n.cells).map(
              code => [code, remade<'table'>(n, { cells: Object.fromEntries(Object.entries(n.cells).filter(([c]) => c !== code)) })] as const,
            ),
      ),
  },
  'dropped-band': {
    class: 'structural',
    does: '分档漏一档',
    places: s =>
      nodes(s, 'brackets', n =>
        n.bands.length < 2 ? [] : n.bands.map((_, i) => [`第 ${i + 1} 档`, remade<'brackets'>(n, { bands: n.bands.filter((__, j) => j !== i) })] as const),
      ),
  },
  'overlapping-bands': {
    class: 'structural',
    does: '分档重叠',
    places: s => nodes(s, 'brackets', n => n.bands.flatMap((_, i) => (i === 0 ? [] : bandChange(n, i, 'from', -1)))),
  },
  'gap-between-bands': {
    class: 'structural',
    does: '分档不衔接',
    places: s => nodes(s, 'brackets', n => n.bands.flatMap((_, i) => (i === 0 ? [] : bandChange(n, i, 'from', 1)))),
  },
  'swapped-unit': {
    class: 'structural',
    does: '单位写错（每学期、每学年、每天……）',
    places: s =>
      parameters(s, (key, p) => {
        const { type } = p
        if (type.kind === 'money')
          return others(periods, type.per).map(per => ({ place: `参数 ${key} ${per}`, make: () => withParameter(s, key, { type: { ...type, per } }) }))
        if (type.kind === 'count')
          return units
            .filter(u => u !== type.unit)
            .map(unit => ({ place: `参数 ${key} ${unit}`, make: () => withParameter(s, key, { type: { ...type, unit } }) }))
        return []
      }),
  },
  'missing-rounding': {
    class: 'structural',
    does: '做除法没有舍入依据',
    places: s => [
      ...nodes(s, 'round', n => [['', remade<'round'>(n, { clause: null })]]),
      ...nodes(s, 'proportion', n => [['', remade<'proportion'>(n, { clause: null })]]),
      { place: '舍入约定', make: () => ({ ...s, rounding: { ...s.rounding, cites: '' } }) },
      { place: '学期中途变更约定', make: () => ({ ...s, midPeriodChange: { ...s.midPeriodChange, cites: '' } }) },
    ],
  },
  'parameter-date-gap': {
    class: 'structural',
    does: '参数日期有缺口或重叠',
    places: s =>
      printedValues(s, (key, v, i, p) =>
        v.known !== undefined || daysBetween(v.from, v.to) < 3
          ? []
          : [
              { place: `参数 ${key} ${v.from} 晚一天开始`, make: () => withValue(s, key, i, { from: addDays(v.from, 1) }) },
              { place: `参数 ${key} ${v.to} 早一天结束`, make: () => withValue(s, key, i, { to: addDays(v.to, -1) }) },
              {
                place: `参数 ${key} ${v.from} 印了两次`,
                make: () => withParameter(s, key, { values: [...p.values, { ...v, value: typeof v.value === 'number' ? v.value + 1 : v.value }] }),
              },
            ],
      ),
  },
  'document-date-gap': {
    class: 'structural',
    does: '新旧文件之间空了一天，或同时有效',
    places: s => {
      const [from, to] = s.document.inForce
      const later = (begins: typeof from, replaces: readonly string[]) => (): readonly PackSource[] => [
        { ...s, id: `${s.id}-next`, document: { ...s.document, inForce: [begins, addDays(to, 365)], replaces } },
      ]
      return [
        { place: '后一份文件晚一天生效', make: () => s, beside: later(addDays(to, 1), [s.id]) },
        { place: '后一份文件早一天生效，没有写明替代', make: () => s, beside: later(addDays(to, -1), []) },
        { place: '替代的文件不存在', make: () => s, beside: later(to, [`${s.id}-lost`]) },
        { place: '文件晚一天生效，参数没有跟着改', make: () => ({ ...s, document: { ...s.document, inForce: [addDays(from, 1), to] } }) },
        { place: '文件晚一天失效，参数没有跟着改', make: () => ({ ...s, document: { ...s.document, inForce: [from, addDays(to, 1)] } }) },
      ]
    },
  },
  'dropped-stacking': {
    class: 'structural',
    does: '漏一条叠加规则',
    places: s => stages(s, (_, i) => [['', () => ({ ...s, stack: s.stack.filter((__, j) => j !== i) })]]),
  },
  'wrong-stacking': {
    class: 'structural',
    does: '叠加规则的条目、次序或种类不对',
    places: s =>
      stages(s, (stage, i) => {
        const ids = linesOf(stage)
        const standing = s.lines.map(l => l.id).filter(id => !ids.includes(id))
        return [
          ...(ids.length < 2 || stage.kind === 'cumulative' || stage.kind === 'reduce'
            ? []
            : [['颠倒', () => withStage(s, i, withLines(stage, ids.toReversed()))] as const]),
          ...ids.flatMap((id, at) =>
            standing.slice(0, 4).map(other => [`${id} 写成 ${other}`, () => withStage(s, i, withLines(stage, ids.with(at, other)))] as const),
          ),
          ...(['tiers', 'take-higher', 'exclude-lower'] as const).flatMap(kind =>
            kind === stage.kind || ids.length < 2 || stage.kind === 'cumulative' || stage.kind === 'reduce'
              ? []
              : [[`写成 ${kind}`, () => withStage(s, i, { kind, of: ids, clause: stage.clause })] as const],
          ),
        ]
      }),
  },
  'missing-citation': { class: 'structural', does: '没有写依据', places: s => citations(s, () => '') },
  'unknown-clause': { class: 'structural', does: '引用没有的条款', places: s => citations(s, clause => `${clause}错`) },
  'dropped-clause': {
    class: 'structural',
    does: '条款表漏一条',
    places: s =>
      Object.keys(s.clauses).flatMap(key =>
        s.clauses[key]?.waived === undefined
          ? [{ place: `条款 ${key}`, make: () => ({ ...s, clauses: Object.fromEntries(Object.entries(s.clauses).filter(([k]) => k !== key)) }) }]
          : [],
      ),
  },
  'dropped-line': {
    class: 'structural',
    does: '漏一个条目',
    places: s => (s.lines.length < 2 ? [] : lines(s, (l, i) => [{ place: l.id, make: () => ({ ...s, lines: s.lines.filter((_, j) => j !== i) }) }])),
  },
  'line-twice': {
    class: 'structural',
    does: '一个条目写了两次',
    places: s => lines(s, l => [{ place: l.id, make: () => ({ ...s, lines: [...s.lines, l] }) }]),
  },
  'wrong-subject': {
    class: 'structural',
    does: '规则的对象写错',
    places: s => lines(s, (l, i) => others(subjectKinds, l.subject).map(subject => ({ place: `${l.id} ${subject}`, make: () => withLine(s, i, { subject }) }))),
  },
  'fact-of-another-subject': {
    class: 'structural',
    does: '用了别的对象的事实',
    places: s =>
      nodes(s, 'fact', n => {
        const other = aboutAnother(n.key)
        return other === undefined ? [] : [[`${n.key} 写成 ${other}`, node('fact', n.type, { key: other })]]
      }),
  },
  'no-stage': {
    class: 'structural',
    does: '没有学段',
    places: s => lines(s, (l, i) => (l.subject === 'student' ? [{ place: l.id, make: () => withLine(s, i, { stages: [] }) }] : [])),
  },
  'shares-not-one': {
    class: 'structural',
    does: '分担比例加起来不是一，或出资方漏一家',
    places: s =>
      lines(s, (l, i) => {
        const { funding } = l
        if (funding === null) return []
        if (funding.kind === 'payers')
          return funding.heads.map((h, j) => ({
            place: `${l.id} ${h.head.name}`,
            make: () => withLine(s, i, { funding: { ...funding, heads: funding.heads.filter((_, k) => k !== j) } }),
          }))
        return funding.heads.map((h, j) => ({
          place: `${l.id} ${h.head.name}`,
          make: () =>
            withLine(s, i, {
              funding: { ...funding, heads: funding.heads.map((x, k) => (k === j ? { ...x, share: [x.share[0] + 1, x.share[1]] as const } : x)) },
            }),
        }))
      }),
  },
  'dropped-reading-option': {
    class: 'structural',
    does: '读法漏一种',
    places: s =>
      nodes(s, 'reading', n =>
        Object.keys(n.options).map(
          o => [`${n.of} ${o}`, remade<'reading'>(n, { options: Object.fromEntries(Object.entries(n.options).filter(([k]) => k !== o)) })] as const,
        ),
      ),
  },
  'dropped-parameter': {
    class: 'structural',
    does: '参数表漏一个',
    places: s =>
      parameters(s, key => [
        { place: `参数 ${key}`, make: () => ({ ...s, parameters: Object.fromEntries(Object.entries(s.parameters).filter(([k]) => k !== key)) }) },
      ]),
  },
  'forbidden-form': {
    class: 'structural',
    does: '按禁止的方式发放',
    places: s => lines(s, (l, i) => l.forbidden.map(form => ({ place: `${l.id} ${form}`, make: () => withLine(s, i, { delivery: { form, payee: '学生' } }) }))),
  },
  'contradictory-criterion': {
    class: 'structural',
    does: '两个条件互相矛盾',
    places: s =>
      lines(s, (l, i) =>
        l.criteria.map(c => ({
          place: `${l.id} ${c.name}`,
          make: () => withLine(s, i, { criteria: [...l.criteria, { ...c, name: `不${c.name}`, when: isNot(c.when) }] }),
        })),
      ),
  },
  'ground-twice': {
    class: 'structural',
    does: '对象写了两次，另一个漏掉',
    places: s =>
      lines(s, (l, i) => {
        const p = l.persons
        if (p === 'everyone' || p.grounds.length < 2) return []
        return p.grounds.slice(1).map((g, j) => ({
          place: `${l.id} ${g.name}`,
          make: () =>
            withLine(s, i, { persons: { ...p, grounds: p.grounds.map((x, k) => (k === j + 1 ? { ...x, when: (p.grounds[0] as typeof x).when } : x)) } }),
        }))
      }),
  },
  'amount-plus-one-fen': { class: 'amount', does: '金额多一分', places: changedAmounts('+1 分') },
  'amount-less-one-fen': { class: 'amount', does: '金额少一分', places: changedAmounts('-1 分') },
  'amount-plus-tenth': { class: 'amount', does: '金额多一成', places: changedAmounts('+10%') },
  'amount-less-tenth': { class: 'amount', does: '金额少一成', places: changedAmounts('-10%') },
  'amount-digits-swapped': { class: 'amount', does: '金额数字对调', places: changedAmounts('数字对调') },
  'off-by-one': { class: 'meaning', does: '数量差一', places: changedCounts },
  'flipped-bound': {
    class: 'meaning',
    does: '含不含边界写反',
    places: s => [
      ...nodes(s, 'compare', n => [[flips[n.op], remade<'compare'>(n, { op: flips[n.op] })]]),
      ...nodes(s, 'date-order', n => [[dayFlips[n.op], remade<'date-order'>(n, { op: dayFlips[n.op] })]]),
    ],
  },
  'dropped-ground': {
    class: 'meaning',
    does: '漏一类对象',
    places: s =>
      lines(s, (l, i) => {
        const p = l.persons
        return p === 'everyone' || p.grounds.length < 2
          ? []
          : p.grounds.map((g, j) => ({
              place: `${l.id} ${g.name}`,
              make: () => withLine(s, i, { persons: { ...p, grounds: p.grounds.filter((_, k) => k !== j) } }),
            }))
      }),
  },
  'other-ground': {
    class: 'meaning',
    does: '对象写成另一类',
    places: s =>
      lines(s, (l, i) => {
        const p = l.persons
        if (p === 'everyone') return []
        const taken = new Set([...p.grounds, ...p.etcetera].map(g => g.when.id))
        const other = factKeys
          .map(k => ({ k, d: dictionary[k] }))
          .find(({ k, d }) => d.subject === l.subject && d.type.kind === 'yes-no' && !taken.has(fact(k).id))
        return other === undefined
          ? []
          : p.grounds.map((g, j) => ({
              place: `${l.id} ${g.name} 写成 ${other.d.label}`,
              make: () => withLine(s, i, { persons: { ...p, grounds: p.grounds.map((x, k) => (k === j ? { ...x, when: fact(other.k) } : x)) } }),
            }))
      }),
  },
  'dropped-criterion': {
    class: 'meaning',
    does: '漏一个条件',
    places: s =>
      lines(s, (l, i) =>
        l.criteria.map((c, j) => ({ place: `${l.id} ${c.name}`, make: () => withLine(s, i, { criteria: l.criteria.filter((_, k) => k !== j) }) })),
      ),
  },
  'negated-criterion': {
    class: 'meaning',
    does: '条件写反',
    places: s =>
      lines(s, (l, i) =>
        l.criteria.map((c, j) => ({
          place: `${l.id} ${c.name}`,
          make: () => withLine(s, i, { criteria: l.criteria.map((x, k) => (k === j ? { ...x, when: isNot(x.when) } : x)) }),
        })),
      ),
  },
  'dropped-stage': {
    class: 'meaning',
    does: '漏一个学段',
    places: s =>
      lines(s, (l, i) =>
        l.stages.length < 2 ? [] : l.stages.map(stage => ({ place: `${l.id} ${stage}`, make: () => withLine(s, i, { stages: others(l.stages, stage) }) })),
      ),
  },
  'other-form': {
    class: 'meaning',
    does: '发放方式写错',
    places: s =>
      lines(s, (l, i) => {
        if ('when' in l.delivery)
          return [
            {
              place: `${l.id} 两种方式写反`,
              make: () =>
                withLine(s, i, {
                  delivery: {
                    ...(l.delivery as Extract<Line['delivery'], { when: unknown }>),
                    then: (l.delivery as Extract<Line['delivery'], { when: unknown }>).otherwise,
                    otherwise: (l.delivery as Extract<Line['delivery'], { when: unknown }>).then,
                  },
                }),
            },
          ]
        const { form, payee } = l.delivery
        const other = (Object.keys(forms) as Form[]).find(f => f !== form && !l.forbidden.includes(f))
        return other === undefined ? [] : [{ place: `${l.id} ${form} 写成 ${other}`, make: () => withLine(s, i, { delivery: { form: other, payee } }) }]
      }),
  },
} as const satisfies Readonly<Record<string, Operator>>

export type OperatorName = keyof typeof operators
export const operatorNames = Object.keys(operators) as readonly OperatorName[]
