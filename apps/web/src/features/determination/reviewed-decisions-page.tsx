import { type DecisionEffect, decisionEffects, decisionEffectWords, type QuestionMatter, questionMatterIds, questionMatters } from '@yingjin/domain/leads'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office } from '../../shared/ask/index.ts'
import { given } from '../../shared/given.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { childColumn, placeColumn } from './result-columns.tsx'
import type { DecidedSearch } from './result-search.ts'
import { effectShapes } from './words.ts'

type Decision = Awaited<ReturnType<typeof office.leads.listReviewedDecisions>>['decisions'][number]

const columns: readonly ListColumn<Decision>[] = [
  childColumn,
  placeColumn,
  {
    key: 'asked',
    title: '问什么',
    onPaper: ['问什么', '资助项目'],
    show: ({ asked, title, questionId }) => (
      <Link to="/questions/$questionId" params={{ questionId }}>
        {asked}
        {title === null ? '' : ` · ${title}`}
      </Link>
    ),
    below: true,
  },
  { key: 'answer', title: '决定', show: ({ answer }) => answer, below: true },
  {
    key: 'effect',
    title: '在这次运行里',
    show: ({ effect }) => <StateWord shape={effectShapes[effect]}>{decisionEffectWords[effect]}</StateWord>,
    decides: true,
  },
  {
    key: 'results',
    title: '核定',
    onPaper: [],
    show: ({ personId, child }) =>
      child === null ? null : (
        <Link to="/results/of/$personId" params={{ personId }} search={{}}>
          已发布的核定和理由
        </Link>
      ),
  },
]

/** What persons decided since the published run, one by one, with what came of it in a run that is not published yet. */
const ReviewedDecisionsPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const { run = '' } = search
  const filterOf = ({ matter, effect }: DecidedSearch) => ({
    run,
    ...given({ matter: matter as QuestionMatter | undefined, effect: effect as DecisionEffect | undefined }),
  })
  return (
    <ListPage
      id="reviewed-decisions"
      title="带上的决定"
      says={
        <>
          从已发布的运行到这次运行发起，办公室新作的决定，各在这次运行里起了什么作用。{' '}
          <Link to="/runs/review" search={{ run }}>
            回到待发布的运行
          </Link>
        </>
      }
      search={search}
      go={to => void navigate({ to: '/runs/decided', search: { ...to, run } as DecidedSearch })}
      take={(asked, as) => office.leads.takeReviewedDecisions.file({ ...filterOf(asked), as })}
      load={async (asked, after, signal) => {
        const { total, decisions, next } = await office.leads.listReviewedDecisions({ ...filterOf(asked), ...given({ after }) }, { signal })
        return { total, rows: decisions, next }
      }}
      filters={[
        { key: 'effect', label: '在这次运行里', options: decisionEffects.map(value => ({ value, word: decisionEffectWords[value] })) },
        { key: 'matter', label: '问的是什么', options: questionMatterIds.map(value => ({ value, word: questionMatters[value].word })) },
      ]}
      columns={columns}
      keyOf={({ questionId }) => questionId}
      empty={{ says: '没有这样的决定', todo: <Link to="/questions">去看待决问题</Link> }}
      measure="项"
    />
  )
}

export const route = createLazyRoute('/runs/decided')({ component: ReviewedDecisionsPage })
