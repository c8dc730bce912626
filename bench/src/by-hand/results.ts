import { rosterBits } from '@yingjin/determination'
import { type CompiledPolicy, documentTitle, forms, standardsPolicy } from '@yingjin/policy'
import { spineKinds, spineTable } from './load.ts'

const place = 'file, sheet, "row", member, name'
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Who and where, one line per person; and every row about a person. */
export const cards = (): readonly string[] => [
  `CREATE VIEW spine_row AS
${spineKinds.map(kind => `SELECT row_id, roster, ${place}, id_number, id_class FROM ${spineTable(kind)}`).join('\nUNION ALL\n')}`,
  `CREATE VIEW person_row AS FROM spine_row UNION ALL SELECT row_id, roster, ${place}, id_number, id_class FROM listed`,
  `CREATE TABLE card AS
SELECT m.person_id, ${place}, id_number, p.school_name, p.stage, p.grade, p.class_name, h.township, p.school_township
FROM spine_row r JOIN match m ON m.row_id = r.row_id AND m.person_id = r.row_id
  LEFT JOIN place p ON p.person_id = m.person_id LEFT JOIN (SELECT row_id, township FROM household_register) h ON h.row_id = m.person_id`,
]

/** The words of each line and form, of each group by its bit, of each notice and each standard. */
export const words = ({ lines, policy }: CompiledPolicy): readonly string[] => [
  'CREATE TABLE notice_word (notice VARCHAR, text VARCHAR)',
  `INSERT INTO notice_word VALUES ${policy.pack.notices.map(n => `(${[n.id, n.text].map(quoted).join(', ')})`).join(', ')}`,
  'CREATE TABLE standard_word (standard VARCHAR, title VARCHAR, paper VARCHAR)',
  `INSERT INTO standard_word VALUES ${standardsPolicy(policy)
    .lines.map(s => `(${[s.id, s.title, `${documentTitle(s.document)}${s.clause.article}`].map(quoted).join(', ')})`)
    .join(', ')}`,
  `CREATE TABLE line_word (line VARCHAR, way VARCHAR, title VARCHAR, clause VARCHAR, payee VARCHAR)`,
  `INSERT INTO line_word VALUES ${lines
    .flatMap(l =>
      [['', l.deliveries.map(d => `${forms[d.form]}：${d.payee}`).join(' 或 ')] as const, ...l.deliveries.map(d => [d.form, d.payee] as const)].map(
        ([way, payee]) => `(${[l.id, way, l.title, `${l.clause.article}（${l.clause.register}）`, payee].map(quoted).join(', ')})`,
      ),
    )
    .join(', ')}`,
  'CREATE TABLE group_word (line VARCHAR, bit BIGINT, name VARCHAR)',
  `INSERT INTO group_word VALUES ${lines.flatMap(l => l.grounds.map(g => `('${l.id}', ${2 ** g.bit}, ${quoted(g.name)})`)).join(', ')}`,
  `CREATE TABLE reason AS
WITH code AS (
  SELECT DISTINCT line, state, code FROM decision WHERE state IN ('due', 'decide')
), said AS (
  SELECT c.line, c.state, c.code, string_agg(g.name, '、' ORDER BY g.bit) AS groups FROM code c LEFT JOIN group_word g ON g.line = c.line AND c.code & g.bit <> 0 GROUP BY ALL
)
SELECT line, state, code, CASE
  WHEN state = 'decide' AND groups IS NULL THEN '文件没有写明，须由人判定'
  WHEN state = 'decide' THEN '该生是' || groups || '，条款没有点名，' || CASE line ${lines
    .flatMap(l => (l.described === null ? [] : [`WHEN '${l.id}' THEN ${quoted(`只写“${l.described}”`)}`]))
    .join(' ')} ELSE '只以“等”字概括' END || '，须由人判定'
  WHEN groups IS NULL THEN '符合本条全部条件'
  ELSE '属于' || groups || '，符合本条其他条件' END AS reason
FROM said`,
]

const who = `${place}, school_name, stage, grade, class_name, township`
const worded = (
  state: string,
  id: string,
): string => `SELECT ${who}, ${id}line, title, amount_fen, CAST(w.way AS VARCHAR) AS form, payee, clause, reason, FALSE AS decided
FROM decision d JOIN line_word w USING (line) JOIN reason USING (line, state, code) JOIN card USING (person_id)
WHERE state = '${state}' AND w.way = coalesce(d.form, '')`

/** The result files, each in its total order. */
export const results: Readonly<Record<string, string>> = {
  entitlement: `${worded('due', '')}
ORDER BY school_name NULLS LAST, grade NULLS LAST, class_name NULLS LAST, file NULLS LAST, sheet NULLS LAST, "row" NULLS LAST, member NULLS LAST, line NULLS LAST`,
  'to-decide': `${worded('decide', 'id_number, ')}
ORDER BY school_name NULLS LAST, file NULLS LAST, sheet NULLS LAST, "row" NULLS LAST, member NULLS LAST, line NULLS LAST`,
  missing: `SELECT ${who}, id_number, question, cause, lines, facts FROM missing JOIN card USING (person_id)
ORDER BY school_name NULLS LAST, file NULLS LAST, sheet NULLS LAST, "row" NULLS LAST, member NULLS LAST, question NULLS LAST`,
  'roster-gap': 'SELECT fact, children FROM roster_gap ORDER BY fact NULLS LAST',
  'silent-school': 'SELECT school_name, stage, township FROM silent_school ORDER BY township NULLS LAST, school_name NULLS LAST, stage NULLS LAST',
  lead: 'SELECT * FROM lead ORDER BY kind NULLS LAST, owner NULLS LAST, ground NULLS LAST, first_row NULLS LAST, file NULLS LAST, sheet NULLS LAST, "row" NULLS LAST, member NULLS LAST',
  comparison: `SELECT r.roster, r.file, r.sheet, r."row", r.member, r.name, CASE WHEN d.why IS NOT NULL THEN d.why WHEN m.person_id IS NULL THEN 'nobody' ELSE 'matched' END AS status,
  coalesce(d.evidence, m.evidence, '') AS evidence, coalesce(d.name_relation, m.name_relation, '') AS name_relation, coalesce(d.reason, '') AS reason,
  c.file AS person_file, c.sheet AS person_sheet, c."row" AS person_row, c.school_name
FROM person_row r LEFT JOIN match m USING (row_id)
  LEFT JOIN (SELECT row_id, min(why) AS why, min(reason) AS reason, min(evidence) AS evidence, min(name_relation) AS name_relation FROM doubt GROUP BY row_id) d USING (row_id)
  LEFT JOIN card c ON c.person_id = m.person_id
ORDER BY roster NULLS LAST, r.file NULLS LAST, r.sheet NULLS LAST, r."row" NULLS LAST, r.member NULLS LAST, status NULLS LAST`,
  notice: `SELECT ${who}, notice, text FROM notice JOIN notice_word USING (notice) JOIN card USING (person_id)
ORDER BY school_name NULLS LAST, file NULLS LAST, sheet NULLS LAST, "row" NULLS LAST, member NULLS LAST, notice NULLS LAST`,
  'standard-difference': `SELECT ${who}, item, standard, title, paper, own_fen, least_fen, greatest_fen
FROM standard_difference JOIN standard_word USING (standard) JOIN card USING (person_id)
ORDER BY item NULLS LAST, standard NULLS LAST, school_name NULLS LAST, file NULLS LAST, sheet NULLS LAST, "row" NULLS LAST, member NULLS LAST`,
  'membership-counts': `WITH person AS (
  SELECT person_id, bit_or(CASE roster ${rosterBits.map((kind, i) => `WHEN '${kind}' THEN ${2 ** i}`).join(' ')} ELSE 0 END) AS mask FROM match GROUP BY person_id
)
SELECT CAST(mask AS BIGINT) AS mask, count(*) AS persons FROM person GROUP BY mask ORDER BY mask NULLS LAST`,
}
