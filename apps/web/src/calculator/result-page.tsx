import type { FactValues } from '@yingjin/facts'
import type { Policy } from '@yingjin/policy'
import type { RefObject } from 'react'
import { resultOf, type Told } from './result.ts'

/** What the child is due: item, sum, how it comes, by which paper; then what a person decides, what is open, and why not. */
export const ResultPage = ({ policy, facts, heading }: Readonly<{ policy: Policy; facts: FactValues; heading: RefObject<HTMLHeadingElement | null> }>) => {
  const { due, decided, open, notDue, notices } = resultOf(policy, facts)
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
        <h2>到哪里办</h2>
        <p>先找孩子的班主任或学校资助专干；没有上学的，找县（市、区）学生资助中心。这里算出的是按文件应得的，以学校和资助中心核定为准。</p>
      </section>
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
