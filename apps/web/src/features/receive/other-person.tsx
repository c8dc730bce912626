import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { type Sought, soughtIn } from '../../shared/sought.ts'

type Found = Awaited<ReturnType<typeof office.registry.findPersons>>['persons'][number]

/** Whom the row stands for where none of those beside it is meant: looked for by name or whole number. */
export const OtherPerson = ({ choose }: Readonly<{ choose: (person: Readonly<{ personId: string; name: string }>) => void }>) => {
  const [typed, setTyped] = useState('')
  const [says, setSays] = useState('')
  const [found, setFound] = useState<readonly Found[]>([])
  const seek = async (): Promise<void> => {
    const sought: Sought | null = soughtIn(typed)
    setFound([])
    if (sought === null) return setSays('')
    if ('says' in sought) return setSays(sought.says)
    try {
      const { persons } = await office.registry.findPersons({ ...sought, limit: 10 })
      setFound(persons)
      setSays(persons.length === 0 ? '库里没有查到，请核对写法。' : '')
    } catch (error) {
      setSays(problemOf(error).detail)
    }
  }
  return (
    <details className="other-person">
      <summary>上面没有，库里另有这个人</summary>
      <form
        className="query"
        onSubmit={event => {
          event.preventDefault()
          void seek()
        }}
      >
        <label htmlFor="other-person">
          姓名、拼音或完整的证件号
          <input id="other-person" value={typed} onChange={({ target }) => setTyped(target.value)} autoComplete="off" maxLength={60} />
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
              是{name}
            </button>{' '}
            {[bornOn, place.school, place.className, numbers[0]?.masked].filter(Boolean).join(' · ')}
          </li>
        ))}
      </ul>
    </details>
  )
}
