import { facts as dictionary } from '@yingjin/facts'
import { inYuan, problem } from '@yingjin/kernel'
import { all } from '../nodes/and.ts'
import { node, yesNo } from '../nodes/node.ts'
import { isNot } from '../nodes/not.ts'
import { any } from '../nodes/or.ts'
import { factLabel, isFactKey, valueWord } from '../nodes/words.ts'
import { scopeFor } from '../engines/outcome.ts'
import { aidItemWord } from '../pack/aid-item.ts'
import { assemble } from '../pack/assemble.ts'
import type { AssembledLine } from '../pack/assembled-line.ts'
import type { Intended, Pack } from '../pack/pack.ts'
import type { Line } from '../pack/line.ts'
import type { Stacking } from '../pack/stacking.ts'
import { everyNode, factsIn, parametersIn, rootsOf } from '../pack/walk.ts'
import type { Policy } from '../settled/policy.ts'
import type { Condition, Known, Node } from '../nodes/tree.ts'
import { type Box, everything } from './box.ts'
import type { ProofFinding } from './findings.ts'
import { type Guards, guardsOf } from './guard.ts'
import { type Settling, settlingsOf, subjectsOf } from './settlings.ts'
import { type Search, search } from './witness.ts'

/** What is asked of one settling. */
type Prover = Readonly<{
  settling: Settling
  policy: Policy
  guards: Guards
  /** Is there a subject of whom all this is so? */
  someone: (condition: Condition, within?: Box) => Search
}>

const proverFor = (settling: Settling, more: readonly Node[]): Prover => {
  const { policy } = settling
  const guards = guardsOf(policy, [...linesOfPolicy(policy).flatMap(a => [a.due, a.amount]), ...more])
  const someone = (condition: Condition, within = everything): Search =>
    search(guards, guards.boxes(condition, true, within), (facts, decisions) => scopeFor(policy, facts, decisions).value(condition) === true, [condition])
  return { settling, policy, guards, someone }
}

/**
 * Is it so of anybody, in any term and under any reading? Asked of one settling after the other until one says yes. Only
 * where all of them say no is it proven that there is nobody.
 */
const everSo = (provers: readonly Prover[], condition: (p: Prover) => Condition | null): Search['found'] => {
  const answers = new Set<Search['found']>()
  for (const p of provers) {
    const asked = condition(p)
    if (asked === null) continue
    const { found } = p.someone(asked)
    if (found === 'some') return 'some'
    answers.add(found)
  }
  return answers.has('none') && answers.size === 1 ? 'none' : 'unseen'
}

/** Standards are held against what is paid, and are proven like it. */
const linesOfPolicy = (policy: Pick<Policy, 'bundle' | 'standards'>): readonly AssembledLine[] => [...policy.bundle, ...policy.standards]
const lineIn = (p: Prover, id: string): AssembledLine | undefined => linesOfPolicy(p.policy).find(a => a.line.id === id)

/** Neither shown: often because figures are not entered, which is then said. */
const notProven = (provers: readonly Prover[], place: string, clause: string, question: string, asked: readonly Condition[]): ProofFinding => {
  const open = new Set(provers.flatMap(p => [...parametersIn(asked)].filter(key => p.policy.unentered.includes(key))))
  const labels = [...open].map(key => `“${provers[0]?.policy.pack.parameters[key]?.label ?? key}”`)
  return problem('policy/not-proven', { place, clause, question: labels.length === 0 ? question : `${question}（${labels.join('、')}尚未录入）` })
}

/** Lines that nobody can have, criteria that decide nothing, groups that bring nobody in. */
const lineFindings = (provers: readonly Prover[], bundle: readonly AssembledLine[]): readonly ProofFinding[] =>
  bundle.flatMap(({ line, criteria, due }): readonly ProofFinding[] => {
    // In a stack a line may be of a time in which the county's own paper does not hold.
    if (provers.every(p => lineIn(p, line.id) === undefined)) return []
    const here = (condition: Condition) => (p: Prover) => (lineIn(p, line.id) === undefined ? null : condition)
    const reached = everSo(provers, here(due))
    const places = criteria.flatMap((c): readonly ProofFinding[] => {
      if (c.origin === 'stage' || c.origin === 'stacking') return []
      const facts = { line: line.id, criterion: c.name, clause: c.clause }
      const holds = reached === 'some' ? 'some' : everSo(provers, here(c.when))
      const stage = criteria.filter(s => s.origin === 'stage').map(s => s.when)
      const fails = everSo(provers, here(all(...stage, isNot(c.when))))
      return [
        ...(holds === 'none' ? [problem('policy/criterion-never-holds', facts)] : []),
        ...(fails === 'none' ? [problem('policy/criterion-never-fails', facts)] : []),
        ...(fails === 'unseen' ? [notProven(provers, `${line.id} ${c.name}`, c.clause, '条件会不会不成立', [c.when])] : []),
      ]
    })
    if (reached === 'none') {
      const own = criteria.filter(c => c.origin !== 'stacking').map(c => c.when)
      const by = own.length < criteria.length && everSo(provers, here(all(...own))) === 'some' ? ('stacking' as const) : ('conditions' as const)
      return [problem('policy/unreachable-line', { line: line.id, clause: line.clause, by }), ...places]
    }
    return [
      ...(reached === 'unseen' ? [notProven(provers, line.id, line.clause, '有没有对象能够享受', [due])] : []),
      ...places,
      ...groundFindings(provers, line, criteria),
    ]
  })

const groundFindings = (provers: readonly Prover[], line: Line, criteria: AssembledLine['criteria']): readonly ProofFinding[] => {
  if (line.persons === 'everyone') return []
  const grounds = [...line.persons.grounds, ...line.persons.etcetera]
  const others = criteria.filter(c => c.origin === 'stage' || c.origin === 'own').map(c => c.when)
  return grounds.flatMap((g, i): readonly ProofFinding[] => {
    const twin = grounds.slice(0, i).find(before => before.when.id === g.when.id)
    if (twin !== undefined) return [problem('policy/ground-twice', { line: line.id, first: twin.name, second: g.name, clause: g.clause })]
    const reached = everSo(provers, p => (lineIn(p, line.id) === undefined ? null : all(...others, g.when)))
    if (reached === 'none') return [problem('policy/ground-never-holds', { line: line.id, ground: g.name, clause: g.clause })]
    return reached === 'unseen' ? [notProven(provers, `${line.id} ${g.name}`, g.clause, '有没有对象能因此享受', [...others, g.when])] : []
  })
}

const linesOf = (s: Stacking): readonly string[] => (s.kind === 'exclude' ? [s.first, s.then] : s.kind === 'quota' ? [s.of] : s.of)
/** Stages that settle which of several lines is due, or how much of them together. */
const settles = (s: Stacking): boolean => s.kind !== 'reduce' && s.kind !== 'quota'

/** Every line a stage names must be able to meet another one of it; an upper tier must not give less than a lower one. */
const stackFindings = (provers: readonly Prover[], pack: Pack): readonly ProofFinding[] =>
  pack.stack.flatMap((stage, i): readonly ProofFinding[] => {
    const before = new Map(assemble(pack.lines, pack.stack.slice(0, i)).bundle.map(a => [a.line.id, a] as const))
    const members = linesOf(stage).flatMap(id => before.get(id) ?? [])
    if (stage.kind === 'quota' || members.some(m => m.line.effect !== 'pays')) return []
    const here = (ids: readonly string[], condition: Condition) => (p: Prover) => (ids.every(id => lineIn(p, id) !== undefined) ? condition : null)
    const others = (m: AssembledLine): readonly AssembledLine[] => members.filter(o => o !== m)
    const applies = (a: AssembledLine): Condition =>
      stage.kind === 'take-higher' ? all(...a.criteria.filter(c => c.origin === 'stage' || c.origin === 'own').map(c => c.when)) : a.due
    const meets = members.flatMap((m): readonly ProofFinding[] => {
      const when = stage.kind === 'reduce' ? [stage.when] : others(m).map(applies)
      if (when.length === 0) return []
      const met = everSo(provers, p => (lineIn(p, m.line.id) === undefined ? null : all(m.due, any(...when))))
      return met === 'none'
        ? [problem('policy/stacking-without-effect', { stacking: stage.kind, line: m.line.id, others: others(m).map(o => o.line.id), clause: stage.clause })]
        : []
    })
    if (stage.kind !== 'tiers') return meets
    const falling = members.slice(1).flatMap((lower, at): readonly ProofFinding[] => {
      const upper = members[at] as AssembledLine
      if (upper.amount.type.per !== lower.amount.type.per) return []
      const less = node('compare', yesNo, { op: 'less' as const, left: upper.amount, right: lower.amount })
      const seen = firstSeen(provers, here([upper.line.id, lower.line.id], all(upper.due, lower.due, less)))
      return seen === null ? [] : [problem('policy/tiers-not-descending', { upper: upper.line.id, lower: lower.line.id, clause: stage.clause, ...seen })]
    })
    return [...meets, ...falling]
  })

type SeenUnder = Readonly<{ under: Settling['under']; witness: Extract<Search, { found: 'some' }>['witness'] }>
const firstSeen = (provers: readonly Prover[], condition: (p: Prover) => Condition | null, within?: Box): SeenUnder | null => {
  for (const p of provers) {
    const asked = condition(p)
    if (asked === null) continue
    const result = p.someone(asked, within)
    if (result.found === 'some') return { under: p.settling.under, witness: result.witness }
  }
  return null
}

/** Of several papers: what each says of its own rows and dates is held against it alone. */
const isStacked = (pack: Pack): boolean => new Set(Object.values(pack.documentOf)).size > 1

/** What a clause says of several lines must be in the stack. Lines that do not pay here are nobody's rivals. */
const governedFindings = (pack: Pack): readonly ProofFinding[] => {
  const pays = new Set(pack.bundle.map(a => a.line.id))
  return Object.entries(pack.clauses).flatMap(([clause, { governs }]) => {
    if (governs === undefined) return []
    const lines = governs.lines.filter(id => pays.has(id) || !pack.lines.some(l => l.id === id))
    if (lines.length < (governs.how === 'quota' || governs.how === 'reduce' || governs.how === 'cumulative' ? 1 : 2)) return []
    const kept = pack.stack.some(s => s.clause === clause && s.kind === governs.how && linesOf(s).join() === lines.join())
    return kept ? [] : [problem('policy/clause-without-stacking', { clause, how: governs.how, lines })]
  })
}

/**
 * Every row of the register that a clause restates is a line, a figure or a notice, or says why it is none. A line may
 * carry the row's ID with a part of its own (`YJ-3.4a.2a-1`).
 */
const rowFindings = (pack: Pack): readonly ProofFinding[] => {
  if (isStacked(pack)) return []
  const told = [
    ...pack.lines.map(l => l.id),
    ...pack.notEncoded.map(n => n.register),
    ...pack.notices.map(n => n.id),
    ...(pack.county?.figures ?? []).map(f => f.id),
  ]
  return Object.entries(pack.clauses).flatMap(([clause, { register, waived }]) =>
    waived !== undefined || told.some(id => id === register || id.startsWith(`${register}-`)) ? [] : [problem('policy/row-without-line', { clause, register })],
  )
}

/** Two lines of one aid due together: by a stage, by the word of the lower document, or by a reason of the pack; or not at all. */
const overlapFindings = (provers: readonly Prover[], pack: Pack): readonly ProofFinding[] => {
  const governed = (a: string, b: string): boolean =>
    pack.stack.some(s => settles(s) && linesOf(s).includes(a) && linesOf(s).includes(b)) ||
    pack.documentOf[a] !== pack.documentOf[b] ||
    (pack.together ?? []).some(t => t.lines.includes(a) && t.lines.includes(b))
  return pack.bundle.flatMap((a, i) =>
    pack.bundle.slice(i + 1).flatMap((b): readonly ProofFinding[] => {
      const { item } = a.line
      if (item === null || item !== b.line.item || a.line.subject !== b.line.subject || governed(a.line.id, b.line.id)) return []
      const lines = [a.line.id, b.line.id] as const
      const seen = firstSeen(provers, p => (lines.every(id => lineIn(p, id) !== undefined) ? all(a.due, b.due) : null))
      return seen === null ? [] : [problem('policy/overlap', { item: aidItemWord(item), lines, clauses: [a.line.clause, b.line.clause] as const, ...seen })]
    }),
  )
}

/** Whatever people may grant, they grant: a gap is where nobody can. */
const allGranted = (p: Prover): Box =>
  new Map(
    everyNode(p.policy.bundle.map(a => a.due)).flatMap(n =>
      n.kind === 'human-decision' ? [[`decision:${n.line}`, { kind: 'set', of: [true] as readonly Known[] }] as const] : [],
    ),
  )

/** Of those the document means, who has none of the lines. Asked as the pack itself reads its open points. */
const gapFindings = (provers: readonly Prover[], pack: Pack, intended: Intended): readonly ProofFinding[] => {
  const { id, who, lines, apart, clause } = intended
  const unknown = lines.filter(l => !pack.bundle.some(a => a.line.id === l))
  if (unknown.length > 0) return unknown.map(line => problem('policy/unknown-intended-line', { intended: id, line, clause }))
  const own = provers.filter(p => p.settling.own)
  if (everSo(own, () => who) === 'none') return [problem('policy/intended-nobody', { intended: id, clause })]
  const without = (p: Prover): readonly Condition[] => lines.flatMap(l => lineIn(p, l)?.due ?? []).map(isNot)
  const seen = (condition: (p: Prover) => Condition): SeenUnder | null => {
    for (const p of own) {
      const found = firstSeen([p], condition, allGranted(p))
      if (found !== null) return found
    }
    return null
  }
  const gap = seen(p => all(who, ...without(p), ...apart.map(a => isNot(a.when))))
  return [
    ...(gap === null ? [] : [problem('policy/gap', { intended: id, lines, clause, ...gap })]),
    ...apart.flatMap((a): readonly ProofFinding[] => {
      const example = seen(p => all(who, a.when, ...without(p)))
      if (example !== null) return [problem('policy/declared-gap', { intended: id, apart: a.name, because: a.because, clause, ...example })]
      // A paper above speaks of other days than this one: its exceptions are proven with that paper.
      return pack.ownIntended.includes(intended) ? [problem('policy/apart-nobody', { intended: id, apart: a.name, clause })] : []
    }),
  ]
}

/** Bounds between which nothing lies, in any settling. */
const boundFindings = (provers: readonly Prover[], pack: Pack): readonly ProofFinding[] => {
  const told = new Set<string>()
  return provers.flatMap(({ policy, settling }) => {
    const s = scopeFor(policy, {} as never)
    return rootsOf(linesOfPolicy(policy), []).flatMap(({ place, node: root, line }) =>
      everyNode([root]).flatMap((n): readonly ProofFinding[] => {
        const bounds = n.kind === 'between' ? ([n.from, n.to, 1] as const) : n.kind === 'clamp' ? ([n.floor, n.ceiling, 0] as const) : null
        if (bounds === null || told.has(n.id)) return []
        const [least, greatest] = [s.value(bounds[0]), s.value(bounds[1])]
        if (typeof least !== 'number' || typeof greatest !== 'number' || greatest - least >= bounds[2]) return []
        told.add(n.id)
        const clause = line?.clause ?? pack.id
        return [
          problem('policy/contradictory-bounds', {
            place,
            least: valueWord(least, bounds[0].type),
            greatest: valueWord(greatest, bounds[1].type),
            clause,
            under: settling.under,
          }),
        ]
      }),
    )
  })
}

/** `1500`, `1,500`, `1500.50`, `0.15万`: the ways in which a sum is printed. */
const printings = (fen: number): readonly string[] => {
  const exact = inYuan(fen)
  const plain = exact.replaceAll(',', '')
  const short = (text: string): string => (text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text)
  const tenThousands = String(fen).padStart(7, '0')
  return [exact, short(exact), plain, short(plain), short(`${tenThousands.slice(0, -6)}.${tenThousands.slice(-6)}`)]
}
const hasFigure = (printed: string, figure: string): boolean => new RegExp(`(?<![\\d.,])${figure.replaceAll('.', '\\.')}(?![\\d]|[.,]\\d)`).test(printed)

const parameterFindings = (pack: Pack): readonly ProofFinding[] => {
  const used = parametersIn([
    ...rootsOf([...pack.bundle, ...pack.standards], pack.notices).map(r => r.node),
    ...pack.quotas.flatMap(q => [q.eligible, q.quota.places, ...q.quota.order]),
    ...(pack.county?.figures ?? []).flatMap(f => [f.among, f.meets, ...(f.sums === null ? [] : [f.sums.numerator, f.sums.denominator])]),
    ...(pack.intended ?? []).flatMap(i => [i.who, ...i.apart.map(a => a.when)]),
  ])
  return Object.entries(pack.parameters).flatMap(([parameter, p]): readonly ProofFinding[] => {
    const { clause } = p
    const twice = p.values.flatMap((v, i) =>
      p.values.slice(0, i).flatMap((w): readonly ProofFinding[] => {
        const on = v.from > w.from ? v.from : w.from
        const meet = on < (v.to < w.to ? v.to : w.to) && v.known === w.known && v.value !== w.value
        return meet
          ? [problem('policy/parameter-printed-twice', { parameter, on, values: [valueWord(w.value, p.type), valueWord(v.value, p.type)], clause })]
          : []
      }),
    )
    return [
      ...twice,
      ...(used.has(parameter) ? [] : [problem('policy/parameter-unused', { parameter, clause })]),
      ...(p.type.kind === 'money'
        ? p.values
            .filter(v => v.asRead === undefined && v.printed !== '' && !printings(Number(v.value)).some(figure => hasFigure(v.printed, figure)))
            .map(v => problem('policy/parameter-not-as-printed', { parameter, value: valueWord(v.value, p.type), printed: v.printed, clause }))
        : []),
    ]
  })
}

/** A figure printed for days on which its paper does not hold. */
const strayDates = (pack: Pack): readonly ProofFinding[] => {
  if (isStacked(pack) || pack.base !== null) return []
  const [from, to] = pack.document.inForce
  return Object.entries(pack.parameters).flatMap(([parameter, p]) =>
    p.values
      .filter(v => v.from < from || v.to > to)
      .map(v => problem('policy/parameter-outside-document', { parameter, from: v.from, to: v.to, clause: p.clause })),
  )
}

/** Whatever must rest on something and rests on nothing. */
const uncitedFindings = (pack: Pack): readonly ProofFinding[] =>
  [
    ...pack.lines.flatMap(l => [
      ...l.criteria.map(c => [`${l.id} ${c.name}`, c.clause] as const),
      ...(l.persons === 'everyone' ? [] : [l.persons, ...l.persons.grounds, ...l.persons.etcetera].map(g => [`${l.id} ${g.name}`, g.clause] as const)),
      ...(l.funding === null ? [] : [[`${l.id} 资金来源`, l.funding.clause] as const]),
    ]),
    ...Object.entries(pack.parameters).map(([key, p]) => [`参数 ${key}`, p.clause] as const),
    ...pack.stack.map(s => [`叠加规则 ${s.kind}`, s.clause] as const),
    ...pack.notices.map(n => [`提示 ${n.id}`, n.clause] as const),
    ['舍入', pack.rounding.cites] as const,
    ['学期中途变更', pack.midPeriodChange.cites] as const,
  ]
    .filter(([, clause]) => clause === '')
    .map(([place]) => problem('policy/uncited', { place }))

const subjectFindings = (pack: Pack): readonly ProofFinding[] =>
  [...pack.bundle, ...pack.standards].flatMap(({ line, criteria, amount }) =>
    [...factsIn([...criteria.map(c => c.when), amount, ...('when' in line.delivery ? [line.delivery.when] : [])])]
      .filter(key => isFactKey(key) && dictionary[key].subject !== line.subject)
      .map(key => problem('policy/fact-of-another-subject', { line: line.id, fact: factLabel(key), of: dictionary[key].subject, clause: line.clause })),
  )

const itemNotes = (pack: Pack): readonly ProofFinding[] => {
  const lines = pack.bundle.filter(a => a.line.item === null).map(a => a.line.id)
  return lines.length === 0 ? [] : [problem('policy/lines-without-item', { lines })]
}

/**
 * What can be shown of a whole pack before anybody is decided by it, over all terms of its paper and each of its readings:
 * lines nobody can have, criteria and groups that decide nothing, aid given twice, people left out, figures that
 * contradict each other. A witness has been run through the reference evaluator; what could be shown neither way is a
 * note, never a guess. Sorted as the pack is written.
 */
export const prove = (pack: Pack): readonly ProofFinding[] => {
  const wrongSubject = subjectFindings(pack)
  const settled = wrongSubject.length > 0 ? [] : subjectsOf(pack).map(subject => ({ subject, ...settlingsOf(pack, subject) }))
  return [
    ...uncitedFindings(pack),
    ...wrongSubject,
    ...parameterFindings(pack),
    ...strayDates(pack),
    ...governedFindings(pack),
    ...rowFindings(pack),
    ...settled.flatMap(({ subject, settlings, problems }) => {
      const intended = (pack.intended ?? []).filter(i => i.subject === subject)
      const more = intended.flatMap(i => [i.who, ...i.apart.map(a => a.when)])
      const provers = settlings.map(s => proverFor(s, more))
      const bundle = pack.bundle.filter(a => a.line.subject === subject)
      const of: Pack = { ...pack, bundle }
      return [
        ...problems,
        ...lineFindings(provers, linesOfPolicy({ bundle, standards: pack.standards.filter(a => a.line.subject === subject) })),
        ...stackFindings(provers, { ...of, stack: pack.stack }),
        ...overlapFindings(provers, of),
        ...intended.flatMap(i => gapFindings(provers, of, i)),
        ...boundFindings(provers, of),
      ]
    }),
    ...itemNotes(pack),
  ]
}
