import type { CountyMatters } from '@yingjin/policy/author'

const setting = (id: string, label: string, unit: string, register: string): CountyMatters['settings'][number] => ({ id, label, unit, values: [], register })

/** Days and thresholds that the work needs and the plan does not print: to be set by the county. */
export const settings: CountyMatters['settings'] = [
  setting('suspected-dropout-days', '疑似辍学：连续无故缺课天数', '天', 'O-21'),
  setting('stable-terms', '销号前须稳定在校的学期数', '学期', 'O-20'),
  setting('publicity-working-days', '公示天数', '工作日', 'O-25'),
  setting('comparisons-per-year', '每年系统比对次数', '次', 'O-28'),
]

/** What the plan cites, and what it makes of it. */
export const documents: CountyMatters['documents'] = [
  {
    id: 'ZY.F-U1',
    title: '紫阳县2021年度巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作实施方案',
    number: '紫农工发〔2021〕5号',
    issuer: '县委农村工作领导小组',
    mark: null,
    successor: null,
    usedFor: '本方案的上位方案',
    register: 'ZY.F-U1',
  },
  {
    id: 'ZY.F-U2',
    title: '巩固拓展教育脱贫攻坚成果同乡村振兴有效衔接工作实施方案',
    number: null,
    issuer: '市教体局、市乡村振兴局',
    mark: null,
    successor: null,
    usedFor: '本方案的上位方案（文中未写文号）',
    register: 'ZY.F-U2',
  },
  {
    id: 'ZY.F-U3',
    title: '关于实现巩固拓展教育脱贫攻坚成果同乡村振兴有效衔接的实施方案',
    number: '陕教〔2016〕129号',
    issuer: '中共陕西省委教育工作委员会、陕西省教育厅、陕西省乡村振兴局',
    mark: null,
    successor: null,
    usedFor: '优化调整学生资助政策的依据。文号照印；标题属过渡期，印的年份却是2016，文号或年份有误，待核（ZY.F-N1）',
    register: 'ZY.F-U3',
  },
  {
    id: 'ZY.F-U4',
    title: '陕西省教育扶贫实施方案',
    number: '陕教财〔2016〕29号',
    issuer: null,
    mark: '调整',
    successor: 'ZY.F-U3',
    usedFor: '6000元助学金生活补助的原规定，2020年秋季学期认定的学生继续执行',
    register: 'ZY.F-U4',
  },
]

const task = (id: string, title: string, answers: readonly string[], period: string): CountyMatters['tasks'][number] => ({
  id,
  title,
  answers,
  period,
  register: id,
})

/** Eighteen tasks and three safeguards, with the section that leads (task 5: that is responsible) and by when. */
export const tasks: CountyMatters['tasks'] = [
  task('ZY-T1', '健全预警监测帮扶机制', ['revitalization-office'], '常态，到2025年'),
  task('ZY-T2', '控辍保学', ['education-section'], '五年过渡期'),
  task('ZY-T3', '义务教育办学条件', ['planning-finance-section'], '“十四五”时期'),
  task('ZY-T4', '乡村教师队伍', ['personnel-section'], '过渡期'),
  task('ZY-T5', '教育信息化', ['e-education-centre'], '过渡期'),
  task('ZY-T6', '营养改善计划', ['nutrition-office'], '常态'),
  task('ZY-T7', '家庭经济困难学生资助', ['student-aid-centre'], '常态'),
  task('ZY-T8', '农村儿童关爱与校园安全', ['education-section', 'safety-section'], '常态'),
  task('ZY-T9', '困难毕业生升学就业帮扶', ['education-section', 'exam-station'], '每年'),
  task('ZY-T10', '义务教育优质均衡', ['supervision-section', 'education-section'], '到2030年'),
  task('ZY-T11', '学前教育普及普惠', ['education-section'], '到2028年'),
  task('ZY-T12', '普通高中教育质量', ['education-section'], '过渡期'),
  task('ZY-T13', '职业教育招生就业', ['education-section'], '每年'),
  task('ZY-T14', '特殊教育', ['education-section'], '过渡期'),
  task('ZY-T15', '乡村振兴育人', ['education-section'], '过渡期'),
  task('ZY-T16', '高校招生专项计划', ['exam-station'], '每年'),
  task('ZY-T17', '国家通用语言文字', ['education-section'], '过渡期'),
  task('ZY-T18', '“双百工程”与苏陕协作', ['revitalization-office'], '过渡期'),
  task('ZY-5.1', '组织领导：各学校校长为第一责任人', ['bureau', 'schools', 'first-responsible'], '常态'),
  task('ZY-5.2', '年度考核与督导检查', ['bureau'], '每年'),
  task('ZY-5.3', '宣传引导', ['schools'], '常态'),
]

const paper = (id: string, title: string): CountyMatters['papers'][number] => ({ id, title, register: id })

export const papers: CountyMatters['papers'] = [
  paper('D-08', '辍学学生“一生一表”'),
  paper('D-10', '走访、劝返记录'),
  paper('D-12', '资助申请表'),
  paper('D-13', '学校评审记录'),
  paper('D-14', '资助名单公示'),
  paper('D-15', '资助发放花名册与凭据'),
  paper('D-16', '资助资料归档目录'),
  paper('D-22', '采购单、验收单、入库单、出库单'),
  paper('D-23', '每日成本核算表'),
  paper('D-24', '每周资金结算表'),
  paper('D-25', '每月资金结算表'),
  paper('D-26', '检查记录与整改通知'),
  paper('D-27', '送教上门计划与记录'),
  paper('D-31', '毕业生“一人一档”与“一生一策”'),
  paper('D-36', '交流轮岗协议'),
  paper('D-37', '乡村教师生活补助发放表'),
  paper('D-47', '招生计划与实际招生'),
  paper('D-48', '专项计划资格审查记录'),
  paper('D-49', '学校年度考核表'),
  paper('D-51', '食堂从业人员名册与健康证'),
  paper('D-52', '预警户登记卡'),
  paper('D-53', '学校优质均衡提升方案'),
]
