import { type SpineKind, spineKinds, spineTable } from './load.ts'

/** 0 same, 1 variant, 2 dot, 3 homophone, 4 unreadable, 5 shortened, 6 former, 7 unknown, 8 different. */
const nameRank = [
  `CREATE MACRO quick_rank(ls, lf, lp, rs, rf, rp) AS
  CASE WHEN lf = rf AND ls = rs THEN 0 WHEN lf = rf AND length(ls) = length(rs) THEN 1 WHEN lf = rf THEN 2 WHEN lp = rp THEN 3 ELSE 8 END`,
  `CREATE MACRO read_through(ls, rs) AS
  list_bool_and(list_transform(range(1, length(ls) + 1), lambda i: substring(ls, i, 1) = substring(rs, i, 1) OR substring(ls, i, 1) = '□' OR substring(rs, i, 1) = '□'))`,
  `CREATE MACRO read_alike(ls, rs) AS
  list_bool_or(list_transform(range(1, length(ls) + 1), lambda i: substring(ls, i, 1) = substring(rs, i, 1) AND substring(ls, i, 1) <> '□'))`,
  `CREATE MACRO begins(short, long) AS coalesce(length(short) >= 3 AND length(long) > 4 AND starts_with(long, short), FALSE)`,
  `CREATE MACRO full_rank(ls, lf, lp, l_former, rs, rf, rp, r_former) AS
  CASE WHEN quick_rank(ls, lf, lp, rs, rf, rp) < 8 THEN quick_rank(ls, lf, lp, rs, rf, rp)
       WHEN (lf IS NULL OR rf IS NULL) AND length(ls) = length(rs) AND length(ls) <= 8 AND read_through(ls, rs) AND read_alike(ls, rs) THEN 4
       WHEN begins(lf, rf) OR begins(rf, lf) THEN 5
       WHEN l_former = rp OR lp = r_former OR l_former = r_former THEN 6
       WHEN ls IS NULL OR rs IS NULL THEN 7
       WHEN (lf IS NULL OR rf IS NULL) AND (length(ls) <> length(rs) OR length(ls) > 8 OR read_through(ls, rs)) THEN 7
       ELSE 8 END`,
  `CREATE MACRO name_word(rank) AS ['same', 'variant', 'dot', 'homophone', 'unreadable', 'shortened', 'former', 'unknown', 'different'][rank + 1]`,
  `CREATE MACRO ids_differ(l18, l17, l15, l_old, r18, r17, r15, r_old) AS
  coalesce(coalesce(l18, l_old) <> coalesce(r18, r_old), FALSE) OR coalesce(l17 <> r17, FALSE) OR coalesce(l15 <> r15, FALSE)`,
]

const quick = 'quick_rank(l.name_same, l.name_fold, l.name_pinyin, k.name_same, k.name_fold, k.name_pinyin)'
const full = 'full_rank(l.name_same, l.name_fold, l.name_pinyin, l.former_pinyin, k.name_same, k.name_fold, k.name_pinyin, k.former_pinyin)'
const differ = 'ids_differ(l.id18, l.id17, l.id15, l.id18_old, k.id18, k.id17, k.id15, k.id18_old)'
const keys = 'id18, id17, id15, id18_old, name_same, name_fold, name_pinyin, birth, guardian_id18, village_key, former_pinyin'

type StrongPass = Readonly<{ code: string; on: string; weakest: number }>
const strongPasses: readonly StrongPass[] = [
  { code: 'D1', on: 'l.id18 = k.id18', weakest: 6 },
  { code: 'D2', on: 'l.id17 = k.id17', weakest: 6 },
  { code: 'D3', on: 'l.id15 = k.id15', weakest: 3 },
  { code: 'D4', on: 'coalesce(l.id18, l.id18_old) = coalesce(k.id18, k.id18_old)', weakest: 6 },
]

/** Whom a roster is compared with, and the rows of it that are still nobody. */
type Sides = Readonly<{ source: string; waiting: string; known: string }>

/** Rows and persons with the same number. Only where the name beside it is not the very same is more asked. */
const strongPass = ({ code, on, weakest }: StrongPass, { source, waiting, known }: Sides): readonly string[] => {
  const first = code === 'D1'
  return [
    `CREATE OR REPLACE TEMP TABLE settled AS
WITH pair AS (
  SELECT l.row_id, k.person_id, min(${quick}) AS rank FROM ${waiting} l JOIN ${known} k ON ${on} GROUP BY ALL
), ranked AS (
  ${first ? 'SELECT row_id, person_id, rank, FALSE AS differs, TRUE AS fits FROM pair WHERE rank = 0\n  UNION ALL' : ''}
  SELECT row_id, person_id, rank, differs, rank <= ${weakest} AND NOT differs AS fits
  FROM (
    SELECT p.row_id, p.person_id, min(${full}) AS rank, ${first ? 'FALSE' : `bool_or(${differ})`} AS differs
    FROM pair p JOIN ${waiting} l USING (row_id) JOIN ${known} k ON k.person_id = p.person_id
    ${first ? 'WHERE p.rank > 0' : ''} GROUP BY p.row_id, p.person_id
  ) WHERE NOT (differs AND rank > 2)
), verdict AS (
  SELECT row_id, count(*) FILTER (fits) AS fitting, count(*) FILTER (NOT fits AND rank <= 7) AS open FROM ranked GROUP BY row_id
)
SELECT row_id, person_id, rank,
  CASE WHEN fits AND fitting = 1 THEN 'match' WHEN fits THEN 'ambiguous'
       WHEN fitting = 0 AND rank <= 7 THEN 'ambiguous' ${first ? "WHEN fitting = 0 AND open = 0 THEN 'conflict'" : ''} END AS outcome,
  CASE WHEN fits AND fitting > 1 THEN 'several-candidates' WHEN NOT fits AND rank <= 7 AND differs THEN 'id-differs' WHEN NOT fits AND rank <= 7 THEN 'name-unreadable' ELSE '' END AS reason
FROM ranked JOIN verdict USING (row_id) WHERE outcome IS NOT NULL`,
    `INSERT INTO found
WITH alike AS (
  SELECT s.row_id, s.person_id, l.roster, l.name_fold FROM settled s JOIN ${source} l USING (row_id) WHERE s.outcome = 'match' AND s.rank > 2
), claim AS (
  SELECT row_id, person_id FROM found SEMI JOIN alike USING (person_id) UNION ALL SELECT row_id, person_id FROM settled SEMI JOIN alike USING (person_id)
), contested AS (
  SELECT DISTINCT a.row_id FROM alike a JOIN claim c ON c.person_id = a.person_id AND c.row_id <> a.row_id JOIN ${source} r ON r.row_id = c.row_id AND r.roster = a.roster
  WHERE r.name_fold IS DISTINCT FROM a.name_fold
)
SELECT s.row_id, s.person_id, s.rank, CASE WHEN c.row_id IS NULL THEN s.outcome ELSE 'ambiguous' END, CASE s.outcome WHEN 'conflict' THEN 'D1x' ELSE '${code}' END,
  CASE WHEN c.row_id IS NULL THEN s.reason ELSE 'claimed-by-another-row' END
FROM settled s LEFT JOIN contested c USING (row_id)`,
    first
      ? `CREATE OR REPLACE TEMP TABLE waiting AS SELECT row_id, roster, ${keys} FROM ${waiting} ANTI JOIN settled USING (row_id)`
      : 'DELETE FROM waiting WHERE row_id IN (SELECT row_id FROM settled)',
  ]
}

type WeakPass = Readonly<{ code: string; and: string; weakest: number }>
const weakPasses: readonly WeakPass[] = [
  { code: 'D6', and: 'AND l.guardian_id18 = k.guardian_id18', weakest: 2 },
  { code: 'D7', and: 'AND l.village_key = k.village_key', weakest: 3 },
  { code: 'D8', and: 'AND NOT coalesce(substring(l.village_key, 1, 6) <> substring(k.village_key, 1, 6), FALSE)', weakest: 2 },
]

/** Everybody who sounds the same and was born the same day. D8 rests on nothing else and must not be chance. */
const weakPass = ({ code, and, weakest }: WeakPass, { source, known }: Sides): readonly string[] => {
  const last = code === 'D8'
  return [
    `CREATE OR REPLACE TEMP TABLE settled AS
WITH alike AS (
  SELECT l.row_id, k.person_id, min(${quick}) AS rank FROM waiting l JOIN ${known} k ON l.name_pinyin = k.name_pinyin AND l.birth = k.birth ${and} GROUP BY ALL
), candidate AS (
  SELECT a.row_id, a.person_id, a.rank, l.roster, l.name_fold, l.birth, bool_or(${differ}) AS differs
  FROM alike a JOIN waiting l USING (row_id) JOIN ${known} k ON k.person_id = a.person_id GROUP BY ALL
), counted AS (
  SELECT *, count(*) OVER (PARTITION BY row_id) AS candidates, count(*) OVER (PARTITION BY roster, person_id) AS claimants
  FROM candidate WHERE NOT (differs AND rank > 2)
), taken AS (
  SELECT DISTINCT r.roster, f.person_id FROM found f SEMI JOIN counted USING (person_id) JOIN ${source} r USING (row_id)
)${
      last
        ? `, bearers AS (
  SELECT name_fold, count(DISTINCT person_id) AS bearers FROM ${known} SEMI JOIN counted USING (name_fold) GROUP BY name_fold
), births AS (
  SELECT birth, count(DISTINCT person_id) AS births FROM ${known} SEMI JOIN counted USING (birth) GROUP BY birth
)`
        : ''
    }
SELECT row_id, person_id, rank,
  CASE WHEN candidates > 1 THEN 'several-candidates' WHEN differs THEN 'id-differs' WHEN rank > ${weakest} THEN 'homophone-only'
       WHEN claimants > 1 OR t.person_id IS NOT NULL THEN 'claimed-by-another-row'
       ${last ? `WHEN bearers * births * 100 >= (SELECT count(DISTINCT person_id) FROM ${known}) THEN 'may-be-chance'` : ''} ELSE '' END AS reason
FROM counted c LEFT JOIN taken t USING (roster, person_id) ${last ? 'LEFT JOIN bearers USING (name_fold) LEFT JOIN births USING (birth)' : ''}`,
    `INSERT INTO found SELECT row_id, person_id, rank, CASE reason WHEN '' THEN 'match' ELSE 'ambiguous' END, '${code}', reason FROM settled`,
    'DELETE FROM waiting WHERE row_id IN (SELECT row_id FROM settled)',
  ]
}

/** The cascade: each row goes on only while nothing was found for it. A number that dozens carry is a filler and no key. */
const find = (roster: string, known: string): readonly string[] => {
  const sides = { source: 'asking', waiting: 'waiting', known }
  return [
    `CREATE OR REPLACE TEMP TABLE filler AS
SELECT id18 FROM ${known} SEMI JOIN (SELECT id18 FROM ${roster} WHERE id18 IS NOT NULL GROUP BY id18 HAVING count(*) > 20) USING (id18)
GROUP BY id18 HAVING count(DISTINCT person_id) > 20`,
    `CREATE OR REPLACE TEMP VIEW asking AS
SELECT l.* REPLACE (CASE WHEN f.id18 IS NULL THEN l.id18 END AS id18, CASE WHEN f.id18 IS NULL THEN l.id17 END AS id17, CASE WHEN f.id18 IS NULL THEN l.id15 END AS id15)
FROM ${roster} l LEFT JOIN filler f USING (id18)`,
    'CREATE OR REPLACE TEMP TABLE found (row_id BIGINT, person_id BIGINT, rank TINYINT, outcome VARCHAR, evidence VARCHAR, reason VARCHAR)',
    ...strongPasses.flatMap(pass => strongPass(pass, pass.code === 'D1' ? { ...sides, waiting: 'asking' } : sides)),
    ...weakPasses.flatMap(pass => weakPass(pass, sides)),
  ]
}

/** Rows of one roster that are the same person: by whole number, else by student number and sound. */
const group = (source: string): readonly string[] => [
  `CREATE OR REPLACE TEMP TABLE mixed AS
SELECT id18, count(*) > 100 AS crowded, coalesce(min(name_pinyin) <> max(name_pinyin), FALSE) AS sounds_differ
FROM ${source} WHERE id18 IS NOT NULL GROUP BY id18
HAVING min(name_pinyin) <> max(name_pinyin) OR (count(*) > 1 AND count(name_pinyin) < count(*))`,
  `CREATE OR REPLACE TEMP TABLE two AS
WITH few AS (SELECT row_id, id18, name_same, name_fold, name_pinyin, former_pinyin FROM ${source} SEMI JOIN (FROM mixed WHERE NOT crowded) USING (id18))
SELECT l.id18, l.row_id, ${full} AS rank FROM few l JOIN few k ON l.id18 = k.id18 AND l.row_id <> k.row_id`,
  `CREATE OR REPLACE TEMP TABLE grouped AS
WITH apart AS (
  SELECT id18 FROM two WHERE rank > 6 UNION SELECT id18 FROM mixed WHERE crowded
), tied AS (
  SELECT s.row_id, s.id18, CASE WHEN a.id18 IS NULL THEN '' ELSE coalesce(s.name_pinyin, CAST(s.row_id AS VARCHAR)) END AS tie, s.student_number, s.name_pinyin
  FROM ${source} s LEFT JOIN apart a USING (id18) WHERE s.id18 IS NOT NULL
), several AS (
  SELECT id18, tie, min(row_id) AS group_id FROM tied GROUP BY ALL HAVING count(*) > 1
), with_id AS (
  SELECT row_id, coalesce(group_id, row_id) AS label, student_number, name_pinyin FROM tied LEFT JOIN several USING (id18, tie)
), without AS (
  SELECT row_id, student_number, name_pinyin FROM ${source} WHERE id18 IS NULL
), of_known AS (
  SELECT student_number, name_pinyin, min(label) AS label FROM with_id SEMI JOIN without USING (student_number, name_pinyin) GROUP BY ALL HAVING min(label) = max(label)
), of_alike AS (
  SELECT student_number, name_pinyin, min(row_id) AS label FROM without WHERE student_number IS NOT NULL AND name_pinyin IS NOT NULL GROUP BY ALL
), late AS (
  SELECT w.row_id, coalesce(k.label, a.label, w.row_id) AS label
  FROM without w LEFT JOIN of_known k USING (student_number, name_pinyin) LEFT JOIN of_alike a USING (student_number, name_pinyin)
), earlier AS (
  SELECT label, min(row_id) AS group_id FROM late GROUP BY label
)
SELECT row_id, least(label, coalesce(group_id, label)) AS group_id
FROM (SELECT row_id, label FROM with_id UNION ALL SELECT row_id, label FROM late) LEFT JOIN earlier USING (label)`,
]

const settle = (kind: SpineKind, source: string): readonly string[] => [
  `INSERT INTO match
WITH matched AS (
  SELECT row_id, group_id, person_id, evidence, rank FROM found JOIN grouped USING (row_id) WHERE outcome = 'match'
), rest AS (
  SELECT row_id, group_id FROM grouped ANTI JOIN matched USING (row_id)
), of_group AS (
  SELECT group_id, min(person_id) AS person_id FROM matched SEMI JOIN rest USING (group_id) GROUP BY group_id HAVING min(person_id) = max(person_id)
)
SELECT row_id, '${kind}', person_id, evidence, name_word(rank) FROM matched
UNION ALL
SELECT row_id, '${kind}', coalesce(person_id, group_id), CASE WHEN person_id IS NULL AND row_id = group_id THEN 'founded' ELSE 'duplicate-row' END, '' FROM rest LEFT JOIN of_group USING (group_id)`,
  `INSERT INTO doubt SELECT row_id, '${kind}', person_id, evidence, name_word(rank), reason, outcome FROM found WHERE outcome <> 'match'`,
  `INSERT INTO shared_id
WITH apart AS (
  SELECT DISTINCT id18, row_id FROM two WHERE rank = 8
  UNION ALL
  SELECT id18, row_id FROM ${source} SEMI JOIN (FROM mixed WHERE crowded AND sounds_differ) USING (id18)
)
SELECT row_id, person_id, id18 FROM apart JOIN match USING (row_id)`,
  `INSERT INTO known SELECT m.person_id, s.row_id, ${keys} FROM ${source} s JOIN match m USING (row_id)`,
]

/** Every row of every roster and the person it is about. */
export const findPersons = (): readonly string[] => [
  ...nameRank,
  'CREATE TABLE match (row_id BIGINT, roster VARCHAR, person_id BIGINT, evidence VARCHAR, name_relation VARCHAR)',
  'CREATE TABLE doubt (row_id BIGINT, roster VARCHAR, person_id BIGINT, evidence VARCHAR, name_relation VARCHAR, reason VARCHAR, why VARCHAR)',
  'CREATE TABLE shared_id (row_id BIGINT, person_id BIGINT, id18 VARCHAR)',
  `CREATE TABLE known (person_id BIGINT, row_id BIGINT, id18 VARCHAR, id17 VARCHAR, id15 VARCHAR, id18_old VARCHAR, name_same VARCHAR, name_fold VARCHAR, name_pinyin VARCHAR,
  birth DATE, guardian_id18 VARCHAR, village_key VARCHAR, former_pinyin VARCHAR)`,
  ...spineKinds.flatMap(kind => {
    const source = spineTable(kind)
    return [...group(source), ...find(source, 'known'), ...settle(kind, source)]
  }),
  'CREATE TABLE spine_doubt AS FROM doubt',
  // A child may stand on one payment file per item: within each it is expected once.
  `CREATE TEMP VIEW listed_by_file AS SELECT * REPLACE (CASE roster WHEN 'payment-roster' THEN roster || ' ' || file ELSE roster END AS roster) FROM listed`,
  ...find('listed_by_file', 'known'),
  `INSERT INTO match SELECT f.row_id, l.roster, f.person_id, f.evidence, name_word(f.rank) FROM found f JOIN listed l USING (row_id) WHERE f.outcome = 'match'`,
  `INSERT INTO doubt SELECT f.row_id, l.roster, f.person_id, f.evidence, name_word(f.rank), f.reason, f.outcome FROM found f JOIN listed l USING (row_id) WHERE f.outcome <> 'match'`,
  // A row of the same sound whose number is damaged, and which is nobody else's, may be this person's.
  `CREATE TABLE doubted AS
WITH nobodys AS (
  SELECT row_id, roster, name_pinyin, birth
  FROM (${[...spineKinds.map(spineTable), 'listed'].map(t => `SELECT row_id, roster, id18, name_pinyin, birth FROM ${t}`).join(' UNION ALL ')})
    LEFT JOIN (SELECT DISTINCT row_id AS doubted FROM doubt) d ON d.doubted = row_id
    LEFT JOIN (SELECT row_id AS matched FROM match WHERE evidence <> 'founded') m ON m.matched = row_id
  WHERE name_pinyin IS NOT NULL AND CASE WHEN id18 IS NULL THEN matched IS NULL ELSE doubted IS NOT NULL END
)
SELECT k.person_id, n.roster FROM known k JOIN nobodys n USING (name_pinyin)
WHERE k.row_id <> n.row_id AND (k.birth IS NULL OR n.birth IS NULL OR k.birth = n.birth)
UNION
SELECT person_id, roster FROM doubt
UNION
SELECT m.person_id, 'pupils-present'
FROM match m JOIN student_roll s USING (row_id) JOIN pupils_present p ON p.name_pinyin = s.name_pinyin AND p.school_key = s.school_key JOIN match f ON f.row_id = p.row_id
WHERE m.roster = 'student-roll' AND f.evidence = 'founded'`,
  // The dead leave the register: payments to persons nobody knows are held against deaths of persons nobody knows.
  `CREATE TABLE stranger AS SELECT * FROM listed ANTI JOIN match USING (row_id) WHERE roster = 'payment-roster'`,
  `CREATE TABLE dead_stranger AS SELECT row_id AS person_id, ${keys} FROM listed ANTI JOIN match USING (row_id) WHERE roster = 'death-list'`,
  ...find('stranger', 'dead_stranger'),
  'CREATE VIEW person_of AS SELECT row_id, person_id FROM match',
  `CREATE TABLE paid_dead AS SELECT row_id AS payment_row, person_id AS death_row FROM found WHERE outcome = 'match'`,
]
