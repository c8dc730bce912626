import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { deliveryStatusWords, listStandingWords, rowsWord } from '@yingjin/domain/registry'
import { office, problemOf } from '../../shared/ask/index.ts'
import { JobProgress, useWorking } from '../../shared/job/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { useAttempt } from '../../shared/use-attempt.ts'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { countWord } from '../../shared/count-word.ts'
import { DeliveryReading } from './delivery-reading.tsx'
import { DropZone } from './drop-zone.tsx'
import { NotHere } from './not-here.tsx'
import './receive.css'
import { commitImports, forgetSent, readFiles, sendFiles, type SentFile, stageLists, useSending } from './sending.ts'
import { ChangesSaid } from './changes-said.tsx'
import { deliveryShapes, listShapes } from './words.ts'

type Delivery = Awaited<ReturnType<typeof office.registry.listDeliveries>>['deliveries'][number]

const sentWords: Readonly<Record<SentFile['state'], string>> = {
  waiting: '等待上传',
  sending: '正在传',
  here: '已收下',
  'there-already': '已经在这里',
  'taken-before': '以前收过',
  refused: '没有收下',
}

const SentLine = ({ file: { name, state, says, deliveryId } }: Readonly<{ file: SentFile }>) => (
  <li>
    <div className="sent-line">
      <span className="file-name">
        {deliveryId === null ? (
          name
        ) : (
          <Link to="/receive" search={{ delivery: deliveryId }}>
            {name}
          </Link>
        )}
      </span>
      <StateWord shape={state === 'refused' ? 'wrong' : state === 'sending' ? 'under-way' : state === 'waiting' ? 'waiting' : 'done'}>
        {sentWords[state]}
      </StateWord>
    </div>
    {says === '' ? null : <div className="soft">{says}</div>}
  </li>
)

/** What is said of a file, without its name. */
const saysOf = ({ name, says }: SentFile): string => says.replace(`“${name}”`, '')

/** Files refused for the same reason, forty photographs of one folder: the reason once, the names folded. */
const RefusedAlike = ({ files, says }: Readonly<{ files: readonly SentFile[]; says: string }>) => (
  <li>
    <div className="sent-line">
      <span>{files.length} 个文件</span>
      <StateWord shape="wrong">{sentWords.refused}</StateWord>
    </div>
    <div className="soft">{says}</div>
    <details>
      <summary>看是哪 {files.length} 个</summary>
      <ul className="plain-list">
        {files.map(({ key, name }) => (
          <li key={key} className="file-name">
            {name}
          </li>
        ))}
      </ul>
    </details>
  </li>
)

/** What was dropped just now and is not among the files below: refused, here already, or on its way. */
const SentFiles = ({ files }: Readonly<{ files: readonly SentFile[] }>) => {
  const shown = files.filter(({ state, says }) => state !== 'here' || says !== '')
  if (shown.length === 0) return null
  const finished = files.every(({ state }) => state !== 'waiting' && state !== 'sending')
  const waiting = shown.filter(({ state }) => state === 'waiting')
  const refused = Map.groupBy(
    shown.filter(({ state }) => state === 'refused'),
    saysOf,
  )
  const alike = [...refused].filter(([, of]) => of.length > 2)
  const alone = shown.filter(file => file.state !== 'waiting' && !alike.some(([says]) => file.state === 'refused' && says === saysOf(file)))
  return (
    <section className="paper" aria-label="刚放入的">
      {finished ? null : (
        <p>
          一共 {countWord(files.length)} 个，办完 {countWord(files.filter(({ state }) => state !== 'waiting' && state !== 'sending').length)}{' '}
          个。可以去做别的，回来还在。
        </p>
      )}
      <ul className="plain-list sent-files" aria-live="polite">
        {alone.map(file => (
          <SentLine key={file.key} file={file} />
        ))}
        {waiting.length > 2 ? (
          <li className="soft">还有 {countWord(waiting.length)} 个等待上传</li>
        ) : (
          waiting.map(file => <SentLine key={file.key} file={file} />)
        )}
        {alike.map(([says, of]) => (
          <RefusedAlike key={says} files={of} says={says} />
        ))}
      </ul>
      {finished ? (
        <button type="button" className="link-button" onClick={forgetSent}>
          看过了，收起
        </button>
      ) : null}
    </section>
  )
}

/** Of a file with one list, its rows and what they speak of; several lists are not added up to persons. */
const takenWord = ([list, ...more]: Delivery['lists'], rowsAccepted: number): string =>
  list === undefined || more.length > 0 ? `${countWord(rowsAccepted)} 行` : rowsWord({ sheetRows: list.rowsAccepted, entries: list.entries, unit: list.unit })

/** How a list stands; of a file that was taken before, by which batch. */
const ListState = ({ list: { standing, takenBefore } }: Readonly<{ list: Delivery['lists'][number] }>) => (
  <StateWord shape={listShapes[standing]}>
    {standing !== 'taken-before' || takenBefore === null ? (
      listStandingWords[standing]
    ) : (
      <span>
        {listStandingWords[standing]}（
        <Link to="/receive/history/$importId" params={{ importId: takenBefore }}>
          批次 {takenBefore}
        </Link>
        ）
      </span>
    )}
  </StateWord>
)

const DeliveryLine = ({ delivery, chosen }: Readonly<{ delivery: Delivery; chosen: boolean }>) => {
  const { deliveryId, name, status, message, lists, rowsAccepted, rowsRefused } = delivery
  return (
    <li className={chosen ? 'chosen' : ''}>
      <Link to="/receive" search={{ delivery: deliveryId }} className="file-name" {...(chosen ? { 'aria-current': 'true' as const } : {})}>
        {name}
      </Link>
      {lists.length === 0 ? (
        <div>
          <StateWord shape={deliveryShapes[status]}>{deliveryStatusWords[status]}</StateWord>
          {message === null || status === 'arrived' || chosen ? null : <div className="soft">{message}。</div>}
        </div>
      ) : null}
      {lists.map(list => (
        <div key={list.listId} className="sent-line">
          <span>
            {list.rosterName} <span className="soft">{list.asOf === null ? '没有日期' : `截至 ${list.asOf}`}</span>
          </span>
          <ListState list={list} />
        </div>
      ))}
      {status === 'read' && lists.length > 0 ? (
        <div className="soft">
          收 {takenWord(lists, rowsAccepted)}
          {rowsRefused === 0 ? '' : `，未收 ${countWord(rowsRefused)} 行`}
        </div>
      ) : null}
    </li>
  )
}

/** Files of which every list was taken before: nothing is left to be done with them. */
const TakenBefore = ({ of, after }: Readonly<{ of: readonly Delivery[]; after: () => Promise<unknown> }>) => {
  const { busy, problem, attempt } = useAttempt()
  const putAside = async (): Promise<void> => {
    for (const { deliveryId, version } of of) await office.registry.setDeliveryAside({ deliveryId, version, says: '以前收过，不再收' })
  }
  if (of.length === 0) return null
  return (
    <>
      {problem === null ? null : <Told problem={problem} />}
      <button type="button" className="second-button" disabled={busy} onClick={() => void attempt(putAside).then(after)}>
        退出以前收过的 {of.length} 份
      </button>
    </>
  )
}

/** What was tried and waits: each says what it would change, and opens to its page. */
const Staged = ({ deliveries, busy }: Readonly<{ deliveries: readonly Delivery[]; busy: boolean }>) => {
  const staged = deliveries.flatMap(({ lists }) => lists.filter(({ standing }) => standing === 'staged'))
  if (staged.length === 0) return null
  return (
    <section className="paper" aria-label="已试算，等入库">
      <h2>已试算，等入库</h2>
      <ul className="plain-list">
        {staged.map(({ listId, importId, rosterName, changes }) => (
          <li key={listId}>
            {importId === null ? (
              rosterName
            ) : (
              <Link to="/receive/history/$importId" params={{ importId }}>
                {rosterName}
              </Link>
            )}
            <div className="soft">
              {changes === null ? (
                '还没有试算出结果'
              ) : (
                <>
                  <ChangesSaid importId={importId} changes={changes} />。
                </>
              )}
            </div>
            {changes === null ? null : <NotHere importId={importId} changes={changes} />}
            {importId === null || changes === null || changes.doubtful === 0 ? null : (
              <Link className="opens" to="/receive/history/$importId/doubts" params={{ importId }}>
                入库以前，先认定存疑的行
              </Link>
            )}
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="plain-button"
        disabled={busy}
        onClick={() => void commitImports(staged.flatMap(({ importId, changes }) => (importId === null || changes === null ? [] : [importId])))}
      >
        入库 {staged.length} 份
      </button>
      <p className="soft">入库后可以整批撤销。几份一起入库时一份接一份，后面的会对上前面新增的人。</p>
    </section>
  )
}

/** 收数: files on the left with what became of each, the reading of the chosen one on the right. */
const ReceivePage = () => {
  const { delivery: chosen } = route.useSearch()
  const queries = useQueryClient()
  const sending = useSending()
  const working = useWorking(sending.jobIds)
  const { data, error } = useQuery({ queryKey: ['deliveries'], queryFn: ({ signal }) => office.registry.listDeliveries({}, { signal }) })
  const deliveries = data?.deliveries ?? []
  const open = deliveries.flatMap(({ lists }) => lists.filter(({ standing }) => standing === 'ready' || standing === 'to-confirm'))
  // Of two files of one roster the later would take the place of the earlier: which is meant, a person says.
  const twice = new Set([...Map.groupBy(open, ({ roster }) => roster)].flatMap(([roster, of]) => (of.length > 1 ? [roster] : [])))
  const ready = open.filter(({ standing, roster }) => standing === 'ready' && !twice.has(roster))
  const takenBefore = deliveries.filter(({ lists }) => lists.length > 0 && lists.every(({ standing }) => standing === 'taken-before'))
  const unread = deliveries.filter(({ status }) => status === 'arrived')
  const toLook = deliveries.filter(
    ({ status, lists }) => status === 'no-roster' || status === 'unreadable' || lists.some(({ standing }) => standing === 'to-confirm'),
  )
  const shown = chosen ?? toLook[0]?.deliveryId ?? deliveries[0]?.deliveryId
  const busy = sending.busy || working
  if (error !== null && data === undefined) return <RefusedPage title="收数" problem={problemOf(error)} />
  return (
    <>
      <div className="page-head">
        <h1>收数</h1>
        <div className="says">
          {data === undefined
            ? '各部门、各校发来的名册从这里收。'
            : `还没办完的来件 ${countWord(data.total)} 份${toLook.length === 0 ? '' : `，其中 ${countWord(toLook.length)} 份要您核对`}；能确定的一次试算，入库以前什么也不改。`}
        </div>
        {ready.length === 0 ? null : (
          <button type="button" className="plain-button" disabled={busy} onClick={() => void stageLists(ready.map(({ listId }) => listId))}>
            全部能确定的 {ready.length} 份：试算
          </button>
        )}
      </div>
      {error === null ? null : <Told problem={problemOf(error)} />}
      {sending.problem === null ? null : (
        <div className="told wrong" role="alert">
          {sending.problem}
        </div>
      )}
      {twice.size === 0 ? null : (
        <div className="told late">
          同一种名册来了不止一份：{[...new Set(open.filter(({ roster }) => twice.has(roster)).map(({ rosterName }) => rosterName))].join('、')}。
          后入库的会代替先入库的，请逐份核对后再试算，不用的请退出。
        </div>
      )}
      <div className="receive-sides">
        <div className="receive-files">
          <DropZone busy={sending.busy} send={files => void sendFiles(files, () => queries.invalidateQueries({ queryKey: ['deliveries'] }))} />
          {sending.jobIds.map(jobId => (
            <section key={jobId} className="paper">
              <JobProgress jobId={jobId} />
            </section>
          ))}
          <SentFiles files={sending.files} />
          <Staged deliveries={deliveries} busy={busy} />
          <section className="paper" aria-label="来件">
            <h2>来件</h2>
            {data !== undefined && deliveries.length === 0 ? (
              <div className="empty">
                <strong>没有没办完的来件</strong>
                放入文件后，这里逐份列出认作什么、收了多少。
              </div>
            ) : (
              <ul className="deliveries">
                {deliveries.map(delivery => (
                  <DeliveryLine key={delivery.deliveryId} delivery={delivery} chosen={delivery.deliveryId === shown} />
                ))}
              </ul>
            )}
            <TakenBefore of={takenBefore} after={() => queries.invalidateQueries()} />
            {unread.length > 0 && !busy ? (
              <button type="button" className="second-button" onClick={() => void readFiles(unread.map(({ deliveryId }) => deliveryId))}>
                读取还没读的 {unread.length} 份
              </button>
            ) : null}
          </section>
        </div>
        <div className="receive-reading">
          {shown === undefined ? (
            <section className="paper empty">
              <strong>还没有可看的来件</strong>
              左边放入文件，读完后在这里看每张表认作什么、每一列是什么意思、哪些行没有收。
            </section>
          ) : (
            <DeliveryReading key={shown} deliveryId={shown} busy={busy} />
          )}
        </div>
      </div>
    </>
  )
}

export const route = createLazyRoute('/receive')({ component: ReceivePage })
