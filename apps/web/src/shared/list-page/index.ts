export { type ListFilter } from './list-filter.ts'
export { type ListAnswer, type ListColumn, ListPage, type TakeList } from './list-page.tsx'
export { type ListSearch, readSearch, turning } from './list-search.ts'
export { TakeButtons } from './take-buttons.tsx'
