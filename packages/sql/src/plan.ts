import { type Columns, Relation, table } from './relation.ts'
import type { Order } from './expression.ts'
import type { Schema } from './types.ts'

/**
 * A plan is an ordered list of named steps. Each step becomes one narrow table, because engines disagree about
 * shared subqueries (one materialises them wide, another computes them again).
 */
export type Step = Readonly<{ name: string; relation: Relation; why: string }>

export class Plan {
  readonly #steps: Step[] = []
  readonly #names = new Set<string>()

  /** Adds a step and gives back the table it will be. `why` is one line for the reader of the printed plan. */
  step<S extends Schema>(name: string, why: string, relation: Relation<S>): Relation<S> {
    if (this.#names.has(name)) throw new Error(`two steps named ${name}`)
    this.#names.add(name)
    this.#steps.push(Object.freeze({ name, why, relation: relation as unknown as Relation }))
    return table(name, relation.schema)
  }

  get steps(): readonly Step[] {
    return this.#steps
  }
}

/** A result leaves the plan as a file in a total order: an order that ties is an error of ours, found by tests. */
export type Output = Readonly<{ name: string; relation: Relation; order: readonly Order[] }>
export const output = <S extends Schema>(name: string, relation: Relation<S>, order: (c: Columns<S>) => readonly Order[]): Output =>
  Object.freeze({ name, relation: relation as unknown as Relation, order: order(relation.c) })
