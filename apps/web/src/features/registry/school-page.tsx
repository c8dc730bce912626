import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { schoolOf } from './open-class.tsx'

const standingWords = { open: '在办', closed: '已撤并', 'not-yet': '尚未开办' } as const

/** A school as the register of schools has it today: its names, its classes, and what is open there. */
const SchoolPage = () => {
  const { schoolId } = route.useParams()
  const me = useMe()
  const { data, error } = useQuery({
    queryKey: ['school', schoolId],
    queryFn: async ({ signal }) => {
      const { classes, schoolYear } = await office.registry.listClasses({ schoolId }, { signal })
      return { school: await schoolOf(schoolId, signal), classes, schoolYear }
    },
  })
  if (error !== null) return <RefusedPage title="这所学校" problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开…</p>
  const { school, classes, schoolYear } = data
  if (school === null) {
    return (
      <div className="empty">
        <strong>没有这所学校</strong>
        请核对地址，或在上面按校名查。
      </div>
    )
  }
  const stages = [...new Set(classes.map(({ stage }) => stage))]
  return (
    <>
      <div className="page-head">
        <h1>{school.name}</h1>
        <div className="says">
          {standingWords[school.standing]} · {school.code === null ? '没有学校标识码' : `标识码 ${school.code}`}
          {school.formerNames.length === 0 ? '' : ` · 曾用名 ${school.formerNames.join('、')}`}
        </div>
      </div>
      {mayReach(me, 'leads', 'rows') ? (
        <p>
          <Link to="/leads" search={{ schoolId }}>
            看这所学校的线索
          </Link>
        </p>
      ) : null}
      <section className="paper" aria-label="班级">
        <h2>
          {schoolYear} 学年，{classes.length} 个班
        </h2>
        {classes.length === 0 ? <p className="soft">名录里还没有这一学年的班；收了学籍名册就有。</p> : null}
        {stages.map(stage => (
          <p key={stage}>
            {classes
              .filter(each => each.stage === stage)
              .map(({ name }) => name)
              .join('、')}
          </p>
        ))}
      </section>
    </>
  )
}

export const route = createLazyRoute('/schools/$schoolId')({ component: SchoolPage })
