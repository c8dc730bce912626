import { figureKey, fromWhom } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { OfRun, ofOtherRun } from './of-run.tsx'
import { childColumn, placeColumn } from './result-columns.tsx'
import type { WaitingSearch } from './result-search.ts'

type Listed = Awaited<ReturnType<typeof office.leads.listWaitingChildren>>
type Child = Listed['children'][number]
type Wait = NonNullable<Child['waits']>[number]

/** One thing that is lacking, with whoever is to say it; what is asked of a person opens to the question. */
const OneWait = ({ wait }: Readonly<{ wait: Wait }>) => {
  const { key, word, questionId } = wait
  const from = fromWhom(wait)
  return (
    <li>
      {questionId !== null ? (
        <Link className="opens" to="/questions/$questionId" params={{ questionId }}>
          {word}
        </Link>
      ) : key === figureKey ? (
        <Link className="opens" to="/policy">
          {word}
        </Link>
      ) : (
        word
      )}
      {from === '' ? '' : <span className="soft">：{from}</span>}
    </li>
  )
}

const columns: readonly ListColumn<Child>[] = [
  childColumn,
  placeColumn,
  {
    key: 'waits',
    title: '缺什么、等谁',
    show: ({ personId, waits }) =>
      waits === null ? (
        <span className="soft">缺什么写有困难类别，您的职责看不到</span>
      ) : (
        <ul className="plain-list">
          {personId === null ? (
            <li>
              <Link className="opens" to="/results/unsettled">
                先弄清是谁
              </Link>
            </li>
          ) : null}
          {waits.map(wait => (
            <OneWait key={wait.key} wait={wait} />
          ))}
        </ul>
      ),
    decides: true,
  },
  { key: 'results', title: '在等的项目', align: 'right', show: ({ results }) => `${countWord(results)} 项` },
  { key: 'since', title: '从哪天起', width: 108, show: ({ since }) => since ?? '' },
]

const filterOf = ({ runId, schoolId, classId, key }: WaitingSearch) => given({ runId, schoolId, classId, key })

/** The children who wait for a fact: what each lacks, from whom it is to come and since when. */
const WaitingPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const ofRun = given({ runId: search.runId })
  const [choices, setChoices] = useState<Pick<Listed, 'facts' | 'classes'>>({ facts: null, classes: [] })
  const { facts, classes } = choices
  const { data: totals } = useQuery({
    queryKey: ['result totals', 'school', search.runId],
    queryFn: ({ signal }) => office.leads.resultTotals({ by: 'school', ...ofRun }, { signal }),
  })
  const schools = new Map(
    (totals?.totals ?? []).flatMap(({ place, placeName, state }) => (place === null || state !== 'undetermined' ? [] : [[place, placeName ?? place] as const])),
  )
  const school = search.schoolId === undefined || search.schoolId === 'none' ? null : search.schoolId
  return (
    <ListPage
      id="waiting-children"
      title="待补信息的学生"
      says="有项目定不下来、在等信息的学生：各缺什么、由谁补、从哪天发布的运行起一直在等。点姓名看档案，点所缺的信息去作答。"
      above={<OfRun id="waiting-run" runId={search.runId} go={runId => void navigate({ to: '/results/waiting', search: ofOtherRun(search, runId) })} />}
      search={search}
      // Another school has other classes.
      go={to =>
        void navigate({
          to: '/results/waiting',
          search: { ...ofRun, ...to, classId: to['schoolId'] === search.schoolId ? to['classId'] : undefined } as WaitingSearch,
        })
      }
      load={async (asked, after, signal) => {
        const { total, children, next, ...toChoose } = await office.leads.listWaitingChildren({ ...filterOf(asked), ...given({ after }) }, { signal })
        setChoices(toChoose)
        return { total, rows: children, next }
      }}
      take={(asked, as) => office.leads.takeWaitingChildren.file({ ...filterOf(asked), as })}
      filters={[
        {
          key: 'schoolId',
          label: '学校',
          width: 220,
          options: [...[...schools].map(([value, word]) => ({ value, word })), { value: 'none', word: '不在学校' }],
        },
        ...(school === null && search.classId === undefined
          ? []
          : [{ key: 'classId', label: '班级', options: classes.map(({ classId, name }) => ({ value: classId, word: name })) }]),
        ...(facts === null && search.key === undefined
          ? []
          : [{ key: 'key', label: '缺哪条信息', width: 220, options: (facts ?? []).map(({ key, word }) => ({ value: key, word })) }]),
      ]}
      columns={columns}
      keyOf={({ no }) => no}
      empty={{ says: '没有学生在等信息', todo: <Link to="/results/totals">看核定汇总</Link> }}
      measure="人"
    />
  )
}

export const route = createLazyRoute('/results/waiting')({ component: WaitingPage })
