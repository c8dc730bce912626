import { kindsEstablishing } from '@yingjin/determination'
import { countWaiting } from '@yingjin/domain/leads'
import { type FactKey, facts } from '@yingjin/facts'
import { rosterKinds } from '@yingjin/intake'
import { done } from '@yingjin/kernel'
import { questionCase } from '../access/index.ts'
import { chosen } from './result-cases.ts'
import { ask } from './statement.ts'

type Came = Readonly<{ name: string; rowsRefused: number }>

/** A roster that does not say who is not on it: why, of those that came with the run. */
const howItCame = (name: string, came: readonly Came[]): string => {
  const own = came.filter(each => each.name === name)
  if (own.length === 0) return '没有到'
  const refused = own.reduce((sum, { rowsRefused }) => sum + rowsRefused, 0)
  return refused > 0 ? `到了，${refused} 行未收，说不出谁不在上面：改好这几行，整份再收` : '到了，过了期或没有写明截至日期，说不出谁不在上面'
}

/** A fact that no roster says, as a person reads it, with the rosters that would say it, from whom they come, and how they came where that is known. */
export const gapInWords = ({ fact, children }: Readonly<{ fact: string; children: number }>, came?: readonly Came[]) => ({
  fact: facts[fact as FactKey]?.label ?? fact,
  children,
  rosters: kindsEstablishing(fact as FactKey).map(kind => {
    const { name, sender } = rosterKinds[kind]
    return `${name}（${sender}${came === undefined ? '' : `，${howItCame(name, came)}`}）`
  }),
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
    gaps: gaps.map(gap => gapInWords(gap)),
  })
})

export const waitingCases = { waiting } as const
