import { Input, Select } from 'antd'
import { useState } from 'react'
import type { ListFilter } from './list-filter.ts'

/** Rows pasted out of a sheet are one line of words. */
const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** Taken when somebody is done with it: Enter, or the next field. */
const WordsField = ({
  id,
  value,
  placeholder,
  set,
}: Readonly<{ id: string; value: string; placeholder: string | undefined; set: (value: string | undefined) => void }>) => {
  const [typed, setTyped] = useState(value)
  const [seen, setSeen] = useState(value)
  // Another link to the same list, or back and forward: the field says what the list shows.
  if (seen !== value) {
    setSeen(value)
    setTyped(value)
  }
  const done = (): void => {
    const said = inOneLine(typed)
    setTyped(said)
    if (said !== value) set(said === '' ? undefined : said)
  }
  return (
    <Input
      id={id}
      value={typed}
      placeholder={placeholder}
      autoComplete="off"
      allowClear
      onChange={({ target, type }) => {
        setTyped(target.value)
        if (type === 'click') set(undefined)
      }}
      onPaste={event => {
        const text = event.clipboardData.getData('text')
        if (!/[\r\n\t]/.test(text)) return
        event.preventDefault()
        setTyped(inOneLine(`${typed} ${text}`))
      }}
      onPressEnter={done}
      onBlur={done}
    />
  )
}

type FieldParts = Readonly<{ id: string; filter: ListFilter; value: string | undefined; narrow: boolean; set: (value: string | undefined) => void }>

/** One condition of a list, by its kind. */
export const FilterField = ({ id, filter, value, narrow, set }: FieldParts) => {
  const width = narrow ? '100%' : (filter.width ?? 160)
  return (
    <label htmlFor={id}>
      {filter.label}
      {filter.kind === 'words' ? (
        <span style={{ width }}>
          <WordsField id={id} value={value ?? ''} placeholder={filter.placeholder} set={set} />
        </span>
      ) : filter.kind === 'day' ? (
        <Input id={id} type="date" style={{ width }} value={value ?? ''} onChange={({ target }) => set(target.value === '' ? undefined : target.value)} />
      ) : (
        <Select
          id={id}
          style={{ width }}
          value={value ?? null}
          onChange={given => set(given ?? undefined)}
          allowClear
          placeholder="全部"
          onOpenChange={open => open && filter.wanted?.()}
          showSearch={filter.options.length > 8 ? { optionFilterProp: 'label' } : false}
          options={filter.options.map(({ value: of, word }) => ({ value: of, label: word }))}
        />
      )}
    </label>
  )
}
