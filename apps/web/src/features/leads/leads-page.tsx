import {
  type LeadHousehold,
  leadHouseholds,
  leadHouseholdWords,
  type LeadStanding,
  leadStandings,
  leadStandingWords,
  leadStateWords,
  type OpenKind,
  openKindIds,
  openKinds,
  possibleIn,
  presenceWords,
  type Presence,
  presences,
} from '@yingjin/domain/leads'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, type Me, useMe } from '../../shared/session/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { countWord } from '../../shared/count-word.ts'
import { placeWord } from '../../shared/place-word.ts'
import { given } from '../../shared/given.ts'
import type { LeadSearch } from './lead-search.ts'
import { childWord, leadShapes } from './shapes.ts'
import { AssignListed, type ListedFilter } from './assign-listed.tsx'
import { OfCounty } from './of-county.tsx'
import { takerField, useTakers } from './use-takers.ts'
import './leads.css'

type Lead = Awaited<ReturnType<typeof office.leads.listLeads>>['leads'][number]

const isLate = ({ state, dueOn }: Lead): boolean => state !== 'closed' && dueOn < today()

const columnsOf = (county: string | undefined): readonly ListColumn<Lead>[] => [
  {
    key: 'word',
    title: '线索',
    onPaper: ['线索种类', '要查什么'],
    show: ({ word, leadId, child }) => (
      <Link to="/leads/$leadId" params={{ leadId }} search={given({ county })}>
        {word}
        {child === null ? '' : ` · ${child.name}`}
      </Link>
    ),
    decides: true,
  },
  {
    key: 'place',
    title: '学校和班',
    onPaper: ['学校', '班级', '乡镇'],
    show: ({ child }) => (child === null ? childWord(child) : placeWord(child)),
    below: true,
  },
  {
    key: 'township',
    title: '乡镇',
    show: ({ child }) => child?.township ?? '',
    folded: true,
    // Of a child without a school the township stands in the place of the school.
    below: ({ child }) => (child === null || child.school === null ? '' : child.township),
  },
  {
    key: 'state',
    title: '办理',
    onPaper: ['办理状态'],
    show: ({ state }) => <StateWord shape={leadShapes[state]}>{leadStateWords[state]}</StateWord>,
    decides: true,
  },
  { key: 'owner', title: '责任人', show: ({ ownerName }) => ownerName ?? <span className="soft">还没有</span> },
  { key: 'presence', title: '本次运行', show: ({ presence }) => presenceWords[presence] },
  {
    key: 'dueOn',
    title: '期限',
    onPaper: ['办理期限', '过期'],
    show: lead => (isLate(lead) ? <StateWord shape="wrong">{lead.dueOn} 已过期</StateWord> : lead.dueOn),
    below: true,
  },
  { key: 'files', title: '凭据', show: ({ files }) => (files === 0 ? '' : `${files} 份`), align: 'right' },
]

type Many = Readonly<{ leads: readonly Lead[]; done: () => void }>
/** What the list is narrowed to, and how many it has. */
type OfList = Readonly<{ filter: ListedFilter; total: number }>
const asOrdered = (leads: readonly Lead[]) => leads.map(({ leadId, version }) => ({ leadId, version }))

/** To whom leads are given, many at once: all of them, or none. */
const AssignLeads = ({ leads, done }: Many) => {
  const takers = useTakers('leads')
  return (
    <OrderForm
      id="assign leads"
      fields={[takerField(takers)]}
      button={`派出 ${leads.length} 条线索`}
      submit={({ accountId = '' }, beside) => office.leads.assignLeads({ leads: asOrdered(leads), accountId }, beside)}
      done={done}
    />
  )
}

const ReturnLeads = ({ leads, done }: Many) => (
  <OrderForm
    id="return leads"
    fields={[{ key: 'says', label: '为什么退回', kind: 'line', required: true, placeholder: '例如：不归本校，孩子已转出' }]}
    button={`退回 ${leads.length} 条线索`}
    submit={({ says = '' }, beside) => office.leads.returnLeads({ leads: asOrdered(leads), says }, beside)}
    done={done}
  />
)

/** What may be done with the rows ticked: each with those it is possible for, all of them or none. */
const ManyLeads = ({ leads, done, filter, total }: Many & OfList) => {
  const [doing, setDoing] = useState<'assign' | 'return' | 'listed' | null>(null)
  const toAssign = leads.filter(({ state }) => possibleIn(state).includes('assign'))
  const toReturn = leads.filter(({ state }) => possibleIn(state).includes('return'))
  const ways = [
    ['assign', '成批派给责任人', toAssign],
    ['return', '成批退回', toReturn],
  ] as const
  return (
    <div className="many">
      {ways.map(([way, word, of]) => (
        <Button
          key={way}
          disabled={of.length === 0}
          aria-pressed={doing === way}
          type={doing === way ? 'primary' : 'default'}
          onClick={() => setDoing(doing === way ? null : way)}
        >
          {word}
          {of.length === leads.length ? '' : `（${of.length} 条可以）`}
        </Button>
      ))}
      {total > leads.length ? (
        <Button
          aria-pressed={doing === 'listed'}
          type={doing === 'listed' ? 'primary' : 'default'}
          onClick={() => setDoing(doing === 'listed' ? null : 'listed')}
        >
          选中全部 {countWord(total)} 条（按当前条件）派给责任人
        </Button>
      ) : null}
      {doing === 'listed' ? <AssignListed filter={filter} total={total} done={done} /> : null}
      {doing === 'assign' && toAssign.length > 0 ? <AssignLeads leads={toAssign} done={done} /> : null}
      {doing === 'return' && toReturn.length > 0 ? <ReturnLeads leads={toReturn} done={done} /> : null}
    </div>
  )
}

const asksOfHouseholds = (me: Me, county: string | undefined): boolean => county === undefined && mayReach(me, 'designations', 'rows')

/** What the address asks for, as the question is asked; mine is whoever's I stand in for. */
const filterOf = ({ kind, state, presence, owner, toReview, overdue, schoolId, township, household, sort, county }: LeadSearch, me: Me) => ({
  // Whoever may not read categories of difficulty has no such condition.
  ...given({ household: asksOfHouseholds(me, county) ? (household as LeadHousehold | undefined) : undefined }),
  ...given({ county }),
  ...(sort === undefined ? {} : { sort: 'found' as const }),
  ...given({ kind: kind as OpenKind | undefined, state: state as LeadStanding | undefined, presence: presence as Presence | undefined }),
  ...(owner === undefined
    ? {}
    : owner === 'none'
      ? { withoutOwner: true }
      : { ownerAccountId: owner === 'me' ? (me.onBehalfOf?.accountId ?? me.accountId) : owner }),
  ...(toReview === undefined ? {} : { toReview: true as const }),
  ...(overdue === undefined ? {} : { overdue: true as const }),
  ...given({ schoolId, township }),
})

type Owner = Awaited<ReturnType<typeof office.leads.listLeadOwners>>['owners'][number]

/** Me, nobody, and whoever has leads that are not closed; also whoever the address names and has none. */
const ownersOf = (owners: readonly Owner[], asked: string | undefined): readonly Readonly<{ value: string; word: string }>[] => {
  const known = new Map([
    ['me', '归我办'],
    ['none', '还没有责任人'],
    ...owners.flatMap(({ ownerAccountId, name, leads, overdue }) =>
      ownerAccountId === null
        ? []
        : [[ownerAccountId, `${name ?? `账号 ${ownerAccountId}`}（未销号 ${leads}${overdue === 0 ? '' : `，已过期 ${overdue}`}）`] as const],
    ),
  ])
  if (asked !== undefined && !known.has(asked)) known.set(asked, '这个人（没有未销号的）')
  return [...known].map(([value, word]) => ({ value, word }))
}

type Count = Awaited<ReturnType<typeof office.leads.countLeads>>['counts'][number]

/** The schools that have leads, and the one that the address names where it has none. */
const schoolsOf = (counts: readonly Count[], asked: string | undefined): readonly Readonly<{ value: string; word: string }>[] => {
  const known = new Map(counts.flatMap(({ place, placeName }) => (place === null ? [] : [[place, placeName ?? place] as const])))
  if (asked !== undefined && asked !== 'none' && !known.has(asked)) known.set(asked, '这所学校（没有线索）')
  return [...[...known].map(([value, word]) => ({ value, word })), { value: 'none', word: '没有学校' }]
}

const LeadsPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const me = useMe()
  const { county } = search
  const of = given({ county })
  const townships = useQuery({
    queryKey: ['leads by township', search.county],
    queryFn: ({ signal }) => office.leads.countLeads({ by: 'township', ...of }, { signal }),
  })
  const schools = useQuery({
    queryKey: ['leads by school', search.county],
    queryFn: ({ signal }) => office.leads.countLeads({ by: 'school', ...of }, { signal }),
    enabled: search.schoolId !== undefined,
  })
  const named = search.owner !== undefined && search.owner !== 'me' && search.owner !== 'none'
  const [wanted, setWanted] = useState(false)
  const owned = useQuery({
    queryKey: ['owners of leads', county],
    queryFn: ({ signal }) => office.leads.listLeadOwners(of, { signal }),
    enabled: wanted || named,
  })
  const places = new Map((townships.data?.counts ?? []).flatMap(({ place, placeName }) => (place === null ? [] : [[place, placeName ?? place] as const])))
  return (
    <ListPage
      id="leads"
      title="线索"
      says={
        <>
          {county === undefined ? null : <OfCounty county={county} />}
          比对和核定发现的问题，每一条有人管、有期限、有凭证才销号。
          <Link to="/leads/places" search={of}>
            看线索分布：按乡镇、学校、责任人
          </Link>
        </>
      }
      search={search}
      go={to => void navigate({ to: '/leads', search: to as LeadSearch })}
      load={async (asked, after, signal) => {
        const { total, leads, next } = await office.leads.listLeads({ ...filterOf(asked, me), ...given({ after }) }, { signal })
        return { total, rows: leads, next }
      }}
      // What a prefecture opened is looked at, and not taken along.
      {...(county === undefined
        ? { take: (asked: LeadSearch, as: 'workbook' | 'paper') => office.leads.takeLeadLedger.file({ ...filterOf(asked, me), as }) }
        : {})}
      filters={[
        { key: 'kind', label: '线索种类', options: openKindIds.map(value => ({ value, word: openKinds[value].word })) },
        { key: 'state', label: '办理状态', options: leadStandings.map(value => ({ value, word: leadStandingWords[value] })) },
        { key: 'township', label: '乡镇', options: [...[...places].map(([value, word]) => ({ value, word })), { value: 'none', word: '没有乡镇' }] },
        // By way of a school only: the list is light on a slow line.
        ...(search.schoolId === undefined
          ? []
          : [{ key: 'schoolId', label: '学校', width: 220, options: schoolsOf(schools.data?.counts ?? [], search.schoolId) }]),
        { key: 'presence', label: '本次运行', options: presences.map(value => ({ value, word: presenceWords[value] })) },
        { key: 'owner', label: '责任人', width: 220, options: ownersOf(owned.data?.owners ?? [], search.owner), wanted: () => setWanted(true) },
        { key: 'toReview', label: '复核', options: [{ value: 'true', word: '等我复核销号' }] },
        ...(asksOfHouseholds(me, county)
          ? [{ key: 'household' as const, label: '家庭情况', width: 200, options: leadHouseholds.map(value => ({ value, word: leadHouseholdWords[value] })) }]
          : []),
        { key: 'overdue', label: '期限', options: [{ value: 'true', word: '已过期' }] },
      ]}
      sorts={{ own: '期限早的在前', others: [{ value: 'found', word: '按发现的先后' }] }}
      columns={columnsOf(county)}
      keyOf={({ leadId }) => leadId}
      {...(mayReach(me, 'leads', 'write') && county === undefined
        ? {
            bulk: (rows: readonly Lead[], done: () => void, total: number) => (
              <ManyLeads leads={rows} done={done} filter={filterOf(search, me)} total={total} />
            ),
          }
        : {})}
      empty={{ says: '现在没有线索', todo: '运行一次核定并发布结果后，发现的问题会列在这里。' }}
      measure="条"
    />
  )
}

export const route = createLazyRoute('/leads')({ component: LeadsPage })
