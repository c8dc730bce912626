import type { SubjectKind } from '@yingjin/facts'
import { firstDayOf, nextTerm, problem, type Term, termOn } from '@yingjin/kernel'
import type { Pack } from '../pack/pack.ts'
import { wordPackProblem } from '../problems.ts'
import { everyNode } from '../pack/walk.ts'
import { type ChosenReadings, type Policy, policyFor } from '../settled/policy.ts'
import type { ProofFinding, Under } from './findings.ts'

/** A pack settled in one way. `own`: with the readings the pack itself takes. */
export type Settling = Readonly<{ policy: Policy; under: Under; own: boolean }>

/** Terms whose first day the paper covers. */
const termsOf = ({ document: { inForce } }: Pack): readonly Term[] => {
  const terms: Term[] = []
  const [from, to] = inForce
  for (let t = firstDayOf(termOn(from)) < from ? nextTerm(termOn(from)) : termOn(from); firstDayOf(t) < to; t = nextTerm(t)) terms.push(t)
  return terms
}

/** As the pack reads its open points, and with each one read otherwise. */
const choicesOf = ({ readings }: Pack): readonly ChosenReadings[] => [
  {},
  ...Object.entries(readings).flatMap(([id, r]) =>
    Object.keys(r.options)
      .filter(option => option !== r.default)
      .map(option => ({ [id]: option })),
  ),
]

/** Two terms in which the same lines stand with the same figures are one. */
const sameAs = (policy: Policy, usesDay: boolean): string => {
  const figures = Object.keys(policy.pack.parameters).map(key => {
    try {
      return policy.settings.parameter(key).value
    } catch {
      return undefined
    }
  })
  return JSON.stringify([[...policy.bundle, ...policy.standards].map(a => a.line.id), figures, policy.term.slice(-6), usesDay ? policy.term : ''])
}

/** All ways in which the pack is settled for one kind of subject; and the terms for which it cannot be. */
export const settlingsOf = (pack: Pack, subject: SubjectKind): Readonly<{ settlings: readonly Settling[]; problems: readonly ProofFinding[] }> => {
  const usesDay = everyNode([...pack.bundle, ...pack.standards].flatMap(a => [a.due, a.amount])).some(n => n.kind === 'first-day-of-term')
  const problems: ProofFinding[] = []
  const settlings: Settling[] = []
  const seen = new Set<string>()
  for (const term of termsOf(pack)) {
    const own = policyFor(pack, term, { subject })
    if (!own.ok) {
      problems.push(problem('policy/not-settled', { term, because: wordPackProblem(own.problem) }))
      continue
    }
    const same = sameAs(own.value, usesDay)
    if (seen.has(same)) continue
    seen.add(same)
    for (const readings of choicesOf(pack)) {
      const settled = policyFor(pack, term, { subject, readings })
      if (settled.ok) settlings.push({ policy: settled.value, under: { term, readings: { ...readings } }, own: Object.keys(readings).length === 0 })
    }
  }
  // The pack's own readings first: what is so under them need not be looked for under the others.
  return { settlings: [...settlings.filter(s => s.own), ...settlings.filter(s => !s.own)], problems }
}

export const subjectsOf = (pack: Pack): readonly SubjectKind[] => [
  ...new Set([...[...pack.bundle, ...pack.standards].map(a => a.line.subject), ...(pack.intended ?? []).map(i => i.subject)]),
]
