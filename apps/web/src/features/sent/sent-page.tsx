import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { type ReceiptOutcome, receiptOutcomeWords, rowDoubtWords, rowsWord } from '@yingjin/domain/registry'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { useNarrow } from '../../shared/use-narrow.ts'
import { Told } from '../../shared/told.tsx'
import { TakeFile } from '../../shared/take-file.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import './sent.css'

const atOnce = 50

/** The next rows of a list, and the ones before. */
const Turn = ({ from, shown, total, turn }: Readonly<{ from: number; shown: number; total: number; turn: (step: -1 | 1) => void }>) => (
  <p className="totals no-print">
    <span>
      共 {countWord(total)} 行{total > shown ? `，这里是其中 ${countWord(shown)} 行` : ''}
    </span>
    {total <= atOnce ? null : (
      <span className="turn">
        <button type="button" className="second-button" disabled={from === 0} onClick={() => turn(-1)}>
          前面的
        </button>
        <button type="button" className="second-button" disabled={shown < atOnce} onClick={() => turn(1)}>
          后面的
        </button>
      </span>
    )}
  </p>
)

/** What the sender is asked to put right: how many rows for which reason, each opening to them. */
const Returned = ({ importId, listId, reason }: Readonly<{ importId: string; listId: string; reason: string | undefined }>) => {
  const [page, setPage] = useState(0)
  const { data, error } = useQuery({
    queryKey: ['returned rows', listId, reason, page],
    queryFn: ({ signal }) => office.registry.listReturnedRows({ listId, after: page * atOnce, ...given({ reason }) }, { signal }),
    placeholderData: keepPreviousData,
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return null
  if (data.reasons.length === 0) return null
  const chosen = data.reasons.find(each => each.reason === reason)
  return (
    <section className="paper" aria-label="要改正的行">
      <h2>要改正的行，按原因</h2>
      <table className="facts sent-reasons">
        <thead>
          <tr>
            <th scope="col">原因</th>
            <th scope="col" className="amount">
              整行未收
            </th>
            <th scope="col" className="amount">
              已收，有格未用
            </th>
          </tr>
        </thead>
        <tbody>
          {data.reasons.map(each => (
            <tr key={each.reason} className={each.reason === reason ? 'chosen' : ''}>
              <th scope="row">
                <Link
                  className="opens"
                  to="/sent/$importId"
                  params={{ importId }}
                  search={each.reason === reason ? {} : { reason: each.reason }}
                  aria-current={each.reason === reason ? 'true' : undefined}
                  onClick={() => setPage(0)}
                >
                  {each.word}
                </Link>
              </th>
              <td className="amount">{countWord(each.refused)}</td>
              <td className="amount">{countWord(each.noted)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>
        {chosen === undefined ? '全部要改正的行' : `“${chosen.word}”的行`}
        {chosen === undefined ? null : (
          <>
            {' '}
            <Link to="/sent/$importId" params={{ importId }} search={{}}>
              看全部
            </Link>
          </>
        )}
      </h3>
      <ul className="cards sent-rows">
        {data.rows.map(({ sheet, row, refused, says, cells }) => (
          <li key={`${sheet} ${row}`}>
            <p>
              <strong>
                “{sheet}”第 {row} 行
              </strong>{' '}
              <span className={`state ${refused ? 'wrong' : 'waiting'}`}>{refused ? '整行未收' : '已收，有格未用'}</span>
            </p>
            {says.map(each => (
              <p key={each}>{each}</p>
            ))}
            <p className="soft">
              {cells.map(({ header, text }, at) => (
                // A row may have one heading twice.
                // oxlint-disable-next-line react/no-array-index-key
                <span key={at} className="sent-cell">
                  {header}：{text}
                </span>
              ))}
            </p>
          </li>
        ))}
      </ul>
      {data.left > 0 ? <p className="soft">另有 {countWord(data.left)} 行也要改，太多没有留下，请先改好这些再发。</p> : null}
      <Turn from={page} shown={data.rows.length} total={data.total} turn={step => setPage(page + step)} />
    </section>
  )
}

/** What became of each row that was taken: 比对回执. */
const Receipt = ({ importId, outcome, committed }: Readonly<{ importId: string; outcome: ReceiptOutcome | undefined; committed: boolean }>) => {
  const narrow = useNarrow()
  const [cursors, setCursors] = useState<readonly number[]>([])
  const { data, error } = useQuery({
    queryKey: ['match receipt', importId, outcome, cursors],
    queryFn: ({ signal }) => office.registry.listMatchReceipt({ importId, after: cursors.at(-1) ?? 0, ...given({ outcome }) }, { signal }),
    placeholderData: keepPreviousData,
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined || data.outcomes.length === 0) return null
  const turn = (step: -1 | 1): void => {
    if (step === -1) return setCursors(cursors.slice(0, -1))
    if (data.next !== null) setCursors([...cursors, data.next])
  }
  return (
    <section className="paper" aria-label="比对回执">
      <h2>比对回执</h2>
      <p className="soft">
        {committed
          ? '收下的每一行在教育名册里的结果。对上的是谁、教育上的情况，不在贵单位的查看范围。'
          : '这一份还没有入库，只知道哪些行存疑；入库以后，每一行都有结果。'}
      </p>
      <p className="parts sent-outcomes">
        {data.outcomes.map(each => (
          <Link
            key={each.outcome}
            className="opens"
            to="/sent/$importId"
            params={{ importId }}
            search={each.outcome === outcome ? {} : { outcome: each.outcome }}
            aria-current={each.outcome === outcome ? 'page' : undefined}
            onClick={() => setCursors([])}
          >
            {receiptOutcomeWords[each.outcome]} {countWord(each.rows)} 行
          </Link>
        ))}
      </p>
      {narrow ? (
        <ul className="cards">
          {data.rows.map(row => (
            <li key={row.rowNo}>
              <div className="decides">
                <span>
                  {row.name ?? '（没有姓名）'} <span className="identifier soft">{row.numbers.map(({ masked }) => masked).join('、')}</span>
                  <br />
                  <span className="soft">
                    “{row.sheet}”第 {row.row} 行
                  </span>
                </span>
                <span>{outcomeWord(row)}</span>
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <table className="facts">
          <thead>
            <tr>
              <th scope="col">在哪里</th>
              <th scope="col">姓名</th>
              <th scope="col">证件号</th>
              <th scope="col">结果</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map(row => (
              <tr key={row.rowNo}>
                <td>
                  “{row.sheet}”第 {row.row} 行
                </td>
                <td>{row.name ?? '（没有姓名）'}</td>
                <td className="identifier">{row.numbers.map(({ masked }) => masked).join('、')}</td>
                <td>{outcomeWord(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Turn from={cursors.length} shown={data.rows.length} total={data.total} turn={turn} />
    </section>
  )
}

const outcomeWord = ({ outcome, question }: Readonly<{ outcome: ReceiptOutcome; question: string | null }>): string =>
  question === null ? receiptOutcomeWords[outcome] : `${receiptOutcomeWords[outcome]}：${rowDoubtWords[question as keyof typeof rowDoubtWords] ?? question}`

/** One list that a department sent: what was taken of it, what is to be put right, and what was found. */
const SentPage = () => {
  const { importId } = route.useParams()
  const { reason, outcome } = route.useSearch()
  const { data, error } = useQuery({ queryKey: ['received', importId], queryFn: ({ signal }) => office.registry.listReceived({ importId }, { signal }) })
  if (error !== null) return <RefusedPage title="这一份名单" problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开…</p>
  const [sent] = data.imports
  if (sent === undefined)
    return (
      <div className="empty">
        <strong>没有这一份名单，或者不在您的权限范围内</strong>
        <Link to="/">回到待办</Link>
      </div>
    )
  const { rosterName, asOf, status, sheetRows, rowsAccepted, unit, rowsRefused, returned, listId, file, readAgain } = sent
  const givenBack = status === 'given-up'
  const accepted = rowsWord({ sheetRows, entries: rowsAccepted, unit })
  return (
    <>
      <div className="page-head">
        <h1>
          {rosterName} <span className="soft">{asOf === null ? '' : `截至 ${asOf}`}</span>
        </h1>
        <div className="says">
          送来 {countWord(sheetRows + rowsRefused)} 行，
          {givenBack ? `其中读得懂 ${accepted}，不能收 ${countWord(rowsRefused)} 行` : `收下 ${accepted}，未收 ${countWord(rowsRefused)} 行`}。
          {!givenBack
            ? status === 'committed'
              ? '已入库。'
              : ''
            : readAgain === null
              ? '整份已退回：请改正后整份重发。'
              : '县教育局要换个读法重新读这个文件，不用重发。'}
          {readAgain === null || readAgain.importId === null ? null : (
            <>
              已经重新读过，
              <Link to="/sent/$importId" params={{ importId: readAgain.importId }} search={{}}>
                看重新读的这一份
              </Link>
              。
            </>
          )}
          {file === null ? '' : `文件：${file}`}
        </div>
        {listId === null || returned === 0 ? null : (
          <TakeFile className="plain-button" take={() => office.registry.takeReturnedRows.file({ listId })}>
            下载要改的 {countWord(returned)} 行
          </TakeFile>
        )}
      </div>
      {listId === null ? (
        <div className="told">这一份是随名册文件夹收下的，没有留下逐行的退回说明；要改的行请向县教育局要“收数报告”。</div>
      ) : (
        <Returned importId={importId} listId={listId} reason={reason} />
      )}
      <Receipt importId={importId} outcome={outcome as ReceiptOutcome | undefined} committed={status === 'committed'} />
    </>
  )
}

export const route = createLazyRoute('/sent/$importId')({ component: SentPage })
