import type { County } from '../county.ts'
import { line, type SampleFile } from '../file.ts'
import type { SampleRosterId } from '../roster-ids.ts'
import { householdNumber, personNumber } from '../households.ts'
import { relationOf } from '../people.ts'
import { householdsIn, membersOf, type Scope } from '../scope.ts'
import { dateDigits } from '../words.ts'
import { idCell, listed, listRows, notCollected } from '../writing.ts'

/** Everybody of every lifted-out household, one row each; the ID stands in column H, headers on row 1. */
const file = (county: County, scope: Scope, roster: SampleRosterId, name: string, belongs: (household: number) => boolean): SampleFile => {
  const people = [...householdsIn(county, scope)].filter(belongs).flatMap(h => membersOf(county, h))
  const header = [
    '序号',
    '县',
    '乡镇',
    '行政村',
    '户编号',
    '人口编号',
    '姓名',
    '证件号码',
    '与户主关系',
    '性别',
    '出生日期',
    '民族',
    '健康状况',
    '户类型',
    '脱贫年度',
    '是否享受政策',
  ]
  const enjoys = roster === 'lifted-out-continuing'
  return {
    roster,
    name: `${name}${scope.label}.xlsx`,
    format: 'xlsx',
    encoding: null,
    sheets: [
      {
        name: 'Sheet1',
        hidden: false,
        merges: [],
        rows: listRows(county, roster, listed(county, roster, people), {
          above: [line(...header)],
          cells: (person, w, i) => {
            const household = county.people.household[person] ?? 0
            return [
              String(i + 1),
              '示例县',
              w.township,
              w.village,
              householdNumber(household),
              personNumber(person),
              w.name,
              idCell(w),
              relationOf(county.people, person),
              w.sex,
              w.birth.replaceAll('-', ''),
              notCollected.nation(county, person),
              notCollected.health(county, person),
              '脱贫户',
              dateDigits(county.designations.liftedOut[household] ?? 0).slice(0, 4),
              enjoys ? '是' : '否',
            ]
          },
        }),
      },
    ],
  }
}

export const liftedOutContinuing = (county: County, scope: Scope): SampleFile =>
  file(
    county,
    scope,
    'lifted-out-continuing',
    '脱贫户信息（继续享受政策）截至20220830',
    h => county.designations.liftedOut[h] !== 0 && county.designations.policyEnded[h] === 0,
  )

export const liftedOutNotContinuing = (county: County, scope: Scope): SampleFile =>
  file(
    county,
    scope,
    'lifted-out-not-continuing',
    '脱贫户信息（不享受政策）截至20220830',
    h => county.designations.policyEnded[h] !== 0 || county.plan.bothLists.get(h) === 'lifted-out',
  )
