import { day } from '@yingjin/kernel'
import { type CountyMatters, nothingBeside } from '@yingjin/policy/author'
import { from } from './document.ts'

const transition = (fact: CountyMatters['designations'][number]['fact'], name: string) => ({
  fact,
  names: [{ name, from: null, to: null }],
  ends: day(from.transitionOver),
  register: 'N-27',
})

/** What the nation sets besides sums: how families are found to be in difficulty, and when the status of the transition ends. */
export const county: CountyMatters = {
  ...nothingBeside,
  designations: [
    {
      ...transition('lifted_out', '脱贫户'),
      names: [
        { name: '建档立卡贫困户', from: null, to: day('2021-01-01') },
        { name: '脱贫户', from: day('2021-01-01'), to: null },
      ],
    },
    transition('unstable', '脱贫不稳定户'),
    transition('marginal', '边缘易致贫户'),
    transition('sudden_hardship', '突发严重困难户'),
  ],
  settings: [
    {
      id: 'identification-publicity-days',
      label: '困难认定公示天数',
      unit: '工作日',
      values: [{ from: day('2018-09-01'), to: null, value: 5 }],
      register: 'N-24',
    },
    {
      id: 'identifications-a-school-year',
      label: '每学年困难认定次数',
      unit: '次',
      values: [{ from: day('2018-09-01'), to: null, value: 1 }],
      register: 'N-24',
    },
  ],
  documents: [
    {
      id: 'N-01',
      title: '免学前一年保育教育费的文件（标题待核）',
      number: '国办发〔2025〕27号',
      issuer: '国务院办公厅',
      mark: null,
      successor: null,
      usedFor: '学前一年免保育教育费',
      register: 'N-01',
    },
    {
      id: 'N-24',
      title: '家庭经济困难学生认定工作的指导意见',
      number: '教财〔2018〕16号',
      issuer: '教育部等六部门',
      mark: null,
      successor: null,
      usedFor: '困难认定的因素、程序和公示天数',
      register: 'N-24',
    },
  ],
}
