export { countsPages, Paper, PaperActs, Sheet, Signatures } from './paper.tsx'
export { type ListOnPaper, ListPaper } from './list-paper.tsx'
