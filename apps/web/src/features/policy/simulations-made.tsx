import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'
import { termWord } from '../../shared/term-word.ts'
import { moreOrLess } from './words.ts'

export type MadeSimulation = Awaited<ReturnType<typeof office.policy.listSimulations>>['simulations'][number]

/** `孙晓兰`, `孙晓兰 代 周建平`; an account that is no more has no name. */
export const makerWord = ({ by, onBehalfOf, own }: Readonly<Pick<MadeSimulation, 'by' | 'onBehalfOf' | 'own'>>): string =>
  `${by ?? '已停用的账号'}${onBehalfOf === null ? '' : ` 代 ${onBehalfOf}`}${own ? '（我）' : ''}`

/** What each alternative changes and by how much it differs, in a line each. */
export const WhatChanged = ({ alternatives }: Readonly<Pick<MadeSimulation, 'alternatives'>>) => (
  <ul className="plain-list">
    {alternatives.map(({ name, difference, changed }) => (
      <li key={name}>
        {name}：{changed.map(({ what, was, is }) => `${what} ${was}→${is}`).join('；')}
        <span className="soft">（{moreOrLess(difference)} 元）</span>
      </li>
    ))}
  </ul>
)

const shown = 5

/** The last simulations of the county, whoever made them; the others are a page of their own. */
export const SimulationsMade = ({ simulation }: Readonly<{ simulation: string | undefined }>) => {
  const { data, error } = useQuery({ queryKey: ['simulations', 'last'], queryFn: ({ signal }) => office.policy.listSimulations({ limit: shown }, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined || data.total === 0) return null
  return (
    <section className="paper no-print" aria-label="做过的测算">
      <h2>做过的测算</h2>
      <p className="soft">本县能测算的同事都看得到，谁做的、什么时候、从哪次运行出发、改了什么都写着。</p>
      <ul className="cards">
        {data.simulations.map(made => (
          <li key={made.simulationId}>
            <Link
              to="/policy/simulate"
              search={{ simulation: made.simulationId }}
              {...(made.simulationId === simulation ? { 'aria-current': 'page' as const } : {})}
            >
              {momentWord(made.madeAt)} {makerWord(made)}
            </Link>{' '}
            <span className="soft">{termWord(made.term)}</span>
            <WhatChanged alternatives={made.alternatives} />
          </li>
        ))}
      </ul>
      {data.total <= shown ? null : (
        <p>
          <Link to="/policy/simulate/made" search={{}}>
            看全部 {countWord(data.total)} 次测算
          </Link>
        </p>
      )}
    </section>
  )
}
