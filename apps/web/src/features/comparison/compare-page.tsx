import type { ComparedPart } from '@yingjin/domain/registry'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { type ListColumn, ListPage, nameColumn } from '../../shared/list-page/index.ts'
import { Told } from '../../shared/told.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import type { CompareSearch } from './compare-search.ts'

type Compared = Awaited<ReturnType<typeof office.registry.listCompared>>['persons'][number]
type Comparison = Awaited<ReturnType<typeof office.registry.compareRosters>>
type Pair = Readonly<{ left: string; right: string }>

const columns: readonly ListColumn<Compared>[] = [
  nameColumn,
  { key: 'bornOn', title: '出生日期', show: ({ bornOn }) => bornOn ?? '', width: 108 },
  { key: 'numbers', title: '证件号码', show: ({ numbers }) => <span className="number">{numbers.map(({ masked }) => masked).join('、')}</span> },
  {
    key: 'place',
    title: '学校和班',
    show: ({ school, className }) => [school, className].filter(each => each !== null).join(' ') || <span className="soft">没有登记学校</span>,
    decides: true,
  },
  { key: 'township', title: '乡镇', show: ({ township }) => township ?? '', width: 96 },
  {
    key: 'places',
    title: '在名册里的位置',
    show: ({ places }) => places.map(({ rosterName, sheet, row }) => `${rosterName} ${sheet} 第 ${row} 行`).join('；'),
  },
]

/** Whom a comparison is about where the address does not say: children by household register against those on the roll. */
const usual: Pair = { left: 'household-register', right: 'student-roll' }
const pairOf = ({ left, right }: CompareSearch, there: readonly string[]): Pair | null => {
  const others = [usual.left, usual.right, ...there].filter(each => there.includes(each))
  const first = left ?? others.find(each => each !== right)
  const second = right ?? others.find(each => each !== first)
  return first === undefined || second === undefined ? null : { left: first, right: second }
}

const asOf = ({ batches }: Comparison['left']): string => {
  const days = batches.flatMap(({ asOf: day }) => (day === null ? [] : [day])).toSorted()
  return days.length === 0 ? '没有写截止日期' : `截至 ${[...new Set([days[0], days.at(-1)])].join(' 至 ')}`
}

/** Both rosters in a line each, and the three numbers, each open to its names. */
const Numbers = ({ pair, data }: Readonly<{ pair: Pair; data: Comparison }>) => {
  const { left, right, both, leftOnly, rightOnly } = data
  const lines = [
    { of: 'left', word: `“${left.rosterName}”有、“${right.rosterName}”没有`, n: leftOnly },
    { of: 'right', word: `“${right.rosterName}”有、“${left.rosterName}”没有`, n: rightOnly },
    { of: 'both', word: '两份名册都有', n: both },
  ] as const
  return (
    <>
      {[left, right].map(side => (
        <div key={side.roster}>
          {`“${side.rosterName}” ${countWord(side.persons)} 人（${side.batches.length} 批，${asOf(side)}${
            side.batches.every(({ coverage }) => coverage === 'complete') ? '' : '，有的只是部分名单，没有在上面不等于不是'
          }）`}
          {side.undecided === 0 ? '' : `；另有 ${countWord(side.undecided)} 行还没认定是谁，不在下面的数里`}
        </div>
      ))}
      <div className="parts">
        {lines.map(({ of, word, n }) => (
          <Link key={of} className="opens" to="/compare" search={{ ...pair, part: of }}>
            {word} {countWord(n)} 人
          </Link>
        ))}
      </div>
    </>
  )
}

/** Any roster against any roster: who is on both and who on one alone. */
const ComparePage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const me = useMe()
  const rosters = useQuery({ queryKey: ['comparable rosters'], queryFn: ({ signal }) => office.registry.listComparable({}, { signal }) })
  const there = (rosters.data?.rosters ?? []).map(({ roster }) => roster)
  const pair = pairOf(search, there)
  const part = (search.part ?? 'left') as ComparedPart
  const numbers = useQuery({
    queryKey: ['compare rosters', pair],
    queryFn: ({ signal }) => office.registry.compareRosters(pair ?? usual, { signal }),
    enabled: pair !== null,
  })
  if (rosters.error !== null) return <RefusedPage title="名册比对" problem={problemOf(rosters.error)} />
  if (rosters.data === undefined) return <p className="empty">正在打开…</p>
  if (pair === null)
    return (
      <>
        <div className="page-head">
          <h1>名册比对</h1>
        </div>
        <div className="empty">
          <strong>还没有两种名册可以比对</strong>
          {mayReach(me, 'imports', 'write')
            ? '入库的名册不到两种。先把各单位报来的名册收进来、入库，再来比对。'
            : '您看得到的、已经入库的名册不到两种。全县的名册由资助中心收下、比对；您的学校或班级的差异，看“核定”和“线索”。'}
        </div>
      </>
    )
  const options = rosters.data.rosters.map(({ roster, rosterName }) => ({ value: roster, word: rosterName }))
  return (
    <ListPage
      id="compare"
      title="名册比对"
      says={
        numbers.error === null ? (
          numbers.data === undefined ? (
            '正在比对…'
          ) : (
            <Numbers pair={pair} data={numbers.data} />
          )
        ) : (
          <Told problem={problemOf(numbers.error)} />
        )
      }
      search={{ ...search, ...pair, part }}
      go={to => void navigate({ to: '/compare', search: to as CompareSearch })}
      load={async (_, after, signal) => {
        const { total, persons, next } = await office.registry.listCompared({ ...pair, part, ...given({ after }) }, { signal })
        return { total, rows: persons, next }
      }}
      take={(_, as) => office.registry.takeCompared.file({ ...pair, part, as })}
      filters={[
        { key: 'left', label: '名册甲', options, width: 220, frames: true },
        { key: 'right', label: '名册乙', options, width: 220, frames: true },
        {
          key: 'part',
          label: '看哪一部分',
          frames: true,
          options: [
            { value: 'left', word: '甲有乙没有' },
            { value: 'right', word: '乙有甲没有' },
            { value: 'both', word: '甲乙都有' },
          ],
        },
      ]}
      columns={columns}
      keyOf={({ personId }) => personId}
      empty={{ says: '这一部分没有人', todo: '换一部分，或者换一种名册再比。' }}
      measure="人"
    />
  )
}

export const route = createLazyRoute('/compare')({ component: ComparePage })
