import {
  askedOf,
  historyOfChild,
  type LeadMove,
  type OpenKind,
  openKinds,
  type QuestionMatter,
  type QuestionMove,
  type ResultState,
} from '@yingjin/domain/leads'
import { done } from '@yingjin/kernel'
import type { z } from 'zod'
import { questionCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { toldActs } from './names.ts'
import { ask } from './statement.ts'

type Moment = z.output<typeof historyOfChild.outcome>['moments'][number]
type Of<What extends Moment['of']> = Extract<Moment, Readonly<{ of: What }>>
type Said = Readonly<{ run_id: bigint; term: string; act_id: bigint; line: string; title: string; state: ResultState; amount_fen: bigint | null }>
type Lines = ReadonlyMap<string, Said>

/** What a run says of the child otherwise than the one of the same term before it, and what it no longer says. */
const linesThatDiffer = (now: Lines, before: Lines): Of<'run'>['lines'] => [
  ...[...now.values()].flatMap(({ line, title, state, amount_fen }) => {
    const was = before.get(line)
    return was?.state === state && was.amount_fen === amount_fen
      ? []
      : [{ title, state, amountFen: amount_fen === null ? null : String(amount_fen), was: was?.state ?? null }]
  }),
  ...[...before.values()].flatMap(({ line, title, state }) => (now.has(line) ? [] : [{ title, state: null, amountFen: null, was: state }])),
]

const runsOf = async (tx: Tx, division: string, personId: string): Promise<readonly Omit<Of<'run'>, 'day'>[]> => {
  const runs = await ask<Readonly<{ run_id: bigint; term: string; act_id: bigint }>>(
    tx,
    `select run_id, term, act_id from leads.run where division = $1 and tables ? 'results' order by run_id`,
    division,
  )
  const said = await ask<Said>(
    tx,
    `select r.run_id, r.line, w.title, r.state, r.amount_fen from leads.result_line r
     join leads.line_in_run w on w.division = r.division and w.run_id = r.run_id and w.line = r.line and w.form = r.form
     where r.division = $1 and r.person_id = $2 order by r.run_id, r.line, r.person_no`,
    division,
    personId,
  )
  const ofRun = Map.groupBy(said, ({ run_id }) => run_id)
  const before = new Map<string, Lines>()
  return runs.flatMap(({ run_id, term, act_id }) => {
    const now: Lines = new Map((ofRun.get(run_id) ?? []).map(each => [each.line, each]))
    const lines = linesThatDiffer(now, before.get(term) ?? new Map())
    before.set(term, now)
    return lines.length === 0 ? [] : [{ of: 'run' as const, actId: String(act_id), by: null, runId: String(run_id), term, lines: [...lines] }]
  })
}

type Act<Move> = Readonly<{
  id: bigint
  key: string
  act_id: bigint
  move: Move | 'found'
  says: string | null
  account_id: bigint | null
  to_account_id: bigint | null
  files: readonly string[]
}>

const leadActs = (tx: Tx, division: string, personId: string) =>
  ask<Act<LeadMove>>(
    tx,
    `with own as materialized (select lead_id, kind, act_id from leads.lead where division = $1 and person_id = $2)
     select lead_id as id, kind as key, act_id, 'found' as move, null as says, null::bigint as account_id, null::bigint as to_account_id, '{}'::text[] as files from own
     union all
     select a.lead_id, o.kind, a.act_id, a.move, a.says, a.account_id, a.to_account_id,
       array(select e.name from leads.evidence e where e.division = a.division and e.lead_id = a.lead_id and e.act_id = a.act_id and a.move = 'attach' order by e.evidence_id)
     from own o join leads.lead_act a on a.division = $1 and a.lead_id = o.lead_id`,
    division,
    personId,
  )

const questionActs = (tx: Tx, division: string, personId: string) =>
  ask<Act<QuestionMove> & Readonly<{ matter: QuestionMatter }>>(
    tx,
    `with own as materialized (select question_id, matter, key, act_id from leads.question where division = $1 and person_id = $2)
     select question_id as id, matter, key, act_id, 'found' as move, null as says, null::bigint as account_id, null::bigint as to_account_id, '{}'::text[] as files from own
     union all
     select a.question_id, o.matter, o.key, a.act_id, a.move, coalesce(d.answer || '：' || d.reason, a.says), a.account_id, a.to_account_id,
       array(select e.name from leads.question_evidence e where e.division = a.division and e.question_id = a.question_id and e.act_id = a.act_id and a.move = 'attach' order by e.evidence_id)
     from own o join leads.question_act a on a.division = $1 and a.question_id = o.question_id
     left join leads.decision d on d.division = a.division and d.question_id = a.question_id and d.act_id = a.act_id and a.move = 'answer'`,
    division,
    personId,
  )

const byAct = (one: Readonly<{ actId: string }>, other: Readonly<{ actId: string }>): number => {
  const order = BigInt(other.actId) - BigInt(one.actId)
  return order < 0n ? -1 : order > 0n ? 1 : 0
}

const history = questionCase(historyOfChild, async ({ personId }, { tx, actor: { division } }) => {
  const runs = await runsOf(tx, division, personId)
  const leads = await leadActs(tx, division, personId)
  const questions = await questionActs(tx, division, personId)
  const told = await toldActs(tx, [...leads, ...questions])
  const days = await ask<Readonly<{ act_id: bigint; day: string }>>(
    tx,
    `select act_id, recorded_at::date::text as day from registry.days_of_acts($1::bigint[])`,
    [...new Set([...runs.map(({ actId }) => actId), ...[...leads, ...questions].map(({ act_id }) => String(act_id))])],
  )
  const recorded = new Map(days.map(({ act_id, day }) => [String(act_id), day]))
  const acted = (act: Act<string>) => {
    const { act: actId, accountName, toName, happenedOn } = told(act)
    return { actId, by: accountName, toName, says: act.says, files: [...act.files], day: happenedOn ?? recorded.get(actId) ?? '' }
  }
  const moments: readonly Moment[] = [
    ...runs.map(each => ({ ...each, day: recorded.get(each.actId) ?? '' })),
    ...leads.map(each => ({ of: 'lead' as const, ...acted(each), leadId: String(each.id), word: openKinds[each.key as OpenKind].word, move: each.move })),
    ...questions.map(each => ({ of: 'question' as const, ...acted(each), questionId: String(each.id), word: askedOf(each.matter, each.key), move: each.move })),
  ]
  // An act nobody may date is nobody's to read here.
  return done({ personId, moments: moments.filter(({ day }) => day !== '').toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : byAct(a, b))) })
})

/** What happened to one child by runs, leads and questions. */
export const historyCases = { history } as const
