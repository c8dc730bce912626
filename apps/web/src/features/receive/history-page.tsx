import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { givenUpWord, importStatuses, type ImportStatus, importStatusWords, rowsWord } from '@yingjin/domain/registry'
import { office } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { TakeFile } from '../../shared/take-file.tsx'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import type { HistorySearch } from './receive-search.ts'
import { ChangesSaid } from './changes-said.tsx'
import { importShapes, sentWords } from './words.ts'

type Received = Awaited<ReturnType<typeof office.registry.listReceived>>['imports'][number]

/** The rows of which somebody is to say whom they stand for. */
const toDecide = ({ importId, undecided }: Received) =>
  undecided === 0 ? null : (
    <Link className="opens" to="/receive/history/$importId/doubts" params={{ importId }}>
      还有 {countWord(undecided)} 行没认定是谁
    </Link>
  )

const columns: readonly ListColumn<Received>[] = [
  {
    key: 'roster',
    title: '名册',
    show: ({ importId, rosterName }) => (
      <Link to="/receive/history/$importId" params={{ importId }}>
        {rosterName}
      </Link>
    ),
    decides: true,
  },
  { key: 'status', title: '办理', show: ({ status }) => <StateWord shape={importShapes[status]}>{importStatusWords[status]}</StateWord>, decides: true },
  { key: 'asOf', title: '截至', show: ({ asOf }) => asOf ?? <span className="soft">没有写明</span> },
  { key: 'sender', title: '报送单位', show: ({ sender }) => sender },
  {
    key: 'accepted',
    title: '收',
    align: 'right',
    show: ({ sheetRows, rowsAccepted, unit }) => <span className="amount">{rowsWord({ sheetRows, entries: rowsAccepted, unit })}</span>,
  },
  {
    key: 'refused',
    title: '未收',
    align: 'right',
    show: ({ rowsRefused, returned, listId }) =>
      returned > 0 && listId !== null ? (
        <>
          {countWord(rowsRefused)} 行{' '}
          <TakeFile className="link-button opens" take={() => office.registry.takeReturnedRows.file({ listId })}>
            下载要改的 {countWord(returned)} 行
          </TakeFile>
        </>
      ) : (
        `${countWord(rowsRefused)} 行`
      ),
  },
  {
    key: 'undecided',
    title: '存疑',
    show: received => toDecide(received) ?? '',
  },
  {
    key: 'changes',
    title: '改变了什么',
    folded: true,
    show: ({ importId, changes }) => (changes === null ? '' : <ChangesSaid importId={importId} changes={changes} />),
  },
  { key: 'file', title: '文件', show: ({ file }) => <span className="file-name">{file ?? '随核定运行登记'}</span> },
  { key: 'when', title: '入库', show: ({ committedAt }) => (committedAt === null ? '' : momentWord(committedAt)) },
  { key: 'by', title: '谁放入', folded: true, show: ({ by }) => by ?? '' },
]

/** The rows that the department is to put right, to be taken along. */
const toPutRight = ({ listId, returned }: Received) =>
  listId === null || returned === 0 ? null : (
    <TakeFile className="link-button" take={() => office.registry.takeReturnedRows.file({ listId })}>
      下载要改的 {countWord(returned)} 行
    </TakeFile>
  )

/** To the department that sent a list it opens as what became of it. */
const ownColumns: readonly ListColumn<Received>[] = columns.flatMap(column => {
  switch (column.key) {
    case 'roster':
      return {
        ...column,
        title: '名单',
        show: ({ importId, rosterName, asOf }: Received) => (
          <>
            <Link to="/sent/$importId" params={{ importId }}>
              {rosterName}
            </Link>
            <div className="soft">{asOf === null ? '没有写明截至哪天' : `截至 ${asOf}`}</div>
          </>
        ),
      }
    case 'status':
      return {
        ...column,
        show: ({ status, readAgain }: Received) =>
          status === 'given-up' ? (
            <StateWord shape={readAgain === null ? 'wrong' : 'waiting'}>{givenUpWord(readAgain)}</StateWord>
          ) : (
            <StateWord shape={importShapes[status]}>{sentWords[status]}</StateWord>
          ),
      }
    case 'undecided':
      return {
        ...column,
        show: ({ importId, undecided }: Received) =>
          undecided === 0 ? (
            ''
          ) : (
            <Link className="opens" to="/sent/$importId" params={{ importId }} search={{ outcome: 'doubtful' }}>
              {countWord(undecided)} 行等人认定
            </Link>
          ),
      }
    case 'asOf':
    case 'sender':
    case 'by':
      return []
    default:
      return column
  }
})

/** Every batch that was received, the newest first; a department sees those of its own list. */
const HistoryPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const own = !mayReach(useMe(), 'imports', 'write')
  return (
    <ListPage
      id="received"
      title={own ? '本单位送来的名单' : '收数历史'}
      says={
        own
          ? '贵单位送来的每一份名单：收了多少行，哪些行没有收和为什么；没有收的可以下载，改好后发回。'
          : '收过的每一批：从哪个文件来、收了多少、改变了什么；入库的可以整批撤销，撤销前先看后果。'
      }
      search={search}
      go={to => void navigate({ to: '/receive/history', search: to as HistorySearch })}
      load={async ({ roster, status, undecided }, before, signal) => {
        const { total, imports, next } = await office.registry.listReceived(
          {
            ...(roster === undefined ? {} : { roster: roster as never }),
            ...(undecided === 'true' ? { undecided: true } : {}),
            ...given({ status: status as ImportStatus | undefined, before }),
          },
          { signal },
        )
        return { total, rows: imports, next }
      }}
      filters={[
        { key: 'status', label: '办理', options: importStatuses.map(value => ({ value, word: (own ? sentWords : importStatusWords)[value] })) },
        { key: 'undecided', label: '存疑', options: [{ value: 'true', word: own ? '有等人认定的行' : '有没认定的行' }] },
        ...(search.roster === undefined
          ? []
          : [{ key: 'roster', label: '名册', options: [{ value: search.roster, word: '从收数进度选的这一种' }], width: 220 }]),
      ]}
      columns={own ? ownColumns : columns}
      keyOf={({ importId }) => importId}
      empty={
        own ? { says: '还没有贵单位的名单', todo: '县教育局收下以后，在这里看得到。' } : { says: '还没有收过名册', todo: <Link to="/receive">去放入名册</Link> }
      }
      measure={own ? '份' : '批'}
      act={own ? toPutRight : toDecide}
    />
  )
}

export const route = createLazyRoute('/receive/history')({ component: HistoryPage })
