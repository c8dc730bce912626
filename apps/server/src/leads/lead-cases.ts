import {
  assignLead,
  assignLeads,
  closeLead,
  commentOnLead,
  countLeads,
  findingOf,
  type LeadMove,
  leadPage,
  type LeadsProblem,
  type LeadState,
  listLeadOwners,
  listLeads,
  listTakers,
  moves,
  type OpenKind,
  onPaper,
  openKinds,
  possibleIn,
  type Proof,
  type Presence,
  proposeClose,
  refuseClose,
  reopenLead,
  returnLead,
  returnLeads,
} from '@yingjin/domain/leads'
import { done, type PlainDate, problem, refused } from '@yingjin/kernel'
import type { z } from 'zod'
import { orderCase, type OrderScene, questionCase, type QuestionScene, type Refusable } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { evidenceOf, filesOf, liesWith } from './evidence-rows.ts'
import { mayAct, whyWithoutOwner } from './name-owners.ts'
import { accountNames, childrenOfLeads, type Named, namesFor, toldActs } from './names.ts'
import { type NarrowedList, narrowedList } from './narrowed-list.ts'
import { ask } from './statement.ts'

type LeadRow = Readonly<{
  lead_id: bigint
  person_id: bigint
  kind: OpenKind
  state: LeadState
  presence: Presence
  owner_account_id: bigint | null
  due_on: string
  version: number
}>
const columns = 'lead_id, person_id, kind, state, presence, owner_account_id, due_on, version'

const asLine = (row: LeadRow, files: number, { child, ownerName }: Named) => ({
  leadId: String(row.lead_id),
  kind: row.kind,
  word: openKinds[row.kind].word,
  state: row.state,
  presence: row.presence,
  personId: String(row.person_id),
  child,
  ownerAccountId: row.owner_account_id === null ? null : String(row.owner_account_id),
  ownerName,
  dueOn: row.due_on,
  files,
  version: row.version,
})

/** What is asked of a lead beside the move itself. No version: whatever it is by now, the move only adds. */
type Asked = Readonly<{ leadId: string; version?: number; says?: string | undefined; proof?: Proof; accountId?: string }>

/** Of a lead that is proposed for closing: whether whoever asks, or whom it stands in for, proposed it last. */
export const ownProposal = `exists (select from leads.lead_act o where o.division = leads.lead.division and o.lead_id = leads.lead.lead_id and o.move = 'propose-close'
  and o.act_id = (select max(p.act_id) from leads.lead_act p where p.division = o.division and p.lead_id = o.lead_id and p.move = 'propose-close')
  and (o.account_id = any ((select access.own_accounts())::bigint[]) or o.on_behalf_of = any ((select access.own_accounts())::bigint[])))`

const isOwnProposal = async (tx: Tx, division: string, leadId: bigint): Promise<boolean> =>
  (await ask(tx, `select from leads.lead where division = $1 and lead_id = $2 and ${ownProposal}`, division, leadId)).length > 0

/** One move of one lead: possible in its state, on the version its sender saw, with the proof its kind demands. */
export const moveLead = async (how: LeadMove, order: Asked, { tx, actor, act }: OrderScene) => {
  const { division } = actor
  const [lead] = await ask<LeadRow>(tx, `select ${columns} from leads.lead where division = $1 and lead_id = $2 for update`, division, order.leadId)
  if (lead === undefined) return refused<LeadsProblem>(problem('leads/not-found', { leadId: order.leadId }))
  if (order.version !== undefined && lead.version !== order.version) {
    return refused<Refusable<LeadsProblem>>(problem('access/stale', { what: `线索 ${order.leadId} `, version: lead.version, given: order.version }))
  }
  const state = moves[lead.state][how]
  if (state === undefined) return refused<LeadsProblem>(problem('leads/not-now', { leadId: order.leadId, state: lead.state, move: how }))
  if (order.proof !== undefined && !openKinds[lead.kind].closesWith.includes(order.proof)) {
    return refused<LeadsProblem>(problem('leads/other-proof', { kind: lead.kind, proof: order.proof }))
  }
  if (order.proof !== undefined && onPaper[order.proof] && !(await liesWith(tx, division, order.leadId, order.proof))) {
    return refused<LeadsProblem>(problem('leads/file-missing', { leadId: order.leadId, proof: order.proof }))
  }
  if (how === 'close' && (await isOwnProposal(tx, division, lead.lead_id))) return refused<LeadsProblem>(problem('leads/own-proposal', {}))
  if (order.accountId !== undefined) {
    const [takes] = await ask<{ takes: boolean }>(tx, `select leads.takes_work($1) as takes`, order.accountId)
    if (takes?.takes !== true) return refused<LeadsProblem>(problem('leads/no-such-owner', { accountId: order.accountId }))
    if (!(await mayAct(tx, 'leads', lead.person_id, order.accountId)))
      return refused<LeadsProblem>(problem('leads/owner-may-not', { accountId: order.accountId, what: '线索' }))
  }
  await ask(
    tx,
    `insert into leads.lead_act (division, lead_id, act_id, person_id, move, says, proof, to_account_id, account_id, on_behalf_of)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    division,
    lead.lead_id,
    act,
    lead.person_id,
    how,
    order.says ?? null,
    order.proof ?? null,
    order.accountId ?? null,
    actor.accountId,
    actor.forAccountId,
  )
  const [after] = await ask<{ version: number }>(
    tx,
    `update leads.lead set state = $3, owner_account_id = coalesce($4, owner_account_id), version = version + 1
     where division = $1 and lead_id = $2 returning version`,
    division,
    lead.lead_id,
    state,
    order.accountId ?? null,
  )
  if (after === undefined) throw new Error('the lead gave no row')
  // Whose it is, is for the trail.
  return done({ state, version: after.version, personId: String(lead.person_id) })
}

type LeadFilter = Omit<z.output<typeof listLeads.order>, 'county' | 'sort' | 'after' | 'limit'>

/** The leads of a division by what a list is narrowed to. */
export const narrowedLeads = (division: string, order: LeadFilter, today: PlainDate): NarrowedList => {
  const list = narrowedList('leads.lead', division, {
    kind: order.kind,
    state: order.state === 'unclosed' ? undefined : order.state,
    presence: order.presence,
    owner_account_id: order.ownerAccountId,
  })
  list.only(at => `(state <> 'closed' and ${at}::boolean)`, order.state === 'unclosed' ? true : undefined)
  list.only(at => (order.schoolId === 'none' ? `(school_id is null and ${at} = 'none')` : `school_id = ${at}`), order.schoolId)
  list.only(at => `person_id = ${at}`, order.personId)
  list.only(at => `(owner_account_id is null) = ${at}`, order.withoutOwner)
  list.only(at => (order.township === 'none' ? `(coalesce(length(area), 0) < 9 and ${at} = 'none')` : `left(area, 9) = ${at}`), order.township)
  list.only(at => `(state <> 'closed' and due_on <= ${at})`, order.dueBy)
  list.only(at => `(state = 'proposed' and ${at}::boolean and not ${ownProposal})`, order.toReview)
  list.only(at => `(state <> 'closed' and due_on < ${at})`, order.overdue === true ? today : undefined)
  list.only(
    at =>
      `exists (select from leads.lead_ground g where g.division = leads.lead.division and g.lead_id = leads.lead.lead_id and g.ended_act is null and g.kind = ${at})`,
    order.household === undefined ? undefined : findingOf[order.household],
  )
  return list
}

/** Whoever may not read categories of difficulty is told so, whatever there is: of an empty list nobody could tell which it is. */
export const mayNarrow = async ({ household }: LeadFilter, { tx }: Pick<QuestionScene, 'tx'>): Promise<LeadsProblem | null> => {
  if (household === undefined) return null
  const [asked] = await ask<{ may: boolean }>(tx, `select access.may('designations', 'rows') as may`)
  return asked?.may === true ? null : problem('leads/needs-categories', {})
}

/** One part of the list: as long as it is asked for. */
export const partOfLeads = async (order: z.output<typeof listLeads.order>, { tx, actor, today }: QuestionScene) => {
  const division = order.county ?? actor.division
  const narrow = await mayNarrow(order, { tx })
  if (narrow !== null) return refused<LeadsProblem>(narrow)
  const list = narrowedLeads(division, order, today)
  // The total is counted over the same condition, in the same moment, by whoever asks: it is what the pages add up to.
  const total = await list.count(tx)
  const byDay = order.sort !== 'found'
  if (!byDay) list.only(at => `lead_id > ${at}`, order.after?.split('/')[0])
  else if (order.after?.includes('/') === true)
    list.only(at => `(due_on, lead_id) > (split_part(${at}, '/', 2)::date, split_part(${at}, '/', 1)::bigint)`, order.after)
  const rows = await ask<LeadRow>(
    tx,
    `select ${columns} from leads.lead where ${list.where()} order by ${byDay ? 'due_on, ' : ''}lead_id limit $${list.values.length + 1}`,
    ...list.values,
    order.limit + 1,
  )
  const page = rows.slice(0, order.limit)
  const last = page.at(-1)
  const files = await filesOf(
    tx,
    division,
    page.map(({ lead_id }) => lead_id),
  )
  const named = await namesFor(tx, division, page, childrenOfLeads)
  return done({
    total,
    leads: page.map(row => asLine(row, files.get(row.lead_id) ?? 0, named(row))),
    next: rows.length > order.limit && last !== undefined ? (byDay ? `${last.lead_id}/${last.due_on}` : String(last.lead_id)) : null,
  })
}

/** What lies with a lead, in one list: the ground it rests on, what was done, and the runs that found it. */
type LeadPart =
  | Readonly<{ part: 'about'; no: bigint; detail: string; rests_on: string | null }>
  | Readonly<{ part: 'ground'; no: bigint; ground: string; detail: string; rests_on: string }>
  | Readonly<{ part: 'run'; no: bigint; run: string; presence: Presence }>
  | Readonly<{ part: 'act'; no: bigint; move: LeadMove; says: string | null; proof: string | null; account_id: bigint | null; to_account_id: bigint | null }>

const page = questionCase(leadPage, async ({ leadId, county }, { tx, actor, today }) => {
  const division = county ?? actor.division
  const [lead] = await ask<LeadRow>(tx, `select ${columns} from leads.lead where division = $1 and lead_id = $2`, division, leadId)
  if (lead === undefined) return refused<LeadsProblem>(problem('leads/not-found', { leadId }))
  // A lead is opened again and given to somebody in one act: given comes after.
  const parts = await ask<LeadPart>(
    tx,
    `select part, no, ground, detail, rests_on, move, says, proof, account_id, to_account_id, run, presence from leads.parts_of_lead($1, $2)
     order by no, move = 'assign'`,
    division,
    leadId,
  )
  const ground = parts.find(one => one.part === 'ground')
  const about = parts.find(one => one.part === 'about')
  const acts = parts.flatMap(one => (one.part === 'act' ? [{ ...one, act_id: one.no }] : []))
  const found = parts.flatMap(one => (one.part === 'run' ? [{ runId: String(one.no), run: one.run, presence: one.presence }] : []))
  const published = await ask<{ run_id: bigint; term: string; recorded_at: string | null }>(
    tx,
    `select r.run_id, r.term, a.recorded_at::text from leads.run r left join leads.acts_of_runs($1) a on a.run_id = r.run_id
     where r.division = $1 and r.run_id = any ($2::bigint[])`,
    division,
    found.map(({ runId }) => runId),
  )
  const evidence = await evidenceOf(tx, division, lead.lead_id)
  const named = await namesFor(tx, division, [lead], childrenOfLeads)
  const told = await toldActs(tx, acts)
  return done({
    ...asLine(lead, evidence.filter(({ destroyedAct }) => destroyedAct === null).length, named(lead)),
    // What a second person does is not offered to the first.
    possible:
      lead.state === 'proposed' && (await isOwnProposal(tx, division, lead.lead_id))
        ? possibleIn(lead.state).filter(move => move !== 'close')
        : [...possibleIn(lead.state)],
    closesWith: [...openKinds[lead.kind].closesWith],
    about: about === undefined ? null : { says: about.detail, restsOn: about.rests_on },
    ground: ground === undefined ? null : { ground: ground.ground, detail: ground.detail, restsOn: ground.rests_on },
    acts: acts.map(one => ({ move: one.move, says: one.says, proof: one.proof, ...told(one) })),
    evidence: [...evidence],
    withoutOwner:
      lead.owner_account_id === null && lead.state !== 'closed' && lead.presence !== 'gone' ? await whyWithoutOwner(tx, division, lead, today) : null,
    runs: found.map(one => {
      const known = published.find(({ run_id }) => String(run_id) === one.runId)
      return { ...one, term: known?.term ?? null, publishedAt: known?.recorded_at ?? null }
    }),
  })
})

/** How many leads there are by place, kind and state. */
export const countsOfLeads = async ({ by, county }: z.output<typeof countLeads.order>, { tx, actor, today }: QuestionScene) => {
  const division = county ?? actor.division
  const rows = await ask<{ place: string | null; place_name: string | null; kind: OpenKind; state: LeadState; leads: bigint; overdue: bigint }>(
    tx,
    `select c.place, n.name as place_name, c.kind, c.state, c.leads, c.overdue from leads.count_leads($1, $2, $3) c
     left join lateral (select n.name from registry.organisation o join registry.organisation_name n on n.division = o.division and n.organisation_id = o.organisation_id and n.ended_act is null
       where o.division = $1 and o.ended_act is null and case $2 when 'school' then o.organisation_id::text = c.place when 'township' then o.kind = 'township' and o.area = c.place end
       order by n.valid_from desc limit 1) n on true
     order by c.place, c.kind, c.state`,
    division,
    by,
    today,
  )
  return done({
    counts: rows.map(({ place, place_name, kind, state, leads, overdue }) => ({
      place,
      placeName: place_name,
      kind,
      state,
      leads: Number(leads),
      overdue: Number(overdue),
    })),
  })
}

const counts = questionCase(countLeads, countsOfLeads)

/** Who holds how many, the oldest day first. */
export const ownersOfLeads = async ({ county }: z.output<typeof listLeadOwners.order>, { tx, actor, today }: QuestionScene) => {
  const division = county ?? actor.division
  const rows = await ask<{ owner_account_id: bigint | null; kind: OpenKind; leads: number; overdue: number; oldest: PlainDate }>(
    tx,
    `select owner_account_id, kind, count(*)::integer as leads, (count(*) filter (where due_on < $2))::integer as overdue, min(due_on) as oldest
     from leads.lead where division = $1 and state <> 'closed' group by 1, 2 order by 2`,
    division,
    today,
  )
  const names = await accountNames(
    tx,
    rows.map(({ owner_account_id }) => owner_account_id),
  )
  const held = [...Map.groupBy(rows, ({ owner_account_id }) => owner_account_id)].map(([owner, of]) => ({
    ownerAccountId: owner === null ? null : String(owner),
    name: owner === null ? null : (names.get(owner) ?? null),
    kinds: of.map(({ kind, leads, overdue }) => ({ kind, leads, overdue })),
    leads: of.reduce((sum, { leads }) => sum + leads, 0),
    overdue: of.reduce((sum, { overdue }) => sum + overdue, 0),
    oldestDueOn: of.reduce((least, { oldest }) => (oldest < least ? oldest : least), of[0]?.oldest ?? today),
  }))
  // The oldest day first; of two alike, whoever has more.
  return done({ owners: held.toSorted((a, b) => (a.oldestDueOn < b.oldestDueOn ? -1 : a.oldestDueOn > b.oldestDueOn ? 1 : b.leads - a.leads)) })
}

const takers = questionCase(listTakers, async ({ work, personId, name, limit }, { tx, actor: { division } }) => {
  const rows = await ask<{ account_id: bigint; name: string; roles: readonly string[]; total: number }>(
    tx,
    // Who may act on a child says where it stands: asked for a child whom the actor sees, or sees work about.
    `select t.account_id, t.name, t.roles, (count(*) over ())::integer as total from leads.takers($3, $2) t
     where ($2::bigint is null or exists (select from registry.person where division = $1 and person_id = $2)
         or exists (select from leads.lead where division = $1 and person_id = $2 and $3 = 'leads')
         or exists (select from leads.question where division = $1 and $2 in (person_id, other_person_id) and $3 = 'questions'))
       and ($4::text is null or position(lower($4) in lower(t.name)) > 0 or exists (select from unnest(t.roles) r where position($4 in r) > 0))
     order by t.name, t.account_id limit $5`,
    division,
    personId ?? null,
    work,
    name ?? null,
    limit,
  )
  return done({
    total: rows[0]?.total ?? 0,
    takers: rows.map(({ account_id, name: of, roles }) => ({ accountId: String(account_id), name: of, roles: [...roles] })),
  })
})

/** In the order of their numbers, so that two who move the same leads wait for each other instead of both failing. */
const moveMany = async (
  how: LeadMove,
  leads: readonly Readonly<{ leadId: string; version: number }>[],
  asked: Readonly<{ accountId?: string; says?: string | undefined }>,
  scene: OrderScene,
) => {
  const all: { leadId: string; state: LeadState; version: number }[] = []
  for (const lead of leads.toSorted((a, b) => Number(BigInt(a.leadId) - BigInt(b.leadId)))) {
    const one = await moveLead(how, { ...lead, ...asked }, scene)
    if (!one.ok) return one
    all.push({ leadId: lead.leadId, ...one.value })
  }
  return done({ leads: all })
}

export const leadCases = {
  list: questionCase(listLeads, partOfLeads),
  page,
  counts,
  owners: questionCase(listLeadOwners, ownersOfLeads),
  takers,
  assign: orderCase(assignLead, (order, scene) => moveLead('assign', order, scene)),
  assignMany: orderCase(assignLeads, ({ leads, ...to }, scene) => moveMany('assign', leads, to, scene)),
  returnMany: orderCase(returnLeads, ({ leads, says }, scene) => moveMany('return', leads, { says }, scene)),
  comment: orderCase(commentOnLead, (order, scene) => moveLead('comment', order, scene)),
  return: orderCase(returnLead, (order, scene) => moveLead('return', order, scene)),
  proposeClose: orderCase(proposeClose, (order, scene) => moveLead('propose-close', order, scene)),
  refuseClose: orderCase(refuseClose, (order, scene) => moveLead('refuse-close', order, scene)),
  close: orderCase(closeLead, (order, scene) => moveLead('close', order, scene)),
  reopen: orderCase(reopenLead, (order, scene) => moveLead('reopen', order, scene)),
} as const
