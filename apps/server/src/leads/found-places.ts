import type { AccessProblem } from '@yingjin/domain/access'
import { type RegistryProblem, schoolStages } from '@yingjin/domain/registry'
import { done, type Result } from '@yingjin/kernel'
import type pg from 'pg'
import { type Asked, perform } from '../access/index.ts'
import { asActorReading } from '../platform/postgres/index.ts'
import { schoolCases } from '../registry/index.ts'
import type { KeptRun, KeptSchool } from './kept-run.ts'
import { ask } from './statement.ts'

/** A village as the division table names it. */
export type NamedVillage = Readonly<{ code: string; township: string; village: string }>

export type FoundPlaces = Readonly<{ founded: number; /** Schools whose township the division table does not name. */ withoutPlace: readonly string[] }>

type Place = Readonly<{ kind: 'township' | 'village' | 'school'; name: string; area: string; code?: string | null; stages?: readonly string[] }>

/**
 * Founds what the registry does not know yet of the townships and villages that the rosters of a run name, and of the schools
 * of its directory, so that whoever answers for a place sees its children. What is known stays as it is.
 */
export const foundPlaces = async (
  pool: pg.Pool,
  { villages, kept: { schools, villages: named, referenceDate: from } }: Readonly<{ villages: readonly NamedVillage[]; kept: KeptRun }>,
  asked: Pick<Asked, 'acting' | 'fieldsOf'>,
): Promise<Result<FoundPlaces, RegistryProblem | AccessProblem>> => {
  const known = await asActorReading(pool, asked.acting, tx =>
    ask<{ kind: string; name: string; area: string; code: string | null }>(
      tx,
      `select o.kind, n.name, o.area, o.code from registry.organisation o
       join registry.organisation_name n on n.division = o.division and n.organisation_id = o.organisation_id and n.ended_act is null
       where o.division = (select access.home()) and o.ended_act is null`,
    ),
  )
  const key = ({ kind, name, area }: Readonly<{ kind: string; name: string; area: string }>): string =>
    JSON.stringify([kind, name, kind === 'village' ? area : ''])
  const there = new Set(known.flatMap(each => [key(each), ...(each.code === null ? [] : [each.code])]))
  const townships = new Map(villages.map(({ code, township }) => [township, code.slice(0, 9)]))
  const areaOf = ({ township, village }: KeptSchool): string | undefined =>
    villages.find(each => each.township === township && each.village === village)?.code ?? townships.get(township ?? '')
  const withoutPlace = schools.filter(school => areaOf(school) === undefined).map(({ name }) => name)
  const spoken = new Set(named.map(({ township, village }) => `${township} ${village}`))
  const living = new Set([...named, ...schools].map(({ township }) => township))
  const wanted: readonly Place[] = [
    ...[...townships].flatMap(([name, area]) => (living.has(name) ? [{ kind: 'township', name, area } as const] : [])),
    ...villages.flatMap(({ code, township, village }) =>
      spoken.has(`${township} ${village}`) ? [{ kind: 'village', name: village, area: code } as const] : [],
    ),
    ...schools.flatMap(({ code, name, stages, ...at }): readonly Place[] => {
      const area = areaOf({ code, name, stages, ...at })
      const taught = stages.filter(stage => (schoolStages as readonly string[]).includes(stage))
      return area === undefined || taught.length === 0 ? [] : [{ kind: 'school', code, name, stages: taught, area }]
    }),
  ]
  const { found, foundOther } = schoolCases()
  let founded = 0
  for (const place of wanted) {
    if (there.has(key(place)) || there.has(place.code ?? '')) continue
    const { kind, ...of } = place
    const made =
      kind === 'school'
        ? await perform(pool, found, { ...of, from }, asked)
        : await perform(pool, foundOther, { kind, name: of.name, area: of.area, from }, asked)
    // Known under a name that is written otherwise: it stays as it is.
    if (!made.ok && made.problem.code !== 'registry/school-known') return made
    if (made.ok) founded += 1
  }
  return done({ founded, withoutPlace })
}
