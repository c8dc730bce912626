import {
  type AskedState,
  askedStates,
  askedStateWords,
  type LoanWay,
  loanWays,
  loanWords,
  resultStages,
  resultStageWords,
  resultStateWords,
} from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { countWord } from '../../shared/count-word.ts'
import { WithoutMarks } from '../../shared/without-marks.tsx'
import { yuanWord } from '../../shared/yuan-word.ts'
import { given } from '../../shared/given.ts'
import { aidColumn, aidFilter, schoolColumn, whoseColumn } from './result-columns.tsx'
import type { ResultSearch } from './result-search.ts'
import { OfRun, ofOtherRun } from './of-run.tsx'
import { resultShapes } from './words.ts'

type Result = Awaited<ReturnType<typeof office.leads.listResults>>['results'][number]
type Sums = Readonly<{ children: number; amountFen: string; loanFen: string }>

const columnsOf = (runId: string | undefined, schools: ReadonlyMap<string, string>): readonly ListColumn<Result>[] => [
  whoseColumn(runId),
  schoolColumn(schools),
  aidColumn,
  {
    key: 'state',
    title: '核定',
    show: ({ state, title }) => (
      <>
        <StateWord shape={resultShapes[state]}>{resultStateWords[state]}</StateWord>
        <span className="only-card soft">{title}</span>
      </>
    ),
    decides: true,
  },
  {
    key: 'amount',
    title: '金额（元）',
    align: 'right',
    show: ({ amountFen }) => <span className="amount">{amountFen === null ? '' : yuanWord(amountFen)}</span>,
  },
  { key: 'payee', title: '发给谁', show: ({ payee }) => payee, folded: true },
  { key: 'clause', title: '条款', show: ({ clause }) => <WithoutMarks text={clause} /> },
]

/** What the address asks for, as the question is asked. */
const filterOf = ({ line, state, loans, stage, schoolId, township, runId }: ResultSearch) =>
  given({
    runId,
    line,
    state: state as AskedState | undefined,
    loans: loans as LoanWay | undefined,
    stage: stage as (typeof resultStages)[number] | 'none' | undefined,
    schoolId,
    township,
  })

/** What a run decided, row by row: the names behind every number of the totals. */
const ResultsPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const [sums, setSums] = useState<Sums | null>(null)
  const ofRun = given({ runId: search.runId })
  const { data: totals } = useQuery({
    queryKey: ['result totals', 'school', search.runId],
    queryFn: ({ signal }) => office.leads.resultTotals({ by: 'school', ...ofRun }, { signal }),
  })
  const byTownship = useQuery({
    queryKey: ['result totals', 'township', search.runId],
    queryFn: ({ signal }) => office.leads.resultTotals({ by: 'township', ...ofRun }, { signal }),
  })
  const townships = [
    ...new Map((byTownship.data?.totals ?? []).flatMap(({ place, placeName }) => (place === null ? [] : [[place, placeName ?? place] as const]))),
  ]
  const schools = new Map((totals?.totals ?? []).flatMap(({ place, placeName }) => (place === null ? [] : [[place, placeName ?? place] as const])))
  return (
    <>
      <ListPage
        above={<OfRun id="results-run" runId={search.runId} go={runId => void navigate({ to: '/results/list', search: ofOtherRun(search, runId) })} />}
        id="results"
        title="核定清单"
        says={
          <>
            点姓名看逐条依据。
            {sums === null ? null : (
              <>
                {' '}
                涉及 {countWord(sums.children)} 人，合计 {yuanWord(sums.amountFen)} 元
                {sums.loanFen === '0' ? '' : `，另有可贷额度 ${yuanWord(sums.loanFen)} 元`}。
              </>
            )}
          </>
        }
        search={search}
        go={to => void navigate({ to: '/results/list', search: { ...ofRun, ...to } as ResultSearch })}
        take={(asked, as) => office.leads.takeResultList.file({ ...filterOf(asked), as })}
        load={async (asked, after, signal) => {
          const { total, results, next, children, amountFen, loanFen, beyond } = await office.leads.listResults(
            {
              ...filterOf(asked),
              ...given({ after }),
            },
            { signal },
          )
          setSums({ children, amountFen, loanFen })
          return { total, rows: results, next, ...(beyond === null ? {} : { beyond }) }
        }}
        filters={[
          aidFilter(totals?.totals ?? []),
          { key: 'state', label: '核定', options: askedStates.map(value => ({ value, word: askedStateWords[value] })) },
          {
            key: 'schoolId',
            label: '学校',
            width: 220,
            options: [...[...schools].map(([value, word]) => ({ value, word })), { value: 'none', word: '不在学校' }],
          },
          { key: 'township', label: '乡镇', options: [...townships.map(([value, word]) => ({ value, word })), { value: 'none', word: '没有乡镇' }] },
          {
            key: 'stage',
            label: '学段',
            options: [...resultStages.map(value => ({ value, word: resultStageWords[value] })), { value: 'none', word: '学段未知' }],
          },
          { key: 'loans', label: '贷款', options: loanWays.map(value => ({ value, word: loanWords[value] })) },
        ]}
        columns={columnsOf(search.runId, schools)}
        keyOf={({ no, line }) => `${no} ${line}`}
        empty={{
          says: search.runId === undefined ? '还没有发布过核定结果' : '没有这一次核定运行',
          todo: (
            <>
              先在<Link to="/runs">历次运行</Link>里发起一次核定运行，再发布。
            </>
          ),
        }}
        measure="项"
      />
    </>
  )
}

export const route = createLazyRoute('/results/list')({ component: ResultsPage })
