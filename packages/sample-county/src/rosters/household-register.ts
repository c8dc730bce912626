import type { County } from '../county.ts'
import { situationOf } from '../enrolment.ts'
import { line, type SampleFile } from '../file.ts'
import { householdNumber } from '../households.ts'
import { idOf, nameOf, relationOf } from '../people.ts'
import { guardianOf } from '../population.ts'
import { childrenOf, householdsIn, type Scope } from '../scope.ts'
import { homeOf, idCell, listed, listRows, notCollected, phoneOf } from '../writing.ts'

/** 户籍适龄人口: a layout of ours (decision record 0030). The dead of the last months still stand on it now and then. */
export const householdRegister = (county: County, scope: Scope): SampleFile => {
  const people = [...householdsIn(county, scope)].flatMap(h => childrenOf(county, h)).filter(c => situationOf(county.enrolments, c) !== 'dead' || c % 10 < 3)
  const header = [
    '序号',
    '乡镇(街道)',
    '村(社区)',
    '村民小组',
    '户号',
    '户主姓名',
    '户主身份证号码',
    '姓名',
    '性别',
    '民族',
    '公民身份号码',
    '出生日期',
    '与户主关系',
    '监护人姓名',
    '监护人身份证号码',
    '监护关系',
    '联系电话',
    '户籍状态',
  ]
  return {
    roster: 'household-register',
    name: `户籍适龄人口花名册_截至20220831${scope.label}.csv`,
    format: 'csv',
    encoding: 'gb18030',
    sheets: [
      {
        name: '户籍适龄人口',
        hidden: false,
        merges: [],
        rows: listRows(county, 'household-register', listed(county, 'household-register', people), {
          above: [line(...header)],
          cells: (child, w, i) => {
            const household = county.people.household[child] ?? 0
            const head = county.households.firstAdult[household] ?? 0
            const guardian = guardianOf(county.population, child)
            return [
              String(i + 1),
              w.township,
              w.village,
              `${homeOf(county, child).group}组`,
              householdNumber(household),
              nameOf(county.people, head),
              idOf(county.people, head),
              w.name,
              w.sex,
              notCollected.nation(county, child),
              idCell(w),
              w.birth,
              relationOf(county.people, child),
              nameOf(county.people, guardian),
              idOf(county.people, guardian),
              relationOf(county.people, child).startsWith('孙') ? '祖父母' : '父母',
              phoneOf(child),
              '正常',
            ]
          },
        }),
      },
    ],
  }
}
