import { rosterKindIds, type RosterKindId } from '@yingjin/intake'

/** Where the snapshots of each roster kind lie. */
export type SnapshotPaths = ReadonlyMap<RosterKindId, readonly string[]>

const keys = 'id_class, id18, id17, id15, id18_old, name_same, name_fold, name_pinyin, birth, guardian_id18, village_key, former_pinyin'
const person = `name, id_number, ${keys}`
const roll = 'student_number, grade, class_name, school_key, school_name, boards, hukou_division, entry_month'

/** Rosters that found persons, in the order in which they do, with the columns somebody asks for later. */
export const spineColumns = {
  'household-register': `${person}, CAST(NULL AS VARCHAR) AS student_number, township`,
  'student-roll': `${person}, ${roll}, stage, roll_status, status_changed_on, martyr_or_favoured_child`,
  'kindergarten-children': `${person}, ${roll}`,
  'vocational-roll': `${person}, ${roll}, farming_specialty, roll_status, status_changed_on, tuition_fee, accommodation_fee`,
  'higher-education': `${person}, student_number, grade, school_key, school_name, hukou_division, entry_year, full_time_degree, degree_or_diploma, tuition_fee, accommodation_fee, tuition_exempted`,
  'pupils-present': `${person}, student_number, stage, grade, class_name, school_key, school_name, boards, present`,
} as const satisfies Partial<Record<RosterKindId, string>>
export type SpineKind = keyof typeof spineColumns
export const spineKinds = Object.keys(spineColumns) as readonly SpineKind[]

/** Rosters that only say something about persons; all of them stand in one table. */
export const listedColumns = {
  'lifted-out-continuing': 'designated_on',
  'disability-certificate': 'designated_on',
  'rural-minimum-living': 'designated_on',
  'extreme-hardship': 'designated_on',
  'urban-minimum-living': 'designated_on',
  'monitored-at-risk': 'monitored_category AS category, designated_on',
  'orphan-allowance': 'orphan_kind AS category, designated_on',
  'low-income': 'designated_on',
  'lifted-out-not-continuing': '',
  'monitored-risk-removed': 'monitored_category AS category, removed_on',
  'monitoring-export': 'designated_on, risk_removed, removed_on',
  'payment-roster': 'aid_item, payment_status, term',
  'dropout-ledger': 'approved_postponement',
  'death-list': 'died_on',
  'opening-entries': 'aid_item, terms_paid',
} as const satisfies Partial<Record<RosterKindId, string>>
export type ListedKind = keyof typeof listedColumns
export const listedKinds = Object.keys(listedColumns) as readonly ListedKind[]

export const spineTable = (kind: SpineKind): string => kind.replaceAll('-', '_')

const parquet = (paths: SnapshotPaths, kind: RosterKindId): string =>
  `read_parquet([${(paths.get(kind) ?? []).map(p => `'${p}'`).join(', ')}], union_by_name = true)`

const numbered = (kind: RosterKindId, columns: string, paths: SnapshotPaths): string =>
  `SELECT ${(rosterKindIds.indexOf(kind) + 1) * 1_000_000_000} + row_number() OVER (ORDER BY file, sheet, "row", member) AS row_id,
  '${kind}' AS roster, file, sheet, "row", member, ${columns}
FROM ${parquet(paths, kind)}`

/** Only the columns that are used, numbered by file, sheet, row and member. */
export const load = (paths: SnapshotPaths): readonly string[] => [
  ...spineKinds.map(kind => `CREATE TABLE ${spineTable(kind)} AS\n${numbered(kind, spineColumns[kind], paths)}`),
  `CREATE TABLE listed AS\n${listedKinds.map(kind => numbered(kind, [person, listedColumns[kind]].filter(Boolean).join(', '), paths)).join('\nUNION ALL BY NAME\n')}`,
  `CREATE TABLE directory AS
SELECT school_code, school_name, stage, township, public_or_private, approved, inclusive, rural, nutrition_plan, supplies_meals, care_fee, tuition_fee, textbook_fee, accommodation_fee
FROM ${parquet(paths, 'school-directory')}`,
]
