export { countsPages, Paper, Signatures } from './paper.tsx'
export { type ListOnPaper, ListPaper } from './list-paper.tsx'
