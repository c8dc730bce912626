import { fromEpochDay } from '@yingjin/kernel'
import type { County } from '../county.ts'
import { situationOf, stageOf } from '../enrolment.ts'
import { line, merge, type SampleCell, type SampleFile } from '../file.ts'
import { idOf, nameOf } from '../people.ts'
import { guardianOf, hukouCodeOf } from '../population.ts'
import { countyNameOf } from '../province.ts'
import { monthOfEntry } from '../words.ts'
import { idCell, listed, listRows, notCollected, phoneOf } from '../writing.ts'
import { studentNumberOf } from './student-roll.ts'

const student = ['序号', '姓名', '性别', '身份证件号码', '出生日期', '民族', '政治面貌', '户籍所在地']
const roll = ['学校名称', '学籍号', '年级', '专业名称', '是否涉农专业', '班级', '入学年月', '就读方式', '学籍状态', '异动时间']
const guardian = ['监护人姓名', '监护人身份证号码', '联系电话']
const farming = ['现代农艺技术', '畜禽生产技术', '果蔬花卉生产技术']
const other = ['计算机应用', '汽车运用与维修', '幼儿保育', '旅游服务与管理', '机电技术应用']

/** 中职学籍: two header rows, the upper one merged over three groups. */
export const vocationalRoll = (county: County): SampleFile => {
  const students = (county.pupils[county.schools.vocational] ?? []).filter(c => stageOf(county.enrolments, c) === 'vocational')
  const width = student.length + roll.length + guardian.length
  const top: SampleCell[] = Array.from({ length: width }, (_, i) =>
    i === 0 ? '学生基本信息' : i === student.length ? '学籍信息' : i === student.length + roll.length ? '监护人信息' : null,
  )
  return {
    roster: 'vocational-roll',
    name: '示例县职业教育中心学籍_截至20220905.xlsx',
    format: 'xlsx',
    encoding: null,
    sheets: [
      {
        name: '学籍',
        hidden: false,
        merges: [
          merge(1, 0, student.length - 1),
          merge(1, student.length, student.length + roll.length - 1),
          merge(1, student.length + roll.length, width - 1),
        ],
        rows: listRows(county, 'vocational-roll', listed(county, 'vocational-roll', students), {
          above: [{ cells: top }, line(...student, ...roll, ...guardian)],
          cells: (child, w, i) => {
            const e = county.enrolments
            const farms = e.farming[child] === 1
            const hukou = hukouCodeOf(county.population, child)
            const adult = guardianOf(county.population, child)
            const grade = e.grade[child] ?? 1
            return [
              i + 1,
              w.name,
              w.sex,
              idCell(w),
              w.birth,
              notCollected.nation(county, child),
              notCollected.politics(county, child),
              countyNameOf(hukou),
              '示例县职业教育中心',
              studentNumberOf(county, child, w),
              `${['一', '二', '三'][grade - 1] ?? '三'}年级`,
              (farms ? farming : other)[child % (farms ? 3 : 5)] ?? '',
              farms ? '是' : '否',
              `${2023 - grade}级${1 + (child % 6)}班`,
              monthOfEntry(e.entry[child] ?? 0),
              e.boards[child] === 1 ? '住校' : '走读',
              situationOf(e, child) === 'left' ? '退学' : '在读',
              (e.endedOn[child] ?? 0) === 0 ? '' : fromEpochDay(e.endedOn[child] ?? 0),
              nameOf(county.people, adult),
              idOf(county.people, adult),
              phoneOf(adult),
            ]
          },
        }),
      },
    ],
  }
}
