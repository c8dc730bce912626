import { bigint, column } from '@yingjin/sql'
import { type Figures, sqlType } from './compile.ts'
import { unenteredKey } from '../nodes/meaning.ts'
import { parametersIn, treesOf } from '../pack/walk.ts'
import { widestMask } from '../pack/mask.ts'
import { missingWords, type Policy, weightIn } from '../settled/policy.ts'
import type { Value } from '../nodes/tree.ts'

/**
 * The figures of a settled policy as one record: what differs between counties whose rules are the same.
 * @property values    by the key of the parameter; `null` where nobody has entered it
 * @property bits      the bit of each in a missing mask of this policy; 0 where it is entered
 * @property unentered all these bits together
 * @property further   the bits in the further words of a missing mask; not there for a policy whose masks are one word
 */
export type FiguresInForce = Readonly<{ values: Readonly<Record<string, Value>> }> & FigureBits & Readonly<{ further?: readonly FigureBits[] }>
export type FigureBits = Readonly<{ bits: Readonly<Record<string, number>>; unentered: number }>

/** The parameters that the rules of this policy ask for, sorted. */
export const figureKeys = (policy: Policy): readonly string[] =>
  [...parametersIn(treesOf([...policy.bundle, ...policy.standards], policy.subject === 'student' ? policy.pack.notices : []))].toSorted()

export const figuresInForce = (policy: Policy): FiguresInForce => {
  const keys = figureKeys(policy)
  const bitsIn = (word: number): FigureBits => {
    const weights = new Map(policy.unentered.map(key => [key, weightIn(policy, unenteredKey(key), word)]))
    return {
      bits: Object.freeze(Object.fromEntries(keys.map(key => [key, weights.get(key) ?? 0]))),
      unentered: [...weights.values()].reduce((mask, weight) => mask + weight, 0),
    }
  }
  const [further, values] = [missingWords(policy) - 1, Object.fromEntries(keys.map(key => [key, policy.settings.parameter(key).value]))]
  return Object.freeze({
    values: Object.freeze(values),
    ...bitsIn(0),
    ...(further === 0 ? {} : { further: Object.freeze(Array.from({ length: further }, (_, i) => Object.freeze(bitsIn(i + 1)))) }),
  })
}

/** What a policy's figures weigh in one word of its missing masks. */
export const figureBitsIn = (f: FiguresInForce, word: number): FigureBits => (word === 0 ? f : (f.further?.[word - 1] ?? noBits))
const noBits: FigureBits = Object.freeze({ bits: Object.freeze({}), unentered: 0 })

/** Facts and lists come first and are the same in a whole shape: in which words may figures stand? */
export const mayHoldFigures = (policy: Policy, word: number): boolean =>
  word >= Math.min(Math.floor((policy.facts.length + policy.related.length) / widestMask), missingWords(policy) - 1)

const figurePrefix = 'figure:'
/** `not-entered`, `not-entered-2:ceiling` */
const ofBits = /^not-entered(?:-([0-9]+))?(?::(.*))?$/s
/** Columns in which figures stand beside the facts: the value, its bit where nobody has entered it, and all such bits. */
export const figureColumn = (key: string): string => `${figurePrefix}${key}`
export const bitColumn = (key: string, word: number): string => `${unenteredColumn(word)}:${key}`
export const unenteredColumn = (word: number): string => (word === 0 ? 'not-entered' : `not-entered-${word + 1}`)

/** What a column holds, told from its name; `null` where it is no figure. */
export const figureIn = (name: string): FigureIn | null => {
  if (name.startsWith(figurePrefix)) return { part: 'value', key: name.slice(figurePrefix.length) }
  const found = ofBits.exec(name)
  if (found === null) return null
  const [, nth, key] = found
  const word = nth === undefined ? 0 : Number(nth) - 1
  return key === undefined ? { part: 'unentered', word } : { part: 'bit', key, word }
}
type FigureIn = Readonly<{ part: 'value'; key: string }> | Readonly<{ part: 'bit'; key: string; word: number }> | Readonly<{ part: 'unentered'; word: number }>

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
  figureBit: (key, word) => (open(key) && mayHoldFigures(policy, word) ? column(bitColumn(key, word), 'bigint') : bigint(0)),
  unentered: word => (anyOpen && mayHoldFigures(policy, word) ? column(unenteredColumn(word), 'bigint') : bigint(0)),
})
