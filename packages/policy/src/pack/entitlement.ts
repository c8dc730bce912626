import { all } from '../nodes/and.ts'
import { choose } from '../nodes/choose.ts'
import { choiceFact } from '../nodes/fact.ts'
import { isOneOf } from '../nodes/in.ts'
import { no, yes } from '../nodes/literal.ts'
import { any } from '../nodes/or.ts'
import type { Condition, MoneyPer, Typed } from '../nodes/tree.ts'
import type { Line, Persons } from './line.ts'

/** Is the person one of those the line is for? Criteria apart. */
export const belongs = (persons: Persons): Condition => {
  if (persons === 'everyone') return yes
  const named = persons.grounds.map(g => g.when)
  return persons.etcetera.length === 0 ? any(...named) : any(...named, all(any(...persons.etcetera.map(g => g.when)), persons.decision ?? no))
}

/** Is this child of one of the line's stages? */
export const inStage = (line: Pick<Line, 'stages'>): Condition => isOneOf(choiceFact('stage', 'stage'), line.stages)

/** Is the line due, by itself (before lines are set against each other)? */
export const isDue = (line: Line): Condition => all(inStage(line), ...line.criteria.map(c => c.when), belongs(line.persons))

/** The line's sum where it is due, otherwise `nothing`. */
export const sumIfDue = <T extends MoneyPer>(line: Line, amount: Typed<T>, nothing: Typed<T>): Typed<T> => choose([[isDue(line), amount]], nothing)
