import { termAtHand } from '@yingjin/domain/leads'
import { done, parseTerm, termOn, termOnPaper } from '@yingjin/kernel'
import { questionCase } from '../access/index.ts'
import { ask } from './statement.ts'

const named = (written: string) => {
  const term = parseTerm(written)
  return term.ok ? { term: term.value, word: termOnPaper(term.value) } : { term: written, word: written }
}

const atHand = questionCase(termAtHand, async (_, { tx, actor: { division }, today }) => {
  const [run] = await ask<{ run: string; term: string; reference_date: string }>(
    tx,
    `select run, term, reference_date from leads.run where division = $1 order by run_id desc limit 1`,
    division,
  )
  return done({
    today,
    current: named(termOn(today)),
    shown: run === undefined ? null : { ...named(run.term), run: run.run, referenceDate: run.reference_date },
  })
})

/** Which term the numbers on screen are of. */
export const termCases = { atHand } as const
