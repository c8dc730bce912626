import { type FactValues, nothingKnown } from '@yingjin/facts'
import { evaluate, explain, figuresInForce, inSentences, type Policy, programFor } from '@yingjin/policy'

/** In microseconds: half of the cases take at most `median`, all but one in a hundred at most `p99`. */
export type Latency = Readonly<{ median: number; p99: number }>

export const factsOf = (row: Readonly<Record<string, unknown>>): FactValues => {
  const known = Object.entries(row).filter(([name]) => Object.hasOwn(nothingKnown, name))
  return { ...nothingKnown, ...(Object.fromEntries(known) as Partial<FactValues>) }
}

const latencyOf = (
  rounds: number,
  warmUp: number,
  cases: readonly Readonly<{ policy: Policy; facts: FactValues }>[],
  one: (policy: Policy, facts: FactValues) => number,
): Latency => {
  const taken: number[] = []
  let said = 0
  for (let round = 0; round < warmUp + rounds; round += 1)
    for (const { policy, facts } of cases) {
      const from = process.hrtime.bigint()
      said += one(policy, facts)
      if (round >= warmUp) taken.push(Number(process.hrtime.bigint() - from) / 1000)
    }
  if (said === 0) throw new Error('nothing was decided')
  const sorted = taken.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0
  return { median: at(0.5), p99: at(0.99) }
}

/**
 * One student at a time, all lines: every criterion and group with yes, no or unknown and what is missing; the same in
 * Chinese sentences; and the generated function, which explains nothing.
 */
export const measureOneCase = (policies: readonly Policy[], rows: readonly Readonly<Record<string, unknown>>[], rounds: number, warmUp: number) => {
  const byDivision = new Map(policies.map(p => [p.pack.division, p]))
  const cases = rows.map(row => {
    const policy = byDivision.get(String(row['division']))
    if (policy === undefined) throw new Error(`no policy for ${String(row['division'])}`)
    return { policy, facts: factsOf(row) }
  })
  const [first] = policies
  if (first === undefined) throw new Error('no policy')
  const [program, figures] = [programFor(first), new Map(policies.map(p => [p, figuresInForce(p)]))]
  const reasons = (policy: Policy, facts: FactValues): number =>
    evaluate(policy, facts).reduce((all, d) => all + d.findings.filter(f => f.value !== 'yes').length + d.groups.length + d.missingFacts.length + 1, 0)
  const words = (policy: Policy, facts: FactValues): number => evaluate(policy, facts).reduce((all, d) => all + inSentences(explain(d)).length, 0)
  const generated = (policy: Policy, facts: FactValues): number => program.decide(facts, figures.get(policy) ?? figuresInForce(policy)).length
  const of = (one: typeof reasons): Latency => latencyOf(rounds, warmUp, cases, one)
  return { reasons: of(reasons), words: of(words), generated: of(generated) }
}
