import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { countWord } from '../../shared/count-word.ts'
import { useOpenForm } from '../../shared/use-open-form.ts'
import { SchoolChooser, type SchoolOfChoice } from './school-chooser.tsx'

type School = Awaited<ReturnType<typeof office.registry.showSchool>>

const acts = { rename: '更名', merge: '并入另一所学校', close: '撤销' } as const
type Act = keyof typeof acts

/** Closing: with the school the children go to, or, where nobody is there, without. */
const Closing = ({ school, into, done }: Readonly<{ school: School; into: SchoolOfChoice | null; done: () => void }>) => (
  <OrderForm
    id={`close school ${school.schoolId} ${into?.schoolId ?? ''}`}
    begins={{ lastDay: today() }}
    fields={[
      { key: 'lastDay', label: '最后一天', kind: 'day', required: true },
      { key: 'reason', label: '原因（文号）', kind: 'line', required: true },
    ]}
    button={into === null ? `撤销${school.name}` : `并入${into.name}`}
    danger
    says={
      into === null
        ? '那天以后不再列为在办；校名、班级和以前的记载都留着，查得到。'
        : `${countWord(school.enrolled)} 名在读学生从第二天起在${into.name}，还没有分班；等接收的 ${countWord(school.expected)} 人改由它接收；本校的班级撤销，以前的记载都留着。`
    }
    submit={({ lastDay = '', reason = '' }, beside) =>
      office.registry.closeSchool({ schoolId: school.schoolId, lastDay, intoSchoolId: into?.schoolId ?? null, version: school.version, reason }, beside)
    }
    done={done}
  />
)

/** 更名, 合并, 撤销: each with its day, and with what it does said first. */
export const SchoolActs = ({ school }: Readonly<{ school: School }>) => {
  const { open: act, toggle, close } = useOpenForm<Act>()
  const [into, setInto] = useState<SchoolOfChoice | null>(null)
  const { schoolId, name, version, enrolled, expected } = school
  return (
    <section className="paper no-print" aria-label="办理">
      <h2>办理</h2>
      <div className="acts">
        {(Object.keys(acts) as Act[]).map(each => (
          <button key={each} type="button" className="second-button" aria-pressed={each === act} onClick={toggle(each)}>
            {acts[each]}
          </button>
        ))}
      </div>
      {act === 'rename' ? (
        <OrderForm
          id={`rename ${schoolId}`}
          begins={{ from: today() }}
          fields={[
            { key: 'name', label: '新的全称', kind: 'line', required: true },
            { key: 'from', label: '从哪天起', kind: 'day', required: true },
          ]}
          button={`给${name}更名`}
          says="原来的校名留着，写明用到哪天；名册里写旧校名的，照样认得是这所学校。"
          submit={({ name: called = '', from = '' }, beside) =>
            office.registry.renameOrganisation({ organisationId: schoolId, name: called, from, version }, beside)
          }
          done={close('rename')}
        />
      ) : null}
      {act === 'merge' ? (
        <>
          <div className="query">
            <SchoolChooser id="merge-into" label="并入哪所学校" school={into} choose={setInto} />
          </div>
          {into === null ? null : into.schoolId === schoolId ? (
            <p className="told late">就是这所学校，请另选一所。</p>
          ) : (
            <Closing key={into.schoolId} school={school} into={into} done={close('merge')} />
          )}
        </>
      ) : null}
      {act === 'close' ? (
        enrolled + expected === 0 ? (
          <Closing school={school} into={null} done={close('close')} />
        ) : (
          <p className="told late">
            现在还不能撤销：
            <Link className="opens" to="/schools/$schoolId/pupils" params={{ schoolId }} search={{}}>
              有 {countWord(enrolled)} 名学生在读
            </Link>
            {expected === 0 ? '' : `，有 ${countWord(expected)} 人等着来`}。请办“并入另一所学校”，学生随之转入；或者先逐人办理转学。
          </p>
        )
      ) : null}
    </section>
  )
}
