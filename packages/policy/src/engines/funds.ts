import { add, bigint, column, divideDown, eq, type Expr, isKnown, multiply, type Relation, subtract, text, unionAll } from '@yingjin/sql'
import { compileNodes } from './compile.ts'
import type { EvaluationScope } from '../nodes/meaning.ts'
import type { FundHead, FundLevel, Funding } from '../pack/line.ts'
import type { Policy } from '../settled/policy.ts'

/** What one fund bears of a sum. */
export type FundPart = Readonly<{ name: string; level: FundLevel; fen: number }>

/** Exact: the rest is taken off before the division. */
const partOf = (fen: number, [numerator, denominator]: readonly [number, number]): number => {
  const product = fen * numerator
  return (product - (product % denominator)) / denominator
}

const part = (head: FundHead, fen: number): FundPart => ({ name: head.name, level: head.level, fen })

/**
 * The parts of a sum by fund; they add up to it exactly. Shares are rounded down and the rest falls to the head that the
 * clause names; each payer of several bears its own sum.
 */
export const fundParts = (funding: Funding, fen: number, s: EvaluationScope): readonly FundPart[] => {
  if (funding.kind === 'payers') {
    return funding.heads.map(({ head, amount }) => {
      const sum = s.value(amount)
      if (sum === null) throw new Error(`the sum of ${head.name} is unknown although the whole is known`)
      return part(head, Number(sum))
    })
  }
  const others = funding.heads.filter(h => h.head.name !== funding.remainderTo)
  const rest = others.reduce((left, h) => left - partOf(fen, h.share), fen)
  return funding.heads.map(({ head, share }) => part(head, head.name === funding.remainderTo ? rest : partOf(fen, share)))
}

/** One row per subject, line and fund: `person_id`, `line`, `fund`, `level`, `amount_fen`. */
export const fundSchema = { person_id: 'bigint', line: 'text', fund: 'text', level: 'text', amount_fen: 'bigint' } as const

const payerColumn = (line: string, i: number): string => `${line} ${i}`

/**
 * The funds of all sums at once. `decisions` are rows of `CompiledPolicy.decide`; `facts` is asked only for lines with
 * several payers. A line whose text says nothing of funds has no rows.
 */
export const compileFunds = (policy: Policy, facts: Relation, decisions: Relation): Relation<typeof fundSchema> | null => {
  const rows = policy.bundle.flatMap(({ line }): readonly Relation<typeof fundSchema>[] => {
    const { funding } = line
    if (funding === null) return []
    const due = decisions.where(c => eq(c['line'] as Expr<'text'>, text(line.id))).where(c => isKnown(c['amount_fen'] as Expr))
    const row = (from: Relation, head: FundHead, fen: Expr<'bigint'>) =>
      from.select(c => ({ person_id: c['person_id'] as Expr<'bigint'>, line: text(line.id), fund: text(head.name), level: text(head.level), amount_fen: fen }))
    const whole = column('amount_fen', 'bigint')
    if (funding.kind === 'shares') {
      const share = ([numerator, denominator]: readonly [number, number]): Expr<'bigint'> => divideDown(multiply(whole, bigint(numerator)), denominator)
      const others = funding.heads.filter(h => h.head.name !== funding.remainderTo).map(h => share(h.share))
      const rest = others.length === 0 ? whole : subtract(whole, add(...others))
      return funding.heads.map(({ head, share: of }) => row(due, head, head.name === funding.remainderTo ? rest : share(of)))
    }
    const sums = compileNodes(policy, facts, Object.fromEntries(funding.heads.map((h, i) => [payerColumn(line.id, i), h.amount])))
    return funding.heads.map(({ head }, i) => {
      const name = `= ${payerColumn(line.id, i)}`
      const paid = due.join(
        'inner',
        sums,
        (l, r) => [[l['person_id'] as Expr, r['person_id'] as Expr]],
        (l, r) => ({ person_id: l['person_id'] as Expr<'bigint'>, amount_fen: r[name] as Expr<'bigint'> }),
      )
      return row(paid as unknown as Relation, head, whole)
    })
  })
  const [first, ...rest] = rows
  return first === undefined ? null : unionAll(first, ...rest)
}
