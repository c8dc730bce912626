import { choiceCodes, factOf, type FactKey, type FactValues, nothingKnown } from '@yingjin/facts'
import { epochDay, fromEpochDay, type PlainDate } from '@yingjin/kernel'
import type { Comparison } from '../nodes/compare.ts'
import { meaningOf } from '../nodes/index.ts'
import { noRange, type Range } from '../nodes/meaning.ts'
import { readAs } from '../nodes/reading.ts'
import { isFactKey } from '../nodes/words.ts'
import { scopeFor } from '../engines/outcome.ts'
import { everyNode } from '../pack/walk.ts'
import type { Policy } from '../settled/policy.ts'
import { asConstruct, type Condition, type Known, type Node, type Value } from '../nodes/tree.ts'
import { type Box, type Domain, isEmpty, narrow } from './box.ts'

/** More boxes than anybody wants to wait for: then nothing is proven, and that is said. */
export class TooManyBoxes extends Error {}

/**
 * The guards of a settled policy as disjunctions of disjoint boxes.
 * A condition that is made of facts compared with figures is taken apart exactly. Anything else is a dimension of its own
 * that is simply so or not: a box with such a dimension may be empty, so that “there is none” stays true and “there is
 * one” has to be shown by a subject.
 */
export type Guards = Readonly<{
  policy: Policy
  /** Disjoint boxes that together are all in which the condition is (not) so. */
  boxes: (condition: Condition, want: boolean, within: Box) => Generator<Box>
  /** All that a fact can be. */
  whole: (fact: FactKey) => Domain
  /** The condition behind an opaque dimension. */
  opaque: (dimension: string) => Node | undefined
}>

const yesOrNo: Domain = { kind: 'set', of: [true, false] }
const only = (value: Known): Domain => ({ kind: 'set', of: [value] })
const settledLeaves: readonly string[] = ['literal', 'parameter', 'season', 'first-day-of-term', 'waiver', 'in-kind', 'without-amount']

/** Codes that stand for all codes: each one listed (within no longer one), and one that is none of them. */
const representatives = (listed: readonly string[], of: 'division' | 'school'): readonly string[] => {
  const endings = ['', '99', '98', '9901', '9801', '990101', '999999', '989898']
  const standing = (code: string): string | undefined => {
    const longer = listed.filter(l => l.length > code.length && l.startsWith(code))
    if (of === 'school' || longer.length === 0) return code
    return endings.slice(1).flatMap(e => (longer.some(l => l.startsWith(code + e) || (code + e).startsWith(l)) ? [] : [code + e]))[0]
  }
  const elsewhere = of === 'school' ? ['9999999999', '9899999999', '9799999999'] : ['990199', '980199', '970199', '110101']
  const none = elsewhere.find(code => !listed.some(l => code.startsWith(l)))
  return [...new Set([...listed.flatMap(code => standing(code) ?? []), ...(none === undefined ? [] : [none])])]
}

const number = (value: Value): number | null => (typeof value === 'number' ? value : typeof value === 'string' ? epochDay(value as PlainDate) : null)

const numeric: readonly string[] = ['money', 'count', 'date', 'rate', 'unrounded']

const mirrored: Readonly<Record<Comparison, Comparison>> = {
  less: 'more',
  more: 'less',
  'at-most': 'at-least',
  'at-least': 'at-most',
  equal: 'equal',
  'not-equal': 'not-equal',
}
const negated: Readonly<Record<Comparison, Comparison>> = {
  less: 'at-least',
  'at-least': 'less',
  more: 'at-most',
  'at-most': 'more',
  equal: 'not-equal',
  'not-equal': 'equal',
}
const ofDays = { before: 'less', 'on-or-before': 'at-most', after: 'more', 'on-or-after': 'at-least' } as const satisfies Record<string, Comparison>

/** Is it so for all (true), for none (false) or for some (null) of two ranges? */
const overRanges = (a: Range, op: Comparison, b: Range): boolean | null => {
  switch (op) {
    case 'less':
      return a.max < b.min ? true : a.min >= b.max ? false : null
    case 'at-most':
      return a.max <= b.min ? true : a.min > b.max ? false : null
    case 'more':
    case 'at-least':
      return overRanges(b, op === 'more' ? 'less' : 'at-most', a)
    case 'equal':
      return a.min === a.max && b.min === b.max && a.min === b.min ? true : a.max < b.min || b.max < a.min ? false : null
    case 'not-equal': {
      const equal = overRanges(a, 'equal', b)
      return equal === null ? null : !equal
    }
  }
}

/** The least whole number of the span at which a rising function reaches `k`; one past its end where it never does. */
const firstAtLeast = (k: number, { min, max }: Range, at: (x: number) => number): number => {
  let [low, high] = [min, max + 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (at(middle) >= k) high = middle
    else low = middle + 1
  }
  return low
}

/** Where in the span a rising function stands so to `k`. */
const spansWhere = (op: Comparison, k: number, span: Range, at: (x: number) => number): readonly Range[] => {
  const reaches = firstAtLeast(k, span, at)
  const passes = (): number => firstAtLeast(k + 1, span, at)
  switch (op) {
    case 'less':
      return [{ min: span.min, max: reaches - 1 }]
    case 'at-least':
      return [{ min: reaches, max: span.max }]
    case 'at-most':
      return [{ min: span.min, max: passes() - 1 }]
    case 'more':
      return [{ min: passes(), max: span.max }]
    case 'equal':
      return [{ min: reaches, max: passes() - 1 }]
    case 'not-equal':
      return [
        { min: span.min, max: reaches - 1 },
        { min: passes(), max: span.max },
      ]
  }
}

/** A number inside a box: a figure, a rising (falling) function of one fact, or something else. */
type Leaf =
  | Readonly<{ kind: 'figure'; value: number }>
  | Readonly<{ kind: 'moving'; fact: FactKey; rises: boolean; at: (x: number) => number }>
  | Readonly<{ kind: 'opaque' }>

export const guardsOf = (policy: Policy, roots: readonly Node[], most = 200_000): Guards => {
  const nothingIsKnown = scopeFor(policy, nothingKnown)
  const below = (n: Node): readonly Node[] => {
    const c = asConstruct(n)
    return c.kind === 'reading' ? [readAs(c, policy.settings)] : meaningOf(n).operands(n)
  }

  let made = 0
  const count = (): void => {
    made += 1
    if (made > most) throw new TooManyBoxes()
  }

  /** Settled with the term: no fact, nobody's decision, no list below it. */
  const settled = new Map<string, boolean>()
  const isSettled = (n: Node): boolean => {
    const before = settled.get(n.id)
    if (before !== undefined) return before
    const operands = below(n)
    const is = operands.length === 0 ? settledLeaves.includes(n.kind) : operands.every(isSettled)
    settled.set(n.id, is)
    return is
  }

  const listed = new Map<FactKey, Set<string>>()
  for (const n of everyNode(roots)) {
    if (n.kind !== 'within-division' && n.kind !== 'named-school') continue
    const of = asConstruct(n.of)
    if (of.kind !== 'fact') continue
    const codes = listed.get(of.key) ?? new Set()
    for (const code of n.kind === 'within-division' ? n.divisions : n.schools) codes.add(code.code)
    listed.set(of.key, codes)
  }

  const wholes = new Map<string, Domain>()
  const whole = (key: FactKey): Domain => {
    const before = wholes.get(key)
    if (before !== undefined) return before
    const t = factOf(key).type
    const domain = ((): Domain => {
      switch (t.kind) {
        case 'yes-no':
          return yesOrNo
        case 'choice':
          return { kind: 'set', of: choiceCodes(t.of) }
        case 'count':
          return { kind: 'span', min: t.min, max: t.max }
        case 'money':
          return { kind: 'span', min: t.minFen, max: t.maxFen }
        case 'date':
          return { kind: 'span', min: epochDay(t.min), max: epochDay(t.max) }
        case 'code':
          return { kind: 'set', of: representatives([...(listed.get(key) ?? [])].sort(), t.of) }
      }
    })()
    wholes.set(key, domain)
    return domain
  }
  const domainIn = (box: Box, key: FactKey): Domain => box.get(key) ?? whole(key)

  const opaques = new Map<string, Node>()
  const opaqueDimension = (n: Node): string => {
    const dimension = `opaque:${n.id}`
    opaques.set(dimension, n)
    return dimension
  }

  /** For a condition over one code: the codes for which it is so. */
  const codesWhere = (n: Node, key: FactKey, want: boolean): readonly Known[] => {
    const all = whole(key)
    return all.kind === 'set' ? all.of.filter(code => scopeFor(policy, { ...nothingKnown, [key]: code } as FactValues).value(n) === want) : []
  }

  const rangeIn = (n: Node, box: Box): Range | null => {
    const c = asConstruct(n)
    if (isSettled(n)) {
      const value = number(nothingIsKnown.value(n))
      return value === null ? null : { min: value, max: value }
    }
    switch (c.kind) {
      case 'fact': {
        const d = domainIn(box, c.key)
        return d.kind === 'span' ? d : null
      }
      case 'reading':
        return rangeIn(readAs(c, policy.settings), box)
      case 'priority':
        return rangeIn(c.first, box)
      case 'choose': {
        const when = known(c.when, box)
        if (when !== null) return rangeIn(when ? c.then : c.otherwise, box)
        break
      }
      case 'table': {
        const cell = cellIn(c, box)
        if (cell !== undefined) return rangeIn(cell, box)
        break
      }
    }
    // A function of one fact that only rises or only falls ends where the fact ends; the range of a construct by itself may be wider.
    const leaf = leafIn(n, box)
    if (leaf.kind === 'moving') {
      const span = domainIn(box, leaf.fact)
      if (span.kind === 'span') return leaf.rises ? { min: leaf.at(span.min), max: leaf.at(span.max) } : { min: leaf.at(span.max), max: leaf.at(span.min) }
    }
    const parts = new Map(below(n).map(o => [o.id, numeric.includes(o.type.kind) ? rangeIn(o, box) : noRange] as const))
    if ([...parts.values()].includes(null)) return null
    return meaningOf(n).range(n, { parameter: () => noRange, range: o => parts.get(o.id) ?? noRange })
  }

  /** Is the condition so everywhere in the box (true), nowhere (false), or is that not seen at once (null)? */
  const known = (n: Node, box: Box): boolean | null => {
    if (isSettled(n)) {
      const value = nothingIsKnown.value(n)
      return typeof value === 'boolean' ? value : sayOpaque(n, box)
    }
    const c = asConstruct(n)
    switch (c.kind) {
      case 'fact':
        return said(domainIn(box, c.key))
      case 'human-decision':
        return said(box.get(`decision:${c.line}`) ?? yesOrNo)
      case 'not':
        return opposite(known(c.of, box))
      case 'and':
        return allOf(c.of, box)
      case 'or':
        return opposite(noneOf(c.of, box))
      case 'exclude':
      case 'tiers':
        return noneOf(
          c.first.map(h => h.due),
          box,
        )
      case 'take-higher':
        return noneOf(
          c.rivals.map(r => r.beats),
          box,
        )
      case 'reading':
        return known(readAs(c, policy.settings), box)
      case 'priority':
        return known(c.first, box)
      case 'choose': {
        const when = known(c.when, box)
        if (when !== null) return known(when ? c.then : c.otherwise, box)
        const [a, b] = [known(c.then, box), known(c.otherwise, box)]
        return a === b ? a : null
      }
      case 'in': {
        const of = asConstruct(c.of)
        const d = of.kind === 'fact' ? domainIn(box, of.key) : null
        if (d?.kind !== 'set') return sayOpaque(n, box)
        return d.of.every(v => c.codes.includes(String(v))) ? true : d.of.some(v => c.codes.includes(String(v))) ? null : false
      }
      case 'within-division':
      case 'named-school': {
        const of = asConstruct(c.of)
        const d = of.kind === 'fact' ? domainIn(box, of.key) : null
        if (of.kind !== 'fact' || d?.kind !== 'set') return sayOpaque(n, box)
        const holds = codesWhere(n, of.key, true)
        return d.of.every(v => holds.includes(v)) ? true : d.of.some(v => holds.includes(v)) ? null : false
      }
      case 'compare':
      case 'date-order':
      case 'cumulative-limit':
      case 'within-quota': {
        const [left, op, right] = sidesOf(c)
        const [a, b] = [rangeIn(left, box), rangeIn(right, box)]
        return (a === null || b === null ? null : overRanges(a, op, b)) ?? sayOpaque(n, box)
      }
      case 'between': {
        const [of, from, to] = [c.of, c.from, c.to].map(x => rangeIn(x, box))
        if (!of || !from || !to) return sayOpaque(n, box)
        const [low, high] = [overRanges(of, 'at-least', from), overRanges(of, 'less', to)]
        return (low === false || high === false ? false : low === true && high === true ? true : null) ?? sayOpaque(n, box)
      }
      case 'table': {
        const cell = cellIn(c, box)
        return cell === undefined ? sayOpaque(n, box) : known(cell, box)
      }
      case 'brackets': {
        const band = bandIn(c, box)
        return band === undefined ? sayOpaque(n, box) : known(band.gives, box)
      }
      default:
        return sayOpaque(n, box)
    }
  }
  const said = (d: Domain): boolean | null => (d.kind === 'set' && d.of.length === 1 ? d.of[0] === true : null)
  const opposite = (v: boolean | null): boolean | null => (v === null ? null : !v)
  const sayOpaque = (n: Node, box: Box): boolean | null => {
    const d = box.get(`opaque:${n.id}`)
    return d === undefined ? null : said(d)
  }
  const allOf = (parts: readonly Node[], box: Box): boolean | null => {
    let all: boolean | null = true
    for (const part of parts) {
      const is = known(part, box)
      if (is === false) return false
      if (is === null) all = null
    }
    return all
  }
  const noneOf = (parts: readonly Node[], box: Box): boolean | null => {
    let none: boolean | null = true
    for (const part of parts) {
      const is = known(part, box)
      if (is === true) return false
      if (is === null) none = null
    }
    return none
  }

  const sidesOf = (
    c: Extract<ReturnType<typeof asConstruct>, { kind: 'compare' | 'date-order' | 'cumulative-limit' | 'within-quota' }>,
  ): readonly [Node, Comparison, Node] => {
    switch (c.kind) {
      case 'compare':
        return [c.left, c.op, c.right]
      case 'date-order':
        return [c.left, ofDays[c.op], c.right]
      case 'cumulative-limit':
        return [c.paid, 'less', c.limit]
      case 'within-quota':
        return [c.rank, 'at-most', c.places]
    }
  }

  function* boxes(n: Node, want: boolean, box: Box): Generator<Box> {
    count()
    const already = known(n, box)
    if (already !== null) {
      if (already === want) yield box
      return
    }
    const c = asConstruct(n)
    switch (c.kind) {
      case 'fact':
        yield* narrowed(box, c.key, whole(c.key), only(want))
        return
      case 'human-decision':
        yield* narrowed(box, `decision:${c.line}`, yesOrNo, only(want))
        return
      case 'not':
        yield* boxes(c.of, !want, box)
        return
      case 'and':
        yield* want ? conjunction(c.of, true, box) : disjunction(c.of, false, box)
        return
      case 'or':
        yield* want ? disjunction(c.of, true, box) : conjunction(c.of, false, box)
        return
      case 'exclude':
      case 'tiers': {
        const due = c.first.map(h => h.due)
        yield* want ? conjunction(due, false, box) : disjunction(due, true, box)
        return
      }
      case 'take-higher': {
        const beats = c.rivals.map(r => r.beats)
        yield* want ? conjunction(beats, false, box) : disjunction(beats, true, box)
        return
      }
      case 'reading':
        yield* boxes(readAs(c, policy.settings), want, box)
        return
      case 'priority':
        yield* boxes(c.first, want, box)
        return
      case 'choose':
        for (const b of boxes(c.when, true, box)) yield* boxes(c.then, want, b)
        for (const b of boxes(c.when, false, box)) yield* boxes(c.otherwise, want, b)
        return
      case 'in': {
        const of = asConstruct(c.of)
        if (of.kind !== 'fact') break
        const all = whole(of.key)
        if (all.kind !== 'set') break
        yield* narrowed(box, of.key, all, { kind: 'set', of: all.of.filter(v => c.codes.includes(String(v)) === want) })
        return
      }
      case 'within-division':
      case 'named-school': {
        const of = asConstruct(c.of)
        if (of.kind !== 'fact') break
        yield* narrowed(box, of.key, whole(of.key), { kind: 'set', of: codesWhere(n, of.key, want) })
        return
      }
      case 'table': {
        const by = asConstruct(c.by)
        if (by.kind !== 'fact') break
        for (const [code, cell] of Object.entries(c.cells)) {
          for (const b of narrowed(box, by.key, whole(by.key), only(code))) yield* boxes(cell, want, b)
        }
        return
      }
      case 'brackets':
        for (const [b] of leaves(c.by, box)) {
          const bands = bandsIn(c, b)
          if (bands.length === 0) yield* opaquely(n, want, b)
          for (const band of bands) for (const inside of band.boxes) yield* boxes(band.band.gives, want, inside)
        }
        return
      case 'compare':
      case 'date-order':
      case 'cumulative-limit':
      case 'within-quota': {
        const [left, op, right] = sidesOf(c)
        yield* compared(left, want ? op : negated[op], right, box, n, want)
        return
      }
      case 'between':
        if (want) {
          for (const b of compared(c.of, 'at-least', c.from, box, n, want)) yield* compared(c.of, 'less', c.to, b, n, want)
        } else {
          yield* compared(c.of, 'less', c.from, box, n, want)
          for (const b of compared(c.of, 'at-least', c.from, box, n, want)) yield* compared(c.of, 'at-least', c.to, b, n, want)
        }
        return
    }
    yield* opaquely(n, want, box)
  }

  function* narrowed(box: Box, dimension: string, all: Domain, to: Domain): Generator<Box> {
    const left = narrow(box, dimension, all, to)
    if (left !== null) yield left
  }
  function* opaquely(n: Node, want: boolean, box: Box): Generator<Box> {
    yield* narrowed(box, opaqueDimension(n), yesOrNo, only(want))
  }

  /** How many ways apart a condition falls: those that fall least go first, so that little is tried in vain. */
  const width = (n: Node): number => {
    const c = asConstruct(n)
    switch (c.kind) {
      case 'fact':
      case 'human-decision':
      case 'in':
        return 0
      case 'not':
        return width(c.of)
      case 'compare':
      case 'date-order':
      case 'between':
      case 'cumulative-limit':
      case 'within-quota':
        return 1
      case 'reading':
        return width(readAs(c, policy.settings))
      default:
        return 2 + below(n).length
    }
  }
  const narrowFirst = (parts: readonly Node[]): readonly Node[] => parts.toSorted((a, b) => width(a) - width(b))

  /** All of them are (not) so. */
  function* conjunction(parts: readonly Node[], want: boolean, box: Box): Generator<Box> {
    count()
    const open: Node[] = []
    for (const part of parts) {
      const is = known(part, box)
      if (is === null) open.push(part)
      else if (is !== want) return
    }
    const [first, ...rest] = narrowFirst(open)
    if (first === undefined) {
      yield box
      return
    }
    for (const b of boxes(first, want, box)) yield* rest.length === 0 ? [b] : conjunction(rest, want, b)
  }

  /** At least one of them is (not) so; each box belongs to the first that is. */
  function* disjunction(parts: readonly Node[], want: boolean, box: Box): Generator<Box> {
    const [first, ...rest] = narrowFirst(parts.filter(part => known(part, box) !== !want))
    if (first === undefined) return
    yield* boxes(first, want, box)
    if (rest.length === 0) return
    for (const b of boxes(first, !want, box)) yield* disjunction(rest, want, b)
  }

  function* inBand(by: Node, from: Node, to: Node | null, box: Box, of: Node): Generator<Box> {
    for (const b of compared(by, 'at-least', from, box, of, true)) {
      if (to === null) yield b
      else yield* compared(by, 'less', to, b, of, true)
    }
  }

  /** The place in an expression where the box still leaves open which branch is taken, as the boxes that settle it. */
  const openBranch = (n: Node, box: Box): (() => Iterable<Box>) | null => {
    if (isSettled(n)) return null
    const c = asConstruct(n)
    switch (c.kind) {
      case 'choose': {
        const when = known(c.when, box)
        if (when !== null) return openBranch(when ? c.then : c.otherwise, box)
        return () => [...boxes(c.when, true, box), ...boxes(c.when, false, box)]
      }
      case 'table': {
        const by = asConstruct(c.by)
        if (by.kind !== 'fact') return null
        const d = domainIn(box, by.key)
        if (d.kind !== 'set') return null
        if (d.of.length > 1) return () => d.of.flatMap(code => [...narrowed(box, by.key, d, only(code))])
        const cell = cellIn(c, box)
        return cell === undefined ? null : openBranch(cell, box)
      }
      case 'brackets': {
        const within = openBranch(c.by, box)
        if (within !== null) return within
        const apart = bandsIn(c, box)
        if (apart.length > 1) return () => apart.flatMap(a => a.boxes)
        return apart[0] === undefined ? null : openBranch(apart[0].band.gives, box)
      }
      case 'reading':
        return openBranch(readAs(c, policy.settings), box)
      case 'priority':
        return openBranch(c.first, box)
    }
    for (const operand of below(n)) {
      const open = openBranch(operand, box)
      if (open !== null) return open
    }
    return null
  }
  type Brackets = Extract<ReturnType<typeof asConstruct>, { kind: 'brackets' }>
  /** The bands that the quantity can still lie in, with the boxes in which it does; none where that cannot be told. */
  const bandsIn = (c: Brackets, box: Box): readonly Readonly<{ band: Brackets['bands'][number]; boxes: readonly Box[] }>[] => {
    const bounds = c.bands.flatMap(b => (b.to === null ? [b.from] : [b.from, b.to]))
    if (openBranch(c.by, box) !== null || leafIn(c.by, box).kind === 'opaque' || bounds.some(b => rangeIn(b, box) === null)) return []
    return c.bands.map(band => ({ band, boxes: [...inBand(c.by, band.from, band.to, box, c)] })).filter(b => b.boxes.length > 0)
  }
  const bandIn = (c: Brackets, box: Box): Brackets['bands'][number] | undefined => {
    const bands = bandsIn(c, box)
    return bands.length === 1 ? bands[0]?.band : undefined
  }
  const cellIn = (c: Extract<ReturnType<typeof asConstruct>, { kind: 'table' }>, box: Box): Node | undefined => {
    const by = asConstruct(c.by)
    const d = by.kind === 'fact' ? domainIn(box, by.key) : null
    return d?.kind === 'set' && d.of.length === 1 ? c.cells[String(d.of[0])] : undefined
  }

  /** On which one fact a number rests in this box, and does it rise or fall with it? null: on several, or neither. */
  type Moves = Readonly<{ fact: FactKey | null; by: 1 | 0 | -1 }>
  const still: Moves = { fact: null, by: 0 }
  const turned = (m: Moves | null): Moves | null => (m === null ? null : { fact: m.fact, by: (m.by === 0 ? 0 : -m.by) as Moves['by'] })
  const joined = (parts: readonly (Moves | null)[]): Moves | null =>
    parts.reduce<Moves | null>((a, b) => {
      if (a === null || b === null) return null
      if (a.by === 0) return b
      if (b.by === 0) return a
      return a.fact === b.fact && a.by === b.by ? a : null
    }, still)
  const moves = (n: Node, box: Box): Moves | null => {
    if (isSettled(n)) return nothingIsKnown.value(n) === null ? null : still
    const c = asConstruct(n)
    const of = (...nodes: readonly Node[]): Moves | null => joined(nodes.map(x => moves(x, box)))
    switch (c.kind) {
      case 'fact':
        return { fact: c.key, by: 1 }
      case 'reading':
        return of(readAs(c, policy.settings))
      case 'priority':
        return of(c.first)
      case 'choose': {
        const when = known(c.when, box)
        return when === null ? null : of(when ? c.then : c.otherwise)
      }
      case 'table': {
        const cell = cellIn(c, box)
        return cell === undefined ? null : of(cell)
      }
      case 'brackets': {
        const band = bandIn(c, box)
        return band === undefined ? null : of(band.gives)
      }
      case 'add':
      case 'min':
      case 'max':
      case 'cap':
      case 'clamp':
      case 'term-split':
        return of(...below(n))
      case 'round':
        return of(c.of)
      case 'subtract':
        return joined([of(c.from), turned(of(c.take))])
      case 'days-between':
        return joined([of(c.to), turned(of(c.from))])
      case 'age-at':
        return joined([of(c.on), turned(of(c.born))])
      case 'loan-ceiling':
        return joined([of(c.fees, c.ceiling), turned(of(c.below))])
      case 'multiply':
      case 'per-day':
      case 'per-month':
      case 'times-rate': {
        const parts = below(n)
        const [a] = parts.filter(p => !isSettled(p))
        const factors = parts.filter(isSettled).map(p => number(nothingIsKnown.value(p)))
        if (a === undefined || factors.length !== parts.length - 1 || factors.some(f => f === null || f < 0)) return null
        return of(a)
      }
      default:
        return null
    }
  }

  /** The box's least corner, as facts. */
  const corner = (box: Box): FactValues => {
    const facts: Record<string, Value> = { ...nothingKnown }
    for (const [dimension, d] of box) {
      if (isFactKey(dimension)) facts[dimension] = d.kind === 'set' ? (d.of[0] ?? null) : factOf(dimension).type.kind === 'date' ? fromEpochDay(d.min) : d.min
    }
    return facts as FactValues
  }

  /** Deeper than any expression branches: then what is left is not taken apart. */
  const deepest = 64
  function* leaves(n: Node, box: Box, depth = 0): Generator<readonly [Box, Leaf]> {
    count()
    const open = openBranch(n, box)
    if (open !== null) {
      if (depth === deepest) yield [box, { kind: 'opaque' }]
      else for (const b of open()) yield* leaves(n, b, depth + 1)
      return
    }
    yield [box, leafIn(n, box)]
  }
  const leafIn = (n: Node, box: Box): Leaf => {
    const moving = moves(n, box)
    if (moving === null) return { kind: 'opaque' }
    const { fact } = moving
    const facts = corner(box)
    if (fact === null || moving.by === 0) {
      const value = number(scopeFor(policy, facts).value(n))
      return value === null ? { kind: 'opaque' } : { kind: 'figure', value }
    }
    const asValue = (x: number): Value => (factOf(fact).type.kind === 'date' ? fromEpochDay(x) : x)
    const at = (x: number): number | null => number(scopeFor(policy, { ...facts, [fact]: asValue(x) } as FactValues).value(n))
    const span = domainIn(box, fact)
    if (span.kind !== 'span' || isEmpty(span) || at(span.min) === null || at(span.max) === null) return { kind: 'opaque' }
    return { kind: 'moving', fact, rises: moving.by === 1, at: x => at(x) as number }
  }

  function* compared(left: Node, op: Comparison, right: Node, box: Box, atom: Node, want: boolean): Generator<Box> {
    for (const [inLeft, l] of leaves(left, box)) {
      for (const [inBoth, r] of leaves(right, inLeft)) {
        if (l.kind === 'figure' && r.kind === 'figure') {
          if (overRanges({ min: l.value, max: l.value }, op, { min: r.value, max: r.value }) === true) yield inBoth
        } else if (l.kind === 'moving' && r.kind === 'figure') yield* where(l, op, r.value, inBoth)
        else if (l.kind === 'figure' && r.kind === 'moving') yield* where(r, mirrored[op], l.value, inBoth)
        else yield* opaquely(atom, want, inBoth)
      }
    }
  }
  function* where(m: Extract<Leaf, { kind: 'moving' }>, op: Comparison, k: number, box: Box): Generator<Box> {
    const span = domainIn(box, m.fact)
    if (span.kind !== 'span') return
    const spans = m.rises ? spansWhere(op, k, span, m.at) : spansWhere(mirrored[op], -k, span, x => -m.at(x))
    for (const s of spans) yield* narrowed(box, m.fact, span, { kind: 'span', ...s })
  }

  return {
    policy,
    boxes: (condition, want, within) => {
      made = 0
      return boxes(condition, want, within)
    },
    whole,
    opaque: dimension => opaques.get(dimension),
  }
}
