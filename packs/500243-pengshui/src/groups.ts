import type { FactKey } from '@yingjin/facts'
import { type Condition, fact, type Ground, no, type Persons, personDecides, yes } from '@yingjin/policy/author'
import type { clauses } from './clauses.ts'
import { reading } from './draft.ts'

type ClauseKey = keyof typeof clauses

/** The designations a child or household can stand in, in the order in which they are told. */
const designations = {
  lifted_out: '脱贫户',
  minimum_living: '城乡低保户',
  extreme_hardship: '特困供养人员',
  orphan: '孤儿',
  disabled: '残疾学生',
  martyr_child: '烈士子女',
  unstable: '脱贫不稳定户',
  marginal: '边缘易致贫户',
  sudden_hardship: '突发严重困难户',
  de_facto_unsupported: '事实无人抚养儿童',
  low_income: '其他低收入人口',
  other_hardship: '学校认定的其他困难学生',
} as const satisfies Partial<Record<FactKey, string>>

export type Designation = keyof typeof designations
const all = Object.keys(designations) as readonly Designation[]
/** The monitored groups that the body of the document puts first and the appendix never names (O-03). */
const monitored: readonly Designation[] = ['unstable', 'marginal', 'sudden_hardship']

export const ground = (clause: ClauseKey, name: string, when: Condition): Ground & { clause: ClauseKey } => ({ name, when, clause })
const designated = (clause: ClauseKey, key: Designation): Ground & { clause: ClauseKey } => ground(clause, designations[key], fact(key))

const notNamed = '不属于本条列举的对象'
type CitedPersons = Exclude<Persons, 'everyone'> & {
  grounds: readonly (Ground & { clause: ClauseKey })[]
  etcetera: readonly (Ground & { clause: ClauseKey })[]
  clause: ClauseKey
}

/** A closed list: these groups and no other. */
export const only = (clause: ClauseKey, ...named: readonly Designation[]): CitedPersons => ({
  name: '属于本条列举的对象',
  failed: notNamed,
  grounds: named.map(key => designated(clause, key)),
  etcetera: [],
  decision: null,
  clause,
})

/** A list that ends in 等: the named groups, and every other hardship by a person's decision (O-02). */
export const andOthers = (line: ClauseKey, ...named: readonly Designation[]): CitedPersons => ({
  ...only(line, ...named),
  etcetera: all.filter(key => !named.includes(key)).map(key => designated(line, key)),
  decision: reading('O-02', { decide: personDecides(line, '没有点名的困难类别是否按“等”字享受'), closed: no, open: yes }),
})

/**
 * “Economically difficult” without a list: every designation but `without`; the monitored groups as O-03 is read.
 * `whom` is what the clause calls them.
 */
export const inHardship = (
  line: ClauseKey,
  whom: string,
  without: readonly Designation[],
  besides: readonly (Ground & { clause: ClauseKey })[] = [],
): CitedPersons => {
  const asOther = (key: Designation): Condition => reading('O-03', { 'as-other': fact(key), decide: no })
  const undecided = (key: Designation): Condition => reading('O-03', { 'as-other': no, decide: fact(key) })
  const groups = all.filter(key => !without.includes(key))
  return {
    name: `属于${whom}`,
    failed: `不属于${whom}`,
    grounds: [...besides, ...groups.map(key => (monitored.includes(key) ? ground(line, designations[key], asOther(key)) : designated(line, key)))],
    etcetera: monitored.filter(key => groups.includes(key)).map(key => ground(line, designations[key], undecided(key))),
    described: whom,
    decision: personDecides(line, '没有点名的监测对象是否按家庭经济困难学生对待'),
    clause: line,
  }
}
