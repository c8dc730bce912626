import { type Level, levels, type Role, roleOf } from '@yingjin/domain/access'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { useMe } from '../../shared/session/index.ts'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'

/** A place as a grant keys it. `school` is the school of a class, chosen first; `word` what was chosen is called, since a search does not list it for ever. */
export type Place = Readonly<{ kind: string; key: string; school?: string; word?: string }>

const kindOf = (level: Level): string => (level === 'county' || level === 'prefecture' ? 'division' : level)
const choosable: readonly Level[] = ['county', 'township', 'village', 'school', 'class']

/** So many at once; a county has thousands of villages and schools, and one is found by its name. */
const mostListed = 50

/** The levels a role is granted at that have a list to choose from; of others the number is written. */
export const levelsOf = (role: Role): readonly Level[] => roleOf(role).levels.filter(level => level !== 'prefecture')

type Parts = Readonly<{ role: Role; place: Place; choose: (place: Place) => void }>

/** Where a role is to hold: the level first, then the place by name. */
export const PlacePicker = ({ role, place, choose }: Parts) => {
  const me = useMe()
  const possible = levelsOf(role)
  const level = possible.find(each => kindOf(each) === place.kind) ?? possible[0]
  const listed = level === 'township' || level === 'village' ? level : level === 'school' || level === 'class' ? 'school' : null
  const [sought, setSought] = useState('')
  const places = useQuery({
    queryKey: ['places', listed, sought],
    queryFn: ({ signal }) =>
      office.registry.listPlaces({ kind: listed ?? 'school', limit: mostListed, ...(sought === '' ? {} : { name: sought }) }, { signal }),
    enabled: listed !== null,
    placeholderData: keepPreviousData,
  })
  const lists = useQuery({
    queryKey: ['lists to grant'],
    queryFn: ({ signal }) => office.access.listListsToGrant({}, { signal }),
    enabled: level === 'import',
  })
  const school = place.kind === 'school' ? place.key : (place.school ?? '')
  const classes = useQuery({
    queryKey: ['classes of', school],
    queryFn: ({ signal }) => office.registry.listDuties({ place: 'class', schoolId: school, limit: 500 }, { signal }),
    enabled: level === 'class' && school !== '',
  })
  if (level === undefined) return <p className="soft">这个角色不授予账号。</p>
  const options = (places.data?.places ?? []).map(({ organisationId, area, name, within }) => ({
    value: listed === 'school' ? organisationId : area,
    label: within === null ? name : `${name}（${within}）`,
  }))
  const chosen = level === 'class' ? school : place.key
  // What was chosen stays in the list by its name, whatever is sought afterwards.
  const shown =
    chosen === '' || place.word === undefined || options.some(({ value }) => value === chosen) ? options : [{ value: chosen, label: place.word }, ...options]
  const wordOf = (key: string): Readonly<{ word?: string }> => {
    const word = shown.find(({ value }) => value === key)?.label
    return given({ word })
  }
  const beyond = (places.data?.total ?? 0) - options.length
  return (
    <>
      {possible.length > 1 ? (
        <label htmlFor="place-level">
          管到哪一级
          <Select
            id="place-level"
            value={level}
            options={possible.map(value => ({ value, label: levels[value] }))}
            onChange={next => choose(placeAt(role, next, me.division))}
          />
        </label>
      ) : null}
      {level === 'county' ? (
        <p className="soft">范围：{me.divisionName}全县</p>
      ) : level === 'sender' ? (
        <label htmlFor="place-sender">
          报送单位
          <Select
            id="place-sender"
            placeholder="请选报送单位"
            value={place.key || null}
            options={(roleOf(role).sends ?? []).map(value => ({ value, label: value }))}
            onChange={next => choose({ kind: 'sender', key: next })}
          />
          <span className="soft">它送来的每一份名单都看得到：收了多少、要改哪些、对上没有。以后送来的不用再授权；别的单位的看不到。</span>
        </label>
      ) : level === 'import' ? (
        <label htmlFor="place-list">
          哪一份名单
          <Select
            id="place-list"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="输入名单名称查找"
            loading={lists.isPending}
            value={place.key || null}
            options={(lists.data?.lists ?? []).map(({ importId, word, sender }) => ({
              value: importId,
              label: sender === null ? word : `${word} · ${sender}`,
            }))}
            onChange={next => choose({ kind: 'import', key: next })}
          />
          {(lists.data?.total ?? 0) > (lists.data?.lists.length ?? 0) ? (
            <span className="soft">
              共 {lists.data?.total.toLocaleString('zh-CN')} 份，只列最新的 {lists.data?.lists.length} 份；更早的请改按报送单位授权。
            </span>
          ) : null}
        </label>
      ) : listed === null || !choosable.includes(level) ? (
        <label htmlFor="place-number">
          {levels[level]}编号
          <input id="place-number" inputMode="numeric" value={place.key} onChange={({ target }) => choose({ kind: kindOf(level), key: target.value.trim() })} />
        </label>
      ) : (
        <label htmlFor="place-of">
          {level === 'class' ? '学校' : levels[level]}
          <Select
            id="place-of"
            showSearch={{ filterOption: false, onSearch: text => setSought(text.trim().slice(0, 60)) }}
            placeholder="输入名称查找"
            loading={places.isFetching}
            value={chosen || null}
            options={shown}
            notFoundContent={places.isFetching ? '正在查找…' : '没有这个名称，换几个字再查'}
            onChange={next =>
              choose(level === 'class' ? { kind: 'class', key: '', school: next, ...wordOf(next) } : { kind: kindOf(level), key: next, ...wordOf(next) })
            }
          />
          {beyond > 0 ? <span className="soft">另有 {countWord(beyond)} 处没有列出，请输入名称中的几个字。</span> : null}
        </label>
      )}
      {level === 'class' && school !== '' ? (
        <label htmlFor="place-class">
          班级
          <Select
            id="place-class"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="请选班级"
            loading={classes.isPending}
            value={place.key || null}
            options={(classes.data?.duties ?? []).map(({ key, name, holders }) => ({
              value: key,
              label: holders.length === 0 ? name : `${name}（${holders.map(each => each.name ?? '').join('、')}）`,
            }))}
            onChange={next => choose({ kind: 'class', key: next, school, ...given({ word: place.word }) })}
          />
        </label>
      ) : null}
    </>
  )
}

/** The place at a level before anybody chooses: there is but one county, and mostly one sender. */
const placeAt = (role: Role, level: Level, division: string): Place => ({
  kind: kindOf(level),
  key: level === 'county' ? division : level === 'sender' ? (roleOf(role).sends?.[0] ?? '') : '',
})

export const firstPlace = (role: Role, division: string): Place => placeAt(role, levelsOf(role)[0] ?? 'county', division)
