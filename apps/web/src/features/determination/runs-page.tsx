import { presences, presenceWords, resultChanges, resultChangeWords, resultStates, resultStateWords } from '@yingjin/domain/leads'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { type ListColumn, ListPage, type ListSearch } from '../../shared/list-page/index.ts'
import { mayReach, type Me, useMe } from '../../shared/session/index.ts'
import { countWord } from '../../shared/count-word.ts'
import { termWord } from '../../shared/term-word.ts'
import { given } from '../../shared/given.ts'
import type { Run } from './use-runs.ts'

const counted = <Key extends string>(keys: readonly Key[], counts: Readonly<Record<Key, number>>, words: Readonly<Record<Key, string>>): string =>
  keys
    .filter(key => counts[key] > 0)
    .map(key => `${words[key]} ${countWord(counts[key])}`)
    .join(' · ')

const columnsOf = (me: Me): readonly ListColumn<Run>[] => [
  {
    key: 'run',
    title: '运行',
    show: ({ runId, term, publishedAt, run }) => (
      <>
        <Link to="/results/totals" search={{ runId }}>
          {termWord(term)}
          {publishedAt === null ? '' : ` ${momentWord(publishedAt)}`}
        </Link>
        <div className="soft identifier">{run}</div>
      </>
    ),
    decides: true,
  },
  { key: 'by', title: '谁发布', show: ({ publishedBy }) => publishedBy ?? '' },
  { key: 'date', title: '基准日', show: ({ referenceDate }) => referenceDate },
  {
    key: 'results',
    title: '核定（项）',
    show: ({ runId, counts }) => (
      <Link className="opens" to="/results/totals" search={{ runId, by: 'division' }}>
        {counted(resultStates, counts.results, resultStateWords)}
      </Link>
    ),
    decides: true,
  },
  {
    key: 'changes',
    title: '与上次的差异',
    show: ({ runId, comparedWith, counts }) =>
      comparedWith === null ? (
        <span className="soft">第一次</span>
      ) : (
        <Link className="opens" to="/results/changes" search={{ runId }}>
          {counted(resultChanges, counts.changes, resultChangeWords) || '没有不同'}
        </Link>
      ),
  },
  {
    key: 'leads',
    title: '线索',
    show: ({ runId, counts }) => (
      <Link className="opens" title="全县，与那时的上一次运行比" to="/results/changes" search={{ runId }}>
        {counted(presences, counts.leads, presenceWords) || '没有'}
      </Link>
    ),
  },
  {
    key: 'unsettled',
    title: '身份待核',
    align: 'right',
    show: ({ runId, counts: { unsettled } }) =>
      unsettled.persons === 0 ? (
        ''
      ) : !mayReach(me, 'questions', 'rows') ? (
        `${countWord(unsettled.persons)} 人`
      ) : (
        <Link className="opens" to="/results/unsettled" search={{ runId }}>
          {countWord(unsettled.persons)} 人
        </Link>
      ),
  },
  { key: 'pack', title: '政策包', show: ({ pack }) => pack ?? '', folded: true },
  { key: 'version', title: '程序', show: ({ programVersion }) => programVersion, folded: true },
]

/** Every published run: when, by whom, as of which day, and what it counted. */
const RunsPage = () => {
  const search = route.useSearch() as ListSearch
  const navigate = useNavigate()
  const me = useMe()
  return (
    <ListPage<Run, ListSearch>
      id="runs"
      title="历次运行"
      says="已发布的核定运行，新的在前。每次运行依据当时的名册、政策包和基准日，发布后不再改动。"
      search={search}
      go={({ after }) => void navigate({ to: '/runs', search: given({ after }) })}
      load={async (_, before, signal) => {
        const { total, runs, next } = await office.leads.listRuns(given({ before }), { signal })
        return { total, rows: runs, next }
      }}
      filters={[]}
      columns={columnsOf(me)}
      keyOf={({ runId }) => runId}
      primary={
        mayReach(me, 'results', 'write') ? (
          <Link className="primary-link" to="/runs/start">
            发起核定运行
          </Link>
        ) : undefined
      }
      empty={{ says: '还没有发布过运行', todo: '名册入库以后，由资助中心发起核定运行，核定好了再发布。' }}
      measure="次"
    />
  )
}

export const route = createLazyRoute('/runs')({ component: RunsPage })
