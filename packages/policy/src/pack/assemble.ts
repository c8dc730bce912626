import { choiceWord, factOf, type FactKey } from '@yingjin/facts'
import { money } from '@yingjin/kernel'
import { all } from '../nodes/and.ts'
import { choose } from '../nodes/choose.ts'
import { withinMoneyLimit } from '../nodes/cumulative-money.ts'
import { type Held, notHeldWith } from '../nodes/exclude.ts'
import { countFact } from '../nodes/fact.ts'
import { sum } from '../nodes/literal.ts'
import { isHighest } from '../nodes/take-higher.ts'
import { proportion } from '../nodes/proportion.ts'
import { noUpperTier } from '../nodes/tiers.ts'
import { withinQuota } from '../nodes/within-quota.ts'
import type { Condition, Sum } from '../nodes/tree.ts'
import type { AssembledCriterion, AssembledLine, AssembledQuota } from './assembled-line.ts'
import { belongs, inStage } from './entitlement.ts'
import type { Line } from './line.ts'
import type { Stacking } from './stacking.ts'
import { everyNode } from './walk.ts'

/** Does the text leave the sum to a person, between bounds? */
export const asksForSum = ({ amount }: AssembledLine): boolean => everyNode([amount]).some(n => n.kind === 'person-sets-amount')

/** Only students are in a stage. */
const stageCriterion = (line: Line): readonly AssembledCriterion[] => (line.subject === 'student' ? [ofStage(line)] : [])
const ofStage = (line: Line): AssembledCriterion => ({
  origin: 'stage',
  name: `在本学段（${line.stages.map(s => choiceWord('stage', s)).join('、')}）`,
  failed: '不在本学段',
  when: inStage(line),
  clause: line.clause,
})

const personsCriterion = (line: Line): readonly AssembledCriterion[] => {
  const p = line.persons
  return p === 'everyone' ? [] : [{ origin: 'persons', name: p.name, failed: p.failed, when: belongs(p), clause: p.clause }]
}

const close = (line: Line, criteria: readonly AssembledCriterion[], amount: Sum): AssembledLine => ({
  line,
  criteria,
  due: all(...criteria.map(c => c.when)),
  amount,
})

/** Does the line apply here, whoever the person is? What take-higher asks of a rival. */
const applies = (a: AssembledLine): Condition => all(...a.criteria.filter(c => c.origin === 'stage' || c.origin === 'own').map(c => c.when))

const unitOf = (key: FactKey): string => {
  const t = factOf(key).type
  if (t.kind !== 'count') throw new Error(`${key} is no count`)
  return t.unit
}

type Bundle = ReadonlyMap<string, AssembledLine>
const member = (bundle: Bundle, id: string): AssembledLine => {
  const found = bundle.get(id)
  if (found === undefined) throw new Error(`stacking names a line that is not there: ${id}`)
  return found
}

const idsOf = (rivals: readonly Readonly<{ line: string }>[]): readonly string[] => rivals.map(r => r.line)
/** Lines as a parent knows them: by title, not by id. */
const titles = (bundle: Bundle, ids: readonly string[]): string => ids.map(id => `“${member(bundle, id).line.title}”`).join('、')

/** What a stage does to one line: one more criterion, or another sum. */
type Change = Readonly<{ criterion?: AssembledCriterion; amount?: Sum }>

const stacked = (c: Omit<AssembledCriterion, 'origin'>): Change => ({ criterion: { origin: 'stacking', ...c } })
const held = (bundle: Bundle, ids: readonly string[]): readonly Held[] => ids.map(line => ({ line, due: member(bundle, line).due }))
/** The sum where it is due, nothing where it is not. */
const asPaid = ({ due, amount }: AssembledLine): Sum => choose([[due, amount]], sum(money(0, amount.type.per)))

/** For each line of the group against all others: those named before it win where both are equal. */
const againstOthers = (
  of: readonly string[],
  bundle: Bundle,
  when: (rival: AssembledLine) => Condition,
): ReadonlyMap<string, readonly Readonly<{ line: string; applies: Condition; amount: Sum; winsTies: boolean }>[]> =>
  new Map(
    of.map((id, i) => [
      id,
      of.flatMap((rival, j) => {
        const other = member(bundle, rival)
        return i === j ? [] : [{ line: rival, applies: when(other), amount: other.amount, winsTies: j < i }]
      }),
    ]),
  )

const changes = (s: Stacking, bundle: Bundle): ReadonlyMap<string, Change> => {
  switch (s.kind) {
    case 'take-higher':
      return new Map(
        [...againstOthers(s.of, bundle, applies)].map(([id, rivals]) => [
          id,
          stacked({
            name: '就高：没有更高的标准同时适用',
            failed: `就高执行${titles(bundle, idsOf(rivals))}，不再执行本项`,
            when: isHighest(member(bundle, id).amount, rivals, s.clause),
            clause: s.clause,
          }),
        ]),
      )
    case 'exclude-lower':
      return new Map(
        [...againstOthers(s.of, bundle, rival => rival.due)].map(([id, rivals]) => [
          id,
          stacked({
            name: '不与金额更高的项目重复享受',
            failed: `已享受金额更高的${titles(bundle, idsOf(rivals))}，不重复享受`,
            when: isHighest(member(bundle, id).amount, rivals, s.clause),
            clause: s.clause,
          }),
        ]),
      )
    case 'exclude':
      return new Map([
        [
          s.then,
          stacked({
            name: `未按${titles(bundle, [s.first])}享受`,
            failed: `已按${titles(bundle, [s.first])}享受，不重复享受`,
            when: notHeldWith(held(bundle, [s.first]), s.clause),
            clause: s.clause,
          }),
        ],
      ])
    case 'tiers':
      return new Map(
        s.of.slice(1).map((id, i) => {
          const upper = s.of.slice(0, i + 1)
          return [
            id,
            stacked({
              name: `不符合上一档${titles(bundle, upper)}`,
              failed: `已按上一档${titles(bundle, upper)}享受，只享受一档`,
              when: noUpperTier(held(bundle, upper), s.clause),
              clause: s.clause,
            }),
          ]
        }),
      )
    case 'reduce': {
      const { when, kept, whole, mode, clause } = s
      const reduced = (amount: Sum): Sum => choose([[when, proportion(amount, { kept, whole, mode, clause })]], amount)
      return new Map(s.of.map(id => [id, { amount: reduced(member(bundle, id).amount) }]))
    }
    case 'cumulative':
      return new Map(
        s.of.map((id, i) => {
          const before = s.of.slice(0, i).map(line => asPaid(member(bundle, line)))
          return [id, { amount: withinMoneyLimit(member(bundle, id).amount, s.limit, s.paid, before, s.clause) }]
        }),
      )
    case 'quota':
      return new Map([
        [
          s.of,
          stacked({ name: '在名额之内', failed: '排在名额之外', when: withinQuota(countFact(s.rank, unitOf(s.rank)), s.places, s.clause), clause: s.clause }),
        ],
      ])
  }
}

export type Assembled = Readonly<{ bundle: readonly AssembledLine[]; quotas: readonly AssembledQuota[] }>

/**
 * Lines as written, then each stacking stage in order over the whole bundle. A stage sees only what the stages before
 * it left, so that nothing is defined through itself.
 */
export const assemble = (lines: readonly Line[], stack: readonly Stacking[]): Assembled => {
  let bundle: Bundle = new Map(
    lines.map(line => [
      line.id,
      close(line, [...stageCriterion(line), ...line.criteria.map(c => ({ ...c, origin: 'own' as const })), ...personsCriterion(line)], line.amount),
    ]),
  )
  const quotas: AssembledQuota[] = []
  for (const stage of stack) {
    if (stage.kind === 'quota') quotas.push({ quota: stage, eligible: member(bundle, stage.of).due })
    const made = changes(stage, bundle)
    bundle = new Map(
      [...bundle].map(([id, a]) => {
        const change = made.get(id)
        if (change === undefined) return [id, a]
        return [id, close(a.line, change.criterion === undefined ? a.criteria : [...a.criteria, change.criterion], change.amount ?? a.amount)]
      }),
    )
  }
  return { bundle: [...bundle.values()], quotas }
}
