import { leadGrowth, type OpenKind, openKinds, type Presence, presences, termAtHand } from '@yingjin/domain/leads'
import { done, parseTerm, termOn, termOnPaper } from '@yingjin/kernel'
import { questionCase } from '../access/index.ts'
import { ask } from './statement.ts'

const named = (written: string) => {
  const term = parseTerm(written)
  return term.ok ? { term: term.value, word: termOnPaper(term.value) } : { term: written, word: written }
}

const atHand = questionCase(termAtHand, async (_, { tx, today }) => {
  const [run] = await ask<{ run: string; term: string; reference_date: string }>(tx, `select run, term, reference_date from leads.run_at_hand()`)
  return done({
    today,
    current: named(termOn(today)),
    shown: run === undefined ? null : { ...named(run.term), run: run.run, referenceDate: run.reference_date },
  })
})

/** The kinds that grew most come first; of two that grew as much, the one of which there are more. */
const growth = questionCase(leadGrowth, async (_, { tx, actor: { division } }) => {
  const rows = await ask<{ kind: OpenKind; presence: Presence; n: number }>(
    tx,
    `select kind, presence, count(*)::integer as n from leads.lead where division = $1 group by kind, presence`,
    division,
  )
  const kinds = [...new Set(rows.map(({ kind }) => kind))].map(kind => {
    const own = rows.filter(row => row.kind === kind)
    const of = (presence: Presence): number => own.find(row => row.presence === presence)?.n ?? 0
    return {
      kind,
      word: openKinds[kind].word,
      total: own.reduce((sum, { n }) => sum + n, 0),
      presence: Object.fromEntries(presences.map(presence => [presence, of(presence)])) as Record<Presence, number>,
    }
  })
  const [before] = await ask<{ has: boolean }>(tx, `select count(*) > 1 as has from leads.run where division = $1`, division)
  const grew = ({ presence }: (typeof kinds)[number]): number => presence.new + presence.reopened - presence.gone
  return done({
    hasBefore: before?.has === true,
    kinds: kinds.toSorted((one, other) => grew(other) - grew(one) || other.total - one.total || (one.kind < other.kind ? -1 : 1)),
  })
})

/** Which term the numbers on screen are of, and what of it grew. */
export const termCases = { atHand, growth } as const
