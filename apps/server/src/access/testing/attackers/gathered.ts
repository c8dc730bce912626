import type pg from 'pg'

/** A row by its table and its key, as the attackers name rows. */
type Needed = readonly [table: string, id: string]

/**
 * A function that gathers rows of several tables in one asking, and all that it could ever give: each line with the rows that
 * it is made of. `onlyWhole`: it gives them to those alone who see their field of the whole division; `atHome`: of their own.
 */
export type Gathered = Readonly<{
  what: string
  division: string
  onlyWhole?: true
  atHome?: true
  ask: string
  values: readonly unknown[]
  lines: readonly Readonly<{ line: string; needs: readonly Needed[] }>[]
}>

type Line = Readonly<{ line: string; needs: Needed[] }>

/**
 * What such functions would give to somebody who sees everything, said again from the tables: they ask once instead of row
 * by row where somebody sees the whole, and may give nobody a row more or less for that.
 */
export const gatheredOf = async (client: pg.ClientBase): Promise<readonly Gathered[]> => {
  const ask = async (text: string, values: readonly unknown[] = []): Promise<readonly string[]> =>
    (await client.query<{ line: string }>(text, [...values])).rows.map(({ line }) => line)
  const lines = async (text: string, values: readonly unknown[]): Promise<readonly Line[]> => (await client.query<Line>(text, [...values])).rows
  const gathered: Gathered[] = []
  for (const division of await ask(`select distinct division as line from registry.person order by 1`)) {
    const lead = (await ask(`select lead_id::text as line from leads.lead_act where division = $1 order by lead_id limit 1`, [division]))[0] ?? '0'
    const persons = await ask(`select person_id::text as line from registry.person where division = $1`, [division])
    gathered.push({
      what: `whole card of ${division}`,
      division,
      onlyWhole: true,
      ask: `select matter || ' ' || id as line from registry.whole_card($1, $2::bigint[])`,
      values: [division, persons],
      lines: await lines(
        `select matter || ' ' || id as line, json_build_array(json_build_array('registry.' || matter, json_build_array(division, id::text)::text)) as needs
         from registry.card_line where division = $1 and person_id = any ($2::bigint[]) and ended_act is null`,
        [division, persons],
      ),
    })
    gathered.push({
      what: `numbers of persons of ${division}`,
      division,
      onlyWhole: true,
      ask: `select person_id || ' ' || record as line from registry.whole_numbers($1, $2::bigint[])`,
      values: [division, persons],
      lines: await lines(
        `select n.person_id || ' ' || n.record as line, json_build_array(json_build_array('registry.identity_number', json_build_array(n.division, n.identity_number_id::text)::text)) as needs
         from registry.identity_number n where n.division = $1 and n.person_id = any ($2::bigint[]) and n.ended_act is null and not exists (
           select from registry.identity_number o where o.division = n.division and o.person_id = n.person_id and o.kind = n.kind and o.number_index = n.number_index
             and o.ended_act is null and o.identity_number_id < n.identity_number_id)`,
        [division, persons],
      ),
    })
    gathered.push({
      what: `parts of a lead of ${division}`,
      division,
      ask: `select part || ' ' || no || coalesce(' ' || move, '') as line from leads.parts_of_lead($1, $2)`,
      values: [division, lead],
      lines: await lines(
        `select 'act ' || act_id || ' ' || move as line, json_build_array(json_build_array('leads.lead_act', json_build_array(division, lead_id::text, act_id::text, move)::text)) as needs
         from leads.lead_act where division = $1 and lead_id = $2
         union all select 'ground ' || act_id, json_build_array(json_build_array('leads.lead_ground', json_build_array(division, lead_id::text, act_id::text)::text))
         from leads.lead_ground where division = $1 and lead_id = $2 and ended_act is null
         union all select 'about ' || act_id, json_build_array(json_build_array('leads.lead_about', json_build_array(division, lead_id::text, act_id::text)::text))
         from leads.lead_about where division = $1 and lead_id = $2 and ended_act is null
         union all select 'run ' || i.run_id, json_build_array(json_build_array('leads.lead_in_run', json_build_array(i.division, i.lead_id::text, i.run_id::text)::text),
           json_build_array('leads.run', json_build_array(r.division, r.run_id::text)::text))
         from leads.lead_in_run i join leads.run r using (division, run_id) where i.division = $1 and i.lead_id = $2`,
        [division, lead],
      ),
    })
    // Whoever sees every lead of a county is told whose they are; nobody else is by this.
    gathered.push({
      what: `children of leads of ${division}`,
      division,
      onlyWhole: true,
      atHome: true,
      ask: `select person_id::text as line from leads.children_of_leads($1, $2::bigint[])`,
      values: [division, persons],
      lines: await lines(
        `select person_id::text as line, json_agg(json_build_array('leads.lead', json_build_array(division, lead_id::text)::text)) as needs
         from leads.lead l where division = $1 and person_id = any ($2::bigint[])
           and exists (select from registry.person p where p.division = l.division and p.person_id = l.person_id and p.gone_act is null) group by person_id`,
        [division, persons],
      ),
    })
    const places = [
      division,
      await ask(`select distinct organisation_id::text as line from registry.organisation where division = $1`, [division]),
      await ask(`select distinct class_id::text as line from registry.class where division = $1`, [division]),
    ]
    gathered.push({
      what: `names of places of ${division}`,
      division,
      ask: `select kind || ' ' || place as line from registry.names_of_places($1, $2::bigint[], $3::bigint[], '{}')`,
      values: places,
      lines: await lines(
        `select 'school ' || organisation_id as line, json_build_array(json_build_array('registry.organisation_name', min(json_build_array(division, organisation_id::text, valid_from::text, act_id::text)::text))) as needs
         from registry.organisation_name where division = $1 and ended_act is null and organisation_id = any ($2::bigint[]) group by division, organisation_id
         union all select 'class ' || class_id, json_build_array(json_build_array('registry.class_name', min(json_build_array(division, class_id::text, school_year::text, act_id::text)::text)))
         from registry.class_name where division = $1 and ended_act is null and class_id = any ($3::bigint[]) group by division, class_id`,
        places,
      ),
    })
  }
  return gathered
}
