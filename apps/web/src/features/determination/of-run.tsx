import { Select } from 'antd'
import { mayReach, useMe } from '../../shared/session/index.ts'
import './determination.css'
import { ofRunWord, runWord, useRuns } from './use-runs.ts'

type Parts = Readonly<{
  /** The run that the address names; none: the newest. */
  runId: string | undefined
  /** The same page of another run; none: of the newest. */
  go: (runId: string | undefined) => void
  id: string
}>

/** The same list of another run, from its first page on. */
export const ofOtherRun = <Search extends Readonly<{ after?: string; runId?: string }>>(
  { after: _after, runId: _runId, ...others }: Search,
  runId: string | undefined,
): Omit<Search, 'after' | 'runId'> & Readonly<{ runId?: string }> => (runId === undefined ? others : { ...others, runId })

/**
 * Under the head of every page of results: of which run its figures are, and the way to another. Of an earlier one, that it
 * is not the newest, what is closed there, and one way back.
 */
export const OfRun = ({ runId, go, id }: Parts) => {
  const runs = useRuns()
  const me = useMe()
  const newest = runs?.[0]
  if (runs === undefined || newest === undefined) return null
  const at = runId === undefined ? 0 : runs.findIndex(run => run.runId === runId)
  const works = mayReach(me, 'results', 'write')
  return (
    <>
      <div className="of-run">
        <span>
          看的是：<strong title={runs[at] === undefined ? undefined : `运行编号 ${runs[at].run}`}>{ofRunWord(runs, runId)}</strong>
        </span>
        {runs.length < 2 ? null : (
          <label className="run-choice no-print" htmlFor={id}>
            看哪一次运行
            <Select
              id={id}
              className="run-select"
              value={runId ?? newest.runId}
              onChange={chosen => go(chosen === newest.runId ? undefined : chosen)}
              options={[
                ...runs.map((run, n) => ({ value: run.runId, label: `${runWord(run)}${n === 0 ? '（最近一次）' : ''}` })),
                ...(at < 0 && runId !== undefined ? [{ value: runId, label: '较早的一次运行' }] : []),
              ]}
            />
          </label>
        )}
      </div>
      {at === 0 ? null : (
        <div className="told late" role="status">
          这不是最近一次运行{at > 0 ? `：它之后又发布了 ${at} 次` : ''}。这里只看、可以导出和打印；
          {works ? '发布、待补信息和线索都按最近一次，' : '现在该办的都按最近一次，'}不在这里办。{' '}
          <button type="button" className="link-button no-print" onClick={() => go(undefined)}>
            看最近一次
          </button>
        </div>
      )}
    </>
  )
}
