import { firstDayOf, nextTerm, onPaper, type PlainDate, previousTerm, type Term, termOn, termOnPaper } from '@yingjin/kernel'
import {
  type AnyPackSource,
  lapsedPapers,
  loadStack,
  type PackRegistry,
  type Policy,
  policyFor,
  stackFor,
  wordPackProblem,
  wordPackRefused,
} from '@yingjin/policy'
import { useEffect, useRef, useState } from 'react'
import { type Answer, type Answered, answerWord, factsOf, notKnown, questionAfter, questionsLeft } from './asking.ts'
import { type Place, placesFor } from './places.ts'
import { QuestionForm } from './question-form.tsx'
import { ResultPage } from './result-page.tsx'
import { factLabel } from '@yingjin/policy'
import type { FactKey } from '@yingjin/facts'

/** Today where the county is. */
const today = (): PlainDate => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date()) as PlainDate

type Begun = Readonly<{ place: Place; term: Term; policy: Policy }>

/** The terms in which the place's own paper is in force, newest first, none later than the next one; at most four. */
const termsInForce = (place: Place, packs: readonly AnyPackSource[]): readonly Term[] => {
  const own = packs.filter(({ division }) => division !== '' && place.code.startsWith(division))
  const isIn = (term: Term): boolean => own.some(({ document: { inForce } }) => inForce[0] <= firstDayOf(term) && firstDayOf(term) < inForce[1])
  const found: Term[] = []
  for (let term = nextTerm(termOn(today())), n = 0; n < 40 && found.length < 4; term = previousTerm(term), n += 1) if (isIn(term)) found.push(term)
  return found
}

const begin = (place: Place, term: Term, packs: readonly AnyPackSource[]): Begun | string => {
  const registry: PackRegistry = Object.fromEntries(packs.map(pack => [pack.id, pack]))
  const stack = stackFor(place.code, term, registry)
  if (!stack.ok) return wordPackProblem(stack.problem)
  const pack = loadStack(stack.value, registry, lapsedPapers(place.code, term, registry))
  if (!pack.ok) return wordPackRefused(pack.problem).join('\n')
  const policy = policyFor(pack.value, term, {})
  if (!policy.ok) return wordPackProblem(policy.problem)
  return { place, term, policy: policy.value }
}

/**
 * 算一算: what a child is due, found by a family with as few questions as will do. Everything happens in this page:
 * nothing is sent, nothing is kept, and “back” of the browser is the question before.
 */
export const Calculator = ({ installed }: Readonly<{ installed: readonly string[] }>) => {
  const [begun, setBegun] = useState<Begun | null>(null)
  const [stuck, setStuck] = useState<string | null>(null)
  /** Every answer of the way that was gone, and how far on it the page stands: back is not the end of what lies before. */
  const [given, setGiven] = useState<Answered>([])
  const [step, setStep] = useState(0)
  const answered = given.slice(0, step)
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    history.replaceState({ step: -1 }, '')
    const turned = ({ state }: PopStateEvent): void => {
      const at = typeof state?.step === 'number' ? (state.step as number) : -1
      if (at < 0) setBegun(null)
      setStep(Math.max(at, 0))
    }
    window.addEventListener('popstate', turned)
    return () => window.removeEventListener('popstate', turned)
  }, [])
  useEffect(() => heading.current?.focus(), [begun, answered.length])

  const start = (place: Place, term: Term, packs: readonly AnyPackSource[]): void => {
    const got = begin(place, term, packs)
    if (typeof got === 'string') return setStuck(got)
    setStuck(null)
    history.pushState({ step: 0 }, '')
    setGiven([])
    setStep(0)
    setBegun(got)
  }
  const answer = (facts: readonly FactKey[], values: readonly Answer[]): void => {
    history.pushState({ step: step + 1 }, '')
    setGiven([...answered, { facts, values }])
    setStep(step + 1)
  }

  if (begun === null) return <Beginning installed={installed} stuck={stuck} start={start} heading={heading} />
  const { policy, place, term } = begun
  const question = questionAfter(policy, answered)
  return (
    <main>
      <p className="where">
        {place.name} · {termOnPaper(term)}
      </p>
      {question === null ? (
        <ResultPage policy={policy} facts={factsOf(answered)} notKnown={notKnown(answered)} heading={heading} />
      ) : (
        <QuestionForm key={answered.length} question={question} left={questionsLeft(policy, answered)} answer={answer} heading={heading} />
      )}
      <nav className="steps">
        <button type="button" className="quiet" onClick={() => history.back()}>
          ← 上一步
        </button>
      </nav>
      {answered.length === 0 ? null : (
        <details>
          <summary>已经回答的（{answered.length}）</summary>
          <dl>
            {answered.map(({ facts, values }) => (
              <div key={facts.join(' ')}>
                {facts.length > 1 ? (
                  <>
                    <dt>证明或认定</dt>
                    <dd>
                      {facts
                        .filter((_, at) => values[at] === true)
                        .map(factLabel)
                        .join('、') || (values[0] === null ? '不知道' : '都没有')}
                    </dd>
                  </>
                ) : (
                  <>
                    <dt>{factLabel(facts[0] as FactKey)}</dt>
                    <dd>{answerWord(facts[0] as FactKey, values[0] ?? null)}</dd>
                  </>
                )}
              </div>
            ))}
          </dl>
        </details>
      )}
    </main>
  )
}

type BeginningParts = Readonly<{
  /** The counties of the office that serves the page. */
  installed: readonly string[]
  stuck: string | null
  start: (place: Place, term: Term, packs: readonly AnyPackSource[]) => void
  heading: React.RefObject<HTMLHeadingElement | null>
}>

const PlaceChoices = ({ of, opening, choose }: Readonly<{ of: readonly Place[]; opening: string | null; choose: (place: Place) => Promise<void> }>) => (
  <ul className="choices">
    {of.map(place => (
      <li key={place.code}>
        <button type="button" onClick={() => void choose(place)}>
          {place.name}
          {opening === place.code ? '…' : ''}
        </button>
      </li>
    ))}
  </ul>
)

/** Where, and in which term: the present one where the place has a paper for it, else whoever asks is told and chooses. */
const Beginning = ({ installed, stuck, start, heading }: BeginningParts) => {
  const { here, others } = placesFor(installed)
  const [opening, setOpening] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  const [chosen, setChosen] = useState<Readonly<{ place: Place; packs: readonly AnyPackSource[]; terms: readonly Term[] }> | null>(null)
  const choose = async (place: Place): Promise<void> => {
    setOpening(place.code)
    setFailed(false)
    try {
      const packs = await place.load()
      const terms = termsInForce(place, packs)
      const now = terms.find(term => term === termOn(today()))
      if (now !== undefined) start(place, now, packs)
      else setChosen({ place, packs, terms })
    } catch {
      setFailed(true)
    } finally {
      setOpening(null)
    }
  }
  const end = chosen?.packs.findLast(({ division }) => division !== '')?.document.inForce[1]
  return (
    <main>
      <h1 ref={heading} tabIndex={-1}>
        算一算：孩子能得到哪些资助
      </h1>
      <p>回答几个问题，看看按当地文件孩子应该得到什么、依据哪一条、到哪里办。不用登录，不留下任何内容。</p>
      {stuck === null && !failed ? null : (
        <p className="stuck" role="alert">
          {failed ? '没有下载完，网络可能断了。请再点一次。' : stuck}
        </p>
      )}
      {chosen === null ? (
        <>
          <h2>在哪里上学</h2>
          {here.length === 0 ? null : <PlaceChoices of={here} opening={opening} choose={choose} />}
          {here.length === 0 ? null : <h2>别的地方</h2>}
          <PlaceChoices of={others} opening={opening} choose={choose} />
        </>
      ) : (
        <>
          <h2>{chosen.place.name}：按哪个学期算</h2>
          <p>
            {end === undefined ? '' : `这里收录的当地文件执行到${onPaper(end)}前，没有收录现在执行的文件。`}
            现在的资助请问学校；也可以看看文件有效时的学期。
          </p>
          <ul className="choices">
            {chosen.terms.map(term => (
              <li key={term}>
                <button type="button" onClick={() => start(chosen.place, term, chosen.packs)}>
                  {termOnPaper(term)}
                </button>
              </li>
            ))}
            <li>
              <button type="button" className="quiet" onClick={() => setChosen(null)}>
                ← 换一个地方
              </button>
            </li>
          </ul>
        </>
      )}
    </main>
  )
}
