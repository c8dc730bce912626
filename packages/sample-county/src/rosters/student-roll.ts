import { checkCharacter, fromEpochDay } from '@yingjin/kernel'
import type { County } from '../county.ts'
import type { Written } from '../damage.ts'
import { situationOf, type Situation, stageOf, stages } from '../enrolment.ts'
import { again, type SampleCell, type SampleFile, type SampleRow, type SampleSheet } from '../file.ts'
import { idOf, nameOf, relationOf } from '../people.ts'
import { guardianOf, hukouCodeOf } from '../population.ts'
import { isLarge } from '../scope.ts'
import { className, dateDigits, gradeWord, monthOfEntry, stageWords } from '../words.ts'
import { homeOf, idCell, isEnteredTwice, notCollected, phoneOf, rowOf, writePerson } from '../writing.ts'

/** 学籍号: G and the ID, or for a child without a usable ID a J code, which looks like an ID and is none. */
export const studentNumberOf = (county: County, child: number, written: Written): string => {
  const lost = written.damage.some(d => d.kind === 'id-missing' || d.kind === 'id-code')
  if (!lost || child % 2 === 0) return `G${idOf(county.people, child)}`
  const body = `990101${idOf(county.people, child).slice(6, 14)}${String(child % 1000).padStart(3, '0')}`
  return `${child % 5 === 0 ? 'L' : 'J'}${body}${checkCharacter(body)}`
}

const statusWords: Partial<Record<Situation, string>> = { 'in-class': '在读', absent: '在读', leave: '休学', 'elsewhere-known': '转出', left: '退学' }
const yes = (value: boolean): string => (value ? '是' : '否')

type Column = readonly [header: string, cell: (county: County, child: number, school: number, w: Written) => SampleCell]

const family = (n: 1 | 2): readonly Column[] => {
  const member = (county: County, child: number): number | null => {
    const household = county.people.household[child] ?? 0
    const at = (county.households.firstAdult[household] ?? 0) + n - 1
    return n <= (county.households.adults[household] ?? 0) ? at : null
  }
  const of =
    (value: (county: County, adult: number, child: number) => SampleCell): Column[1] =>
    (county, child) => {
      const adult = member(county, child)
      return adult === null ? '' : value(county, adult, child)
    }
  return [
    [`成员${n}姓名`, of((county, a) => nameOf(county.people, a))],
    [`成员${n}关系`, of((county, a) => (relationOf(county.people, a) === '户主' ? '监护人' : '父母'))],
    [`成员${n}民族`, of((county, a) => notCollected.nation(county, a))],
    [`成员${n}工作单位`, of(() => '务农')],
    [`成员${n}联系电话`, of((_county, a) => phoneOf(a))],
    [`成员${n}是否监护人`, of((county, a, child) => yes(a === guardianOf(county.population, child)))],
    [`成员${n}身份证件类型`, of(() => '居民身份证')],
    [`成员${n}身份证件号`, of((county, a) => idOf(county.people, a))],
  ]
}

/** The columns of the 学籍 system's export (reference: its own headers), in the order of one school year. */
const columns: readonly Column[] = [
  ['学校标识码', (c, _p, s) => c.schools.all[s]?.code ?? ''],
  ['学校名称', (c, _p, s) => c.schools.all[s]?.name ?? ''],
  ['姓名', (_c, _p, _s, w) => w.name],
  ['性别', (_c, _p, _s, w) => w.sex],
  ['出生日期', (_c, _p, _s, w) => w.birth.replaceAll('-', '')],
  ['出生地行政区划代码', (c, p) => idOf(c.people, p).slice(0, 6)],
  ['籍贯', () => '示例省示例市'],
  ['民族', (c, p) => notCollected.nation(c, p)],
  ['国籍/地区', () => '中国'],
  ['身份证件类型', (_c, _p, _s, w) => (w.id === '' ? '其他' : '居民身份证')],
  ['身份证件号', (_c, _p, _s, w) => idCell(w)],
  ['港澳台侨外', () => '否'],
  ['政治面貌', (c, p) => notCollected.politics(c, p)],
  ['健康状况', (c, p) => notCollected.health(c, p)],
  ['曾用名', (c, p, _s, w) => (w.damage.some(d => d.kind === 'name-changed') && p % 2 === 0 ? nameOf(c.people, p) : '')],
  ['户口所在地行政区划', (c, p) => hukouCodeOf(c.population, p)],
  ['户口性质', (c, p) => (homeOf(c, p).village.endsWith('社区') ? '非农业家庭户口' : '农业家庭户口')],
  ['特长', () => ''],
  ['全国学籍号', (c, p, _s, w) => studentNumberOf(c, p, w)],
  ['班内学号', (_c, p) => String(1 + (p % 48)).padStart(2, '0')],
  ['学段', (c, p) => stageWords[stageOf(c.enrolments, p) ?? 'primary']],
  ['年级', (c, p) => gradeWord(stageOf(c.enrolments, p) ?? 'primary', c.enrolments.grade[p] ?? 1)],
  ['班级', (c, p, s) => className(gradeWord(stageOf(c.enrolments, p) ?? 'primary', c.enrolments.grade[p] ?? 1), c.enrolments.classNumber[p] ?? 1, s)],
  ['入学年月', (c, p) => monthOfEntry(c.enrolments.entry[p] ?? 0)],
  ['入学方式', (_c, p) => (p % 9 === 0 ? '其他' : '就近入学')],
  ['就读方式', (c, p) => (c.enrolments.boards[p] === 1 ? '住校' : '走读')],
  ['学生来源', (c, p) => ((c.enrolments.entry[p] ?? 0) === 2022 * 12 + 8 && (c.enrolments.grade[p] ?? 1) > 1 ? '县外转入' : '正常入学')],
  ['学生当前状态', (c, p) => statusWords[situationOf(c.enrolments, p)] ?? '在读'],
  [
    '异动时间',
    (c, p) =>
      (c.enrolments.endedOn[p] ?? 0) === 0 ? (situationOf(c.enrolments, p) === 'leave' ? '2022-08-26' : '') : fromEpochDay(c.enrolments.endedOn[p] ?? 0),
  ],
  ['现住址', (c, p, _s, w) => `示例县${w.township}${w.village}${homeOf(c, p).group}组`],
  ['家庭地址', (_c, _p, _s, w) => `示例县${w.township}${w.village}`],
  ['联系电话', (_c, p) => phoneOf(p)],
  ['邮政编码', () => '990100'],
  ['是否独生子女', (c, p) => yes((c.households.children[c.people.household[p] ?? 0] ?? 1) === 1)],
  ['是否受过学前教育', () => '是'],
  ['是否留守儿童', (c, p) => (relationOf(c.people, p).startsWith('孙') ? '单亲留守儿童' : '非留守儿童')],
  ['是否进城务工人员随迁子女', () => '否'],
  ['是否孤儿', (c, p) => yes(c.designations.orphan[p] === 1)],
  ['是否烈士或优抚子女', (c, p) => yes(c.designations.martyr[p] === 1)],
  ['随班就读', (c, p) => ((c.designations.disabled[p] ?? 0) !== 0 ? '随班就读' : '非随班就读')],
  ['残疾类型', () => ''],
  ['是否由政府购买学位', () => '否'],
  ['是否需要申请资助', (_c, p) => yes(p % 8 === 0)],
  ['是否享受一补', (_c, p) => yes(p % 11 === 0)],
  ['上下学距离', (_c, p) => `${1 + (p % 9)}`],
  ['上下学方式', (_c, p) => (p % 3 === 0 ? '公共交通（含城市公交、农村客运）' : '步行')],
  ['是否需要乘坐校车', () => '否'],
  ...family(1),
  ...family(2),
]

/** A later year's export has its columns in another order, and a family block first. */
const reordered: readonly Column[] = [...columns.slice(0, 8).toReversed(), ...columns.slice(8, 33), ...family(1), ...columns.slice(33, 47), ...family(2)]

const header = (order: readonly Column[]): SampleRow => ({ cells: order.map(([h]) => h) })

const sheet = (county: County, name: string, stage: number, order: readonly Column[]): SampleSheet => ({
  name,
  hidden: false,
  merges: [],
  rows: again(function* () {
    yield header(order)
    for (const [school, pupils] of county.pupils.entries()) {
      for (const child of pupils) {
        if (
          (stage >= 0 && county.enrolments.stage[child] !== stage) ||
          stageOf(county.enrolments, child) === 'preschool' ||
          stageOf(county.enrolments, child) === 'vocational'
        )
          continue
        const copies = isEnteredTwice(county, 'student-roll', child) && county.plan.secondSchool.get(child) === undefined ? [0, 1] : [0]
        for (const copy of copies) {
          const w = writePerson(county, 'student-roll', child, copy)
          yield { cells: order.map(([, cell]) => cell(county, child, school, w)), people: [rowOf(child, w.damage)] }
        }
      }
    }
  }),
})

/** 学籍 export: HTML for the primary schools, tab-separated GBK text for the junior schools, a real workbook for the senior. */
export const studentRoll = (county: County): readonly SampleFile[] => {
  const roster = 'student-roll'
  if (isLarge(county))
    return [{ roster, name: `学籍信息导出_截至${dateDigits(19_235)}.csv`, format: 'csv', encoding: 'utf8-bom', sheets: [sheet(county, '学籍', -1, columns)] }]
  const at = (stage: (typeof stages)[number]): number => stages.indexOf(stage)
  return [
    { roster, name: '学籍信息导出_小学_截至20220831.xls', format: 'html-xls', encoding: 'utf8', sheets: [sheet(county, '学籍', at('primary'), columns)] },
    { roster, name: '学籍信息导出_初中_截至20220831.xls', format: 'tsv-xls', encoding: 'gb18030', sheets: [sheet(county, '学籍', at('junior'), reordered)] },
    { roster, name: '学籍信息导出_高中_截至20220831.xlsx', format: 'xlsx', encoding: null, sheets: [sheet(county, '学籍', at('senior'), columns)] },
  ]
}
