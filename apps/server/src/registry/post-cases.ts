import { appoint, endPost, listPosts, type RegistryProblem, roleOfTitle } from '@yingjin/domain/registry'
import { done, problem, refused } from '@yingjin/kernel'
import { orderCase, questionCase } from '../access/index.ts'
import { ask, askOne } from './statement.ts'

/** Who holds which post in which organisation, from a day to a day. */
export const postCases = () => {
  const appointOne = orderCase(appoint, async ({ organisationId, title, personId, from, to }, { tx, actor: { division }, act }) => {
    const [person] = await ask(
      tx,
      `select from registry.person where division = $1 and person_id = $2 and gone_act is null and merged_into is null`,
      division,
      personId,
    )
    if (person === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `人员 ${personId}` }))
    const [organisation] = await ask<{ valid_to: string | null; name: string }>(
      tx,
      `select o.valid_to, n.name from registry.organisation o join registry.organisation_name n on n.division = o.division and n.organisation_id = o.organisation_id and n.ended_act is null
       where o.division = $1 and o.organisation_id = $2 and o.ended_act is null order by n.valid_from desc limit 1`,
      division,
      organisationId,
    )
    if (organisation === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `机构 ${organisationId}` }))
    if (organisation.valid_to !== null && organisation.valid_to < from)
      return refused<RegistryProblem>(problem('registry/closed-already', { name: organisation.name, on: organisation.valid_to }))
    if (to !== null && to < from) return refused<RegistryProblem>(problem('registry/day-before', { day: to, earliest: from }))
    const held = await ask<{ person_id: bigint; name: string | null; valid_from: string }>(
      tx,
      `select t.person_id, p.name, t.valid_from from registry.post t left join registry.person p on p.division = t.division and p.person_id = t.person_id
       where t.division = $1 and t.organisation_id = $2 and t.title = $3 and t.ended_act is null and daterange(t.valid_from, t.valid_to, '[]') && daterange($4, $5, '[]')
       order by t.valid_from, t.post_id`,
      division,
      organisationId,
      title,
      from,
      to,
    )
    const own = held.find(({ person_id }) => String(person_id) === personId)
    if (own !== undefined) return refused<RegistryProblem>(problem('registry/post-held', { title, since: own.valid_from }))
    const { post_id } = await askOne<{ post_id: bigint }>(
      tx,
      `insert into registry.post (division, organisation_id, title, person_id, valid_from, valid_to, act_id) values ($1, $2, $3, $4, $5, $6, $7) returning post_id`,
      division,
      organisationId,
      title,
      personId,
      from,
      to,
      act,
    )
    const role = roleOfTitle(title)
    if (role !== null)
      await ask(
        tx,
        `insert into registry.person_role (division, person_id, source, role, act_id)
         select $1, $2, 'appointment', $3, $4 where not exists (
           select from registry.person_role r where r.division = $1 and r.person_id = $2 and r.role = $3 and r.source = 'appointment' and r.ended_act is null)`,
        division,
        personId,
        role,
        act,
      )
    return done({ postId: String(post_id), beside: held.map(each => ({ personId: String(each.person_id), name: each.name ?? '' })) })
  })

  const end = orderCase(endPost, async ({ postId, lastDay }, { tx, actor: { division }, act, today }) => {
    const [post] = await ask<{ person_id: bigint; title: string; valid_from: string; valid_to: string | null }>(
      tx,
      `select person_id, title, valid_from, valid_to from registry.post where division = $1 and post_id = $2 and ended_act is null for update`,
      division,
      postId,
    )
    if (post === undefined || (post.valid_to !== null && post.valid_to <= lastDay))
      return refused<RegistryProblem>(problem('registry/not-found', { what: `还在任的职务 ${postId}` }))
    if (lastDay < post.valid_from) return refused<RegistryProblem>(problem('registry/day-before', { day: lastDay, earliest: post.valid_from }))
    const { post_id } = await askOne<{ post_id: bigint }>(
      tx,
      `with over as (update registry.post set ended_act = $3 where division = $1 and post_id = $2 returning organisation_id, title, person_id, valid_from)
       insert into registry.post (division, organisation_id, title, person_id, valid_from, valid_to, act_id)
       select $1, organisation_id, title, person_id, valid_from, $4, $3 from over returning post_id`,
      division,
      postId,
      act,
      lastDay,
    )
    const role = roleOfTitle(post.title)
    const others = await ask<{ title: string }>(
      tx,
      `select title from registry.post where division = $1 and person_id = $2 and ended_act is null and (valid_to is null or valid_to > $3)`,
      division,
      post.person_id,
      lastDay,
    )
    // What somebody is by the post ends with the last post of the kind.
    if (role !== null && lastDay <= today && !others.some(({ title }) => roleOfTitle(title) === role))
      await ask(
        tx,
        `update registry.person_role set ended_act = $4 where division = $1 and person_id = $2 and role = $3 and source = 'appointment' and ended_act is null`,
        division,
        post.person_id,
        role,
        act,
      )
    return done({ postId: String(post_id) })
  })

  const list = questionCase(listPosts, async ({ organisationId, personId, title, on, after, limit }, { tx, actor: { division }, today }) => {
    const rows = await ask<{
      post_id: bigint
      organisation_id: bigint
      organisation: string
      title: string
      person_id: bigint
      name: string | null
      valid_from: string
      valid_to: string | null
    }>(
      tx,
      `select t.post_id, t.organisation_id, n.name as organisation, t.title, t.person_id, p.name, t.valid_from, t.valid_to
       from registry.post t left join registry.person p on p.division = t.division and p.person_id = t.person_id
       cross join lateral (
         select w.name from registry.organisation_name w where w.division = t.division and w.organisation_id = t.organisation_id and w.ended_act is null
         order by w.valid_from > $2::date, abs(w.valid_from - $2::date) limit 1) n
       where t.division = $1 and t.ended_act is null and t.valid_from <= $2::date and (t.valid_to is null or t.valid_to >= $2::date)
         and ($3::bigint is null or t.organisation_id = $3) and ($4::bigint is null or t.person_id = $4) and ($5::text is null or t.title = $5) and t.post_id > $6
       order by t.post_id limit $7`,
      division,
      on ?? today,
      organisationId ?? null,
      personId ?? null,
      title ?? null,
      after ?? '0',
      limit,
    )
    return done({
      posts: rows.map(r => ({
        postId: String(r.post_id),
        organisationId: String(r.organisation_id),
        organisation: r.organisation,
        title: r.title,
        personId: String(r.person_id),
        name: r.name,
        from: r.valid_from,
        to: r.valid_to,
      })),
      next: rows.length < limit ? null : String(rows.at(-1)?.post_id),
    })
  })

  return { appoint: appointOne, end, list }
}
