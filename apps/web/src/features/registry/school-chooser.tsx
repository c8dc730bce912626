import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'

export type SchoolOfChoice = Readonly<{ schoolId: string; name: string }>
type Class = Awaited<ReturnType<typeof office.registry.listClasses>>['classes'][number]

/** A school of the county, found by part of its name. */
export const SchoolChooser = ({
  id,
  label,
  school,
  choose,
}: Readonly<{ id: string; label: string; school: SchoolOfChoice | null; choose: (school: SchoolOfChoice) => void }>) => {
  const [sought, setSought] = useState('')
  const found = useQuery({
    queryKey: ['schools to choose', sought],
    queryFn: ({ signal }) => office.registry.listPlaces({ kind: 'school', limit: 50, ...(sought === '' ? {} : { name: sought }) }, { signal }),
    placeholderData: keepPreviousData,
  })
  const listed = (found.data?.places ?? []).map(({ organisationId, name, within }) => ({
    value: organisationId,
    label: within === null ? name : `${name}（${within}）`,
  }))
  const options =
    school === null || listed.some(({ value }) => value === school.schoolId) ? listed : [{ value: school.schoolId, label: school.name }, ...listed]
  return (
    <label htmlFor={id}>
      {label}
      <Select
        id={id}
        className="wide-select"
        showSearch={{ filterOption: false, onSearch: text => setSought(text.trim().slice(0, 60)) }}
        placeholder="输入校名中的几个字查找"
        loading={found.isFetching}
        value={school?.schoolId ?? null}
        options={options}
        notFoundContent={found.isFetching ? '正在查找…' : '没有这个校名，换几个字再查'}
        onChange={schoolId => choose({ schoolId, name: options.find(({ value }) => value === schoolId)?.label ?? '' })}
      />
    </label>
  )
}

/** The classes of a school this school year, with the grade that each stands in. */
export const useClasses = (schoolId: string | null): Readonly<{ classes: readonly (Class & Readonly<{ standsIn: number }>)[]; schoolYear: string | null }> => {
  const { data } = useQuery({
    queryKey: ['classes', schoolId],
    queryFn: ({ signal }) => office.registry.listClasses({ schoolId: schoolId ?? '' }, { signal }),
    enabled: schoolId !== null,
  })
  const begins = Number((data?.schoolYear ?? '').slice(0, 4))
  return { schoolYear: data?.schoolYear ?? null, classes: (data?.classes ?? []).map(each => ({ ...each, standsIn: begins - each.enteredIn + 1 })) }
}
