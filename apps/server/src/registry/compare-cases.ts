import { type ComparedPart, compareRosters, listComparable, listCompared, type RegistryProblem, takeCompared } from '@yingjin/domain/registry'
import { done, type PlainDate, problem, refused, type Result } from '@yingjin/kernel'
import type { z } from 'zod'
import { questionCase, type QuestionScene, takeListCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import type { WorkbookColumn } from '../platform/workbook/index.ts'
import type { RegistryParts } from './import-cases.ts'
import { namedChildren, shownPersons } from './person-cases.ts'
import { rosterWord } from './reading.ts'
import { ask, askOne } from './statement.ts'

/** $1 the division, $2 and $3 the rosters. Of each source the batch committed last; a person who was joined is who it is now. */
const standing = `standing as (
    select distinct on (roster, source) roster, import_id, source, as_of, coverage from registry.import
    where division = $1 and roster in ($2, $3) and status = 'committed' order by roster, source, committed_act desc),
  named as (
    select s.roster, coalesce(p.merged_into, p.person_id) as person_id, s.source, r.sheet, r.sheet_row
    from standing s
    join registry.import_row r on r.division = $1 and r.import_id = s.import_id and r.person_id is not null
    join registry.person p on p.division = r.division and p.person_id = r.person_id and p.gone_act is null)`

const partCondition: Readonly<Record<ComparedPart, string>> = {
  both: 'on_left and on_right',
  left: 'on_left and not on_right',
  right: 'on_right and not on_left',
}
const persons = `persons as (select person_id, bool_or(roster = $2) as on_left, bool_or(roster = $3) as on_right from named group by person_id)`

type Batch = Readonly<{ roster: string; import_id: bigint; source: string; as_of: string | null; coverage: string; undecided: number }>

/** A roster that nobody committed, or that lies out of reach, is compared with nothing: else everybody would be missing there. */
const batchesOf = async (tx: Tx, division: string, rosters: readonly [string, string]): Promise<Result<readonly Batch[], RegistryProblem>> => {
  const [left, right] = rosters
  if (left === right) return refused(problem('registry/same-roster', { roster: rosterWord(left) }))
  const batches = await ask<Batch>(
    tx,
    `with ${standing} select s.roster, s.import_id, s.source, s.as_of::text, s.coverage,
       (select count(*)::integer from registry.import_row r where r.division = $1 and r.import_id = s.import_id and r.outcome in ('doubtful', 'staged')) as undecided
     from standing s order by s.roster, s.source`,
    division,
    left,
    right,
  )
  const missing = rosters.find(each => !batches.some(({ roster }) => roster === each))
  return missing === undefined ? done(batches) : refused(problem('registry/roster-not-committed', { roster: rosterWord(missing) }))
}

type Pair = Readonly<{ left: string; right: string }>

const compare = questionCase(compareRosters, async ({ left, right }: Pair, { tx, actor: { division } }: QuestionScene) => {
  const batches = await batchesOf(tx, division, [left, right])
  if (!batches.ok) return batches
  const { both, left_only, right_only } = await askOne<{ both: number; left_only: number; right_only: number }>(
    tx,
    `with ${standing}, ${persons} select count(*) filter (where ${partCondition.both})::integer as both,
       count(*) filter (where ${partCondition.left})::integer as left_only, count(*) filter (where ${partCondition.right})::integer as right_only from persons`,
    division,
    left,
    right,
  )
  const side = (roster: string, alone: number) => {
    const own = batches.value.filter(each => each.roster === roster)
    return {
      roster,
      rosterName: rosterWord(roster),
      persons: both + alone,
      undecided: own.reduce((sum, { undecided }) => sum + undecided, 0),
      batches: own.map(({ import_id, source, as_of, coverage }) => ({ importId: String(import_id), source, asOf: as_of, coverage })),
    }
  }
  return done({ left: side(left, left_only), right: side(right, right_only), both, leftOnly: left_only, rightOnly: right_only })
})

const comparable = questionCase(listComparable, async (_, { tx, actor: { division } }: QuestionScene) => {
  const rows = await ask<{ roster: string; batches: number }>(
    tx,
    `select roster, count(*)::integer as batches from registry.import where division = $1 and status = 'committed' group by roster order by roster`,
    division,
  )
  return done({ rosters: rows.map(({ roster, batches }) => ({ roster, rosterName: rosterWord(roster), batches })) })
})

/** Who stands where, on the rosters of the first and the second side. */
const partOfCompared =
  ({ fieldsOf }: RegistryParts) =>
  async (
    { left, right, part, after, limit }: Omit<z.output<typeof listCompared.order>, 'after'> & Readonly<{ after?: string | undefined }>,
    { tx, actor: { division } }: QuestionScene,
  ) => {
    const batches = await batchesOf(tx, division, [left, right])
    if (!batches.ok) return batches
    const { total } = await askOne<{ total: number }>(
      tx,
      `with ${standing}, ${persons} select count(*)::integer as total from persons where ${partCondition[part]}`,
      division,
      left,
      right,
    )
    const found = await ask<{ person_id: bigint; places: { roster: string; source: string; sheet: string; row: number }[] }>(
      tx,
      `with ${standing}, ${persons},
         page as (select person_id from persons where ${partCondition[part]} and person_id > $4 order by person_id limit $5)
       select n.person_id, jsonb_agg(jsonb_build_object('roster', n.roster, 'source', n.source, 'sheet', n.sheet, 'row', n.sheet_row)
         order by n.roster <> $2, n.source, n.sheet, n.sheet_row) as places
       from page join named n using (person_id) group by n.person_id order by n.person_id`,
      division,
      left,
      right,
      after ?? '0',
      limit + 1,
    )
    const page = found.slice(0, limit)
    const ids = page.map(({ person_id }) => person_id)
    const shown = new Map((await shownPersons(tx, fieldsOf(division), division, ids)).map(person => [person.personId, person]))
    const children = await namedChildren(tx, division, ids)
    return done({
      total,
      persons: page.map(({ person_id, places }) => {
        const [person, child] = [shown.get(String(person_id)), children.get(person_id)]
        return {
          personId: String(person_id),
          name: person?.name ?? null,
          bornOn: person?.bornOn ?? null,
          numbers: [...(person?.numbers ?? [])],
          school: child?.school ?? null,
          className: child?.className ?? null,
          township: child?.township ?? null,
          places: places.map(({ roster, source, sheet, row }) => ({ rosterName: rosterWord(roster), source, sheet, row })),
        }
      }),
      next: found.length > limit ? String(page.at(-1)?.person_id) : null,
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
