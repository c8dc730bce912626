import { classWord, gradeWord, lastGrades, type SchoolStage, schoolStages } from '@yingjin/domain/registry'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'

const isStage = (stage: string): stage is SchoolStage => schoolStages.some(each => each === stage)

/** 开班: a class of the school year that is not there yet, by whoever keeps the register of schools; to others, who that is. */
export const OpenClass = ({ schoolId, schoolYear, none }: Readonly<{ schoolId: string; schoolYear: string; none: boolean }>) => {
  const me = useMe()
  const [opening, setOpening] = useState(false)
  const { data: school, error } = useQuery({ queryKey: ['school', schoolId], queryFn: ({ signal }) => office.registry.showSchool({ schoolId }, { signal }) })
  const missing = none ? `${school?.name ?? '这所学校'} ${schoolYear} 学年还没有登记班级。` : ''
  if (!mayReach(me, 'organisations', 'write'))
    return (
      <p className={none ? 'told late' : 'soft'}>
        {none ? missing : '没有要找的班？'}请县学生资助中心在这所学校的页面开班，或先报送{schoolYear} 学年的学籍名册；开好以后再回来办。
      </p>
    )
  if (error !== null) return <Told problem={problemOf(error)} />
  const grades = (school?.stages ?? [])
    .filter(isStage)
    .flatMap(stage => Array.from({ length: lastGrades[stage] }, (_, at) => ({ value: `${stage} ${at + 1}`, word: gradeWord(stage, at + 1) })))
  return (
    <div className={none ? 'told late' : ''}>
      {missing}
      <button type="button" className="link-button" aria-expanded={opening} onClick={() => setOpening(!opening)}>
        {none ? '现在开一个班' : '没有要找的班？开一个班'}
      </button>
      {opening ? (
        <OrderForm
          id={`open-class ${schoolId} ${schoolYear}`}
          fields={[
            { key: 'grade', label: '年级', kind: 'choice', required: true, options: grades },
            { key: 'number', label: '第几班', kind: 'line', required: true, placeholder: '如 1、2、3' },
            { key: 'name', label: '班名', kind: 'line', placeholder: `不写就按惯例，如 ${classWord('primary', 3, '2')}` },
          ]}
          button={`在 ${schoolYear} 学年开班`}
          says="开班以后，各处都可以选这个班；以后收到学籍名册，同年级同班号的还是这个班。"
          submit={({ grade = '', number = '', name = '' }, beside) => {
            const [stage = '', year = ''] = grade.split(' ')
            return office.registry.openClasses(
              { schoolId, schoolYear, classes: [{ stage: stage as SchoolStage, grade: Number(year), number, ...(name === '' ? {} : { name }) }] },
              beside,
            )
          }}
          done={() => setOpening(false)}
        />
      ) : null}
    </div>
  )
}
