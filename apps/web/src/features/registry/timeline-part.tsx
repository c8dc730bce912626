import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { matterWords } from '@yingjin/domain/registry'
import type { ReactNode } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { Told } from '../../shared/told.tsx'
import { type Happened, happenedWords } from './happened.ts'
import { type Fact, timelineOf, whenWords } from './timeline.ts'

type Line = Readonly<{ day: string; when: string; actId: string; word: string; says: string; beside: ReactNode }>

/** Where one reads the whole of it. */
const Whole = ({ moment, personId }: Readonly<{ moment: Happened; personId: string }>) =>
  moment.of === 'run' ? (
    <Link className="no-print" to="/results/of/$personId" params={{ personId }} search={{ runId: moment.runId }}>
      看核定依据
    </Link>
  ) : moment.of === 'lead' ? (
    <Link className="no-print" to="/leads/$leadId" params={{ leadId: moment.leadId }}>
      看这条线索
    </Link>
  ) : (
    <Link className="no-print" to="/questions/$questionId" params={{ questionId: moment.questionId }}>
      看这个问题
    </Link>
  )

const newestFirst = (one: Line, other: Line): number => (one.day === other.day ? Number(BigInt(other.actId) - BigInt(one.actId)) : one.day < other.day ? 1 : -1)

/**
 * What happened to the child, the newest first: what the registry was told, what runs determined, and what was done about
 * leads and questions, with its documents. `past`: of an earlier state of the file only what the registry knew then is told.
 */
export const TimelinePart = ({ personId, facts, past }: Readonly<{ personId: string; facts: readonly Fact[]; past: boolean }>) => {
  const { data, error } = useQuery({
    queryKey: ['happened to', personId],
    queryFn: ({ signal }) => office.leads.historyOfChild({ personId }, { signal }),
    enabled: !past,
  })
  const told: readonly Line[] = timelineOf(facts, matterWords).map(({ day, is, word, says, source, actId }) => ({
    day,
    when: whenWords[is],
    actId,
    word,
    says,
    beside: (
      <>
        {source}
        <Link className="no-print" to="/persons/$personId" params={{ personId }} search={{ asKnownOn: actId }}>
          {' '}
          看当时所知
        </Link>
      </>
    ),
  }))
  const happened: readonly Line[] = (past ? [] : (data?.moments ?? [])).map(moment => ({
    day: moment.day,
    when: '',
    actId: moment.actId,
    ...happenedWords(moment),
    beside: (
      <>
        {moment.by === null ? '' : `${moment.by} `}
        <Whole moment={moment} personId={personId} />
      </>
    ),
  }))
  const lines = [...told, ...happened].toSorted(newestFirst)
  return (
    <section className="paper" aria-label="时间线">
      <h2>时间线</h2>
      {error === null ? null : <Told problem={problemOf(error)} />}
      {lines.length === 0 ? (
        <p className="soft">没有带日期的记载。</p>
      ) : (
        <ol className="timeline">
          {lines.map(({ day, when, word, says, beside }, at) => (
            // Two sources may tell the same of the same day.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={at}>
              {when}
              <strong>{day}</strong> {word}：{says} <span className="soft">{beside}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
