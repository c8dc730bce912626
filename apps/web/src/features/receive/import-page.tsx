import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { importStatusWords, rowsWord } from '@yingjin/domain/registry'
import { useState } from 'react'
import { office, type Problem, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { JobProgress, startJob } from '../../shared/job/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { termWord } from '../../shared/term-word.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { AlikeLinks } from './alike-links.tsx'
import { TakeFile } from '../../shared/take-file.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { Rests } from '../../shared/rests.tsx'
import { countWord } from '../../shared/count-word.ts'
import { FactsTable } from '../../shared/facts-table.tsx'
import { answerWord, doubtOf, numbersOf } from './doubts.ts'
import { NotHere } from './not-here.tsx'
import './receive.css'
import type { BatchSearch } from './receive-search.ts'
import { returnedWord } from './said.ts'
import { ChangesSaid } from './changes-said.tsx'
import { Opens } from './opens.tsx'
import { coverageWords, importShapes } from './words.ts'

type Received = Awaited<ReturnType<typeof office.registry.listReceived>>['imports'][number]

/** Rows nobody could place without guessing: they change nothing until a person says whom they stand for. */
const Doubtful = ({ importId, undone }: Readonly<{ importId: string; undone: boolean }>) => {
  const [after, setAfter] = useState(0)
  const mayAnswer = mayReach(useMe(), 'imports', 'write')
  const { data, error } = useQuery({
    queryKey: ['doubtful rows', importId, 'all', after],
    queryFn: ({ signal }) => office.registry.listDoubtfulRows({ importId, state: 'all', after, limit: 50 }, { signal }),
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined || (data.rows.length === 0 && after === 0)) return null
  return (
    <section className="paper" aria-label="存疑的行">
      <h2>存疑的行</h2>
      <p className="soft">
        {undone
          ? '这一批已撤销，不用再认定；当时存疑的行列在下面。'
          : data.open === 0
            ? `${countWord(data.answered)} 行都认定了是谁。`
            : `还有 ${countWord(data.open)} 行没认定是谁，已认定 ${countWord(data.answered)} 行。不猜：没认定的行不改动任何人。`}
      </p>
      {data.open > 0 && mayAnswer && !undone ? (
        <Link to="/receive/history/$importId/doubts" params={{ importId }} className="plain-button as-button no-print">
          逐行认定 {countWord(data.open)} 行
        </Link>
      ) : null}
      {mayAnswer ? <AlikeLinks importId={importId} kinds={data.kinds} /> : null}
      <div className="wide">
        <FactsTable
          columns={[
            {
              word: '在哪里',
              show: ({ rowNo, sheet, row }) => (
                <Link to="/receive/history/$importId/doubts" params={{ importId }} search={{ row: String(rowNo) }}>
                  “{sheet}”第 {row} 行
                </Link>
              ),
            },
            { word: '为什么', show: ({ question }) => doubtOf(question).word },
            {
              word: '这一行写的',
              show: ({ says }) => (
                <>
                  {says.name ?? '（没有姓名）'} {says.bornOn ?? ''} <span className="identifier">{numbersOf(says.numbers)}</span>{' '}
                  <span className="soft">{[says.school, says.township, says.village].filter(Boolean).join(' · ')}</span>
                </>
              ),
            },
            {
              word: '可能是',
              show: ({ candidates }) =>
                candidates.length === 0
                  ? '库里没有相近的人'
                  : candidates.map(({ personId, name, bornOn, numbers }) => (
                      <div key={personId}>
                        <Link to="/persons/$personId" params={{ personId }}>
                          {name}
                        </Link>{' '}
                        {bornOn ?? ''} <span className="identifier">{numbersOf(numbers)}</span>
                      </div>
                    )),
            },
            { word: '认定', show: each => (each.answer === null ? <span className="soft">还没有</span> : answerWord(each)) },
          ]}
          rows={data.rows}
          keyOf={({ rowNo }) => String(rowNo)}
        />
      </div>
      {data.next === null ? null : (
        <button type="button" className="second-button" onClick={() => setAfter(data.next ?? 0)}>
          再看后面的
        </button>
      )}
    </section>
  )
}

/** Published results are left alone by an undo: which of them read this batch, each opening. */
const PublishedOn = ({ importId }: Readonly<{ importId: string }>) => {
  const may = mayReach(useMe(), 'results', 'counts')
  const { data, error } = useQuery({
    queryKey: ['runs on import', importId],
    queryFn: ({ signal }) => office.leads.listRuns({ importId, limit: 20 }, { signal }),
    enabled: may,
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (!may) return <p>已经发布的核定结果不会随着改；到下一次发布，才按那时的名册算。</p>
  if (data === undefined) return <p className="soft">正在看哪几次核定用过这一批…</p>
  if (data.total === 0) return <p>没有已发布的核定用过这一批。</p>
  return (
    <div>
      已发布的 {countWord(data.total)} 次核定用过这一批，它们的结果不会随着改；到下一次发布，才按那时的名册算：
      <ul className="plain-list">
        {data.runs.map(({ runId, term, publishedAt }) => (
          <li key={runId}>
            <Link to="/results/totals" search={{ runId }}>
              {termWord(term)}
              {publishedAt === null ? '' : `，${momentWord(publishedAt)} 发布`}
            </Link>
          </li>
        ))}
      </ul>
      {data.runs.length < data.total ? (
        <p className="soft">
          只列最近的 {data.runs.length} 次，其余见<Link to="/runs">历次运行</Link>。
        </p>
      ) : null}
    </div>
  )
}

/** What an undo does, counted on what stands now, before anybody does it. */
const Undo = ({ importId, rosterName, begin }: Readonly<{ importId: string; rosterName: string; begin: (kind: string) => Promise<void> }>) => {
  const { data, error } = useQuery({ queryKey: ['undo', importId], queryFn: ({ signal }) => office.registry.showUndo({ importId }, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="soft">正在数撤销的后果…</p>
  const { ended, restored, personsGone, rests } = data
  return (
    <div className="undo">
      <p>
        撤销“{rosterName}”这一批，会撤回它写入的 <Opens importId={importId} figure="undo-ended" n={ended} />
        信息，恢复它改动以前的 <Opens importId={importId} figure="undo-restored" n={restored} />
        ，撤去只在这一批里出现过的 <Opens importId={importId} figure="undo-gone" n={personsGone} />
        。撤销也记在日志里；之后可以把文件再放一次。
      </p>
      <PublishedOn importId={importId} />
      {rests.length === 0 ? (
        <OrderForm id={`undo ${importId}`} fields={[]} button={`撤销这一批（${countWord(ended)} 条）`} danger submit={() => begin('registry.undo-import')} />
      ) : (
        <Rests rests={rests} />
      )}
    </div>
  )
}

const Acts = ({ received, begin, done }: Readonly<{ received: Received; begin: (kind: string) => Promise<void>; done: () => Promise<unknown> }>) => {
  const { importId, status, changes, rosterName } = received
  const { undo } = route.useSearch()
  const navigate = useNavigate()
  const showUndo = (to: BatchSearch): void => void navigate({ to: '/receive/history/$importId', params: { importId }, search: to, replace: true })
  const [problem, setProblem] = useState<Problem | null>(null)
  const giveUp = async (): Promise<void> => {
    setProblem(null)
    try {
      await office.registry.giveUpImport({ importId })
    } catch (error) {
      setProblem(problemOf(error))
    }
    await done()
  }
  if (status !== 'staged' && status !== 'committed' && status !== 'arriving') return null
  return (
    <section className="paper no-print" aria-label="办理">
      <h2>办理</h2>
      {problem === null ? null : <Told problem={problem} />}
      <div className="acts">
        {status === 'staged' && changes !== null ? (
          <button type="button" className="plain-button" onClick={() => void begin('registry.commit-import')}>
            入库这一批
          </button>
        ) : null}
        {status === 'staged' ? (
          <button type="button" className="second-button" onClick={() => void begin('registry.dry-run-import')}>
            {changes === null ? '试算' : '重新试算'}
          </button>
        ) : null}
        {status === 'staged' || status === 'arriving' ? (
          <button type="button" className="second-button" onClick={() => void giveUp()}>
            放弃这一批，回去改读法
          </button>
        ) : null}
        {status === 'committed' ? (
          <button
            type="button"
            className="second-button"
            aria-pressed={undo !== undefined}
            onClick={() => showUndo(undo === undefined ? { undo: 'true' } : {})}
          >
            撤销：先看后果
          </button>
        ) : null}
      </div>
      {undo !== undefined && status === 'committed' ? <Undo importId={importId} rosterName={rosterName} begin={begin} /> : null}
    </section>
  )
}

/** One batch: where it came from, what it changes, and what may be done with it. */
const ImportPage = () => {
  const { importId } = route.useParams()
  const queries = useQueryClient()
  const may = mayReach(useMe(), 'imports', 'write')
  const [jobId, setJobId] = useState<string | null>(null)
  const { data, error } = useQuery({ queryKey: ['received', importId], queryFn: ({ signal }) => office.registry.listReceived({ importId }, { signal }) })
  if (error !== null) return <RefusedPage title="这一批" problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开…</p>
  const [received] = data.imports
  if (received === undefined) {
    return (
      <div className="empty">
        <strong>没有这一批，或者不在您的权限范围内</strong>
        <Link to="/receive/history">看收数历史</Link>
      </div>
    )
  }
  const begin = async (kind: string): Promise<void> => setJobId(await startJob(kind, { importId }))
  const {
    rosterName,
    status,
    changes,
    file,
    listId,
    returned,
    undecided,
    sheetRows,
    unit,
    rowsAccepted,
    rowsRefused,
    asOf,
    coverage,
    sender,
    by,
    stagedAt,
    committedAt,
    undoneAt,
  } = received
  return (
    <>
      <div className="page-head">
        <h1>
          {rosterName} <span className="soft">批次 {importId}</span>
        </h1>
        <div className="says">
          <StateWord shape={importShapes[status]}>{importStatusWords[status]}</StateWord>
        </div>
      </div>
      {jobId === null ? null : (
        <section className="paper">
          <JobProgress jobId={jobId} />
        </section>
      )}
      <section className="paper" aria-label="这一批">
        <dl className="facts-line">
          {[
            ['报送单位', sender],
            ['截至', asOf ?? '没有写明'],
            ['名册', coverageWords[coverage] ?? coverage],
            ['文件', file ?? '随核定运行登记'],
            ['收', rowsWord({ sheetRows, entries: rowsAccepted, unit })],
            ['未收', `${countWord(rowsRefused)} 行`],
            ['登记', `${momentWord(stagedAt)}${by === null ? '' : ` ${by}`}`],
            ['入库', committedAt === null ? '还没有' : momentWord(committedAt)],
            ...(undoneAt === null ? [] : [['撤销', momentWord(undoneAt)] as const]),
          ].map(([word, value]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd className="file-name">{value}</dd>
            </div>
          ))}
        </dl>
        {changes === null ? (
          <p className="soft">还没有试算，不知道会改变什么。</p>
        ) : (
          <p>
            {status === 'committed' || status === 'undone' ? '入库时' : '入库会'}：<ChangesSaid importId={importId} changes={changes} />。
            {status === 'staged' && changes.doubtful > undecided ? `试算以后又认定了 ${countWord(changes.doubtful - undecided)} 行，入库时按认定写入。` : ''}
          </p>
        )}
        {changes !== null && status === 'staged' ? <NotHere importId={importId} changes={changes} /> : null}
        {listId === null || returned === 0 ? null : (
          <TakeFile className="second-button" take={() => office.registry.takeReturnedRows.file({ listId })}>
            {returnedWord(returned, rowsRefused)}
          </TakeFile>
        )}
      </section>
      {may ? <Acts received={received} begin={begin} done={() => queries.invalidateQueries()} /> : null}
      {may ? <Doubtful importId={importId} undone={status === 'undone'} /> : null}
    </>
  )
}

export const route = createLazyRoute('/receive/history/$importId')({ component: ImportPage })
