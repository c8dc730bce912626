import { facts } from '@yingjin/facts'
import { type AbsenceCounts, type Designation, designations } from './facts.ts'
import { spineKinds } from './load.ts'
import { isGap } from './rules.ts'

const springBegan = "DATE '2022-03-01'"

const damaged = {
  BAD: '校验码不符',
  M17: '少了一位',
  S15: '后三位被Excel改成了0',
  S6: '成了科学计数法',
  NUMBER: '被存成了数字，末几位已不可靠',
  OLD15: '还是15位旧号',
  GENERIC: '是占位号码',
} as const

const leftWords = ['转出', '退学', '休学', '开除', '死亡', '流失', '辍学', '肄业', '已离校', '10', '03', '02', '14', '11', '06']

const failedWords = [
  '支付失败',
  '发放失败',
  '打款失败',
  '失败',
  '退汇',
  '已退汇',
  '退回',
  '已退回',
  '未支付',
  '未发放',
  '待支付',
  '待发放',
  '作废',
  '已作废',
  '冲销',
  '已冲销',
  '撤销',
]

/** What each cash item is paid for. */
const cashItems = [
  ['boarder-living', "'PS-A2.3'", '义务教育寄宿生生活补助'],
  ['day-living', "'PS-A2.4'", '义务教育非寄宿生生活补助'],
  ['senior-grant', "'PS-A3.3a', 'PS-A3.3b'", '普通高中国家助学金'],
  ['vocational-grant', "'PS-A4.3a', 'PS-A4.3b'", '中职国家助学金'],
] as const
const itemOfLine = `CASE ${cashItems.map(([item, lines]) => `WHEN line IN (${lines}) THEN '${item}'`).join(' ')} END`

const bit = (d: Designation): number => 2 ** designations.indexOf(d)

/** Which designation a row speaks of, whether it says yes or no. */
const spokenOf = `CASE roster
    WHEN 'lifted-out-continuing' THEN 'lifted_out' WHEN 'lifted-out-not-continuing' THEN 'lifted_out'
    WHEN 'disability-certificate' THEN 'disabled' WHEN 'rural-minimum-living' THEN 'minimum_living' WHEN 'urban-minimum-living' THEN 'minimum_living'
    WHEN 'extreme-hardship' THEN 'extreme_hardship' WHEN 'low-income' THEN 'low_income'
    WHEN 'monitored-at-risk' THEN category WHEN 'monitored-risk-removed' THEN category WHEN 'orphan-allowance' THEN category END`

const paid = (ground: string, causes: string, payments: string, sentence: string): string => `
SELECT 'paid-not-entitled', '${ground}', person_id, row_id, '上学期发放花名册中有发放记录，但${sentence}' FROM ${payments} SEMI JOIN ${causes} USING (person_id)
UNION ALL
SELECT 'paid-not-entitled', '${ground}', person_id, row_id, '' FROM ${causes} SEMI JOIN ${payments} USING (person_id)`

const owners = `CASE kind WHEN 'not-enrolled' THEN 'township' WHEN 'lifted-out-dropout' THEN 'township' WHEN 'contradiction' THEN 'bureau' ELSE 'school' END`

/** What one list says against another, with the rows it rests on and who must act. */
export const findings = (counts: AbsenceCounts): readonly string[] => [
  `CREATE TABLE payment AS
SELECT m.person_id, l.row_id, CASE
    WHEN contains(aid_item, '非寄宿') THEN 'day-living' WHEN contains(aid_item, '寄宿') THEN 'boarder-living'
    WHEN (contains(aid_item, '中职') OR contains(aid_item, '中等职业')) AND contains(aid_item, '助学金') THEN 'vocational-grant'
    WHEN (contains(aid_item, '高中') OR contains(aid_item, '普高')) AND contains(aid_item, '助学金') THEN 'senior-grant'
    WHEN contains(aid_item, '保教费') THEN 'care-fee'
    WHEN (contains(aid_item, '学前') AND contains(aid_item, '生活费')) OR (contains(aid_item, '幼儿') AND contains(aid_item, '生活')) THEN 'preschool-living'
    WHEN contains(aid_item, '学前') AND contains(aid_item, '资助') THEN 'preschool-grant'
    ELSE aid_item END AS item
FROM listed l JOIN person_of m USING (row_id)
WHERE l.roster = 'payment-roster' AND coalesce(term, '2022-spring') = '2022-spring' AND coalesce(payment_status, '') NOT IN (${failedWords.map(w => `'${w}'`).join(', ')})`,
  `CREATE TABLE silent_school AS
SELECT school_name, stage, township FROM directory
  ANTI JOIN (SELECT school_key AS school_code FROM enrolled WHERE roster = 'student-roll') k USING (school_code)
  ANTI JOIN (SELECT school_name FROM enrolled WHERE roster = 'student-roll') n USING (school_name)
WHERE stage IN ('primary', 'junior') AND ${counts('student-roll')}`,
  `CREATE TABLE spoken AS
SELECT m.person_id, l.row_id, l.roster, ${spokenOf} AS fact, l.roster IN ('lifted-out-not-continuing', 'monitored-risk-removed') AS denies, l.designated_on
FROM listed l JOIN person_of m USING (row_id) WHERE fact IN (${designations.map(d => `'${d}'`).join(', ')})`,
  `CREATE TABLE out_of_school AS
SELECT m.person_id, m.row_id, s.lifted_out IS TRUE AS lifted_out
FROM match m JOIN standing s USING (person_id)
  ANTI JOIN place USING (person_id)
  ANTI JOIN (FROM enrolled WHERE transferred) e USING (person_id)
  ANTI JOIN (SELECT x.person_id FROM listed l JOIN person_of x USING (row_id) WHERE l.roster = 'death-list' OR (l.roster = 'dropout-ledger' AND l.approved_postponement)) d USING (person_id)
  ANTI JOIN in_doubt USING (person_id)
  ANTI JOIN (FROM doubted WHERE roster IN ('student-roll', 'kindergarten-children', 'vocational-roll', 'pupils-present', 'death-list')) o USING (person_id)
  ANTI JOIN (
    SELECT k.person_id FROM known k JOIN (FROM listed ANTI JOIN match USING (row_id) WHERE roster = 'dropout-ledger' AND approved_postponement) n USING (name_pinyin)
    WHERE k.birth IS NULL OR n.birth IS NULL OR k.birth = n.birth
  ) f USING (person_id)
  ANTI JOIN (FROM card SEMI JOIN silent_school USING (township)) c USING (person_id)
WHERE m.roster = 'household-register' AND ${counts('student-roll')}
  AND NOT EXISTS (FROM silent_school ANTI JOIN (FROM enrolled WHERE roster = 'student-roll') r USING (stage)) AND s.birth <= DATE '2016-08-31' AND s.birth > DATE '2007-08-31'`,
  `CREATE TABLE said_left AS SELECT m.person_id, p.row_id FROM pupils_present p JOIN person_of m USING (row_id) WHERE p.present IS FALSE`,
  `CREATE TABLE away_from_class AS
SELECT e.person_id, e.row_id, coalesce(s.lifted_out, FALSE) AS lifted_out,
  CASE WHEN e.person_id IN (SELECT person_id FROM said_left) THEN '学籍在读，但本校在校生名册上写着已不在校' ELSE '学籍在读，但本校在校生名册中没有' END AS says
FROM (SELECT person_id, row_id, active FROM enrolled UNION ALL SELECT person_id, row_id, TRUE FROM said_left) e
  SEMI JOIN (SELECT person_id FROM enrolled WHERE active) r USING (person_id)
  SEMI JOIN (FROM place WHERE on_roll AND NOT present AND NOT away) p USING (person_id)
  ANTI JOIN (FROM in_doubt UNION SELECT person_id FROM doubted WHERE roster = 'pupils-present') d USING (person_id)
  LEFT JOIN standing s USING (person_id)
WHERE e.active`,
  `CREATE TABLE lead_basis AS
WITH carried AS (
  SELECT person_id FROM standing WHERE ${designations.map(d => (isGap(d, counts) ? d : `coalesce(${d}, TRUE)`)).join(' OR ')} OR lifted_out IS NULL OR unstable IS NULL OR marginal IS NULL OR sudden_hardship IS NULL
  UNION
  SELECT m.person_id FROM listed l JOIN person_of m USING (row_id) WHERE l.roster IN ('monitored-risk-removed', 'monitoring-export') AND l.removed_on > ${springBegan}
), deceased AS (
  SELECT m.person_id, l.row_id FROM listed l JOIN person_of m USING (row_id) WHERE l.roster = 'death-list' AND l.died_on < ${springBegan}
), removed AS (
  SELECT m.person_id, l.row_id FROM listed l JOIN person_of m USING (row_id) ANTI JOIN carried USING (person_id)
  WHERE (l.roster = 'monitored-risk-removed' OR (l.roster = 'monitoring-export' AND l.risk_removed)) AND l.removed_on <= ${springBegan}
), ended AS (
  SELECT m.person_id, l.row_id FROM listed l JOIN person_of m USING (row_id) ANTI JOIN carried USING (person_id) WHERE l.roster = 'lifted-out-not-continuing'
), risk_removed AS (
  FROM removed ANTI JOIN deceased USING (person_id)
), policy_ended AS (
  FROM ended ANTI JOIN deceased USING (person_id) ANTI JOIN removed USING (person_id)
), left_school AS (
  SELECT m.person_id, r.row_id FROM (SELECT row_id, roll_status, status_changed_on FROM student_roll UNION ALL SELECT row_id, roll_status, status_changed_on FROM vocational_roll) r
    JOIN person_of m USING (row_id) ANTI JOIN (FROM enrolled WHERE active) e USING (person_id)
    ANTI JOIN deceased USING (person_id) ANTI JOIN removed USING (person_id) ANTI JOIN ended USING (person_id)
  WHERE r.roll_status IN (${leftWords.map(w => `'${w}'`).join(', ')}) AND r.status_changed_on < ${springBegan}
), due_item AS (
  SELECT person_id, ${itemOfLine} AS item FROM decision WHERE state = 'due' AND ${itemOfLine} IS NOT NULL
), not_due_anyhow AS (
  FROM payment ANTI JOIN due_item USING (person_id, item) ANTI JOIN (SELECT person_id, 'vocational-grant' AS item FROM child WHERE farming_specialty) f USING (person_id, item)
), early AS (
  SELECT person_id, row_id FROM spoken WHERE NOT denies AND coalesce(designated_on <= ${springBegan}, TRUE)
), left_out AS (
  SELECT DISTINCT person_id, item FROM due_item
    SEMI JOIN (SELECT item FROM payment) i USING (item)
    ANTI JOIN payment USING (person_id, item)
    ANTI JOIN (FROM doubted WHERE roster = 'payment-roster') d USING (person_id)
    SEMI JOIN (FROM child WHERE grade > 1) c USING (person_id)
    ANTI JOIN (FROM enrolled WHERE entry_month > ${springBegan}) e USING (person_id)
), conflict AS (
  SELECT person_id, row_id FROM spine_doubt WHERE why = 'conflict' OR reason = 'name-unreadable'
), twice AS (
  SELECT person_id, item FROM payment GROUP BY ALL HAVING count(*) > 1
), one_roster AS (
  FROM shared_id ANTI JOIN (FROM shared_id SEMI JOIN conflict USING (row_id)) c USING (id18)
), in_class AS (
  SELECT person_id, row_id FROM match SEMI JOIN (FROM place WHERE present) p USING (person_id) WHERE roster IN ('pupils-present', 'kindergarten-children', 'higher-education')
), dead_present AS (
  SELECT m.person_id, l.row_id FROM listed l JOIN person_of m USING (row_id) SEMI JOIN in_class USING (person_id) WHERE l.roster = 'death-list'
), strangers AS (
  SELECT payment_row, death_row FROM paid_dead JOIN listed l ON l.row_id = death_row WHERE l.died_on < ${springBegan}
)
SELECT DISTINCT * FROM (
SELECT 'entitled-unpaid' AS kind, item AS ground, person_id AS subject, row_id, '上学期已在困难名册内，发放花名册中没有已付的' || CASE item ${cashItems.map(([item, , word]) => `WHEN '${item}' THEN '${word}'`).join(' ')} END AS detail
FROM left_out JOIN early USING (person_id) ${counts('payment-roster') ? '' : 'WHERE FALSE'}
UNION ALL ${paid('deceased', 'deceased', 'payment', '该生在学期开始前已亡故')}
UNION ALL ${paid('left-school', 'left_school', 'payment', '该生在学期开始前已离校')}
UNION ALL ${paid('risk-removed', 'risk_removed', 'not_due_anyhow', '该户风险在学期开始前已消除，且没有查到其他困难类别')}
UNION ALL ${paid('policy-ended', 'policy_ended', 'not_due_anyhow', '该户已不享受脱贫户政策，且没有查到其他困难类别')}
UNION ALL SELECT 'paid-not-entitled', 'deceased', death_row, payment_row, '上学期发放花名册中有发放记录，但该生在学期开始前已亡故' FROM strangers
UNION ALL SELECT 'paid-not-entitled', 'deceased', death_row, death_row, '' FROM strangers
UNION ALL SELECT 'paid-twice', item, person_id, row_id, '同一学期同一项目在发放花名册中不止一笔' FROM payment SEMI JOIN twice USING (person_id, item)
UNION ALL SELECT 'not-enrolled', '', person_id, row_id, '户籍适龄，但学籍、在校、在园、中职名册中都没有' FROM out_of_school WHERE NOT lifted_out
UNION ALL SELECT 'on-roll-not-present', '', person_id, row_id, says FROM away_from_class WHERE NOT lifted_out
UNION ALL SELECT 'lifted-out-dropout', 'not-enrolled', person_id, row_id, '脱贫户子女，户籍适龄，但学籍、在校、在园、中职名册中都没有' FROM out_of_school WHERE lifted_out
UNION ALL SELECT 'lifted-out-dropout', 'on-roll-not-present', person_id, row_id, '脱贫户子女，' || says FROM away_from_class WHERE lifted_out
UNION ALL SELECT 'several-rolls', '', person_id, row_id, '同一人在不止一所学校有在读学籍' FROM enrolled SEMI JOIN (FROM place WHERE enrolments > 1) p USING (person_id) WHERE active
UNION ALL SELECT 'shared-id', '', person_id, row_id, '同一身份证号对应两个不同姓名' FROM conflict
UNION ALL SELECT 'shared-id', '', person_id, row_id, '同一身份证号对应两个不同姓名' FROM match SEMI JOIN conflict USING (person_id) WHERE roster IN (${spineKinds.map(k => `'${k}'`).join(', ')})
UNION ALL SELECT 'shared-id', '', min(person_id) OVER (PARTITION BY id18), row_id, '同一身份证号对应两个不同姓名' FROM one_roster
UNION ALL SELECT 'contradiction', 'deceased-present', person_id, row_id, '死亡名单中有，学校却报为在校' FROM dead_present
UNION ALL SELECT 'contradiction', 'deceased-present', person_id, row_id, '死亡名单中有，学校却报为在校' FROM in_class SEMI JOIN dead_present USING (person_id)
UNION ALL SELECT 'contradiction', fact, person_id, row_id, CASE fact ${designations.map(d => `WHEN '${d}' THEN '${facts[d].label}'`).join(' ')} END || '：一份名册说是，另一份说不是'
  FROM spoken JOIN standing s USING (person_id) WHERE s.conflicts & CASE fact ${designations.map(d => `WHEN '${d}' THEN ${bit(d)}`).join(' ')} END <> 0
UNION ALL SELECT 'doubtful-id', id_class, person_id, row_id, '身份证号' || CASE id_class ${Object.entries(damaged)
    .map(([c, word]) => `WHEN '${c}' THEN '${word}'`)
    .join(' ')} END
  FROM spine_row JOIN person_of USING (row_id) WHERE id_class IN (${Object.keys(damaged)
    .map(c => `'${c}'`)
    .join(', ')})
UNION ALL SELECT 'doubtful-id', 'name-differs', person_id, row_id, '名册上的身份证号是该生的，姓名却不是' FROM doubt ANTI JOIN spine_doubt USING (row_id) WHERE why = 'conflict' OR reason = 'name-unreadable'
UNION ALL SELECT 'doubtful-id', 'id-differs', person_id, row_id, '姓名、出生日期与该生相符，身份证号却不同' FROM doubt
  ANTI JOIN shared_id USING (row_id) ANTI JOIN (SELECT m.person_id FROM spine_doubt x JOIN person_of m USING (row_id) WHERE x.why = 'conflict') c USING (person_id)
  WHERE reason = 'id-differs'
)`,
  `CREATE TABLE lead AS
WITH grouped AS (
  SELECT kind, ground, subject, first(detail ORDER BY detail = '', row_id, detail) AS detail,
    string_agg(file || '〔' || sheet || '〕第' || "row" || '行', '；' ORDER BY row_id, file || '〔' || sheet || '〕第' || "row" || '行') AS rests_on, min(row_id) AS first_row
  FROM lead_basis JOIN person_row USING (row_id) GROUP BY kind, ground, subject
), addressed AS (
  SELECT g.*, c.* EXCLUDE (person_id, id_number, school_township), ${owners} AS wants, coalesce(c.school_name, '') AS school, coalesce(c.township, c.school_township, '') AS place
  FROM grouped g LEFT JOIN card c ON c.person_id = g.subject
), owned AS (
  SELECT *, CASE WHEN wants = 'bureau' THEN 'bureau' WHEN wants = 'township' AND place <> '' THEN 'township' WHEN school <> '' THEN 'school' WHEN place <> '' THEN 'township' ELSE 'bureau' END AS owner_kind
  FROM addressed
)
SELECT kind, ground, coalesce(o.file, r.file) AS file, coalesce(o.sheet, r.sheet) AS sheet, coalesce(o."row", r."row") AS "row", coalesce(o.member, r.member) AS member, coalesce(o.name, r.name) AS name,
  school_name, stage, grade, class_name, township, detail, rests_on, owner_kind, CASE owner_kind WHEN 'school' THEN school WHEN 'township' THEN place ELSE '县教委' END AS owner, first_row
FROM owned o LEFT JOIN person_row r ON r.row_id = o.first_row`,
]
