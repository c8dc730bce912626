import { type LeadChange, leadChanges, leadChangeWords, leadStateWords, type OpenKind, openKindIds, openKinds, presenceWords } from '@yingjin/domain/leads'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office } from '../../shared/ask/index.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { placeWord } from '../../shared/place-word.ts'
import { given } from '../../shared/given.ts'
import type { LeadChangeSearch } from './result-search.ts'
import { OfRun, ofOtherRun } from './of-run.tsx'
import { childWord, leadChangeShapes } from './words.ts'

type Row = Awaited<ReturnType<typeof office.leads.listLeadChanges>>['leads'][number]

const columns: readonly ListColumn<Row>[] = [
  {
    key: 'word',
    title: '线索',
    show: ({ word, leadId, child }) => (
      <Link to="/leads/$leadId" params={{ leadId }}>
        {word} · {childWord(child)}
      </Link>
    ),
    decides: true,
  },
  { key: 'place', title: '学校和班', show: ({ child }) => placeWord(child) },
  { key: 'change', title: '这次运行', show: ({ change }) => <StateWord shape={leadChangeShapes[change]}>{leadChangeWords[change]}</StateWord>, decides: true },
  { key: 'presence', title: '最近一次运行', show: ({ presence }) => presenceWords[presence] },
  { key: 'state', title: '现在办到哪里', show: ({ state }) => leadStateWords[state] },
  { key: 'owner', title: '责任人', show: ({ ownerName }) => ownerName ?? <span className="soft">还没有</span> },
]

const filterOf = ({ kind, change, runId }: LeadChangeSearch) => given({ runId, kind: kind as OpenKind | undefined, change: change as LeadChange | undefined })

/** The leads behind every number of a run's differences: what that run said of each, and how it stands today. */
const LeadsChangedPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const ofRun = given({ runId: search.runId })
  return (
    <ListPage
      id="lead-changes"
      title="线索差异清单"
      says="每一条写明这次运行怎样说它，和它现在办到哪里。要办的，点开线索。"
      above={<OfRun id="lead-changes-run" runId={search.runId} go={runId => void navigate({ to: '/results/leads', search: ofOtherRun(search, runId) })} />}
      search={search}
      go={to => void navigate({ to: '/results/leads', search: { ...ofRun, ...to } as LeadChangeSearch })}
      take={(asked, as) => office.leads.takeLeadChangeList.file({ ...filterOf(asked), as })}
      load={async (asked, after, signal) => {
        const { total, leads, next } = await office.leads.listLeadChanges({ ...filterOf(asked), ...given({ after }) }, { signal })
        return { total, rows: leads, next }
      }}
      filters={[
        { key: 'change', label: '这次运行', options: leadChanges.map(value => ({ value, word: leadChangeWords[value] })) },
        { key: 'kind', label: '线索种类', options: openKindIds.map(value => ({ value, word: openKinds[value].word })) },
      ]}
      columns={columns}
      keyOf={({ leadId }) => leadId}
      empty={{ says: '这次运行没有线索', todo: <Link to="/runs">看历次运行</Link> }}
      measure="条"
    />
  )
}

export const route = createLazyRoute('/results/leads')({ component: LeadsChangedPage })
