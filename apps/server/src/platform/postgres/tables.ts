import type { Tables } from './database.ts'

/**
 * What each table is. A **subject** table is of one county or prefecture: its key begins with the division, and row
 * security holds for it. Every other table says why it is of no division: **reference** is the same for all,
 * **infrastructure** serves the program itself.
 */
export type TableKind = 'subject' | Readonly<{ kind: 'reference' | 'infrastructure'; because: string }>

const reference = (because: string): TableKind => ({ kind: 'reference', because })
const infrastructure = (because: string): TableKind => ({ kind: 'infrastructure', because })

/** Complete by type: a new table without its line does not compile. */
export const tables: Readonly<Record<keyof Tables, TableKind>> = {
  'access.account': 'subject',
  'access.deputy': 'subject',
  'access.grant': 'subject',
  'access.protected_table': infrastructure('names the tables whose rows are in reach by policy'),
  'access.role': reference('the roles of the register are the same in every county'),
  'access.role_appoints': reference('who may give which role is the same in every county'),
  'access.role_conflict': reference('which roles exclude each other is the same in every county'),
  'access.role_level': reference('where a role may be granted is the same in every county'),
  'access.role_right': reference('what a role may do is the same in every county'),
  'audit.act': 'subject',
  'audit.entry': 'subject',
  'audit.entry_reason': 'subject',
  'audit.reply': 'subject',
  'audit.seal': 'subject',
  'infrastructure.division': reference('says which divisions there are'),
  'infrastructure.machine': infrastructure('a process of the program acts for every division'),
  'infrastructure.migration': infrastructure('the steps that made this database'),
  'leads.lead': 'subject',
  'leads.lead_act': 'subject',
  'leads.lead_ground': 'subject',
  'leads.lead_in_run': 'subject',
  'leads.run': 'subject',
  'login.attempt': infrastructure('failures to log in are counted before it is known who it is'),
  'login.credential': infrastructure('passwords, as the login library keeps them'),
  'login.second_factor': infrastructure('second factors, as the login library keeps them'),
  'login.session': infrastructure('who is logged in is known before it is known where; the login library writes it'),
  'login.user': infrastructure('who may log in, as the login library keeps them'),
  'login.verification': infrastructure('what waits to be confirmed, as the login library keeps it'),
  'registry.change_request': 'subject',
  'registry.class': 'subject',
  'registry.class_name': 'subject',
  'registry.designation': 'subject',
  'registry.enrolment': 'subject',
  'registry.follows_person': infrastructure('names the tables whose rows stand where their person stands'),
  'registry.guardianship': 'subject',
  'registry.household': 'subject',
  'registry.household_member': 'subject',
  'registry.identity_number': 'subject',
  'registry.import': 'subject',
  'registry.import_row': 'subject',
  'registry.locked_list': 'subject',
  'registry.locked_member': 'subject',
  'registry.opening_entry': 'subject',
  'registry.organisation': 'subject',
  'registry.organisation_name': 'subject',
  'registry.particulars': 'subject',
  'registry.past_payment': 'subject',
  'registry.person': 'subject',
  'registry.person_event': 'subject',
  'registry.person_role': 'subject',
  'registry.post': 'subject',
  'registry.residence': 'subject',
  'registry.responsibility': 'subject',
  'registry.rests_on_import': infrastructure('names the functions by which a subject says what of it rests on an import'),
  'registry.school': 'subject',
  'registry.search_token': 'subject',
}
