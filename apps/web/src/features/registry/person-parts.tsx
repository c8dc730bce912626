import { type FactKey, factOf, facts } from '@yingjin/facts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lookText } from '@yingjin/domain/access'
import { leadStateWords, resultChangeWords, resultStateWords } from '@yingjin/domain/leads'
import { office, problemOf } from '../../shared/ask/index.ts'
import { WithoutMarks } from '../../shared/without-marks.tsx'
import { FactsTable } from '../../shared/facts-table.tsx'
import { LooksTable } from '../../shared/looks-table.tsx'
import { type StateShape, StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { yuanWord } from '../../shared/yuan-word.ts'
import { ChangeRequest } from './change-request.tsx'

const resultShapes: Readonly<Record<keyof typeof resultStateWords, StateShape>> = {
  due: 'done',
  'not-due': 'open',
  undetermined: 'waiting',
  'not-entered': 'waiting',
  decide: 'waiting',
}

/** What a fact is called, by its key; a run of an older program may name one that is no longer known. */
const factWord = (key: string): string => (key in facts ? factOf(key as FactKey).label : key)

/** What is missing beside what the reason names already. */
const missingBeside = ({ says, missing }: Readonly<{ says: string; missing: readonly string[] }>): readonly string[] => {
  const left = missing.map(factWord).filter(each => !says.includes(each))
  return left.length === 0 ? [] : [`还缺：${left.join('、')}`]
}

/** What the child is due in the newest run, with clause and reason. */
export const Results = ({ personId }: Readonly<{ personId: string }>) => {
  const { data, error } = useQuery({ queryKey: ['results of', personId], queryFn: ({ signal }) => office.leads.resultsOfChild({ personId }, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="soft">正在打开…</p>
  if (data.run === null) return <p className="soft">还没有发布过核定运行。</p>
  if (data.results.length === 0) return <p className="soft">最近一次核定里，没有他符合、待补或待判断的项目。</p>
  return (
    <>
      <p className="soft">最近一次核定；明摆着不符合的项目不列。</p>
      <div className="wide">
        <FactsTable
          columns={[
            {
              word: '项目',
              show: ({ line, title }) => (
                <Link to="/results/of/$personId" params={{ personId }} search={{ line }}>
                  {title}
                </Link>
              ),
            },
            {
              word: '结果',
              show: ({ state, decided, change }) => (
                <>
                  <StateWord shape={resultShapes[state]}>{resultStateWords[state]}</StateWord>
                  {decided ? <span className="soft"> 人工判断</span> : null}
                  {change === null ? null : <span className="soft"> 比上次：{resultChangeWords[change]}</span>}
                </>
              ),
            },
            { word: '金额（元）', as: 'amount', show: ({ amountFen }) => (amountFen === null ? '' : yuanWord(amountFen)) },
            { word: '依据', show: ({ clause }) => <WithoutMarks text={clause} /> },
            {
              word: '理由',
              show: ({ ground }) =>
                ground === null ? <span className="soft">理由里有困难类别，不在您的权限里</span> : [ground.says, ...missingBeside(ground)].join('；'),
            },
          ]}
          rows={data.results}
          keyOf={({ line, form }) => `${line} ${form}`}
        />
      </div>
    </>
  )
}

/** The leads of a child, with who has each and until when; evidence lies with the lead. */
export const LeadsOf = ({ personId }: Readonly<{ personId: string }>) => {
  const { data, error } = useQuery({ queryKey: ['leads of', personId], queryFn: ({ signal }) => office.leads.listLeads({ personId }, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="soft">正在打开…</p>
  if (data.leads.length === 0) return <p className="soft">没有线索。</p>
  return (
    <ul className="plain-list">
      {data.leads.map(({ leadId, word, state, ownerName, dueOn, files }) => (
        <li key={leadId}>
          <Link to="/leads/$leadId" params={{ leadId }}>
            {word}
          </Link>{' '}
          <StateWord shape={state === 'closed' ? 'done' : 'under-way'}>{leadStateWords[state]}</StateWord>{' '}
          <span className="soft">
            {ownerName === null ? '还没有责任人' : `责任人 ${ownerName}`}，{dueOn} 到期{files === 0 ? '' : `，凭据 ${files} 份`}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** What a use case is called on its button: 查看“人员档案”. */
const titleOf = (name: string): string => {
  const path = `/api/${name.replace('.', '/')}`
  const found = Object.values(office as Readonly<Record<string, Readonly<Record<string, Readonly<{ path: string; title: string }>>>>>)
    .flatMap(subject => Object.values(subject))
    .find(each => each.path === path)
  return found === undefined ? '' : `“${found.title}”`
}

/** Who looked at the file and who did something about it, with the reason where one was asked for. */
export const LooksAt = ({ personId }: Readonly<{ personId: string }>) => {
  const { data, error } = useQuery({ queryKey: ['looks at', personId], queryFn: ({ signal }) => office.access.whoLooked({ personId, most: 20 }, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="soft">正在打开…</p>
  if (data.looks.length === 0) return <p className="soft">还没有人看过。</p>
  return (
    <LooksTable
      looks={data.looks.map(({ entryId, at, kind, name, accountName, reason }) => ({
        entryId,
        at,
        who: accountName,
        did: `${lookText[kind]}${titleOf(name)}`,
        reason,
      }))}
    />
  )
}

/** What somebody asked to be changed of this person and nobody has answered yet. */
export const OpenRequests = ({ personId }: Readonly<{ personId: string }>) => {
  const { data } = useQuery({
    queryKey: ['changes of', personId],
    queryFn: ({ signal }) => office.registry.listChanges({ personId, status: 'asked' }, { signal }),
  })
  return data === undefined || data.requests.length === 0 ? null : (
    <section className="paper" aria-label="待批的更正">
      <h2>待批的更正</h2>
      <ul className="plain-list">
        {data.requests.map(request => (
          <li key={request.requestId}>
            <ChangeRequest request={request} />
          </li>
        ))}
      </ul>
    </section>
  )
}
