import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { differences, type Piece } from '../../shared/differences.ts'
import { useDraft } from '../../shared/draft.ts'
import { Marked } from '../../shared/marked.tsx'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { countWord } from '../../shared/count-word.ts'
import { answerWord, doubtLines, doubtOf, type DoubtfulRow, type Doubts } from './doubts.ts'
import { AlikeLinks } from './alike-links.tsx'
import { OtherPerson } from './other-person.tsx'
import { RowsBeside } from './rows-beside.tsx'
import { DoubtsRefused, NoSuchRows } from './no-doubts.tsx'
import './receive.css'

type Received = Awaited<ReturnType<typeof office.registry.listReceived>>['imports'][number]

const whole = (text: string): readonly Piece[] => [{ text, same: true }]

/** The row and everybody it may stand for in columns, line under line; what differs inside a word is marked. */
const Beside = ({ doubt: { says, candidates } }: Readonly<{ doubt: DoubtfulRow }>) => {
  const [only, another] = candidates
  const lines = doubtLines.filter(({ row, candidate }) => row(says) !== '' || candidates.some(of => candidate(of) !== ''))
  return (
    <div className="wide">
      <table className="facts sides">
        <thead>
          <tr>
            <td />
            <th scope="col">这一行写的</th>
            {candidates.map(({ personId, name }, at) => (
              <th scope="col" key={personId}>
                {another === undefined ? '库里的人：' : `库里的人 ${at + 1}：`}
                <Link to="/persons/$personId" params={{ personId }}>
                  {name}
                </Link>
              </th>
            ))}
            {candidates.length === 0 ? <th scope="col">库里的人</th> : null}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ label, row, candidate }, line) => {
            const written = row(says)
            const marked = candidates.map(of => {
              const known = candidate(of)
              return written === '' || known === '' ? ([whole(written), whole(known)] as const) : differences(written, known)
            })
            return (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>
                  {written === '' ? (
                    <span className="soft">没有写</span>
                  ) : (
                    <Marked pieces={only !== undefined && another === undefined ? (marked[0]?.[0] ?? []) : whole(written)} />
                  )}
                </td>
                {candidates.map((of, at) => (
                  <td key={of.personId}>{candidate(of) === '' ? <span className="soft">不详</span> : <Marked pieces={marked[at]?.[1] ?? []} />}</td>
                ))}
                {candidates.length === 0 && line === 0 ? (
                  <td rowSpan={lines.length} className="soft">
                    没有相近的人
                  </td>
                ) : null}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** The answers a row can have, in the order of their keys. */
const choicesOf = ({ candidates, question }: DoubtfulRow): readonly Readonly<{ answer: string; word: string }>[] => [
  ...candidates.map(({ personId, name, bornOn }) => ({
    answer: `person ${personId}`,
    word: question === 'row-differs' ? `改用这一行（是${name}）` : `是${name}${candidates.length > 1 && bornOn !== null ? `（${bornOn}）` : ''}`,
  })),
  { answer: 'new', word: '另有其人，新建档案' },
  { answer: 'nobody', word: '不收这一行' },
]

const chosenOf = (answer: string): Readonly<{ is: 'person' | 'new' | 'nobody'; personId?: string }> => {
  const [is, personId] = answer.split(' ')
  return is === 'person' && personId !== undefined ? { is, personId } : { is: is === 'new' ? 'new' : 'nobody' }
}

const Answering = ({ importId, doubt, received, goOn }: Readonly<{ importId: string; doubt: DoubtfulRow; received: Received; goOn: () => void }>) => {
  const { rowNo } = doubt
  const draft = useDraft(`doubt ${importId} ${rowNo}`)
  const before = useDraft(`doubts of ${importId}`)
  const [likeBefore, setLikeBefore] = useState(false)
  const choices = choicesOf(doubt)
  const answer = draft.of('answer')
  const other = draft.of('other')
  const last = before.of('reason')
  const choose = (chosen: string, name = ''): void => draft.writeAll({ answer: chosen, other: name })
  // Whoever has chosen writes why.
  useEffect(() => {
    if (answer !== '') document.querySelector<HTMLElement>('form.order-form textarea')?.focus()
  }, [answer])
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return document.querySelector<HTMLFormElement>('form.order-form')?.requestSubmit()
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey) return
      const choice = choices[Number(event.key) - 1]
      if (choice !== undefined) {
        event.preventDefault()
        choose(choice.answer)
      } else if (event.key === '0') goOn()
      else if (event.key === 'Backspace') history.back()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  })
  return (
    <section className="paper no-print" aria-label="认定">
      <h2>这一行是谁</h2>
      <div className="acts">
        {choices.map(({ answer: each, word }, at) => (
          <Button key={each} type={answer === each ? 'primary' : 'default'} aria-pressed={answer === each} onClick={() => choose(each)}>
            {at < 9 ? `${at + 1} ` : ''}
            {word}
          </Button>
        ))}
        {other === '' ? null : (
          <Button type="primary" aria-pressed onClick={() => choose(answer, other)}>
            是{other}（您查到的）
          </Button>
        )}
        <Button onClick={goOn}>0 拿不准，看下一行</Button>
      </div>
      <OtherPerson choose={({ personId, name }) => choose(`person ${personId}`, name)} />
      {answer === '' ? (
        <p className="soft">先选一个，再写凭什么。按数字键也行，按退格键回到上一处。</p>
      ) : (
        <>
          {last === '' || likeBefore ? null : (
            <button type="button" className="link-button" onClick={() => setLikeBefore(true)}>
              依据同上一行：{last}
            </button>
          )}
          <OrderForm
            key={likeBefore ? 'like before' : 'anew'}
            id={`doubt ${importId} ${rowNo} reason`}
            begins={likeBefore ? { reason: last } : {}}
            fields={[{ key: 'reason', label: '凭什么认定（看了什么材料，问了谁）', kind: 'words', required: true, rows: 2 }]}
            button={doubt.answer === null ? '提交认定' : '改为这样认定'}
            says={
              received.status === 'committed'
                ? '这一批已经入库：提交后这一行马上写入。要收回，只能撤销整批。以后再来同样的一行，不再问。按 Ctrl + 回车也能提交。'
                : '入库时按您的认定写入，入库以前随时可以改。以后再来同样的一行，不再问。按 Ctrl + 回车也能提交。'
            }
            submit={async ({ reason = '' }, beside) => {
              await office.registry.answerDoubtfulRows({ importId, reason, answers: [{ rowNo, ...chosenOf(answer) }] }, beside)
              before.write('reason', reason)
              draft.clear()
            }}
            done={goOn}
          />
        </>
      )}
    </section>
  )
}

/** Nothing is left to be said: what comes next. */
const AllSaid = ({ importId, status, answered }: Readonly<{ importId: string; status: Received['status']; answered: number }>) => (
  <section className="paper empty">
    <strong>{answered === 0 ? '这一批没有存疑的行' : `都认定了，一共 ${countWord(answered)} 行`}</strong>
    {status === 'staged' ? '认定会在入库时写入。可以先重新试算，看会改变什么。' : ''}
    <p>
      <Link to="/receive/history/$importId" params={{ importId }} className="plain-button as-button">
        {status === 'staged' ? '回到这一批，重新试算或入库' : '回到这一批'}
      </Link>
    </p>
  </section>
)

/** One doubtful row a screen, beside whom it might stand for: whoever receives rosters says who it is. */
const DoubtsPage = () => {
  const { importId } = route.useParams()
  const { row } = route.useSearch()
  const navigate = useNavigate()
  const may = mayReach(useMe(), 'imports', 'write')
  const asked = row === undefined ? ({ state: 'open', after: 0 } as const) : ({ state: 'all', after: Number(row) - 1 } as const)
  const ask = (order: Readonly<{ state: 'open' | 'all'; after: number }>) => ({
    queryKey: ['doubtful rows', importId, order],
    queryFn: ({ signal }: Readonly<{ signal: AbortSignal }>): Promise<Doubts> => office.registry.listDoubtfulRows({ importId, ...order, limit: 1 }, { signal }),
  })
  const batch = useQuery({ queryKey: ['received', importId], queryFn: ({ signal }) => office.registry.listReceived({ importId }, { signal }) })
  const { data, error } = useQuery(ask(asked))
  const doubt = data?.rows[0]
  const later = useQuery({ ...ask({ state: 'open', after: doubt?.rowNo ?? 0 }), enabled: doubt !== undefined })
  const first = useQuery({ ...ask({ state: 'open', after: 0 }), enabled: doubt !== undefined })
  const next = [later.data?.rows[0], first.data?.rows[0]].find(each => each !== undefined && each.rowNo !== doubt?.rowNo)
  const goOn = (): void =>
    void navigate({ to: '/receive/history/$importId/doubts', params: { importId }, search: next === undefined ? {} : { row: String(next.rowNo) } })
  const failed = error ?? batch.error
  if (failed !== null) return <DoubtsRefused error={failed} />
  if (data === undefined || batch.data === undefined) return <p className="empty">正在打开…</p>
  const [received] = batch.data.imports
  if (received === undefined || (doubt === undefined && row !== undefined)) return <NoSuchRows what="这一批或这一行" />
  const answerable = may && (received.status === 'staged' || (received.status === 'committed' && doubt?.answer === null))
  return (
    <>
      <div className="page-head">
        <h1>
          认定存疑的行 <span className="soft">{received.rosterName}</span>
        </h1>
        <div className="says">
          <Link to="/receive/history/$importId" params={{ importId }}>
            批次 {importId}
          </Link>
          ：还有 {countWord(data.open)} 行没认定是谁，已认定 {countWord(data.answered)} 行。不猜：没认定的行不改动任何人。
        </div>
      </div>
      {may ? <AlikeLinks importId={importId} kinds={data.kinds} /> : null}
      {doubt === undefined ? (
        <AllSaid importId={importId} status={received.status} answered={data.answered} />
      ) : (
        <>
          <section className="paper" aria-label="这一行和库里的人">
            <h2>
              {doubtOf(doubt.question).word}：“{doubt.sheet}”第 {doubt.row} 行
            </h2>
            <p className="soft">{doubtOf(doubt.question).says}</p>
            {doubt.beside === null ? null : <RowsBeside doubt={doubt} beside={doubt.beside} />}
            {doubt.beside !== null && doubt.candidates.length === 0 ? (
              doubt.question === 'row-differs' ? (
                <p className="soft">这个人是这份名册里新出现的，库里还没有。要改用这一行，请入库以后再认定。</p>
              ) : null
            ) : (
              <Beside doubt={doubt} />
            )}
            {doubt.answer === null ? null : (
              <p className="told" role="status">
                已认定：<strong>{answerWord(doubt)}</strong>。{doubt.answer.reason}
              </p>
            )}
          </section>
          {answerable ? <Answering key={doubt.rowNo} importId={importId} doubt={doubt} received={received} goOn={goOn} /> : null}
          {!answerable && doubt.answer !== null && received.status === 'committed' ? (
            <p className="soft">这一行已经写入；要收回，只能撤销整批，再入库一次时重新认定。</p>
          ) : null}
          {answerable || next === undefined ? null : (
            <Button type="primary" onClick={goOn}>
              看下一个没认定的
            </Button>
          )}
        </>
      )}
    </>
  )
}

export const route = createLazyRoute('/receive/history/$importId/doubts')({ component: DoubtsPage })
