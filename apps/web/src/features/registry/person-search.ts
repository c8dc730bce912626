import { changeStatuses } from '@yingjin/domain/registry'
import { readSearch } from '../../shared/list-page/list-search.ts'

/** What the address of a file may say: as known on which act it is looked at. */
export const readPersonSearch = readSearch(['asKnownOn'], (_, value) => /^[1-9]\d{0,17}$/.test(value))

/** Which requests for changes are looked at; without a word, those that wait for an answer. */
export const readChangesSearch = readSearch(['status'], (_, value) => (changeStatuses as readonly string[]).includes(value))
export type ChangesSearch = ReturnType<typeof readChangesSearch>
