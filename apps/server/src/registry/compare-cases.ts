import { type ComparedPart, comparedParts, compareRosters, listComparable, listCompared, type RegistryProblem, takeCompared } from '@yingjin/domain/registry'
import { done, type PlainDate, problem, refused, type Result } from '@yingjin/kernel'
import type { z } from 'zod'
import { questionCase, type QuestionScene, takeListCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import type { WorkbookColumn } from '../platform/workbook/index.ts'
import type { RegistryParts } from './import-cases.ts'
import { namedChildren, shownPersons } from './person-cases.ts'
import { rosterWord } from './reading.ts'
import { ask, askOne, overWholeLists } from './statement.ts'

type Pair = Readonly<{ left: string; right: string }>
type Batch = Readonly<{ roster: string; import_id: bigint; source: string; as_of: string | null; coverage: string; undecided: number }>

/**
 * Of each source of a roster the batch committed last. A roster that nobody committed, or that lies out of reach, is compared
 * with nothing: else everybody would be missing there.
 */
const batchesOf = async (tx: Tx, division: string, { left, right }: Pair): Promise<Result<readonly Batch[], RegistryProblem>> => {
  if (left === right) return refused(problem('registry/same-roster', { roster: rosterWord(left) }))
  const batches = await ask<Batch>(
    tx,
    `with standing as (
       select distinct on (roster, source) roster, import_id, source, as_of, coverage from registry.import
       where division = $1 and roster in ($2, $3) and status = 'committed' order by roster, source, committed_act desc)
     select s.roster, s.import_id, s.source, s.as_of::text, s.coverage,
       (select count(*)::integer from registry.import_row r where r.division = $1 and r.import_id = s.import_id and r.outcome = 'doubtful') as undecided
     from standing s order by s.roster <> $2, s.source`,
    division,
    left,
    right,
  )
  const missing = [left, right].find(each => !batches.some(({ roster }) => roster === each))
  return missing === undefined ? done(batches) : refused(problem('registry/roster-not-committed', { roster: rosterWord(missing) }))
}

/**
 * Who stands on the batches $2 and who on the batches $3; `sides` says on which of them, or both. Somebody who was joined is
 * who it is now. Whoever sees every person of the division is spared the look at each: those who were joined or are gone
 * are looked up, and the rest stands in the index of rows by person.
 */
const personsOn = (seesAll: boolean): string => {
  const [joined, only] = seesAll
    ? [
        'left join registry.person p on p.division = $1 and p.person_id = r.person_id and p.merged_into is not null',
        'and not exists (select from registry.person g where g.division = $1 and g.person_id = r.person_id and g.gone_act is not null)',
      ]
    : ['join registry.person p on p.division = $1 and p.person_id = r.person_id and p.gone_act is null', '']
  return `persons as materialized (
    select coalesce(p.merged_into, r.person_id) as person_id, bit_or(case when r.import_id = any ($2::bigint[]) then 1 else 2 end) as sides
    from registry.import_row r ${joined}
    where r.division = $1 and r.import_id = any ($2::bigint[] || $3::bigint[]) and r.person_id is not null ${only} group by 1)`
}
const sidesOf: Readonly<Record<ComparedPart, number>> = { left: 1, right: 2, both: 3 }

type Compared = Readonly<{ batches: readonly Batch[]; counts: Readonly<Record<ComparedPart, number>>; page: readonly bigint[] }>

/** The three numbers and so many persons of a part after one, out of one look at both rosters. */
const lookAtBoth = async (
  tx: Tx,
  division: string,
  pair: Pair,
  asked: Readonly<{ part: ComparedPart; after: string; most: number }> | null,
): Promise<Result<Compared, RegistryProblem>> => {
  const found = await batchesOf(tx, division, pair)
  if (!found.ok) return found
  await overWholeLists(tx)
  const { sees_all } = await askOne<{ sees_all: boolean }>(tx, `select cardinality(access.whole_fields($1, '{persons}')) = 1 as sees_all`, division)
  const { counts, page } = await askOne<{ counts: Compared['counts']; page: readonly bigint[] }>(
    tx,
    `with ${personsOn(sees_all)}
     select (select jsonb_build_object(${comparedParts.map(part => `'${part}', count(*) filter (where sides = ${sidesOf[part]})`).join(', ')}) from persons) as counts,
       array(select person_id from persons where sides = $4 and person_id > $5 order by person_id limit $6) as page`,
    division,
    ...[pair.left, pair.right].map(each => found.value.filter(({ roster }) => roster === each).map(({ import_id }) => String(import_id))),
    asked === null ? 0 : sidesOf[asked.part],
    asked?.after ?? '0',
    asked?.most ?? 0,
  )
  return done({ batches: found.value, counts, page })
}

const compare = questionCase(compareRosters, async ({ left, right }, { tx, actor: { division } }: QuestionScene) => {
  const found = await lookAtBoth(tx, division, { left, right }, null)
  if (!found.ok) return found
  const { batches, counts } = found.value
  const side = (roster: string, alone: number) => {
    const own = batches.filter(each => each.roster === roster)
    return {
      roster,
      rosterName: rosterWord(roster),
      persons: counts.both + alone,
      undecided: own.reduce((sum, { undecided }) => sum + undecided, 0),
      batches: own.map(({ import_id, source, as_of, coverage }) => ({ importId: String(import_id), source, asOf: as_of, coverage })),
    }
  }
  return done({ left: side(left, counts.left), right: side(right, counts.right), both: counts.both, leftOnly: counts.left, rightOnly: counts.right })
})

const comparable = questionCase(listComparable, async (_, { tx, actor: { division } }: QuestionScene) => {
  const rows = await ask<{ roster: string; batches: number }>(
    tx,
    `select roster, count(*)::integer as batches from registry.import where division = $1 and status = 'committed' group by roster order by roster`,
    division,
  )
  return done({ rosters: rows.map(({ roster, batches }) => ({ roster, rosterName: rosterWord(roster), batches })) })
})

type Place = Readonly<{ rosterName: string; source: string; sheet: string; row: number }>

/** Where each of a page stands, on the first roster and then on the second. */
const placesOn = async (tx: Tx, division: string, batches: readonly Batch[], ids: readonly bigint[]): Promise<(id: bigint) => readonly Place[]> => {
  const rows = await ask<{ person_id: bigint; at: number; sheet: string; sheet_row: number }>(
    tx,
    `select coalesce(p.merged_into, p.person_id) as person_id, array_position($2::bigint[], r.import_id) as at, r.sheet, r.sheet_row
     from registry.person p join registry.import_row r on r.division = $1 and r.import_id = any ($2::bigint[]) and r.person_id = p.person_id
     where p.division = $1 and p.gone_act is null
       and p.person_id = any (array(select unnest($3::bigint[]) union all select j.person_id from registry.person j where j.division = $1 and j.merged_into = any ($3::bigint[])))
     order by 1, 2, 3, 4`,
    division,
    batches.map(({ import_id }) => String(import_id)),
    ids.map(String),
  )
  const places = Map.groupBy(rows, ({ person_id }) => person_id)
  return id =>
    (places.get(id) ?? []).flatMap(({ at, sheet, sheet_row }) => {
      const batch = batches[at - 1]
      return batch === undefined ? [] : [{ rosterName: rosterWord(batch.roster), source: batch.source, sheet, row: sheet_row }]
    })
}

/** Who stands where, on the rosters of the first and the second side. */
const partOfCompared =
  ({ fieldsOf }: RegistryParts) =>
  async (
    { left, right, part, after, limit }: Omit<z.output<typeof listCompared.order>, 'after'> & Readonly<{ after?: string | undefined }>,
    { tx, actor: { division } }: QuestionScene,
  ) => {
    const found = await lookAtBoth(tx, division, { left, right }, { part, after: after ?? '0', most: limit + 1 })
    if (!found.ok) return found
    const ids = found.value.page.slice(0, limit)
    const placesOf = await placesOn(tx, division, found.value.batches, ids)
    const shown = new Map((await shownPersons(tx, fieldsOf(division), division, ids)).map(person => [person.personId, person]))
    const children = await namedChildren(tx, division, ids)
    return done({
      total: found.value.counts[part],
      persons: ids.map(id => {
        const [person, child] = [shown.get(String(id)), children.get(id)]
        return {
          personId: String(id),
          name: person?.name ?? null,
          bornOn: person?.bornOn ?? null,
          numbers: [...(person?.numbers ?? [])],
          school: child?.school ?? null,
          className: child?.className ?? null,
          township: child?.township ?? null,
          places: [...placesOf(id)],
        }
      }),
      next: found.value.page.length > limit ? String(ids.at(-1)) : null,
    })
  }

type Found = Extract<Awaited<ReturnType<ReturnType<typeof partOfCompared>>>, { ok: true }>['value']['persons'][number]

/** The words of a part, with the names of the rosters. */
export const comparedWords = (left: string, right: string): Readonly<Record<ComparedPart, string>> => ({
  both: `两份名册都有`,
  left: `“${rosterWord(left)}”有、“${rosterWord(right)}”没有`,
  right: `“${rosterWord(right)}”有、“${rosterWord(left)}”没有`,
})

const placesWord = ({ places }: Found): string => places.map(({ rosterName, sheet, row }) => `${rosterName} ${sheet} 第 ${row} 行`).join('；')

const columns: readonly WorkbookColumn<Found>[] = [
  { header: '序号', width: 4, kind: 'count', of: (_, index) => index + 1 },
  { header: '姓名', width: 6, kind: 'text', of: ({ name }) => name },
  { header: '出生日期', width: 8, kind: 'date', of: ({ bornOn }) => bornOn as PlainDate | null },
  { header: '证件号码', width: 12, kind: 'text', of: ({ numbers }) => numbers.map(({ masked }) => masked).join('、') },
  { header: '学校', width: 13, kind: 'text', of: ({ school }) => school },
  { header: '班级', width: 8, kind: 'text', of: ({ className }) => className },
  { header: '乡镇', width: 7, kind: 'text', of: ({ township }) => township },
  { header: '在名册里的位置', width: 24, kind: 'text', of: placesWord },
]

/** Any roster against any roster, both residuals open to their names. */
export const compareCases = (parts: RegistryParts) => {
  const part = partOfCompared(parts)
  return {
    comparable,
    compare,
    list: questionCase(listCompared, part),
    take: takeListCase(takeCompared, {
      title: '两份名册比对',
      columns,
      part: async (order, after, limit, scene) => {
        const found = await part({ ...order, after, limit }, scene)
        return found.ok ? done({ total: found.value.total, rows: found.value.persons, next: found.value.next }) : found
      },
      conditions: ({ left, right, part: which }) => Promise.resolve([comparedWords(left, right)[which]]),
    }),
  } as const
}
