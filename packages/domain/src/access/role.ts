import type { Field } from './field.ts'

/**
 * Where a role may be granted: a place of the county or above it, or one thing it is related to. A county and a
 * prefecture are both divisions; which of the two a division is, its code says.
 */
export const levels = {
  person: '本人或指定的人员',
  household: '指定的户',
  class: '班级',
  school: '学校',
  village: '村（社区）',
  township: '乡镇（街道）',
  county: '县（市、区）',
  prefecture: '市（州）',
  sender: '本部门送来的名单，以后送来的也在内',
  import: '单独一份名单',
  fund: '资金',
  project: '项目',
  order: '订单',
  case: '移送的案件',
  loan: '贷款',
  report: '报来的报表',
} as const satisfies Readonly<Record<string, string>>

export type Level = keyof typeof levels

/** What a grant is of, as the database keys it. */
export type GrantKind = Exclude<Level, 'county' | 'prefecture'> | 'division'

export type RoleDefinition = Readonly<{
  name: string
  /** Empty: nobody is granted this role; it stands for whoever reads what is published. */
  levels: readonly Level[]
  /** Levels at which the role comes by itself with a relation on record: helper of a child, guardian of a child. */
  byRelation?: readonly Level[]
  /** Over a township: the schools that stand there and their pupils, and not whoever lives there. */
  reaches?: 'schools-of-township'
  /** The senders of rosters that it is: held at the level of a sender, it is held over their lists and nobody else's. */
  sends?: readonly string[]
  rows: readonly Field[]
  /** Only how many there are. */
  counts?: readonly Field[]
  /** Rows after opening them with a reason and an end day; until then only how many. */
  whenOpened?: readonly Field[]
  write: readonly Field[]
  /** Given for a time only. */
  mustEnd?: true
  /** What the role may do, in the words of the register. */
  acts: readonly string[]
  /** Roles that whoever holds this one may give, within its own place, fields and days. */
  appoints?: readonly string[]
}>

/** What the aid of a child shows: to the clerk of its school, its principal, and the family itself. */
const aidOfAChild = ['persons', 'designations', 'results', 'payments', 'applications'] as const satisfies readonly Field[]
const ownData = [...aidOfAChild, 'attendance', 'care', 'notices'] as const satisfies readonly Field[]
const partner = { levels: ['sender', 'import'], rows: ['imports', 'matches'], write: [] } as const

const inSchools = ['A-01', 'A-02', 'A-03', 'A-04', 'A-05', 'A-09']
const inBureau = [
  'A-06',
  'A-07',
  'A-08',
  'A-10',
  'A-11',
  'A-12',
  'A-13',
  'A-14',
  'A-15',
  'A-16',
  'A-17',
  'A-18',
  'A-19',
  'A-20',
  'A-21',
  'A-22',
  'A-23',
  'A-24',
]
const outside = [
  'A-31',
  'A-32',
  'A-33',
  'A-34',
  'A-35',
  'A-36',
  'A-37',
  'A-38',
  'A-39',
  'A-40',
  'A-41',
  'A-42',
  'A-43',
  'A-44',
  'A-45',
  'A-46',
  'A-47',
  'A-49',
  'A-50',
  'A-51',
]

/**
 * The roles of register section 6, each with what its duty lets it see and do. Names of duties are the texts'; what a
 * duty may see is the register's reading of it. Identity numbers and accounts in full, psychology and disability detail
 * stand only where the register names them or the duty cannot be done without.
 */
export const roles = {
  'A-01': {
    name: '班主任',
    levels: ['class'],
    rows: ['persons', 'attendance', 'care', 'leads', 'dropout', 'applications'],
    write: ['attendance', 'care', 'leads', 'applications'],
    acts: ['报告缺勤', '记录家访', '发起资助申请', '统计就餐', '结对帮扶'],
  },
  'A-02': {
    name: '一对一帮扶教师',
    levels: ['person'],
    byRelation: ['person'],
    rows: ['persons', 'care'],
    write: ['care'],
    acts: ['记录帮扶', '回访'],
  },
  'A-03': { name: '心理教师', levels: ['school'], rows: ['persons', 'psychology'], write: ['psychology'], acts: ['建立个案', '结案', '上报转介'] },
  'A-04': {
    name: '学校资助经办人和评审小组',
    levels: ['school'],
    rows: [...aidOfAChild, 'identity', 'notices', 'leads', 'questions', 'loans'],
    write: ['applications', 'notices', 'leads', 'questions'],
    acts: ['评审', '公示', '上报', '归档'],
  },
  'A-05': {
    name: '食堂管理员、保管员、会计',
    levels: ['school'],
    rows: ['nutrition', 'orders', 'food'],
    write: ['nutrition', 'orders'],
    acts: ['采购', '出入库', '核算', '结算', '公示'],
  },
  'A-06': {
    name: '校（园）长',
    levels: ['school'],
    rows: [
      ...aidOfAChild,
      'notices',
      'leads',
      'questions',
      'attendance',
      'dropout',
      'care',
      'disability',
      'nutrition',
      'orders',
      'food',
      'incidents',
      'graduates',
      'staff',
      'equipment',
      'projects',
      'tasks',
      'reports',
      'letters',
      'access',
    ],
    counts: ['psychology'],
    write: ['persons', 'applications', 'leads', 'tasks', 'reports', 'access'],
    acts: ['签署', '审批', '上报', '答复'],
    appoints: inSchools,
  },
  'A-07': {
    name: '县直学校、职教中心',
    levels: ['school'],
    rows: ['persons', 'graduates', 'trainees', 'reports'],
    write: ['persons', 'trainees', 'reports'],
    acts: ['招生', '培训', '报告'],
  },
  'A-08': { name: '普通高中', levels: ['school'], rows: ['persons', 'graduates'], write: ['persons', 'graduates'], acts: ['招生', '控制班额', '生涯指导'] },
  'A-09': {
    name: '特殊教育学校、资源中心',
    levels: ['person'],
    byRelation: ['person'],
    rows: ['persons', 'disability'],
    write: ['disability'],
    acts: ['制定方案', '教学', '送教上门'],
  },
  'A-10': {
    name: '教管中心、中心校',
    levels: ['township'],
    reaches: 'schools-of-township',
    rows: ['persons', 'attendance', 'dropout', 'leads', 'applications', 'results', 'notices', 'reports'],
    counts: ['designations', 'payments'],
    write: ['leads', 'reports'],
    acts: ['核对', '汇总', '向政府报告'],
  },
  'A-11': {
    name: '教育科（股）、基教科',
    levels: ['county', 'prefecture'],
    rows: ['persons', 'dropout', 'care', 'attendance', 'leads', 'letters', 'tasks'],
    write: ['dropout', 'care', 'leads', 'tasks'],
    acts: ['牵头任务', '销号'],
  },
  'A-12': {
    name: '资助中心',
    levels: ['county'],
    rows: ['organisations', ...aidOfAChild, 'identity', 'imports', 'matches', 'leads', 'questions', 'notices', 'loans', 'reports'],
    write: [
      'organisations',
      'persons',
      'designations',
      'imports',
      'matches',
      'results',
      'leads',
      'questions',
      'applications',
      'notices',
      'payments',
      'reports',
    ],
    acts: ['比对', '审批', '报告'],
  },
  'A-13': {
    name: '财务科、规划财务股',
    levels: ['county'],
    rows: ['funds', 'projects', 'payments', 'identity'],
    counts: ['results'],
    write: ['funds', 'payments'],
    acts: ['预算', '发放', '记账'],
  },
  'A-14': { name: '基建科', levels: ['county'], rows: ['projects'], write: ['projects'], acts: ['填报进度', '验收'] },
  'A-15': { name: '人事科（股）、教师科', levels: ['county'], rows: ['staff', 'posts'], write: ['staff', 'posts'], acts: ['编制计划', '调配岗位', '造工资册'] },
  'A-16': { name: '技装中心、电教中心', levels: ['county'], rows: ['equipment'], write: ['equipment'], acts: ['登记', '更换'] },
  'A-17': { name: '教师进修校、教科院', levels: ['county'], rows: ['training'], write: ['training'], acts: ['计划', '记录'] },
  'A-18': { name: '安全科（股）', levels: ['county'], rows: ['food', 'incidents'], write: ['food', 'incidents'], acts: ['检查', '责令整改'] },
  'A-19': { name: '营养办', levels: ['county'], rows: ['nutrition', 'orders'], write: ['nutrition'], acts: ['检查', '结算'] },
  'A-20': {
    name: '督导室、教育督导股',
    levels: ['county'],
    rows: ['indicators', 'reports', 'tasks'],
    write: ['indicators'],
    acts: ['督查', '评分', '下达整改'],
  },
  'A-21': { name: '考试招生工作站', levels: ['county'], rows: ['graduates', 'notices'], write: ['graduates', 'notices'], acts: ['审核', '公示'] },
  'A-22': { name: '教育局乡村振兴办', levels: ['county'], rows: ['monitoring', 'care'], write: ['monitoring'], acts: ['比对', '跟踪'] },
  'A-23': { name: '职成科', levels: ['county', 'prefecture'], rows: ['trainees', 'reports'], write: ['trainees', 'reports'], acts: ['计划', '报告'] },
  'A-24': { name: '办公室、党工委办公室', levels: ['county'], rows: ['tasks'], write: ['tasks'], acts: ['配合'] },
  'A-25': {
    name: '局长和局领导',
    levels: ['county'],
    rows: ['organisations', 'leads', 'tasks', 'reports', 'letters', 'indicators', 'notices', 'access'],
    counts: [
      'persons',
      'designations',
      'results',
      'payments',
      'applications',
      'questions',
      'imports',
      'funds',
      'attendance',
      'dropout',
      'care',
      'nutrition',
      'incidents',
      'staff',
      'projects',
      'graduates',
    ],
    write: ['leads', 'tasks', 'access'],
    acts: ['审批', '交办', '答复'],
    appoints: [...inSchools, ...inBureau, 'A-28'],
  },
  'A-26': {
    name: '市（州）教育局及科室',
    levels: ['prefecture'],
    rows: ['organisations', 'reports', 'indicators', 'tasks'],
    counts: ['persons', 'designations', 'results', 'leads', 'payments', 'applications', 'dropout', 'nutrition', 'staff', 'projects', 'funds'],
    whenOpened: ['persons', 'designations', 'results', 'leads', 'payments', 'applications', 'dropout'],
    write: ['tasks', 'indicators'],
    acts: ['调度', '核查', '评分'],
  },
  'A-27': { name: '领导小组办公室', levels: ['prefecture'], rows: ['reports', 'tasks'], write: ['reports', 'tasks'], acts: ['收表', '协调'] },
  'A-28': {
    name: '系统管理员',
    levels: ['county', 'prefecture'],
    rows: ['access', 'trail'],
    write: ['access'],
    acts: ['管理账号', '查看日志'],
    appoints: [...inSchools, ...inBureau, 'A-25', 'A-26', 'A-27', ...outside],
  },
  'A-31': {
    name: '县政府',
    levels: ['county'],
    rows: ['letters'],
    counts: ['dropout', 'leads'],
    write: ['letters'],
    acts: ['签发', '考核'],
  },
  'A-32': { name: '联席会议和领导小组', levels: ['county', 'prefecture'], rows: ['tasks'], write: ['tasks'], acts: ['议定', '跟踪'] },
  'A-33': {
    name: '乡镇政府负责人',
    levels: ['township'],
    byRelation: ['township'],
    rows: ['persons', 'dropout', 'letters', 'leads'],
    write: ['dropout', 'letters'],
    acts: ['组织', '签署', '发放通知书'],
  },
  'A-34': {
    name: '乡镇、村、组包保干部',
    levels: ['village', 'household', 'person'],
    byRelation: ['village', 'household', 'person'],
    rows: ['persons', 'dropout', 'care', 'leads', 'letters'],
    write: ['dropout', 'care', 'leads'],
    acts: ['送达通知', '走访', '报告'],
  },
  'A-35': {
    name: '村（居）委会',
    levels: ['village'],
    rows: ['persons', 'dropout'],
    write: ['dropout'],
    acts: ['登记入学', '排查辍学', '报告'],
  },
  'A-36': {
    name: '家长（监护人）',
    levels: ['person'],
    byRelation: ['person'],
    rows: ownData,
    write: ['applications'],
    acts: ['申请', '确认', '签字', '异议'],
  },
  'A-37': { name: '学生本人（高中以上）', levels: ['person'], rows: ownData, write: ['applications'], acts: ['申请'] },
  'A-38': { name: '民政部门', ...partner, sends: ['民政局'], acts: ['提供名单'] },
  'A-39': { name: '乡村振兴部门', ...partner, sends: ['乡村振兴局'], acts: ['提供名单', '会审'] },
  'A-40': { name: '残联', ...partner, sends: ['残联'], acts: ['提供名单'] },
  'A-41': {
    name: '财政局',
    levels: ['fund', 'county'],
    rows: ['funds'],
    counts: ['payments'],
    write: ['funds'],
    acts: ['预算', '拨付', '会审'],
  },
  'A-42': { name: '发展改革部门', levels: ['project', 'county'], rows: ['projects'], write: ['projects'], acts: ['列入计划'] },
  'A-43': { name: '编办、人社部门', levels: ['county'], rows: ['posts'], counts: ['staff'], write: ['posts'], acts: ['核定编制', '招聘'] },
  'A-44': { name: '市场监管、卫生健康部门', levels: ['county'], rows: ['food'], write: ['food'], acts: ['联合检查'] },
  'A-45': {
    name: '审计部门',
    levels: ['fund', 'county'],
    rows: ['funds', 'payments', 'notices', 'audits', 'results', 'trail'],
    write: ['audits'],
    mustEnd: true,
    acts: ['标注发现'],
  },
  'A-46': { name: '高校、企业、捐助者、志愿者', levels: ['project'], rows: ['activities'], write: ['activities'], acts: ['提供', '报告'] },
  'A-47': { name: '司法、公安部门', levels: ['case'], rows: ['cases'], write: ['cases'], acts: ['办理', '回复'] },
  'A-48': { name: '公众', levels: [], rows: ['notices'], write: [], acts: ['异议'] },
  'A-49': { name: '食材供应商', levels: ['order'], rows: ['orders'], write: ['orders'], acts: ['送货'] },
  'A-50': { name: '助学贷款经办银行', levels: ['loan'], rows: ['loans'], write: ['loans'], acts: ['确认'] },
  'A-51': { name: '省、市有关部门', levels: ['report'], rows: ['reports'], write: ['reports'], acts: ['审核', '拨付'] },
} as const satisfies Readonly<Record<`A-${string}`, RoleDefinition>>

export type Role = keyof typeof roles

export const roleOf = (role: Role): RoleDefinition => roles[role]
export const isRole = (text: string): text is Role => Object.hasOwn(roles, text)
export const allRoles = Object.keys(roles) as readonly Role[]

/**
 * Roles that one person may not hold over one place at one time, in person or as a deputy: who makes may not check, who
 * gives rights may not use them, who sells may not buy. The smaller number first.
 */
export const conflicts = [
  ['A-04', 'A-12', '学校评审上报的人不能在县里审批'],
  ['A-04', 'A-45', '经办的人不能审计自己'],
  ['A-04', 'A-28', '管账号的人不办业务'],
  ['A-05', 'A-18', '管食堂的人不能检查食堂'],
  ['A-05', 'A-19', '报账的人不能结算'],
  ['A-05', 'A-44', '管食堂的人不能检查食堂'],
  ['A-05', 'A-45', '经办的人不能审计自己'],
  ['A-05', 'A-49', '采购的人不能是供应商'],
  ['A-06', 'A-20', '学校负责人不能督导本校'],
  ['A-12', 'A-13', '审批的人不能发放'],
  ['A-12', 'A-28', '管账号的人不办业务'],
  ['A-12', 'A-45', '审批的人不能审计自己'],
  ['A-12', 'A-50', '审批的人不能代银行确认'],
  ['A-13', 'A-15', '造工资册的人不能发放'],
  ['A-13', 'A-28', '管账号的人不办业务'],
  ['A-13', 'A-45', '发放的人不能审计自己'],
  ['A-14', 'A-45', '管项目的人不能审计自己'],
  ['A-19', 'A-49', '结算的人不能是供应商'],
  ['A-28', 'A-45', '管账号的人不办业务'],
  ['A-41', 'A-45', '拨付的人不能审计自己'],
] as const satisfies readonly (readonly [Role, Role, string])[]

/** How long rows may be opened for at once. */
export const openedForAtMostDays = 14
