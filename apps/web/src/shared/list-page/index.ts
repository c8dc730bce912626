export { type ListAnswer, type ListColumn, type ListFilter, ListPage } from './list-page.tsx'
export { type ListSearch, readSearch, turning } from './list-search.ts'
