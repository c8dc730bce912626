import { questionOf } from '@yingjin/determination'
import { askedOf, figureKey, listWaitingChildren, type QuestionState, type Wait } from '@yingjin/domain/leads'
import { type FactKey, facts } from '@yingjin/facts'
import { done } from '@yingjin/kernel'
import type { z } from 'zod'
import { questionCase, type QuestionScene } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { namedChildren } from '../registry/index.ts'
import { accountNames } from './names.ts'
import { auditedNames, type Chosen, chosen, conditions } from './result-cases.ts'
import { ask } from './statement.ts'
import { gapInWords } from './waiting-cases.ts'

type Child = Readonly<{ person_no: bigint; person_id: bigint | null; own_person_id: bigint | null }>
type Lacking = Readonly<{ results: number; missing: readonly string[] }>
type Asked = Readonly<{ question_id: bigint; own_person_id: bigint; key: string; state: QuestionState; owner_account_id: bigint | null }>

const isFact = (of: string): of is FactKey => Object.hasOwn(facts, of)

/** What a run says is missing, by what is waited for: a figure of the county, a fact that no roster said, a question to a person. */
const keyOf =
  (gaps: ReadonlySet<string>) =>
  (missing: string): string =>
    isFact(missing) ? (gaps.has(missing) ? missing : questionOf(missing)) : figureKey

export const wordOf = (key: string): string => (key === figureKey ? '还没有录入的标准' : askedOf('missing-fact', key).replace(/^.*：/, ''))

/** Everything that is missing in a run, in the order of the dictionary. */
const missingIn = async (tx: Tx, division: string, { run_id }: Chosen): Promise<readonly string[]> => {
  const rows = await ask<{ missing: string }>(
    tx,
    `select distinct unnest(missing) as missing from leads.reason_in_run where division = $1 and run_id = $2 and state = 'undetermined'`,
    division,
    run_id,
  )
  const order = Object.keys(facts)
  return rows.map(({ missing }) => missing).toSorted((a, b) => order.indexOf(a) - order.indexOf(b) || (a < b ? -1 : 1))
}

/**
 * What each child of a page lacks, and how many results of it wait; nothing lacking for whoever may not see the reasons.
 * The page is named on both sides: just after a publication nothing else tells the planner how few they are.
 */
const lackingOf = async (tx: Tx, division: string, { run_id }: Chosen, page: readonly Child[]): Promise<ReadonlyMap<bigint, Lacking>> => {
  const rows = await ask<Lacking & Readonly<{ person_no: bigint }>>(
    tx,
    `select r.person_no, count(distinct r.line)::int as results, coalesce(array_agg(distinct m.missing) filter (where m.missing is not null), '{}') as missing
     from leads.result_line r
     left join leads.result_ground g on g.division = r.division and g.run_id = r.run_id and g.person_no = r.person_no and g.line = r.line and g.person_no = any ($3::bigint[])
     left join leads.reason_in_run w on w.division = g.division and w.run_id = g.run_id and w.reason_no = g.reason_no
     left join lateral unnest(w.missing) m (missing) on true
     where r.division = $1 and r.run_id = $2 and r.state = 'undetermined' and r.person_no = any ($3::bigint[]) group by r.person_no`,
    division,
    run_id,
    page.map(({ person_no }) => String(person_no)),
  )
  return new Map(rows.map(row => [row.person_no, row]))
}

const ownOf = (page: readonly Child[]): readonly string[] => page.flatMap(({ own_person_id }) => (own_person_id === null ? [] : [String(own_person_id)]))

/** The day on which the first run was published of those that have all left something of the child undetermined since. */
const sinceOf = async (tx: Tx, division: string, { run_id }: Chosen, page: readonly Child[]): Promise<ReadonlyMap<bigint, string>> => {
  const rows = await ask<{ own_person_id: bigint; since: string }>(
    tx,
    `select p.own_person_id, (a.recorded_at at time zone 'Asia/Shanghai')::date::text as since
     from unnest($3::bigint[]) p (own_person_id)
     cross join lateral (select min(w.run_id) as run_id from leads.result_line w
       where w.division = $1 and w.own_person_id = p.own_person_id and w.state = 'undetermined' and w.run_id <= $2 and w.run_id > coalesce((
         select max(r.run_id) from leads.run r where r.division = $1 and r.run_id < $2 and r.tables ? 'results' and not exists (
           select from leads.result_line s where s.division = $1 and s.own_person_id = p.own_person_id and s.run_id = r.run_id and s.state = 'undetermined')), 0)) first
     join leads.acts_of_runs($1) a on a.run_id = first.run_id`,
    division,
    run_id,
    ownOf(page),
  )
  return new Map(rows.map(({ own_person_id, since }) => [own_person_id, since]))
}

/** The questions about these children that the newest run asks still; of an earlier run none, for questions are of now. */
const askedAbout = async (tx: Tx, division: string, run: Chosen, page: readonly Child[]) => {
  const newest = (await chosen(tx, division, undefined))?.run_id === run.run_id
  const rows = !newest
    ? []
    : await ask<Asked>(
        tx,
        `select question_id, own_person_id, key, state, owner_account_id from leads.question
         where division = $1 and own_person_id = any ($2::bigint[]) and matter = 'missing-fact' and presence <> 'gone'`,
        division,
        ownOf(page),
      )
  const names = await accountNames(
    tx,
    rows.map(({ owner_account_id }) => owner_account_id),
  )
  const byChild = new Map(rows.map(row => [`${row.own_person_id} ${row.key}`, row]))
  return (child: Child, key: string): Pick<Wait, 'questionId' | 'state' | 'ownerName'> => {
    const found = byChild.get(`${child.own_person_id} ${key}`)
    if (found === undefined) return { questionId: null, state: null, ownerName: null }
    const { question_id, state, owner_account_id } = found
    return { questionId: String(question_id), state, ownerName: owner_account_id === null ? null : (names.get(owner_account_id) ?? null) }
  }
}

/** In which classes of a school somebody waits, by their names. */
const classesOf = async (tx: Tx, division: string, { run_id }: Chosen, schoolId: string): Promise<readonly Readonly<{ classId: string; name: string }>[]> => {
  const rows = await ask<{ place: string; name: string }>(
    tx,
    `select n.place, n.name from registry.names_of_places($1, '{}', array(select distinct class_id from leads.result_line
       where division = $1 and run_id = $2 and state = 'undetermined' and school_id = $3 and class_id is not null), '{}') n`,
    division,
    run_id,
    schoolId,
  )
  return rows.map(({ place, name }) => ({ classId: place, name })).toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }))
}

/** One part of the list: as long as it is asked for. */
export const partOfWaitingChildren = async (
  { runId, schoolId, classId, key, after, limit }: z.output<typeof listWaitingChildren.order>,
  { tx, actor: { division } }: QuestionScene,
) => {
  const run = await chosen(tx, division, runId)
  if (run === null) return done({ runId: null, total: 0, facts: null, classes: [], children: [], next: null })
  const gaps = new Map(
    (
      await ask<{ fact: string; children: number }>(tx, `select fact, children from leads.gap_in_run where division = $1 and run_id = $2`, division, run.run_id)
    ).map(gap => [gap.fact, gapInWords(gap).rosters]),
  )
  const keyed = keyOf(new Set(gaps.keys()))
  const missing = await missingIn(tx, division, run)
  const asked = conditions(division, run.run_id)
  if (schoolId === 'none') asked.only(() => `r.school_id is null`)
  else asked.only(at => `r.school_id = ${at}`, schoolId)
  asked.only(at => `r.class_id = ${at}`, classId)
  asked.only(
    at => `exists (select from leads.result_ground g join leads.reason_in_run w on w.division = g.division and w.run_id = g.run_id and w.reason_no = g.reason_no
       where g.division = r.division and g.run_id = r.run_id and g.person_no = r.person_no and g.line = r.line and w.missing && ${at}::text[])`,
    key === undefined ? undefined : missing.filter(each => keyed(each) === key),
  )
  const waiting = () => `from leads.result_line r where r.division = $1 and r.run_id = $2 and r.state = 'undetermined'${asked.text()}`
  const [counted] = await ask<{ n: number; may: boolean }>(
    tx,
    `select count(distinct r.person_no)::int as n, access.may('designations', 'rows') as may ${waiting()}`,
    ...asked.values,
  )
  asked.only(at => `r.person_no > ${at}`, after)
  asked.values.push(limit + 1)
  const rows = await ask<Child>(
    tx,
    `select r.person_no, min(r.person_id) as person_id, min(r.own_person_id) as own_person_id ${waiting()}
     group by r.person_no order by r.person_no limit $${asked.values.length}`,
    ...asked.values,
  )
  const page = rows.slice(0, limit)
  const lacking = await lackingOf(tx, division, run, page)
  const since = await sinceOf(tx, division, run, page)
  const questionOn = await askedAbout(tx, division, run, page)
  const named = await namedChildren(
    tx,
    division,
    page.flatMap(({ person_id }) => (person_id === null ? [] : [person_id])),
  )
  const nameOf = (id: bigint | null): string | null => (id === null ? null : (named.get(id)?.name ?? null))
  const audited = await auditedNames(
    tx,
    run.run_id,
    page.map(({ person_id }) => ({ person_id, name: nameOf(person_id) })),
  )
  const inOrder = [...new Set(missing.map(keyed))]
  const waitsOf = (child: Child): Wait[] => {
    const own = new Set((lacking.get(child.person_no)?.missing ?? []).map(keyed))
    return inOrder
      .filter(each => own.has(each))
      .map(each => ({
        key: each,
        word: wordOf(each),
        ...(gaps.has(each) ? { questionId: null, state: null, ownerName: null } : questionOn(child, each)),
        rosters: [...(gaps.get(each) ?? [])],
        forEverybody: gaps.has(each),
      }))
  }
  return done({
    runId: String(run.run_id),
    total: counted?.n ?? 0,
    facts: counted?.may === true ? inOrder.map(each => ({ key: each, word: wordOf(each) })) : null,
    classes: schoolId === undefined || schoolId === 'none' ? [] : [...(await classesOf(tx, division, run, schoolId))],
    children: page.map(child => {
      const waits = waitsOf(child)
      return {
        no: String(child.person_no),
        personId: child.person_id === null ? null : String(child.person_id),
        name: nameOf(child.person_id) ?? (child.person_id === null ? null : (audited.get(child.person_id) ?? null)),
        child: child.person_id === null ? null : (named.get(child.person_id) ?? null),
        results: lacking.get(child.person_no)?.results ?? 0,
        since: child.own_person_id === null ? null : (since.get(child.own_person_id) ?? null),
        waits: waits.length === 0 ? null : waits.map(wait => ({ ...wait, rosters: [...wait.rosters] })),
      }
    }),
    next: rows.length > limit ? String(page.at(-1)?.person_no) : null,
  })
}

export const waitingChildren = questionCase(listWaitingChildren, partOfWaitingChildren)
