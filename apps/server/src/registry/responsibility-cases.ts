import { assignResponsibility, endResponsibility, findHoles, type RegistryProblem } from '@yingjin/domain/registry'
import { done, problem, refused } from '@yingjin/kernel'
import { orderCase, questionCase } from '../access/index.ts'
import { ask, askOne } from './statement.ts'

/** Who answers for whom: given, ended, and where nobody does. */
export const responsibilityCases = () => {
  const assign = orderCase(
    assignResponsibility,
    async ({ chain, role, holderPersonId, deputyPersonId, of, validFrom, validTo }, { tx, actor: { division }, act }) => {
      for (const personId of [holderPersonId, deputyPersonId, of.target === 'child' ? of.personId : undefined]) {
        if (personId === undefined) continue
        const [known] = await ask(tx, `select from registry.person where division = $1 and person_id = $2 and gone_act is null`, division, personId)
        if (known === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `人员 ${personId}` }))
      }
      if (deputyPersonId === holderPersonId) return refused<RegistryProblem>(problem('registry/same-person', {}))
      const { responsibility_id } = await askOne<{ responsibility_id: bigint }>(
        tx,
        `insert into registry.responsibility (division, chain, role, holder_person_id, deputy_person_id, target, person_id, household_id, area, village_group, class_id, school_id, valid_from, valid_to, act_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) returning responsibility_id`,
        division,
        chain,
        role,
        holderPersonId,
        deputyPersonId ?? null,
        of.target,
        of.target === 'child' ? of.personId : null,
        of.target === 'household' ? of.householdId : null,
        of.target === 'group' || of.target === 'village' || of.target === 'township' ? of.area : null,
        of.target === 'group' ? of.villageGroup : null,
        of.target === 'class' ? of.classId : null,
        of.target === 'school' ? of.schoolId : null,
        validFrom,
        validTo ?? null,
        act,
      )
      return done({ responsibilityId: String(responsibility_id) })
    },
  )

  const end = orderCase(endResponsibility, async ({ responsibilityId }, { tx, actor: { division }, act }) => {
    const ended = await ask(
      tx,
      `update registry.responsibility set ended_act = $3 where division = $1 and responsibility_id = $2 and ended_act is null returning responsibility_id`,
      division,
      responsibilityId,
      act,
    )
    return ended.length === 1 ? done({}) : refused<RegistryProblem>(problem('registry/not-found', { what: `责任关系 ${responsibilityId}` }))
  })

  const holes = questionCase(findHoles, async ({ chain, role, after, limit }, { tx, actor: { division }, today }) => {
    const rows = await ask<{ person_id: bigint; name: string; school_id: bigint | null }>(
      tx,
      `with held as materialized (
         select * from registry.responsibility r where r.division = $1 and r.chain = $2 and r.role = $3 and r.ended_act is null
           and r.valid_from <= $4::date and (r.valid_to is null or r.valid_to >= $4::date))
       select p.person_id, p.name, p.school_id from registry.person p
       where p.division = $1 and p.gone_act is null and p.merged_into is null and p.person_id > $5
         and exists (select from registry.enrolment e where e.division = $1 and e.person_id = p.person_id and e.ended_act is null and e.state in ('enrolled', 'suspended'))
         and p.person_id not in (select h.person_id from held h where h.target = 'child')
         and not exists (select from held h join registry.household_member m on m.division = $1 and m.household_id = h.household_id and m.ended_act is null where h.target = 'household' and m.person_id = p.person_id)
         and not exists (select from held h join registry.residence s on s.division = $1 and s.at_area = h.area and s.village_group = h.village_group and s.ended_act is null where h.target = 'group' and s.person_id = p.person_id)
         and coalesce(p.class_id not in (select h.class_id from held h where h.target = 'class'), true)
         and coalesce(p.school_id not in (select h.school_id from held h where h.target = 'school'), true)
         and coalesce(p.area not in (select h.area from held h where h.target = 'village'), true)
         and coalesce(left(p.area, 9) not in (select h.area from held h where h.target = 'township'), true)
       order by p.person_id limit $6`,
      division,
      chain,
      role,
      today,
      after ?? '0',
      limit,
    )
    return done({
      children: rows.map(r => ({ personId: String(r.person_id), name: r.name, schoolId: r.school_id === null ? null : String(r.school_id) })),
      next: rows.length < limit ? null : String(rows.at(-1)?.person_id),
    })
  })

  return { assign, end, holes }
}
