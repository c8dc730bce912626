import type { Schema } from '@yingjin/sql'

/**
 * What the office knows, as the batch plane is told before a run: the facts of the registry with their sources, as true
 * on a day and as known on an act. A fact names the person it was said of; `persons` says who that is after merges.
 * The first column of a table is the number of the fact and puts its rows in their total order.
 */
export const officeTables = {
  /** `survivor_id`: the record that stands for the person, its own where it was not merged. `joined`: a person said so. */
  persons: { person_id: 'bigint', survivor_id: 'bigint', joined: 'boolean' },
  particulars: { fact_id: 'bigint', person_id: 'bigint', source: 'text', name: 'text', former_name: 'text', sex: 'text', born_on: 'date' },
  numbers: { fact_id: 'bigint', person_id: 'bigint', source: 'text', kind: 'text', number: 'text' },
  residences: {
    fact_id: 'bigint',
    person_id: 'bigint',
    source: 'text',
    hukou_division: 'text',
    township: 'text',
    village: 'text',
    village_group: 'text',
    address: 'text',
  },
  enrolments: {
    fact_id: 'bigint',
    person_id: 'bigint',
    source: 'text',
    matter: 'text',
    school_code: 'text',
    school_name: 'text',
    stage: 'text',
    grade: 'text',
    class_name: 'text',
    boards: 'boolean',
    state: 'text',
    ground: 'text',
    valid_from: 'date',
    valid_to: 'date',
    by_act: 'boolean',
    as_of: 'date',
  },
  designations: {
    fact_id: 'bigint',
    person_id: 'bigint',
    household_id: 'bigint',
    source: 'text',
    kind: 'text',
    standing: 'text',
    detail: 'text',
    as_of: 'date',
  },
  'household-members': { fact_id: 'bigint', person_id: 'bigint', household_id: 'bigint', source: 'text', relation: 'text' },
  guardianships: {
    fact_id: 'bigint',
    person_id: 'bigint',
    guardian_person_id: 'bigint',
    source: 'text',
    guardian_name: 'text',
    relation: 'text',
    ground: 'text',
  },
  /** `file_digest`: SHA-256 of the file that said so, so that a payment is not counted beside the roster it came from. */
  'past-payments': {
    fact_id: 'bigint',
    person_id: 'bigint',
    source: 'text',
    item: 'text',
    term: 'text',
    amount_fen: 'bigint',
    paid_on: 'date',
    state: 'text',
    file_digest: 'text',
  },
  'opening-entries': { fact_id: 'bigint', person_id: 'bigint', source: 'text', item: 'text', terms: 'bigint', amount_fen: 'bigint', file_digest: 'text' },
  /** Which row of a file stands for whom, because a person answered so. */
  'answered-rows': { fact_id: 'bigint', person_id: 'bigint', file_digest: 'text', sheet: 'text', row: 'bigint' },
  /** Which row of a file the office does not take, because a person answered that it is about nobody here; `nth` of those that one row of the sheet gave. */
  'set-aside-rows': { fact_id: 'bigint', file_digest: 'text', sheet: 'text', row: 'bigint', nth: 'bigint' },
  /** Whether two records are one person, as persons decided where a run had left it to them. */
  'same-persons': { fact_id: 'bigint', person_id: 'bigint', other_person_id: 'bigint', same: 'boolean' },
  /** What persons filled in where a fact was missing; exactly one of says, amount, word. */
  answers: { fact_id: 'bigint', person_id: 'bigint', fact: 'text', says: 'boolean', amount: 'bigint', word: 'text' },
  /** What persons decided where a paper leaves it to them: whether a child gets a line, or how much of it. */
  decisions: { fact_id: 'bigint', person_id: 'bigint', line: 'text', agrees: 'boolean', amount_fen: 'bigint', reason: 'text' },
  /** What persons said headings of rosters mean: so the files of a run are read, before the plan sees a row. */
  'column-meanings': { fact_id: 'bigint', sender: 'text', roster: 'text', heading: 'text', meaning: 'text' },
} as const satisfies Readonly<Record<string, Schema>>

export type OfficeTable = keyof typeof officeTables
export const officeTableNames = Object.keys(officeTables) as OfficeTable[]

/** The name an office table has in the batch plane. */
export const officeTableName = (of: OfficeTable): string => `office_${of.replaceAll('-', '_')}`
