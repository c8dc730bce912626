import type { County } from '../county.ts'
import type { Written } from '../damage.ts'
import { monitoredKinds } from '../designations.ts'
import { situationOf, stageOf } from '../enrolment.ts'
import { again, blank, line, merge, type SampleCell, type SampleFile } from '../file.ts'
import { householdNumber, personNumber } from '../households.ts'
import { relationOf } from '../people.ts'
import { autumnStart } from '../plan.ts'
import { householdsIn, membersOf, type Scope } from '../scope.ts'
import { gradeWord, monthDigits } from '../words.ts'
import { homeOf, idCell, listed, listRows, notCollected, phoneOf } from '../writing.ts'
import { certificateSuffix, disabilityOf } from './disability-certificate.ts'

const isRemoved = (county: County, h: number): boolean =>
  (county.designations.riskRemoved[h] ?? 0) !== 0 && (county.designations.riskRemoved[h] ?? 0) < autumnStart

/** 证件号码: for a disabled person the certificate number, 20 or 22 digits, stands where others have their ID. */
const documentCell = (county: County, person: number, w: Written): SampleCell => {
  const suffix = disabilityOf(county, person) === 0 ? '' : certificateSuffix(county, person)
  return typeof idCell(w) === 'number' || w.id.length !== 18 ? idCell(w) : w.id + suffix
}

const reasons = ['因病', '因学', '因残', '缺劳动力', '因务工就业不稳', '因安全住房'] as const
const header = [
  '序号',
  '省(区、市)',
  '市(州)',
  '县(市、区、旗)',
  '乡(镇)',
  '行政村',
  '自然村',
  '户编号',
  '人口编号',
  '姓名',
  '证件类型',
  '证件号码',
  '与户主关系',
  '性别',
  '出生日期',
  '民族',
  '健康状况',
  '监测对象类别',
  '识别监测时间',
  '风险是否已消除',
]

const list = (county: County, scope: Scope, removed: boolean): SampleFile => {
  const { designations: d } = county
  const roster = removed ? 'monitored-risk-removed' : 'monitored-at-risk'
  const belongs = (h: number): boolean =>
    d.monitored[h] !== 0 && (isRemoved(county, h) === removed || (removed && county.plan.bothLists.get(h) === 'monitored'))
  const people = [...householdsIn(county, scope)].filter(belongs).flatMap(h => membersOf(county, h))
  const entries = listed(county, roster, people)
  const more = removed ? ['风险消除方式', '消除监测时间'] : ['致贫返贫风险1']
  return {
    roster,
    name: removed
      ? `防止返贫监测对象（风险已消除）截至20220825${scope.label}.xlsx`
      : `防止返贫监测对象（风险未消除，截至20220825，${entries.length}人）${scope.label}.xlsx`,
    format: 'xlsx',
    encoding: null,
    sheets: [
      {
        name: removed ? '已消除' : '未消除',
        hidden: false,
        merges: [],
        rows: listRows(county, roster, entries, {
          above: [line(...header.map(h => (removed && h === '证件号码' ? '证件\n号码' : removed && h === '乡(镇)' ? '乡' : h)), ...more)],
          cells: (person, w, i) => {
            const household = county.people.household[person] ?? 0
            // A household that stands on both lists was, says this one, removed last November.
            const removedIn = isRemoved(county, household) ? monthDigits(d.riskRemoved[household] ?? 0) : '202111'
            return [
              String(i + 1),
              '示例省',
              '示例市',
              '示例县',
              w.township,
              w.village,
              `${homeOf(county, person).group}组`,
              householdNumber(household),
              personNumber(person),
              w.name,
              '居民身份证',
              documentCell(county, person, w),
              relationOf(county.people, person),
              w.sex,
              w.birth.replaceAll('-', ''),
              notCollected.nation(county, person),
              notCollected.health(county, person),
              monitoredKinds[(d.monitored[household] ?? 1) - 1] ?? '',
              monthDigits(d.monitoredSince[household] ?? 0),
              removed ? '是' : '否',
              ...(removed ? [household % 3 === 0 ? '自然消除' : '帮扶消除', removedIn] : [reasons[household % reasons.length] ?? '']),
            ]
          },
          below: [blank(header.length + more.length), blank(header.length + more.length)],
        }),
      },
    ],
  }
}

export const monitoredLists = (county: County, scope: Scope): readonly SampleFile[] => [list(county, scope, false), list(county, scope, true)]

/** 在校生状况 as the monitoring system words it. */
const schooling = (county: County, person: number): string => {
  if (person >= county.people.children) return ''
  const stage = stageOf(county.enrolments, person)
  const grade = county.enrolments.grade[person] ?? 0
  if (situationOf(county.enrolments, person) !== 'in-class' || stage === null) return situationOf(county.enrolments, person) === 'young' ? '学龄前儿童' : ''
  switch (stage) {
    case 'preschool':
      return '学前教育'
    case 'primary':
      return '小学'
    case 'junior':
      return gradeWord('junior', grade)
    case 'senior':
      return `普通高中${['一', '二', '三'][grade - 1] ?? '三'}年级`
    case 'vocational':
      return `中职${['一', '二', '三'][grade - 1] ?? '三'}年级`
    case 'higher':
      return '大专/本科'
  }
}

const exportHeader = [
  '户编号',
  '人口编号',
  '县',
  '乡',
  '村',
  '姓名',
  '证件类型',
  '证件号码',
  '与户主关系',
  '性别',
  '出生日期',
  '民族',
  '家庭成员联系电话',
  '文化程度',
  '在校生状况',
  '劳动技能',
  '健康状况',
  '户类型',
  '监测对象类别',
  '识别监测时间',
  '风险是否已消除',
  '风险消除方式',
  '消除监测时间',
  '致贫返贫风险1',
  '教育帮扶(雨露计划)',
  '义务教育保障',
  '是否义务教育阶段适龄儿童少年失学辍学',
  '义务教育阶段未上学原因',
  '享受低保/特困政策情况',
  '是否事实无人抚养儿童',
  '残疾证办证年度',
  '人均纯收入',
]

/** Export of the national monitoring system: two title rows, headers on row 3, every cell text. */
export const monitoringExport = (county: County, scope: Scope): SampleFile => {
  const { designations: d } = county
  const people = [...householdsIn(county, scope)].filter(h => d.monitored[h] !== 0).flatMap(h => membersOf(county, h))
  const width = exportHeader.length
  return {
    roster: 'monitoring-export',
    name: `（自定义）监测对象信息_20220826${scope.label}.xlsx`,
    format: 'xlsx',
    encoding: null,
    sheets: [
      {
        name: '监测对象信息',
        hidden: false,
        merges: [merge(1, 0, width - 1), merge(2, 0, width - 1)],
        rows: listRows(county, 'monitoring-export', listed(county, 'monitoring-export', people), {
          above: [
            line('全国防返贫监测信息系统　监测对象信息', ...Array.from({ length: width - 1 }, () => null)),
            line('数据时间：2022年08月26日', ...Array.from({ length: width - 1 }, () => null)),
            line(...exportHeader),
          ],
          cells: (person, w) => {
            const h = county.people.household[person] ?? 0
            const removed = isRemoved(county, h)
            return [
              householdNumber(h),
              personNumber(person),
              '示例县',
              w.township,
              w.village,
              w.name,
              '居民身份证',
              documentCell(county, person, w),
              relationOf(county.people, person),
              w.sex,
              w.birth.replaceAll('-', ''),
              notCollected.nation(county, person),
              phoneOf(person),
              person < county.people.children ? '' : '初中',
              schooling(county, person),
              person < county.people.children ? '无劳动力' : '普通劳动力',
              notCollected.health(county, person),
              d.liftedOut[h] === 0 ? '一般农户' : '脱贫户',
              monitoredKinds[(d.monitored[h] ?? 1) - 1] ?? '',
              monthDigits(d.monitoredSince[h] ?? 0),
              removed ? '是' : '否',
              removed ? (h % 3 === 0 ? '自然消除' : '帮扶消除') : '',
              removed ? monthDigits(d.riskRemoved[h] ?? 0) : '',
              reasons[h % reasons.length] ?? '',
              '否',
              '是',
              '否',
              '',
              d.minimumLiving[h] === 0 ? '否' : '低保',
              '否',
              '',
              String(7000 + (h % 4000)),
            ]
          },
        }),
      },
      { name: '字典', hidden: true, merges: [], rows: again(() => monitoredKinds.map(k => line(k)).values()) },
    ],
  }
}
