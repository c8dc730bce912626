import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import type { RowDoubt } from '@yingjin/domain/registry'
import { Button } from 'antd'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { differences } from '../../shared/differences.ts'
import { Marked } from '../../shared/marked.tsx'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { countWord } from '../../shared/count-word.ts'
import { doubtOf, type DoubtfulRow, numbersOf } from './doubts.ts'
import { DoubtsRefused, NoSuchRows } from './no-doubts.tsx'
import './receive.css'

type Received = Awaited<ReturnType<typeof office.registry.listReceived>>['imports'][number]
type SameAnswer = 'person' | 'new' | 'nobody'

/** So many are answered at once; the next come when these are done. */
const atOnce = 200

const sole = ({ candidates }: DoubtfulRow): DoubtfulRow['candidates'][number] | null => (candidates.length === 1 ? (candidates[0] ?? null) : null)

/** The answers that rows of one doubt can have together. */
const answersTo = (question: RowDoubt): readonly Readonly<{ answer: SameAnswer; word: string; does: string }>[] => [
  question === 'row-differs'
    ? { answer: 'person', word: '都改用这些行', does: '改用这些行，代替先前采用的行' }
    : { answer: 'person', word: '都是旁边的那个人', does: '认作旁边写着的那个人' },
  ...(question === 'row-differs' ? [] : [{ answer: 'new', word: '都是另有其人', does: '各建一份新档案' } as const]),
  { answer: 'nobody', word: '都不收', does: '不收，不改动任何人' },
]

const can = (answer: SameAnswer, row: DoubtfulRow): boolean => answer !== 'person' || sole(row) !== null

const nameOf = ({ says, row }: DoubtfulRow): string => says.name ?? `第 ${row} 行`

/** A row as it is looked at before it is answered with others: what it says, and the one it may be. */
const Line = ({ importId, row, ticked, tick }: Readonly<{ importId: string; row: DoubtfulRow; ticked: boolean; tick: () => void }>) => {
  const { says, sheet, row: sheetRow, rowNo, candidates, beside } = row
  const one = sole(row)
  const [here, there] = one === null || says.name === null ? [null, null] : differences(says.name.replaceAll(/\s+/gu, ''), one.name)
  return (
    <tr className={ticked ? 'chosen' : ''}>
      <td>
        <label className="tick">
          <input type="checkbox" checked={ticked} onChange={tick} aria-label={`选中“${sheet}”第 ${sheetRow} 行`} />
          <span className="soft">
            “{sheet}”第 {sheetRow} 行
          </span>
        </label>
      </td>
      <td data-word="这一行写的">
        {here === null ? (says.name ?? '（没有姓名）') : <Marked pieces={here} />} {says.bornOn ?? ''}{' '}
        <span className="identifier">{numbersOf(says.numbers)}</span>{' '}
        <span className="soft">{[says.school, says.township, says.village].filter(Boolean).join(' · ')}</span>
      </td>
      <td data-word="可能是">
        {one !== null && there !== null ? (
          <>
            <Marked pieces={there} /> {one.bornOn ?? ''} <span className="identifier">{numbersOf(one.numbers)}</span>{' '}
            <span className="soft">{[one.school, one.className, one.township].filter(Boolean).join(' · ')}</span>
          </>
        ) : one !== null ? (
          `${one.name} ${one.bornOn ?? ''}`
        ) : candidates.length === 0 ? (
          <span className="soft">没有相近的人</span>
        ) : (
          `${candidates.length} 个人：${candidates.map(({ name }) => name).join('、')}`
        )}
        {beside === null ? null : (
          <div className="soft">
            与第 {beside.row} 行不同：
            {beside.cells
              .map(({ label, here: said, there: other }) => `${label} ${said === '' ? '没有写' : said}／${other === '' ? '没有写' : other}`)
              .join('；')}
          </div>
        )}
      </td>
      <td>
        <Link to="/receive/history/$importId/doubts" params={{ importId }} search={{ row: String(rowNo) }}>
          单独看
        </Link>
      </td>
    </tr>
  )
}

/** What is about to be said of how many, in whole, before it is sent. */
const Answering = ({
  importId,
  question,
  rows,
  received,
  done,
}: Readonly<{ importId: string; question: RowDoubt; rows: readonly DoubtfulRow[]; received: Received; done: () => void }>) => {
  const [answer, setAnswer] = useState<SameAnswer | null>(null)
  const choices = answersTo(question)
  const meant = answer === null ? [] : rows.filter(row => can(answer, row))
  const left = rows.length - meant.length
  const does = choices.find(each => each.answer === answer)?.does ?? ''
  return (
    <section className="paper no-print" aria-label="一起认定">
      <h2>选中的 {countWord(rows.length)} 行，一起认定</h2>
      <div className="acts">
        {choices.map(({ answer: each, word }) => {
          const able = rows.filter(row => can(each, row)).length
          return (
            <Button
              key={each}
              type={answer === each ? 'primary' : 'default'}
              aria-pressed={answer === each}
              disabled={able === 0}
              onClick={() => setAnswer(each)}
            >
              {word}（{countWord(able)} 行）
            </Button>
          )
        })}
      </div>
      {answer === null || meant.length === 0 ? (
        <p className="soft">先选怎样认定。只对得上一个人的行，才能一起认作那个人；其余的要逐行看。</p>
      ) : (
        <>
          <p className="told" role="status">
            将把 <strong>{countWord(meant.length)} 行</strong>
            {does}：{meant.slice(0, 8).map(nameOf).join('、')}
            {meant.length > 8 ? ` 等 ${countWord(meant.length)} 行` : ''}。
            {left === 0 ? '' : `另外 ${countWord(left)} 行对不上唯一的一个人，不在内，仍要逐行认定。`}
          </p>
          <OrderForm
            key={answer}
            id={`alike ${importId} ${question} ${answer}`}
            fields={[{ key: 'reason', label: '凭什么这样认定（每一行都记这一句）', kind: 'words', required: true, rows: 2 }]}
            button={`认定这 ${countWord(meant.length)} 行`}
            says={
              received.status === 'committed'
                ? '这一批已经入库：提交后马上写入，要收回只能撤销整批。要么都认定，要么一行也不认定。'
                : '入库时按您的认定写入，入库以前逐行还可以改。要么都认定，要么一行也不认定。'
            }
            submit={({ reason = '' }, beside) =>
              office.registry.answerDoubtfulRows(
                {
                  importId,
                  reason,
                  answers: meant.map(row => ({ rowNo: row.rowNo, is: answer, ...(answer === 'person' ? { personId: sole(row)?.personId ?? '' } : {}) })),
                },
                beside,
              )
            }
            done={done}
          />
        </>
      )}
    </section>
  )
}

/** Doubtful rows of one kind of doubt: chosen together, looked through, and answered for one reason. */
const AlikePage = () => {
  const { importId } = route.useParams()
  const { question = 'no-evidence' } = route.useSearch() as Readonly<{ question?: RowDoubt }>
  const may = mayReach(useMe(), 'imports', 'write')
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const batch = useQuery({ queryKey: ['received', importId], queryFn: ({ signal }) => office.registry.listReceived({ importId }, { signal }) })
  const { data, error } = useQuery({
    queryKey: ['doubtful rows', importId, 'alike', question],
    queryFn: ({ signal }) => office.registry.listDoubtfulRows({ importId, state: 'open', question, limit: atOnce }, { signal }),
  })
  const failed = error ?? batch.error
  if (failed !== null) return <DoubtsRefused error={failed} />
  if (data === undefined || batch.data === undefined) return <p className="empty">正在打开…</p>
  const [received] = batch.data.imports
  if (received === undefined) return <NoSuchRows what="这一批" />
  const { rows, kinds } = data
  const open = kinds.find(each => each.question === question)?.open ?? 0
  const ticked = rows.filter(({ rowNo }) => chosen.has(rowNo))
  const tick = (rowNo: number): void => {
    const next = new Set(chosen)
    if (!next.delete(rowNo)) next.add(rowNo)
    setChosen(next)
  }
  return (
    <>
      <div className="page-head">
        <h1>
          一起认定 <span className="soft">{received.rosterName}</span>
        </h1>
        <div className="says">
          <Link to="/receive/history/$importId" params={{ importId }}>
            批次 {importId}
          </Link>
          ：同一种原因、同一个依据的行，看过以后一起认定；拿不准的不要选，
          <Link to="/receive/history/$importId/doubts" params={{ importId }}>
            逐行认定
          </Link>
          。
        </div>
      </div>
      <section className="paper" aria-label="存疑的原因">
        <p className="parts alike-kinds">
          {kinds.map(each => (
            <Link
              key={each.question}
              className="opens"
              to="/receive/history/$importId/alike"
              params={{ importId }}
              search={{ question: each.question }}
              aria-current={each.question === question ? 'page' : undefined}
              onClick={() => setChosen(new Set())}
            >
              {doubtOf(each.question).word} {countWord(each.open)} 行
            </Link>
          ))}
        </p>
        <h2>
          {doubtOf(question).word}，{countWord(open)} 行
        </h2>
        <p className="soft">{doubtOf(question).says}</p>
        {rows.length === 0 ? (
          <p>
            这一种没有要认定的行了。
            <Link to="/receive/history/$importId" params={{ importId }}>
              回到这一批
            </Link>
          </p>
        ) : (
          <>
            {may ? (
              <div className="acts">
                <Button onClick={() => setChosen(new Set(rows.map(({ rowNo }) => rowNo)))}>全选这 {countWord(rows.length)} 行</Button>
                <Button disabled={ticked.length === 0} onClick={() => setChosen(new Set())}>
                  都不选
                </Button>
                <span role="status" className="alike-said">
                  已选 {countWord(ticked.length)} 行
                </span>
              </div>
            ) : null}
            {open > rows.length ? <p className="soft">一次最多 {countWord(atOnce)} 行；这些办完，后面的再出来。</p> : null}
            <table className="facts sides stacks alike-rows">
              <thead>
                <tr>
                  <th scope="col">在哪里</th>
                  <th scope="col">这一行写的</th>
                  <th scope="col">可能是</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {rows.map(row => (
                  <Line key={row.rowNo} importId={importId} row={row} ticked={chosen.has(row.rowNo)} tick={() => tick(row.rowNo)} />
                ))}
              </tbody>
            </table>
          </>
        )}
      </section>
      {may && ticked.length > 0 ? (
        <Answering key={question} importId={importId} question={question} rows={ticked} received={received} done={() => setChosen(new Set())} />
      ) : null}
    </>
  )
}

export const route = createLazyRoute('/receive/history/$importId/alike')({ component: AlikePage })
