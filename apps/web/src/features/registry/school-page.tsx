import { schoolStandings, stageWord } from '@yingjin/domain/registry'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'
import { useNewestClasses } from './newest-classes.ts'
import { OpenClass } from './open-class.tsx'
import { SchoolActs } from './school-acts.tsx'
import { schoolShapes } from './schools-page.tsx'

/** The classes of a school in one school year, by stage and grade: of this year, or of the newest that has any. */
const Classes = ({ schoolId, years, open }: Readonly<{ schoolId: string; years: readonly string[]; open: boolean }>) => {
  const [year, setYear] = useState<string | null>(null)
  const { data, error, thisYear } = useNewestClasses(schoolId, years, year)
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="soft">正在取班级…</p>
  const { classes, schoolYear } = data
  const stages = [...new Set(classes.map(({ stage }) => stage))]
  return (
    <section className="paper" aria-label="班级">
      <h2>
        {schoolYear} 学年，{classes.length} 个班
      </h2>
      <label className="no-print" htmlFor="classes-of-year">
        看哪一学年{' '}
        <Select
          id="classes-of-year"
          style={{ width: 140 }}
          value={schoolYear}
          options={[...new Set([thisYear ?? schoolYear, schoolYear, ...years])]
            .toSorted()
            .toReversed()
            .map(value => ({ value, label: value }))}
          onChange={setYear}
        />
      </label>
      {classes.length === 0 ? <p className="soft">名录里还没有这一学年的班；收了学籍名册就有。</p> : null}
      {stages.map(stage => (
        <p key={stage}>
          {stageWord(stage)}：
          {classes
            .filter(each => each.stage === stage)
            .map(({ name }) => name)
            .join('、')}
        </p>
      ))}
      {open ? <OpenClass key={schoolYear} schoolId={schoolId} schoolYear={schoolYear} none={false} /> : null}
    </section>
  )
}

/** Who holds which post there, and held one: by date. */
const Posts = ({ schoolId }: Readonly<{ schoolId: string }>) => {
  const { data, error } = useQuery({
    queryKey: ['posts', schoolId],
    queryFn: ({ signal }) => office.registry.listPosts({ organisationId: schoolId, limit: 200 }, { signal }),
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="soft">正在取任职…</p>
  return (
    <section className="paper" aria-label="任职">
      <h2>校长和各项职务</h2>
      {data.posts.length === 0 ? (
        <p className="soft">还没有登记任职。</p>
      ) : (
        <ul className="plain-list">
          {data.posts.map(({ postId, title, personId, name, from, to }) => (
            <li key={postId}>
              {title}{' '}
              {name === null ? (
                <span className="soft">（不在您的范围内）</span>
              ) : (
                <Link to="/persons/$personId" params={{ personId }} search={{}}>
                  {name}
                </Link>
              )}{' '}
              <span className="soft">
                {from} 至 {to ?? '今'}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** A school as the register has it: its names by date, where it came from and went, who is there, its classes and posts. */
const SchoolPage = () => {
  const { schoolId } = route.useParams()
  const me = useMe()
  const { data: school, error } = useQuery({ queryKey: ['school', schoolId], queryFn: ({ signal }) => office.registry.showSchool({ schoolId }, { signal }) })
  if (error !== null) return <RefusedPage title="这所学校" problem={problemOf(error)} />
  if (school === undefined) return <p className="empty">正在打开…</p>
  const { name, code, stages, township, standing, foundedOn, lastDay, mergedInto, took, names, schoolYears, enrolled, expected } = school
  const may = mayReach(me, 'organisations', 'write')
  return (
    <>
      <div className="page-head">
        <h1>{name}</h1>
        <div className="says">
          <StateWord shape={schoolShapes[standing]}>{schoolStandings[standing]}</StateWord>{' '}
          {[township, ...stages.map(stageWord)].filter(each => each !== null).join(' · ')}
          {' · '}
          {code === null ? '没有学校标识码' : `标识码 ${code}`}
        </div>
      </div>
      <section className="paper" aria-label="学校">
        <dl className="facts-line">
          {mayReach(me, 'persons', 'rows') ? (
            <div>
              <dt>在读</dt>
              <dd>
                <Link className="opens" to="/schools/$schoolId/pupils" params={{ schoolId }} search={{}}>
                  {countWord(enrolled)} 人
                </Link>
                {expected === 0 ? '' : `，另有 ${countWord(expected)} 人等接收`}
              </dd>
            </div>
          ) : null}
          <div>
            <dt>开办</dt>
            <dd>{foundedOn ?? '没有写明'}</dd>
          </div>
          {lastDay === null ? null : (
            <div>
              <dt>最后一天</dt>
              <dd>
                {lastDay}
                {mergedInto === null ? '' : '，并入 '}
                {mergedInto === null ? null : (
                  <Link to="/schools/$schoolId" params={{ schoolId: mergedInto.schoolId }}>
                    {mergedInto.name}
                  </Link>
                )}
              </dd>
            </div>
          )}
          {took.map(each => (
            <div key={each.schoolId}>
              <dt>并入本校</dt>
              <dd>
                <Link to="/schools/$schoolId" params={{ schoolId: each.schoolId }}>
                  {each.name}
                </Link>{' '}
                {each.lastDay ?? ''}
              </dd>
            </div>
          ))}
        </dl>
        <table className="facts">
          <caption>校名</caption>
          <thead>
            <tr>
              <th scope="col">名称</th>
              <th scope="col">从</th>
              <th scope="col">到</th>
            </tr>
          </thead>
          <tbody>
            {names.map(each => (
              <tr key={`${each.name} ${each.from}`}>
                <td>{each.name}</td>
                <td>{each.from}</td>
                <td>{each.to ?? '今'}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {mayReach(me, 'leads', 'rows') ? (
          <p>
            <Link to="/leads" search={{ schoolId }}>
              看这所学校的线索
            </Link>
          </p>
        ) : null}
      </section>
      {may && lastDay === null ? <SchoolActs school={school} /> : null}
      <Classes schoolId={schoolId} years={schoolYears} open={may && lastDay === null} />
      {mayReach(me, 'organisations', 'rows') ? <Posts schoolId={schoolId} /> : null}
    </>
  )
}

export const route = createLazyRoute('/schools/$schoolId')({ component: SchoolPage })
