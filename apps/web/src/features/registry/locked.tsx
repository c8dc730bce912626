import { type Field, fields, roles } from '@yingjin/domain/access'
import type { ReactNode } from 'react'
import { mayReach, useMe } from '../../shared/session/index.ts'

/** Why a part of a file is not for everybody, where that is not plain. */
const reasons = {
  designations: '孩子该得什么，各校都看得到；家里为什么困难，只给办资助的人看。',
  results: '核定到人到项，给办资助的人和本人家里看。',
  leads: '线索归办理的人和他的上级看。',
  identity: '号码全文只给要核对证件的人看，每看一次都留记录。',
  trail: '谁看过谁的档案，由管理账号和查日志的人查，免得互相打听。',
} as const satisfies Readonly<Partial<Record<Field, string>>>
export type LockedField = keyof typeof reasons

/** Duties that read a field of data in a county. */
const readersOf = (field: Field): string =>
  Object.values(roles)
    .filter(
      ({ rows, levels }) =>
        (rows as readonly Field[]).includes(field) && (levels as readonly string[]).some(level => ['county', 'school', 'class', 'township'].includes(level)),
    )
    .map(({ name }) => name)
    .join('、')

/** A part of the file for whoever may see it; for everybody else that it is locked, who opens it, why, and how to ask. */
export const Part = ({ title, field, children }: Readonly<{ title: string; field: LockedField | null; children: ReactNode }>) => {
  const me = useMe()
  const open = field === null || mayReach(me, field, 'rows')
  return (
    <section className={open ? 'paper' : 'paper locked'} aria-label={title}>
      <h2>{title}</h2>
      {open || field === null ? (
        children
      ) : (
        <>
          <p>
            <span className="lock-word">未开放</span> “{fields[field]}”不在您的权限里。{reasons[field]}
          </p>
          <p className="soft">可以看的：{readersOf(field)}。工作确实需要的，请本单位负责人或县里的系统管理员授权，写明原因和期限。</p>
        </>
      )}
    </section>
  )
}
