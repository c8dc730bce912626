import { readSearch } from '../../shared/list-page/list-search.ts'

/** What the address of a file may say: as known on which act it is looked at. */
export const readPersonSearch = readSearch(['asKnownOn'], (_, value) => /^[1-9]\d{0,17}$/.test(value))
