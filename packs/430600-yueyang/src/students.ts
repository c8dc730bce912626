import type { FactKey } from '@yingjin/facts'
import {
  all,
  any,
  choiceFact,
  fact,
  type Ground,
  halfEachTerm,
  inSeason,
  isNot,
  isOneOf,
  no,
  onceInAutumn,
  type Persons,
  personDecides,
  type Sum,
  table,
  waiverNotStated,
  yes,
} from '@yingjin/policy/author'
import { line, parameter, reading } from './draft.ts'

type Cited = Ground & { clause: 'YY-T2.R1' }
const grounds = (of: Readonly<Record<string, string>>): readonly Cited[] =>
  Object.entries(of).map(([key, name]) => ({ name, when: fact(key as FactKey), clause: 'YY-T2.R1' }))

/** In 2020 the household was still 建档立卡; the fact is the same that is called 脱贫户 later (O-39). */
const named = { lifted_out: '建档立卡贫困户', other_hardship: '学校认定的家庭经济困难学生' } as const satisfies Partial<Record<FactKey, string>>
const notNamed = {
  minimum_living: '城乡低保户',
  extreme_hardship: '特困供养人员',
  orphan: '孤儿',
  disabled: '残疾学生',
  de_facto_unsupported: '事实无人抚养儿童',
  martyr_child: '烈士子女',
  low_income: '其他低收入人口',
  unstable: '脱贫不稳定户',
  marginal: '边缘易致贫户',
  sudden_hardship: '突发严重困难户',
} as const satisfies Partial<Record<FactKey, string>>

const inHardship: Exclude<Persons, 'everyone'> & { grounds: readonly Cited[]; etcetera: readonly Cited[]; clause: 'YY-T2.R1' } = {
  name: '属于建档立卡等家庭经济困难学生',
  failed: '不属于建档立卡等家庭经济困难学生',
  grounds: grounds(named),
  etcetera: grounds(notNamed),
  decision: reading('O-02', { decide: personDecides('YY-T2.R1', '没有点名的类别是否按“等家庭经济困难学生”资助'), closed: no, open: yes }),
  clause: 'YY-T2.R1',
}

const yearly: Sum<'school-year'> = table(choiceFact('stage', 'stage'), { primary: parameter('yueyangAidPrimary'), junior: parameter('yueyangAidJunior') }, [
  'preschool',
  'senior',
  'vocational',
  'higher',
])

/** Where the status is, there the aid is; “mainly” leaves exceptions for those registered here, which a person grants. */
export const aid = line({
  id: 'YY-T2.R1',
  title: '义务教育家庭经济困难学生资助',
  clause: 'YY-T2.R1',
  stages: ['primary', 'junior'],
  criteria: [
    {
      name: '学籍在本县，或户籍在本县、经人认定在户籍地资助',
      failed: '学籍不在本县，由学籍地资助',
      when: any(fact('roll_in_county'), all(fact('hukou_in_county'), personDecides('YY-T2.R1', '学籍在外县，是否例外在户籍地资助'))),
      clause: 'YY-T2.R1',
    },
    {
      name: '本学期计发',
      failed: '整学年标准已在秋季学期一次计发',
      when: reading('O-07', { 'half-each-term': yes, 'whole-in-autumn': inSeason('autumn') }),
      clause: 'YY-T2.R1',
      quiet: true,
    },
  ],
  persons: inHardship,
  amount: reading('O-07', { 'half-each-term': halfEachTerm(yearly), 'whole-in-autumn': onceInAutumn(yearly) }),
  period: '每学期（标准文件未写）',
  delivery: { form: 'to-person-cash', payee: '受助学生（监护人）' },
})

const graduateOf = (stage: 'junior' | 'senior', graduate: 'junior_graduate' | 'senior_graduate') =>
  all(isOneOf(choiceFact('stage', 'stage'), [stage]), fact(graduate))

/** For graduates of a stage who did not enter the next; of a pupil in junior school nobody asks whether senior high is done. */
export const farmingSkills = line({
  id: 'YY-T4.R1',
  title: '未升学毕业生免费农业技能培训',
  clause: 'YY-T4.R1',
  stages: ['junior', 'senior'],
  criteria: [
    {
      name: '已从所读的初中或高中毕业',
      failed: '还没有毕业',
      when: any(graduateOf('junior', 'junior_graduate'), graduateOf('senior', 'senior_graduate')),
      clause: 'YY-T4.R1',
    },
    { name: '毕业后没有升学', failed: '毕业后已升学', when: isNot(fact('went_on')), clause: 'YY-T4.R1' },
  ],
  persons: 'everyone',
  amount: halfEachTerm(waiverNotStated),
  period: '每期培训',
  delivery: { form: 'waiver', payee: '县职教中心等培训机构' },
})
