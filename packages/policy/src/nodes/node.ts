import type { Period } from '@yingjin/kernel'
import type { ChoiceName, CodeName } from '@yingjin/facts'
import type { ChoiceFrom, CodeOf, CountOf, MoneyPer, OnDay, RateOver, UnroundedPer, ValueType, YesNo } from './tree.ts'
import { canonicalText, shortHash } from './canonical.ts'

/**
 * What every node carries.
 * @property clause the pack's clause key this very node rests on; null where it inherits that of its line or criterion
 * @property id stable: made from the content, so that equal conditions anywhere in a pack are one column in SQL
 */
export type NodeOf<K extends string, T extends ValueType, Fields extends object> = Readonly<{ kind: K; type: T; clause: string | null; id: string }> &
  Readonly<Fields>

export const yesNo: YesNo = Object.freeze({ kind: 'yes-no' })
export const moneyPer = <P extends Period>(per: P): MoneyPer<P> => Object.freeze({ kind: 'money', per })
export const countOf = (unit: string): CountOf => Object.freeze({ kind: 'count', unit })
export const choiceFrom = (of: ChoiceName): ChoiceFrom => Object.freeze({ kind: 'choice', of })
export const rateOver = (den: number): RateOver => Object.freeze({ kind: 'rate', den })
export const unroundedPer = <P extends Period>(per: P, den: number): UnroundedPer<P> => Object.freeze({ kind: 'unrounded', per, den })
export const onDay: OnDay = Object.freeze({ kind: 'date' })
export const codeOf = <C extends CodeName>(of: C): CodeOf<C> => Object.freeze({ kind: 'code', of })

const isNode = (value: unknown): value is { id: string } =>
  typeof value === 'object' && value !== null && 'kind' in value && 'id' in value && 'clause' in value && 'type' in value

/** Operands stand in the text by their ids, so that the text of a node stays short however deep the tree. */
const shallow = (value: unknown): unknown => {
  if (isNode(value)) return value.id
  if (Array.isArray(value)) return value.map(shallow)
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, shallow(v)]))
  return value
}

const freezeDeep = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const part of Object.values(value)) freezeDeep(part)
    Object.freeze(value)
  }
  return value
}

/**
 * One small number per id, so that the value of a node is found by counting and not by looking up its id. Nodes of one
 * pack are made together and so stand close. It is not part of the node: nobody who lists, prints or digests it sees it.
 */
const slots = new Map<string, number>()
const slotFor = (id: string): number => {
  const slot = slots.get(id) ?? slots.size
  slots.set(id, slot)
  return slot
}
export const slotOf = (n: Readonly<{ id: string }> & Partial<Readonly<{ slot: number }>>): number => n.slot ?? slotFor(n.id)

export const node = <K extends string, T extends ValueType, F extends object>(kind: K, type: T, fields: F, clause: string | null = null): NodeOf<K, T, F> =>
  freezeDeep(withSlot({ kind, type, clause, id: `${kind}-${shortHash(canonicalText(shallow({ type, clause, fields })))}`, ...fields }))
const withSlot = <N extends Readonly<{ id: string }>>(made: N): N => Object.defineProperty(made, 'slot', { value: slotFor(made.id) })
