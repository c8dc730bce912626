import { mostBearers } from '../cascade/filler.ts'
import { type DoubtReason, type Evidence, type NameRelation, nameRelations } from '../evidence.ts'
import { longestFullName, longestReadThrough, shortestBeginning } from '../name-relation.ts'
import { unreadable } from '../normalise/name.ts'
import type { IdentityRow, PersonIdentity } from '../identity.ts'
import type { Rows } from './on-duckdb.ts'

export type NaiveRow = Rows<IdentityRow>[number]
export type NaivePerson = Rows<PersonIdentity>[number]
export type NaivePair = Readonly<{
  left_id: number
  person_id: number
  evidence: Evidence
  name_relation: NameRelation
  reason: DoubtReason | null
  outcome: 'match' | 'conflict' | 'ambiguous'
}>

type Named = Readonly<{ name_same: string | null; name_fold: string | null; name_pinyin: string | null; former_pinyin: string | null }>
const equal = (a: string | null, b: string | null): boolean => a !== null && a === b
const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b

const isBeginning = (short: string | null, long: string | null): boolean =>
  short !== null && long !== null && [...short].length >= shortestBeginning && [...long].length > longestFullName && long.startsWith(short)

/** How two names relate, read off the definition. */
export const nameRelation = (l: Named, r: Named): NameRelation => {
  const [a, b] = [[...(l.name_same ?? '')], [...(r.name_same ?? '')]]
  if (equal(l.name_fold, r.name_fold)) return l.name_same === r.name_same ? 'same' : a.length === b.length ? 'variant' : 'dot'
  if (equal(l.name_pinyin, r.name_pinyin)) return 'homophone'
  const hasLost = l.name_same !== null && r.name_same !== null && (l.name_fold === null || r.name_fold === null)
  const comparable = a.length === b.length && a.length <= longestReadThrough
  const fits = comparable && a.every((c, i) => c === b[i] || c === unreadable || b[i] === unreadable)
  if (hasLost && fits && a.some((c, i) => c === b[i] && c !== unreadable)) return 'unreadable'
  if (isBeginning(l.name_fold, r.name_fold) || isBeginning(r.name_fold, l.name_fold)) return 'shortened'
  if (equal(l.former_pinyin, r.name_pinyin) || equal(l.name_pinyin, r.former_pinyin) || equal(l.former_pinyin, r.former_pinyin)) return 'former'
  if (l.name_same === null || r.name_same === null || (hasLost && (!comparable || fits))) return 'unknown'
  return 'different'
}

const upTo = (relation: NameRelation, limit: NameRelation): boolean => nameRelations.indexOf(relation) <= nameRelations.indexOf(limit)
const best = (relations: readonly NameRelation[]): NameRelation =>
  relations.toSorted((a, b) => nameRelations.indexOf(a) - nameRelations.indexOf(b))[0] ?? 'different'

const strong = [
  { code: 'D1', key: (x: Ids) => x.id18, accepts: 'former' },
  { code: 'D2', key: (x: Ids) => x.id17, accepts: 'former' },
  { code: 'D3', key: (x: Ids) => x.id15, accepts: 'homophone' },
  { code: 'D4', key: (x: Ids) => x.id18 ?? x.id18_old, accepts: 'former' },
] as const
const weak = [
  { code: 'D6', key: (x: NaivePlace) => x.guardian_id18, accepts: 'dot' },
  { code: 'D7', key: (x: NaivePlace) => x.village_key, accepts: 'homophone' },
  { code: 'D8', key: () => '', accepts: 'dot' },
] as const
type Ids = Readonly<{ id18: string | null; id17: string | null; id15: string | null; id18_old: string | null }>
type NaivePlace = Readonly<{ guardian_id18: string | null; village_key: string | null }>

const idsDiffer = (l: Ids, r: Ids): boolean => differ(l.id18 ?? l.id18_old, r.id18 ?? r.id18_old) || differ(l.id17, r.id17) || differ(l.id15, r.id15)

/**
 * The cascade in plain loops, every row against every identity of every person: the meaning against which the
 * compiled plan is held. Quadratic on purpose; for small rosters only.
 */
export const naiveCascade = (written: readonly NaiveRow[], identities: readonly NaivePerson[]): readonly NaivePair[] => {
  const isFiller = (id18: string | null): boolean =>
    written.filter(r => equal(r.id18, id18)).length > mostBearers &&
    new Set(identities.filter(p => equal(p.id18, id18)).map(p => p.person_id)).size > mostBearers
  const rows = written.map(r => (r.id18 !== null && isFiller(r.id18) ? { ...r, id18: null, id17: null, id15: null } : r))
  const seenAs = Map.groupBy(identities, p => p.person_id as number)
  const settled: NaivePair[] = []
  const rowOf = new Map(rows.map(r => [r.left_id as number, r]))
  const isOpen = (row: NaiveRow): boolean => !settled.some(p => p.left_id === row.left_id)
  let open = rows.filter(isOpen)

  for (const { code, key, accepts } of strong) {
    const pairs: NaivePair[] = []
    for (const row of open) {
      const left_id = row.left_id as number
      const candidates = [...seenAs]
        .filter(([, seen]) => seen.some(p => equal(key(row), key(p))))
        .map(([person_id, seen]) => ({
          person_id,
          relation: best(seen.map(p => nameRelation(row, p))),
          differs: code !== 'D1' && seen.some(p => idsDiffer(row, p)),
        }))
        .filter(c => !c.differs || upTo(c.relation, 'dot'))
      const fitting = candidates.filter(c => upTo(c.relation, accepts) && !c.differs)
      const unclear = candidates.filter(c => !fitting.includes(c) && upTo(c.relation, 'unknown'))
      const pair = (c: (typeof candidates)[number], outcome: NaivePair['outcome'], reason: DoubtReason | null): NaivePair => ({
        left_id,
        person_id: c.person_id,
        evidence: outcome === 'conflict' ? 'D1x' : code,
        name_relation: c.relation,
        reason,
        outcome,
      })
      if (fitting.length === 1) pairs.push(...fitting.map(c => pair(c, 'match', null)))
      else if (fitting.length > 1) pairs.push(...fitting.map(c => pair(c, 'ambiguous', 'several-candidates')))
      else if (unclear.length > 0) pairs.push(...unclear.map(c => pair(c, 'ambiguous', c.differs ? 'id-differs' : 'name-unreadable')))
      else if (code === 'D1') pairs.push(...candidates.map(c => pair(c, 'conflict', null)))
    }
    const claims = [...settled, ...pairs]
    const isContested = (p: NaivePair): boolean => {
      const row = rowOf.get(p.left_id)
      return claims.some(other => {
        const rival = rowOf.get(other.left_id)
        return other.person_id === p.person_id && other.left_id !== p.left_id && rival?.roster === row?.roster && rival?.name_fold !== row?.name_fold
      })
    }
    settled.push(
      ...pairs.map(p =>
        p.outcome === 'match' && !upTo(p.name_relation, 'dot') && isContested(p)
          ? ({ ...p, outcome: 'ambiguous', reason: 'claimed-by-another-row' } as const)
          : p,
      ),
    )
    open = open.filter(isOpen)
  }

  for (const { code, key, accepts } of weak) {
    const candidates: { row: NaiveRow; person_id: number; relation: NameRelation; differs: boolean }[] = []
    for (const row of open)
      for (const [person_id, seen] of seenAs) {
        const alike = seen.filter(
          p =>
            equal(row.name_pinyin, p.name_pinyin) &&
            equal(row.birth, p.birth) &&
            equal(key(row), key(p)) &&
            !(code === 'D8' && differ(row.village_key?.slice(0, 6) ?? null, p.village_key?.slice(0, 6) ?? null)),
        )
        if (alike.length === 0) continue
        const relation = best(alike.map(p => nameRelation(row, p)))
        const differs = seen.some(p => idsDiffer(row, p))
        if (!(differs && relation === 'homophone')) candidates.push({ row, person_id, relation, differs })
      }
    const claimed = [...settled]
    const distinctPersons = (test: (p: NaivePerson) => boolean): number => new Set(identities.filter(test).map(p => p.person_id)).size
    for (const { row, person_id, relation, differs } of candidates) {
      const rivals =
        candidates.some(o => o.person_id === person_id && o.row !== row && o.row.roster === row.roster) ||
        claimed.some(o => o.person_id === person_id && rowOf.get(o.left_id)?.roster === row.roster)
      const isChance = (): boolean =>
        code === 'D8' && distinctPersons(p => p.name_fold === row.name_fold) * distinctPersons(p => p.birth === row.birth) * 100 >= distinctPersons(() => true)
      const reason: DoubtReason | null =
        candidates.filter(o => o.row === row).length > 1
          ? 'several-candidates'
          : differs
            ? 'id-differs'
            : !upTo(relation, accepts)
              ? 'homophone-only'
              : rivals
                ? 'claimed-by-another-row'
                : isChance()
                  ? 'may-be-chance'
                  : null
      settled.push({
        left_id: row.left_id as number,
        person_id,
        evidence: code,
        name_relation: relation,
        reason,
        outcome: reason === null ? 'match' : 'ambiguous',
      })
    }
    open = open.filter(isOpen)
  }
  return settled
}
