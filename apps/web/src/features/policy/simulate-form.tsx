import { mostAlternatives, simulateChanges } from '@yingjin/domain/policy'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useRef, useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { type Draft, useDraft } from '../../shared/draft.ts'
import { startJob } from '../../shared/job/index.ts'
import { Told } from '../../shared/told.tsx'
import { termWord } from '../../shared/term-word.ts'
import { useAttempt } from '../../shared/use-attempt.ts'
import {
  allIds,
  type Basis,
  changesIn,
  type Drafted,
  draftedOf,
  draftOf,
  type Figure,
  figureField,
  firstName,
  hindrancesOf,
  idsIn,
  nameField,
  order,
  readingField,
  shown,
} from './simulation-draft.ts'
import { groupedWord } from './words.ts'

type Reading = Basis['readings'][number]

/** A figure: what it is by the paper, and what it would be; what cannot be read is said below its field. */
const FigureRow = ({ figure, id, draft, said }: Readonly<{ figure: Figure; id: string; draft: Draft; said: Drafted }>) => {
  const field = figureField(id, figure.key)
  const at = `figure-${figure.key}`
  const fault = said.faults[figure.key]
  return (
    <tr className={said.figures[figure.key] === undefined ? '' : 'unlike'}>
      <th scope="row">
        <label htmlFor={at}>{figure.label}</label>
        <div className="soft">
          <abbr title={figure.text}>{figure.article}</abbr>
          {figure.lines.length === 0 ? '' : ` · 用在：${figure.lines.join('、')}`}
        </div>
      </th>
      <td className="amount">{figure.now === null ? '没有录入' : figure.kind === 'money' ? groupedWord(figure.now) : figure.now}</td>
      <td className="figure-to">
        <Input
          id={at}
          value={draft.of(field)}
          onChange={({ target }) => draft.write(field, target.value)}
          placeholder="不改"
          suffix={<span className="soft">{figure.unit}</span>}
          inputMode="decimal"
          autoComplete="off"
          {...(fault === undefined ? {} : { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': `${at}-says` })}
        />
        {fault === undefined ? null : (
          <div id={`${at}-says`} className="field-fault" role="alert">
            {fault}
          </div>
        )}
      </td>
    </tr>
  )
}

const ReadingRow = ({ reading, id, draft, said }: Readonly<{ reading: Reading; id: string; draft: Draft; said: Drafted }>) => {
  const field = readingField(id, reading.id)
  const chosen = said.readings[reading.id] ?? reading.taken
  return (
    <fieldset className={`reading-row${chosen === reading.taken ? '' : ' unlike'}`}>
      <legend>
        {reading.question} <span className="soft">（{reading.id}）</span>
      </legend>
      {reading.options.map(({ option, text }) => (
        <label key={option}>
          <input type="radio" name={field} checked={option === chosen} onChange={() => draft.write(field, option)} />
          <span>
            {text}
            {option === reading.taken ? <span className="soft">（现行）</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** `改 2 处`, and what cannot be read yet. */
const standingOf = (said: Drafted): string => {
  const [changes, faults] = [changesIn(said), Object.keys(said.faults).length]
  return [...(changes === 0 && faults > 0 ? [] : [changes === 0 ? '还没改' : `改 ${changes} 处`]), ...(faults === 0 ? [] : [`${faults} 处写法不对`])].join('，')
}

export type SimulateFormParts = Readonly<{
  basis: Basis
  begun: (job: string) => void
  toTerm: (term: string) => void
  toRun: (run: string | undefined) => void
}>

/**
 * Up to eight alternatives, one shown at a time. What is written stays in this tab through a reload, a lost session and
 * the simulation itself, so that it can be changed and done again.
 */
export const SimulateForm = ({ basis, begun, toTerm, toRun }: SimulateFormParts) => {
  const draft = useDraft(draftOf(basis.term))
  const from = basis.runs.find(({ run }) => run === basis.run)
  /** When each run was published: the office knows it, the data directory does not. */
  const { data: runs } = useQuery({ queryKey: ['runs'], queryFn: ({ signal }) => office.leads.listRuns({ limit: 200 }, { signal }) })
  const published = new Map((runs?.runs ?? []).flatMap(({ run, publishedAt }) => (publishedAt === null ? [] : [[run, publishedAt] as const])))
  const [sought, setSought] = useState('')
  const { busy, problem, attempt } = useAttempt()
  const [hindered, setHindered] = useState(false)
  /** One for each thing that was written: the same again is the same order. */
  const key = useRef<Readonly<{ said: string; key: string }> | null>(null)
  const ids = idsIn(draft.of(order))
  const all = ids.map(id => draftedOf(id, draft.of, basis))
  const said = all.find(({ id }) => id === draft.of(shown)) ?? all[0]
  if (said === undefined) throw new Error('one alternative always is there')
  const hindrances = hindrancesOf(all)
  const free = allIds.find(id => !ids.includes(id))

  const add = (): void => {
    if (free === undefined) return
    // The new one begins as the one shown: alternatives differ in little.
    const as = Object.fromEntries([
      ...basis.figures.map(each => [figureField(free, each.key), draft.of(figureField(said.id, each.key))] as const),
      ...basis.readings.map(each => [readingField(free, each.id), draft.of(readingField(said.id, each.id))] as const),
    ])
    draft.writeAll({ ...as, [nameField(free)]: '', [order]: [...ids, free].join(' '), [shown]: free })
  }
  const remove = (): void => {
    const left = ids.filter(id => id !== said.id)
    draft.writeAll({ [order]: left.join(' '), [shown]: left[0] ?? '' })
  }
  const begin = async (): Promise<void> => {
    setHindered(hindrances.length > 0)
    if (hindrances.length > 0 || basis.term === null) return
    const alternatives = all.map(({ name, figures, readings }) => ({ name, figures, readings }))
    const written = JSON.stringify([basis.term, basis.run, alternatives])
    if (key.current?.said !== written) key.current = { said: written, key: crypto.randomUUID() }
    const { key: once } = key.current
    await attempt(async () =>
      begun(await startJob(simulateChanges.name, { term: basis.term, ...(basis.run === null ? {} : { run: basis.run }), alternatives }, once)),
    )
  }
  const matches = ({ label, article, lines }: Figure): boolean => sought.trim() === '' || [label, article, ...lines].some(word => word.includes(sought.trim()))
  const figures = basis.figures.filter(matches)
  return (
    <section className="paper simulate-form" aria-label="方案">
      <p className="soft">
        从{termWord(basis.term ?? '')}
        {from?.published === true ? '已发布的运行' : '还没有发布的运行'}（{basis.run ?? ''}）的事实和人工判断出发，“现行”是{basis.document}。
      </p>
      {basis.notes.map(note => (
        <div key={note} className="told late">
          {note}
        </div>
      ))}
      {basis.runs.length < 2 ? null : (
        <label htmlFor="simulate-run" className="compare-with">
          从哪一次运行出发
          <Select
            id="simulate-run"
            value={basis.run}
            onChange={to => toRun(String(to))}
            options={basis.runs.map(({ run, keptAt, newest, published: isPublished, otherProgram }) => ({
              value: run,
              label: `${momentWord(published.get(run) ?? keptAt)} ${isPublished ? '发布' : '运行，还没有发布'}${newest ? '（最近一次）' : ''} · ${run}`,
              disabled: otherProgram !== null,
              title: otherProgram === null ? run : `用程序 ${otherProgram} 运行的，不能和现在的程序一起测算`,
            }))}
          />
        </label>
      )}
      {basis.terms.length < 2 ? null : (
        <label htmlFor="simulate-term" className="compare-with">
          哪个学期
          <Select
            id="simulate-term"
            value={basis.term}
            onChange={to => toTerm(String(to))}
            options={basis.terms.map(each => ({ value: each, label: termWord(each) }))}
          />
        </label>
      )}
      <div className="acts" role="group" aria-label="方案">
        {all.map(each => (
          <Button
            key={each.id}
            type={each.id === said.id ? 'primary' : 'default'}
            aria-pressed={each.id === said.id}
            onClick={() => draft.write(shown, each.id)}
          >
            {each.name}（{standingOf(each)}）
          </Button>
        ))}
        {free === undefined ? <span className="soft">一次最多 {mostAlternatives} 个方案</span> : <Button onClick={add}>照这个再加一个方案</Button>}
        {ids.length < 2 ? null : <Button onClick={remove}>删去“{said.name}”</Button>}
      </div>
      <div className="alternative-head">
        <label htmlFor="alternative-name">
          方案名称
          <Input
            id="alternative-name"
            value={draft.of(nameField(said.id))}
            placeholder={firstName(said.id)}
            maxLength={40}
            onChange={({ target }) => draft.write(nameField(said.id), target.value)}
            {...(said.faults['name'] === undefined ? {} : { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': 'alternative-name-says' })}
          />
          {said.faults['name'] === undefined ? null : (
            <span id="alternative-name-says" className="field-fault" role="alert">
              {said.faults['name']}
            </span>
          )}
        </label>
        <label htmlFor="figure-sought">
          找一个标准
          <Input
            id="figure-sought"
            value={sought}
            allowClear
            placeholder="名称、项目或条款，如 寄宿"
            onChange={({ target }) => setSought(target.value)}
            autoComplete="off"
          />
        </label>
      </div>
      {figures.length === 0 ? (
        <p className="empty">
          {basis.figures.length === 0 ? '这个学期执行的规则不用数字，只能换一种理解。' : `没有名称、项目或条款里写着“${sought.trim()}”的标准。`}
        </p>
      ) : (
        <table className="facts figures">
          <thead>
            <tr>
              <th scope="col">标准</th>
              <th scope="col" className="amount">
                现行
              </th>
              <th scope="col">改为</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(figure => (
              <FigureRow key={figure.key} figure={figure} id={said.id} draft={draft} said={said} />
            ))}
          </tbody>
        </table>
      )}
      {basis.readings.length === 0 ? null : (
        <>
          <h2>换一种理解</h2>
          <p className="soft">文件写得有两种理解的地方，各按哪一种。</p>
          {basis.readings.map(reading => (
            <ReadingRow key={reading.id} reading={reading} id={said.id} draft={draft} said={said} />
          ))}
        </>
      )}
      <div className="begin-bar">
        {problem === null ? null : <Told problem={problem} />}
        {hindered && hindrances.length > 0 ? (
          <div className="told wrong" role="alert">
            <ul>
              {hindrances.map(each => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </div>
        ) : null}
        <div className="acts">
          <Button type="primary" loading={busy} onClick={() => void begin()}>
            测算{all.length === 1 ? `“${said.name}”` : ` ${all.length} 个方案`}
          </Button>
          <Button onClick={draft.clear} disabled={ids.length === 1 && changesIn(said) === 0 && Object.keys(said.faults).length === 0}>
            全部清掉，从头写
          </Button>
          <span className="soft">写的会留在这个页面，刷新还在。</span>
        </div>
      </div>
    </section>
  )
}
