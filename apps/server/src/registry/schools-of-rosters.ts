import type { rosterProgress } from '@yingjin/domain/registry'
import type { Stage } from '@yingjin/facts'
import type { RosterKind } from '@yingjin/intake'
import { addDays, type PlainDate } from '@yingjin/kernel'
import type { z } from 'zod'
import type { Tx } from '../platform/postgres/index.ts'
import { ask } from './statement.ts'

/** Whose children a complete roster lists: those of every school of these stages. */
const stagesOf: Readonly<Record<RosterKind['coverage']['population'], readonly Stage[] | null>> = {
  'pupils-of-county-schools': ['primary', 'junior', 'senior'],
  'kindergarten-children': ['preschool'],
  'vocational-students': ['vocational'],
  residents: null,
  all: null,
}

/** The stages whose schools all belong on rosters of the kind; null where it is no list of the pupils of schools. */
export const stagesOnRoster = ({ coverage, columns }: RosterKind): readonly Stage[] | null =>
  coverage.extent === 'complete' && columns.some(({ key }) => key === 'school_code' || key === 'school_name') ? stagesOf[coverage.population] : null

/** Of which schools the batch has rows, counted from the table `incoming` as it is committed. */
export const keepSchools = (tx: Tx, division: string, importId: bigint, kind: RosterKind): Promise<unknown> =>
  stagesOnRoster(kind) === null
    ? Promise.resolve()
    : ask(
        tx,
        `insert into registry.import_school (division, import_id, nth, at_school_id, rows)
         select $1, $2, row_number() over (order by at_school_id), at_school_id, count(*) from incoming group by at_school_id`,
        division,
        importId,
      )

export type RegisteredSchool = Readonly<{ school_id: bigint; name: string; township: string | null; stages: readonly string[] }>

const nameOn = (organisation: string): string => `(select n.name from registry.organisation_name n
  where n.division = $1 and n.organisation_id = ${organisation} and n.ended_act is null order by n.valid_from <= $2::date desc, n.valid_from desc limit 1)`

/** Schools of the register that stand on the day, township by township. */
export const schoolsStanding = (tx: Tx, division: string, on: PlainDate): Promise<readonly RegisteredSchool[]> =>
  ask<RegisteredSchool>(
    tx,
    `select s.school_id, ${nameOn('s.school_id')} as name, s.stages, ${nameOn(`(
         select min(t.organisation_id) from registry.organisation t where t.division = $1 and t.kind = 'township' and t.area = left(o.area, 9) and t.ended_act is null)`)} as township
     from registry.organisation o join registry.school s on s.division = o.division and s.school_id = o.organisation_id
     where o.division = $1 and o.ended_act is null and o.merged_into is null
       and (o.valid_from is null or o.valid_from <= $2::date) and (o.valid_to is null or o.valid_to >= $2::date)
     order by left(o.area, 9), name, s.school_id`,
    division,
    on,
  )

export type SchoolReceived = Readonly<{
  roster: string
  as_of: PlainDate | null
  replaced: boolean
  over_on: PlainDate | null
  school_id: bigint | null
  rows: number
}>

type SchoolsOfRoster = NonNullable<z.output<typeof rosterProgress.outcome>['rosters'][number]['schools']>

/** Which schools have no row in what is in force of the kind on the day, and since when; null where the roster says no school. */
export const schoolsWithout = (
  kind: RosterKind,
  on: PlainDate,
  registered: readonly RegisteredSchool[],
  received: readonly SchoolReceived[],
): SchoolsOfRoster | null => {
  const stages = stagesOnRoster(kind)
  if (stages === null) return null
  const lastDay = (asOf: PlainDate): PlainDate => addDays(asOf, kind.coverage.inForceForDays)
  const came = received.filter(({ roster }) => roster === kind.id)
  const inForce = came.filter(({ replaced, as_of }) => !replaced && (as_of === null || lastDay(as_of) >= on))
  const there = new Set(inForce.map(({ school_id }) => school_id))
  const asked = registered.filter(school => school.stages.some(stage => stages.some(each => each === stage)))
  const lastOf = new Map<bigint | null, SchoolReceived>()
  for (const each of came) {
    const before = lastOf.get(each.school_id)
    if (before === undefined || (before.as_of ?? '') <= (each.as_of ?? '')) lastOf.set(each.school_id, each)
  }
  const since = (last: SchoolReceived | undefined): PlainDate => {
    if (last === undefined || last.as_of === null) return last?.over_on ?? on
    const overdue = addDays(lastDay(last.as_of), 1)
    return last.over_on !== null && last.over_on < overdue ? last.over_on : overdue
  }
  return {
    registered: asked.length,
    rowsOfNone: inForce.reduce((sum, { school_id, rows }) => sum + (school_id === null ? rows : 0), 0),
    rowsOfSchools: inForce.reduce((sum, { school_id, rows }) => sum + (school_id === null ? 0 : rows), 0),
    without: asked
      .filter(({ school_id }) => !there.has(school_id))
      .map(({ school_id, name, township }) => {
        const last = lastOf.get(school_id)
        return { schoolId: String(school_id), name, township, lastAsOf: last?.as_of ?? null, since: since(last) }
      }),
  }
}
