import { allRoles, isRole, type Role, roleOf } from '@yingjin/domain/access'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import { type Beside, type Problem, problemOf } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { useDraft } from '../../shared/draft.ts'
import { isOver, orderKey } from '../../shared/order-key.ts'
import { useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { firstPlace, levelsOf, PlacePicker } from './place-picker.tsx'

/** A role over a place from a day to a day, as it is said to the office. */
export type SaidGrant = Readonly<{ role: Role; kind: string; key: string; from: string | null; to: string | null; reason: string | null }>

type Parts = Readonly<{
  id: string
  /** What was handed over: who, as what, where. */
  given?: Readonly<Record<string, string | undefined>>
  /** Beside the grant: the name and login of a new account. */
  above?: (of: (field: string) => string, write: (field: string, text: string) => void) => ReactNode
  lacking?: (of: (field: string) => string) => boolean
  button: string
  submit: (grant: SaidGrant, of: (field: string) => string, beside: Beside) => Promise<unknown>
}>

/** A grant, written once for a new account and for one that is there; what was chosen is there again after a reload. */
export const GrantForm = ({ id, given = {}, above, lacking = () => false, button, submit }: Parts) => {
  const me = useMe()
  const draft = useDraft(id)
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const key = orderKey(id)
  const of = (field: string): string => draft.of(field) || (given[field] ?? '')
  const role = of('role')
  const first = isRole(role) ? firstPlace(role, me.division) : null
  const place = {
    kind: of('kind') || (first?.kind ?? ''),
    key: of('key') || (of('kind') === '' || of('kind') === first?.kind ? (first?.key ?? '') : ''),
    ...(of('school') === '' ? {} : { school: of('school') }),
    ...(of('word') === '' ? {} : { word: of('word') }),
  }
  const mustEnd = isRole(role) && roleOf(role).mustEnd === true
  const notReady = !isRole(role) || place.key === '' || (mustEnd && of('to') === '') || lacking(of)
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!isRole(role)) return
    setBusy(true)
    setProblem(null)
    const orNull = (field: string): string | null => (of(field).trim() === '' ? null : of(field).trim())
    try {
      const grant = { role, kind: place.kind, key: place.key, from: orNull('from'), to: orNull('to'), reason: orNull('reason') }
      await submit(grant, of, { key: key.of({ ...grant, name: of('name'), username: of('username'), school: of('school') }) })
      draft.clear()
      key.forget()
      await queries.invalidateQueries()
    } catch (error) {
      const found = problemOf(error)
      if (isOver(found.code)) key.forget()
      setProblem(found)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="order-form" onSubmit={event => void send(event)}>
      {problem === null ? null : <Told problem={problem} />}
      {above?.(of, draft.write)}
      <label htmlFor={`${id}-role`}>
        角色
        <Select
          id={`${id}-role`}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="请选角色"
          value={role || null}
          options={allRoles.filter(each => levelsOf(each).length > 0).map(value => ({ value, label: roleOf(value).name }))}
          onChange={value => draft.writeAll({ role: value, kind: '', key: '', school: '', word: '' })}
        />
        {isRole(role) ? <span className="soft">可以：{roleOf(role).acts.join('、')}</span> : null}
      </label>
      {isRole(role) ? (
        <PlacePicker
          role={role}
          place={place}
          choose={next => draft.writeAll({ kind: next.kind, key: next.key, school: next.school ?? '', word: next.word ?? '' })}
        />
      ) : null}
      <label htmlFor={`${id}-from`}>
        从哪天起
        <Input id={`${id}-from`} type="date" value={of('from')} onChange={({ target }) => draft.write('from', target.value)} />
        <span className="soft">不填就是今天（{today()}）</span>
      </label>
      <label htmlFor={`${id}-to`}>
        到哪天为止
        <Input id={`${id}-to`} type="date" value={of('to')} onChange={({ target }) => draft.write('to', target.value)} />
        <span className="soft">{mustEnd ? '这个角色只能限期授予，必须填写' : '不填就一直有效，到收回为止'}</span>
      </label>
      <label htmlFor={`${id}-reason`}>
        为什么
        <Input id={`${id}-reason`} value={of('reason')} onChange={({ target }) => draft.write('reason', target.value)} autoComplete="off" />
      </label>
      <Button type="primary" htmlType="submit" loading={busy} disabled={notReady}>
        {button}
      </Button>
    </form>
  )
}
