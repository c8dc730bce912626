import type { Field } from '@yingjin/domain/access'
import type { Acts } from './oracle.ts'

/**
 * Of which field of data each protected table is, said a second time: a table that the database protects and that has no
 * line here is a failure, so that nobody makes one without saying who is meant to see it.
 */
export type Protection = Readonly<{
  field: Field
  /** Read by every account of the division. */
  openAtHome?: true
  /** Nobody looks at it but the functions of the database. */
  closed?: true
  /** Read by every account of the division that counts or reads in one of these fields, anywhere. */
  openTo?: readonly Field[]
  /** Added in the transaction that founds what it belongs to, and never later. */
  foundedOnly?: true
  /** What everybody sees of the own affairs besides. */
  own?: (acts: Acts, row: Readonly<Record<string, string | null>>) => boolean
  /** A column that names a field of data by which the row is seen besides; such a table is counted by nobody. */
  alsoBy?: string
  /** Seen by whoever may write in its field there, and by nobody who only reads; each writes it in its own name, and nobody counts it. */
  byWriters?: true
}>

const isOwn = (acts: Acts, account: string | null | undefined): boolean => account === String(acts.account.id) || account === String(acts.as.id)

export const tableFields: Readonly<Record<string, Protection>> = {
  'access.account': { field: 'access', own: (acts, row) => isOwn(acts, row['account_id']) },
  'access.grant': { field: 'access', own: (acts, row) => isOwn(acts, row['account_id']) },
  'access.deputy': { field: 'access', own: (acts, row) => isOwn(acts, row['account_id']) || isOwn(acts, row['for_account_id']) },
  'audit.act': { field: 'trail' },
  'audit.entry': { field: 'trail' },
  'audit.entry_reason': { field: 'trail' },
  'audit.seal': { field: 'trail' },
  'audit.reply': { field: 'trail', closed: true },
  'registry.organisation': { field: 'organisations', openAtHome: true },
  'registry.organisation_name': { field: 'organisations', openAtHome: true },
  'registry.school': { field: 'organisations', openAtHome: true },
  'registry.class': { field: 'organisations', openAtHome: true },
  'registry.class_name': { field: 'organisations', openAtHome: true },
  'registry.post': { field: 'organisations' },
  'registry.import': { field: 'imports' },
  'registry.import_part': { field: 'imports' },
  'registry.import_row': { field: 'imports' },
  'registry.import_school': { field: 'imports' },
  'registry.planned_pack': { field: 'imports' },
  'registry.row_answer': { field: 'imports' },
  'registry.delivery': { field: 'imports' },
  'registry.delivery_list': { field: 'imports' },
  'registry.column_meaning': { field: 'imports' },
  'registry.person': { field: 'persons' },
  'registry.enrolment': { field: 'persons' },
  'registry.household': { field: 'persons' },
  'registry.designation': { field: 'designations' },
  'registry.particulars': { field: 'persons' },
  'registry.residence': { field: 'persons' },
  'registry.identity_number': { field: 'persons' },
  'registry.household_member': { field: 'persons' },
  'registry.guardianship': { field: 'persons' },
  'registry.past_payment': { field: 'payments' },
  'registry.opening_entry': { field: 'payments' },
  'registry.person_role': { field: 'persons' },
  'registry.person_event': { field: 'persons' },
  'registry.change_request': { field: 'persons' },
  'registry.locked_list': { field: 'persons' },
  'registry.locked_member': { field: 'designations', foundedOnly: true },
  'registry.responsibility': { field: 'persons' },
  'registry.search_token': { field: 'persons' },
  'registry.handover': { field: 'persons' },
  'registry.roll_over': { field: 'persons' },
  'registry.away': { field: 'persons' },
  'jobs.job': { field: 'access', alsoBy: 'field', own: (acts, row) => isOwn(acts, row['account_id']) || isOwn(acts, row['for_account_id']) },
  'policy.simulation': { field: 'results', byWriters: true },
  'leads.run': { field: 'leads', openTo: ['leads', 'results', 'questions'] },
  'leads.run_review': { field: 'results', byWriters: true },
  'leads.reviewed_change': { field: 'results', byWriters: true },
  'leads.reviewed_decision': { field: 'results', byWriters: true },
  'leads.simulated_child': { field: 'results', byWriters: true },
  'leads.lead': { field: 'leads' },
  'leads.lead_about': { field: 'leads' },
  'leads.lead_ground': { field: 'designations' },
  'leads.lead_in_run': { field: 'leads' },
  'leads.lead_act': { field: 'leads' },
  'leads.line_in_run': { field: 'results', openAtHome: true },
  'leads.reason_in_run': { field: 'results', openTo: ['results'] },
  'leads.gap_in_run': { field: 'results', openTo: ['results', 'questions'] },
  'leads.result_line': { field: 'results' },
  'leads.result_ground': { field: 'designations' },
  'leads.result_change': { field: 'results' },
  'leads.identity_question': { field: 'questions' },
  'leads.unplaced_lead': { field: 'designations' },
  'leads.evidence': { field: 'leads' },
  'leads.question': { field: 'questions' },
  'leads.question_ground': { field: 'designations' },
  'leads.question_in_run': { field: 'questions' },
  'leads.question_act': { field: 'questions' },
  'leads.question_evidence': { field: 'questions' },
  'leads.decision': { field: 'questions' },
  'content.file': { field: 'leads', closed: true },
}
