import { rosterKinds } from '@yingjin/intake'

const newestName = (of: string, from: string): string =>
  `(select n.name from ${from} n where n.division = g.division and ${of} and n.ended_act is null order by `

/** What a place of a grant is called, in the words of the county; the statement calls the grant `g`. */
export const placeName = `case g.kind
  when 'division' then (select d.name from infrastructure.division d where d.division = g.key)
  when 'school' then ${newestName('n.organisation_id::text = g.key', 'registry.organisation_name')} n.valid_from desc limit 1)
  when 'class' then (select concat(s.name, k.name) from registry.class c
    cross join lateral ${newestName('n.class_id = c.class_id', 'registry.class_name')} n.school_year desc limit 1) k
    cross join lateral ${newestName('n.organisation_id = c.school_id', 'registry.organisation_name')} n.valid_from desc limit 1) s
    where c.division = g.division and c.class_id::text = g.key)
  when 'township' then (select n.name from registry.organisation o join registry.organisation_name n using (division, organisation_id)
    where o.division = g.division and o.kind = 'township' and o.area = g.key and o.ended_act is null and n.ended_act is null order by n.valid_from desc limit 1)
  when 'village' then (select n.name from registry.organisation o join registry.organisation_name n using (division, organisation_id)
    where o.division = g.division and o.kind = 'village' and o.area = g.key and o.ended_act is null and n.ended_act is null order by n.valid_from desc limit 1)
  when 'sender' then concat(g.key, '送来的名单')
  end`

export type ListRow = Readonly<{ import_id: bigint; roster: string; sender: string; as_of: string | null; status: string }>

/** 农村低保备案表（截至 2022-08-01，批次 11）: two lists of one kind and day are told apart by their batch. */
export const listWord = ({ import_id, roster, as_of, status }: ListRow): string => {
  const kind = (rosterKinds as Readonly<Record<string, { name: string } | undefined>>)[roster]
  return `${kind?.name ?? roster}（${as_of === null ? '' : `截至 ${as_of}，`}批次 ${import_id}${status === 'given-up' ? '，没有入库' : ''}）`
}
