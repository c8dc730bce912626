import { isStateWay, movedWays, type MovedWay, movedWords, type resultStages, resultStageWords, statesWord } from '@yingjin/domain/leads'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { placeWord } from '../../shared/place-word.ts'
import { WithoutMarks } from '../../shared/without-marks.tsx'
import { yuanWord } from '../../shared/yuan-word.ts'
import type { SimulatedChildrenSearch } from './policy-search.ts'
import './simulate.css'
import { changeWord, moreOrLess } from './words.ts'

type Listed = Awaited<ReturnType<typeof office.leads.listSimulatedChildren>>
type Child = Listed['children'][number]
/** What the list is of, and what it comes to. */
type Of = Pick<Listed, 'name' | 'lines' | 'total' | 'persons' | 'differenceFen'>

const differenceOf = ({ wasFen, isFen }: Readonly<{ wasFen: string; isFen: string }>): number => Number(isFen) - Number(wasFen)

/** Of whom the registry cannot say who it is, the row that made it known; the name opens to the file for whoever may see it. */
const Who = ({ personId, child, place }: Child) => {
  if (personId === null)
    return (
      <>
        身份待核
        <div className="soft">
          <WithoutMarks text={place ?? ''} />
        </div>
      </>
    )
  if (child === null) return <span className="soft">不在您的范围内</span>
  return (
    <Link to="/persons/$personId" params={{ personId }} search={{}}>
      {child.name}
    </Link>
  )
}

const columns: readonly ListColumn<Child>[] = [
  { key: 'child', title: '姓名', show: row => <Who {...row} />, decides: true },
  { key: 'place', title: '学校和班', show: ({ child }) => placeWord(child), onPaper: ['学校', '班级'], below: true },
  { key: 'township', title: '乡镇', show: ({ child }) => child?.township ?? '' },
  { key: 'stage', title: '学段', show: ({ stageWord }) => stageWord },
  { key: 'was', title: '现行（元）', align: 'right', show: ({ wasFen }) => <span className="amount">{yuanWord(wasFen)}</span> },
  { key: 'is', title: '测算（元）', align: 'right', show: ({ isFen }) => <span className="amount">{yuanWord(isFen)}</span> },
  {
    key: 'difference',
    title: '增减（元）',
    align: 'right',
    show: row => <span className="amount">{moreOrLess(differenceOf(row))}</span>,
    decides: true,
  },
  {
    key: 'parts',
    title: '项目',
    below: true,
    show: ({ parts }) =>
      parts.map(part => (
        <div key={part.line}>
          {part.title}
          {part.wasFen === part.isFen ? null : (
            <span className="soft">
              （{yuanWord(part.wasFen)}→{yuanWord(part.isFen)}）
            </span>
          )}
        </div>
      )),
  },
  {
    key: 'states',
    title: '核定变化',
    below: true,
    show: ({ parts }) => parts.map(part => <div key={part.line}>{statesWord(part)}</div>),
  },
]

/** What the list is and what it comes to: by sums a row is a child, by states a child and an aid, as they were counted. */
const saysOf = (of: Of | null, moved: MovedWay | undefined): string => {
  if (of === null) return ''
  const by = `合计比现行${changeWord(Number(of.differenceFen))}`
  if (moved === undefined || !isStateWay(moved)) return `“${of.name}”：${countWord(of.total)} 人，${by}。只列有增减的项目，贷款不算；`
  return `“${of.name}”：${movedWords[moved]} ${countWord(of.total)} 人次，涉及 ${countWord(of.persons)} 人，${by}。一人一项一行；`
}

const filterOf = ({ simulation = '', alternative = '1', moved, line, stage }: SimulatedChildrenSearch) => ({
  simulationId: simulation,
  alternative: Number(alternative),
  ...given({ moved: moved as MovedWay | undefined, line, stage: stage as (typeof resultStages)[number] | 'none' | undefined }),
})

/** Whose sum or state an alternative moves: the children behind every count of a simulation. */
const SimulatedChildrenPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const [of, setOf] = useState<Of | null>(null)
  const { simulation, alternative } = search
  const moved = search.moved as MovedWay | undefined
  return (
    <ListPage
      id="simulated-children"
      title="测算里有变化的孩子"
      says={
        <>
          {saysOf(of, moved)}只是测算，不是发放依据。{' '}
          <Link to="/policy/simulate" search={given({ simulation, alternative })}>
            回到这次测算
          </Link>
        </>
      }
      search={search}
      go={to => void navigate({ to: '/policy/simulate/children', search: { ...to, ...given({ simulation, alternative }) } as SimulatedChildrenSearch })}
      take={(asked, as) => office.leads.takeSimulatedChildren.file({ ...filterOf(asked), as })}
      load={async (asked, after, signal) => {
        const { children, next, ...found } = await office.leads.listSimulatedChildren({ ...filterOf(asked), ...given({ after }) }, { signal })
        setOf(found)
        return { total: found.total, rows: children, next }
      }}
      filters={[
        { key: 'moved', label: '变化', options: movedWays.map(value => ({ value, word: movedWords[value] })) },
        { key: 'line', label: '资助项目', width: 260, options: (of?.lines ?? []).map(({ line, title }) => ({ value: line, word: title })) },
        {
          key: 'stage',
          label: '学段',
          options: [...Object.entries(resultStageWords).map(([value, word]) => ({ value, word })), { value: 'none', word: '学段未知' }],
        },
      ]}
      columns={columns}
      keyOf={({ no, parts }) => `${no} ${parts[0]?.line ?? ''}`}
      empty={{ says: '没有孩子因此变化', todo: '换一个条件，或者回到这次测算看别的方案。' }}
      measure={isStateWay(moved) ? '人次' : '人'}
    />
  )
}

export const route = createLazyRoute('/policy/simulate/children')({ component: SimulatedChildrenPage })
