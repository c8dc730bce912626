import type { Period } from '@yingjin/kernel'
import type { ChoiceName } from './choices.ts'

/** What a fact or a rule is about. */
export type SubjectKind = 'student' | 'household' | 'school' | 'class' | 'teacher' | 'post' | 'project'

/**
 * Who may see a column: open (may be published), internal (education system), identity (numbers and names that
 * identify), restricted (disability, orphanhood and the like; shown only to roles that need it).
 */
export type ColumnClass = 'open' | 'internal' | 'identity' | 'restricted'

/** A fact is known or unknown; “unknown” is not part of its type. Counts and money carry their declared range. */
export type FactType =
  | Readonly<{ kind: 'yes-no' }>
  | Readonly<{ kind: 'choice'; of: ChoiceName }>
  | Readonly<{ kind: 'count'; unit: string; min: number; max: number }>
  | Readonly<{ kind: 'money'; per: Period; minFen: number; maxFen: number }>

/**
 * @property label  what officials call it
 * @property asks   the one question put to a person when the fact is missing; one thing in it
 * @property group  facts asked together in one question (a child from elsewhere gets one question about
 *                  hardship categories, not nine)
 */
export type FactDefinition = Readonly<{
  subject: SubjectKind
  type: FactType
  label: string
  class: ColumnClass
  asks: string
  group: QuestionGroup | null
}>

export type QuestionGroup = 'hardship' | 'enrolment' | 'school' | 'fees'
export const questionGroups: Readonly<Record<QuestionGroup, string>> = {
  hardship: '困难类别',
  enrolment: '就读情况',
  school: '学校情况',
  fees: '收费情况',
}
