import { changeStatusWords, changeTables, type FactColumn, type Says } from '@yingjin/domain/registry'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'

export type Request = Awaited<ReturnType<typeof office.registry.listChanges>>['requests'][number]

const answers = [
  { move: 'approve', word: '同意更正' },
  { move: 'return', word: '退回申请' },
  { move: 'withdraw', word: '撤回申请' },
] as const

const shownIn = ({ show }: FactColumn, says: readonly Says[]): string => [...new Set(says.map(show))].filter(word => word !== '').join('；')

/** What stands beside what it becomes, line by line; where sources say different things, all of it. */
const Difference = ({ request: { personId, wanted, was, becomes, status } }: Readonly<{ request: Request }>) => {
  if (wanted['matter'] === 'merge')
    return (
      <p>
        把{typeof wanted['otherName'] === 'string' ? `“${wanted['otherName']}”` : '另一份'}的一份档案并入这一份，合成一个人。{' '}
        {status === 'asked' && personId !== null ? (
          <Link to="/persons/$personId/merge" params={{ personId }} search={{ other: String(wanted['otherPersonId']) }}>
            两份并排看
          </Link>
        ) : null}
      </p>
    )
  const table = changeTables[String(wanted['matter'])]
  const lines = (table?.columns ?? [])
    .map(column => ({ word: column.word, identifier: column.identifier === true, is: shownIn(column, was), wanted: shownIn(column, becomes) }))
    .filter(({ is, wanted: to }) => is !== '' || to !== '')
  const [before, after] = status === 'approved' ? ['原来登记的', '改成了'] : ['现在登记的', '要改成']
  return (
    <table className="facts difference">
      <caption>{table?.word}</caption>
      <thead>
        <tr>
          <th scope="col">项</th>
          <th scope="col">{before}</th>
          <th scope="col">{after}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ word, identifier, is, wanted: to }) => (
          <tr key={word}>
            <th scope="row">{word}</th>
            <td className={identifier ? 'identifier' : ''}>{is === '' ? <span className="soft">没有</span> : is}</td>
            <td className={`${identifier ? 'identifier ' : ''}${is === to ? '' : 'unlike'}`}>
              {is === to ? <span className="soft">不变</span> : to === '' ? '不再写' : <strong>{to}</strong>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A request for a change, as whoever answers it must read it: what stands, what it becomes, who asks and how they know. */
export const ChangeRequest = ({ request }: Readonly<{ request: Request }>) => {
  const me = useMe()
  const [move, setMove] = useState<(typeof answers)[number]['move'] | null>(null)
  const { requestId, version, own, reason, askedByName, askedOn, status, answer, wanted } = request
  const proof = typeof wanted['proof'] === 'string' ? wanted['proof'] : ''
  const possible =
    status === 'asked' ? answers.filter(each => (own ? each.move === 'withdraw' : each.move !== 'withdraw' && mayReach(me, 'persons', 'write'))) : []
  return (
    <>
      <p>
        {own ? '您' : askedByName} {askedOn} 申请：{reason}
        {proof === '' ? '' : `（凭据：${proof}）`}
        {own && status === 'asked' ? '。等另一个人审批' : ''}
      </p>
      <Difference request={request} />
      {status === 'asked' ? null : (
        <p>
          {changeStatusWords[status]}
          {answer === null ? '' : `：${answer}`}
        </p>
      )}
      {possible.length === 0 ? null : (
        <div className="acts no-print">
          {possible.map(each => (
            <button key={each.move} type="button" className="second-button" aria-pressed={move === each.move} onClick={() => setMove(each.move)}>
              {each.word}
            </button>
          ))}
        </div>
      )}
      {move === null || possible.length === 0 ? null : (
        <OrderForm
          id={`request ${requestId} ${move}`}
          fields={move === 'return' ? [{ key: 'answer', label: '退回的原因', kind: 'words', rows: 2, required: true }] : []}
          button={answers.find(each => each.move === move)?.word ?? ''}
          {...(move === 'approve'
            ? {
                says:
                  wanted['matter'] === 'merge'
                    ? '同意以后就是一份档案；什么也不删，以后可以拆开。'
                    : '同意以后，以“要改成”一栏为准；原来的记载留着，写明来源。',
              }
            : {})}
          submit={(said, beside) =>
            move === 'approve'
              ? office.registry.approveChange({ requestId, version }, beside)
              : move === 'return'
                ? office.registry.returnChange({ requestId, version, answer: said['answer'] ?? '' }, beside)
                : office.registry.withdrawChange({ requestId, version }, beside)
          }
          done={() => setMove(null)}
        />
      )}
    </>
  )
}
