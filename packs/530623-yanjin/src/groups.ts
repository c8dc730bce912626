import type { FactKey } from '@yingjin/facts'
import { any, type Condition, type Criterion, fact, type Ground, no, type Persons, personDecides } from '@yingjin/policy/author'
import type { clauses } from './clauses.ts'
import { reading } from './draft.ts'

type ClauseKey = keyof typeof clauses

/** The categories by their words of 2017. 建档立卡 is the fact that is later called 脱贫户 (O-39). */
const designations = {
  lifted_out: '建档立卡贫困户',
  minimum_living: '城乡低保户',
  extreme_hardship: '特困供养人员',
  orphan: '孤儿',
  disabled: '残疾学生',
  martyr_child: '烈士子女',
  other_hardship: '学校认定的其他困难学生',
} as const satisfies Partial<Record<FactKey, string>>

type Designation = keyof typeof designations
const others = (Object.keys(designations) as readonly Designation[]).filter(key => key !== 'lifted_out')

type CitedGround = Ground & { clause: ClauseKey }
type CitedPersons = Exclude<Persons, 'everyone'> & { grounds: readonly CitedGround[]; etcetera: readonly CitedGround[]; clause: ClauseKey }

const ground = (clause: ClauseKey, key: Designation, when: Condition = fact(key)): CitedGround => ({ name: designations[key], when, clause })
const persons = (clause: ClauseKey, whom: string, grounds: readonly CitedGround[]): CitedPersons => ({
  name: `属于${whom}`,
  failed: `不属于${whom}`,
  grounds,
  etcetera: [],
  decision: null,
  clause,
})

/** The registered poor and nobody else, as the clause says. */
export const registeredPoor = (clause: ClauseKey): CitedPersons => persons(clause, '建档立卡学生', [ground(clause, 'lifted_out')])

/** The clause names nobody: the registered poor, or all in difficulty (O-50). */
export const registeredPoorByReading = (clause: ClauseKey): CitedPersons =>
  persons(clause, '本条补助对象', [
    ground(clause, 'lifted_out'),
    ...others.map(key => ground(clause, key, reading('O-50', { 'registered-poor': no, 'in-hardship': fact(key) }))),
  ])

/** “Poor” or “economically difficult” without a list: every category there was in 2017. */
export const inHardship = (clause: ClauseKey, whom = '家庭经济困难学生'): CitedPersons =>
  persons(clause, whom, [ground(clause, 'lifted_out'), ...others.map(key => ground(clause, key))])

/** The first tier is a right of the registered poor; who else has it is for the school to say. */
export const firstTier = (clause: ClauseKey, line: string): Criterion & { clause: ClauseKey } => ({
  name: '建档立卡学生（必须一等），或其他困难学生由人评为一等',
  failed: '不是建档立卡学生，也没有评为一等',
  when: any(fact('lifted_out'), personDecides(line, '建档立卡以外的困难学生是否评为一等（文件没有写标准）')),
  clause,
})
