export { askingEverybody, type Asked, type Asking, type Door } from './attackers/ask-everybody.ts'
export { aCounty, type County } from './a-county.ts'
export { codeFor } from './code-for.ts'
