import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

export type Choice = Readonly<{ value: string; word: string }>
export type Sought = Readonly<{ total: number; choices: readonly Choice[] }>

/** Choices that are too many to be listed: the first of them, and those that what is typed leaves. */
export type Seek = Readonly<{
  choices: readonly Choice[]
  busy: boolean
  /** How many there are beside those listed. */
  beyond: number
  type: (text: string) => void
}>

/** `load` asks the office for what a typed part of a name leaves; `key` says what is sought, and for what. */
export const useSeek = (key: readonly unknown[], load: (typed: string | undefined, signal: AbortSignal) => Promise<Sought>, enabled = true): Seek => {
  const [typed, setTyped] = useState('')
  const { data, isFetching } = useQuery({
    queryKey: [...key, typed],
    queryFn: ({ signal }) => load(typed === '' ? undefined : typed, signal),
    placeholderData: keepPreviousData,
    enabled,
  })
  const choices = data?.choices ?? []
  return { choices, busy: isFetching, beyond: (data?.total ?? 0) - choices.length, type: text => setTyped(text.trim().slice(0, 50)) }
}
