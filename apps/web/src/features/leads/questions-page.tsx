import {
  type QuestionMatter,
  questionMatterIds,
  questionMatters,
  questionPresenceWords,
  type QuestionState,
  questionStates,
  questionStateWords,
} from '@yingjin/domain/leads'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { useMe } from '../../shared/session/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import type { QuestionSearch } from './question-search.ts'
import { childWord, placeWord, questionShapes } from './shapes.ts'

type Question = Awaited<ReturnType<typeof office.leads.listQuestions>>['questions'][number]

const columns: readonly ListColumn<Question>[] = [
  {
    key: 'asked',
    title: '问什么',
    show: ({ asked, questionId, child }) => (
      <Link to="/questions/$questionId" params={{ questionId }}>
        {asked} · {childWord(child)}
      </Link>
    ),
    decides: true,
  },
  { key: 'place', title: '学校和班', show: ({ child }) => placeWord(child) },
  { key: 'state', title: '办理', show: ({ state }) => <StateWord shape={questionShapes[state]}>{questionStateWords[state]}</StateWord>, decides: true },
  { key: 'owner', title: '归谁答', show: ({ ownerName }) => ownerName ?? <span className="soft">还没有</span> },
  { key: 'presence', title: '本次运行', show: ({ presence }) => questionPresenceWords[presence] },
  {
    key: 'dueOn',
    title: '期限',
    show: ({ state, dueOn }) => (state === 'open' && dueOn < today() ? <StateWord shape="wrong">{dueOn} 已过期</StateWord> : dueOn),
  },
]

/** 比对复核、待补信息、需人工判断: what a run leaves to a person; an answer stands until its ground changes. */
const QuestionsPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const me = useMe()
  return (
    <ListPage
      id="questions"
      title="待决问题"
      says="运行定不下来、要人答的：是不是同一个人，缺哪条信息，由人判断的资助。答了，下次运行就用。"
      search={search}
      go={to => void navigate({ to: '/questions', search: to as QuestionSearch })}
      load={async ({ matter, state, withoutOwner, mine }, after, signal) => {
        const { total, questions, next } = await office.leads.listQuestions(
          {
            ...(matter === undefined ? {} : { matter: matter as QuestionMatter }),
            ...(state === undefined ? {} : { state: state as QuestionState }),
            ...(withoutOwner === undefined ? {} : { withoutOwner: true }),
            ...(mine === undefined ? {} : { ownerAccountId: me.onBehalfOf?.accountId ?? me.accountId }),
            ...(after === undefined ? {} : { after }),
          },
          { signal },
        )
        return { total, rows: questions, next }
      }}
      filters={[
        { key: 'matter', label: '问什么', options: questionMatterIds.map(value => ({ value, word: questionMatters[value].word })) },
        { key: 'state', label: '办理状态', options: questionStates.map(value => ({ value, word: questionStateWords[value] })) },
        { key: 'mine', label: '归谁答', options: [{ value: 'true', word: '归我答' }] },
      ]}
      columns={columns}
      keyOf={({ questionId }) => questionId}
      empty={{ says: '现在没有待决问题', todo: '发布运行结果后，定不下来的会列在这里。' }}
      measure="个"
    />
  )
}

export const route = createLazyRoute('/questions')({ component: QuestionsPage })
