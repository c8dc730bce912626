import { drafting } from '@yingjin/policy/author'
import { clauses } from './clauses.ts'
import { parameters } from './parameters.ts'
import { readings } from './readings.ts'

/** The drafting table of this document: everything below cites its clauses, figures and open points through it. */
export const { parameter, reading, line, lineAbout } = drafting({ clauses, parameters, readings })
