import { type DecisionEffect, decisionEffects, decisionEffectWords, type QuestionMatter, questionMatterIds, questionMatters } from '@yingjin/domain/leads'
import { Link } from '@tanstack/react-router'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import { DifferenceTable } from './difference-table.tsx'
import type { Review } from './review-sums.tsx'

type Taken = NonNullable<Review['decisions']>['taken'][number]

/** A number of decisions, which opens to them. */
const Opened = ({ run, n, effect, matter }: Readonly<{ run: string; n: number; effect?: DecisionEffect | undefined; matter?: QuestionMatter | undefined }>) => (
  <Link className="opens" to="/runs/decided" search={{ run, ...given({ effect, matter }) }}>
    {countWord(n)}
  </Link>
)

const sumOf = (taken: readonly Taken[]): number => taken.reduce((sum, { decisions }) => sum + decisions, 0)

/** What persons decided since the published run: which of it this one rests on, and whose results differ. */
export const ReviewDecisions = ({ run, review: { decisions, comparedRun } }: Readonly<{ run: string; review: Review }>) => {
  if (decisions === null) return null
  const { taken, later } = decisions
  const effects = decisionEffects.filter(effect => taken.some(each => each.effect === effect))
  return (
    <section className="paper wide" aria-label="带上的决定">
      <h2>带上的决定</h2>
      {taken.length === 0 ? (
        <p className="empty">{comparedRun === null ? '办公室还没有决定过什么。' : '从已发布的运行到这次，办公室没有新的决定。'}</p>
      ) : (
        <>
          <p>
            {comparedRun === null ? '' : '从已发布的运行到这次，'}带上新的决定 <Opened run={run} n={sumOf(taken)} /> 项：
            {effects.map((effect, at) => (
              <span key={effect}>
                {at === 0 ? '' : '；'}
                <Opened run={run} n={sumOf(taken.filter(each => each.effect === effect))} effect={effect} /> 项{decisionEffectWords[effect]}
              </span>
            ))}
            。
          </p>
          <DifferenceTable
            head="问的是什么"
            changes={effects}
            words={decisionEffectWords}
            lines={questionMatterIds
              .map(matter => ({ key: matter, word: questionMatters[matter].word, of: taken.filter(each => each.matter === matter) }))
              .filter(({ of }) => of.length > 0)}
            counts={taken}
            changeOf={({ effect }) => effect}
            numberOf={({ decisions: n }) => n}
            opened={(n, effect, matter) => (n === 0 ? '' : <Opened run={run} n={n} effect={effect} matter={matter as QuestionMatter | undefined} />)}
          />
          {effects.includes('changed') ? (
            <p className="soft">
              “结果不同了”是说这个孩子的核定与已发布的不同（问到某一项资助的，只看那一项）。名册同时也可能变了，是不是因为这项决定，这里分不清；发布以后，“与上次的差异”里写着每一项上次为什么、这次为什么。
            </p>
          ) : null}
          {effects.includes('unused') ? (
            <p className="soft">“没有用上”的，是名册自己已经写明，或孩子不在这次的名册里、还认不准是谁，或文件不再这样问。</p>
          ) : null}
        </>
      )}
      {later === 0 ? null : <p>另有 {countWord(later)} 项是这次运行发起以后才决定的，下一次运行带上。</p>}
    </section>
  )
}
