import { readSearch } from '../../shared/list-page/list-search.ts'

const isPack = (value: string): boolean => /^[a-z0-9][a-z0-9-]{1,60}$/.test(value)

/** What the address of a comparison may say: the other pack. */
export const readPackCompareSearch = readSearch(['other'], (_, value) => isPack(value))
