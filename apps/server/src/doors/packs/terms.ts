import { firstDayOf, nextTerm, type Term, termOn } from '@yingjin/kernel'
import type { PackSource } from '@yingjin/policy'

/** The terms whose first day a paper covers. */
export const termsIn = ([from, to]: PackSource['document']['inForce']): readonly Term[] => {
  const terms: Term[] = []
  const first = termOn(from)
  for (let t = firstDayOf(first) < from ? nextTerm(first) : first; firstDayOf(t) < to; t = nextTerm(t)) terms.push(t)
  return terms
}
