import type { SubjectKind } from './definition.ts'

/**
 * Which subjects stand to which: what a rule about one may count over the other. The list of those related is known
 * whole or not at all; a list known in part is not known.
 * @property of   whose list it is
 * @property many who stands in it
 */
export const relations = {
  'pupils-of-school': { of: 'school', many: 'student', unit: '人', label: '在校学生名单' },
  'teachers-of-school': { of: 'school', many: 'teacher', unit: '人', label: '教师名单' },
  'classes-of-school': { of: 'school', many: 'class', unit: '个班', label: '班级名单' },
  'pupils-of-class': { of: 'class', many: 'student', unit: '人', label: '班级学生名单' },
  'children-of-household': { of: 'household', many: 'student', unit: '人', label: '家庭在读子女名单' },
} as const satisfies Readonly<Record<string, RelationDefinition>>
type RelationDefinition = Readonly<{ of: SubjectKind; many: SubjectKind; unit: string; label: string }>

export type RelationName = keyof typeof relations
export const relationNames = Object.keys(relations) as readonly RelationName[]
export const relationOf = (name: RelationName): RelationDefinition => relations[name]
