import type { County } from '../county.ts'
import { situationOf } from '../enrolment.ts'
import { again, line, merge, type SampleCell, type SampleFile, type SampleSheet } from '../file.ts'
import { idOf, nameOf } from '../people.ts'
import { guardianOf } from '../population.ts'
import { childrenOf, householdsIn, type Scope } from '../scope.ts'
import { monthDigits } from '../words.ts'
import { accountOf, bankOf, homeOf, idCell, listed, listRows } from '../writing.ts'

const header = [
  '序号',
  '姓名',
  '身份证号',
  '性别',
  '出生日期',
  '乡镇',
  '村',
  '监护人姓名',
  '监护人身份证号',
  '监护关系',
  '享受起始时间',
  '发放标准',
  '发放金额',
  '开户银行',
  '银行账号',
]

const sheet = (county: County, name: string, title: string, children: readonly number[], fen: number): SampleSheet => {
  const width = header.length
  const entries = listed(county, 'orphan-allowance', children)
  const empty = (from: number): SampleCell[] => Array.from({ length: width - from }, () => null)
  return {
    name,
    hidden: false,
    merges: [merge(1, 0, width - 1), merge(2, 0, width - 1)],
    rows: listRows(county, 'orphan-allowance', entries, {
      above: [
        line(`示例县2022年8月${title}基本生活费发放花名册`, ...empty(1)),
        line('填报单位：示例县民政局　　　　　　　　　　　　　　单位：元', ...empty(1)),
        line(...header),
      ],
      cells: (child, w, i) => {
        const guardian = guardianOf(county.population, child)
        return [
          i + 1,
          w.name,
          idCell(w),
          w.sex,
          w.birth.replaceAll('-', '.'),
          w.township,
          w.village,
          nameOf(county.people, guardian),
          idOf(county.people, guardian),
          '其他监护人',
          monthDigits(county.designations.orphanSince[child] ?? 0),
          fen / 100,
          fen / 100,
          bankOf(homeOf(county, child).township),
          accountOf(guardian),
        ]
      },
      below: [line('合计', ...Array.from({ length: 11 }, () => null), (entries.length * fen) / 100, null, null), line('制表：　　　　　审核：', ...empty(1))],
    }),
  }
}

/** 孤儿及事实无人抚养儿童发放花名册: an old .xls, data on sheets 1 and 3, three rows above each, the ID in column C. */
export const orphanAllowance = (county: County, scope: Scope): SampleFile => {
  const children = [...householdsIn(county, scope)].flatMap(h => childrenOf(county, h)).filter(c => situationOf(county.enrolments, c) !== 'dead')
  const of = (kind: number): readonly number[] => children.filter(c => county.designations.orphan[c] === kind)
  return {
    roster: 'orphan-allowance',
    name: `孤儿及事实无人抚养儿童发放花名册2022年8月${scope.label}.xls`,
    format: 'xls',
    encoding: null,
    sheets: [
      sheet(county, '孤儿', '孤儿', of(1), 136_000),
      {
        name: '汇总',
        hidden: false,
        merges: [],
        rows: again(() => [line('类别', '人数'), line('孤儿', of(1).length), line('事实无人抚养儿童', of(2).length)].values()),
      },
      sheet(county, '事实无人抚养', '事实无人抚养儿童', of(2), 136_000),
    ],
  }
}
