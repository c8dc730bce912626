import type { FactValues } from '@yingjin/facts'
import { onPaper, type PlainDate } from '@yingjin/kernel'
import type { Policy } from '@yingjin/policy'
import type { RefObject } from 'react'
import { resultOf, type Told } from './result.ts'

/** What the child is due: item, sum, how it comes, by which paper; then what a person decides, what is open, and why not. */
export const ResultPage = ({
  policy,
  facts,
  notKnown,
  heading,
}: Readonly<{ policy: Policy; facts: FactValues; notKnown: readonly string[]; heading: RefObject<HTMLHeadingElement | null> }>) => {
  const { due, decided, open, notDue, notices, until } = resultOf(policy, facts)
  const proves = [...new Set([...due, ...decided].flatMap(each => each.proves))]
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {due.length > 0
          ? `按文件，孩子应得 ${due.length} 项资助`
          : decided.length + open.length > 0
            ? '现在还不能说应得哪一项'
            : '按文件，现在没有孩子应得的资助'}
      </h1>
      {due.map(each => (
        <article key={each.line}>
          <h2>{each.title}</h2>
          <p className="sum">{each.sum}</p>
          <p>
            {each.per === null ? '' : `${each.per}；`}
            {each.how}
          </p>
          {each.when === null ? null : <p>什么时候：{each.when}</p>}
          <Why told={each} />
        </article>
      ))}
      <Others heading="要由人认定的" says="文件写明由学校或资助中心认定。请带证明材料去问。" of={decided} />
      <Others heading="还差一些情况才能定的" says="补上下面的情况就能定。" of={open} />
      {notices.length === 0 ? null : (
        <section>
          <h2>请留意</h2>
          <ul>
            {notices.map(text => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>到哪里办、带什么</h2>
        <p>先找孩子的班主任或学校资助专干；没有上学的，找县（市、区）学生资助中心。这里算出的是按文件应得的，以学校和资助中心核定为准。</p>
        <p>
          {proves.length === 0 ? '' : `带上能说明孩子属于“${proves.join('”“')}”的证件或认定书，给学校看原件。`}
          文件没有另外列出要交的材料，去以前先问学校还要带什么。
        </p>
        <p>{[...due, ...decided].some(({ when }) => when === null) ? '文件没有写申请时间的项目，开学时就问学校。' : ''}</p>
      </section>
      <Changes notKnown={notKnown} others={[...due, ...open, ...notDue]} until={until} />
      {notDue.length === 0 ? null : (
        <details>
          <summary>看过但不符合的（{notDue.length}）</summary>
          {notDue.map(each => (
            <article key={each.line}>
              <h2>{each.title}</h2>
              <Sentences of={each.sentences} />
            </article>
          ))}
        </details>
      )}
      <button type="button" className="quiet no-print" onClick={() => window.print()}>
        打印这一页
      </button>
    </>
  )
}

/** What could still change it: what nobody knew, conditions that are just not met, and the last day of the paper. */
const Changes = ({ notKnown, others, until }: Readonly<{ notKnown: readonly string[]; others: readonly Told[]; until: PlainDate }>) => (
  <section>
    <h2>什么会改变这个结果</h2>
    <ul>
      {notKnown.length === 0 ? null : <li>您答“不知道”的：{notKnown.join('、')}。问清楚了再算一次，结果可能不同。</li>}
      {others.flatMap(({ line, title, would }) =>
        would.map(said => (
          <li key={`${line} ${said}`}>
            {title}：{said}
          </li>
        )),
      )}
      <li>文件换了：这里按的文件执行到{onPaper(until)}前。</li>
    </ul>
  </section>
)

const Sentences = ({ of }: Readonly<{ of: readonly string[] }>) => (
  <ul className="reasons">
    {of.map(text => (
      <li key={text}>{text}</li>
    ))}
  </ul>
)

const Why = ({ told }: Readonly<{ told: Told }>) => (
  <details>
    <summary>为什么</summary>
    <Sentences of={told.sentences} />
    <p className="paper">依据：{told.paper}</p>
  </details>
)

const Others = ({ heading, says, of }: Readonly<{ heading: string; says: string; of: readonly Told[] }>) =>
  of.length === 0 ? null : (
    <section>
      <h2>{heading}</h2>
      <p>{says}</p>
      {of.map(each => (
        <article key={each.line}>
          <h3>{each.title}</h3>
          {each.missing.length === 0 ? null : <p>还差：{each.missing.join('、')}</p>}
          <Why told={each} />
        </article>
      ))}
    </section>
  )
