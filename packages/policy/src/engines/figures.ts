import { bigint, column } from '@yingjin/sql'
import { type Figures, sqlType } from './compile.ts'
import { unenteredKey } from '../nodes/meaning.ts'
import { parametersIn, treesOf } from '../pack/walk.ts'
import { bitOf } from '../pack/mask.ts'
import { missingKeys, type Policy } from '../settled/policy.ts'
import type { Value } from '../nodes/tree.ts'

/**
 * The figures of a settled policy as one record: what differs between counties whose rules are the same.
 * @property values    by the key of the parameter; `null` where nobody has entered it
 * @property bits      the bit of each in a missing mask of this policy; 0 where it is entered
 * @property unentered all these bits together
 */
export type FiguresInForce = Readonly<{ values: Readonly<Record<string, Value>>; bits: Readonly<Record<string, number>>; unentered: number }>

/** The parameters that the rules of this policy ask for, sorted. */
export const figureKeys = (policy: Policy): readonly string[] =>
  [...parametersIn(treesOf([...policy.bundle, ...policy.standards], policy.subject === 'student' ? policy.pack.notices : []))].toSorted()

export const figuresInForce = (policy: Policy): FiguresInForce => {
  const keys = figureKeys(policy)
  const bits = missingKeys(policy)
  const bit = (key: string): number => (policy.unentered.includes(key) ? bitOf(bits.indexOf(unenteredKey(key))) : 0)
  return Object.freeze({
    values: Object.freeze(Object.fromEntries(keys.map(key => [key, policy.settings.parameter(key).value]))),
    bits: Object.freeze(Object.fromEntries(keys.map(key => [key, bit(key)]))),
    unentered: policy.unentered.reduce((mask, key) => mask + bit(key), 0),
  })
}

const prefix = { figure: 'figure:', bit: 'not-entered:' } as const
/** Columns in which figures stand beside the facts: the value, its bit where nobody has entered it, and all such bits. */
export const figureColumn = (key: string): string => `${prefix.figure}${key}`
export const bitColumn = (key: string): string => `${prefix.bit}${key}`
export const unenteredColumn = 'not-entered'

/** What a column holds, told from its name; `null` where it is no figure. */
export const figureIn = (name: string): Readonly<{ part: 'value' | 'bit'; key: string }> | 'unentered' | null =>
  name === unenteredColumn
    ? 'unentered'
    : name.startsWith(prefix.figure)
      ? { part: 'value', key: name.slice(prefix.figure.length) }
      : name.startsWith(prefix.bit)
        ? { part: 'bit', key: name.slice(prefix.bit.length) }
        : null

/**
 * Figures read from columns beside the facts, so that nothing of what is compiled depends on their values.
 * @param open which of them may not be entered; for all others no bit is asked
 */
export const besideFacts = (policy: Policy, open: (key: string) => boolean, anyOpen = true): Figures => ({
  settings: {
    ...policy.settings,
    parameter: key => {
      throw new Error(`compiling looked at the value of ${key}, which differs between counties`)
    },
  },
  figure: (key, type) => column(figureColumn(key), sqlType(type)),
  figureBit: key => (open(key) ? column(bitColumn(key), 'bigint') : bigint(0)),
  unentered: anyOpen ? column(unenteredColumn, 'bigint') : bigint(0),
})
