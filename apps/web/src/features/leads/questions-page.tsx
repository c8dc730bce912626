import {
  askedOf,
  type QuestionMatter,
  questionMatterIds,
  questionMatters,
  questionPresenceWords,
  type QuestionState,
  questionStates,
  questionStateWords,
} from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { mayReach, type Me, useMe } from '../../shared/session/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { Waiting } from '../../shared/waiting.tsx'
import { placeWord } from '../../shared/place-word.ts'
import { given } from '../../shared/given.ts'
import { AnswerListed, isListed } from './answer-listed.tsx'
import { ManyQuestions } from './many-questions.tsx'
import { MissingFacts } from './missing-facts.tsx'
import type { QuestionSearch } from './question-search.ts'
import { childWord, questionShapes } from './shapes.ts'

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
  { key: 'place', title: '学校和班', onPaper: ['学校', '班级'], show: ({ child }) => placeWord(child) },
  {
    key: 'state',
    title: '办理',
    onPaper: ['状态'],
    show: ({ state }) => <StateWord shape={questionShapes[state]}>{questionStateWords[state]}</StateWord>,
    decides: true,
  },
  { key: 'owner', title: '责任人', show: ({ ownerName }) => ownerName ?? <span className="soft">还没有</span> },
  { key: 'presence', title: '本次运行', show: ({ presence }) => questionPresenceWords[presence] },
  {
    key: 'dueOn',
    title: '期限',
    show: ({ state, dueOn }) => (state === 'open' && dueOn < today() ? <StateWord shape="wrong">{dueOn} 已过期</StateWord> : dueOn),
  },
]

/** Whose questions and of which children; mine is whoever's I stand in for. */
const withinOf = ({ owner, schoolId, township }: Readonly<Partial<Record<'owner' | 'schoolId' | 'township', string | undefined>>>, me: Me) => ({
  ...(owner === undefined || owner === 'none' ? {} : { ownerAccountId: owner === 'me' ? (me.onBehalfOf?.accountId ?? me.accountId) : owner }),
  ...given({ schoolId, township }),
})

/** What the address asks for, as the question is asked. */
const filterOf = ({ matter, key, state, owner, asked, toReview, schoolId, township }: QuestionSearch, me: Me) => ({
  ...given({ matter: matter as QuestionMatter | undefined, key, state: state as QuestionState | undefined }),
  ...(owner === 'none' ? { withoutOwner: true } : {}),
  ...(asked === undefined ? {} : { stillAsked: true }),
  ...(toReview === undefined ? {} : { toReview: true as const }),
  ...withinOf({ owner, schoolId, township }, me),
})

type Owner = Awaited<ReturnType<typeof office.leads.listQuestionOwners>>['owners'][number]

/** Me, nobody, and whoever has questions that wait; also whoever the address names and has none. */
const ownersOf = (owners: readonly Owner[], asked: string | undefined): readonly Readonly<{ value: string; word: string }>[] => {
  const known = new Map([
    ['me', '归我答'],
    ['none', '还没有派给人'],
    ...owners.map(({ ownerAccountId, name, questions }) => [ownerAccountId, `${name ?? `账号 ${ownerAccountId}`}（待答 ${questions}）`] as const),
  ])
  if (asked !== undefined && !known.has(asked)) known.set(asked, '这个人（没有待答的）')
  return [...known].map(([value, word]) => ({ value, word }))
}

const factWord = (key: string): string => askedOf('missing-fact', key).replace(/^.*：/, '')

/** 身份待核、待补信息、需人工判断: what a run leaves to a person; an answer stands until its ground changes. */
const QuestionsPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const me = useMe()
  const within = withinOf(search, me)
  const ofFacts = search.matter === undefined || search.matter === 'missing-fact'
  const { data: missing } = useQuery({ queryKey: ['missing facts', within], queryFn: ({ signal }) => office.leads.countMissingFacts(within, { signal }) })
  /** To choose among places, those of all that waits, wherever one looks now. */
  const { data: all } = useQuery({ queryKey: ['missing facts', {}], queryFn: ({ signal }) => office.leads.countMissingFacts({}, { signal }) })
  const [wanted, setWanted] = useState(search.owner !== undefined)
  const { data: owned } = useQuery({
    queryKey: ['owners of questions'],
    queryFn: ({ signal }) => office.leads.listQuestionOwners({}, { signal }),
    enabled: wanted,
  })
  const owners = ownersOf(owned?.owners ?? [], search.owner)
  const facts = new Map([
    ...(search.key === undefined ? [] : [[search.key, factWord(search.key)] as const]),
    ...(all?.facts ?? []).map(({ key, word }) => [key, word] as const),
  ])
  return (
    <ListPage
      id="questions"
      title="待决问题"
      says="运行定不下来、要人答的：是不是同一个人，缺哪条信息，由人判断的资助。答了，下次运行就用；问同一件事的，可以凭一份材料一起答。"
      search={search}
      go={to => void navigate({ to: '/questions', search: to as QuestionSearch })}
      load={async (of, after, signal) => {
        const { total, questions, next } = await office.leads.listQuestions({ ...filterOf(of, me), ...given({ after }) }, { signal })
        return { total, rows: questions, next }
      }}
      filters={[
        { key: 'matter', label: '问什么', options: questionMatterIds.map(value => ({ value, word: questionMatters[value].word })) },
        { key: 'state', label: '办理状态', options: questionStates.map(value => ({ value, word: questionStateWords[value] })) },
        { key: 'key', label: '缺哪条信息', width: 220, options: [...facts].map(([value, word]) => ({ value, word })) },
        { key: 'schoolId', label: '学校', width: 220, options: (all?.schools ?? []).map(each => ({ value: each.schoolId, word: each.name })) },
        { key: 'township', label: '乡镇', options: (all?.townships ?? []).map(each => ({ value: each.township, word: each.name })) },
        { key: 'asked', label: '本次运行', options: [{ value: 'true', word: '还在问' }] },
        { key: 'toReview', label: '复核', options: [{ value: 'true', word: '等我复核' }] },
        { key: 'owner', label: '责任人', width: 220, options: owners, wanted: () => setWanted(true) },
      ]}
      columns={columns}
      above={
        ofFacts && missing !== undefined ? (
          <>
            {mayReach(me, 'results', 'rows') && Object.keys(within).length === 0 ? <Waiting /> : null}
            <MissingFacts missing={missing} search={search} />
          </>
        ) : undefined
      }
      {...(mayReach(me, 'questions', 'write') && isListed(search)
        ? { whole: (total: number) => <AnswerListed factKey={search.key} word={factWord(search.key)} within={within} total={total} /> }
        : {})}
      keyOf={({ questionId }) => questionId}
      take={(of, as) => office.leads.takeQuestionList.file({ ...filterOf(of, me), as })}
      {...(mayReach(me, 'questions', 'write') ? { bulk: (rows: readonly Question[], done: () => void) => <ManyQuestions questions={rows} done={done} /> } : {})}
      empty={{ says: '现在没有待决问题', todo: '发布运行结果后，定不下来的会列在这里。' }}
      measure="个"
    />
  )
}

export const route = createLazyRoute('/questions')({ component: QuestionsPage })
