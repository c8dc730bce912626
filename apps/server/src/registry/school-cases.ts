import type { AccessProblem } from '@yingjin/domain/access'
import {
  classWord,
  closeSchool,
  foundOrganisation,
  foundSchool,
  lastGrades,
  listClasses,
  listSchools,
  nameClasses,
  openClasses,
  type RegistryProblem,
  renameOrganisation,
  stageWord,
} from '@yingjin/domain/registry'
import { addDays, done, firstYearOf, parseSchoolCode, type PlainDate, problem, refused, type Result, type SchoolYear, schoolYearOn } from '@yingjin/kernel'
import { orderCase, questionCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { sayEnrolments, standing } from './say-enrolments.ts'
import { ask, askOne } from './statement.ts'
import { wholeCountyOnly } from './whole-county.ts'

type Refusable = RegistryProblem | AccessProblem

/** A name as it is compared: width, blanks and case gone. */
const folded = (expression: string): string => `lower(regexp_replace(normalize(${expression}, nfkc), '[[:space:]]', '', 'g'))`

type OrganisationRow = Readonly<{
  organisation_id: bigint
  kind: string
  name: string
  named_from: PlainDate
  valid_to: PlainDate | null
  version: number
}>

/** An organisation with the last of its names, held until the end of the order. */
const find = async (tx: Tx, division: string, organisationId: string): Promise<Result<OrganisationRow, RegistryProblem>> => {
  const [row] = await ask<OrganisationRow>(
    tx,
    `select o.organisation_id, o.kind, n.name, n.valid_from as named_from, o.valid_to, o.version
     from registry.organisation o join registry.organisation_name n on n.division = o.division and n.organisation_id = o.organisation_id and n.ended_act is null
     where o.division = $1 and o.organisation_id = $2 and o.ended_act is null order by n.valid_from desc limit 1 for update of o`,
    division,
    organisationId,
  )
  return row === undefined ? refused(problem('registry/not-found', { what: `机构 ${organisationId}` })) : done(row)
}

const stale = (row: OrganisationRow, given: number): AccessProblem | null =>
  row.version === given ? null : problem('access/stale', { what: row.name, version: row.version, given })

/** Who bears the code now, or the name on the day or later. */
const known = async (
  tx: Tx,
  division: string,
  kind: string,
  { code, name, from, area = null }: Readonly<{ code: string | null; name: string; from: string; area?: string | null }>,
  besides: string | null = null,
): Promise<RegistryProblem | null> => {
  const [same] = await ask<{ organisation_id: bigint; name: string }>(
    tx,
    `select o.organisation_id, n.name from registry.organisation o
     join registry.organisation_name n on n.division = o.division and n.organisation_id = o.organisation_id and n.ended_act is null
     where o.division = $1 and o.kind = $2 and o.ended_act is null and o.organisation_id is distinct from $6::bigint
       and (o.code = $3 or (${folded('n.name')} = ${folded('$4::text')} and (n.valid_to is null or n.valid_to >= $5::date) and (o.valid_to is null or o.valid_to >= $5::date)
         and ($7::text is null or o.area = $7)))
     order by o.code = $3 desc nulls last, n.valid_to desc nulls first limit 1`,
    division,
    kind,
    code,
    name,
    from,
    besides,
    area,
  )
  return same === undefined ? null : problem('registry/school-known', { name: same.name, organisationId: String(same.organisation_id) })
}

const found = async (
  tx: Tx,
  division: string,
  act: bigint,
  kind: string,
  of: Readonly<{ code: string | null; name: string; area: string; from: string }>,
): Promise<bigint> => {
  const { organisation_id } = await askOne<{ organisation_id: bigint }>(
    tx,
    `insert into registry.organisation (division, kind, code, area, valid_from, act_id) values ($1, $2, $3, $4, $5, $6) returning organisation_id`,
    division,
    kind,
    of.code,
    of.area,
    of.from,
    act,
  )
  await ask(
    tx,
    `insert into registry.organisation_name (division, organisation_id, name, valid_from, act_id) values ($1, $2, $3, $4, $5)`,
    division,
    organisation_id,
    of.name,
    of.from,
    act,
  )
  return organisation_id
}

type SchoolRow = OrganisationRow & Readonly<{ stages: readonly string[] }>
const findSchool = async (tx: Tx, division: string, schoolId: string): Promise<Result<SchoolRow, RegistryProblem>> => {
  const organisation = await find(tx, division, schoolId)
  const [school] = await ask<{ stages: readonly string[] }>(tx, `select stages from registry.school where division = $1 and school_id = $2`, division, schoolId)
  if (!organisation.ok || school === undefined) return refused(problem('registry/not-found', { what: `学校 ${schoolId}` }))
  return done({ ...organisation.value, stages: school.stages })
}

/** Schools, other organisations and classes, each with its names by date. */
export const schoolCases = () => {
  const foundOne = orderCase(foundSchool, async ({ code: written, name, stages, area, from }, { tx, actor: { division }, act }) => {
    if (!area.startsWith(division)) return refused<RegistryProblem>(problem('registry/area-of-other-county', { area, own: division }))
    const code = written === null ? null : parseSchoolCode(written)
    if (code !== null && !code.ok) return refused<RegistryProblem>(problem('registry/not-a-school-code', { code: written ?? '' }))
    const school = { code: code?.value ?? null, name, area, from }
    const same = await known(tx, division, 'school', school)
    if (same !== null) return refused<RegistryProblem>(same)
    const id = await found(tx, division, act, 'school', school)
    await ask(tx, `insert into registry.school (division, school_id, stages) values ($1, $2, $3)`, division, id, [...new Set(stages)])
    return done({ schoolId: String(id) })
  })

  const foundOther = orderCase(foundOrganisation, async ({ kind, ...of }, { tx, actor: { division }, act }) => {
    if (!of.area.startsWith(division)) return refused<RegistryProblem>(problem('registry/area-of-other-county', { area: of.area, own: division }))
    // Villages of two townships may bear one name.
    const same = await known(tx, division, kind, { ...of, area: kind === 'village' ? of.area : null })
    if (same !== null) return refused<RegistryProblem>(same)
    return done({ organisationId: String(await found(tx, division, act, kind, of)) })
  })

  const rename = orderCase(renameOrganisation, async ({ organisationId, name, from, version }, { tx, actor: { division }, act }) => {
    const organisation = await find(tx, division, organisationId)
    if (!organisation.ok) return organisation
    const old = organisation.value
    const late = stale(old, version)
    if (late !== null) return refused<Refusable>(late)
    if (old.name === name) return refused<Refusable>(problem('registry/name-as-before', { name }))
    if (old.valid_to !== null && old.valid_to < from) return refused<Refusable>(problem('registry/closed-already', { name: old.name, on: old.valid_to }))
    if (from <= old.named_from) return refused<Refusable>(problem('registry/day-before', { day: from, earliest: addDays(old.named_from, 1) }))
    const same = await known(tx, division, old.kind, { code: null, name, from }, organisationId)
    if (same !== null) return refused<Refusable>(same)
    await ask(
      tx,
      `with over as (
         update registry.organisation_name set ended_act = $5 where division = $1 and organisation_id = $2 and ended_act is null and valid_from = $6 returning name, valid_from)
       insert into registry.organisation_name (division, organisation_id, name, valid_from, valid_to, act_id)
       select $1, $2, name, valid_from, $4::date - 1, $5 from over union all select $1, $2, $3, $4, null, $5`,
      division,
      organisationId,
      name,
      from,
      act,
      old.named_from,
    )
    await ask(tx, `update registry.organisation set version = version + 1 where division = $1 and organisation_id = $2`, division, organisationId)
    return done({ version: version + 1 })
  })

  const close = orderCase(closeSchool, async ({ schoolId, lastDay, intoSchoolId, version }, { tx, actor: { division }, act, today }) => {
    const school = await findSchool(tx, division, schoolId)
    if (!school.ok) return school
    const { name, named_from, valid_to } = school.value
    const late = stale(school.value, version)
    if (late !== null) return refused<Refusable>(late)
    if (valid_to !== null) return refused<Refusable>(problem('registry/closed-already', { name, on: valid_to }))
    if (lastDay > today) return refused<Refusable>(problem('registry/day-to-come', { day: lastDay, today }))
    if (lastDay < named_from) return refused<Refusable>(problem('registry/day-before', { day: lastDay, earliest: named_from }))
    const narrow = await wholeCountyOnly(tx, division, closeSchool.title, ['organisations', 'persons'])
    if (narrow !== null) return refused<Refusable>(narrow)
    const children = `select p.person_id from registry.person p where p.division = $1 and p.school_id = $2 and p.gone_act is null`
    const expected = `select h.person_id from registry.handover h where h.division = $1 and h.to_school_id = $2 and h.status = 'open'`
    if (intoSchoolId === null) {
      const there = await ask(tx, `${children} union ${expected}`, division, schoolId)
      if (there.length > 0) return refused<Refusable>(problem('registry/children-there', { children: there.length }))
    } else {
      if (intoSchoolId === schoolId) return refused<Refusable>(problem('registry/same-school', {}))
      const into = await findSchool(tx, division, intoSchoolId)
      if (!into.ok) return into
      if (into.value.valid_to !== null) return refused<Refusable>(problem('registry/closed-already', { name: into.value.name, on: into.value.valid_to }))
    }
    const moved =
      intoSchoolId === null
        ? []
        : await sayEnrolments(
            tx,
            division,
            act,
            'school-life',
            `select s.person_id, s.matter, s.state, 'school-merged' as ground, $3::bigint as at_school_id, null::text as at_school_name, null::bigint as at_class_id,
               s.stage, s.grade, null::text as class_name, s.boards, $4::date + 1 as valid_from
             from ${standing(children)} s where s.state in ('enrolled', 'suspended') and s.at_school_id = $2`,
            schoolId,
            intoSchoolId,
            lastDay,
          )
    // Who is on the way here goes there.
    await ask(
      tx,
      `update registry.handover set to_school_id = $3, directed_act = $4, version = version + 1
       where division = $1 and to_school_id = $2 and status = 'open' and (from_school_id is distinct from $3 or kind = 'next-stage')`,
      division,
      schoolId,
      intoSchoolId,
      act,
    )
    const classes = await ask(
      tx,
      `update registry.class set ended_act = $3 where division = $1 and school_id = $2 and ended_act is null returning class_id`,
      division,
      schoolId,
      act,
    )
    await ask(
      tx,
      `update registry.organisation set valid_to = $3, merged_into = $4, version = version + 1 where division = $1 and organisation_id = $2`,
      division,
      schoolId,
      lastDay,
      intoSchoolId,
    )
    return done({ moved: moved.length, classesClosed: classes.length })
  })

  const list = questionCase(listSchools, async ({ on, name, after, limit }, { tx, actor: { division }, today }) => {
    const rows = await ask<{
      organisation_id: bigint
      code: string | null
      name: string
      former: readonly string[]
      stages: readonly string[]
      area: string
      standing: 'open' | 'closed' | 'not-yet'
      merged_into: bigint | null
      version: number
    }>(
      tx,
      `select o.organisation_id, o.code, s.stages, o.area, o.merged_into, o.version, n.name, n.former,
         case when o.valid_from > $2::date then 'not-yet' when o.valid_to < $2::date then 'closed' else 'open' end as standing
       from registry.organisation o join registry.school s on s.division = o.division and s.school_id = o.organisation_id
       cross join lateral (
         select (array_agg(w.name order by w.valid_from > $2::date, abs(w.valid_from - $2::date)))[1] as name,
           coalesce(array_agg(w.name order by w.valid_from) filter (where w.valid_to < $2::date), '{}') as former,
           bool_or($3::text is null or strpos(${folded('w.name')}, ${folded('$3::text')}) > 0) as sought
         from registry.organisation_name w where w.division = o.division and w.organisation_id = o.organisation_id and w.ended_act is null) n
       where o.division = $1 and o.ended_act is null and o.organisation_id > $4 and n.sought order by o.organisation_id limit $5`,
      division,
      on ?? today,
      name ?? null,
      after ?? '0',
      limit,
    )
    return done({
      schools: rows.map(r => ({
        schoolId: String(r.organisation_id),
        code: r.code,
        name: r.name,
        formerNames: [...r.former],
        stages: [...r.stages],
        area: r.area,
        standing: r.standing,
        mergedInto: r.merged_into === null ? null : String(r.merged_into),
        version: r.version,
      })),
      next: rows.length < limit ? null : String(rows.at(-1)?.organisation_id),
    })
  })

  const open = orderCase(openClasses, async ({ schoolId, schoolYear, classes }, { tx, actor: { division }, act }) => {
    const school = await findSchool(tx, division, schoolId)
    if (!school.ok) return school
    const { name, valid_to, stages } = school.value
    if (valid_to !== null) return refused<RegistryProblem>(problem('registry/closed-already', { name, on: valid_to }))
    const classIds: string[] = []
    for (const each of classes) {
      if (!stages.includes(each.stage) || each.grade > lastGrades[each.stage])
        return refused<RegistryProblem>(
          problem('registry/stage-not-taught', { stage: `${stageWord(each.stage)}${each.grade}年级`, taught: stages.map(stageWord) }),
        )
      const called = each.name ?? classWord(each.stage, each.grade, each.number)
      const [made] = await ask<{ class_id: bigint }>(
        tx,
        `insert into registry.class (division, school_id, stage, entered_in, number, act_id) values ($1, $2, $3, $4, $5, $6)
         on conflict (division, school_id, stage, entered_in, number) where ended_act is null do nothing returning class_id`,
        division,
        schoolId,
        each.stage,
        firstYearOf(schoolYear as SchoolYear) - each.grade + 1,
        each.number,
        act,
      )
      if (made === undefined) return refused<RegistryProblem>(problem('registry/class-known', { name: called }))
      await ask(
        tx,
        `insert into registry.class_name (division, class_id, school_year, grade, name, act_id) values ($1, $2, $3, $4, $5, $6)`,
        division,
        made.class_id,
        schoolYear,
        String(each.grade),
        called,
        act,
      )
      classIds.push(String(made.class_id))
    }
    return done({ classIds })
  })

  const nameThem = orderCase(nameClasses, async ({ schoolYear, names }, { tx, actor: { division }, act }) => {
    for (const { classId, name } of new Map(names.map(each => [each.classId, each])).values()) {
      const [of] = await ask<{ entered_in: number }>(
        tx,
        `select entered_in from registry.class where division = $1 and class_id = $2 and ended_act is null`,
        division,
        classId,
      )
      if (of === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `班级 ${classId}` }))
      const grade = firstYearOf(schoolYear as SchoolYear) - of.entered_in + 1
      if (grade < 1) return refused<RegistryProblem>(problem('registry/day-before', { day: schoolYear, earliest: `${of.entered_in}-${of.entered_in + 1}` }))
      await ask(
        tx,
        `update registry.class_name set ended_act = $4 where division = $1 and class_id = $2 and school_year = $3 and ended_act is null`,
        division,
        classId,
        schoolYear,
        act,
      )
      await ask(
        tx,
        `insert into registry.class_name (division, class_id, school_year, grade, name, act_id) values ($1, $2, $3, $4, $5, $6)`,
        division,
        classId,
        schoolYear,
        String(grade),
        name,
        act,
      )
    }
    return done({ named: new Set(names.map(({ classId }) => classId)).size })
  })

  const listThem = questionCase(listClasses, async ({ schoolId, on }, { tx, actor: { division }, today }) => {
    const schoolYear = schoolYearOn((on as PlainDate | undefined) ?? today)
    const rows = await ask<{ class_id: bigint; stage: string; entered_in: number; number: string; grade: string | null; name: string }>(
      tx,
      `select c.class_id, c.stage, c.entered_in, c.number, n.grade, n.name
       from registry.class c join registry.class_name n on n.division = c.division and n.class_id = c.class_id and n.school_year = $3 and n.ended_act is null
       where c.division = $1 and c.school_id = $2 order by c.stage, n.grade, c.number, c.class_id`,
      division,
      schoolId,
      schoolYear,
    )
    return done({
      schoolYear,
      classes: rows.map(r => ({ classId: String(r.class_id), stage: r.stage, enteredIn: r.entered_in, number: r.number, grade: r.grade, name: r.name })),
    })
  })

  return { found: foundOne, foundOther, rename, close, list, openClasses: open, nameClasses: nameThem, listClasses: listThem }
}
