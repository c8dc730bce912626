import {
  type FactMatter,
  factMatters,
  type ImportFigure,
  type ImportStatus,
  listImportLines,
  type RegistryProblem,
  type Says,
  takeImportLines,
  type Told,
  toldBy,
  type UndoFigure,
  undoFigures,
} from '@yingjin/domain/registry'
import type { Value } from '@yingjin/intake'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import type { z } from 'zod'
import { questionCase, type QuestionScene, takeListCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { VaultRefusal } from '../platform/vault/index.ts'
import { changedWords } from './changed-words.ts'
import { factTables } from './fact-tables.ts'
import { kindOf, rawField, rawRecord, type RegistryParts } from './import-cases.ts'
import { withSchoolNames } from './lock-cases.ts'
import { namedChildren } from './person-cases.ts'
import { keysOfFact, linesOfPack } from './planned-lines.ts'
import { sourceWord } from './source-word.ts'
import { ask, askOne, overWholeLists } from './statement.ts'
import { takenLines } from './taken-lines.ts'

type Line = Readonly<{
  at: string
  row_no: number | null
  person_id: string | null
  live_id: string | null
  matter: FactMatter | null
  keys: string | null
  of_guardian: boolean
}>
type Asked = z.output<typeof listImportLines.order>
type Part = z.input<typeof listImportLines.outcome>
type Batch = Readonly<{ import_id: bigint; roster: string; source: string; status: ImportStatus; committed_act: bigint | null }>

const isOfUndo = (figure: ImportFigure): figure is UndoFigure => (undoFigures as readonly string[]).includes(figure)

/** What a dry run or the commit kept, of figure $3, from line $4 on. */
const plannedLines = `select (k.nth::bigint * ${linesOfPack} + l.at - 1) as at, l.row_no, l.person_id, l.live_id, l.matter, l.keys, l.of_guardian
  from registry.planned_pack k
  cross join lateral unnest(k.row_nos, k.person_ids, k.live_ids, k.matters, k.keys, k.of_guardian) with ordinality l (row_no, person_id, live_id, matter, keys, of_guardian, at)
  where k.division = $1 and k.import_id = $2 and k.figure = $3`

/** Acts of import $2: its commit, and answers to its doubtful rows since. */
const acts = `(select i.committed_act from registry.import i where i.division = $1 and i.import_id = $2 and i.status = 'committed'
  union select a.act_id from registry.import i join registry.row_answer a using (division, import_id)
  where i.division = $1 and i.import_id = $2 and i.status = 'committed' and a.act_id > i.committed_act)`

/** What an undo takes back and what it says again, as `writeUndo` does; of a batch that is not committed, nothing. */
const undone: Readonly<Record<UndoFigure, (from: string) => string>> = {
  'undo-ended': t => `(${t}.act_id = any (array${acts}) or ${t}.import_id = $2 and exists ${acts}) and ${t}.ended_act is null`,
  'undo-restored': t => `${t}.ended_act = any (array${acts}) and ${t}.act_id <> all (array${acts})`,
  'undo-gone': t => `${t}.act_id = any (array${acts})`,
}
const undoLines = (figure: UndoFigure): string => {
  const each =
    figure === 'undo-gone'
      ? [
          `select 0 as rank, p.person_id as live_id, (select min(r.row_no) from registry.import_row r where r.division = $1 and r.import_id = $2 and r.person_id = p.person_id) as row_no,
             p.person_id, null as matter, null as keys from registry.person p where p.division = $1 and $3 = 'undo-gone' and ${undone[figure]('p')}`,
        ]
      : factMatters.map(
          (matter, rank) =>
            `select ${rank} as rank, t.${factTables[matter].id} as live_id, case when t.import_id = $2 then t.row_no end as row_no, t.person_id, '${matter}' as matter, ${keysOfFact(matter, 't')} as keys
             from ${factTables[matter].table} t where t.division = $1 and $3 = '${figure}' and ${undone[figure]('t')}`,
        )
  return `select row_number() over (order by u.rank, u.live_id) - 1 as at, u.row_no, u.person_id, case when u.matter is not null then u.live_id end as live_id, u.matter, u.keys, false as of_guardian
    from (${each.join(' union all ')}) u`
}

const wholeOf = (field: string): string => `$1 = any ((select access.divisions('${field}', 'rows'))::text[])`

/** Lines whose child and whose kind of fact the reader sees; of somebody not known yet, who sees everybody. */
const seen = `select l.* from lines l
  where (${wholeOf('persons')} or l.person_id is not null and exists (select from registry.person p where p.division = $1 and p.person_id = l.person_id))
    and (l.matter is distinct from 'designation' or ${wholeOf('designations')}
      or l.person_id is not null and exists (select from registry.designation d where d.division = $1 and d.designation_id = l.live_id))
    and (coalesce(l.matter, '') not in ('past_payment', 'opening_entry') or ${wholeOf('payments')})`

const linesOf = (figure: ImportFigure): string => (isOfUndo(figure) ? undoLines(figure) : plannedLines)

/** How many lines of a figure the reader sees, by the statement that lists them. */
export const countLines = async (tx: Tx, division: string, importId: string, figure: ImportFigure): Promise<number> => {
  const { n } = await askOne<{ n: number }>(
    tx,
    `with lines as materialized (${linesOf(figure)}), seen as (${seen}) select count(*)::int as n from seen`,
    division,
    importId,
    figure,
  )
  return n
}

/** What a row of the file says of one matter, as the fact would be written. */
const saysTold: Readonly<Record<FactMatter, (told: Told, keys: Says, ofGuardian: boolean) => Says | null>> = {
  particulars: ({ name, formerName, sex, bornOn, guardian }, _, ofGuardian) =>
    ofGuardian ? { name: guardian?.name, sex: guardian?.sex, born_on: guardian?.bornOn } : { name, former_name: formerName, sex, born_on: bornOn },
  residence: ({ residence: r }) =>
    r === null ? null : { hukou_division: r.hukouDivision, township: r.township, village: r.village, village_group: r.villageGroup, address: r.address },
  identity_number: (_, { kind }) => ({ kind }),
  enrolment: ({ school, enrolment: e }) =>
    e === null
      ? null
      : { at_school_name: school?.name ?? school?.code ?? null, stage: e.stage, grade: e.grade, class_name: e.className, boards: e.boards, state: e.state },
  designation: ({ designations }, { kind }) => {
    const one = designations.find(each => each.kind === kind)
    return one === undefined ? null : { standing: one.standing, detail: one.detail }
  },
  household_member: ({ household }) => (household === null ? null : { relation: household.relation }),
  guardianship: ({ guardian }) => (guardian === null ? null : { guardian_name: guardian.name, relation: guardian.relation, ground: guardian.ground }),
  past_payment: ({ payment }) => (payment === null ? null : { amount: Number(payment.amount), paid_on: payment.paidOn, state: payment.state }),
  opening_entry: ({ opening }) =>
    opening === null ? null : { terms: opening.terms, amount: opening.amount === null ? null : Number(opening.amount), stage: opening.stage },
}

type Standing = Readonly<{
  id: string
  person_id: string | null
  matter: FactMatter
  source: string
  keys: string | null
  says: Says
  sender: string | null
  as_of: string | null
  sheet: string | null
  sheet_row: number | null
}>

/** Facts as they stand or stood, each with by whose word and as of when. */
const standingFacts = async (tx: Tx, division: string, matter: FactMatter, where: string, ...values: readonly unknown[]): Promise<readonly Standing[]> => {
  const { table, id, source, content } = factTables[matter]
  const says = content.filter(name => name !== 'number_index').map(name => `'${name}', t.${name}`)
  return ask<Standing>(
    tx,
    `select t.${id}::text as id, t.person_id::text as person_id, '${matter}' as matter, t.${source} as source, ${keysOfFact(matter, 't')} as keys,
       jsonb_build_object(${says.join(', ')}) as says, i.sender, i.as_of::text as as_of, r.sheet, r.sheet_row
     from ${table} t left join registry.import i on i.division = t.division and i.import_id = t.import_id
     left join registry.import_row r on r.division = t.division and r.import_id = t.import_id and r.row_no = t.row_no
     where t.division = $1 and ${where} order by t.${id}`,
    division,
    ...values,
  )
}

const keysIn = (keys: string | null): Says => (keys === null ? {} : (JSON.parse(keys) as Says))
const byOf = ({ source, sender, as_of, sheet, sheet_row }: Standing) => ({ sourceName: sourceWord(source), sender, asOf: as_of, sheet, row: sheet_row })

/** One part of the lines of a figure: as long as it is asked for. */
const partOfLines =
  ({ fieldsOf }: Pick<RegistryParts, 'fieldsOf'>) =>
  async ({ importId, figure, after, limit }: Asked, { tx, actor: { division } }: QuestionScene): Promise<Result<Part, RegistryProblem>> => {
    const [batch] = await ask<Batch>(
      tx,
      `select import_id, roster, source, status, committed_act from registry.import where division = $1 and import_id = $2`,
      division,
      importId,
    )
    if (batch === undefined) return refused(problem('registry/not-found', { what: `收数批次 ${importId}` }))
    const kind = kindOf(batch.roster)
    if (!kind.ok) return kind
    await overWholeLists(tx)
    const { lines, total, every } = await askOne<{ lines: readonly Line[]; total: number; every: number }>(
      tx,
      `with lines as materialized (${linesOf(figure)}), seen as materialized (${seen}),
         page as (select at::text as at, row_no, person_id::text as person_id, live_id::text as live_id, matter, keys, of_guardian, seen.at as place from seen where seen.at > $4 order by seen.at limit $5)
       select (select count(*)::int from lines) as every, (select count(*)::int from seen) as total, (select coalesce(jsonb_agg(to_jsonb(p) order by p.place), '[]') from page p) as lines`,
      division,
      importId,
      figure,
      after ?? '-1',
      limit,
    )
    const fields = fieldsOf(division)
    const rows = await ask<{ row_no: number; sheet: string; sheet_row: number; raw_sealed: Buffer }>(
      tx,
      `select row_no, sheet, sheet_row, raw_sealed from registry.import_row where division = $1 and import_id = $2 and row_no = any ($3::int[])`,
      division,
      importId,
      lines.flatMap(({ row_no }) => (row_no === null ? [] : [row_no])),
    )
    const told = new Map(
      rows.map(({ row_no, sheet, sheet_row, raw_sealed }) => {
        const raw = fields.open({ field: rawField, record: rawRecord(batch.import_id, row_no) }, raw_sealed)
        if (!raw.ok) throw new VaultRefusal(raw.problem)
        return [
          row_no,
          { sheet, row: sheet_row, says: toldBy(kind.value, { sheet, row: sheet_row, values: JSON.parse(raw.value) as Readonly<Record<string, Value>> }) },
        ]
      }),
    )
    const named = await namedChildren(
      tx,
      division,
      lines.flatMap(({ person_id }) => (person_id === null ? [] : [BigInt(person_id)])),
    )
    const facts: Standing[] = []
    for (const matter of factMatters) {
      const ids = lines.flatMap(line => (line.matter === matter && line.live_id !== null ? [line.live_id] : []))
      if (ids.length > 0) facts.push(...(await standingFacts(tx, division, matter, `t.${factTables[matter].id} = any ($2::bigint[])`, ids)))
    }
    // Of whom the list before spoke: what it says of them, standing or ended by this batch.
    if (figure === 'last-list' || figure === 'not-here')
      for (const matter of ['designation', 'enrolment'] as const)
        facts.push(
          ...(await standingFacts(
            tx,
            division,
            matter,
            `t.person_id = any ($2::bigint[]) and t.${factTables[matter].source} = $3 and t.import_id is distinct from $5::bigint and (t.ended_act is null or t.ended_act = $4)`,
            lines.map(({ person_id }) => person_id),
            batch.source,
            batch.committed_act,
            importId,
          )),
        )
    const withNames = await withSchoolNames(
      tx,
      division,
      facts.flatMap(({ says }) => [{ says }]),
    )
    const factById = new Map(facts.map(fact => [`${fact.matter} ${fact.id}`, fact]))
    const factsOfPerson = Map.groupBy(facts, ({ person_id }) => person_id)
    const factsOf = (line: Line) => {
      const { matter, live_id, keys, row_no } = line
      if (matter === null)
        return (factsOfPerson.get(line.person_id) ?? []).map(fact => {
          const { word, then } = changedWords({ matter: fact.matter, source: fact.source, keys: keysIn(fact.keys), then: withNames(fact.says), now: null })
          return { word, was: then, will: figure === 'not-here' ? null : then, by: byOf(fact) }
        })
      const live = factById.get(`${matter} ${live_id}`)
      const stands = live === undefined ? null : withNames(live.says)
      const row = row_no === null ? undefined : told.get(row_no)
      const of = { matter, source: live?.source ?? batch.source, keys: keysIn(live?.keys ?? keys) }
      const isWritten = figure === 'facts-new' || figure === 'facts-changed'
      const said = changedWords({
        ...of,
        then: figure === 'undo-restored' ? null : stands,
        now: figure === 'undo-restored' ? stands : isWritten && row !== undefined ? saysTold[matter](row.says, of.keys, line.of_guardian) : null,
      })
      return [{ word: said.word, was: said.then, will: figure === 'facts-unchanged' ? said.then : said.now, by: live === undefined ? null : byOf(live) }]
    }
    return done({
      total,
      beyond: every - total,
      lines: lines.map(line => {
        const row = line.row_no === null ? undefined : told.get(line.row_no)
        const child = line.person_id === null ? undefined : named.get(BigInt(line.person_id))
        const says = row?.says
        return {
          lineId: line.at,
          personId: child === undefined ? null : line.person_id,
          name: child?.name ?? (line.of_guardian ? says?.guardian?.name : says?.name) ?? null,
          school: child === undefined ? (line.of_guardian ? null : (says?.school?.name ?? null)) : child.school,
          className: child === undefined ? (line.of_guardian ? null : (says?.enrolment?.className ?? null)) : child.className,
          township: child === undefined ? (says?.residence?.township ?? null) : child.township,
          place: row === undefined ? null : { sheet: row.sheet, row: row.row },
          facts: factsOf(line),
        }
      }),
      next: lines.length < limit ? null : (lines.at(-1)?.at ?? null),
    })
  }

/** Every figure of a batch opens to its lines, listed and taken along: 试算 and 入库 as they were counted, 撤销 on what stands now. */
export const importLineCases = (parts: Pick<RegistryParts, 'fieldsOf'>) => {
  const part = partOfLines(parts)
  return { list: questionCase(listImportLines, part), take: takeListCase(takeImportLines, takenLines(part)) } as const
}
