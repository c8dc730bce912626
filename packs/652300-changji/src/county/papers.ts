import type { CountyMatters, NamedMatter } from '@yingjin/policy/author'

const setting = (id: string, label: string, unit: string, register: string): CountyMatters['settings'][number] => ({ id, label, unit, values: [], register })

/** Days and thresholds that the work needs and the plan does not print: to be set. */
export const settings: CountyMatters['settings'] = [
  setting('suspected-dropout-days', '疑似辍学：连续无故缺课天数', '天', 'O-21'),
  setting('stable-terms', '销号前须稳定在校的学期数', '学期', 'O-20'),
  setting('comparisons-per-year', '每年数据比对次数', '次', 'O-28'),
  setting('campaign-days', '开学前后专项行动天数', '天', 'CJ-T1.I2'),
]

export const documents: CountyMatters['documents'] = [
  {
    id: 'CJ.F-U1',
    title: '自治区关于加强新时代乡村教师队伍建设的实施方案',
    number: '新教规〔2021〕11号',
    issuer: null,
    mark: null,
    successor: null,
    usedFor: '乡村教师各项措施的依据。文号印作“新教规〔202111号”，缺一个括号，按〔2021〕11号理解（CJ.F-N1）',
    register: 'CJ.F-U1',
  },
  {
    id: 'CJ.F-U2',
    title: '自治州关于深入开展脱贫群众感恩教育活动的实施意见',
    number: null,
    issuer: null,
    mark: '延续',
    successor: null,
    usedFor: '感恩教育活动（持续深入落实）',
    register: 'CJ.F-U2',
  },
]

const four = ['prefecture-bureau', 'reform-commission', 'finance-bureau', 'revitalization-bureau'] as const
const task = (id: string, title: string, answers: readonly string[] = four): CountyMatters['tasks'][number] => ({
  id,
  title,
  answers,
  period: '到2025年',
  register: id,
})

/** Fifteen tasks without a unit of their own and three safeguards; the prefecture's bureau comes first, the other three share, and whom the measure names joins them. */
export const tasks: CountyMatters['tasks'] = [
  task('CJ-T1', '义务教育控辍保学'),
  task('CJ-T2', '义务教育办学条件'),
  task('CJ-T3', '教育信息化'),
  task('CJ-T4', '乡村教师队伍'),
  task('CJ-T5', '国家通用语言文字推广'),
  task('CJ-T6', '精准资助农村家庭经济困难学生', [...four, 'civil-affairs', 'disabled-federation']),
  task('CJ-T7', '农村义务教育学生营养改善计划', [...four, 'market-supervision', 'health']),
  task('CJ-T8', '农村儿童教育关爱'),
  task('CJ-T9', '困难毕业生就业帮扶'),
  task('CJ-T10', '职业教育服务乡村振兴'),
  task('CJ-T11', '乡村学前教育优质资源'),
  task('CJ-T12', '县域普通高中优质特色发展'),
  task('CJ-T13', '高校服务乡村振兴', [...four, 'open-university']),
  task('CJ-T14', '特殊教育发展', [...four, 'expert-committees']),
  task('CJ-T15', '乡村振兴育人'),
  task('CJ-4.1', '组织领导：四部门议事协调', [...four, 'county-bureaus']),
  task('CJ-4.2', '政策、资金与督导保障'),
  task('CJ-4.3', '社会参与与宣传'),
]

const paper = (id: string, title: string): NamedMatter => ({ id, title, register: id })

export const papers: CountyMatters['papers'] = [
  paper('D-05', '依法控辍案卷'),
  paper('D-07', '辍学情况排查上报'),
  paper('D-15', '资助发放花名册与凭据'),
  paper('D-18', '四部门数据比对核查表'),
  paper('D-22', '采购、验收、入库、出库单'),
  paper('D-26', '检查记录与整改通知'),
  paper('D-27', '送教上门计划与记录'),
  paper('D-28', '残疾学生“一生一案”'),
  paper('D-29', '特殊教育专家委员会评估'),
  paper('D-31', '毕业生“一人一档”与“一人一策”'),
  paper('D-37', '乡村教师生活补助发放表'),
  paper('D-43', '议事协调会议纪要'),
]
