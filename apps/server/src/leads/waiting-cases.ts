import { kindsEstablishing } from '@yingjin/determination'
import { countWaiting } from '@yingjin/domain/leads'
import { type FactKey, facts } from '@yingjin/facts'
import { rosterKinds } from '@yingjin/intake'
import { done } from '@yingjin/kernel'
import { questionCase } from '../access/index.ts'
import { chosen } from './result-cases.ts'
import { ask } from './statement.ts'

/** A fact that no roster says, as a person reads it, with the rosters that would say it and from whom they come. */
export const gapInWords = ({ fact, children }: Readonly<{ fact: string; children: number }>) => ({
  fact: facts[fact as FactKey]?.label ?? fact,
  children,
  rosters: kindsEstablishing(fact as FactKey).map(kind => `${rosterKinds[kind].name}（${rosterKinds[kind].sender}）`),
})

const waiting = questionCase(countWaiting, async ({ runId }, { tx, actor: { division } }) => {
  const run = await chosen(tx, division, runId)
  if (run === null) return done({ runId: null, children: 0, results: 0, questions: null, gaps: [] })
  const [open] = await ask<{ children: number; results: number }>(
    tx,
    `select count(distinct person_no)::int as children, count(*)::int as results from leads.result_line where division = $1 and run_id = $2 and state = 'undetermined'`,
    division,
    run.run_id,
  )
  const newest = (await chosen(tx, division, undefined))?.run_id === run.run_id
  const [asked] = await ask<{ may: boolean; n: number }>(
    tx,
    `select access.may('questions', 'rows') as may, (select count(*)::int from leads.question where division = $1 and matter = 'missing-fact' and state = 'open' and presence <> 'gone') as n`,
    division,
  )
  const gaps = await ask<{ fact: string; children: number }>(
    tx,
    `select fact, children from leads.gap_in_run where division = $1 and run_id = $2 order by children desc, fact`,
    division,
    run.run_id,
  )
  return done({
    runId: String(run.run_id),
    children: open?.children ?? 0,
    results: open?.results ?? 0,
    questions: newest && asked?.may === true ? asked.n : null,
    gaps: gaps.map(gapInWords),
  })
})

export const waitingCases = { waiting } as const
