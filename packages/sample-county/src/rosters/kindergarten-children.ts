import type { County } from '../county.ts'
import { stageOf } from '../enrolment.ts'
import { again, blank, line, type SampleCell, type SampleFile, type SampleRow, type SampleSheet } from '../file.ts'
import { idOf, nameOf } from '../people.ts'
import { guardianOf, hukouCodeOf } from '../population.ts'
import { countyNameOf } from '../province.ts'
import type { Scope } from '../scope.ts'
import { gradeWord, monthOfEntry } from '../words.ts'
import { idCell, isEnteredTwice, notCollected, phoneOf, rowOf, writePerson } from '../writing.ts'

const header = [
  '序号',
  '园所名称',
  '幼儿姓名',
  '性别',
  '身份证号码',
  '出生日期',
  '班级',
  '年级',
  '入园年月',
  '监护人姓名',
  '监护人身份证号',
  '联系电话',
  '户籍所在地',
  '民族',
]

/** 在园幼儿名册: a sheet per township, on it one table per kindergarten, each with its own title, header and subtotal. */
export const kindergartenChildren = (county: County, scope: Scope): SampleFile => {
  const sheet = (t: number): SampleSheet => ({
    name: county.places.townships[t]?.name ?? '',
    hidden: false,
    merges: [],
    rows: again(function* (): Generator<SampleRow> {
      for (const [k, school] of (county.schools.kindergartens[t] ?? []).entries()) {
        const children = (county.pupils[school] ?? []).filter(c => stageOf(county.enrolments, c) === 'preschool')
        if (children.length === 0) continue
        const kindergarten = county.schools.all[school]?.name ?? ''
        if (k > 0) yield blank(header.length)
        yield line(`${kindergarten}2022年秋季学期在园幼儿名册`, ...Array.from({ length: header.length - 1 }, () => null))
        yield line(...header.map(h => (k > 0 && h === '身份证号码' ? '身份证号' : h)))
        let n = 0
        for (const child of children) {
          for (const copy of isEnteredTwice(county, 'kindergarten-children', child) ? [0, 1] : [0]) {
            const w = writePerson(county, 'kindergarten-children', child, copy)
            const guardian = guardianOf(county.population, child)
            const grade = gradeWord('preschool', county.enrolments.grade[child] ?? 1)
            const hukou = hukouCodeOf(county.population, child)
            n += 1
            const cells: SampleCell[] = [
              n,
              kindergarten,
              w.name,
              w.sex,
              idCell(w),
              w.birth,
              `${grade}${county.enrolments.classNumber[child] ?? 1}班`,
              grade,
              monthOfEntry(county.enrolments.entry[child] ?? 0),
              nameOf(county.people, guardian),
              idOf(county.people, guardian),
              phoneOf(child),
              hukou === '990101' ? `示例县${w.township}${w.village}` : countyNameOf(hukou),
              notCollected.nation(county, child),
            ]
            yield { cells, people: [rowOf(child, w.damage)] }
          }
        }
        yield line('小计', `${n}人`, ...Array.from({ length: header.length - 2 }, () => null))
      }
    }),
  })
  return {
    roster: 'kindergarten-children',
    name: `2022年秋季学期在园幼儿名册_截至20220905${scope.label}.xlsx`,
    format: 'xlsx',
    encoding: null,
    sheets: scope.townships.map(sheet),
  }
}
