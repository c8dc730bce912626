import { fact } from '@yingjin/policy/author'
import { lineAbout, parameter } from './draft.ts'

/** The whole fund of the city's one project; by which rule it reaches the paired schools the text does not say. */
export const pairing = lineAbout('project', {
  id: 'YY-T5.R1',
  title: '校校结对帮扶专项资金（全市一项）',
  clause: 'YY-T5.R1',
  criteria: [
    {
      name: '是市本级“校校结对帮扶”工程',
      failed: '不是市本级“校校结对帮扶”工程',
      when: fact('city_pairing_project'),
      clause: 'YY-T5.R1',
    },
  ],
  persons: 'everyone',
  amount: parameter('pairingFund'),
  period: '2020预算年度',
  delivery: { form: 'to-school', payee: '结对学校（分配办法文件未写）' },
  funding: { kind: 'shares', heads: [{ head: { name: '市本级预算', level: 'prefecture' }, share: [1, 1] }], remainderTo: '市本级预算', clause: 'YY-T5.R1' },
})
