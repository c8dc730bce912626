import { ageOn, day } from '@yingjin/kernel'
import type { County } from '../county.ts'
import { again, column, line, merge, type SampleCell, type SampleFile, type SampleRow } from '../file.ts'
import { type PaidItem, paidItems } from '../last-term.ts'
import { bornOn, idOf, nameOf } from '../people.ts'
import type { Payment } from '../plan.ts'
import { guardianOf } from '../population.ts'
import { accountOf, bankOf, homeOf, idCell, phoneOf, rowOf, writePerson } from '../writing.ts'

const header = [
  '序号',
  '支付状态',
  '户主姓名',
  '户主身份证号',
  '收款人姓名',
  '收款人身份证号',
  '银行账号',
  '开户银行',
  '村(居)委会',
  '村(居)民小组',
  '享受人',
  '享受人身份证号',
  '学校名称',
  '补贴项目',
  '补贴期号',
  '联系电话',
  '现居住地',
  '年龄',
  '补贴金额',
  '填报日期',
  '发放日期',
]
const amountAt = header.indexOf('补贴金额')

/** 发放花名册 of spring 2022, one workbook per item; three persons in every row; a subtotal per school and a total below. */
const file = (county: County, item: PaidItem, payments: readonly Payment[]): SampleFile => {
  const ordered = [...payments].sort((a, b) => a.school.number - b.school.number || a.child - b.child)
  const row = (payment: Payment, n: number, copy: number): SampleRow => {
    const { child, fen, school } = payment
    const w = writePerson(county, 'payment-roster', child, 0)
    const home = homeOf(county, child)
    const head = county.households.firstAdult[county.people.household[child] ?? 0] ?? 0
    const payee = guardianOf(county.population, child)
    const toSchool = item === 'preschool-living' && school.suppliesMeals
    const amount: SampleCell = n % 7 === 0 ? { formula: `${fen / 100 / 5}*5`, result: fen / 100 } : fen / 100
    const cells: SampleCell[] = [
      n,
      '已支付',
      nameOf(county.people, head),
      idOf(county.people, head),
      toSchool ? school.name : nameOf(county.people, payee),
      toSchool ? '' : idOf(county.people, payee),
      accountOf(toSchool ? school.number : payee),
      bankOf(home.township),
      w.village,
      `${home.group}组`,
      w.name,
      idCell(w),
      school.name,
      paidItems[item],
      '2022年春季学期',
      phoneOf(payee),
      `示例县${home.township}${w.village}`,
      ageOn(bornOn(county.people, child), day('2022-05-20')),
      amount,
      '2022-05-10',
      copy === 0 ? '2022-05-20' : '2022-05-27',
    ]
    return { cells, people: [rowOf(child, w.damage)] }
  }
  const width = header.length
  const sum = (rows: readonly Payment[]): number => rows.reduce((total, p) => total + p.fen, 0) / 100
  const footer = (label: string, amount: SampleCell): SampleRow =>
    line(...Array.from({ length: width }, (_, i) => (i === 0 ? label : i === amountAt ? amount : null)))
  return {
    roster: 'payment-roster',
    name: `2022年春季学期${paidItems[item]}发放花名册.xlsx`,
    format: 'xlsx',
    encoding: null,
    sheets: [
      {
        name: '发放花名册',
        hidden: false,
        merges: [merge(1, 0, width - 1), merge(2, 0, width - 1)],
        rows: again(function* () {
          yield line(`示例县2022年春季学期${paidItems[item]}发放花名册`, ...Array.from({ length: width - 1 }, () => null))
          yield line('填报单位：示例县学生资助管理中心　　　　单位：元', ...Array.from({ length: width - 1 }, () => null))
          yield line(...header)
          let n = 0
          let row_ = 3
          const seen = new Map<number, number>()
          for (let i = 0; i < ordered.length; i += 1) {
            const payment = ordered[i]
            if (payment === undefined) continue
            n += 1
            row_ += 1
            const copy = seen.get(payment.child) ?? 0
            seen.set(payment.child, copy + 1)
            yield row(payment, n, copy)
            const next = ordered[i + 1]
            if (next === undefined || next.school.number !== payment.school.number) {
              const own = ordered.filter(p => p.school.number === payment.school.number)
              yield footer('小计', { formula: `SUM(${column(amountAt)}${row_ - own.length + 1}:${column(amountAt)}${row_})`, result: sum(own) })
              row_ += 1
            }
          }
          yield footer(`合计：${ordered.length}人次`, sum(ordered))
          yield line('制表人：　　　　　　审核人：　　　　　　分管领导：', ...Array.from({ length: width - 1 }, () => null))
        }),
      },
    ],
  }
}

export const paymentRosters = (county: County): readonly SampleFile[] =>
  (Object.keys(paidItems) as PaidItem[])
    .map(item =>
      file(
        county,
        item,
        county.plan.payments.filter(p => p.item === item),
      ),
    )
    .filter(f => f.sheets.length > 0)
