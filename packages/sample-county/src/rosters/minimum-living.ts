import type { County } from '../county.ts'
import { again, column, line, merge, type RowPerson, type SampleCell, type SampleFile, type SampleRow } from '../file.ts'
import { nameOf } from '../people.ts'
import { householdsIn, membersOf, type Scope } from '../scope.ts'
import { monthDigits, dateDots } from '../words.ts'
import { accountOf, bankOf, homeOf, idCell, memberOf, phoneOf, rowOf, writePerson } from '../writing.ts'

type Layout = Readonly<{
  roster: 'rural-minimum-living' | 'urban-minimum-living'
  kind: 1 | 2
  title: string
  file: string
  lead: readonly string[]
  /** Name/ID pairs running across the row. */
  pairs: number
}>

const lead = [
  '序号',
  '乡镇',
  '村（社区）',
  '组',
  '低保证号',
  '户主姓名',
  '户主身份证号',
  '保障人数',
  '月保障金',
  '类别',
  '起始保障年月',
  '开户银行',
  '账户名称',
  '银行账号',
]
const layouts: readonly Layout[] = [
  { roster: 'rural-minimum-living', kind: 1, title: '农村低保', file: '2022年8月农村低保备案表', lead, pairs: 8 },
  { roster: 'urban-minimum-living', kind: 2, title: '城镇低保', file: '2022年8月城镇低保备案表', lead: [...lead, '备注'], pairs: 5 },
]

const chunks = (people: readonly number[], size: number): readonly (readonly number[])[] =>
  people.length === 0 ? [[]] : Array.from({ length: Math.ceil(people.length / size) }, (_, i) => people.slice(i * size, (i + 1) * size))

/**
 * 低保备案表: an old .xls, the data on the second sheet, two header rows, one household a row, its members running
 * across in name/ID pairs (rural: IDs in G and P … AD; urban: G and Q … Y).
 */
const file = (county: County, scope: Scope, layout: Layout): SampleFile => {
  const { designations: d } = county
  const households = [...householdsIn(county, scope)].filter(h => d.minimumLiving[h] === layout.kind)
  const width = layout.lead.length + layout.pairs * 2
  const top: SampleCell[] = Array.from({ length: width }, (_, i) =>
    i === 0 ? `${layout.title}家庭基本信息` : i === layout.lead.length ? '家庭成员（共同生活）' : null,
  )
  const under: SampleCell[] = [...layout.lead, ...Array.from({ length: layout.pairs }, (_, i) => [`成员${i + 1}姓名`, `成员${i + 1}身份证号`]).flat()]
  const rowsOf = function* (household: number, number: number): Generator<SampleRow> {
    const [head, ...others] = membersOf(county, household)
    if (head === undefined) return
    const home = homeOf(county, head)
    for (const part of chunks(others, layout.pairs)) {
      const w = writePerson(county, layout.roster, head)
      const people: RowPerson[] = [rowOf(head, w.damage)]
      const cells: SampleCell[] = [
        number,
        w.township,
        w.village,
        `${home.group}组`,
        `示低${layout.kind === 1 ? '农' : '城'}${String(household).padStart(6, '0')}`,
        w.name,
        idCell(w),
        others.length + 1,
        (others.length + 1) * 320,
        ['A类', 'B类', 'C类'][household % 3] ?? 'B类',
        household % 4 === 0 ? dateDots(d.minimumLivingSince[household] ?? 0).slice(0, 7) : monthDigits(d.minimumLivingSince[household] ?? 0),
        bankOf(home.township),
        nameOf(county.people, head),
        accountOf(head),
        ...(layout.kind === 2 ? [''] : []),
      ]
      for (const [i, member] of part.entries()) {
        const m = writePerson(county, layout.roster, member)
        cells.push(m.name, idCell(m))
        people.push(memberOf(member, m, i + 1))
      }
      while (cells.length < width) cells.push(null)
      yield { cells, people }
    }
  }
  return {
    roster: layout.roster,
    name: `${layout.file}${scope.label}.xls`,
    format: 'xls',
    encoding: null,
    sheets: [
      {
        name: '汇总',
        hidden: false,
        merges: [merge(1, 0, 3)],
        rows: again(function* () {
          yield line(`示例县${layout.title}备案汇总表`, null, null, null)
          yield line('乡镇', '户数', '人数', '月保障金（元）')
          for (const t of scope.townships) {
            const own = households.filter(h => county.places.villages[county.households.village[h] ?? 0]?.township === t)
            const heads = own.reduce((sum, h) => sum + membersOf(county, h).length, 0)
            if (own.length > 0) yield line(county.places.townships[t]?.name ?? '', own.length, heads, heads * 320)
          }
        }),
      },
      {
        name: '备案表',
        hidden: false,
        merges: [merge(1, 0, layout.lead.length - 1), merge(1, layout.lead.length, width - 1)],
        rows: again(function* () {
          yield { cells: top }
          yield { cells: under }
          let row = 2
          for (const [i, household] of households.entries()) {
            for (const made of rowsOf(household, i + 1)) {
              row += 1
              yield made
            }
          }
          yield line(
            ...Array.from({ length: width }, (_, i): SampleCell =>
              i === 0
                ? '合计'
                : i === 7
                  ? { formula: `SUM(${column(7)}3:${column(7)}${row})`, result: households.reduce((s, h) => s + membersOf(county, h).length, 0) }
                  : null,
            ),
          )
          yield line(`填表人：　　　联系电话：${phoneOf(1)}　　　填报日期：2022年8月25日`, ...Array.from({ length: width - 1 }, () => null))
        }),
      },
    ],
  }
}

export const minimumLivingRosters = (county: County, scope: Scope): readonly SampleFile[] => layouts.map(layout => file(county, scope, layout))
