/**
 * The fields of data (数据范围) a role may reach. Every subject table belongs to exactly one; its row policies ask for it
 * by this name (`access.protect` in the migrations), so the list here and the tables say the same word.
 * Register section 6: what each actor may see is its reading of the duty, and what is restricted stands apart from what
 * is not, so that a teacher may see a child without seeing why its family is poor.
 */
export const fields = {
  organisations: '机构和学校',
  persons: '学生和家庭',
  designations: '困难类别',
  imports: '收数批次',
  results: '资助核定',
  leads: '问题线索',
  questions: '比对复核',
  payments: '发放记录',
  access: '账号和授权',
  trail: '操作日志',
} as const satisfies Readonly<Record<string, string>>

export type Field = keyof typeof fields

/** How far a role reaches into a field: its rows, only how many there are, or also writing. */
export type Reach = 'rows' | 'counts' | 'write'
