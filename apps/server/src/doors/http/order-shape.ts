import type { Contract } from '@yingjin/domain/access'
import { z } from 'zod'

export type JsonSchema = Readonly<{
  type?: unknown
  properties?: Readonly<Record<string, JsonSchema>>
  required?: readonly string[]
  anyOf?: readonly JsonSchema[]
}>

/** A record whose keys are a list of words is an object with these properties: so it is read, checked and generated from. */
const spellOut = (schema: Record<string, unknown>): void => {
  const { propertyNames, additionalProperties } = schema as Readonly<{ propertyNames?: Readonly<{ enum?: readonly string[] }>; additionalProperties?: unknown }>
  if (propertyNames?.enum === undefined) return
  schema['properties'] = Object.fromEntries(propertyNames.enum.map(name => [name, additionalProperties]))
  schema['additionalProperties'] = false
  delete schema['propertyNames']
}

const schemaOf = (type: z.ZodType, io: 'input' | 'output'): JsonSchema => {
  const {
    $schema: _,
    '~standard': __,
    ...schema
  } = z.toJSONSchema(type, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => spellOut(jsonSchema as Record<string, unknown>),
  }) as Record<string, unknown>
  return schema
}

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

type Plain = 'string' | 'integer' | 'number' | 'boolean'

/** The plain type of a property that a query can carry; none for lists and objects. */
const plainOf = ({ type, anyOf }: JsonSchema): Plain | null => {
  if (Array.isArray(type)) return plainOf({ anyOf: type.map(each => ({ type: each as unknown })) })
  if (type === 'string' || type === 'integer' || type === 'number' || type === 'boolean') return type
  const [one, ...others] = (anyOf ?? []).filter(each => each.type !== 'null')
  return one !== undefined && others.length === 0 ? plainOf(one) : null
}

const read = (plain: Plain | null, value: unknown): unknown => {
  if (typeof value !== 'string') return value
  if ((plain === 'integer' || plain === 'number') && /^-?\d{1,15}$/.test(value)) return Number(value)
  if (plain === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}

/** An order is posted; a question is got where its order fits a query and may stand in an address, and posted otherwise. */
export const shapeOf = ({ name, kind, order: asked, outcome: given, neverInAddress }: Contract): OrderShape => {
  const order = schemaOf(asked, 'input')
  const properties = order.properties ?? {}
  const fitsQuery = order.type === 'object' && Object.values(properties).every(property => plainOf(property) !== null)
  return {
    method: kind === 'question' && fitsQuery && neverInAddress !== true ? 'GET' : 'POST',
    path: `/api/${name.replace('.', '/')}`,
    order,
    outcome: schemaOf(given, 'output'),
    fromQuery: query => Object.fromEntries(Object.entries(query).map(([key, value]) => [key, read(plainOf(properties[key] ?? {}), value)])),
    versioned: kind === 'order' && properties['version']?.type === 'integer',
  }
}
