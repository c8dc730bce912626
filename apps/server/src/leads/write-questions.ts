import {
  aboutQuestion,
  answersFor,
  changedGround,
  type QuestionGround,
  type QuestionMatter,
  questionMatters,
  type QuestionPresence,
  questionPresenceOf,
  questionPresences,
  questionStates,
} from '@yingjin/domain/leads'
import { epochDay, fromEpochDay, type PlainDate } from '@yingjin/kernel'
import { copyRows, type Tx } from '../platform/postgres/index.ts'
import type { FieldVault } from '../platform/vault/index.ts'
import type { KeptRun } from './kept-run.ts'
import { accountsAnswering } from './name-owners.ts'
import { ask } from './statement.ts'

/** One thing a run asks of a person of its own numbering. */
export type AskedQuestion = Readonly<{
  no: number
  other: number | null
  matter: QuestionMatter
  key: string
  says: QuestionGround
  detail: string
  restsOn: readonly string[]
  bounds: Readonly<{ leastFen: number; greatestFen: number }> | null
}>

/**
 * What a kept run left to a person: results that the text leaves open (等, 可, a sum within bounds), facts that are missing,
 * and rows that may be somebody known. A row that is of nobody else is known again by its roster and by a keyed digest of
 * what it says, so that next month's file asks the same question.
 */
export const questionsOf = async function* (kept: KeptRun, fields: FieldVault): AsyncGenerator<AskedQuestion> {
  const reasons = new Map(kept.reasons.map(reason => [reason.no, reason.says]))
  const lines = new Map(kept.lines.map(line => [line.line, line]))
  for await (const { no, line, state, reason } of kept.results()) {
    if (state !== 'decide') continue
    const { title = line, clause = '' } = lines.get(line) ?? {}
    const bounds = kept.bounds[line] ?? null
    const says = {
      为什么需要判断: reasons.get(reason) ?? '',
      依据条款: clause,
      ...(bounds === null ? {} : { 可填范围: `${bounds.leastFen}—${bounds.greatestFen}分` }),
    }
    yield { no, other: null, matter: bounds === null ? 'discretion' : 'amount', key: line, says, detail: title, restsOn: [], bounds }
  }
  for await (const { whose, ...asked } of kept.asks()) {
    const key = asked.matter === 'same-person' && asked.other === null ? `${asked.key}/${fields.index('certificate-number', whose).toString('hex')}` : asked.key
    yield { ...asked, key, bounds: null }
  }
}

/** What the domain makes of a question in every state, asked or not, on the same ground or another, as a table to join with. */
const meaning = questionStates
  .flatMap(state => [true, false].flatMap(asked => [true, false].map(same => `('${state}', ${asked}, ${same}, '${questionPresenceOf(state, asked, same)}')`)))
  .join(', ')
const dueIn = (today: PlainDate): string =>
  `case matter ${Object.entries(questionMatters)
    .map(([matter, { dueDays }]) => `when '${matter}' then date '${fromEpochDay(epochDay(today) + dueDays)}'`)
    .join(' ')} end`

export type QuestionCounts = Readonly<Record<QuestionPresence, number>>
export const noQuestions = (): Record<QuestionPresence, number> => Object.fromEntries(questionPresences.map(presence => [presence, 0])) as never

const rowsAtOnce = 10_000

/**
 * Brings the questions of a county in line with a run that is being published, after `settlePersons`: each is asked once per
 * person, matter and thing; what was decided stands as long as its ground does, and is asked again, naming what changed,
 * where that is another. A person whom the registry cannot name is asked nothing until it can.
 */
export const writeQuestions = async (
  tx: Tx,
  { division, act, today }: Readonly<{ division: string; act: bigint; today: PlainDate }>,
  runId: bigint,
  asked: AsyncIterable<AskedQuestion>,
): Promise<QuestionCounts> => {
  await ask(
    tx,
    `create temporary table said_question (no bigint, other_no bigint, matter text, key text, says text, about text, detail text, rests_on text, least_fen bigint, greatest_fen bigint) on commit drop`,
  )
  let waiting: (readonly unknown[])[] = []
  const copy = async (): Promise<void> => {
    await copyRows(tx, 'said_question', ['no', 'other_no', 'matter', 'key', 'says', 'about', 'detail', 'rests_on', 'least_fen', 'greatest_fen'], waiting)
    waiting = []
  }
  for await (const { no, other, matter, key, says, detail, restsOn, bounds } of asked) {
    const about = aboutQuestion({ matter, key, says })
    waiting.push([
      no,
      other,
      matter,
      key,
      JSON.stringify(says),
      JSON.stringify(about),
      detail,
      JSON.stringify(restsOn),
      bounds?.leastFen ?? null,
      bounds?.greatestFen ?? null,
    ])
    if (waiting.length === rowsAtOnce) await copy()
  }
  await copy()
  // Of a pair the lower number is asked of, whichever of the two the run began with; one with itself is no question.
  await ask(
    tx,
    `create temporary table question_now on commit drop as
     select distinct on (person_id, matter, key) * from (
       select case when q.matter = 'same-person' and o.person_id is not null then least(p.person_id, o.person_id) else p.person_id end as person_id,
         greatest(p.person_id, o.person_id) as other_person_id, q.matter,
         case when o.person_id is null then q.key else greatest(p.person_id, o.person_id)::text end as key,
         q.says::jsonb as says, q.about::jsonb as about, q.detail, array(select jsonb_array_elements_text(q.rests_on::jsonb)) as rests_on, q.least_fen, q.greatest_fen, q.no
       from said_question q join said_person p on p.no = q.no left join said_person o on o.no = q.other_no
       where p.person_id is not null and (q.other_no is null or o.person_id is not null) and p.person_id is distinct from o.person_id) n
     order by person_id, matter, key, no, says::text`,
  )
  await ask(tx, `update question_now set other_person_id = null where matter <> 'same-person' or other_person_id = person_id`)
  await ask(tx, 'analyze question_now')
  await ask(tx, `select count(*) from (select from leads.question where division = $1 order by question_id for update) q`, division)
  await ask(
    tx,
    `create temporary table question_seen on commit drop as
     select q.question_id, q.person_id, q.state, q.matter, m.presence, n.person_id is not null as asked, n.says, n.about, n.detail, n.rests_on, n.least_fen, n.greatest_fen, g.says as was,
       n.person_id is not null and (n.says, n.detail, n.rests_on) is distinct from (g.says, g.detail, g.rests_on) as said_anew
     from leads.question q join leads.question_ground g on g.division = q.division and g.question_id = q.question_id and g.ended_act is null
     left join question_now n on n.person_id = q.person_id and n.matter = q.matter and n.key = q.key
     join (values ${meaning}) m (state, asked, same, presence)
       on m.state = q.state and m.asked = (n.person_id is not null) and m.same = coalesce(n.says = g.says, true)
     where q.division = $1 and (n.person_id is not null or q.presence <> 'gone')`,
    division,
  )
  await ask(tx, 'analyze question_seen')
  const counts = noQuestions()
  for (const { presence, n } of await ask<{ presence: QuestionPresence; n: number }>(tx, `select presence, count(*)::int as n from question_seen group by 1`))
    counts[presence] = n
  counts.new = await writeNew(tx, division, runId, act, today)
  await writeKnown(tx, division, runId, act, today)
  await nameQuestionOwners(tx, division, runId, act, today)
  return counts
}

/** Questions that this run asks and that are nobody's go to whoever answers for the child; one asked again keeps whom it had. */
const nameQuestionOwners = async (tx: Tx, division: string, runId: bigint, act: bigint, today: PlainDate): Promise<void> => {
  const open = await ask<Asked>(
    tx,
    `select q.question_id, q.person_id, q.matter from leads.question_in_run i join leads.question q using (division, question_id)
     where i.division = $1 and i.run_id = $2 and i.presence in ('new', 'persisting') and q.state = 'open' and q.owner_account_id is null order by q.question_id`,
    division,
    runId,
  )
  await giveQuestions(tx, division, open, act, today)
}

/** The same for every question that the last run still asks and that is nobody's. Gives how many were given and how many stay. */
export const nameOwnersOfAllQuestions = async (
  tx: Tx,
  division: string,
  act: bigint,
  today: PlainDate,
): Promise<Readonly<{ given: number; without: number }>> => {
  const open = await ask<Asked>(
    tx,
    `select question_id, person_id, matter from leads.question
     where division = $1 and presence <> 'gone' and state = 'open' and owner_account_id is null order by question_id for update`,
    division,
  )
  const given = await giveQuestions(tx, division, open, act, today)
  return { given, without: open.length - given }
}

type Asked = Readonly<{ question_id: bigint; person_id: bigint; matter: QuestionMatter }>

const giveQuestions = async (tx: Tx, division: string, open: readonly Asked[], act: bigint, today: PlainDate): Promise<number> => {
  const owners = await accountsAnswering(tx, division, 'questions', open, ({ matter }) => answersFor[questionMatters[matter].owner], today)
  if (owners.length === 0) return 0
  await ask(tx, `create temporary table question_owner (question_id bigint, account_id bigint) on commit drop`)
  await copyRows(
    tx,
    'question_owner',
    ['question_id', 'account_id'],
    owners.map(([{ question_id }, account]) => [question_id, account]),
  )
  await ask(
    tx,
    `insert into leads.question_act (division, question_id, act_id, person_id, move, to_account_id, area, school_id, class_id)
     select $1, q.question_id, $2, q.person_id, 'assign', o.account_id, q.area, q.school_id, q.class_id
     from question_owner o join leads.question q on q.division = $1 and q.question_id = o.question_id`,
    division,
    act,
  )
  await ask(
    tx,
    `update leads.question q set owner_account_id = o.account_id, version = q.version + 1 from question_owner o where q.division = $1 and q.question_id = o.question_id`,
    division,
  )
  return owners.length
}

const writeNew = async (tx: Tx, division: string, runId: bigint, act: bigint, today: PlainDate): Promise<number> => {
  const [{ n } = { n: 0 }] = await ask<{ n: number }>(
    tx,
    `with made as (
       insert into leads.question (division, matter, key, person_id, own_person_id, other_person_id, state, presence, due_on, least_fen, greatest_fen, about, first_run_id, act_id, area, school_id, class_id)
       select $1, n.matter, n.key, n.person_id, n.person_id, n.other_person_id, 'open', 'new', ${dueIn(today)}, n.least_fen, n.greatest_fen, n.about, $2, $3, p.area, p.school_id, p.class_id
       from question_now n join registry.person p on p.division = $1 and p.person_id = n.person_id
       where not exists (select from leads.question q where q.division = $1 and q.person_id = n.person_id and q.matter = n.matter and q.key = n.key)
       order by n.person_id, n.matter, n.key returning 1)
     select count(*)::int as n from made`,
    division,
    runId,
    act,
  )
  await ask(
    tx,
    `insert into leads.question_ground (division, question_id, person_id, says, detail, rests_on, act_id, area, school_id, class_id)
     select $1, q.question_id, q.person_id, n.says, n.detail, n.rests_on, $3, q.area, q.school_id, q.class_id
     from leads.question q join question_now n on n.person_id = q.person_id and n.matter = q.matter and n.key = q.key
     where q.division = $1 and q.first_run_id = $2 and q.act_id = $3`,
    division,
    runId,
    act,
  )
  await ask(
    tx,
    `insert into leads.question_in_run (division, question_id, run_id, person_id, presence, area, school_id, class_id)
     select division, question_id, $2, person_id, presence, area, school_id, class_id from leads.question where division = $1 and first_run_id = $2 and act_id = $3`,
    division,
    runId,
    act,
  )
  return n
}

const writeKnown = async (tx: Tx, division: string, runId: bigint, act: bigint, today: PlainDate): Promise<void> => {
  await ask(
    tx,
    `insert into leads.question_in_run (division, question_id, run_id, person_id, presence, area, school_id, class_id)
     select $1, s.question_id, $2, s.person_id, s.presence, q.area, q.school_id, q.class_id
     from question_seen s join leads.question q on q.division = $1 and q.question_id = s.question_id`,
    division,
    runId,
  )
  await ask(
    tx,
    `update leads.decision d set ended_act = $2, ended = 'ground-changed' from question_seen s
     where s.presence = 'asked-again' and d.division = $1 and d.question_id = s.question_id and d.ended_act is null`,
    division,
    act,
  )
  await ask(
    tx,
    `insert into leads.question_act (division, question_id, act_id, person_id, move, area, school_id, class_id)
     select $1, s.question_id, $2, s.person_id, 'ask-again', q.area, q.school_id, q.class_id
     from question_seen s join leads.question q on q.division = $1 and q.question_id = s.question_id where s.presence = 'asked-again'`,
    division,
    act,
  )
  // Few are asked again: what changed of each is said in the words of the domain.
  await ask(tx, `create temporary table question_changed (question_id bigint primary key, changed text) on commit drop`)
  const again = await ask<{ question_id: bigint; was: QuestionGround; says: QuestionGround }>(
    tx,
    `select question_id, was, says from question_seen where presence = 'asked-again' order by question_id`,
  )
  await copyRows(
    tx,
    'question_changed',
    ['question_id', 'changed'],
    again.map(({ question_id, was, says }) => [question_id, changedGround(was, says)]),
  )
  await ask(
    tx,
    `update leads.question_ground g set ended_act = $2 from question_seen s where s.said_anew and g.division = $1 and g.question_id = s.question_id and g.ended_act is null`,
    division,
    act,
  )
  await ask(
    tx,
    `insert into leads.question_ground (division, question_id, person_id, says, detail, rests_on, changed, act_id, area, school_id, class_id)
     select $1, s.question_id, s.person_id, s.says, s.detail, s.rests_on, c.changed, $2, q.area, q.school_id, q.class_id
     from question_seen s join leads.question q on q.division = $1 and q.question_id = s.question_id left join question_changed c on c.question_id = s.question_id
     where s.said_anew`,
    division,
    act,
  )
  await ask(
    tx,
    `update leads.question q set presence = s.presence, version = q.version + 1,
       state = case when s.presence = 'asked-again' then 'open' else q.state end,
       due_on = case when s.presence = 'asked-again' then (select ${dueIn(today)} from (select s.matter) m) else q.due_on end,
       least_fen = case when s.asked then s.least_fen else q.least_fen end, greatest_fen = case when s.asked then s.greatest_fen else q.greatest_fen end,
       about = case when s.asked then s.about else q.about end
     from question_seen s where q.division = $1 and q.question_id = s.question_id
       and (s.presence <> q.presence or s.presence = 'asked-again' or s.asked and (s.least_fen, s.greatest_fen, s.about) is distinct from (q.least_fen, q.greatest_fen, q.about))`,
    division,
  )
}
