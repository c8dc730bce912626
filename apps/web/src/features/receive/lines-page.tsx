import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { type ImportFigure, importFigureKinds, importFigures, undoFigures } from '@yingjin/domain/registry'
import { office, problemOf } from '../../shared/ask/index.ts'
import { given } from '../../shared/given.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { RefusedPage } from '../../shared/refused-page.tsx'
import type { LinesSearch } from './receive-search.ts'

type Line = Awaited<ReturnType<typeof office.registry.listImportLines>>['lines'][number]
type Fact = Line['facts'][number]

const name: ListColumn<Line> = {
  key: 'name',
  title: '姓名',
  show: ({ personId, name: called }) =>
    personId === null ? (
      (called ?? '（没有姓名）')
    ) : (
      <Link to="/persons/$personId" params={{ personId }} search={{}}>
        {called}
      </Link>
    ),
  decides: true,
}
const where: ListColumn<Line> = {
  key: 'where',
  title: '在哪里',
  show: ({ school, className, township }) =>
    [school, className, township].filter(each => each !== null).join(' ') || <span className="soft">没有登记学校和乡镇</span>,
  onPaper: ['学校', '班级', '乡镇'],
  below: true,
}
const place: ListColumn<Line> = {
  key: 'place',
  title: '这份名册的哪一行',
  show: ({ place: at }) => (at === null ? <span className="soft">不在这份上</span> : `“${at.sheet}”第 ${at.row} 行`),
}
const placeBelow: ListColumn<Line> = { ...place, below: true }

const byWord = ({ by }: Fact): string =>
  by === null
    ? ''
    : [by.sourceName, by.sender, by.asOf === null ? null : `截至 ${by.asOf}`, by.sheet === null ? null : `“${by.sheet}”第 ${by.row} 行`]
        .filter(each => each !== null)
        .join('，')

const Facts = ({ facts, same }: Readonly<{ facts: readonly Fact[]; same: boolean }>) => (
  <ul className="plain-list">
    {facts.map((fact, at) => (
      <li key={`${fact.word} ${at}`}>
        {fact.word}：{same ? fact.was : `${fact.was ?? '没有'} → `}
        {same ? null : <strong>{fact.will ?? '没有了'}</strong>}
        {fact.by === null ? null : <div className="soft">原登记：{byWord(fact)}</div>}
      </li>
    ))}
  </ul>
)
const change = (title: string, same: boolean): ListColumn<Line> => ({
  key: 'change',
  title,
  show: ({ facts }) => <Facts facts={facts} same={same} />,
  onPaper: ['信息', '原来', '以后', '原来由哪份名册登记'],
  decides: true,
})

const isOfUndo = (figure: ImportFigure): boolean => (undoFigures as readonly string[]).includes(figure)
const columnsOf = (figure: ImportFigure): readonly ListColumn<Line>[] => {
  switch (figure) {
    case 'persons-matched':
    case 'persons-new':
    case 'undo-gone':
      return [name, where, { ...place, decides: true }]
    case 'last-list':
    case 'not-here':
      return [name, where, change('上一份上的登记', true)]
    case 'facts-ended':
      return [name, where, change('现在 → 入库以后', false)]
    case 'facts-unchanged':
      return [name, where, placeBelow, change('没有变化的登记', true)]
    case 'facts-new':
    case 'facts-changed':
      return [name, where, placeBelow, change('原来 → 这份名册写的', false)]
    case 'undo-ended':
    case 'undo-restored':
      return [name, where, placeBelow, change('现在 → 撤销以后', false)]
  }
}

/** The lines behind one figure of a batch: what a dry run or the commit counted, or what an undo would do. */
const LinesPage = () => {
  const { importId } = route.useParams()
  const search = route.useSearch()
  const navigate = useNavigate()
  const figure = (search.figure ?? 'facts-changed') as ImportFigure
  const { data, error } = useQuery({ queryKey: ['received', importId], queryFn: ({ signal }) => office.registry.listReceived({ importId }, { signal }) })
  if (error !== null) return <RefusedPage title="这一批的明细" problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开…</p>
  const [received] = data.imports
  if (received === undefined)
    return (
      <div className="empty">
        <strong>没有这一批，或者不在您的权限范围内</strong>
        <Link to="/receive/history">看收数历史</Link>
      </div>
    )
  const { rosterName, status, asOf } = received
  const { word, measure } = importFigures[figure]
  const written = status === 'committed' || status === 'undone'
  return (
    <ListPage<Line, LinesSearch>
      key={figure}
      id={`lines ${figure}`}
      title={`${rosterName} · ${word}`}
      says={
        <>
          {isOfUndo(figure)
            ? '撤销还没有办，按现在的登记列出。'
            : written
              ? '入库时数的，一条不多一条不少。'
              : '试算时数的，一条不多一条不少；还没有入库，什么也没有改。'}
          名册截至 {asOf ?? '没有写明'}。{' '}
          <Link to="/receive/history/$importId" params={{ importId }}>
            回到批次 {importId}
          </Link>
        </>
      }
      search={{ ...search, figure }}
      go={to => void navigate({ to: '/receive/history/$importId/lines', params: { importId }, search: to as LinesSearch })}
      take={(_, as) => office.registry.takeImportLines.file({ importId, figure, as })}
      load={async (_, after, signal) => {
        const found = await office.registry.listImportLines({ importId, figure, ...given({ after }) }, { signal })
        return { total: found.total, rows: found.lines, next: found.next, beyond: found.beyond }
      }}
      filters={[
        {
          key: 'figure',
          label: '看哪个数',
          width: 220,
          frames: true,
          options: importFigureKinds.filter(each => status === 'committed' || !isOfUndo(each)).map(each => ({ value: each, word: importFigures[each].word })),
        },
      ]}
      columns={columnsOf(figure)}
      keyOf={({ lineId }) => lineId}
      empty={{ says: '这个数是 0，或者都不在您的范围内', todo: '换一个数看，或者回到这一批。' }}
      measure={measure}
    />
  )
}

export const route = createLazyRoute('/receive/history/$importId/lines')({ component: LinesPage })
