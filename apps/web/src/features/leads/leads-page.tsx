import { type LeadState, leadStateWords, leadStates, type OpenKind, openKindIds, openKinds, presenceWords } from '@yingjin/domain/leads'
import { createLazyRoute, useNavigate } from '@tanstack/react-router'
import { office } from '../../shared/ask/index.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { type StateShape, StateWord } from '../../shared/state-word.tsx'
import type { LeadSearch } from './lead-search.ts'

type Lead = Awaited<ReturnType<typeof office.leads.listLeads>>['leads'][number]

const shapes: Readonly<Record<LeadState, StateShape>> = { open: 'open', assigned: 'under-way', returned: 'waiting', proposed: 'waiting', closed: 'done' }

const columns: readonly ListColumn<Lead>[] = [
  { key: 'word', title: '线索', show: ({ word }) => word, decides: true },
  { key: 'state', title: '办理', show: ({ state }) => <StateWord shape={shapes[state]}>{leadStateWords[state]}</StateWord>, decides: true },
  { key: 'presence', title: '本次运行', show: ({ presence }) => presenceWords[presence] },
  { key: 'dueOn', title: '期限', show: ({ dueOn }) => dueOn },
]

const LeadsPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  return (
    <ListPage
      id="leads"
      title="线索"
      says="比对和核定发现的问题，每一条有人管、有期限、有凭证才销号。"
      search={search}
      go={to => void navigate({ to: '/leads', search: to as LeadSearch })}
      load={async ({ kind, state, withoutOwner, dueBy, schoolId, township }, after, signal) => {
        const { total, leads, next } = await office.leads.listLeads(
          {
            ...(kind === undefined ? {} : { kind: kind as OpenKind }),
            ...(state === undefined ? {} : { state: state as LeadState }),
            ...(withoutOwner === undefined ? {} : { withoutOwner: true }),
            ...(dueBy === undefined ? {} : { dueBy }),
            ...(schoolId === undefined ? {} : { schoolId }),
            ...(township === undefined ? {} : { township }),
            ...(after === undefined ? {} : { after }),
          },
          { signal },
        )
        return { total, rows: leads, next }
      }}
      filters={[
        { key: 'kind', label: '线索种类', options: openKindIds.map(value => ({ value, word: openKinds[value].word })) },
        { key: 'state', label: '办理状态', options: leadStates.map(value => ({ value, word: leadStateWords[value] })) },
        { key: 'withoutOwner', label: '责任人', options: [{ value: 'true', word: '还没有责任人' }] },
      ]}
      columns={columns}
      keyOf={({ leadId }) => leadId}
      empty={{ says: '现在没有线索', todo: '运行一次核定并发布结果后，发现的问题会列在这里。' }}
      measure="条"
    />
  )
}

export const route = createLazyRoute('/leads')({ component: LeadsPage })
