import { numberKindWords } from '@yingjin/domain/registry'
import { type FormEvent, useState } from 'react'
import { office, type Problem, problemOf } from '../../shared/ask/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'

type Kind = keyof typeof numberKindWords
type Whole = Awaited<ReturnType<typeof office.registry.unmaskNumber>>

/** 18 characters as people read them aloud: 6-8-4. */
const grouped = (number: string): string => (number.length === 18 ? `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}` : number)

/** A whole number is an act with a reason, told to the trail and counted; it stands on this page alone and goes with it. */
export const Unmask = ({ personId, kinds }: Readonly<{ personId: string; kinds: readonly string[] }>) => {
  const me = useMe()
  const [kind, setKind] = useState<Kind | null>(null)
  const [reason, setReason] = useState('')
  const [whole, setWhole] = useState<Whole | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  if (!mayReach(me, 'identity', 'rows')) return null
  const known = [...new Set(kinds)].filter((each): each is Kind => each in numberKindWords)
  const ask = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (kind === null) return
    setProblem(null)
    try {
      setWhole(await office.registry.unmaskNumber({ personId, kind }, { reason }))
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  return (
    <div className="no-print">
      <div className="acts">
        {known.map(each => (
          <button
            key={each}
            type="button"
            className="second-button"
            aria-pressed={kind === each}
            onClick={() => {
              setKind(kind === each ? null : each)
              setWhole(null)
              setProblem(null)
            }}
          >
            看{numberKindWords[each]}全文
          </button>
        ))}
      </div>
      {kind === null ? null : (
        <form className="order-form plain-fields" onSubmit={event => void ask(event)}>
          <label>
            为什么要看{numberKindWords[kind]}全文
            <input
              value={reason}
              onChange={({ target }) => setReason(target.value)}
              required
              minLength={2}
              maxLength={200}
              placeholder="例如：核对银行卡开户"
            />
          </label>
          <p className="soft">原因和您的名字会记进日志，本人的上级和管理员查得到。</p>
          {problem === null ? null : <Told problem={problem} />}
          {whole === null ? (
            <button type="submit" className="second-button">
              写明原因，看全文
            </button>
          ) : (
            <div role="status">
              <ul className="plain-list">
                {whole.numbers.map(({ number, sources }) => (
                  <li key={number}>
                    <span className="identifier">{grouped(number)}</span> <span className="soft">{sources.length} 份名册这样写</span>
                  </li>
                ))}
              </ul>
              <p className="soft">今天还可以看 {whole.leftToday} 次。离开这一页就不再显示。</p>
            </div>
          )}
        </form>
      )}
    </div>
  )
}
