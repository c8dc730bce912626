import { listPupils, listSchoolRegister, type RegistryProblem, type SchoolStanding, showSchool } from '@yingjin/domain/registry'
import { done, type PlainDate, problem, refused } from '@yingjin/kernel'
import { questionCase } from '../access/index.ts'
import { namedPage } from './named-page.ts'
import { ask, askOne } from './statement.ts'

/** A school on a day ($2), with the name it bears on it, else the nearest, and the township in which it lies. */
const register = `select o.organisation_id as school_id, o.code, s.stages, o.area, o.valid_from::text as founded_on, o.valid_to::text as last_day, o.merged_into, o.version, n.name, n.every,
    case when o.valid_from > $2::date then 'not-yet' when o.valid_to < $2::date then 'closed' else 'open' end as standing,
    (select m.name from registry.organisation t join registry.organisation_name m on m.division = t.division and m.organisation_id = t.organisation_id and m.ended_act is null
     where t.division = o.division and t.kind = 'township' and t.area = left(o.area, 9) and t.ended_act is null order by m.valid_from desc limit 1) as township
  from registry.organisation o join registry.school s on s.division = o.division and s.school_id = o.organisation_id
  cross join lateral (
    select (array_agg(w.name order by w.valid_from > $2::date, abs(w.valid_from - $2::date)))[1] as name, string_agg(w.name, ' ') as every
    from registry.organisation_name w where w.division = o.division and w.organisation_id = o.organisation_id and w.ended_act is null) n
  where o.division = $1 and o.ended_act is null`

type SchoolRow = Readonly<{
  school_id: bigint
  code: string | null
  stages: readonly string[]
  area: string
  founded_on: PlainDate | null
  last_day: PlainDate | null
  merged_into: bigint | null
  version: number
  name: string
  standing: SchoolStanding
  township: string | null
}>

/** The register of schools as a page shows it, and who sits at each. */
export const schoolRegisterCases = () => {
  const list = questionCase(listSchoolRegister, async ({ name, area, standing, after, limit }, { tx, actor: { division }, today }) => {
    const from = Number(after ?? '0')
    const rows = await ask<SchoolRow & Readonly<{ enrolled: number; total: number; in_all: number }>>(
      tx,
      `with there as (select p.school_id, count(*)::int as n from registry.person p
         where p.division = $1 and p.school_id is not null and p.gone_act is null and p.merged_into is null group by p.school_id),
       school as (select r.*, coalesce(t.n, 0) as enrolled from (${register}) r left join there t on t.school_id = r.school_id
         where ($3::text is null or strpos(r.every, $3) > 0) and ($4::text is null or left(r.area, 9) = $4) and ($5::text is null or r.standing = $5))
       select *, count(*) over ()::int as total, sum(enrolled) over ()::int as in_all from school order by left(area, 9), name, school_id offset $6 limit $7`,
      division,
      today,
      name ?? null,
      area ?? null,
      standing ?? null,
      from,
      limit,
    )
    const [total, inAll] = [rows[0]?.total ?? 0, rows[0]?.in_all ?? 0]
    return done({
      total,
      enrolledInAll: inAll,
      schools: rows.map(row => ({
        schoolId: String(row.school_id),
        name: row.name,
        code: row.code,
        stages: [...row.stages],
        area: row.area,
        township: row.township,
        standing: row.standing,
        enrolled: row.enrolled,
      })),
      next: from + rows.length < total ? String(from + rows.length) : null,
    })
  })

  const show = questionCase(showSchool, async ({ schoolId }, { tx, actor: { division }, today }) => {
    const [school] = await ask<SchoolRow>(tx, `select * from (${register}) r where r.school_id = $3`, division, today, schoolId)
    if (school === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `学校 ${schoolId}` }))
    const names = await ask<{ name: string; from: string; to: string | null }>(
      tx,
      `select name, valid_from::text as "from", valid_to::text as "to" from registry.organisation_name
       where division = $1 and organisation_id = $2 and ended_act is null order by valid_from desc`,
      division,
      schoolId,
    )
    const kin = await ask<{ school_id: bigint; name: string; last_day: string | null }>(
      tx,
      `select r.school_id, r.name, r.last_day from (${register}) r where r.school_id = $3 or r.merged_into = $4 order by r.last_day, r.school_id`,
      division,
      today,
      school.merged_into,
      schoolId,
    )
    const years = await ask<{ school_year: string }>(
      tx,
      `select distinct n.school_year from registry.class c join registry.class_name n on n.division = c.division and n.class_id = c.class_id and n.ended_act is null
       where c.division = $1 and c.school_id = $2 order by 1 desc`,
      division,
      schoolId,
    )
    const { enrolled, expected } = await askOne<{ enrolled: number; expected: number }>(
      tx,
      `select (select count(*)::int from registry.person where division = $1 and school_id = $2 and gone_act is null and merged_into is null) as enrolled,
         (select count(*)::int from registry.handover where division = $1 and to_school_id = $2 and status = 'open') as expected`,
      division,
      schoolId,
    )
    const into = kin.find(({ school_id }) => school_id === school.merged_into)
    return done({
      schoolId,
      name: school.name,
      code: school.code,
      stages: [...school.stages],
      area: school.area,
      township: school.township,
      standing: school.standing,
      foundedOn: school.founded_on,
      lastDay: school.last_day,
      mergedInto: into === undefined ? null : { schoolId: String(into.school_id), name: into.name },
      took: kin.filter(each => each !== into).map(({ school_id, name, last_day }) => ({ schoolId: String(school_id), name, lastDay: last_day })),
      names: names.map(each => ({ ...each })),
      schoolYears: years.map(({ school_year }) => school_year),
      version: school.version,
      enrolled,
      expected,
    })
  })

  const pupils = questionCase(listPupils, async ({ schoolId, classId, after, limit }, { tx, actor: { division } }) => {
    const there = `p.division = $1 and p.school_id = $2 and ($3::bigint is null or p.class_id = $3) and p.gone_act is null and p.merged_into is null`
    const { total } = await askOne<{ total: number }>(
      tx,
      `select count(*)::int as total from registry.person p where ${there}`,
      division,
      schoolId,
      classId ?? null,
    )
    const rows = await ask<{ person_id: bigint; name: string; sex: string | null; born_on: string | null }>(
      tx,
      `select p.person_id, p.name, p.sex, p.born_on::text from registry.person p where ${there} and p.person_id > $4 order by p.person_id limit $5`,
      division,
      schoolId,
      classId ?? null,
      after ?? '0',
      limit + 1,
    )
    const { page, next } = await namedPage(tx, division, rows, limit)
    return done({
      total,
      pupils: page.map(([{ person_id, name, sex, born_on }, { className, township }]) => ({
        personId: String(person_id),
        name,
        sex,
        bornOn: born_on,
        className,
        township,
      })),
      next,
    })
  })

  return { list, show, pupils }
}
