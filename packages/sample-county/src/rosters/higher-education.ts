import type { County } from '../county.ts'
import { isInHigherEducation } from '../enrolment.ts'
import { line, merge, type SampleFile } from '../file.ts'
import { householdsIn, childrenOf, type Scope } from '../scope.ts'
import { collegeOf } from '../true-facts.ts'
import { yuanText } from '../words.ts'
import { idCell, listed, listRows, phoneOf } from '../writing.ts'

/** 高校在读与收费: the county's own survey of its students elsewhere, a layout of ours (decision record 0032). */
export const higherEducation = (county: County, scope: Scope): SampleFile => {
  const students = [...householdsIn(county, scope)].flatMap(h => childrenOf(county, h)).filter(c => isInHigherEducation(county.enrolments, c))
  const header = [
    '序号',
    '姓名',
    '性别',
    '身份证号',
    '出生日期',
    '户籍所在地',
    '乡镇',
    '村',
    '院校名称',
    '学历层次',
    '学习形式',
    '入学年',
    '年级',
    '学费（元/学年）',
    '住宿费（元/学年）',
    '是否免除学费',
    '联系电话',
  ]
  return {
    roster: 'higher-education',
    name: `示例县户籍高校在读学生与收费情况_截至20220905${scope.label}.xlsx`,
    format: 'xlsx',
    encoding: null,
    sheets: [
      {
        name: '高校在读',
        hidden: false,
        merges: [merge(1, 0, header.length - 1)],
        rows: listRows(county, 'higher-education', listed(county, 'higher-education', students), {
          above: [line('示例县户籍高校在读学生与收费情况', ...Array.from({ length: header.length - 1 }, () => null)), line(...header)],
          cells: (child, w, i) => {
            const college = collegeOf(child)
            const grade = county.enrolments.grade[child] ?? 1
            return [
              i + 1,
              w.name,
              w.sex,
              idCell(w),
              w.birth,
              '示例县',
              w.township,
              w.village,
              county.schools.all[county.enrolments.school[child] ?? 0]?.name ?? '',
              college.degree,
              college.fullTime ? '全日制' : '非全日制',
              String(2022 - grade + 1),
              `大学${['一', '二', '三', '四', '五'][grade - 1] ?? '四'}年级`,
              child % 4 === 0 ? yuanText(college.tuition) : college.tuition / 100,
              college.accommodation / 100,
              college.exempted ? '是' : '否',
              phoneOf(child),
            ]
          },
        }),
      },
    ],
  }
}
