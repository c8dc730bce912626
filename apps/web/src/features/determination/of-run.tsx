import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useMe } from '../../shared/session/index.ts'
import './determination.css'
import { runWord, useRuns } from './use-runs.ts'
import { termWord } from './words.ts'

type Parts = Readonly<{
  /** The run that the address names; none: the newest. */
  runId: string | undefined
  /** The same page of another run; none: of the newest. */
  go: (runId: string | undefined) => void
  id: string
}>

/** Which run a figure is of, and the way to an earlier one; nothing where there is no other. */
export const RunChoice = ({ runId, go, id }: Parts) => {
  const runs = useRuns()
  const newest = runs[0]?.runId
  return runs.length < 2 ? null : (
    <label className="run-choice no-print" htmlFor={id}>
      看哪一次运行
      <Select
        id={id}
        className="run-select"
        value={runId ?? newest ?? null}
        onChange={chosen => go(chosen === null || chosen === newest ? undefined : chosen)}
        options={runs.map((run, at) => ({ value: run.runId, label: `${runWord(run)}${at === 0 ? '（最近一次）' : ''}` }))}
      />
    </label>
  )
}

/** The same list of another run, from its first page on. */
export const ofOtherRun = <Search extends Readonly<{ after?: string; runId?: string }>>(
  { after: _after, runId: _runId, ...others }: Search,
  runId: string | undefined,
): Omit<Search, 'after' | 'runId'> & Readonly<{ runId?: string }> => (runId === undefined ? others : { ...others, runId })

/** Over a page of an earlier run: which one it is, what is closed there, and the way back. */
export const EarlierRun = ({ runId, go }: Omit<Parts, 'id'>) => {
  const runs = useRuns()
  const { may } = useMe()
  const at = runs.findIndex(run => run.runId === runId)
  const run = runs[at]
  if (runId === undefined || run === undefined || at === 0) return null
  const works = may.some(({ field, write }) => field === 'results' && write)
  return (
    <div className="told late" role="status">
      您看到的是较早的一次运行：{termWord(run.term)}，参照日 {run.referenceDate}
      {run.publishedAt === null ? '' : `，${run.publishedAt.slice(0, 10)} 发布`}（{run.run}），它之后又发布了 {at} 次。这里只看、可以导出和打印；
      {works ? '发布、待补信息和线索都按最近一次，' : '现在该办的都按最近一次，'}不在这里办。{' '}
      <button type="button" className="link-button no-print" onClick={() => go(undefined)}>
        看最近一次
      </button>{' '}
      <Link className="no-print" to="/runs">
        历次运行
      </Link>
    </div>
  )
}
