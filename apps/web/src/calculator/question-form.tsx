import { choiceCodes, choiceWord, type FactKey, factOf } from '@yingjin/facts'
import { factLabel } from '@yingjin/policy'
import { type FormEvent, type RefObject, useState } from 'react'
import type { Answer, Question } from './asking.ts'

type QuestionParts = Readonly<{
  question: Question
  left: number
  answer: (facts: readonly FactKey[], values: readonly Answer[]) => void
  heading: RefObject<HTMLHeadingElement | null>
}>

/** One question, one screen: large buttons, and “I do not know” is always an answer. */
export const QuestionForm = ({ question, left, answer, heading }: QuestionParts) => (
  <>
    <p className="left" aria-live="polite">
      {left <= 1 ? '最后一题' : `还有约 ${left} 题`}
    </p>
    <h1 ref={heading} tabIndex={-1}>
      {question.asks}
    </h1>
    {question.why === '' ? null : <p className="why">{question.why}</p>}
    {question.kind === 'signs' ? (
      <Signs facts={question.facts} answer={values => answer(question.facts, values)} />
    ) : (
      <One fact={question.fact} answer={value => answer([question.fact], [value])} />
    )}
  </>
)

const One = ({ fact, answer }: Readonly<{ fact: FactKey; answer: (value: Answer) => void }>) => {
  const { type } = factOf(fact)
  if (type.kind === 'yes-no')
    return (
      <Choices
        options={[
          [true, '是'],
          [false, '不是'],
          [null, '不知道'],
        ]}
        answer={answer}
      />
    )
  if (type.kind === 'choice') {
    return <Choices options={[...choiceCodes(type.of).map(code => [code, choiceWord(type.of, code)] as const), [null, '不知道']]} answer={answer} />
  }
  return <Written fact={fact} answer={answer} />
}

const Choices = ({ options, answer }: Readonly<{ options: readonly (readonly [Answer, string])[]; answer: (value: Answer) => void }>) => (
  <ul className="choices">
    {options.map(([value, word]) => (
      <li key={word}>
        <button type="button" className={value === null ? 'quiet' : undefined} onClick={() => answer(value)}>
          {word}
        </button>
      </li>
    ))}
  </ul>
)

const Written = ({ fact, answer }: Readonly<{ fact: FactKey; answer: (value: Answer) => void }>) => {
  const { type, label } = factOf(fact)
  const [wrong, setWrong] = useState<string | null>(null)
  const say = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const text = String(new FormData(event.currentTarget).get('said') ?? '').trim()
    const read = readWritten(fact, text)
    if (typeof read === 'object') return setWrong(read.says)
    answer(read)
  }
  const unit = type.kind === 'money' ? '元' : type.kind === 'count' ? type.unit : ''
  return (
    <form onSubmit={say} noValidate>
      <label>
        {label}
        {unit === '' ? '' : `（${unit}）`}
        <input
          name="said"
          type={type.kind === 'date' ? 'date' : 'text'}
          inputMode={type.kind === 'date' ? undefined : 'decimal'}
          aria-invalid={wrong !== null}
        />
      </label>
      {wrong === null ? null : (
        <p className="stuck" role="alert">
          {wrong}
        </p>
      )}
      <button type="submit">下一题</button>
      <button type="button" className="quiet" onClick={() => answer(null)}>
        不知道
      </button>
    </form>
  )
}

/** A number or a day as it was written; whole fen of a sum in yuan. What is impossible is said with what is possible. */
export const readWritten = (fact: FactKey, text: string): number | string | Readonly<{ says: string }> => {
  const { type } = factOf(fact)
  const halfWidth = text.normalize('NFKC').replaceAll(',', '')
  if (type.kind === 'date') return text >= type.min && text <= type.max ? text : { says: `请选 ${type.min} 至 ${type.max} 之间的日期。` }
  if (type.kind === 'money') {
    const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(halfWidth)
    const fen = parts === null ? Number.NaN : Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'))
    return fen >= type.minFen && fen <= type.maxFen ? fen : { says: `请写 ${type.minFen / 100} 至 ${type.maxFen / 100} 元之间的数，例如 1500 或 1500.50。` }
  }
  if (type.kind === 'count') {
    const count = /^\d{1,6}$/.test(halfWidth) ? Number(halfWidth) : Number.NaN
    return count >= type.min && count <= type.max ? count : { says: `请写 ${type.min} 至 ${type.max} 之间的整数。` }
  }
  return text
}

const Signs = ({ facts, answer }: Readonly<{ facts: readonly FactKey[]; answer: (values: readonly Answer[]) => void }>) => {
  const [ticked, setTicked] = useState<readonly FactKey[]>([])
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        answer(facts.map(fact => ticked.includes(fact)))
      }}
    >
      <ul className="signs">
        {facts.map(fact => (
          <li key={fact}>
            <label>
              <input
                type="checkbox"
                checked={ticked.includes(fact)}
                onChange={({ target }) => setTicked(all => (target.checked ? [...all, fact] : all.filter(each => each !== fact)))}
              />
              {factLabel(fact)}
            </label>
          </li>
        ))}
      </ul>
      <button type="submit">{ticked.length === 0 ? '都没有' : `有这 ${ticked.length} 样`}</button>
      <button type="button" className="quiet" onClick={() => answer(facts.map(() => null))}>
        不知道
      </button>
    </form>
  )
}
