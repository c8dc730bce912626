import { leavingGrounds, type LeavingGround } from '@yingjin/domain/registry'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { OrderForm, type OrderFormParts } from '../../shared/order-form.tsx'
import { Told } from '../../shared/told.tsx'
import { OpenClass } from './open-class.tsx'
import { SchoolChooser, type SchoolOfChoice, useClasses } from './school-chooser.tsx'

type Person = Awaited<ReturnType<typeof office.registry.showPerson>>['person']

const acts = {
  enrol: '入学登记',
  class: '调班',
  suspend: '休学',
  resume: '复学',
  leave: '离校登记',
  transfer: '转到本县学校',
  elsewhere: '转到外县学校',
} as const
type Act = keyof typeof acts

const day = (label: string) => ({ key: 'from', label, kind: 'day', required: true }) as const
const reason = { key: 'reason', label: '原因', kind: 'line', required: true } as const

/** The words of one act. What is not possible as the child stands now is refused with the reason. */
const ActForm = ({ act, person, done }: Readonly<{ act: Act; person: Person; done: (said: string) => void }>) => {
  const [school, setSchool] = useState<SchoolOfChoice | null>(null)
  const at = act === 'class' ? person.schoolId : act === 'enrol' ? (school?.schoolId ?? null) : null
  const { classes, schoolYear } = useClasses(at)
  const opening = at === null || schoolYear === null ? null : <OpenClass key={at} schoolId={at} schoolYear={schoolYear} none={classes.length === 0} />
  const { personId } = person
  const classField = {
    key: 'classId',
    label: '班级',
    kind: 'choice',
    required: true,
    options: classes.map(({ classId, name }) => ({ value: classId, word: name })),
  } as const
  const form = (parts: Omit<OrderFormParts, 'id' | 'button' | 'done'>, ready = true): ReactNode =>
    ready ? (
      <OrderForm {...parts} id={`school-life ${act} ${personId}`} button={acts[act]} done={() => done(acts[act])} begins={{ from: today(), ...parts.begins }} />
    ) : null
  switch (act) {
    case 'enrol':
      return (
        <>
          <div className="query">
            <SchoolChooser id="enrol-school" label="哪所学校" school={school} choose={setSchool} />
          </div>
          {opening}
          {form(
            {
              fields: [
                classField,
                day('从哪天起'),
                {
                  key: 'onRoll',
                  label: '学籍',
                  kind: 'choice',
                  required: true,
                  options: [
                    { value: 'true', word: '全国学籍系统里已有正式学籍' },
                    { value: 'false', word: '还没有学籍，先就读' },
                  ],
                },
              ],
              says: '在籍和在校分开记：没有学籍的，会作为线索跟到办好学籍为止。',
              submit: ({ classId = '', from = '', onRoll = '' }, beside) => {
                const chosen = classes.find(each => each.classId === classId)
                return office.registry.enrolChild(
                  {
                    personId,
                    schoolId: school?.schoolId ?? '',
                    classId,
                    stage: (chosen?.stage ?? '') as 'primary',
                    grade: chosen?.standsIn ?? 0,
                    onRoll: onRoll === 'true',
                    from,
                  },
                  beside,
                )
              },
            },
            school !== null && classes.length > 0,
          )}
        </>
      )
    case 'class':
      return person.schoolId === null ? (
        <p className="told late">没有在任何学校就读，先办入学登记。</p>
      ) : (
        <>
          {opening}
          {form(
            {
              fields: [classField, day('从哪天起')],
              submit: ({ classId = '', from = '' }, beside) => office.registry.changeClass({ personId, classId, from }, beside),
            },
            classes.length > 0,
          )}
        </>
      )
    case 'suspend':
      return form({
        fields: [day('从哪天起'), reason],
        says: '休学期间学籍还在，不在校；升级时不随班升级。',
        submit: ({ from = '', reason: why = '' }, beside) => office.registry.suspendChild({ personId, from, reason: why }, beside),
      })
    case 'resume':
      return form({
        fields: [day('从哪天起')],
        says: '回到休学前的班级和年级；要换班，复学后再办调班。',
        submit: ({ from = '' }, beside) => office.registry.resumeChild({ personId, from }, beside),
      })
    case 'leave':
      return form({
        begins: { rollEndsToo: 'false' },
        fields: [
          day('从哪天起不在校'),
          {
            key: 'ground',
            label: '哪种情形',
            kind: 'choice',
            required: true,
            options: Object.entries(leavingGrounds).map(([value, word]) => ({ value, word })),
          },
          {
            key: 'rollEndsToo',
            label: '学籍',
            kind: 'choice',
            options: [
              { value: 'false', word: '学籍还在本校' },
              { value: 'true', word: '学籍也已注销' },
            ],
          },
          reason,
        ],
        says: '学籍还在、人不在校的，会作为控辍保学线索跟下去。去世和误录学籍请在档案里申请更正，由另一个人审批。',
        submit: ({ from = '', ground = '', rollEndsToo = '', reason: why = '' }, beside) =>
          office.registry.leaveSchool({ personId, from, ground: ground as LeavingGround, rollEndsToo: rollEndsToo === 'true', reason: why }, beside),
      })
    case 'transfer':
      return (
        <>
          <div className="query">
            <SchoolChooser id="transfer-school" label="转到哪所学校" school={school} choose={setSchool} />
          </div>
          {form(
            {
              fields: [day('从哪天起离开本校'), reason],
              says: '对方接收以前，学籍还在本校；接收、撤回在“学生 › 转学和升学”里办。',
              submit: ({ from = '', reason: why = '' }, beside) =>
                office.registry.handOver({ personId, toSchoolId: school?.schoolId ?? '', from, reason: why }, beside),
            },
            school !== null,
          )}
        </>
      )
    case 'elsewhere':
      return form({
        fields: [
          { key: 'toSchoolName', label: '外县学校名称', kind: 'line', required: true, placeholder: '写全：省、市、县和校名' },
          day('从哪天起离开本校'),
          reason,
        ],
        says: '收到对方的接收回执以前，学籍还在本校；回执在“学生 › 转学和升学”里登记。',
        submit: ({ toSchoolName = '', from = '', reason: why = '' }, beside) => office.registry.handOver({ personId, toSchoolName, from, reason: why }, beside),
      })
  }
}

/** 学籍变动 of one child: a child comes, changes class, pauses, comes back, leaves, is on its way. */
const SchoolLifePage = () => {
  const { personId } = route.useParams()
  const [act, setAct] = useState<Act | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const { data, error } = useQuery({
    queryKey: ['person', personId, 'now'],
    queryFn: ({ signal }) => office.registry.showPerson({ personId }, { signal }),
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开…</p>
  const { person } = data
  const where = [person.place.school, person.place.className].filter(each => each !== null).join(' ')
  return (
    <>
      <div className="page-head">
        <h1>{person.name}的学籍变动</h1>
        <div className="says">
          现在：{where === '' ? '没有在任何学校就读' : where}。办完记在档案里，随时查得到谁什么时候办的。{' '}
          <Link to="/persons/$personId" params={{ personId }} search={{}}>
            回到档案
          </Link>
        </div>
      </div>
      {said === null ? null : (
        <div className="told" role="status">
          {said}已办好。
        </div>
      )}
      <div className="acts">
        {(Object.keys(acts) as Act[]).map(each => (
          <Button
            key={each}
            type={each === act ? 'primary' : 'default'}
            aria-pressed={each === act}
            onClick={() => {
              setAct(each === act ? null : each)
              setSaid(null)
            }}
          >
            {acts[each]}
          </Button>
        ))}
      </div>
      {act === null ? null : (
        <section className="paper" aria-label={acts[act]}>
          <h2>{acts[act]}</h2>
          <ActForm
            key={act}
            act={act}
            person={person}
            done={word => {
              setAct(null)
              setSaid(word)
            }}
          />
        </section>
      )}
    </>
  )
}

export const route = createLazyRoute('/persons/$personId/school-life')({ component: SchoolLifePage })
