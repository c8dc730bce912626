import { identityAskWords } from '@yingjin/domain/leads'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office } from '../../shared/ask/index.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import type { UnsettledSearch } from './result-search.ts'
import { OfRun, ofOtherRun } from './of-run.tsx'

type Row = Awaited<ReturnType<typeof office.leads.listIdentityQuestions>>['questions'][number]

/** `answers`: whoever may say of whom a doubtful row speaks goes to it from here. */
const columnsOf = (answers: boolean): readonly ListColumn<Row>[] => [
  {
    key: 'place',
    title: '名册里的哪一行',
    show: ({ place, doubt }) => (
      <>
        {place}
        {doubt === null || !answers ? null : (
          <div>
            <Link to="/receive/history/$importId/doubts" params={{ importId: doubt.importId }} search={{ row: String(doubt.rowNo) }}>
              去认定这一行
            </Link>
          </div>
        )}
      </>
    ),
    decides: true,
  },
  { key: 'asks', title: '为什么认不准', show: ({ asks }) => identityAskWords[asks], decides: true },
  {
    key: 'candidates',
    title: '可能是谁',
    show: ({ candidates }) =>
      candidates.length === 0 ? (
        <span className="soft">人员库里没有可能的人</span>
      ) : (
        candidates.map(({ personId, child }, at) => (
          <span key={personId}>
            {at === 0 ? '' : '、'}
            <Link to="/persons/$personId" params={{ personId }}>
              {child?.name ?? `人员 ${personId}`}
            </Link>
          </span>
        ))
      ),
  },
  { key: 'results', title: '先记着的核定（项）', show: ({ results }) => (results === 0 ? '' : countWord(results)), align: 'right' },
  { key: 'leads', title: '先记着的线索（条）', show: ({ leads }) => (leads === 0 ? '' : countWord(leads)), align: 'right' },
]

/** Whom a run spoke of and the registry cannot name: the row of the roster, and whom it may be. */
const UnsettledPage = () => {
  const search = route.useSearch()
  const me = useMe()
  const navigate = useNavigate()
  const ofRun = given({ runId: search.runId })
  return (
    <ListPage
      id="unsettled"
      title="身份待核的人"
      says="运行里有、人员库里认不准是谁的人。他们的核定和线索先记着，不算到任何人名下；弄清是谁以后，下次运行就算到他名下。"
      above={<OfRun id="unsettled-run" runId={search.runId} go={runId => void navigate({ to: '/results/unsettled', search: ofOtherRun(search, runId) })} />}
      search={search}
      go={to => void navigate({ to: '/results/unsettled', search: { ...ofRun, ...to } as UnsettledSearch })}
      load={async (_, after, signal) => {
        const { total, questions, next } = await office.leads.listIdentityQuestions({ ...ofRun, ...given({ after }) }, { signal })
        return { total, rows: questions, next }
      }}
      take={(_, as) => office.leads.takeIdentityQuestions.file({ ...ofRun, as })}
      filters={[]}
      columns={columnsOf(mayReach(me, 'imports', 'write'))}
      keyOf={({ no }) => no}
      empty={{ says: '这次运行的每个人都认得准', todo: <Link to="/runs">看历次运行</Link> }}
      measure="人"
    />
  )
}

export const route = createLazyRoute('/results/unsettled')({ component: UnsettledPage })
