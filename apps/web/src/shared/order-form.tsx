import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Radio, Select } from 'antd'
import { type FormEvent, Fragment, type ReactNode, use, useState } from 'react'
import { type Beside, type Problem, problemOf } from './ask/index.ts'
import { useDraft } from './draft.ts'
import { isOver, orderKey } from './order-key.ts'
import { changedSince, StandingContext } from './standing.ts'
import { Told } from './told.tsx'
import type { Choice, Seek } from './use-seek.ts'
import { countWord } from './count-word.ts'

export type OrderField = Readonly<
  { key: string; label: string; required?: true } & (
    | { kind: 'words'; rows?: number; placeholder?: string }
    | { kind: 'line'; placeholder?: string; says?: string }
    | { kind: 'day' }
    | { kind: 'choice'; options: readonly Choice[] }
    /** One of a few words, all of them seen at once. */
    | { kind: 'one'; words: readonly string[] }
    /** All of the words that apply, said with 、 between them, or the word for none. */
    | { kind: 'several'; words: readonly string[]; none: string }
    /** One of more than can be listed: found by what is typed. */
    | { kind: 'sought'; seek: Seek; placeholder?: string }
  )
>

const wordKey = (key: string): string => `${key} word`

/** Somebody or something sought by name. What was chosen stays in the list by its word, whatever is sought afterwards. */
const SoughtField = ({
  at,
  seek,
  placeholder,
  value,
  word,
  choose,
}: Readonly<{
  at: string
  seek: Seek
  placeholder: string | undefined
  value: string
  word: string
  choose: (value: string, word: string) => void
}>) => {
  const choices = value === '' || seek.choices.some(each => each.value === value) ? seek.choices : [{ value, word: word || `编号 ${value}` }, ...seek.choices]
  return (
    <>
      <Select
        id={at}
        value={value === '' ? null : value}
        onChange={(next: string) => choose(next, choices.find(each => each.value === next)?.word ?? '')}
        placeholder={placeholder ?? '输入几个字查找'}
        loading={seek.busy}
        showSearch={{ filterOption: false, onSearch: seek.type }}
        notFoundContent={seek.busy ? '正在查找…' : '没有找到，换几个字再查'}
        options={choices.map(({ value: of, word: label }) => ({ value: of, label }))}
      />
      {seek.beyond > 0 ? <span className="soft">另有 {countWord(seek.beyond)} 个没有列出，请输入几个字查找。</span> : null}
    </>
  )
}

/** Why what stands in a field was refused, for whoever sees it and whoever hears it. */
const Wrong = ({ id, says }: Readonly<{ id: string; says: string | undefined }>) =>
  says === undefined ? null : (
    <span id={id} className="field-wrong">
      {says}
    </span>
  )
const refusedBy = (id: string, says: string | undefined) =>
  says === undefined ? {} : ({ status: 'error', 'aria-invalid': true, 'aria-describedby': id } as const)

type WordsFieldParts = Readonly<{
  field: Extract<OrderField, Readonly<{ kind: 'one' | 'several' }>>
  value: string
  write: (text: string) => void
  wrong: ReactNode
}>

/** A few words to choose among: one, or all that apply; none of them is an answer too and takes the others back. */
const WordsField = ({ field, value, write, wrong }: WordsFieldParts) => {
  if (field.kind === 'one')
    return (
      <fieldset className="words-field">
        <legend>{field.label}</legend>
        <Radio.Group value={value === '' ? null : value} options={[...field.words]} onChange={({ target }) => write(String(target.value))} />
        {wrong}
      </fieldset>
    )
  const ticked = value === '' ? [] : value.split('、')
  const { none } = field
  return (
    <fieldset className="words-field">
      <legend>{field.label}（可选多项）</legend>
      <Checkbox.Group
        value={ticked}
        options={[...field.words, none]}
        onChange={next => write((next.includes(none) && !ticked.includes(none) ? [none] : next.filter(each => each !== none)).join('、'))}
      />
      {wrong}
    </fieldset>
  )
}

export type OrderFormParts = Readonly<{
  /** Names the draft: one for each record and act. */
  id: string
  fields: readonly OrderField[]
  /** What is chosen beside the form and sent with it; it waits for what is empty. */
  chosen?: Readonly<Record<string, string>>
  /** What stands in the fields before anything is typed. */
  begins?: Readonly<Record<string, string>>
  /** A verb with its object. */
  button: string
  danger?: true
  /** What happens then, in one sentence. */
  says?: ReactNode
  submit: (said: Readonly<Record<string, string>>, beside: Beside) => Promise<unknown>
  done?: () => void
}>

/**
 * A short form for one act. What was typed stays through a lost session, a reload and a refusal; sent twice, it is done
 * once; what another changed meanwhile is shown before it is sent again.
 */
export const OrderForm = (parts: OrderFormParts) => (
  // Where one form takes the place of another, nothing that was typed in that one stands in this.
  <FormOfOne key={parts.id} {...parts} />
)

const FormOfOne = ({ id, fields, chosen = {}, begins, button, danger, says, submit, done }: OrderFormParts) => {
  const draft = useDraft(id, begins)
  const queries = useQueryClient()
  const page = use(StandingContext)
  const standing = page?.now ?? null
  /** How the record stood when whoever writes last looked at it; null once the own act is done. */
  const [seen, setSeen] = useState(standing)
  const [own, setOwn] = useState(page?.own)
  // What was done on this page meanwhile is no news to whoever did it.
  if (own !== page?.own) {
    setOwn(page?.own)
    setSeen(standing)
  }
  const changed = changedSince(seen, standing)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  /** What was sent when it was refused: a field that was changed since is no longer wrong. */
  const [sent, setSent] = useState<Readonly<Record<string, string>>>({})
  const key = orderKey(id)
  const said = { ...chosen, ...Object.fromEntries(fields.map(({ key: field }) => [field, draft.of(field).trim()])) }
  const lacking = [...fields.filter(({ required }) => required === true).map(({ key: field }) => field), ...Object.keys(chosen)].filter(
    field => said[field] === '',
  )

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    // By a key it may be sent before the button can be pressed.
    if (busy || lacking.length > 0) return
    setBusy(true)
    setProblem(null)
    try {
      await submit(said, { key: key.of(said) })
      draft.clear()
      key.forget()
      setSeen(null)
      await queries.invalidateQueries()
      page?.did()
      done?.()
    } catch (error) {
      const found = problemOf(error)
      setProblem(found)
      setSent(said)
      // The page shows what stands now; what was written stays and can be sent on it.
      if (isOver(found.code)) {
        key.forget()
        await queries.invalidateQueries()
      }
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="order-form" onSubmit={event => void send(event)}>
      {problem === null ? null : <Told problem={problem} />}
      {problem === null || !isOver(problem.code) ? null : (
        <p className="soft">
          {problem.code === 'access/stale' ? '' : '您前一次点的其实已经办成了，只是答复没有传回来。'}页面已换成现在的样子，您写的还在。看过后可以再交。
        </p>
      )}
      {changed.length === 0 ? null : (
        <div className="told late" role="status">
          您打开以后，别人改了：
          <ul>
            {changed.map(({ word, was, is }) => (
              <li key={word}>
                {word}：{was === '' ? '（空）' : was} → <strong>{is === '' ? '（空）' : is}</strong>
              </li>
            ))}
          </ul>
          <button type="button" className="link-button" onClick={() => setSeen(standing)}>
            知道了
          </button>
        </div>
      )}
      {fields.map(field => {
        const at = `${id} ${field.key}`.replaceAll(/\W+/g, '-')
        const write = (text: string): void => draft.write(field.key, text)
        const wrong = said[field.key] === sent[field.key] ? problem?.places?.find(({ path }) => path === field.key)?.says : undefined
        const refused = refusedBy(`${at}-wrong`, wrong)
        const told = <Wrong id={`${at}-wrong`} says={wrong} />
        if (field.kind === 'one' || field.kind === 'several')
          return <WordsField key={field.key} field={field} value={draft.of(field.key)} write={write} wrong={told} />
        return (
          <Fragment key={field.key}>
            <label htmlFor={at}>
              {field.label}
              {field.kind === 'words' ? (
                <Input.TextArea
                  id={at}
                  rows={field.rows ?? 3}
                  value={draft.of(field.key)}
                  onChange={({ target }) => write(target.value)}
                  placeholder={field.placeholder}
                  {...refused}
                />
              ) : field.kind === 'day' ? (
                <Input id={at} type="date" {...refused} value={draft.of(field.key)} onChange={({ target }) => write(target.value)} />
              ) : field.kind === 'line' ? (
                <Input
                  id={at}
                  {...refused}
                  value={draft.of(field.key)}
                  onChange={({ target }) => write(target.value)}
                  placeholder={field.placeholder}
                  autoComplete="off"
                />
              ) : field.kind === 'sought' ? (
                <SoughtField
                  at={at}
                  seek={field.seek}
                  placeholder={field.placeholder}
                  value={draft.of(field.key)}
                  word={draft.of(wordKey(field.key))}
                  choose={(value, word) => draft.writeAll({ [field.key]: value, [wordKey(field.key)]: word })}
                />
              ) : (
                <Select
                  id={at}
                  value={draft.of(field.key) === '' ? null : draft.of(field.key)}
                  onChange={write}
                  placeholder="请选择"
                  showSearch={{ optionFilterProp: 'label' }}
                  options={field.options.map(({ value, word }) => ({ value, label: word }))}
                />
              )}
              {field.kind === 'line' && field.says !== undefined ? <span className="soft">{field.says}</span> : null}
            </label>
            {told}
          </Fragment>
        )
      })}
      {says === undefined ? null : <p className="soft">{says}</p>}
      <Button type="primary" htmlType="submit" loading={busy} disabled={lacking.length > 0} {...(danger === true ? { danger: true } : {})}>
        {button}
      </Button>
    </form>
  )
}
