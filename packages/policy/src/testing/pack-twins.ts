import type { SubjectKind } from '@yingjin/facts'
import { firstDayOf, nextTerm, type Term, termOn } from '@yingjin/kernel'
import { compilePolicy } from '../engines/compile.ts'
import type { Pack } from '../pack/pack.ts'
import { type Policy, policyFor } from '../settled/policy.ts'
import { generateBeside } from './beside.ts'
import { generateStudents } from './students.ts'
import { type Engine, expectTwins } from './twins.ts'

/** No document is looked at further than this from its beginning, and in no more terms than these. */
const [furthest, mostTerms] = [80, 6]

const subjectsOf = (pack: Pack): readonly SubjectKind[] => [...new Set(pack.bundle.map(a => a.line.subject))]

/** Terms in which a pack can be settled and pays something; of many the first, the last and some between, evenly. */
export const termsOf = (pack: Pack): readonly Term[] => {
  const [from, to] = pack.document.inForce
  const terms: Term[] = []
  let t = termOn(from)
  for (let i = 0; i < furthest && firstDayOf(t) < to; i += 1, t = nextTerm(t)) {
    const pays = subjectsOf(pack).some(subject => {
      const policy = policyFor(pack, t, { subject })
      return policy.ok && policy.value.bundle.length > 0
    })
    if (pays) terms.push(t)
  }
  return terms.filter(
    (_, i) =>
      terms.length <= mostTerms || Math.floor((i * (mostTerms - 1)) / (terms.length - 1)) > Math.floor(((i - 1) * (mostTerms - 1)) / (terms.length - 1)),
  )
}

/** Every way in which a pack is settled: each term and kind of subject as the pack reads, then each other reading in one of the terms. */
export const settledInEveryWay = (pack: Pack): readonly Policy[] => {
  const terms = termsOf(pack)
  const subjects = subjectsOf(pack)
  const others = Object.entries(pack.readings).flatMap(([id, r]) =>
    Object.keys(r.options)
      .filter(option => option !== r.default)
      .map(option => ({ [id]: option })),
  )
  const choices = [...terms.map(t => ({ t, readings: {} })), ...others.flatMap(readings => terms.slice(0, 2).map(t => ({ t, readings })))]
  return choices.flatMap(({ t, readings }) =>
    subjects.flatMap(subject => {
      const policy = policyFor(pack, t, { readings, subject })
      return policy.ok && policy.value.bundle.length > 0 ? [policy.value] : []
    }),
  )
}

/** So many travel to the other engine at once. */
const batch = 20_000

/**
 * So many generated subjects, spread over every way in which the pack is settled; of many of them something is known
 * beside the facts. Throws with the smallest subject on which the three engines differ; gives back how many were compared.
 */
export const expectTwinsOfPack = async (pack: Pack, seed: number, count: number, engine: Engine): Promise<number> => {
  const policies = settledInEveryWay(pack)
  const each = Math.ceil(count / policies.length)
  let compared = 0
  for (const [i, policy] of policies.entries()) {
    const compiled = compilePolicy(policy)
    for (let done = 0; done < each; done += batch) {
      const size = Math.min(batch, each - done)
      const drawn = seed + i * 1_000_003 + done
      // Every third way has no columns beside the facts at all, which is another text.
      const beside = i % 3 === 2 ? [] : generateBeside(policy, drawn, Math.ceil(size / 2))
      await expectTwins(compiled, generateStudents(policy, drawn, size), engine, { beside })
      compared += size
    }
  }
  return compared
}
