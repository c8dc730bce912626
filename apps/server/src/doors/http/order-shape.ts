import { type Contract, type JsonSchema, methodOf, type Plain, plainOf, schemaOf } from '@yingjin/domain/access'

export type { JsonSchema }

/** Where and how a contract is asked by HTTP. */
export type OrderShape = Readonly<{
  method: 'GET' | 'POST'
  path: string
  order: JsonSchema
  outcome: JsonSchema
  /** A query as the order it means: what is a number or a truth value there is made one; what cannot be stays as it was written. */
  fromQuery: (query: Readonly<Record<string, unknown>>) => unknown
  /** Whether the order says which version of a record it saw. */
  versioned: boolean
}>

const read = (plain: Plain | null, value: unknown): unknown => {
  if (typeof value !== 'string') return value
  if ((plain === 'integer' || plain === 'number') && /^-?\d{1,15}$/.test(value)) return Number(value)
  if (plain === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}

/** How the door takes a contract, by the one rule that whoever asks holds to as well. */
export const shapeOf = (contract: Contract): OrderShape => {
  const { name, kind, order: asked, outcome: given } = contract
  const order = schemaOf(asked, 'input')
  const properties = order.properties ?? {}
  return {
    method: methodOf(contract),
    path: `/api/${name.replace('.', '/')}`,
    order,
    outcome: schemaOf(given, 'output'),
    fromQuery: query => Object.fromEntries(Object.entries(query).map(([key, value]) => [key, read(plainOf(properties[key] ?? {}), value)])),
    versioned: kind === 'order' && properties['version']?.type === 'integer',
  }
}
