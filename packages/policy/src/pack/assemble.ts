import { choiceWord } from '@yingjin/facts'
import { all } from '../nodes/and.ts'
import { notHeldWith } from '../nodes/exclude.ts'
import { isHighest } from '../nodes/take-higher.ts'
import { noUpperTier } from '../nodes/tiers.ts'
import type { Condition } from '../tree.ts'
import { belongs, inStage } from './entitlement.ts'
import type { Criterion, Line, Stacking } from './pack.ts'

/** Where a criterion of a line comes from. The stage comes first and, failing, is the only answer. */
export type CriterionOrigin = 'stage' | 'own' | 'persons' | 'stacking'
export type AssembledCriterion = Criterion & Readonly<{ origin: CriterionOrigin }>

/** A line with everything its being due depends on, in the order of its bits, and the conjunction of it all. */
export type AssembledLine = Readonly<{ line: Line; criteria: readonly AssembledCriterion[]; due: Condition }>

const stageCriterion = (line: Line): AssembledCriterion => ({
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

const close = (line: Line, criteria: readonly AssembledCriterion[]): AssembledLine => ({ line, criteria, due: all(...criteria.map(c => c.when)) })

/** Does the line apply here, whoever the person is? What take-higher asks of a rival. */
const applies = (a: AssembledLine): Condition => all(...a.criteria.filter(c => c.origin === 'stage' || c.origin === 'own').map(c => c.when))

type Bundle = ReadonlyMap<string, AssembledLine>
const member = (bundle: Bundle, id: string): AssembledLine => {
  const found = bundle.get(id)
  if (found === undefined) throw new Error(`stacking names a line that is not there: ${id}`)
  return found
}

const further = (s: Stacking, bundle: Bundle): ReadonlyMap<string, AssembledCriterion> => {
  switch (s.kind) {
    case 'take-higher':
      return new Map(
        s.of.map((id, i) => {
          const rivals = s.of.flatMap((rival, j) =>
            i === j ? [] : [{ line: rival, applies: applies(member(bundle, rival)), amount: member(bundle, rival).line.amount, winsTies: j < i }],
          )
          const when = isHighest(member(bundle, id).line.amount, rivals, s.clause)
          return [
            id,
            {
              origin: 'stacking',
              name: '就高：没有更高的标准同时适用',
              failed: `就高执行${rivals.map(r => r.line).join('、')}，不再执行本项`,
              when,
              clause: s.clause,
            },
          ]
        }),
      )
    case 'exclude': {
      const when = notHeldWith([{ line: s.first, due: member(bundle, s.first).due }], s.clause)
      return new Map([[s.then, { origin: 'stacking', name: `未按 ${s.first} 享受`, failed: `已按 ${s.first} 享受，不重复享受`, when, clause: s.clause }]])
    }
    case 'tiers':
      return new Map(
        s.of.slice(1).map((id, i) => {
          const upper = s.of.slice(0, i + 1)
          const when = noUpperTier(
            upper.map(line => ({ line, due: member(bundle, line).due })),
            s.clause,
          )
          return [
            id,
            {
              origin: 'stacking',
              name: `不符合上一档（${upper.join('、')}）`,
              failed: `已按上一档（${upper.join('、')}）享受，只享受一档`,
              when,
              clause: s.clause,
            },
          ]
        }),
      )
  }
}

/**
 * Lines as written, then each stacking stage in order over the whole bundle. A stage sees only what the stages before
 * it left, so that nothing is defined through itself.
 */
export const assemble = (lines: readonly Line[], stack: readonly Stacking[]): readonly AssembledLine[] => {
  let bundle: Bundle = new Map(
    lines.map(line => [line.id, close(line, [stageCriterion(line), ...line.criteria.map(c => ({ ...c, origin: 'own' as const })), ...personsCriterion(line)])]),
  )
  for (const stage of stack) {
    const added = further(stage, bundle)
    bundle = new Map(
      [...bundle].map(([id, a]) => {
        const more = added.get(id)
        return [id, more === undefined ? a : close(a.line, [...a.criteria, more])]
      }),
    )
  }
  return [...bundle.values()]
}
