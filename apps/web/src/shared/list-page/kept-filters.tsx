import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { useMe } from '../session/index.ts'
import type { ListSearch } from './list-search.ts'

type Kept = Readonly<{ name: string; search: Readonly<Record<string, string>> }>

const readKept = (place: string): readonly Kept[] => {
  try {
    const said: unknown = JSON.parse(localStorage.getItem(place) ?? '[]')
    return Array.isArray(said)
      ? said.filter((each): each is Kept => typeof each?.name === 'string' && typeof each?.search === 'object' && each.search !== null)
      : []
  } catch {
    return []
  }
}

/** Conditions somebody comes back to, under a name of one's own: of this person, in this browser. */
export const KeptFilters = ({ id, search, go }: Readonly<{ id: string; search: ListSearch; go: (search: ListSearch) => void }>) => {
  const { accountId } = useMe()
  const place = `filters ${id} ${accountId}`
  const [kept, setKept] = useState(() => readKept(place))
  const [name, setName] = useState('')
  const [open, setOpen] = useState(false)
  const keep = (all: readonly Kept[]): void => {
    setKept(all)
    localStorage.setItem(place, JSON.stringify(all))
  }
  const now = Object.fromEntries(Object.entries(search).flatMap(([key, value]) => (value === undefined || key === 'after' ? [] : [[key, value]])))
  const nothing = Object.keys(now).length === 0
  const add = (): void => {
    const said = name.trim().slice(0, 20)
    if (said === '' || nothing) return
    keep([...kept.filter(each => each.name !== said), { name: said, search: now }])
    setName('')
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={
        <section className="kept-filters" aria-label="常用条件">
          {kept.length === 0 ? <span className="soft">还没有记下的条件。</span> : null}
          <ul className="plain-list">
            {kept.map(each => (
              <li key={each.name}>
                <button
                  type="button"
                  className="link-button"
                  onClick={() => {
                    setOpen(false)
                    go(each.search)
                  }}
                >
                  {each.name}
                </button>
                <button
                  type="button"
                  className="link-button soft"
                  aria-label={`不再记“${each.name}”`}
                  onClick={() => keep(kept.filter(other => other !== each))}
                >
                  删除
                </button>
              </li>
            ))}
          </ul>
          {nothing ? (
            <span className="soft">先选好条件，再回到这里记下来。</span>
          ) : (
            <>
              <Input
                aria-label="给现在的条件起个名字"
                placeholder="给现在的条件起个名字"
                maxLength={20}
                value={name}
                onChange={({ target }) => setName(target.value)}
                onPressEnter={add}
              />
              <Button disabled={name.trim() === ''} onClick={add}>
                记下现在的条件
              </Button>
            </>
          )}
        </section>
      }
    >
      <Button>常用条件{kept.length === 0 ? '' : `（${kept.length}）`}</Button>
    </Popover>
  )
}
