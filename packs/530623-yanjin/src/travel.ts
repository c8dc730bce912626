import { choose, personSetsAmount, type Sum } from '@yingjin/policy/author'
import { hukou, inAutumn, inYunnan, newStudent, travelNotYetReceived } from './conditions.ts'
import { line, reading } from './draft.ts'
import { inHardship } from './groups.ts'

/** The travel of new students: the same sentence for colleges and for vocational schools (O-14). */
export const travelOf = (id: 'YJ-3.4a.1b' | 'YJ-3.4a.3c', stage: 'higher' | 'vocational', least: Sum<'once'>, most: Sum<'once'>) =>
  line({
    id,
    title: { higher: '大专及以上贫困新生路费补助', vocational: '职业教育贫困新生路费补助' }[stage],
    item: 'travel',
    clause: id,
    stages: [stage],
    criteria: [hukou(id), newStudent(id), inAutumn(id), travelNotYetReceived(id)],
    persons: inHardship(id, '贫困新生'),
    amount: reading('O-14', {
      range: personSetsAmount(id, '按就读地路程确定路费补助多少元', least, most),
      'by-place': choose([[inYunnan, least]], most),
    }),
    period: '新生入学时一次',
    delivery: { form: 'to-person-cash', payee: '学生本人' },
  })
