import type { Period, PlainDate } from '@yingjin/kernel'
import type { ChoiceName } from './choices.ts'

/** What a fact or a rule is about. */
export type SubjectKind = 'student' | 'household' | 'school' | 'class' | 'teacher' | 'post' | 'project'

/**
 * Who may see a column: open (may be published), internal (education system), identity (numbers and names that
 * identify), restricted (disability, orphanhood and the like; shown only to roles that need it).
 */
export type ColumnClass = 'open' | 'internal' | 'identity' | 'restricted'

/** What a code names: a place on the administrative path, or a school. */
export type CodeName = 'division' | 'school'
export const codeNames: Readonly<Record<CodeName, string>> = { division: '行政区划代码', school: '学校标识码' }

/**
 * A fact is known or unknown; “unknown” is not part of its type. Counts, money and dates carry their declared range, the
 * last day included. A date is text, `YYYY-MM-DD`; a code is text as the kernel reads it (`parseDivisionCode`, `parseSchoolCode`).
 */
export type FactType =
  | Readonly<{ kind: 'yes-no' }>
  | Readonly<{ kind: 'choice'; of: ChoiceName }>
  | Readonly<{ kind: 'count'; unit: string; min: number; max: number }>
  | Readonly<{ kind: 'money'; per: Period; minFen: number; maxFen: number }>
  | Readonly<{ kind: 'date'; min: PlainDate; max: PlainDate }>
  | Readonly<{ kind: 'code'; of: CodeName }>

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
