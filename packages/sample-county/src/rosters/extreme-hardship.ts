import { ageOn, day } from '@yingjin/kernel'
import type { County } from '../county.ts'
import { situationOf } from '../enrolment.ts'
import { again, line, merge, type RowPerson, type SampleCell, type SampleFile } from '../file.ts'
import { bornOn, idOf, nameOf } from '../people.ts'
import { guardianOf } from '../population.ts'
import { childrenOf, householdsIn, type Scope } from '../scope.ts'
import { monthDigits } from '../words.ts'
import { accountOf, bankOf, homeOf, idCell, memberOf, notCollected, phoneOf, rowOf, writePerson } from '../writing.ts'

const lead = [
  '序号',
  '乡镇',
  '村',
  '组',
  '特困人员姓名',
  '身份证号',
  '性别',
  '出生日期',
  '供养方式',
  '护理等级',
  '特困证号',
  '起始保障年月',
  '月供养金',
  '护理费',
  '户别',
]
const account = ['开户银行', '账户名称', '银行账号']
const person = ['年龄', '民族', '健康状况', '政治面貌', '文化程度', '联系电话', '居住地址']
const carer = ['照料人姓名', '照料人身份证号', '与照料人关系', '照料人电话', '备注']
const pairs = 6
const width = lead.length + account.length + person.length + carer.length + pairs * 2

/** 城乡特困人员备案表: sheet 2, three header rows, the person's ID in F, the carer's in AA, further persons kept in AF … AP. */
export const extremeHardship = (county: County, scope: Scope): SampleFile => {
  const { designations: d } = county
  const groups = [...householdsIn(county, scope)]
    .map(h => childrenOf(county, h).filter(c => (d.extremeHardship[c] ?? 0) !== 0 && situationOf(county.enrolments, c) !== 'dead'))
    .filter(own => own.length > 0)
  const at = { account: lead.length, person: lead.length + account.length, carer: lead.length + account.length + person.length, pairs: width - pairs * 2 }
  const groupHeader: SampleCell[] = Array.from({ length: width }, (_, i) =>
    i === 0
      ? '特困人员基本信息'
      : i === at.account
        ? '发放账户'
        : i === at.person
          ? '个人情况'
          : i === at.carer
            ? '照料护理'
            : i === at.pairs
              ? '同户其他特困人员'
              : null,
  )
  return {
    roster: 'extreme-hardship',
    name: `城乡特困人员备案表（2022年8月）${scope.label}.xlsx`,
    format: 'xlsx',
    encoding: null,
    sheets: [
      {
        name: '填表说明',
        hidden: false,
        merges: [],
        rows: again(() => [line('一、本表由乡镇民政办填报。'), line('二、照料人不是特困人员，不得计入人数。')].values()),
      },
      {
        name: '特困人员',
        hidden: false,
        merges: [
          merge(1, 0, width - 1),
          merge(2, 0, at.account - 1),
          merge(2, at.account, at.person - 1),
          merge(2, at.person, at.carer - 1),
          merge(2, at.carer, at.pairs - 1),
          merge(2, at.pairs, width - 1),
        ],
        rows: again(function* () {
          yield line('示例县城乡特困人员供养备案表', ...Array.from({ length: width - 1 }, () => null))
          yield { cells: groupHeader }
          yield line(...lead, ...account, ...person, ...carer, ...Array.from({ length: pairs }, (_, i) => [`姓名${i + 1}`, `身份证号${i + 1}`]).flat())
          for (const [i, own] of groups.entries()) {
            const [first, ...others] = own
            if (first === undefined) continue
            const w = writePerson(county, 'extreme-hardship', first)
            const home = homeOf(county, first)
            const guardian = guardianOf(county.population, first)
            const people: RowPerson[] = [rowOf(first, w.damage)]
            const cells: SampleCell[] = [
              i + 1,
              w.township,
              w.village,
              `${home.group}组`,
              w.name,
              idCell(w),
              w.sex,
              w.birth,
              i % 3 === 0 ? '集中供养' : '分散供养',
              ['全自理', '半护理', '全护理'][i % 3] ?? '全自理',
              `示特${String(first).padStart(6, '0')}`,
              monthDigits(d.extremeHardship[first] ?? 0),
              780,
              120,
              home.village.endsWith('社区') ? '城市' : '农村',
              bankOf(home.township),
              nameOf(county.people, guardian),
              accountOf(first),
              ageOn(bornOn(county.people, first), day('2022-08-25')),
              notCollected.nation(county, first),
              notCollected.health(county, first),
              '群众',
              '小学',
              phoneOf(guardian),
              `${home.township}${home.village}`,
              nameOf(county.people, guardian),
              idOf(county.people, guardian),
              '亲属',
              phoneOf(guardian),
              '',
            ]
            for (const [k, other] of others.entries()) {
              const m = writePerson(county, 'extreme-hardship', other)
              cells.push(m.name, idCell(m))
              people.push(memberOf(other, m, k + 1))
            }
            while (cells.length < width) cells.push(null)
            yield { cells, people }
          }
          for (let i = 0; i < 3; i += 1) yield { cells: Array.from({ length: width }, () => null), formatted: true }
          yield line(`合计${groups.reduce((s, g) => s + g.length, 0)}人`, ...Array.from({ length: width - 1 }, () => null))
        }),
      },
    ],
  }
}
