import type { County } from '../county.ts'
import { situationOf, stageOf } from '../enrolment.ts'
import { line, merge, type SampleFile } from '../file.ts'
import { nameOf } from '../people.ts'
import { guardianOf } from '../population.ts'
import { childrenOf, householdsIn, type Scope } from '../scope.ts'
import { gradeWord } from '../words.ts'
import { homeOf, idCell, listed, listRows, phoneOf } from '../writing.ts'

/** 控辍保学台账, as villages keep it: those known to be out, those brought back, those deferred with approval. */
export const dropoutLedger = (county: County, scope: Scope): SampleFile => {
  const { enrolments: e } = county
  const out = (c: number): boolean => {
    const s = situationOf(e, c)
    return s === 'deferred' || ((s === 'absent' || s === 'nowhere') && c % 10 < 6) || (s === 'in-class' && stageOf(e, c) === 'junior' && c % 211 === 0)
  }
  const children = [...householdsIn(county, scope)].flatMap(h => childrenOf(county, h)).filter(out)
  const header = [
    '序号',
    '学生姓名',
    '性别',
    '身份证号',
    '就读学校及年级',
    '辍学年月',
    '监护人姓名',
    '监护人电话',
    '家庭住址',
    '户籍所在地',
    '辍学原因',
    '是否批准延缓入学',
    '已采取帮扶措施',
    '劝返次数',
    '劝返人员',
    '劝返时间',
    '就读情况',
    '健康状况',
  ]
  return {
    roster: 'dropout-ledger',
    name: `控辍保学台账（截至2022年8月31日）${scope.label}.xlsx`,
    format: 'xlsx',
    encoding: null,
    sheets: [
      {
        name: '台账',
        hidden: false,
        merges: [merge(1, 0, header.length - 1)],
        rows: listRows(county, 'dropout-ledger', listed(county, 'dropout-ledger', children), {
          above: [line('示例县控辍保学工作台账', ...Array.from({ length: header.length - 1 }, () => null)), line(...header)],
          cells: (child, w, i) => {
            const s = situationOf(e, child)
            const stage = stageOf(e, child)
            const school = county.schools.all[e.school[child] ?? -1]?.name ?? ''
            const home = homeOf(county, child)
            return [
              i + 1,
              w.name,
              w.sex,
              idCell(w),
              s === 'deferred' || stage === null ? '' : `${school}${gradeWord(stage, e.grade[child] ?? 1)}`,
              s === 'deferred' ? '' : '2022年5月',
              nameOf(county.people, guardianOf(county.population, child)),
              phoneOf(child),
              `${w.township}${w.village}${home.group}组`,
              `示例县${w.township}`,
              s === 'deferred' ? '延缓入学' : (['外出', '厌学', '联系不上'][child % 3] ?? '外出'),
              s === 'deferred' ? '是' : '否',
              s === 'deferred' ? '送教上门' : '家访劝返',
              s === 'deferred' ? '' : '2',
              s === 'deferred' ? '' : '驻村工作队',
              s === 'deferred' ? '' : '2022.06.10',
              s === 'in-class' ? '已返校' : s === 'deferred' ? '延缓入学' : '未返校',
              '',
            ]
          },
        }),
      },
    ],
  }
}
