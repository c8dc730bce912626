import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { dayOnPaper } from '../../shared/dates.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { type Sought, soughtIn } from '../../shared/sought.ts'
import { Told } from '../../shared/told.tsx'

/** One field for whatever is at hand. What was typed stays on this page: no address holds a number or a name. */
const FindPersonsPage = () => {
  const me = useMe()
  const [typed, setTyped] = useState('')
  const [sought, setSought] = useState<Sought | null>(null)
  const asked = sought !== null && !('says' in sought) ? sought : null
  const { data, error, isFetching } = useQuery({
    queryKey: ['persons', asked],
    queryFn: ({ signal }) => office.registry.findPersons(asked ?? {}, { signal }),
    enabled: asked !== null,
  })
  if (!mayReach(me, 'persons', 'rows'))
    return (
      <section className="paper refused-page" aria-label="学生没有打开">
        <h1>学生没有打开</h1>
        <p>查学生的档案需要查看学生和家庭的权限，您的账号没有。您报送的名单对上了多少，请看“报送和回执”；确有需要，请找本单位管理员授权。</p>
        <Link to="/">回到待办</Link>
      </section>
    )
  return (
    <>
      <div className="page-head">
        <h1>学生</h1>
        <div className="says">查到人，打开他的一生一档。只列出您的范围内的人。</div>
      </div>
      <section className="paper" aria-label="查找">
        <form
          className="query"
          onSubmit={event => {
            event.preventDefault()
            setSought(soughtIn(typed))
          }}
        >
          <label htmlFor="sought" className="sought">
            姓名、拼音、身份证号或学籍号
            <Input id="sought" value={typed} onChange={event => setTyped(event.target.value)} autoComplete="off" allowClear maxLength={60} />
          </label>
          {/* No spinner in it: what a button is called does not change while it works. */}
          <Button type="primary" htmlType="submit" aria-busy={isFetching}>
            查找
          </Button>
        </form>
      </section>
      {sought !== null && 'says' in sought ? (
        <div className="told late" role="alert">
          {sought.says}
        </div>
      ) : null}
      {error === null ? null : <Told problem={problemOf(error)} />}
      {data === undefined ? null : (
        <section className="paper" aria-label="查到的人" aria-busy={isFetching}>
          {data.persons.length === 0 ? (
            <div className="empty">
              <strong>您的范围内没有查到</strong>
              请核对写法；换一种写法再查：姓名从姓写起，写两个字以上，也可用拼音；证件号要写全。
            </div>
          ) : (
            <ul className="cards">
              {data.persons.map(({ personId, name, sex, bornOn, numbers, place }) => (
                <li key={personId}>
                  <div className="found-person">
                    <Link to="/persons/$personId" params={{ personId }}>
                      {name}
                    </Link>
                    <span>
                      {sex ?? ''} {bornOn === null ? '出生日期不详' : dayOnPaper(bornOn)}
                    </span>
                    <span className="place">
                      {[place.school, place.className, place.township].filter(each => each !== null).join(' ') || '没有学校和乡镇的记载'}
                    </span>
                    <span className="identifier">{numbers[0]?.masked ?? '没有证件号'}</span>
                  </div>
                </li>
              ))}
            </ul>
          )}
          {data.next === null ? null : <p>查到的人很多，只列出前 {data.persons.length} 位；请再写一项。</p>}
        </section>
      )}
    </>
  )
}

export const route = createLazyRoute('/persons')({ component: FindPersonsPage })
