import type { FactKey } from '@yingjin/facts'
import { fact, type Ground, no, type Persons, personDecides, yes } from '@yingjin/policy/author'
import { reading } from './draft.ts'

/** The list of ZY-T7.R1, in its order; what the school has determined is the “other” that it names. */
const named = {
  unstable: '脱贫不稳定户',
  marginal: '边缘易致贫户',
  minimum_living: '城乡低保户',
  orphan: '孤儿',
  disabled: '残疾学生',
  sudden_hardship: '突发严重困难户',
  other_hardship: '学校认定的其他困难学生',
} as const satisfies Partial<Record<FactKey, string>>

/** Designations that the list leaves out and only “其他各类” can reach (O-02). */
const notNamed = {
  lifted_out: '脱贫户',
  extreme_hardship: '特困供养人员',
  martyr_child: '烈士子女',
  de_facto_unsupported: '事实无人抚养儿童',
  low_income: '其他低收入人口',
} as const satisfies Partial<Record<FactKey, string>>

type Cited = Ground & { clause: 'ZY-T7.R1' }
const grounds = (of: Readonly<Record<string, string>>): readonly Cited[] =>
  Object.entries(of).map(([key, name]) => ({ name, when: fact(key as FactKey), clause: 'ZY-T7.R1' }))

type CitedPersons = Exclude<Persons, 'everyone'> & { grounds: readonly Cited[]; etcetera: readonly Cited[]; clause: 'ZY-T7.R1' }

/** Whom the plan wants identified and aided. */
export const inHardship: CitedPersons = {
  name: '属于本条列举的家庭经济困难学生',
  failed: '不属于本条列举的家庭经济困难学生',
  grounds: grounds(named),
  etcetera: grounds(notNamed),
  described: '其他各类家庭经济困难学生',
  decision: reading('O-02', { decide: personDecides('ZY-T7.R1', '没有点名的类别是否按“其他各类家庭经济困难学生”认定'), closed: no, open: yes }),
  clause: 'ZY-T7.R1',
}
