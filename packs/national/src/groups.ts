import type { FactKey } from '@yingjin/facts'
import { all, any, choiceFact, type Condition, fact, type Ground, isOneOf, type Persons } from '@yingjin/policy/author'
import type { clauses } from './clauses.ts'

type ClauseKey = keyof typeof clauses
type CitedGround = Ground & { clause: ClauseKey }
type CitedPersons = Exclude<Persons, 'everyone'> & { grounds: readonly CitedGround[]; etcetera: readonly CitedGround[]; clause: ClauseKey }

const designations = {
  lifted_out: '脱贫户（原建档立卡）',
  unstable: '脱贫不稳定户',
  marginal: '边缘易致贫户',
  sudden_hardship: '突发严重困难户',
  minimum_living: '城乡低保户',
  extreme_hardship: '特困供养人员',
  orphan: '孤儿',
  de_facto_unsupported: '事实无人抚养儿童',
  disabled: '残疾学生',
  martyr_child: '烈士子女',
  low_income: '其他低收入人口',
  other_hardship: '学校认定的其他困难学生',
} as const satisfies Partial<Record<FactKey, string>>
type Designation = keyof typeof designations

const ground = (clause: ClauseKey, name: string, when: Condition): CitedGround => ({ name, when, clause })
const designated = (clause: ClauseKey, key: Designation): CitedGround => ground(clause, designations[key], fact(key))
const persons = (clause: ClauseKey, whom: string, grounds: readonly CitedGround[]): CitedPersons => ({
  name: `属于${whom}`,
  failed: `不属于${whom}`,
  grounds,
  etcetera: [],
  decision: null,
  clause,
})

/** Found to be in difficulty, by a department's list or by the school (N-24). */
export const inHardship = (clause: ClauseKey, ...besides: readonly CitedGround[]): CitedPersons =>
  persons(clause, '家庭经济困难学生', [...besides, ...(Object.keys(designations) as readonly Designation[]).map(key => designated(clause, key))])

const rural = isOneOf(choiceFact('residence', 'residence'), ['rural'])
const fourGroups = (clause: ClauseKey, theDisabled: CitedGround): CitedPersons =>
  persons(clause, '四类学生', [
    designated(clause, 'lifted_out'),
    theDisabled,
    ground(clause, '农村低保户', all(fact('minimum_living'), rural)),
    ground(clause, '农村特困供养人员', all(fact('extreme_hardship'), rural)),
  ])

/** A card alone does not make a family poor: the disabled of N-07 are in difficulty besides, and no registered poor. */
const difficultBesides = (Object.keys(designations) as readonly Designation[]).filter(key => key !== 'disabled' && key !== 'lifted_out')
/** The four groups of day pupils. */
export const fourGroupsOfDayPupils = (clause: ClauseKey): CitedPersons =>
  fourGroups(clause, ground(clause, '家庭经济困难的残疾学生', all(fact('disabled'), any(...difficultBesides.map(key => fact(key))))))
/** The four groups of senior-high students: every disabled student is among them. */
export const fourGroupsOfSeniors = (clause: ClauseKey): CitedPersons => fourGroups(clause, designated(clause, 'disabled'))

/** Households of the transition: lifted out, or monitored with the risk not removed. */
export const ofTheTransition = (clause: ClauseKey): CitedPersons =>
  persons(
    clause,
    '脱贫户或监测对象',
    (['lifted_out', 'unstable', 'marginal', 'sudden_hardship'] as const).map(key => designated(clause, key)),
  )

/** Where poverty was widespread, every rural student. */
export const ruralInPoorRegion = (clause: ClauseKey): CitedGround =>
  ground(clause, '原连片特困地区、涉藏地区、南疆的农村学生', all(rural, fact('school_in_poor_region')))
export const farmingSpecialty = (clause: ClauseKey): CitedGround => ground(clause, '涉农专业学生', fact('farming_specialty'))
