import { drafting } from '@yingjin/policy/author'
import { clauses } from './clauses.ts'
import { parameters } from './parameters.ts'

/** The drafting table: everything below cites the clauses and figures through it. The collection leaves nothing open to read two ways. */
export const { parameter, line } = drafting({ clauses, parameters, readings: {} })
