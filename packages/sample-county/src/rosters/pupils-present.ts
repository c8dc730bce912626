import type { County } from '../county.ts'
import { situationOf, stageOf } from '../enrolment.ts'
import { again, line, type SampleFile, type SampleSheet } from '../file.ts'
import { guardianOf, hukouCodeOf } from '../population.ts'
import { nameOf } from '../people.ts'
import { countyNameOf } from '../province.ts'
import { isLarge } from '../scope.ts'
import { className, gradeWord, stageWords } from '../words.ts'
import { idCell, isEnteredTwice, phoneOf, rowOf, writePerson } from '../writing.ts'
import { studentNumberOf } from './student-roll.ts'

const header = [
  '姓名',
  '身份证件号',
  '性别',
  '出生日期',
  '学校名称',
  '学校标识码',
  '学段',
  '户籍所在地',
  '年级',
  '班级',
  '全国学籍号',
  '就读方式',
  '是否在校',
  '监护人姓名',
  '联系电话',
  '思想表现',
]

/** 在校生信息: who is really in the classroom. Kindergartens and colleges are not asked. */
export const pupilsPresent = (county: County): SampleFile => {
  const large = isLarge(county)
  const sheet: SampleSheet = {
    name: '在校生',
    hidden: false,
    merges: [],
    rows: again(function* () {
      yield line(...header)
      for (const [school, pupils] of county.pupils.entries()) {
        for (const child of pupils) {
          const stage = stageOf(county.enrolments, child)
          const situation = situationOf(county.enrolments, child)
          const away = county.plan.leads.get(child)?.ground === 'listed-as-away'
          if (stage === null || stage === 'preschool' || (situation !== 'in-class' && !(situation === 'absent' && away))) continue
          // A child on two rolls sits in one classroom.
          if (county.enrolments.school[child] !== school) continue
          for (const copy of isEnteredTwice(county, 'pupils-present', child) ? [0, 1] : [0]) {
            const w = writePerson(county, 'pupils-present', child, copy)
            const grade = gradeWord(stage, county.enrolments.grade[child] ?? 1)
            const hukou = hukouCodeOf(county.population, child)
            yield {
              cells: [
                w.name,
                idCell(w),
                w.sex,
                w.birth,
                county.schools.all[school]?.name ?? '',
                county.schools.all[school]?.code ?? '',
                stageWords[stage],
                hukou === '990101' ? `示例县${w.township}${w.village}` : countyNameOf(hukou),
                grade,
                className(grade, county.enrolments.classNumber[child] ?? 1, school + 1),
                studentNumberOf(county, child, w),
                county.enrolments.boards[child] === 1 ? '住校' : '走读',
                situation === 'absent' ? '否' : '是',
                nameOf(county.people, guardianOf(county.population, child)),
                phoneOf(child),
                '良好',
              ],
              people: [rowOf(child, w.damage)],
            }
          }
        }
      }
    }),
  }
  return large
    ? { roster: 'pupils-present', name: '在校生信息_截至20220905.csv', format: 'csv', encoding: 'utf8', sheets: [sheet] }
    : { roster: 'pupils-present', name: '在校生信息_截至20220905.xlsx', format: 'xlsx', encoding: null, sheets: [sheet] }
}
