import {
  classWord,
  dryRunRollOver,
  lastGrades,
  type RegistryProblem,
  rollOver,
  type RollOverCounts,
  type SchoolStage,
  schoolStages,
  undoRollOver,
} from '@yingjin/domain/registry'
import { done, firstYearOf, problem, refused, type Result, schoolYearFrom, schoolYearStart, type SchoolYear } from '@yingjin/kernel'
import { orderCase, type OrderScene, questionCase, type QuestionScene } from '../access/index.ts'
import { planAnew, type Tx } from '../platform/postgres/index.ts'
import { sayEnrolments, settle } from './say-enrolments.ts'
import { ask, askOne } from './statement.ts'
import { wholeCountyOnly } from './whole-county.ts'

/** Which stage follows; after the compulsory years it is for the child to say. */
const nextStage: Readonly<Record<SchoolStage, SchoolStage | null>> = { preschool: 'primary', primary: 'junior', junior: null, senior: null, vocational: null }
const expectedAfter: readonly SchoolStage[] = ['preschool', 'primary', 'junior']
const stageTable = `(values ${schoolStages
  .map(stage => `('${stage}', ${lastGrades[stage]}, ${nextStage[stage] === null ? 'null' : `'${nextStage[stage]}'`}, ${expectedAfter.includes(stage)})`)
  .join(', ')}) as g (stage, last_grade, next_stage, expected)`

/**
 * What the new school year does with each child of the schools in question ($1 division, $2 first day, $3 one school or
 * none, $4 school year): one line per child, from the word about 在籍, or about 在校 where it is on no roll. Whom a word of
 * the new year speaks of already, and of whom nobody knows in which year its grade was so, stay as they are.
 */
const plan = `
  with child as (
    select p.person_id, p.name, p.school_id from registry.person p
    where p.division = $1 and p.gone_act is null and p.merged_into is null and p.school_id is not null and ($3::bigint is null or p.school_id = $3)
      and not exists (select from registry.roll_over r where r.division = $1 and r.school_year = $4 and r.undone_act is null and coalesce(r.school_id, p.school_id) = p.school_id)
  ), word as materialized (
    select * from registry.standing_enrolment($1, array(select person_id from child)) s where s.state in ('enrolled', 'suspended') and s.at_school_id is not null
  ), base as (
    select distinct on (w.person_id) c.person_id, c.name, c.school_id, w.state,
      coalesce(w.stage, case when cardinality(s.stages) = 1 then s.stages[1] end) as stage,
      case when w.grade ~ '^[1-9]$' then w.grade::int end as grade, s.stages,
      case when w.by_import then w.as_of else w.valid_from end as said_on
    from child c join word w on w.person_id = c.person_id join registry.school s on s.division = $1 and s.school_id = c.school_id
    order by w.person_id, w.matter
  ), fate as (
    select b.*, g.last_grade, g.next_stage, g.expected,
      case
        when b.state = 'suspended' then 'suspended'
        when b.said_on >= $2::date then 'ofTheYear'
        when b.said_on is null then 'undated'
        when g.stage is null or b.grade is null or b.grade > g.last_grade then 'unclear'
        when b.grade = g.last_grade then 'graduated'
        else 'promoted'
      end as does
    from base b left join ${stageTable} on g.stage = b.stage
  )`

type Counted = Omit<RollOverCounts, 'classes'>
const counts = `select count(*) filter (where does = 'promoted')::int as promoted, count(*) filter (where does = 'graduated')::int as graduated,
  count(*) filter (where does = 'graduated' and expected)::int as expected, count(*) filter (where does = 'suspended')::int as suspended,
  count(*) filter (where does = 'ofTheYear')::int as "ofTheYear", count(*) filter (where does = 'undated')::int as undated,
  count(*) filter (where does = 'unclear')::int as unclear from fate`

type ClassInPlan = Readonly<{ class_id: bigint; stage: SchoolStage; number: string; grade: number; name: string }>
/** Classes of the old year whose children go on into a grade of the new one, and have no name in it yet. */
const classesToName = (tx: Tx, division: string, schoolYear: SchoolYear, schoolId: string | null): Promise<readonly ClassInPlan[]> =>
  ask<ClassInPlan>(
    tx,
    `select c.class_id, c.stage, c.number, n.grade::int as grade, n.name from registry.class c
     join registry.class_name n on n.division = c.division and n.class_id = c.class_id and n.school_year = $2 and n.ended_act is null and n.grade ~ '^[1-9]$'
     join ${stageTable} on g.stage = c.stage
     where c.division = $1 and c.ended_act is null and ($4::bigint is null or c.school_id = $4) and n.grade::int < g.last_grade
       and not exists (select from registry.class_name w where w.division = c.division and w.class_id = c.class_id and w.school_year = $3 and w.ended_act is null)
       and not exists (select from registry.roll_over r where r.division = $1 and r.school_year = $3 and r.undone_act is null and coalesce(r.school_id, c.school_id) = c.school_id)
     order by c.class_id`,
    division,
    schoolYearFrom(firstYearOf(schoolYear) - 1),
    schoolYear,
    schoolId,
  )
/** 七（3）班 becomes 八（3）班; a class with a name of its own keeps it. */
const nameInNextYear = ({ stage, grade, number, name }: ClassInPlan): string =>
  name === classWord(stage, grade, number) ? classWord(stage, grade + 1, number) : name

/** 升级, 毕业: one act for a school or the county, counted before it is done, and undone by another act. */
export const rollOverCases = () => {
  const hindrance = async (
    { tx, actor: { division }, today }: QuestionScene,
    schoolYear: SchoolYear,
    schoolId: string | null,
  ): Promise<RegistryProblem | null> => {
    const from = schoolYearStart(schoolYear)
    if (from > today) return problem('registry/day-to-come', { day: from, today })
    const [school] = schoolId === null ? [{}] : await ask(tx, `select from registry.school where division = $1 and school_id = $2`, division, schoolId)
    if (school === undefined) return problem('registry/not-found', { what: `学校 ${String(schoolId)}` })
    const [before] = await ask<{ school_id: bigint | null }>(
      tx,
      `select school_id from registry.roll_over where division = $1 and school_year = $2 and undone_act is null and (school_id is null or school_id = $3::bigint) limit 1`,
      division,
      schoolYear,
      schoolId,
    )
    return before === undefined
      ? null
      : problem('registry/rolled-over-already', { schoolYear, schoolId: before.school_id === null ? null : String(before.school_id) })
  }

  const dryRun = questionCase(dryRunRollOver, async ({ schoolYear: written, schoolId }, scene) => {
    const schoolYear = written as SchoolYear
    const { tx, actor } = scene
    const no = await hindrance(scene, schoolYear, schoolId)
    if (no !== null) return refused<RegistryProblem>(no)
    const values = [actor.division, schoolYearStart(schoolYear), schoolId, schoolYear]
    const counted = await askOne<Counted>(tx, `${plan} ${counts}`, ...values)
    const left = await ask<{ person_id: bigint; name: string; does: 'undated' | 'unclear' }>(
      tx,
      `${plan} select person_id, name, does from fate where does in ('undated', 'unclear') order by person_id limit 20`,
      ...values,
    )
    const classes = await classesToName(tx, actor.division, schoolYear, schoolId)
    return done({
      ...counted,
      classes: classes.length,
      left: left.map(({ person_id, name, does }) => ({ personId: String(person_id), name, why: does })),
    })
  })

  /** One at a time, and never beside an import. */
  const alone = async ({ tx, actor: { division } }: OrderScene): Promise<void> => {
    await planAnew(tx)
    await ask(tx, `select set_config('statement_timeout', '600000', true), set_config('lock_timeout', '600000', true)`)
    await ask(tx, `select pg_advisory_xact_lock(990101003, hashtext($1))`, division)
  }

  const roll = orderCase(
    rollOver,
    async ({ schoolYear: written, schoolId }, scene): Promise<Result<RollOverCounts & { rollOverId: string }, RegistryProblem>> => {
      const schoolYear = written as SchoolYear
      const { tx, actor, act } = scene
      const { division } = actor
      const narrow = await wholeCountyOnly(tx, division, rollOver.title, ['organisations', 'persons'])
      if (narrow !== null) return refused(narrow)
      await alone(scene)
      const no = await hindrance(scene, schoolYear, schoolId)
      if (no !== null) return refused(no)
      const from = schoolYearStart(schoolYear)
      await ask(
        tx,
        `create temporary table fate on commit drop as ${plan} select person_id, school_id, stage, grade, stages, next_stage, expected, does from fate`,
        division,
        from,
        schoolId,
        schoolYear,
      )
      await ask(tx, 'analyze fate')
      const counted = await askOne<Counted>(tx, counts)
      if (counted.promoted + counted.graduated === 0) return refused(problem('registry/nobody-to-roll-over', { schoolYear }))
      const classes = await classesToName(tx, division, schoolYear, schoolId)
      for (const each of classes)
        await ask(
          tx,
          `insert into registry.class_name (division, class_id, school_year, grade, name, act_id) values ($1, $2, $3, $4, $5, $6)`,
          division,
          each.class_id,
          schoolYear,
          String(each.grade + 1),
          nameInNextYear(each),
          act,
        )
      await sayEnrolments(
        tx,
        division,
        act,
        'school-life',
        `select s.person_id, s.matter, case f.does when 'promoted' then 'enrolled' else 'graduated' end as state, null::text as ground, s.at_school_id, s.at_school_name, s.at_class_id,
         f.stage, case f.does when 'promoted' then (f.grade + 1)::text else f.grade::text end as grade,
         (select n.name from registry.class_name n where n.division = $1 and n.class_id = s.at_class_id and n.school_year = $3 and n.ended_act is null limit 1) as class_name,
         s.boards, $2::date as valid_from
       from fate f join registry.standing_enrolment($1, array(select person_id from fate where does in ('promoted', 'graduated'))) s on s.person_id = f.person_id
       where f.does in ('promoted', 'graduated') and s.state in ('enrolled', 'suspended') and (case when s.by_import then s.as_of else s.valid_from end) < $2::date`,
        from,
        schoolYear,
      )
      await ask(
        tx,
        `insert into registry.handover (division, person_id, kind, from_school_id, to_school_id, stage, grade, opened_on, act_id, area, school_id, class_id)
       select $1, f.person_id, 'next-stage', f.school_id, case when f.next_stage = any (f.stages) then f.school_id end, f.next_stage, '1', $2, $3, p.area, p.school_id, p.class_id
       from fate f join registry.person p on p.division = $1 and p.person_id = f.person_id
       where f.does = 'graduated' and f.expected
         and not exists (select from registry.handover h where h.division = $1 and h.person_id = f.person_id and h.status = 'open')`,
        division,
        from,
        act,
      )
      const outcome = { ...counted, classes: classes.length }
      const { roll_over_id } = await askOne<{ roll_over_id: bigint }>(
        tx,
        `insert into registry.roll_over (division, school_year, school_id, counts, act_id) values ($1, $2, $3, $4, $5) returning roll_over_id`,
        division,
        schoolYear,
        schoolId,
        JSON.stringify(outcome),
        act,
      )
      return done({ ...outcome, rollOverId: String(roll_over_id) })
    },
  )

  const undo = orderCase(undoRollOver, async ({ rollOverId }, scene) => {
    const { tx, actor, act } = scene
    const { division } = actor
    const narrow = await wholeCountyOnly(tx, division, undoRollOver.title, ['organisations', 'persons'])
    if (narrow !== null) return refused<RegistryProblem>(narrow)
    await alone(scene)
    const [found] = await ask<{ act_id: bigint; undone_act: bigint | null }>(
      tx,
      `select act_id, undone_act from registry.roll_over where division = $1 and roll_over_id = $2 for update`,
      division,
      rollOverId,
    )
    if (found === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `升级 ${rollOverId}` }))
    if (found.undone_act !== null) return refused<RegistryProblem>(problem('registry/roll-over-undone', { rollOverId }))
    const rests = await ask<{ what: string; label: string }>(tx, `select what, label from registry.what_rests_on_roll_over($1, $2)`, division, rollOverId)
    if (rests.length > 0) return refused<RegistryProblem>(problem('registry/roll-over-rested-on', { rollOverId, rests }))
    const ended = await ask<{ person_id: bigint }>(
      tx,
      `update registry.enrolment set ended_act = $3 where division = $1 and act_id = $2 and ended_act is null returning person_id`,
      division,
      found.act_id,
      act,
    )
    const said =
      'person_id, matter, at_school_id, at_school_name, at_class_id, stage, grade, class_name, boards, state, ground, source, valid_from, valid_to, import_id, row_no'
    const restored = await ask<{ person_id: bigint }>(
      tx,
      `insert into registry.enrolment (division, ${said}, act_id, area, school_id, class_id)
       select $1, ${said
         .split(', ')
         .map(name => `e.${name}`)
         .join(', ')}, $3, p.area, p.school_id, p.class_id
       from registry.enrolment e join registry.person p on p.division = $1 and p.person_id = e.person_id where e.division = $1 and e.ended_act = $2 returning person_id`,
      division,
      found.act_id,
      act,
    )
    await ask(
      tx,
      `update registry.handover set status = 'withdrawn', closed_on = opened_on, closed_act = $3, version = version + 1 where division = $1 and act_id = $2 and status = 'open'`,
      division,
      found.act_id,
      act,
    )
    await ask(tx, `update registry.class_name set ended_act = $3 where division = $1 and act_id = $2 and ended_act is null`, division, found.act_id, act)
    await ask(tx, `update registry.roll_over set undone_act = $3, version = version + 1 where division = $1 and roll_over_id = $2`, division, rollOverId, act)
    await settle(tx, division, [...new Set([...ended, ...restored].map(({ person_id }) => person_id))])
    return done({ ended: ended.length, restored: restored.length })
  })

  return { dryRunRollOver: dryRun, rollOver: roll, undoRollOver: undo }
}
