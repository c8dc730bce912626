import { useState } from 'react'
import { office, problemOf } from './ask/index.ts'
import { type Sought, soughtIn } from './sought.ts'

type Found = Awaited<ReturnType<typeof office.registry.findPersons>>['persons'][number]

type Parts = Readonly<{
  id: string
  /** What choosing somebody says: 是欧阳小明. */
  word: (name: string) => string
  choose: (person: Readonly<{ personId: string; name: string }>) => void
  /** Not offered: whoever is looked at already. */
  besides?: string
}>

/** Somebody known to the office, looked for by name or whole number; what was typed stands in no address. */
export const SeekPerson = ({ id, word, choose, besides }: Parts) => {
  const [typed, setTyped] = useState('')
  const [says, setSays] = useState('')
  const [found, setFound] = useState<readonly Found[]>([])
  const seek = async (): Promise<void> => {
    const sought: Sought | null = soughtIn(typed)
    setFound([])
    if (sought === null) return setSays('')
    if ('says' in sought) return setSays(sought.says)
    try {
      const persons = (await office.registry.findPersons({ ...sought, limit: 10 })).persons.filter(({ personId }) => personId !== besides)
      setFound(persons)
      setSays(persons.length === 0 ? '库里没有查到，请核对写法。' : '')
    } catch (error) {
      setSays(problemOf(error).detail)
    }
  }
  return (
    <>
      <form
        className="query"
        onSubmit={event => {
          event.preventDefault()
          void seek()
        }}
      >
        <label htmlFor={id}>
          姓名、拼音或完整的证件号
          <input id={id} value={typed} onChange={({ target }) => setTyped(target.value)} autoComplete="off" maxLength={60} />
        </label>
        <button type="submit" className="second-button">
          查找
        </button>
      </form>
      <p className="soft" role="status">
        {says}
      </p>
      <ul className="plain-list">
        {found.map(({ personId, name, bornOn, place, numbers }) => (
          <li key={personId}>
            <button type="button" className="link-button" onClick={() => choose({ personId, name })}>
              {word(name)}
            </button>{' '}
            {[bornOn, place.school, place.className, numbers[0]?.masked].filter(Boolean).join(' · ')}
          </li>
        ))}
      </ul>
    </>
  )
}
