import { type ResultState, resultStateWords } from '@yingjin/domain/leads'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { FactsTable } from '../../shared/facts-table.tsx'
import { Told } from '../../shared/told.tsx'
import { yuanWord } from '../../shared/yuan-word.ts'
import { given } from '../../shared/given.ts'
import './determination.css'
import { OfRun } from './of-run.tsx'
import { resultShapes } from './words.ts'

type Supposed = Awaited<ReturnType<typeof office.leads.supposeResults>>
type Fact = Supposed['facts'][number]
type Value = Fact['known']

const unknown = '不知道'
const yesNo = [
  { value: 'true', label: '是' },
  { value: 'false', label: '不是' },
] as const

const shown = ({ kind, options }: Fact, value: Value): string => {
  if (value === null) return unknown
  if (kind === 'yes-no') return value === true ? '是' : '不是'
  if (kind === 'money') return `${yuanWord(String(value))} 元`
  return options.find(option => option.value === value)?.word ?? String(value)
}

/** What was written of a sum or a count, as the office takes it: whole fen, a whole number; null where it says nothing. */
const read = ({ kind }: Fact, written: string): Value | undefined => {
  const text = written.trim()
  if (text === '') return null
  if (kind === 'money') return /^\d{1,7}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : undefined
  if (kind === 'count') return /^\d{1,6}$/.test(text) ? Number(text) : undefined
  return text
}

type FieldParts = Readonly<{ fact: Fact; value: Value; onChange: (value: Value) => void; misreads: (misread: boolean) => void }>

const FactField = ({ fact, value, onChange, misreads }: FieldParts) => {
  const at = `suppose-${fact.fact}`
  const [typed, setTyped] = useState(value === null ? '' : fact.kind === 'money' ? yuanWord(String(value)).replaceAll(',', '') : String(value))
  const options = fact.kind === 'yes-no' ? [...yesNo] : fact.options.map(option => ({ value: option.value, label: option.word }))
  const misread = read(fact, typed) === undefined
  return (
    <label htmlFor={at}>
      {fact.label}
      {options.length > 0 ? (
        <Select
          id={at}
          value={value === null ? '' : String(value)}
          onChange={to => onChange(to === '' ? null : fact.kind === 'yes-no' ? to === 'true' : to)}
          options={[...options, { value: '', label: unknown }]}
        />
      ) : (
        <Input
          id={at}
          value={typed}
          placeholder={unknown}
          {...(misread ? { status: 'error' as const, 'aria-invalid': true } : {})}
          {...(fact.unit === null ? {} : { suffix: fact.unit })}
          onChange={({ target }) => {
            setTyped(target.value)
            const to = read(fact, target.value)
            misreads(to === undefined)
            if (to !== undefined) onChange(to)
          }}
        />
      )}
      {misread ? <span className="field-wrong">{fact.kind === 'money' ? '请写金额，最多两位小数' : '请写整数'}</span> : null}
      <span className="soft">名册：{shown(fact, fact.known)}</span>
    </label>
  )
}

type Side = Readonly<{ state: ResultState; amountFen: string | null; says: string }>
const SideWord = ({ side }: Readonly<{ side: Side }>) => (
  <>
    <StateWord shape={resultShapes[side.state]}>{resultStateWords[side.state]}</StateWord>
    {side.amountFen === null ? '' : ` ${yuanWord(side.amountFen)} 元`}
  </>
)

/** What would be due if facts of the child were otherwise; nothing of it is kept. */
const SupposePage = () => {
  const { personId } = route.useParams()
  const { runId } = route.useSearch()
  const navigate = useNavigate()
  const [otherwise, setOtherwise] = useState<Readonly<Record<string, Value>>>({})
  const [asked, setAsked] = useState<Readonly<Record<string, Value>>>({})
  const [more, setMore] = useState(false)
  const [misread, setMisread] = useState<ReadonlySet<string>>(new Set())
  /** Counts how often everything was put back: then what was typed is gone from the fields too. */
  const [restored, setRestored] = useState(0)
  const supposing = (facts: Readonly<Record<string, Value>>) => ({
    queryKey: ['suppose', personId, runId, facts],
    queryFn: ({ signal }: Readonly<{ signal: AbortSignal }>) => office.leads.supposeResults({ personId, ...given({ runId }), facts }, { signal }),
  })
  const { data, error, isFetching, isPlaceholderData } = useQuery({ ...supposing(asked), placeholderData: keepPreviousData })
  // What the run knew stays at hand when what somebody supposes is refused.
  const known = useQuery(supposing({}))
  const facts = known.data?.facts ?? []
  // What is a matter of yes or no is what changes in a family; fees and days are folded.
  const first = facts.filter(({ kind, fact }) => kind === 'yes-no' || fact === 'stage' || fact === 'grade')
  const rest = facts.filter(fact => !first.includes(fact))
  const differing = (data?.lines ?? []).filter(({ differs }) => differs)
  const set = (fact: Fact, value: Value): void => {
    const { [fact.fact]: _, ...others } = otherwise
    setOtherwise(value === fact.known ? others : { ...others, [fact.fact]: value })
  }
  const changed = Object.keys(otherwise).length
  const fieldsOf = (of: readonly Fact[]) =>
    of.map(fact => (
      <FactField
        key={`${runId ?? ''} ${restored} ${fact.fact}`}
        fact={fact}
        value={fact.fact in otherwise ? (otherwise[fact.fact] ?? null) : fact.known}
        onChange={value => set(fact, value)}
        misreads={is => setMisread(all => new Set(is ? [...all, fact.fact] : [...all].filter(each => each !== fact.fact)))}
      />
    ))
  return (
    <>
      <div className="page-head">
        <h1>假设核定</h1>
        <div className="says">假设情况变了，看各项会怎样。只算不存：名册、核定和档案都不会变。</div>
        <Link to="/results/of/$personId" params={{ personId }} search={given({ runId })}>
          回到核定依据
        </Link>
      </div>
      <OfRun
        id="suppose-run"
        runId={runId}
        go={chosen => void navigate({ to: '/results/suppose/$personId', params: { personId }, search: given({ runId: chosen }) })}
      />
      {error === null ? null : <Told problem={problemOf(error)} />}
      {data === undefined || data.closed === null ? null : <div className="told">{data.closed}</div>}
      {facts.length === 0 ? null : (
        <>
          <section className="paper" aria-label="假设的情况">
            <h2>改哪些情况</h2>
            <div className="suppositions">{fieldsOf(first)}</div>
            {rest.length === 0 ? null : (
              <>
                <button type="button" className="link-button" aria-expanded={more} onClick={() => setMore(!more)}>
                  {more ? '收起收费、日期等' : `收费、日期等（${rest.length}）`}
                </button>
                {more ? <div className="suppositions">{fieldsOf(rest)}</div> : null}
              </>
            )}
            <div className="acts">
              <Button type="primary" loading={isFetching} disabled={changed === 0 || misread.size > 0} onClick={() => setAsked(otherwise)}>
                按改过的 {changed} 项算一算
              </Button>
              <Button
                disabled={changed === 0 && misread.size === 0}
                onClick={() => {
                  setOtherwise({})
                  setAsked({})
                  setMisread(new Set())
                  setRestored(restored + 1)
                }}
              >
                恢复成名册上的
              </Button>
            </div>
          </section>
          {data === undefined ? null : (
            <section className="paper" aria-label="假设的结果" aria-live="polite">
              <h2>
                {isPlaceholderData
                  ? '正在算…'
                  : Object.keys(asked).length === 0
                    ? '现在的核定'
                    : differing.length === 0
                      ? '各项都不变'
                      : `${differing.length} 项会变`}
              </h2>
              <div className="wide">
                <FactsTable
                  columns={[
                    { word: '资助项目', as: 'head', show: ({ title }) => title },
                    { word: '现在', show: ({ was }) => <SideWord side={was} /> },
                    {
                      word: '假设以后',
                      show: ({ is, differs }) =>
                        differs ? (
                          <>
                            <SideWord side={is} />
                            <div className="soft">{is.says}</div>
                          </>
                        ) : (
                          <span className="soft">不变</span>
                        ),
                    },
                  ]}
                  rows={(data?.lines ?? []).toSorted((a, b) => Number(b.differs) - Number(a.differs))}
                  keyOf={({ line }) => line}
                />
              </div>
            </section>
          )}
        </>
      )}
    </>
  )
}

export const route = createLazyRoute('/results/suppose/$personId')({ component: SupposePage })
