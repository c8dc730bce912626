import { comparedParts } from '@yingjin/domain/registry'
import { readSearch } from '../../shared/list-page/list-search.ts'

/** What the address of a comparison may say: two rosters, and which of them are shown. */
export const readCompareSearch = readSearch(['left', 'right', 'part'], (key, value) =>
  key === 'part' ? (comparedParts as readonly string[]).includes(value) : /^[a-z-]{1,60}$/.test(value),
)
export type CompareSearch = ReturnType<typeof readCompareSearch>
