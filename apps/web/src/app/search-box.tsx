import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { office, problemOf } from '../shared/ask/index.ts'
import { mayReach, type Me } from '../shared/session/index.ts'
import { type Sought, soughtIn } from '../shared/sought.ts'

type Found = Readonly<{ kind: 'person' | 'school'; id: string; name: string; says: string }>
type Answer = Readonly<{ found: readonly Found[]; more: boolean }>

const mostPersons = 8
const mostSchools = 5

const said = (...parts: readonly (string | null)[]): string => parts.filter(each => each !== null && each !== '').join(' · ')

/** Children by whatever was typed, schools by their name: both within the asker's reach. */
const seek = async (sought: Exclude<Sought, { says: string }>, me: Me, signal: AbortSignal): Promise<Answer> => {
  const persons = mayReach(me, 'persons', 'rows')
    ? office.registry.findPersons({ ...sought, limit: mostPersons }, { signal })
    : Promise.resolve({ persons: [], next: null })
  const schools =
    'name' in sought ? office.registry.listSchools({ name: sought.name, limit: mostSchools }, { signal }) : Promise.resolve({ schools: [], next: null })
  const [of, at] = [await persons, await schools]
  return {
    found: [
      ...of.persons.map(({ personId, name, sex, bornOn, place, numbers }) => ({
        kind: 'person' as const,
        id: personId,
        name,
        says: said(sex, bornOn, place.school, place.className, numbers[0]?.masked ?? null),
      })),
      ...at.schools.map(({ schoolId, name, formerNames, standing }) => ({
        kind: 'school' as const,
        id: schoolId,
        name,
        says: said('学校', standing === 'closed' ? '已撤并' : null, formerNames.length === 0 ? null : `曾用名 ${formerNames.join('、')}`),
      })),
    ],
    more: of.next !== null || at.next !== null,
  }
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/**
 * One field for whatever is at hand, from every page: `/` goes there, arrows and Enter open what was found. What was
 * typed is posted and stands in no address; it is asked for on Enter alone, since each asking leaves a line in the trail.
 */
export const SearchBox = ({ me }: Readonly<{ me: Me }>) => {
  const navigate = useNavigate()
  const field = useRef<HTMLInputElement>(null)
  const place = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState<Sought | null>(null)
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const sought = asked !== null && !('says' in asked) ? asked : null
  const { data, error, isFetching } = useQuery({
    queryKey: ['search', sought],
    queryFn: ({ signal }) => (sought === null ? { found: [], more: false } : seek(sought, me, signal)),
    enabled: sought !== null,
    gcTime: 0,
  })
  const found = sought === null ? [] : (data?.found ?? [])

  useEffect(() => {
    const toField = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    const away = (event: Event): void => {
      if (!place.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('keydown', toField)
    document.addEventListener('pointerdown', away)
    return () => {
      document.removeEventListener('keydown', toField)
      document.removeEventListener('pointerdown', away)
    }
  }, [])

  const take = ({ kind, id }: Found): void => {
    setOpen(false)
    setTyped('')
    setAsked(null)
    field.current?.blur()
    void (kind === 'person'
      ? navigate({ to: '/persons/$personId', params: { personId: id } })
      : navigate({ to: '/schools/$schoolId', params: { schoolId: id } }))
  }
  const isAnswered = open && asked !== null && JSON.stringify(asked) === JSON.stringify(soughtIn(typed))
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') setOpen(false)
    else if (event.key === 'ArrowDown' && isAnswered) setAt(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp' && isAnswered) setAt(Math.max(at - 1, 0))
    else return
    event.preventDefault()
  }
  return (
    <form
      className="search"
      role="search"
      ref={place}
      onSubmit={event => {
        event.preventDefault()
        const chosen = found[at]
        if (isAnswered && chosen !== undefined) take(chosen)
        else {
          setAsked(soughtIn(typed))
          setAt(0)
          setOpen(true)
        }
      }}
    >
      <input
        ref={field}
        type="search"
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          setOpen(false)
        }}
        onKeyDown={onKey}
        onFocus={() => asked !== null && setOpen(true)}
        placeholder="查学生或学校（按 / 到这里）"
        aria-label="查学生或学校：姓名、拼音、身份证号、学籍号、出生日期加后四位、校名"
        role="combobox"
        aria-expanded={open && asked !== null}
        aria-controls="found"
        aria-autocomplete="list"
        aria-activedescendant={isAnswered && found.length > 0 ? `found-${at}` : undefined}
        autoComplete="off"
        maxLength={60}
      />
      {open && asked !== null ? (
        <div className="found">
          {/* A list box that stands here from the first, so that the field may point to it. */}
          <ul id="found" role="listbox" aria-label="查到的" aria-busy={isFetching}>
            {found.map((each, index) => (
              // Keys work in the field, which points here.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <li key={`${each.kind} ${each.id}`} id={`found-${index}`} role="option" aria-selected={index === at} onClick={() => take(each)}>
                <strong>{each.name}</strong> <span className="soft">{each.says}</span>
              </li>
            ))}
          </ul>
          <p className="soft" role="status">
            {'says' in asked
              ? asked.says
              : error !== null
                ? problemOf(error).detail
                : isFetching
                  ? '正在查…'
                  : found.length === 0
                    ? '您的范围内没有查到。姓名要写全，也可以写拼音或首字母；号码要写全。'
                    : data?.more === true
                      ? '还有更多，没有列出；请写得更准些，例如加上学籍号。'
                      : `查到 ${found.length} 项；上下键选，回车打开。`}
          </p>
        </div>
      ) : null}
    </form>
  )
}
