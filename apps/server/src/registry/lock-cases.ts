import {
  compareWithLock,
  countAgainstLock,
  type FactMatter,
  factMatters,
  listLockable,
  listLocked,
  listLockedMembers,
  type LockChange,
  lockChanges,
  lockList,
  matterTables,
  type RegistryProblem,
  type Says,
  takeLockChanges,
  takeLockedMembers,
} from '@yingjin/domain/registry'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import type { z } from 'zod'
import { orderCase, questionCase, type QuestionScene, takeListCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import type { WorkbookColumn } from '../platform/workbook/index.ts'
import { type ChangedFact, changedWords } from './changed-words.ts'
import { factTables } from './fact-tables.ts'
import { notNow, oneAfterTheOther } from './import-cases.ts'
import { namedPage } from './named-page.ts'
import { sourceWord } from './source-word.ts'
import { ask, askOne, overWholeLists } from './statement.ts'

/** Of which a list is made: what a source says of designations, and of being enrolled. */
const said = [
  `select d.person_id, d.roster as source, d.kind as of, jsonb_build_object('standing', d.standing, 'detail', d.detail) as says
   from registry.designation d where d.division = $1 and d.ended_act is null and d.person_id is not null`,
  `select e.person_id, e.source, e.matter as of,
     jsonb_build_object('state', e.state, 'at_school_id', e.at_school_id, 'at_school_name', e.at_school_name, 'stage', e.stage, 'grade', e.grade, 'class_name', e.class_name) as says
   from registry.enrolment e where e.division = $1 and e.ended_act is null and e.import_id is not null`,
].join(' union all ')

const ofSource = `(w.source = $2 or starts_with(w.source, $2 || ' '))`

/** Who is on the list of a source ($2), or of every source of that kind of roster, gathered person by person, and why. */
const listed = `select w.person_id, jsonb_object_agg(w.of, w.says order by w.source) as facts from (${said}) w where ${ofSource} group by w.person_id`

/** Who is on a list, and of which source, without what it says of them. */
const standing = [
  `select w.person_id, w.roster as source from registry.designation w where w.division = $1 and w.ended_act is null and w.person_id is not null`,
  `select w.person_id, w.source from registry.enrolment w where w.division = $1 and w.ended_act is null and w.import_id is not null`,
].join(' union all ')

/** What stands for the whole of a list: its members in their order, each with name and facts. */
const digestOf = (members: string): string =>
  `sha256(convert_to(coalesce(string_agg(concat_ws(' ', m.person_id, m.name, m.facts::text), E'\\n' order by m.person_id), ''), 'UTF8')) as digest from ${members} m`

/** Of these one source may say several spans of a person, apart by their last day. */
const inSpans: readonly FactMatter[] = ['enrolment', 'household_member']
/** What tells a fact of a person from its other facts of that matter, and each in which column. */
const keysOf = (matter: FactMatter): readonly (readonly [key: string, column: string])[] => [
  ...factTables[matter].keys.map(key => [key, `t.${key}`] as const),
  ...(inSpans.includes(matter) ? [['until', 't.valid_to'] as const] : []),
]

/** Of a number only whether it is another: a mark made of its digest. */
const saidOf = (column: string): string => (column === 'number_index' ? `'mark', left(encode(sha256(t.number_index), 'hex'), 8)` : `'${column}', t.${column}`)

/** Every fact of the persons $3, as it stood at act $2 and as it stands now, each under its matter, source and keys. */
const factsThenAndNow = factMatters
  .map(matter => {
    const { table, source, content } = factTables[matter]
    const named = keysOf(matter).map(([key, column]) => `'${key}', ${column}`)
    return `select t.person_id, jsonb_build_object('matter', '${matter}', 'source', t.${source}, 'keys', jsonb_build_object(${named.join(', ')}))::text as key,
      jsonb_build_object(${content.map(saidOf).join(', ')}) as says,
      t.act_id <= $2 and (t.ended_act is null or t.ended_act > $2) as stood, t.ended_act is null as stands
      from ${table} t where t.division = $1 and t.person_id = any ($3::bigint[]) and (t.ended_act is null or t.ended_act > $2)`
  })
  .join(' union all ')

/**
 * A mark of every fact that stood at act $3 and stands no more, or stands and did not stand then. Facts that did neither
 * are the same on both sides and are not read.
 */
const movedSince = factMatters
  .flatMap(matter => {
    const { table, source, content } = factTables[matter]
    const says = [`text '${matter}'`, `t.${source}`, ...keysOf(matter).map(([, column]) => column), ...content.map(column => `t.${column}`)]
    return ['t.act_id > $3 and t.ended_act is null', 't.ended_act > $3 and t.act_id <= $3'].map(
      one => `select t.person_id, hash_record_extended(row(${says.join(', ')}), 0) as mark from ${table} t where t.division = $1 and ${one}`,
    )
  })
  .join(' union all ')

/**
 * Who differs from list $4 of source $2, locked by act $3: whose facts that went and that came are not the same. A fact
 * that was ended and said again takes its mark back. Whoever sees the list sees every person of the division.
 */
const changed = `moved as materialized (select m.person_id from (${movedSince}) m group by m.person_id having bit_xor(m.mark) <> 0),
  locked as materialized (select m.person_id from registry.locked_member m where m.division = $1 and m.locked_list_id = $4),
  now as materialized (select distinct w.person_id from (${standing}) w where ${ofSource}),
  changed as (
    select m.person_id, case when l.person_id is null then 'came' when n.person_id is null then 'went' else 'other' end as change
    from moved m left join locked l on l.person_id = m.person_id left join now n on n.person_id = m.person_id
    where l.person_id is not null or n.person_id is not null)`

type Facts = Readonly<Record<string, Says>>
type LockedRow = Readonly<{ locked_list_id: bigint; source: string; name: string; members: number; digest: Buffer; act_id: bigint }>

const findList = async (tx: Tx, division: string, lockedListId: string): Promise<Result<LockedRow, RegistryProblem>> => {
  const [list] = await ask<LockedRow>(
    tx,
    `select locked_list_id, source, name, members, digest, act_id from registry.locked_list where division = $1 and locked_list_id = $2`,
    division,
    lockedListId,
  )
  return list === undefined ? refused(problem('registry/not-found', { what: `锁定名单 ${lockedListId}` })) : done(list)
}

/** What stood of each of these persons at an act, and what stands now. */
const thenAndNow = async (tx: Tx, division: string, act: bigint, ids: readonly bigint[]): Promise<(id: bigint) => readonly [stood: Facts, stands: Facts]> => {
  const rows = await ask<{ person_id: bigint; stood: Facts | null; stands: Facts | null }>(
    tx,
    `select f.person_id, jsonb_object_agg(f.key, f.says) filter (where f.stood) as stood, jsonb_object_agg(f.key, f.says) filter (where f.stands) as stands
     from (${factsThenAndNow}) f group by f.person_id`,
    division,
    act,
    ids.map(String),
  )
  const of = new Map(rows.map(({ person_id, stood, stands }) => [person_id, [stood ?? {}, stands ?? {}] as const]))
  return id => of.get(id) ?? [{}, {}]
}

type Key = Pick<ChangedFact, 'matter' | 'source' | 'keys'>

/** Whose span a fact is, and the last day of it where it has one. */
const spanOf = ({ matter, source, keys: { until = null, ...keys } }: Key): readonly [of: string, until: unknown] => [
  JSON.stringify([matter, source, keys]),
  until,
]

/**
 * What differs of one person, fact by fact. That a span is over is told by what came of it; the same span with its last
 * day says it no second time.
 */
const changedFacts = (stood: Facts, stands: Facts): readonly ChangedFact[] => {
  const changes = Object.keys({ ...stood, ...stands })
    .filter(key => JSON.stringify(stood[key]) !== JSON.stringify(stands[key]))
    .map(key => ({ ...(JSON.parse(key) as Key), then: stood[key] ?? null, now: stands[key] ?? null }))
    .toSorted((a, b) => factMatters.indexOf(a.matter) - factMatters.indexOf(b.matter))
  const open = new Map(changes.flatMap(change => (spanOf(change)[1] === null ? [[spanOf(change)[0], JSON.stringify(change.then)]] : [])))
  return changes.filter(change => {
    const [of, until] = spanOf(change)
    return until === null || change.then !== null || open.get(of) !== JSON.stringify(change.now)
  })
}

/** Schools that facts name by their number alone. */
export const withSchoolNames = async (tx: Tx, division: string, rows: readonly Facts[]): Promise<(says: Says | null) => Says | null> => {
  const ids = [...new Set(rows.flatMap(facts => Object.values(facts)).flatMap(({ at_school_id: id }) => (id === null || id === undefined ? [] : [String(id)])))]
  const names = await ask<{ place: string; name: string }>(
    tx,
    `select place, name from registry.names_of_places($1, $2::bigint[], '{}', '{}') where kind = 'school'`,
    division,
    ids,
  )
  const nameOf = new Map(names.map(({ place, name }) => [place, name]))
  return says => (says === null ? null : { ...says, at_school_name: nameOf.get(String(says['at_school_id'])) ?? says['at_school_name'] ?? null })
}

/** An order of a list, whose place it goes on from may be left out. */
type Page<Contract extends Readonly<{ order: z.ZodType }>> = Omit<z.output<Contract['order']> & object, 'after'> & Readonly<{ after?: string | undefined }>

const changesOfLock = async ({ lockedListId, change, after, limit }: Page<typeof compareWithLock>, { tx, actor: { division } }: QuestionScene) => {
  const list = await findList(tx, division, lockedListId)
  if (!list.ok) return list
  await overWholeLists(tx)
  const rows = await ask<{ person_id: bigint; name: string; change: LockChange; total: number }>(
    tx,
    `with ${changed}, wanted as materialized (select * from changed where $5::text is null or change = $5),
       page as (select person_id, change from wanted where person_id > $6 order by person_id limit $7)
     select w.person_id, coalesce(l.name, p.name) as name, w.change, (select count(*)::int from wanted) as total
     from page w join registry.person p on p.division = $1 and p.person_id = w.person_id
     left join registry.locked_member l on l.division = $1 and l.locked_list_id = $4 and l.person_id = w.person_id order by w.person_id`,
    division,
    list.value.source,
    list.value.act_id,
    lockedListId,
    change ?? null,
    after ?? '0',
    limit + 1,
  )
  const { page, next } = await namedPage(tx, division, rows, limit)
  const factsOf = await thenAndNow(
    tx,
    division,
    list.value.act_id,
    page.map(([{ person_id }]) => person_id),
  )
  const withNames = await withSchoolNames(
    tx,
    division,
    page.flatMap(([{ person_id }]) => [...factsOf(person_id)]),
  )
  return done({
    total: rows[0]?.total ?? 0,
    changes: page.map(([{ person_id, name, change: how }, place]) => ({
      personId: String(person_id),
      name,
      ...place,
      change: how,
      facts: changedFacts(...factsOf(person_id)).map(fact =>
        changedWords(fact.matter === 'enrolment' ? { ...fact, then: withNames(fact.then), now: withNames(fact.now) } : fact),
      ),
    })),
    next,
  })
}

/** Why somebody is on the list, as it said when it was locked. */
const saysOfMember = (facts: Facts): string =>
  Object.entries(facts)
    .map(([of, says]) => {
      const isEnrolment = of === 'on-roll' || of === 'present'
      return matterTables[isEnrolment ? 'enrolment' : 'designation'].columns
        .map(({ show }) => show(isEnrolment ? { ...says, matter: of } : { ...says, kind: of }))
        .filter(said => said !== '')
        .join(' ')
    })
    .join('；')

const membersOfLock = async ({ lockedListId, after, limit }: Page<typeof listLockedMembers>, { tx, actor: { division } }: QuestionScene) => {
  const list = await findList(tx, division, lockedListId)
  if (!list.ok) return list
  const { total } = await askOne<{ total: number }>(
    tx,
    `select count(*)::int as total from registry.locked_member where division = $1 and locked_list_id = $2`,
    division,
    lockedListId,
  )
  const rows = await ask<{ person_id: bigint; name: string; facts: Facts }>(
    tx,
    `select person_id, name, facts from registry.locked_member where division = $1 and locked_list_id = $2 and person_id > $3 order by person_id limit $4`,
    division,
    lockedListId,
    after ?? '0',
    limit + 1,
  )
  const { page, next } = await namedPage(tx, division, rows, limit)
  const withNames = await withSchoolNames(
    tx,
    division,
    page.map(([{ facts }]) => facts),
  )
  return done({
    total,
    members: page.map(([{ person_id, name, facts }, place]) => ({
      personId: String(person_id),
      name,
      ...place,
      says: saysOfMember(Object.fromEntries(Object.entries(facts).map(([of, says]) => [of, 'state' in says ? (withNames(says) ?? says) : says]))),
    })),
    next,
  })
}

type Change = Extract<Awaited<ReturnType<typeof changesOfLock>>, { ok: true }>['value']['changes'][number]
type Member = Extract<Awaited<ReturnType<typeof membersOfLock>>, { ok: true }>['value']['members'][number]

const personColumns: readonly WorkbookColumn<Change | Member>[] = [
  { header: '序号', width: 4, kind: 'count', of: (_, index) => index + 1 },
  { header: '姓名', width: 6, kind: 'text', of: ({ name }) => name },
  { header: '学校', width: 13, kind: 'text', of: ({ school }) => school },
  { header: '班级', width: 8, kind: 'text', of: ({ className }) => className },
  { header: '乡镇', width: 7, kind: 'text', of: ({ township }) => township },
]
const memberColumns: readonly WorkbookColumn<Member>[] = [...personColumns, { header: '锁定时的登记', width: 26, kind: 'text', of: ({ says }) => says }]
const changeColumns: readonly WorkbookColumn<Change>[] = [
  ...personColumns,
  { header: '变化', width: 5, kind: 'text', of: ({ change }) => lockChanges[change] },
  {
    header: '锁定时 → 现在',
    width: 36,
    kind: 'text',
    of: ({ facts }) => facts.map(({ word, sourceName, then, now }) => `${word}（${sourceName}）：${then ?? '没有'} → ${now ?? '没有了'}`).join('；'),
  },
]

const nameOfList = async ({ lockedListId }: Readonly<{ lockedListId: string }>, { tx, actor: { division } }: QuestionScene): Promise<readonly string[]> => {
  const list = await findList(tx, division, lockedListId)
  return list.ok ? [`底数 ${list.value.name}`, `摘要 ${list.value.digest.toString('hex').slice(0, 12)}`] : []
}

/** 底数锁定: lists locked under a name, and what differs from them since. */
export const lockCases = () => {
  const lockable = questionCase(listLockable, async (_, { tx, actor: { division } }) => {
    const rows = await ask<{ source: string; persons: number; parts: number }>(
      tx,
      `with w as materialized (select distinct source, person_id from (${standing}) w),
         alone as (select source, count(*)::int as persons, 1 as parts from w group by source),
         whole as (select split_part(source, ' ', 1) as source, count(distinct person_id)::int as persons, count(distinct source)::int as parts from w group by 1)
       select * from whole union all select * from alone a where not exists (select from whole h where h.source = a.source or h.parts = 1 and starts_with(a.source, h.source || ' '))
       order by source`,
      division,
    )
    return done({ rosters: rows.map(({ source, persons, parts }) => ({ source, sourceName: sourceWord(source), persons, parts })) })
  })

  const lock = orderCase(lockList, async ({ name, source }, { tx, actor: { division }, act }) => {
    const hindrance = await notNow(tx, division)
    if (hindrance !== null) return refused<RegistryProblem>(hindrance)
    const [taken] = await ask(tx, `select from registry.locked_list where division = $1 and name = $2`, division, name)
    if (taken !== undefined) return refused<RegistryProblem>(problem('registry/list-name-taken', { name }))
    await ask(
      tx,
      `create temporary table to_lock on commit drop as select p.person_id, p.name, l.facts, p.area, p.school_id, p.class_id
       from (${listed}) l join registry.person p on p.division = $1 and p.person_id = l.person_id`,
      division,
      source,
    )
    const { members, digest } = await askOne<{ members: number; digest: Buffer }>(tx, `select count(*)::int as members, ${digestOf('to_lock')}`)
    if (members === 0) return refused<RegistryProblem>(problem('registry/list-empty', { source: sourceWord(source) }))
    const { locked_list_id } = await askOne<{ locked_list_id: bigint }>(
      tx,
      `insert into registry.locked_list (division, name, source, members, digest, act_id) values ($1, $2, $3, $4, $5, $6) returning locked_list_id`,
      division,
      name,
      source,
      members,
      digest,
      act,
    )
    await ask(
      tx,
      `insert into registry.locked_member (division, locked_list_id, person_id, name, facts, area, school_id, class_id)
       select $1, $2, person_id, name, facts, area, school_id, class_id from to_lock`,
      division,
      locked_list_id,
    )
    await ask(tx, 'drop table to_lock')
    return done({ lockedListId: String(locked_list_id), members })
  })

  const list = questionCase(listLocked, async ({ lockedListId, before, limit }, { tx, actor: { division } }) => {
    const where = `l.division = $1 and ($2::bigint is null or l.locked_list_id = $2)`
    const { total } = await askOne<{ total: number }>(
      tx,
      `select count(*)::int as total from registry.locked_list l where ${where}`,
      division,
      lockedListId ?? null,
    )
    const rows = await ask<LockedRow & Readonly<{ locked_at: string; locked_by: string | null }>>(
      tx,
      `select l.*, m.locked_at::text, m.locked_by from registry.locked_list l join registry.moments_of_locks($1) m on m.locked_list_id = l.locked_list_id
       where ${where} and ($3::bigint is null or l.locked_list_id < $3) order by l.locked_list_id desc limit $4`,
      division,
      lockedListId ?? null,
      before ?? null,
      limit,
    )
    return done({
      total,
      lists: rows.map(({ locked_list_id, name, source, members, digest, locked_at, locked_by }) => ({
        lockedListId: String(locked_list_id),
        name,
        source,
        sourceName: sourceWord(source),
        members,
        digest: digest.toString('hex'),
        lockedAt: locked_at,
        lockedBy: locked_by,
      })),
      next: rows.length < limit ? null : String(rows.at(-1)?.locked_list_id),
    })
  })

  const count = questionCase(countAgainstLock, async ({ lockedListId }, { tx, actor: { division } }) => {
    const found = await findList(tx, division, lockedListId)
    if (!found.ok) return found
    await overWholeLists(tx)
    const counted = await askOne<Readonly<Record<LockChange, number>>>(
      tx,
      `with ${changed} select count(*) filter (where change = 'came')::int as came, count(*) filter (where change = 'went')::int as went,
         count(*) filter (where change = 'other')::int as other from changed`,
      division,
      found.value.source,
      found.value.act_id,
      lockedListId,
    )
    const here = await askOne<{ members: number; digest: Buffer }>(
      tx,
      `select count(*)::int as members, ${digestOf('(select person_id, name, facts from registry.locked_member where division = $1 and locked_list_id = $2)')}`,
      division,
      lockedListId,
    )
    return done({ ...counted, members: here.members, intact: here.members < found.value.members ? null : here.digest.equals(found.value.digest) })
  })

  return {
    lockable,
    lock: oneAfterTheOther(lock),
    list,
    count,
    compare: questionCase(compareWithLock, changesOfLock),
    members: questionCase(listLockedMembers, membersOfLock),
    takeChanges: takeListCase(takeLockChanges, {
      title: '对照锁定底数的变化',
      columns: changeColumns,
      part: async (order, after, limit, scene) => {
        const found = await changesOfLock({ ...order, after, limit }, scene)
        return found.ok ? done({ total: found.value.total, rows: found.value.changes, next: found.value.next }) : found
      },
      conditions: async (order, scene) => [...(await nameOfList(order, scene)), ...(order.change === undefined ? [] : [lockChanges[order.change]])],
    }),
    takeMembers: takeListCase(takeLockedMembers, {
      title: '锁定底数的名单',
      columns: memberColumns,
      part: async (order, after, limit, scene) => {
        const found = await membersOfLock({ ...order, after, limit }, scene)
        return found.ok ? done({ total: found.value.total, rows: found.value.members, next: found.value.next }) : found
      },
      conditions: nameOfList,
    }),
  }
}
