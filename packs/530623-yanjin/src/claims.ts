import { any, compare, countFact, fact, halfEachTerm, isNot, withoutAmount } from '@yingjin/policy/author'
import { hukou, inCounty } from './conditions.ts'
import { untilDecember2018 } from './document.ts'
import { line, notice, parameter } from './draft.ts'
import { registeredPoor } from './groups.ts'

/** Claims without a sum: a place, a treatment, a precedence. */
export const claims = [
  line({
    id: 'YJ-3.2.R1',
    title: '未升学毕业生帮扶就读职业学校',
    clause: 'YJ-3.2.R1',
    inForce: untilDecember2018,
    stages: ['junior', 'senior'],
    criteria: [
      hukou('YJ-3.2.R1'),
      { name: '已初中或高中毕业', failed: '还没有初中或高中毕业', when: any(fact('junior_graduate'), fact('senior_graduate')), clause: 'YJ-3.2.R1' },
      { name: '毕业后没有升学', failed: '毕业后已升学', when: isNot(fact('went_on')), clause: 'YJ-3.2.R1' },
      { name: '本人愿意就读职业学校', failed: '本人不愿意就读职业学校', when: fact('wishes_vocational'), clause: 'YJ-3.2.R1' },
    ],
    persons: registeredPoor('YJ-3.2.R1'),
    amount: halfEachTerm(withoutAmount),
    period: '到2018年12月',
    delivery: { form: 'without-amount', payee: '县教育局' },
  }),
  line({
    id: 'YJ-3.4b.R1',
    title: '随迁子女同等待遇',
    clause: 'YJ-3.4b.R1',
    stages: ['primary', 'junior', 'senior'],
    criteria: [
      inCounty('YJ-3.4b.R1'),
      { name: '是进城务工人员随迁子女', failed: '不是进城务工人员随迁子女', when: fact('migrant_child'), clause: 'YJ-3.4b.R1' },
    ],
    persons: registeredPoor('YJ-3.4b.R1'),
    amount: halfEachTerm(withoutAmount),
    period: '长期',
    delivery: { form: 'without-amount', payee: '就读学校' },
  }),
  line({
    id: 'YJ-3.6.R4',
    title: '偏远地区教师子女就学照顾',
    clause: 'YJ-3.6.R4',
    stages: ['preschool', 'primary', 'junior', 'senior', 'vocational'],
    criteria: [
      {
        name: '教师家长在偏远贫困地区连续从教10年以上',
        failed: '教师家长在偏远贫困地区连续从教不满10年',
        when: compare(countFact('parent_remote_teaching_years', '年'), 'at-least', parameter('remoteYears')),
        clause: 'YJ-3.6.R4',
      },
      {
        name: '教师家长现在仍在偏远地区工作',
        failed: '教师家长现在已不在偏远地区工作',
        when: fact('parent_teaches_remote'),
        clause: 'YJ-3.6.R4',
      },
    ],
    persons: 'everyone',
    amount: halfEachTerm(withoutAmount),
    period: '长期',
    delivery: { form: 'without-amount', payee: '县教育局（县内就学照顾）' },
  }),
]

/** What comes first is no sum: it is said beside whatever the child is due. */
export const registeredPoorFirst = notice({
  id: 'YJ-3.4a.0',
  when: fact('lifted_out'),
  text: '建档立卡学生：现行各项资助优先安排，各项之间没有写明相互抵减，合计也没有写上限。',
  clause: 'YJ-3.4a.0',
})
