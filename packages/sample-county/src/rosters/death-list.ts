import { fromEpochDay } from '@yingjin/kernel'
import type { County } from '../county.ts'
import { situationOf } from '../enrolment.ts'
import { line, merge, type SampleFile } from '../file.ts'
import { childrenOf, hasDied, householdsIn, type Scope } from '../scope.ts'
import { idCell, listed, listRows } from '../writing.ts'

/** 附件6 死亡名单 from the health bureau: adults and children of the last two years. One header word is misspelt. */
export const deathList = (county: County, scope: Scope): SampleFile => {
  const { households } = county
  const people = [...householdsIn(county, scope)].flatMap(h => [
    ...Array.from({ length: households.adults[h] ?? 0 }, (_, i) => (households.firstAdult[h] ?? 0) + i).filter(a => hasDied(county, a)),
    ...childrenOf(county, h).filter(c => situationOf(county.enrolments, c) === 'dead' || county.plan.wronglyDead.has(c)),
  ])
  const header = ['序号', '姓名', '性别', '公民身份证号玛', '死亡日期', '户籍乡镇', '户籍村', '备注']
  const diedOn = (person: number): string => {
    if (county.plan.wronglyDead.has(person)) return '2022-07-11'
    return person < county.people.children ? fromEpochDay(county.enrolments.endedOn[person] ?? 0) : '2021-11-03'
  }
  return {
    roster: 'death-list',
    name: `附件6 死亡名单（截至20220831）${scope.label}.xlsx`,
    format: 'xlsx',
    encoding: null,
    sheets: [
      {
        name: '死亡名单',
        hidden: false,
        merges: [merge(1, 0, header.length - 1)],
        rows: listRows(county, 'death-list', listed(county, 'death-list', people), {
          above: [line('死亡人员名单', ...Array.from({ length: header.length - 1 }, () => null)), line(...header)],
          cells: (person, w, i) => [i + 1, w.name, w.sex, idCell(w), diedOn(person).replaceAll('-', person % 3 === 0 ? '/' : '-'), w.township, w.village, ''],
        }),
      },
    ],
  }
}
