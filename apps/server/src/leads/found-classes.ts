import type { AccessProblem } from '@yingjin/domain/access'
import { classNumberOf, classWord, lastGrades, type RegistryProblem, type RosterRow, type SchoolStage } from '@yingjin/domain/registry'
import { done, must, parseTerm, type Result, schoolYearOf } from '@yingjin/kernel'
import type pg from 'pg'
import { type Asked, perform } from '../access/index.ts'
import { asActorReading } from '../platform/postgres/index.ts'
import { schoolCases } from '../registry/index.ts'
import type { KeptRun } from './kept-run.ts'
import { ask } from './statement.ts'

/** Rosters that say which classes a school has: the roll, and the register of kindergartens. */
const saysClasses = new Set(['student-roll', 'kindergarten-children'])

type Spoken = Readonly<{ schoolId: string; stage: SchoolStage; grade: number; number: string }>
const keyOf = ({ schoolId, stage, grade, number }: Spoken): string => JSON.stringify([schoolId, stage, grade, number])

/**
 * Opens the classes that the rolls of a run name and the registry does not know in the school year, so that whoever answers
 * for a class sees its children. A class without a number of its own (实验班) is opened by hand.
 */
export const foundClasses = async (
  pool: pg.Pool,
  { rosters, term }: Pick<KeptRun, 'rosters' | 'term'>,
  asked: Pick<Asked, 'acting' | 'fieldsOf'>,
): Promise<Result<number, RegistryProblem | AccessProblem>> => {
  const of = rosters.filter(({ roster }) => saysClasses.has(roster))
  if (of.length === 0) return done(0)
  const schoolYear = schoolYearOf(must(parseTerm(term)))
  const [schools, known] = await asActorReading(pool, asked.acting, tx =>
    Promise.all([
      ask<{ school_id: bigint; code: string | null; name: string; stages: readonly string[] }>(
        tx,
        `select s.school_id, o.code, n.name, s.stages from registry.school s
         join registry.organisation o on o.division = s.division and o.organisation_id = s.school_id and o.ended_act is null and o.valid_to is null
         join registry.organisation_name n on n.division = o.division and n.organisation_id = o.organisation_id and n.ended_act is null
         where s.division = (select access.home())`,
      ),
      ask<{ school_id: bigint; stage: string; grade: string; number: string }>(
        tx,
        `select k.school_id, k.stage, n.grade, k.number from registry.class k
         join registry.class_name n on n.division = k.division and n.class_id = k.class_id and n.school_year = $1 and n.ended_act is null
         where k.division = (select access.home()) and k.ended_act is null`,
        schoolYear,
      ),
    ]),
  )
  const stagesOf = new Map(schools.map(({ school_id, stages }) => [String(school_id), stages]))
  const idOf = new Map(schools.flatMap(({ school_id, code, name }) => [code, name].flatMap(key => (key === null ? [] : [[key, String(school_id)] as const]))))
  const there = new Set(known.map(each => JSON.stringify([String(each.school_id), each.stage, Number(each.grade), each.number])))
  const spokenIn = ({ values }: RosterRow): Spoken | null => {
    const said = (key: string): string => String(values[key] ?? '')
    const schoolId = idOf.get(said('school_code')) ?? idOf.get(said('school_name'))
    const [stage, grade, number] = [said('stage') as SchoolStage, Number(said('grade')), classNumberOf(said('class_name'))]
    if (schoolId === undefined || number === null || !(stagesOf.get(schoolId) ?? []).includes(stage)) return null
    return Number.isInteger(grade) && grade >= 1 && grade <= (lastGrades[stage] ?? 0) ? { schoolId, stage, grade, number } : null
  }
  const wanted = new Map<string, Spoken>()
  for (const roster of of) {
    for (const row of await roster.rows()) {
      const spoken = spokenIn(row)
      if (spoken !== null && !there.has(keyOf(spoken))) wanted.set(keyOf(spoken), spoken)
    }
  }
  const { openClasses } = schoolCases()
  let opened = 0
  for (const [schoolId, classes] of Map.groupBy(wanted.values(), each => each.schoolId)) {
    const inOrder = classes.toSorted((a, b) => a.stage.localeCompare(b.stage) || a.grade - b.grade || Number(a.number) - Number(b.number))
    const made = await perform(
      pool,
      openClasses,
      { schoolId, schoolYear, classes: inOrder.map(({ stage, grade, number }) => ({ stage, grade, number, name: classWord(stage, grade, number) })) },
      asked,
    )
    if (!made.ok) return made
    opened += made.value.classIds.length
  }
  return done(opened)
}
