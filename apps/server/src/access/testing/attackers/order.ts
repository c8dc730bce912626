import fc from 'fast-check'
import { z } from 'zod'

/** The part of JSON Schema that orders are made of. */
type Schema = Readonly<{
  type?: string
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  pattern?: string
  format?: string
  minLength?: number
  maxLength?: number
}>

/** Numbers of records are small, so that guesses hit. */
const text = (schema: Schema): fc.Arbitrary<unknown> => {
  if (schema.format === 'date') return fc.constantFrom('2020-01-01', '2026-11-28', '2026-12-05', '2099-12-31')
  if (schema.format === 'uuid') return fc.uuid()
  if (schema.pattern === undefined) return fc.constantFrom('990101', '990102', '1', '2', '3', '110', '示例', '核对')
  const pattern = new RegExp(schema.pattern, 'u')
  const guesses = ['1', '2', '3', '5', '110', '990100', '990101', '990102', '990101001', '990101001001'].filter(guess => pattern.test(guess))
  return guesses.length > 0 ? fc.constantFrom(...guesses) : fc.stringMatching(pattern)
}

/** Texts whose form a check of the contract asks for, which its schema does not say: by the name they go under. */
const byName: Readonly<Record<string, readonly string[]>> = { schoolYear: ['2022-2023', '2023-2024'], term: ['2022-autumn', '2023-spring'] }

const valueArb = (schema: Schema): fc.Arbitrary<unknown> => {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const one = schema.anyOf ?? schema.oneOf
  if (one !== undefined) return fc.oneof(...one.map(valueArb))
  switch (schema.type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, 0),
        max: schema.maximum === undefined || schema.maximum > 1_000_000 ? 5 : Math.min(schema.maximum, 1_000),
      })
    case 'array':
      return fc.array(valueArb(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 3, 3) })
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, of]) => [name, name in byName ? fc.constantFrom(...(byName[name] ?? [])) : valueArb(of)]),
        ),
        {
          requiredKeys: [...(schema.required ?? [])],
        },
      )
    case 'string':
      return text(schema)
    default:
      return fc.constantFrom('1', 1, null)
  }
}

/** Orders of a contract as anybody might send them: its own form, filled by chance. */
export const orderArb = (of: z.ZodType): fc.Arbitrary<unknown> => valueArb(z.toJSONSchema(of, { io: 'input', unrepresentable: 'any' }) as Schema)
