import { type SchoolStanding, schoolStandingKinds, schoolStandings, type SchoolStage, stageWord } from '@yingjin/domain/registry'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { type StateShape, StateWord } from '../../shared/state-word.tsx'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import type { SchoolsSearch } from './person-search.ts'

type School = Awaited<ReturnType<typeof office.registry.listSchoolRegister>>['schools'][number]

export const schoolShapes: Readonly<Record<SchoolStanding, StateShape>> = { open: 'done', closed: 'wrong', 'not-yet': 'waiting' }

const columns: readonly ListColumn<School>[] = [
  { key: 'township', title: '乡镇', show: ({ township, area }) => township ?? area },
  {
    key: 'name',
    title: '学校',
    show: ({ schoolId, name }) => (
      <Link to="/schools/$schoolId" params={{ schoolId }}>
        {name}
      </Link>
    ),
    decides: true,
  },
  { key: 'stages', title: '学段', show: ({ stages }) => stages.map(stageWord).join('、') },
  { key: 'standing', title: '状态', show: ({ standing }) => <StateWord shape={schoolShapes[standing]}>{schoolStandings[standing]}</StateWord> },
  {
    key: 'enrolled',
    title: '在读',
    align: 'right',
    show: ({ schoolId, enrolled }) =>
      enrolled === 0 ? (
        <span className="amount">0 人</span>
      ) : (
        <Link className="opens amount" to="/schools/$schoolId/pupils" params={{ schoolId }} search={{}}>
          {countWord(enrolled)} 人
        </Link>
      ),
    decides: true,
  },
  { key: 'code', title: '学校标识码', folded: true, show: ({ code }) => <span className="identifier">{code ?? ''}</span> },
]

/** What a school teaches, as officials say it. */
const kinds: Readonly<Record<string, string>> = {
  preschool: '幼儿园',
  primary: '小学',
  junior: '初中',
  'primary junior': '九年一贯制（小学、初中）',
  senior: '高中',
  'junior senior': '完全中学（初中、高中）',
  'primary junior senior': '十二年一贯制',
  vocational: '中职',
}

/** Townships of the county, by the code of their area. */
const useTownships = (): readonly Readonly<{ value: string; word: string }>[] => {
  const { data } = useQuery({
    queryKey: ['townships'],
    queryFn: ({ signal }) => office.registry.listPlaces({ kind: 'township', limit: 500 }, { signal }),
  })
  return (data?.places ?? []).map(({ area, name }) => ({ value: area, word: name }))
}

/** 登记学校: founded on a day, known by its name from then on. */
const Founding = ({ townships, done }: Readonly<{ townships: readonly Readonly<{ value: string; word: string }>[]; done: (schoolId: string) => void }>) => (
  <OrderForm
    id="found school"
    begins={{ from: today() }}
    fields={[
      { key: 'name', label: '学校全称', kind: 'line', required: true },
      { key: 'kind', label: '学段', kind: 'choice', required: true, options: Object.entries(kinds).map(([value, word]) => ({ value, word })) },
      { key: 'area', label: '在哪个乡镇', kind: 'choice', required: true, options: townships },
      { key: 'from', label: '从哪天起开办', kind: 'day', required: true },
      { key: 'code', label: '学校标识码', kind: 'line', says: '10 位数字；不知道就空着。' },
    ]}
    button="登记学校"
    says="代码或名称和已有的学校相同的，不会重复登记，会写明是哪一所。"
    submit={async ({ name = '', kind = '', area = '', from = '', code = '' }, beside) => {
      const { schoolId } = await office.registry.foundSchool(
        { name, stages: kind.split(' ') as [SchoolStage, ...SchoolStage[]], area, from, code: code === '' ? null : code },
        beside,
      )
      done(schoolId)
    }}
  />
)

/** 学校与班级: township by township, with the children who sit at each school. */
const SchoolsPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const may = mayReach(useMe(), 'organisations', 'write')
  const townships = useTownships()
  const [inAll, setInAll] = useState<number | null>(null)
  return (
    <ListPage
      id="schools"
      title="学校与班级"
      says={`按乡镇列出本县的学校和在读人数；截至 ${today()}${inAll === null ? '' : `，在读 ${countWord(inAll)} 人`}。只算您的范围内的学生。`}
      search={search}
      go={to => void navigate({ to: '/schools', search: to as SchoolsSearch })}
      load={async ({ name, area, standing }, after, signal) => {
        const found = await office.registry.listSchoolRegister(given({ name, area, standing: standing as SchoolStanding | undefined, after }), { signal })
        setInAll(found.enrolledInAll)
        return { total: found.total, rows: found.schools, next: found.next }
      }}
      filters={[
        { key: 'area', label: '乡镇', options: townships },
        { key: 'standing', label: '状态', options: schoolStandingKinds.map(value => ({ value, word: schoolStandings[value] })) },
        { key: 'name', label: '校名', kind: 'words', placeholder: '现在或以前的名称' },
      ]}
      columns={columns}
      keyOf={({ schoolId }) => schoolId}
      begins={
        may
          ? {
              word: '登记一所学校',
              form: <Founding townships={townships} done={schoolId => void navigate({ to: '/schools/$schoolId', params: { schoolId } })} />,
            }
          : undefined
      }
      empty={{ says: '还没有登记学校', todo: '收了学籍名册，或者在上面登记，就列在这里。' }}
      measure="所"
    />
  )
}

export const route = createLazyRoute('/schools')({ component: SchoolsPage })
