import { listRollOvers, type RegistryProblem, restsWord, type RollOverCounts, showUndoRollOver } from '@yingjin/domain/registry'
import { done, problem, refused } from '@yingjin/kernel'
import { questionCase } from '../access/index.ts'
import { ask, askOne } from './statement.ts'

/** So many of those whom later acts speak of are named at once. */
const mostNamed = 20

/** 历次升级: what was rolled over and taken back, and what taking one back would do today. */
export const rollOverHistoryCases = () => {
  const list = questionCase(listRollOvers, async ({ rollOverId, before, limit }, { tx, actor: { division } }) => {
    const { total } = await askOne<{ total: number }>(
      tx,
      `select count(*)::int as total from registry.roll_over where division = $1 and ($2::bigint is null or roll_over_id = $2)`,
      division,
      rollOverId ?? null,
    )
    const rows = await ask<{
      roll_over_id: bigint
      school_year: string
      school_name: string | null
      counts: RollOverCounts
      done_at: string
      done_by: string | null
      undone_at: string | null
      undone_by: string | null
    }>(
      tx,
      `select r.roll_over_id, r.school_year, r.counts, m.done_at::text, m.done_by, m.undone_at::text, m.undone_by,
         (select n.name from registry.organisation_name n where n.division = r.division and n.organisation_id = r.school_id and n.ended_act is null
          order by n.valid_from desc limit 1) as school_name
       from registry.roll_over r join registry.moments_of_roll_overs($1) m on m.roll_over_id = r.roll_over_id
       where r.division = $1 and ($2::bigint is null or r.roll_over_id < $2) and ($3::bigint is null or r.roll_over_id = $3) order by r.roll_over_id desc limit $4`,
      division,
      before ?? null,
      rollOverId ?? null,
      limit,
    )
    return done({
      total,
      rollOvers: rows.map(row => ({
        rollOverId: String(row.roll_over_id),
        schoolYear: row.school_year,
        schoolName: row.school_name,
        counts: row.counts,
        doneAt: row.done_at,
        doneBy: row.done_by,
        undoneAt: row.undone_at,
        undoneBy: row.undone_by,
      })),
      next: rows.length < limit ? null : String(rows.at(-1)?.roll_over_id),
    })
  })

  /** Counted as the undo counts it, and nothing is done. */
  const undo = questionCase(showUndoRollOver, async ({ rollOverId }, { tx, actor: { division } }) => {
    const [found] = await ask<{ act_id: bigint; undone_act: bigint | null }>(
      tx,
      `select act_id, undone_act from registry.roll_over where division = $1 and roll_over_id = $2`,
      division,
      rollOverId,
    )
    if (found === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `升级 ${rollOverId}` }))
    const nothing = { ended: 0, restored: 0, handovers: 0, classes: 0, rests: [], people: [], peopleInAll: 0 }
    if (found.undone_act !== null) return done({ rollOverId, undone: true, ...nothing })
    const counted = await askOne<{ ended: number; restored: number; handovers: number; classes: number }>(
      tx,
      `select (select count(*)::int from registry.enrolment where division = $1 and act_id = $2 and ended_act is null) as ended,
         (select count(*)::int from registry.enrolment where division = $1 and ended_act = $2) as restored,
         (select count(*)::int from registry.handover where division = $1 and act_id = $2 and status = 'open') as handovers,
         (select count(*)::int from registry.class_name where division = $1 and act_id = $2 and ended_act is null) as classes`,
      division,
      found.act_id,
    )
    const rests = await ask<{ what: string; label: string }>(tx, `select what, label from registry.what_rests_on_roll_over($1, $2)`, division, rollOverId)
    const people = await ask<{ person_id: bigint; name: string; in_all: number }>(
      tx,
      `select p.person_id, p.name, count(*) over ()::int as in_all from registry.person p
       where p.division = $1 and p.person_id in (
         select e.person_id from registry.enrolment e where e.division = $1 and e.act_id = any ($2::bigint[]) and e.import_id is null and e.ended_act is null)
       and p.person_id in (select e.person_id from registry.enrolment e where e.division = $1 and e.act_id = $3)
       order by p.person_id limit $4`,
      division,
      rests.filter(({ what }) => what === 'school-life').map(({ label }) => label),
      found.act_id,
      mostNamed,
    )
    return done({
      rollOverId,
      undone: false,
      ...counted,
      rests: rests.map(({ what, label }) => ({ what, word: restsWord(what), label })),
      people: people.map(({ person_id, name }) => ({ personId: String(person_id), name })),
      peopleInAll: people[0]?.in_all ?? 0,
    })
  })

  return { listRollOvers: list, showUndoRollOver: undo }
}
