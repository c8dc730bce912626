/**
 * The fields of data (数据范围) a role may reach. Every subject table belongs to exactly one; its row policies ask for it
 * by this name (`access.protect` in the migrations), so the list here and the tables say the same word.
 * Register section 6: what each actor may see is its reading of the duty, and what is restricted stands apart from what
 * is not, so that a teacher may see a child without seeing why its family is poor. Fields whose tables are still to come
 * stand here too, so that the table of roles is whole.
 */
export const fields = {
  organisations: '机构和学校',
  persons: '学生和家庭',
  designations: '困难类别',
  identity: '证件号、电话和账户全文',
  imports: '收数批次',
  matches: '本部门名单的比对回执',
  results: '资助核定',
  leads: '问题线索',
  questions: '待决问题',
  applications: '资助申请和评审',
  notices: '公示',
  payments: '发放记录',
  funds: '资金和预算',
  audits: '审计发现',
  loans: '助学贷款',
  attendance: '考勤',
  dropout: '控辍保学',
  letters: '告知书和函件',
  cases: '移送案件',
  care: '关爱帮扶',
  monitoring: '返贫监测和帮扶台账',
  activities: '社会帮扶活动',
  psychology: '心理个案',
  disability: '残疾儿童教育方案',
  nutrition: '营养改善台账',
  orders: '食材订单',
  food: '食品安全检查',
  incidents: '安全事件',
  graduates: '毕业和招生',
  trainees: '技能培训学员',
  staff: '教职工',
  posts: '编制和岗位',
  training: '教师培训和教研',
  equipment: '信息化设备',
  projects: '建设项目',
  tasks: '任务和会议',
  indicators: '督导指标和佐证',
  reports: '报表',
  access: '账号和授权',
  trail: '操作日志',
} as const satisfies Readonly<Record<string, string>>

export type Field = keyof typeof fields

/** How far a role reaches into a field: its rows, only how many there are, or also writing. */
export type Reach = 'rows' | 'counts' | 'write'
