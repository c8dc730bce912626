import { answerShapeOf, type QuestionMatter, questionMatters, questionMoveWords, questionPresenceWords, questionStateWords } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord, today } from '../../shared/dates.ts'
import { differences, type Piece } from '../../shared/differences.ts'
import { useDraft } from '../../shared/draft.ts'
import { keep, readKept } from '../../shared/kept.ts'
import { Marked } from '../../shared/marked.tsx'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import type { Standing } from '../../shared/standing.ts'
import { StandingOf } from '../../shared/standing-of.tsx'
import { StateWord } from '../../shared/state-word.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { placeWord } from '../../shared/place-word.ts'
import { given } from '../../shared/given.ts'
import { EvidenceFiles } from './evidence-files.tsx'
import { answerField } from './answer-field.ts'
import { childWord, questionShapes } from './shapes.ts'
import { takerField, useTakers } from './use-takers.ts'

type Question = Awaited<ReturnType<typeof office.leads.questionPage>>
type Side = NonNullable<Question['sides'][number]>

/** Answers that are a press of a key, from 1 on; the key after the last says that one is unsure. */
const shortAnswers = (matter: QuestionMatter, key: string): readonly string[] => {
  const shape = answerShapeOf(matter, key)
  return shape.kind === 'one' && shape.words.length < 9 ? shape.words : []
}
const follows: Readonly<Record<QuestionMatter, string>> = {
  'same-person': '答“是”的，由第二个人复核后，下次运行把两条记录算作一个人；答“不是”的，以后不再问。',
  discretion: '下次运行按您的决定核定。依据变了，会重新问。',
  amount: '由第二个人复核后，下次运行按这个金额核定。',
  'missing-fact': '下次运行采用这条信息，写明是您补的、凭什么。',
}

/** Two records beside each other, what differs inside a word marked; for a question about one child, that child. */
const Sides = ({ sides }: Readonly<{ sides: readonly (Side | null)[] }>) => {
  const rows: readonly (readonly [label: string, of: (side: Side) => string])[] = [
    ['姓名', side => side.name],
    ['出生日期', side => side.bornOn ?? '不详'],
    ['证件号', side => side.numbers.map(({ masked }) => masked).join('，') || '没有'],
  ]
  const [one, other] = sides
  return (
    <table className="facts sides">
      <thead>
        <tr>
          <td />
          {sides.map((side, at) => (
            // Two places, left and right.
            // oxlint-disable-next-line react/no-array-index-key
            <th scope="col" key={at}>
              {side === null ? (
                '不在您的范围内'
              ) : (
                <Link to="/persons/$personId" params={{ personId: side.personId }}>
                  {sides.length === 1 ? '打开一生一档' : at === 0 ? '甲记录' : '乙记录'}
                </Link>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, of]) => {
          const said = sides.map(side => (side === null ? '' : of(side)))
          const marked =
            one !== undefined && one !== null && other !== undefined && other !== null
              ? differences(said[0] ?? '', said[1] ?? '')
              : said.map(text => [{ text, same: true }] as readonly Piece[])
          return (
            <tr key={label}>
              <th scope="row">{label}</th>
              {said.map((_, at) => (
                // oxlint-disable-next-line react/no-array-index-key
                <td key={at}>
                  <Marked pieces={marked[at] ?? []} />
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

type Row = Question['rows'][number]

/** The rows of the rosters it rests on, beside each other: what both say first, and of that what differs marked; then what one alone says. */
const Rows = ({ rows }: Readonly<{ rows: readonly Row[] }>) => {
  const labels = [...new Set(rows.flatMap(({ cells }) => cells.map(({ label }) => label)))]
  const said = labels.map(label => ({ label, texts: rows.map(({ cells }) => cells.find(each => each.label === label)?.text ?? null) }))
  const ofBoth = said.filter(({ texts }) => texts.every(text => text !== null))
  const ofOne = said.filter(({ texts }) => !texts.every(text => text !== null))
  return (
    <div className="told-rows">
      <table className="facts sides">
        <thead>
          <tr>
            <td />
            {rows.map(({ place, roster }) => (
              <th scope="col" key={place}>
                {roster}
                <div className="soft">{place}</div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...ofBoth, ...ofOne].map(({ label, texts }) => {
            const [one, other] = texts
            const marked = texts.length === 2 && typeof one === 'string' && typeof other === 'string' ? differences(one, other) : null
            return (
              <tr key={label}>
                <th scope="row">{label}</th>
                {texts.map((text, at) => (
                  <td key={rows[at]?.place ?? label}>
                    {text === null ? <span className="soft">没有这一栏</span> : <Marked pieces={marked?.[at] ?? [{ text, same: true }]} />}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Rows it rests on that are not laid out: of a list that is not received in the office, or beyond the reader's reach. */
const notShown = ({ ground, rows }: Question): readonly string[] => (ground?.restsOn ?? []).filter(each => !rows.some(({ place }) => place === each))

/** How a question stands, for whoever writes on it while another does too. */
const standingOf = ({ state, ownerName, evidence, acts }: Question): Standing => {
  const last = acts.at(-1)
  return {
    办理: questionStateWords[state],
    责任人: ownerName ?? '还没有派给人',
    凭据: `${evidence.filter(({ destroyedAct }) => destroyedAct === null).length} 份`,
    最后一步: last === undefined ? '' : [last.accountName, questionMoveWords[last.move], last.says].filter(part => part !== null && part !== '').join(' '),
  }
}

/** Whose question it is, and until when; for whoever may, how to give it to somebody. */
const Owner = ({ question, may }: Readonly<{ question: Question; may: boolean }>) => {
  const [giving, setGiving] = useState(false)
  const { questionId, version, personId, ownerName, dueOn, state } = question
  const takers = useTakers('questions', personId, giving)
  const late = state !== 'settled' && dueOn < today()
  return (
    <section className="paper" aria-label="责任人">
      <dl className="facts-line">
        <div>
          <dt>责任人</dt>
          <dd>{ownerName ?? '还没有派给人'}</dd>
        </div>
        <div>
          <dt>期限</dt>
          <dd>{late ? <StateWord shape="wrong">{dueOn} 已过期</StateWord> : dueOn}</dd>
        </div>
        <div>
          <dt>本次运行</dt>
          <dd>{questionPresenceWords[question.presence]}</dd>
        </div>
      </dl>
      {may && question.possible.includes('assign') ? (
        <>
          <Button className="no-print" aria-pressed={giving} type={giving ? 'primary' : 'default'} onClick={() => setGiving(!giving)}>
            {ownerName === null ? '派给责任人' : '改派给别人'}
          </Button>
          {giving ? (
            <OrderForm
              id={`question ${questionId} assign`}
              fields={[takerField(takers), { key: 'says', label: '交代', kind: 'words', rows: 2 }]}
              button="派给他"
              says="他登录后在“待办”里看到；派给谁、交代了什么都记着。"
              submit={({ accountId = '', says = '' }, beside) =>
                office.leads.assignQuestion({ questionId, version, accountId, ...(says === '' ? {} : { says }) }, beside)
              }
              done={() => setGiving(false)}
            />
          ) : null}
        </>
      ) : null}
    </section>
  )
}

/** Who did what with it, in the order it was done. */
const History = ({ acts }: Readonly<{ acts: Question['acts'] }>) => (
  <section className="paper" aria-label="办理记录">
    <h2>办理记录</h2>
    <ol className="timeline">
      {acts.map(({ act, move, says, accountName, toName, happenedOn, recordedAt }) => (
        <li key={`${act} ${move}`}>
          <span className="soft">{happenedOn ?? ''}</span> <strong>{questionMoveWords[move]}</strong>
          {toName === null ? '' : `：${toName}`} <span className="soft">{accountName ?? '运行'}</span>
          {says === null ? null : <div>{says}</div>}
          {recordedAt !== null && happenedOn !== null && recordedAt.slice(0, 10) !== happenedOn ? (
            <div className="soft">登记于 {momentWord(recordedAt)}</div>
          ) : null}
        </li>
      ))}
      {acts.length === 0 ? <li className="soft">还没有人办过。</li> : null}
    </ol>
  </section>
)

/** Which questions whoever is at the desk looked at and was unsure of; kept as long as this tab. */
const unsurePlace = 'unsure of questions'
const unsureOf = (): readonly string[] => {
  const said = readKept(unsurePlace)
  return Array.isArray(said) ? said.map(String) : []
}

/** One question a screen, by keys as well; what was written of a reason stays. */
const QuestionPage = () => {
  const { questionId } = route.useParams()
  const me = useMe()
  const navigate = useNavigate()
  const draft = useDraft(`question ${questionId} answer`)
  const [undoing, setUndoing] = useState(false)
  const { data: question, error } = useQuery({
    queryKey: ['question', questionId],
    queryFn: ({ signal }) => office.leads.questionPage({ questionId }, { signal }),
  })
  const matter = question?.matter
  const dueOn = question?.dueOn
  const others = useQuery({
    queryKey: ['questions after', questionId, matter],
    queryFn: ({ signal }) =>
      office.leads.listQuestions(
        { ...given({ matter }), state: 'open', ...(dueOn === undefined ? {} : { after: `${questionId}/${dueOn}` }), limit: 1 },
        { signal },
      ),
    enabled: matter !== undefined,
  })
  // After the last of them comes the list: whoever is unsure is not led round the same ones.
  const next = others.data?.questions[0]
  const answers = question === undefined ? [] : shortAnswers(question.matter, question.key)
  const unsureKey = answers.length + 1
  const goOn = (): void => {
    if (next === undefined) void navigate({ to: '/questions', search: { state: 'open', ...given({ matter }) } })
    else void navigate({ to: '/questions/$questionId', params: { questionId: next.questionId } })
  }

  const unsure = (): void => {
    keep(unsurePlace, [...new Set([...unsureOf(), questionId])])
    goOn()
  }

  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        const own = event.target instanceof Element ? event.target.closest<HTMLFormElement>('form.order-form') : null
        return (own ?? document.querySelector<HTMLFormElement>('form.order-form'))?.requestSubmit()
      }
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey) return
      const answer = answers[Number(event.key) - 1]
      if (answer !== undefined) {
        event.preventDefault()
        draft.write('answer', answer)
        document.querySelector<HTMLElement>('.order-form textarea')?.focus()
      } else if (event.key === String(unsureKey) && answers.length > 0) unsure()
      else if (event.key === 'Backspace') history.back()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  })

  if (error !== null)
    return (
      <RefusedPage title="这个问题" problem={problemOf(error)}>
        <Link to="/questions" search={{}}>
          回到待决问题
        </Link>
      </RefusedPage>
    )
  if (question === undefined) return <p className="empty">正在打开…</p>
  const may = mayReach(me, 'questions', 'write')
  const on = { questionId, version: question.version }
  const stands = question.decisions.find(decision => decision.stands) ?? question.decisions.findLast(({ ended }) => ended === null)
  return (
    <StandingOf now={standingOf(question)}>
      <div className="page-head">
        <h1>
          {question.asked} · {childWord(question.child)}
        </h1>
        <div className="says">
          {placeWord(question.child)}
          {question.ownerName === null ? ' · 还没有派给人' : ` · 责任人 ${question.ownerName}`}
          {others.data === undefined || question.state !== 'open' || others.data.total < 2 ? '' : ` · 另有 ${others.data.total - 1} 个同类的待答`}
        </div>
      </div>
      <section className="paper" aria-label="两条记录">
        <Sides sides={question.sides} />
        {question.ground === null ? (
          <p className="soft">依据写有困难类别，您的职责看不到。</p>
        ) : (
          <>
            <p>
              {Object.entries(question.ground.says)
                .map(([key, word]) => `${key}：${word}`)
                .join(' · ')}
            </p>
            {question.ground.detail === '' ? null : <p>{question.ground.detail}</p>}
            {question.ground.changed === null ? null : <p className="told late">依据有变：{question.ground.changed}</p>}
            {mayReach(me, 'designations', 'rows') ? null : <p className="soft">这里只写与困难类别无关的依据；其余的您的职责看不到。</p>}
            {question.rows.length === 0 ? null : <Rows rows={question.rows} />}
            {notShown(question).length === 0 ? null : <p className="soft">依据的行：{notShown(question).join('；')}</p>}
          </>
        )}
      </section>
      {may && question.possible.includes('answer') ? (
        <section className="paper no-print" aria-label="作答">
          <h2>您的回答</h2>
          {unsureOf().includes(questionId) ? <p className="told late">您看过这一个，说拿不准；它还开着，等您或同事来答。</p> : null}
          {answers.length === 0 ? null : (
            <div className="acts">
              {answers.map((answer, at) => (
                <Button
                  key={answer}
                  type={draft.of('answer') === answer ? 'primary' : 'default'}
                  aria-pressed={draft.of('answer') === answer}
                  onClick={() => draft.write('answer', answer)}
                >
                  {at + 1} {answer}
                </Button>
              ))}
              <Button onClick={unsure}>
                {unsureKey} 拿不准，{next === undefined ? '回到清单' : '看下一个'}
              </Button>
            </div>
          )}
          <OrderForm
            id={`question ${questionId} form`}
            {...(answers.length === 0 ? {} : { chosen: { answer: draft.of('answer') } })}
            fields={[
              ...(answers.length === 0 ? [answerField(question.matter, question.key, question.expected)] : []),
              { key: 'reason', label: '为什么', kind: 'words', required: true, rows: 2 },
              { key: 'evidence', label: '凭什么材料（名称、编号、在哪里；有文件的先交到下面“凭据”里）', kind: 'line' },
            ]}
            button="提交回答"
            says={follows[question.matter]}
            submit={async ({ answer = '', reason = '', evidence = '' }, beside) => {
              await office.leads.answerQuestion({ ...on, answer, reason, ...(evidence === '' ? {} : { evidence }) }, beside)
              draft.clear()
            }}
            done={goOn}
          />
        </section>
      ) : null}
      {may && question.possible.includes('refuse') && stands !== undefined ? (
        <section className="paper no-print" aria-label="复核">
          <h2>复核</h2>
          <p>
            回答：<strong>{stands.answer}</strong>。{stands.reason}
            {stands.evidence === null ? '' : `（${stands.evidence}）`}
          </p>
          <OrderForm
            id={`question ${questionId} review`}
            fields={[
              {
                key: 'how',
                label: '复核意见',
                kind: 'choice',
                required: true,
                options: (['confirm', 'refuse'] as const)
                  .filter(move => question.possible.includes(move))
                  .map(value => ({ value, word: questionMoveWords[value] })),
              },
              { key: 'says', label: '说明', kind: 'words', required: true, rows: 2 },
            ]}
            button="提交复核意见"
            says={
              question.possible.includes('confirm') ? '作答的人不能复核自己的回答。' : '是您作的答，等另一位同事复核；答错了的，选“复核不同意”，再重新作答。'
            }
            submit={({ how, says = '' }, beside) => (how === 'confirm' ? office.leads.confirmAnswer : office.leads.refuseAnswer)({ ...on, says }, beside)}
          />
        </section>
      ) : null}
      <EvidenceFiles
        id={`question ${questionId}`}
        files={question.evidence}
        acts={question.acts}
        attach={may && question.possible.includes('attach') ? { path: '/api/leads/attach-to-question', order: { questionId } } : null}
        take={evidenceId => office.leads.takeFromQuestion.file({ questionId, evidenceId })}
        destroy={
          may && question.possible.includes('destroy-evidence')
            ? (evidenceId, words, beside) => office.leads.destroyOfQuestion({ ...on, evidenceId, says: words }, beside)
            : null
        }
      />
      <section className="paper" aria-label="决定">
        <h2>
          <StateWord shape={questionShapes[question.state]}>{questionStateWords[question.state]}</StateWord>
        </h2>
        {question.decisions.length === 0 ? <p className="soft">还没有人答过。</p> : null}
        <ol className="timeline">
          {question.decisions.map(({ decisionId, answer, reason, evidence, confirmedBy, ended, stands: holds }) => (
            <li key={decisionId}>
              <strong>{answer}</strong>：{reason}
              {evidence === null ? '' : `（${evidence}）`}{' '}
              <span className="soft">
                {holds
                  ? '现在有效'
                  : ended === 'refused'
                    ? '复核不同意'
                    : ended === 'undone'
                      ? '已撤回'
                      : ended === 'ground-changed'
                        ? '依据有变，已失效'
                        : '等复核'}
                {confirmedBy === null ? '' : '，已复核'}
              </span>
            </li>
          ))}
        </ol>
        {may && question.possible.includes('undo') ? (
          undoing ? (
            <OrderForm
              id={`question ${questionId} undo`}
              fields={[{ key: 'says', label: '为什么撤回', kind: 'words', required: true, rows: 2 }]}
              button="撤回这个决定"
              submit={({ says = '' }, beside) => office.leads.undoDecision({ ...on, says }, beside)}
              done={() => setUndoing(false)}
            />
          ) : (
            <Button onClick={() => setUndoing(true)}>撤回决定…</Button>
          )
        ) : null}
        <p className="soft">{questionMatters[question.matter].secondReviewer ? '这类问题由两个人定：一个答，另一个复核。' : '这类问题由一个人答。'}</p>
      </section>
      <Owner question={question} may={may} />
      <History acts={question.acts} />
    </StandingOf>
  )
}

export const route = createLazyRoute('/questions/$questionId')({ component: QuestionPage })
