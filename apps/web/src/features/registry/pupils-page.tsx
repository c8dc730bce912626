import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { type ListColumn, ListPage, nameColumn } from '../../shared/list-page/index.ts'
import { given } from '../../shared/given.ts'
import { useNewestClasses } from './newest-classes.ts'
import type { PupilsSearch } from './person-search.ts'

type Pupil = Awaited<ReturnType<typeof office.registry.listPupils>>['pupils'][number]

const columns: readonly ListColumn<Pupil>[] = [
  nameColumn,
  { key: 'sex', title: '性别', show: ({ sex }) => sex ?? '', width: 60 },
  { key: 'bornOn', title: '出生日期', show: ({ bornOn }) => bornOn ?? '', width: 110 },
  { key: 'class', title: '班级', show: ({ className }) => className ?? <span className="soft">还没有分班</span>, decides: true },
  { key: 'township', title: '住在哪个乡镇', show: ({ township }) => township ?? '' },
]

/** The children who sit at a school: the names behind its number. */
const PupilsPage = () => {
  const { schoolId } = route.useParams()
  const search = route.useSearch()
  const navigate = useNavigate()
  const { data: school } = useQuery({ queryKey: ['school', schoolId], queryFn: ({ signal }) => office.registry.showSchool({ schoolId }, { signal }) })
  const classes = useNewestClasses(schoolId, school?.schoolYears ?? []).data?.classes ?? []
  return (
    <ListPage
      id="pupils"
      title={`${school?.name ?? '学校'}的在读学生`}
      says={
        <>
          截至 {today()}，在您的范围内的。{' '}
          <Link to="/schools/$schoolId" params={{ schoolId }}>
            回到学校
          </Link>
        </>
      }
      search={search}
      go={to => void navigate({ to: '/schools/$schoolId/pupils', params: { schoolId }, search: to as PupilsSearch })}
      load={async ({ classId }, after, signal) => {
        const { total, pupils, next } = await office.registry.listPupils({ schoolId, ...given({ classId, after }) }, { signal })
        return { total, rows: pupils, next }
      }}
      filters={[{ key: 'classId', label: '班级', options: classes.map(({ classId, name }) => ({ value: classId, word: name })) }]}
      columns={columns}
      keyOf={({ personId }) => personId}
      empty={{ says: '没有在读的学生', todo: '收了学籍名册，或者办了入学登记，就列在这里。' }}
      measure="人"
    />
  )
}

export const route = createLazyRoute('/schools/$schoolId/pupils')({ component: PupilsPage })
