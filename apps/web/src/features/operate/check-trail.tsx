import { Button, Input } from 'antd'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'
import { useAttempt } from '../../shared/use-attempt.ts'

type Checked = Awaited<ReturnType<typeof office.access.checkTrail>>

/** Holds the trail against its seals, and against the head that a report prints; the first broken row is named. */
export const CheckTrail = () => {
  const [head, setHead] = useState('')
  const [checked, setChecked] = useState<Checked | null>(null)
  const { busy, problem, attempt } = useAttempt()
  const check = async (): Promise<void> => {
    setChecked(null)
    await attempt(async () => setChecked(await office.access.checkTrail(head.trim() === '' ? {} : { head: head.trim() })))
  }
  return (
    <div className="check-trail no-print">
      <div className="acts">
        <Button type="primary" loading={busy} onClick={() => void check()}>
          核对操作日志
        </Button>
        <label htmlFor="printed-head">
          <span className="soft">报表上印的封记（可不填）</span>{' '}
          <Input id="printed-head" value={head} autoComplete="off" spellCheck={false} placeholder="12:9f3c…" onChange={({ target }) => setHead(target.value)} />
        </label>
      </div>
      {problem === null ? null : <Told problem={problem} />}
      {checked === null ? null : checked.broken === null ? (
        <div className="told" role="status">
          <strong>
            已封记 {countWord(checked.sealed)} 条（{countWord(checked.seals)} 号封记），没有发现改动。
          </strong>
          {checked.head === null ? null : (
            <div>
              最新封记 <span className="identifier break-all">{checked.head}</span>
            </div>
          )}
          {checked.reasons.destroyed === 0 ? null : <div>其中 {checked.reasons.destroyed} 条的原因文字已按规定销毁，记录本身没有改动。</div>}
          {checked.reasons.unchecked === 0 ? null : <div>其中 {checked.reasons.unchecked} 条的原因，手头没有密钥，没有核对。</div>}
          {checked.open.entries === 0 ? null : (
            <div>
              还没有封记的 {checked.open.entries} 条{checked.open.since === null ? '' : `，从 ${momentWord(checked.open.since)} 起`}，不在本次核对之内。
            </div>
          )}
        </div>
      ) : (
        <div className="told wrong" role="alert">
          {checked.broken.says}
        </div>
      )}
    </div>
  )
}
