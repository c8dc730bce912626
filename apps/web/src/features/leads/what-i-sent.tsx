import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { givenUpWord, rowsWord } from '@yingjin/domain/registry'
import type { ReactNode } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { type FactColumn, FactsTable } from '../../shared/facts-table.tsx'
import { StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { useNarrow } from '../../shared/use-narrow.ts'
import { TakeFile } from '../../shared/take-file.tsx'
import { countWord } from '../../shared/count-word.ts'
import './leads.css'

type Sent = Awaited<ReturnType<typeof office.registry.listReceived>>['imports'][number]
type Owed = Awaited<ReturnType<typeof office.registry.listOwedRosters>>['rosters'][number]

const Opened = ({ importId, search = {}, children }: Readonly<{ importId: string; search?: object; children: ReactNode }>) => (
  <Link className="opens" to="/sent/$importId" params={{ importId }} search={search}>
    {children}
  </Link>
)

/** What is to be sent next, and by when. */
const OwedLine = ({ rosterName, asOf, inForceUntil, overdue, later }: Owed) => (
  <li>
    <div className="decides">
      <span>
        {later?.status === 'given-up' && later.readAgain ? (
          <>
            <Opened importId={later.importId}>{rosterName}</Opened>：{later.asOf === null ? '' : `截至 ${later.asOf} 的`}一份县教育局正在重新读，不用重发。
          </>
        ) : later?.status === 'given-up' ? (
          <>
            <Opened importId={later.importId}>{rosterName}</Opened>：{later.asOf === null ? '' : `截至 ${later.asOf} 的`}一份已退回，
            {countWord(later.rowsRefused)} 行不能收。请改正后整份重发。
          </>
        ) : later !== null ? (
          <>
            <Opened importId={later.importId}>{rosterName}</Opened>：{later.asOf === null ? '' : `截至 ${later.asOf} 的`}一份县教育局已收到，还没有入库。
          </>
        ) : (
          <>{rosterName}：请送下一份。</>
        )}{' '}
        <span className="soft">
          {asOf === null
            ? '还没有入过库。'
            : `入库的最近一份截至 ${asOf}${inForceUntil === null ? '' : overdue ? `，${inForceUntil} 以后不再有效` : `，有效到 ${inForceUntil}`}。`}
        </span>
      </span>
      {overdue ? <StateWord shape="wrong">欠</StateWord> : <span className="no-wrap">{inForceUntil} 前</span>}
    </div>
  </li>
)

const counted = ({ importId, rowsRefused, returned }: Sent): ReactNode =>
  rowsRefused === 0 && returned === 0 ? '0' : <Opened importId={importId}>{countWord(rowsRefused)}</Opened>

const found = ({ importId, changes, status }: Sent, what: 'matched' | 'personsNew' | 'doubtful', outcome: 'matched' | 'new' | 'doubtful'): ReactNode => {
  if (changes === null) return '—'
  const count = changes[what]
  const opens = status === 'committed' || what === 'doubtful'
  return count === 0 || !opens ? (
    countWord(count)
  ) : (
    <Opened importId={importId} search={{ outcome }}>
      {countWord(count)}
    </Opened>
  )
}

/** Rows, and the persons they speak of where those are more. */
const acceptedWord = ({ sheetRows, rowsAccepted, unit }: Sent): string => rowsWord({ sheetRows, entries: rowsAccepted, unit })

const standing = ({ status, readAgain }: Sent): ReactNode =>
  status === 'committed' ? (
    <StateWord shape="done">已入库</StateWord>
  ) : status === 'given-up' ? (
    <StateWord shape={readAgain === null ? 'wrong' : readAgain.importId === null ? 'waiting' : 'open'}>{givenUpWord(readAgain)}</StateWord>
  ) : status === 'undone' ? (
    <StateWord shape="open">已撤销</StateWord>
  ) : (
    <StateWord shape="waiting">等入库</StateWord>
  )

const download = ({ listId, returned }: Sent): ReactNode =>
  listId === null || returned === 0 ? null : (
    <TakeFile className="link-button" take={() => office.registry.takeReturnedRows.file({ listId })}>
      下载要改的 {countWord(returned)} 行
    </TakeFile>
  )

const columns: readonly FactColumn<Sent>[] = [
  { word: '名单', as: 'head', show: ({ importId, rosterName }) => <Opened importId={importId}>{rosterName}</Opened> },
  { word: '截至', show: ({ asOf }) => <span className="no-wrap">{asOf ?? '没有写明'}</span> },
  { word: '办理', show: standing },
  { word: '送来', as: 'amount', show: ({ sheetRows, rowsRefused }) => countWord(sheetRows + rowsRefused) },
  { word: '收下', as: 'amount', show: each => (each.status === 'given-up' ? '0' : acceptedWord(each)) },
  { word: '未收', as: 'amount', show: counted },
  { word: '对上', as: 'amount', show: each => found(each, 'matched', 'matched') },
  { word: '教育名册里没有', as: 'amount', show: each => found(each, 'personsNew', 'new') },
  { word: '存疑', as: 'amount', show: each => found(each, 'doubtful', 'doubtful') },
  { word: '要改的', show: download },
]

const SentTable = ({ imports }: Readonly<{ imports: readonly Sent[] }>) => (
  <div className="wide">
    <FactsTable columns={columns} rows={imports} keyOf={({ importId }) => importId} />
  </div>
)

const SentCards = ({ imports }: Readonly<{ imports: readonly Sent[] }>) => (
  <ul className="cards">
    {imports.map(each => (
      <li key={each.importId}>
        <div className="decides">
          <span>
            <Opened importId={each.importId}>{each.rosterName}</Opened>
            <br />
            <span className="soft">{each.asOf === null ? '没有写明截止日期' : `截至 ${each.asOf}`}</span>
          </span>
          {standing(each)}
        </div>
        <p className="parts sent-numbers">
          <span>送来 {countWord(each.sheetRows + each.rowsRefused)} 行</span>
          <span>未收 {counted(each)}</span>
          <span>对上 {found(each, 'matched', 'matched')}</span>
          <span>教育名册里没有 {found(each, 'personsNew', 'new')}</span>
          <span>存疑 {found(each, 'doubtful', 'doubtful')}</span>
        </p>
        <div className="card-act">{download(each)}</div>
      </li>
    ))}
  </ul>
)

/** A partner department (register A-38 to A-40): what it still owes and by when, and of each list it sent what was taken, found and refused. */
export const WhatISent = () => {
  const narrow = useNarrow()
  const sent = useQuery({ queryKey: ['sent'], queryFn: ({ signal }) => office.registry.listReceived({ limit: 20 }, { signal }) })
  const owed = useQuery({ queryKey: ['owed'], queryFn: ({ signal }) => office.registry.listOwedRosters({}, { signal }) })
  const error = sent.error ?? owed.error
  if (error !== null) return <Told problem={problemOf(error)} />
  if (sent.data === undefined || owed.data === undefined) return null
  const { imports, total } = sent.data
  return (
    <>
      {owed.data.rosters.length === 0 ? null : (
        <section className="paper" aria-label="还要送的名单">
          <h2>还要送的名单</h2>
          <ul className="cards owed">
            {owed.data.rosters.map(each => (
              <OwedLine key={each.roster} {...each} />
            ))}
          </ul>
          <p className="soft">在原件上改好，整份重新送县教育局；没有提到的行不用动。</p>
        </section>
      )}
      <section className="paper" aria-label="我送来的名单">
        <h2>我送来的名单，{total} 份</h2>
        {imports.length === 0 ? <p className="soft">县教育局还没有收下贵单位的名单。收下以后，在这里看得到。</p> : null}
        {imports.length === 0 ? null : narrow ? <SentCards imports={imports} /> : <SentTable imports={imports} />}
        {total > imports.length ? <Link to="/receive/history">看更早的</Link> : null}
      </section>
    </>
  )
}
