import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { useOpenForm } from '../../shared/use-open-form.ts'
import { SchoolChooser, type SchoolOfChoice, useClasses } from './school-chooser.tsx'

type Handover = Awaited<ReturnType<typeof office.registry.listHandovers>>['handovers'][number]
type Doing = 'receive' | 'elsewhere' | 'withdraw'

const Receive = ({ handover, done }: Readonly<{ handover: Handover; done: () => void }>) => {
  const [school, setSchool] = useState<SchoolOfChoice | null>(null)
  const schoolId = handover.toSchoolId ?? school?.schoolId ?? null
  const { classes, schoolYear } = useClasses(schoolId)
  return (
    <>
      {handover.toSchoolId === null ? (
        <div className="query">
          <SchoolChooser id={`receive-${handover.handoverId}`} label="哪所学校接收" school={school} choose={setSchool} />
        </div>
      ) : null}
      {schoolId === null || schoolYear === null ? null : (
        <OrderForm
          id={`receive ${handover.handoverId}`}
          begins={{ from: today() }}
          fields={[
            { key: 'from', label: '从哪天起在本校', kind: 'day', required: true },
            { key: 'classId', label: '班级（可以以后再定）', kind: 'choice', options: classes.map(({ classId, name }) => ({ value: classId, word: name })) },
          ]}
          button={`接收${handover.name}`}
          says="接收以后，学籍和在校都在接收学校。"
          submit={({ from = '', classId = '' }, beside) =>
            office.registry.receiveChild(
              { handoverId: handover.handoverId, version: handover.version, schoolId, classId: classId === '' ? null : classId, from },
              beside,
            )
          }
          done={done}
        />
      )}
    </>
  )
}

const HandoverLine = ({ handover, may }: Readonly<{ handover: Handover; may: boolean }>) => {
  const { open: doing, toggle: open, close } = useOpenForm<Doing>()
  const { handoverId, version, name, kind, openedOn, toSchoolName, toSchoolId, personId } = handover
  const abroad = toSchoolId === null && toSchoolName !== null
  return (
    <li>
      <strong>
        <Link to="/persons/$personId" params={{ personId }} search={{}}>
          {name}
        </Link>
      </strong>{' '}
      <span className="soft">
        {kind === 'transfer' ? '转学' : '升学'}，{openedOn} 起，
        {abroad ? `去外县 ${toSchoolName}` : toSchoolName === null ? '还没有定接收学校' : `去 ${toSchoolName}`}
      </span>{' '}
      {may ? (
        <span className="no-print">
          {abroad ? (
            <button type="button" className="link-button" onClick={open('elsewhere')}>
              登记接收回执
            </button>
          ) : (
            <button type="button" className="link-button" onClick={open('receive')}>
              接收
            </button>
          )}{' '}
          <button type="button" className="link-button" onClick={open('withdraw')}>
            撤回
          </button>
        </span>
      ) : null}
      {doing === 'receive' ? <Receive handover={handover} done={close('receive')} /> : null}
      {doing === 'elsewhere' ? (
        <OrderForm
          id={`received elsewhere ${handoverId}`}
          begins={{ from: today() }}
          fields={[
            { key: 'from', label: '对方从哪天起接收', kind: 'day', required: true },
            { key: 'receipt', label: '接收回执（文号或日期）', kind: 'line', required: true },
          ]}
          button="登记接收回执"
          says="登记以后，本县不再有他的学籍。"
          submit={({ from = '', receipt = '' }, beside) => office.registry.receivedElsewhere({ handoverId, version, from, receipt }, beside)}
          done={close('elsewhere')}
        />
      ) : null}
      {doing === 'withdraw' ? (
        <OrderForm
          id={`withdraw ${handoverId}`}
          begins={{ from: today() }}
          fields={[
            { key: 'from', label: '从哪天起回到原校', kind: 'day', required: true },
            { key: 'reason', label: '原因', kind: 'line', required: true },
          ]}
          button="撤回"
          says="不走了：仍在原来的学校和班级。"
          submit={({ from = '', reason = '' }, beside) => office.registry.withdrawHandover({ handoverId, version, from, reason }, beside)}
          done={close('withdraw')}
        />
      ) : null}
    </li>
  )
}

/** 转学和升学: children on their way from one school to another, until the other has them. */
const HandoversPage = () => {
  const me = useMe()
  const { data, error } = useQuery({ queryKey: ['handovers'], queryFn: ({ signal }) => office.registry.listHandovers({ limit: 500 }, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="soft">正在取…</p>
  const { handovers, next } = data
  return (
    <>
      <div className="page-head">
        <h1>转学和升学</h1>
        <div className="says">
          已从原校转出、毕业，还没有学校接收的学生；截至 {today()}，{handovers.length}
          {next === null ? '' : ' 多'} 人。接收以前，学籍还在原校。
        </div>
      </div>
      <section className="paper" aria-label="待接收">
        {handovers.length === 0 ? (
          <div className="empty">
            <strong>没有在路上的学生</strong>
            在学生的档案里办“学籍变动”，转出的会列在这里；学年升级以后，毕业的也列在这里。
          </div>
        ) : (
          <ul className="plain-list">
            {handovers.map(each => (
              <HandoverLine key={each.handoverId} handover={each} may={mayReach(me, 'persons', 'write')} />
            ))}
          </ul>
        )}
        {next === null ? null : <p className="soft">只列出前 {handovers.length} 人；办完这些，后面的会接着列出。</p>}
      </section>
    </>
  )
}

export const route = createLazyRoute('/persons/handovers')({ component: HandoversPage })
