import type { County } from '../county.ts'
import { blank, line, merge, type SampleFile } from '../file.ts'
import { nameOf, relationOf } from '../people.ts'
import { householdsIn, membersOf, type Scope } from '../scope.ts'
import { datePaper } from '../words.ts'
import { idCell, listed, listRows } from '../writing.ts'

/** 低收入人口花名册: one title row, the ID in column D; some names carry formatting within the cell. */
export const lowIncome = (county: County, scope: Scope): SampleFile => {
  const people = [...householdsIn(county, scope)].filter(h => (county.designations.lowIncome[h] ?? 0) !== 0).flatMap(h => membersOf(county, h))
  const header = ['序号', '户主姓名', '姓名', '身份证号码（18位）', '与户主关系', '低收入人口类型', '认定时间', '乡镇', '村', '宗教信仰', '备注']
  return {
    roster: 'low-income',
    name: `低收入人口花名册（截至20220825）${scope.label}.xlsx`,
    format: 'xlsx',
    encoding: null,
    sheets: [
      {
        name: '低收入人口',
        hidden: false,
        merges: [merge(1, 0, header.length - 1)],
        rows: listRows(county, 'low-income', listed(county, 'low-income', people), {
          above: [line('示例县低收入人口花名册', ...Array.from({ length: header.length - 1 }, () => null)), line(...header)],
          cells: (person, w, i) => {
            const h = county.people.household[person] ?? 0
            const name = person % 13 === 0 && w.name.length > 1 ? { runs: [w.name.slice(0, 1), w.name.slice(1)] } : w.name
            return [
              i === 0 ? 1 : { formula: `A${i + 2}+1`, result: i + 1 },
              nameOf(county.people, county.households.firstAdult[h] ?? 0),
              name,
              idCell(w),
              relationOf(county.people, person),
              ['低保边缘家庭', '支出型困难家庭', '其他低收入家庭'][h % 3] ?? '低保边缘家庭',
              datePaper(county.designations.lowIncome[h] ?? 0),
              w.township,
              w.village,
              '无',
              '',
            ]
          },
          below: [blank(header.length), blank(header.length), blank(header.length)],
        }),
      },
    ],
  }
}
