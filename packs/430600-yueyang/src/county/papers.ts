import { day } from '@yingjin/kernel'
import type { CountyMatters, NamedMatter } from '@yingjin/policy/author'

const setting = (id: string, label: string, unit: string, register: string): CountyMatters['settings'][number] => ({ id, label, unit, values: [], register })

/** One deadline is printed, at “上午12:00”, read as noon; the rest is to be set. */
export const settings: CountyMatters['settings'] = [
  {
    id: 'responsible-persons-form-day',
    label: '责任人信息登记表报送截止：2020年2月的日（印作“上午12:00前”，按中午12时理解）',
    unit: '日',
    values: [{ from: day('2020-02-25'), to: day('2020-03-01'), value: 28 }],
    register: 'YY-F.I1',
  },
  setting('monthly-report-day', '月报：次月第几日前报送', '日', 'O-29'),
  setting('suspected-dropout-days', '疑似辍学：连续无故缺课天数', '天', 'O-21'),
  setting('stable-terms', '销号前须稳定在校的学期数', '学期', 'O-20'),
  setting('publicity-working-days', '公告公示天数', '工作日', 'O-25'),
]

export const documents: CountyMatters['documents'] = [
  {
    id: 'YY.F-U1',
    title: '岳阳市2020年脱贫攻坚工作要点',
    number: null,
    issuer: null,
    mark: null,
    successor: null,
    usedFor: '本方案的上位文件（文中未写文号）',
    register: 'YY.F-U1',
  },
]

const task = (id: string, title: string, ...answers: readonly string[]): CountyMatters['tasks'][number] => ({
  id,
  title,
  answers: [...answers, 'county-bureaus'],
  period: '2020年',
  register: id,
})
const safeguard = (id: string, title: string, ...answers: readonly string[]): CountyMatters['tasks'][number] => ({
  id,
  title,
  answers,
  period: '2020年',
  register: id,
})

/** Seven tasks with the sections that answer, and the safeguards. */
export const tasks: CountyMatters['tasks'] = [
  task('YY-T1', '贫困家庭学生控辍保学', 'basic-education'),
  task('YY-T2', '精准资助', 'aid-centre'),
  task('YY-T3', '“两类”学校与农村公办幼儿园', 'planning-finance'),
  task('YY-T4', '新型职业农民培养', 'vocational-adult'),
  task('YY-T5', '校校结对帮扶', 'basic-education', 'planning-finance', 'research-institute'),
  task('YY-T6', '乡村教师队伍', 'personnel', 'teachers'),
  task('YY-T7', '教育信息化', 'basic-education', 'planning-finance', 'research-institute'),
  safeguard('YY-4.1', '组织领导', 'city-leading-group', 'implementation-group'),
  safeguard('YY-4.2', '分级负责', 'city-bureau', 'county-bureaus', 'schools'),
  safeguard('YY-4.3', '资金、公示与审计', 'city-bureau', 'county-bureaus', 'auditors'),
  safeguard('YY-4.4', '社会力量', 'listed-bodies'),
  { id: 'YY-F', title: '教育扶贫相关责任人信息登记表', answers: ['county-bureaus', 'implementation-office'], period: '2020年2月28日前', register: 'YY-F' },
]

const paper = (id: string, title: string): NamedMatter => ({ id, title, register: id })

export const papers: CountyMatters['papers'] = [
  paper('D-09', '学生“一生一档”'),
  paper('D-10', '劝返走访记录'),
  paper('D-15', '资助发放花名册与凭据'),
  paper('D-19', '建档立卡贫困生就读信息填报（月报）'),
  paper('D-20', '资助信息月报'),
  paper('D-21', '自查清零清单'),
  paper('D-27', '送教上门计划与记录'),
  paper('D-37', '乡镇工作补贴发放表'),
  paper('D-38', '结对帮扶协议与活动记录'),
  paper('D-40', '任务台账、清单与年度推进计划'),
  paper('D-42', '责任人信息登记表（表体文件未印）'),
  paper('D-44', '重大事项公告公示'),
  paper('D-45', '审计发现与整改'),
]
