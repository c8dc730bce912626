import { problem } from '@yingjin/kernel'
import type { PackProblem } from '../problems.ts'
import { asConstruct, type Node } from './tree.ts'
import { measured } from './literal.ts'
import type { CheckScope } from './meaning.ts'
import { typeWord } from './words.ts'

/** A figure that the text fixes: written out, or dated as a parameter. */
const isFigure = (n: Node): boolean => n.kind === 'literal' || n.kind === 'parameter'

export const expectFigures = (s: CheckScope, ...found: readonly Node[]): readonly PackProblem[] =>
  found.filter(n => !isFigure(n)).map(n => problem('policy/unit-mismatch', { place: s.place, expected: '文件写定的数', found: typeWord(n.type) }))

/**
 * What these figures are together, on every day from which one of them changes, so that a relation between them is
 * checked in every version of the text. `null`: not entered for that day, or no figure at all.
 */
export const together = (s: CheckScope, figures: readonly Node[]): readonly (readonly (number | null)[])[] => {
  const days = new Set(figures.flatMap(n => (n.kind === 'parameter' ? s.dated(keyOf(n)).map(v => v.from) : [])))
  const on = (n: Node, day: string | null): number | null => {
    const c = asConstruct(n)
    if (c.kind === 'literal') return measured(c.value, c.type)
    const value = c.kind === 'parameter' && day !== null ? s.dated(c.key).findLast(v => v.from <= day && day < v.to) : undefined
    return value === undefined ? null : measured(value.value, n.type)
  }
  return days.size === 0 ? [figures.map(n => on(n, null))] : [...days].sort().map(day => figures.map(n => on(n, day)))
}

const keyOf = (n: Node): string => {
  const c = asConstruct(n)
  return c.kind === 'parameter' ? c.key : ''
}
