import { z } from 'zod'
import type { Contract } from './contract.ts'

/** The shape of an order or an outcome, as far as how it is asked for depends on it. */
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

/** A type as JSON Schema, as it is written or as it is read. */
export const schemaOf = (type: z.ZodType, io: 'input' | 'output'): JsonSchema => {
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

/** A kind of value that can stand in a query. */
export type Plain = 'string' | 'integer' | 'number' | 'boolean'

/** The plain type of a property that a query can carry; none for lists and objects, and where a query could not say which of several it is. */
export const plainOf = ({ type, anyOf }: JsonSchema): Plain | null => {
  if (Array.isArray(type)) return plainOf({ anyOf: type.map(each => ({ type: each as unknown })) })
  if (type === 'string' || type === 'integer' || type === 'number' || type === 'boolean') return type
  const [one, ...others] = (anyOf ?? []).filter(each => each.type !== 'null')
  return one !== undefined && others.length === 0 ? plainOf(one) : null
}

/** An order is posted; a question is got where its order fits a query and may stand in an address, and posted otherwise. The door and whoever asks it hold to this. */
export const methodOf = ({ kind, order, neverInAddress }: Contract): 'GET' | 'POST' => {
  const { type, properties = {} } = schemaOf(order, 'input')
  const fitsQuery = type === 'object' && Object.values(properties).every(property => plainOf(property) !== null)
  return kind === 'question' && fitsQuery && neverInAddress !== true ? 'GET' : 'POST'
}
