import type { Field, Reach } from './field.ts'
import type { RoleDefinition } from './role.ts'

/**
 * What a field of data lets somebody do in the pages there are now; a field that has none yet has no line. What the register
 * gives a duty to do (`RoleDefinition.acts`) is more: care, attendance and applications come later.
 */
const here: Readonly<Partial<Record<Field, Readonly<Partial<Record<Reach, string>>>>>> = {
  persons: { counts: '看学生有多少', rows: '看学生档案', write: '办学籍变动、申请更正' },
  designations: { rows: '看困难类别' },
  identity: { rows: '写明原因看证件号全文' },
  imports: { counts: '看收数进度', rows: '看收到的名册', write: '收名册、入库' },
  matches: { rows: '看名单对上没有' },
  results: { counts: '看核定汇总', rows: '看核定清单和依据', write: '发起核定、测算' },
  leads: { counts: '看线索有多少', rows: '看线索', write: '办理线索' },
  questions: { counts: '看待决问题有多少', rows: '看待决问题', write: '答待决问题、派给人' },
  access: { rows: '看账号和授权', write: '管账号和授权' },
  trail: { rows: '看操作日志' },
  audits: { rows: '看审计' },
}

/** In the order of the loop; of what is read and done, both are said. `fields`: those a grant is narrowed to. */
export const actsHere = ({ rows, counts = [], whenOpened = [], write }: RoleDefinition, fields: readonly string[] | null): readonly string[] =>
  (Object.keys(here) as Field[])
    .filter(field => fields === null || fields.includes(field))
    .flatMap(field => {
      const word = here[field]
      const counted = counts.includes(field) ? word?.counts : undefined
      const read = rows.includes(field) ? word?.rows : undefined
      const done = write.includes(field) ? word?.write : undefined
      const opened = whenOpened.includes(field) && word?.rows !== undefined && field === 'leads' ? '写明原因，限期看名单' : undefined
      return [counted, read, opened, done].filter(each => each !== undefined)
    })
