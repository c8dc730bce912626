import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'
import { useAttempt } from '../../shared/use-attempt.ts'
import { entryWord } from './entry-word.ts'

type Found = Awaited<ReturnType<typeof office.access.findTaken>>

const asWords = { workbook: '导出表格', paper: '打印' } as const

/** What is known of a list by the digest that is printed under it: who took it along, when, under which conditions, how many rows. */
export const FindTaken = () => {
  const [digest, setDigest] = useState('')
  const [found, setFound] = useState<Found | null>(null)
  const { busy, problem, attempt } = useAttempt()
  const find = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setFound(null)
    await attempt(async () => setFound(await office.access.findTaken({ digest })))
  }
  return (
    <section className="paper no-print" aria-label="查名单的摘要">
      <h2>查名单的摘要</h2>
      <p className="soft">打印的名单标题下面、导出的表格“核对”一页都有一个摘要。照着填，就知道是谁什么时候取走的，内容是不是原样的那一份。</p>
      <form className="acts" onSubmit={event => void find(event)}>
        <label htmlFor="digest-to-find">
          <span className="soft">摘要</span>{' '}
          <Input
            id="digest-to-find"
            className="digest-input"
            value={digest}
            autoComplete="off"
            spellCheck={false}
            placeholder="例如 3fa0c41d9e27"
            onChange={({ target }) => setDigest(target.value)}
          />
        </label>
        <Button htmlType="submit" type="primary" loading={busy} disabled={digest.trim() === ''}>
          查这个摘要
        </Button>
      </form>
      {problem === null ? null : <Told problem={problem} />}
      {found === null ? null : found.taken.length === 0 ? (
        <div className={`told ${found.wordsGone === 0 ? 'wrong' : 'late'}`} role="status">
          {found.wordsGone === 0 ? (
            <>
              <strong>摘要 {found.digest} 不是本系统出的。</strong>
              本县没有导出或打印过这样的名单：请先核对有没有抄错，再问给您这份名单的人从哪里来。
            </>
          ) : (
            <>
              <strong>日志里没有摘要 {found.digest}。</strong>
              另有 {found.wordsGone} 次导出的说明已按规定销毁，是不是其中一次，不能确定。
            </>
          )}
        </div>
      ) : (
        <div role="status">
          <p>
            <strong>
              摘要 {found.digest} 是本系统出的，取走过 {found.taken.length} 次。
            </strong>
            纸上或表里的行数、条件与下面不同的，内容被改过。
          </p>
          <ul className="plain-list">
            {found.taken.map(({ entryId, at, name, accountName, onBehalfOf, as, rows, conditions, seal }) => (
              <li key={entryId}>
                {momentWord(at)} <strong>{accountName}</strong>
                {onBehalfOf === null ? '' : ` 代 ${onBehalfOf}`} {asWords[as]}“{entryWord(name).replace(/^导出/u, '')}”，{countWord(rows)} 行；条件：
                {conditions}。<span className="soft">{seal === null ? '还没有封记' : `第 ${seal} 号封记`}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
