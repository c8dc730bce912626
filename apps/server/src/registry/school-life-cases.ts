import type { AccessProblem } from '@yingjin/domain/access'
import {
  changeClass,
  directHandovers,
  enrolChild,
  handOver,
  leaveSchool,
  listHandovers,
  receiveChild,
  receivedElsewhere,
  type RegistryProblem,
  resumeChild,
  suspendChild,
  withdrawHandover,
} from '@yingjin/domain/registry'
import { done, type PlainDate, problem, refused, type Result } from '@yingjin/kernel'
import { orderCase, type OrderScene, questionCase } from '../access/index.ts'
import { rollOverHistoryCases } from './roll-over-history.ts'
import { rollOverCases } from './roll-over.ts'
import { sayEnrolments, standing } from './say-enrolments.ts'
import { ask, askOne } from './statement.ts'

type Refusable = RegistryProblem | AccessProblem
type Word = Readonly<{
  matter: 'on-roll' | 'present'
  state: string
  at_school_id: bigint | null
  valid_from: string | null
  by_import: boolean
}>
/** A child within write reach, with the words that stand about its enrolment and the handover that is open. */
type Child = Readonly<{ personId: string; words: readonly Word[]; school: bigint | null; open: bigint | null }>
const there = (state: string): boolean => state === 'enrolled' || state === 'suspended'

const childOn = async ({ tx, actor: { division }, today }: OrderScene, personId: string, day: string): Promise<Result<Child, RegistryProblem>> => {
  const [person] = await ask<{ merged_into: bigint | null; school_id: bigint | null }>(
    tx,
    `select merged_into, school_id from registry.person where division = $1 and person_id = $2 and gone_act is null for update`,
    division,
    personId,
  )
  if (person === undefined) return refused(problem('registry/not-found', { what: `人员 ${personId}` }))
  if (person.merged_into !== null) return refused(problem('registry/already-merged', { personId }))
  if (day > today) return refused(problem('registry/day-to-come', { day, today }))
  const words = await ask<Word>(
    tx,
    `select s.matter, s.state, s.at_school_id, s.valid_from, s.by_import from ${standing('select $2::bigint')} s order by s.matter`,
    division,
    personId,
  )
  const acted = words
    .flatMap(({ by_import, valid_from }) => (by_import || valid_from === null ? [] : [valid_from]))
    .toSorted()
    .at(-1)
  if (acted !== undefined && day < acted) return refused(problem('registry/day-before', { day, earliest: acted }))
  const [handover] = await ask<{ handover_id: bigint }>(
    tx,
    `select handover_id from registry.handover where division = $1 and person_id = $2 and status = 'open'`,
    division,
    personId,
  )
  const [first] = words.filter(({ state, at_school_id }) => there(state) && at_school_id !== null)
  return done({ personId, words, school: first?.at_school_id ?? null, open: handover?.handover_id ?? null })
}

/** The standing words of one child said anew with something of them changed, where the child is still there. */
const sayAnew = async (
  { tx, actor: { division }, act }: OrderScene,
  personId: string,
  from: string,
  changed: Readonly<Partial<Record<'state' | 'ground' | 'at_class_id' | 'class_name' | 'grade', unknown>>>,
  matters: readonly string[] = ['on-roll', 'present'],
): Promise<number> => {
  const types: Readonly<Record<string, string>> = { state: 'text', ground: 'text', at_class_id: 'bigint', class_name: 'text', grade: 'text' }
  const values: unknown[] = [personId, from, matters]
  const column = (name: string): string =>
    Object.hasOwn(changed, name) ? `$${values.push(changed[name as 'state']) + 1}::${types[name]} as ${name}` : `s.${name}`
  const said = ['state', 'ground', 'at_class_id', 'class_name', 'grade'].map(column).join(', ')
  const about = await sayEnrolments(
    tx,
    division,
    act,
    'school-life',
    `select s.person_id, s.matter, ${said}, s.at_school_id, s.at_school_name, s.stage, s.boards, $3::date as valid_from
     from ${standing('select $2::bigint')} s where s.state in ('enrolled', 'suspended') and s.matter = any ($4::text[])`,
    ...values,
  )
  return about.length
}

type HandoverRow = Readonly<{
  handover_id: bigint
  person_id: bigint
  kind: 'transfer' | 'next-stage'
  from_school_id: bigint | null
  to_school_id: bigint | null
  status: string
  opened_on: string
  version: number
}>

/** What becomes of children between schools: 入学, 转学, 休学, 复学, 离校, and the rolling over of a school year. */
export const schoolLifeCases = () => {
  const placeThere = async ({ tx, actor: { division } }: OrderScene, schoolId: string, classId: string | null): Promise<RegistryProblem | null> => {
    const [school] = await ask<{ name: string; valid_to: string | null }>(
      tx,
      `select n.name, o.valid_to from registry.school s join registry.organisation o on o.division = s.division and o.organisation_id = s.school_id and o.ended_act is null
       join registry.organisation_name n on n.division = s.division and n.organisation_id = s.school_id and n.ended_act is null
       where s.division = $1 and s.school_id = $2 order by n.valid_from desc limit 1`,
      division,
      schoolId,
    )
    if (school === undefined) return problem('registry/not-found', { what: `学校 ${schoolId}` })
    if (school.valid_to !== null) return problem('registry/closed-already', { name: school.name, on: school.valid_to })
    if (classId === null) return null
    const [of] = await ask(
      tx,
      `select from registry.class where division = $1 and class_id = $2 and school_id = $3 and ended_act is null`,
      division,
      classId,
      schoolId,
    )
    return of === undefined ? problem('registry/class-of-other-school', {}) : null
  }
  const handedOver = ({ open }: Child): RegistryProblem | null => (open === null ? null : problem('registry/handed-over-already', { handoverId: String(open) }))
  /** The newest name of a class, as text beside its number. */
  const nameOf = async ({ tx, actor: { division } }: OrderScene, classId: string | null): Promise<string | null> => {
    const [name] = await ask<{ name: string }>(
      tx,
      `select name from registry.class_name where division = $1 and class_id = $2 and ended_act is null order by school_year desc limit 1`,
      division,
      classId,
    )
    return name?.name ?? null
  }

  const enrol = orderCase(enrolChild, async ({ personId, schoolId, classId, stage, grade, boards, onRoll, from }, scene) => {
    const child = await childOn(scene, personId, from)
    if (!child.ok) return child
    const no =
      handedOver(child.value) ??
      (child.value.school === null ? null : problem('registry/enrolled-already', { personId })) ??
      (await placeThere(scene, schoolId, classId))
    if (no !== null) return refused<RegistryProblem>(no)
    await sayEnrolments(
      scene.tx,
      scene.actor.division,
      scene.act,
      'school-life',
      `select p.person_id, m.matter, 'enrolled' as state, null::text as ground, $3::bigint as at_school_id, null::text as at_school_name, $4::bigint as at_class_id,
         $5::text as stage, $6::text as grade, $7::text as class_name, $8::boolean as boards, $9::date as valid_from
       from registry.person p cross join unnest($10::text[]) m (matter) where p.division = $1 and p.person_id = $2`,
      personId,
      schoolId,
      classId,
      stage,
      String(grade),
      await nameOf(scene, classId),
      boards,
      from,
      onRoll ? ['on-roll', 'present'] : ['present'],
    )
    return done({ personId })
  })

  const moveClass = orderCase(changeClass, async ({ personId, classId, from }, scene) => {
    const child = await childOn(scene, personId, from)
    if (!child.ok) return child
    const { school } = child.value
    const no = school === null ? problem('registry/not-enrolled', { personId }) : await placeThere(scene, String(school), classId)
    if (no !== null) return refused<RegistryProblem>(no)
    await sayAnew(scene, personId, from, { at_class_id: classId, class_name: await nameOf(scene, classId) })
    return done({ personId })
  })

  const suspend = orderCase(suspendChild, async ({ personId, from }, scene) => {
    const child = await childOn(scene, personId, from)
    if (!child.ok) return child
    const { words, school } = child.value
    const [first] = words.filter(({ state }) => there(state))
    if (school === null || first === undefined) return refused<RegistryProblem>(problem('registry/not-enrolled', { personId }))
    if (first.state === 'suspended') return refused<RegistryProblem>(problem('registry/suspended-already', { personId }))
    const no = handedOver(child.value)
    if (no !== null) return refused<RegistryProblem>(no)
    await sayAnew(scene, personId, from, { state: 'suspended' })
    return done({ personId })
  })

  const resume = orderCase(resumeChild, async ({ personId, from, classId, grade }, scene) => {
    const child = await childOn(scene, personId, from)
    if (!child.ok) return child
    const { words, school } = child.value
    if (school === null || !words.some(({ state }) => state === 'suspended')) return refused<RegistryProblem>(problem('registry/not-suspended', { personId }))
    const no = await placeThere(scene, String(school), classId)
    if (no !== null) return refused<RegistryProblem>(no)
    await sayAnew(scene, personId, from, {
      state: 'enrolled',
      ...(classId === null ? {} : { at_class_id: classId, class_name: await nameOf(scene, classId) }),
      ...(grade === null ? {} : { grade: String(grade) }),
    })
    return done({ personId })
  })

  const leave = orderCase(leaveSchool, async ({ personId, from, ground, rollEndsToo }, scene) => {
    const child = await childOn(scene, personId, from)
    if (!child.ok) return child
    const no = handedOver(child.value)
    if (no !== null) return refused<RegistryProblem>(no)
    const { words } = child.value
    const leaving = words.filter(({ matter, state }) => there(state) && (matter === 'present' || rollEndsToo)).map(({ matter }) => matter)
    // Nobody had said that it was in the classroom: that it is not any more is said all the same.
    const onRollOnly = words.some(({ matter, state }) => matter === 'on-roll' && there(state)) && !words.some(({ matter }) => matter === 'present')
    if (leaving.length === 0 && !onRollOnly) return refused<RegistryProblem>(problem('registry/not-enrolled', { personId }))
    await sayEnrolments(
      scene.tx,
      scene.actor.division,
      scene.act,
      'school-life',
      `with s as (select * from ${standing('select $2::bigint')})
       select s.person_id, m.matter, 'left' as state, $3::text as ground, s.at_school_id, s.at_school_name, s.at_class_id, s.stage, s.grade, s.class_name, s.boards, $4::date as valid_from
       from unnest($5::text[]) m (matter) cross join lateral (select * from s order by s.matter <> m.matter limit 1) s`,
      personId,
      ground,
      from,
      onRollOnly ? [...leaving, 'present'] : leaving,
    )
    return done({ personId })
  })

  const release = orderCase(handOver, async ({ personId, toSchoolId, toSchoolName, from }, scene) => {
    const child = await childOn(scene, personId, from)
    if (!child.ok) return child
    const { school } = child.value
    const no =
      handedOver(child.value) ??
      (school === null ? problem('registry/not-enrolled', { personId }) : null) ??
      (String(school) === toSchoolId ? problem('registry/same-school', {}) : null) ??
      (toSchoolId === null ? null : await placeThere(scene, toSchoolId, null))
    if (no !== null) return refused<RegistryProblem>(no)
    const { tx, actor, act } = scene
    const { handover_id } = await askOne<{ handover_id: bigint }>(
      tx,
      `insert into registry.handover (division, person_id, kind, from_school_id, to_school_id, to_school_name, opened_on, act_id)
       values ($1, $2, 'transfer', $3, $4, $5, $6, $7) returning handover_id`,
      actor.division,
      personId,
      school,
      toSchoolId,
      toSchoolName,
      from,
      act,
    )
    await sayAnew(scene, personId, from, { state: 'transferred-out' }, ['present'])
    return done({ handoverId: String(handover_id) })
  })

  const receive = orderCase(receiveChild, async ({ handoverId, schoolId, classId, boards, from, version }, { tx, act, today }) => {
    if (from > today) return refused<Refusable>(problem('registry/day-to-come', { day: from, today }))
    const { id, refusal, facts } = await askOne<{ id: bigint | null; refusal: string | null; facts: object }>(
      tx,
      `select id, refusal, facts from registry.receive_handover($1, $2, $3, $4, $5, $6, $7)`,
      handoverId,
      schoolId,
      classId,
      boards,
      from,
      version,
      act,
    )
    if (refusal === null) return done({ personId: String(id) })
    if (refusal === 'not-found') return refused<Refusable>(problem('registry/not-found', { what: `交接 ${handoverId}` }))
    if (refusal === 'stale') return refused<Refusable>(problem('access/stale', { what: '交接', ...facts } as never))
    return refused<Refusable>(problem(`registry/${refusal}`, facts) as RegistryProblem)
  })

  /** An open handover of a child within write reach. */
  const openHandover = async (
    { tx, actor: { division }, today }: OrderScene,
    handoverId: string,
    day: PlainDate,
    version: number,
  ): Promise<Result<HandoverRow, Refusable>> => {
    const [row] = await ask<HandoverRow>(
      tx,
      `select handover_id, person_id, kind, from_school_id, to_school_id, status, opened_on, version from registry.handover where division = $1 and handover_id = $2 for update`,
      division,
      handoverId,
    )
    if (row === undefined) return refused(problem('registry/not-found', { what: `交接 ${handoverId}` }))
    if (row.status !== 'open') return refused(problem('registry/handover-over', { status: row.status }))
    if (row.version !== version) return refused(problem('access/stale', { what: '交接', version: row.version, given: version }))
    if (day > today) return refused(problem('registry/day-to-come', { day, today }))
    return day < row.opened_on ? refused(problem('registry/day-before', { day, earliest: row.opened_on })) : done(row)
  }
  const closed = async (
    { tx, actor: { division }, act }: OrderScene,
    { handover_id }: HandoverRow,
    status: 'received' | 'withdrawn',
    on: string,
  ): Promise<void> => {
    await ask(
      tx,
      `update registry.handover set status = $3, closed_on = $4, closed_act = $5, version = version + 1 where division = $1 and handover_id = $2`,
      division,
      handover_id,
      status,
      on,
      act,
    )
  }

  const elsewhere = orderCase(receivedElsewhere, async ({ handoverId, from, version }, scene) => {
    const found = await openHandover(scene, handoverId, from as PlainDate, version)
    if (!found.ok) return found
    const { person_id, to_school_id, kind } = found.value
    if (to_school_id !== null) return refused<Refusable>(problem('registry/handover-elsewhere', { schoolId: String(to_school_id) }))
    await closed(scene, found.value, 'received', from)
    if (kind === 'transfer') await sayAnew(scene, String(person_id), from, { state: 'transferred-out' })
    return done({ personId: String(person_id) })
  })

  const takeBack = orderCase(withdrawHandover, async ({ handoverId, from, version }, scene) => {
    const found = await openHandover(scene, handoverId, from as PlainDate, version)
    if (!found.ok) return found
    const { person_id, kind } = found.value
    // Who finished a stage does not go back; a whole roll-over is undone.
    if (kind === 'next-stage') return refused<Refusable>(problem('registry/handover-of-graduate', {}))
    await closed(scene, found.value, 'withdrawn', from)
    await sayEnrolments(
      scene.tx,
      scene.actor.division,
      scene.act,
      'school-life',
      `select s.person_id, s.matter, 'enrolled' as state, null::text as ground, s.at_school_id, s.at_school_name, s.at_class_id, s.stage, s.grade, s.class_name, s.boards, $3::date as valid_from
       from ${standing('select $2::bigint')} s where s.matter = 'present' and s.state = 'transferred-out'`,
      person_id,
      from,
    )
    return done({ personId: String(person_id) })
  })

  const direct = orderCase(directHandovers, async ({ fromSchoolId, toSchoolId, handoverIds }, scene) => {
    const no = await placeThere(scene, toSchoolId, null)
    if (no !== null) return refused<RegistryProblem>(no)
    const { tx, actor, act } = scene
    const directed = await ask<{ handover_id: bigint }>(
      tx,
      `update registry.handover set to_school_id = $3, directed_act = $4, version = version + 1
       where division = $1 and from_school_id = $2 and kind = 'next-stage' and status = 'open' and ($5::bigint[] is null or handover_id = any ($5)) returning handover_id`,
      actor.division,
      fromSchoolId,
      toSchoolId,
      act,
      handoverIds ?? null,
    )
    const missing = handoverIds?.find(id => !directed.some(({ handover_id }) => String(handover_id) === id))
    if (missing !== undefined || directed.length === 0)
      return refused<RegistryProblem>(problem('registry/not-found', { what: missing === undefined ? '等待升学的学生' : `交接 ${missing}` }))
    return done({ directed: directed.length })
  })

  const list = questionCase(listHandovers, async ({ after, limit }, { tx }) => {
    const rows = await ask<{
      handover_id: bigint
      person_id: bigint
      name: string
      sex: string | null
      born_on: string | null
      kind: 'transfer' | 'next-stage'
      from_school_id: bigint | null
      to_school_id: bigint | null
      to_school_name: string | null
      stage: string | null
      grade: string | null
      opened_on: string
      version: number
    }>(tx, `select * from registry.open_handovers($1, $2)`, after ?? '0', limit)
    const text = (id: bigint | null): string | null => (id === null ? null : String(id))
    return done({
      handovers: rows.map(r => ({
        handoverId: String(r.handover_id),
        personId: String(r.person_id),
        name: r.name,
        sex: r.sex,
        bornOn: r.born_on,
        kind: r.kind,
        fromSchoolId: text(r.from_school_id),
        toSchoolId: text(r.to_school_id),
        toSchoolName: r.to_school_name,
        stage: r.stage,
        grade: r.grade,
        openedOn: r.opened_on,
        version: r.version,
      })),
      next: rows.length < limit ? null : String(rows.at(-1)?.handover_id),
    })
  })

  return {
    enrol,
    moveClass,
    suspend,
    resume,
    leave,
    handOver: release,
    receive,
    receivedElsewhere: elsewhere,
    withdrawHandover: takeBack,
    direct,
    listHandovers: list,
    ...rollOverCases(),
    ...rollOverHistoryCases(),
  }
}
