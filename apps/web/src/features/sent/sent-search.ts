import { receiptOutcomes } from '@yingjin/domain/registry'
import { readSearch } from '../../shared/list-page/list-search.ts'

/** Which rows of a list that was sent the address shows: of one reason, or of one outcome. */
export const readSentSearch = readSearch(['reason', 'outcome'], (key, value) =>
  key === 'outcome' ? (receiptOutcomes as readonly string[]).includes(value) : /^[a-z/-]{1,60}$/.test(value),
)
