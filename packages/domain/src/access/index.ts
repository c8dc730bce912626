export { type Field, fields, type Reach } from './field.ts'
