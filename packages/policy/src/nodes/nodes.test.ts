import { type FactKey, factKeys, type FactValues, nothingKnown } from '@yingjin/facts'
import { term } from '@yingjin/kernel'
import { Plan, printRelation, type Relation, stepSql, table } from '@yingjin/sql'
import { describe, expect, test } from 'vitest'
import { amountDecisionColumn, compileNodes, decisionColumn, sqlTypeOfFact } from '../engines/compile.ts'
import { type RelatedSubjects, scopeFor } from '../engines/outcome.ts'
import { compileRelated } from '../beside/related.ts'
import { hasBit } from '../pack/mask.ts'
import type { Policy } from '../settled/policy.ts'
import { factsIn } from '../pack/walk.ts'
import type { NodeCase } from './node-case.ts'
import { onDuckDb } from '../testing/on-duckdb.ts'
import type { NodeKind } from './tree.ts'
import { cases } from './cases.ts'
import { meaningOf, nodeKinds } from './index.ts'
import { amountDecisionKey } from './person-sets-amount.ts'
import { type MissingKey, relatedKey, unenteredKey } from './meaning.ts'

const parameters = {
  ceiling: { value: 150000, label: '上限', printed: '最高1500元', clause: 'a1' },
  open: { value: null, label: '补助标准', printed: '', clause: 'a1' },
  misprinted: {
    value: 80000,
    label: '住宿费',
    printed: '800元/省/生',
    asRead: { text: '800元/年/生', because: '“省”显系“年”之误' },
    clause: 'a1',
  },
  terms: { value: 5, label: '期限', printed: '2.5年', clause: 'a1' },
}

const factsAsked = (c: NodeCase): readonly FactKey[] => {
  const asked = factsIn([c.node])
  return factKeys.filter(key => asked.has(key))
}

const policyFor = (c: NodeCase): Policy =>
  ({
    facts: factsAsked(c),
    unentered: ['open'],
    related: ['children-of-household'],
    term: term(c.term ?? '2022-autumn'),
    lines: [],
    settings: { term: term(c.term ?? '2022-autumn'), parameter: (key: keyof typeof parameters) => parameters[key], reading: () => 'taken' },
  }) as unknown as Policy

const factsOf = (c: NodeCase): FactValues => ({ ...nothingKnown, ...c.facts })
const decided = 'PS-A2.3'
const schema = {
  person_id: 'bigint',
  ...Object.fromEntries(factKeys.map(k => [k, sqlTypeOfFact(k)] as const)),
  [decisionColumn(decided)]: 'boolean',
  [amountDecisionColumn(decided)]: 'bigint',
} as const

const relatedTo = (c: NodeCase): RelatedSubjects =>
  c.related === undefined ? {} : { 'children-of-household': c.related.map(other => ({ ...nothingKnown, ...other })) }

const relatedSchema = { owner_id: 'bigint', person_id: 'bigint', ...Object.fromEntries(factKeys.map(k => [k, sqlTypeOfFact(k)] as const)) } as const
/** Those related, as a table of their own: whose they are, and their facts (here yes-no facts alone). */
const relatedTable = (c: NodeCase): readonly string[] => {
  const columns = Object.entries<string>(relatedSchema).map(([name, type]) => `NULL::${type === 'text' ? 'VARCHAR' : type.toUpperCase()} AS "${name}"`)
  const rows = (c.related ?? []).map(
    (other, i) =>
      `UPDATE related SET ${
        Object.entries(other)
          .map(([k, v]) => `"${k}" = ${String(v)}`)
          .join(', ') || 'owner_id = 1'
      } WHERE person_id = ${i}`,
  )
  return [
    `CREATE TABLE related AS SELECT ${columns.join(', ')} WHERE FALSE`,
    ...(c.related ?? []).map((_, i) => `INSERT INTO related (owner_id, person_id) VALUES (1, ${i})`),
    ...rows,
  ]
}

const inSql = async (c: NodeCase): Promise<Readonly<{ value: unknown; missing: readonly MissingKey[] }>> => {
  const facts = factsOf(c)
  const plan = new Plan()
  const related = c.related === undefined ? {} : { 'children-of-household': table('related', relatedSchema) as unknown as Relation }
  const counted = compileRelated(plan, policyFor(c), table('facts', schema) as unknown as Relation, [c.node], related)
  const found = await onDuckDb(
    'facts',
    schema,
    [[1, ...factKeys.map(k => facts[k]), c.decision ?? null, c.filledIn ?? null]],
    printRelation(compileNodes(policyFor(c), counted, { it: c.node }), 'duckdb'),
    [...(c.related === undefined ? [] : relatedTable(c)), ...plan.steps.map(step => stepSql(step, 'duckdb'))],
  )
  const value = found['= it']?.[0] ?? null
  const mask = found['? it']?.[0] as bigint
  const bits: readonly MissingKey[] = [...factsAsked(c), relatedKey('children-of-household'), unenteredKey('open')]
  return {
    value: typeof value === 'bigint' ? Number(value) : value instanceof Date ? value.toISOString().slice(0, 10) : value,
    missing: bits.filter((_, bit) => hasBit(mask, bit)),
  }
}

const keys: readonly MissingKey[] = [...factKeys, relatedKey('children-of-household'), unenteredKey('open')]
const inOrder = (missing: Iterable<MissingKey>): readonly MissingKey[] => [...missing].toSorted((a, b) => keys.indexOf(a) - keys.indexOf(b))

describe.each(nodeKinds.map(kind => [kind, cases[kind]] as readonly [NodeKind, readonly NodeCase[]]))('%s', (kind, ofKind) => {
  test('has cases, and they are about it', () => {
    expect(ofKind.length).toBeGreaterThan(0)
    expect(ofKind.map(c => c.node.kind)).toContain(kind)
  })

  test.each(ofKind.map(c => [c.that, c] as const))('%s', async (_, c) => {
    const decisions = {
      ...(c.decision === undefined ? {} : { [decided]: c.decision }),
      ...(c.filledIn === undefined ? {} : { [amountDecisionKey(decided)]: c.filledIn }),
    }
    const scope = scopeFor(policyFor(c), factsOf(c), decisions, new Map(), relatedTo(c))
    const expected = { value: c.gives, missing: inOrder(c.missing ?? []) }
    expect({ value: scope.value(c.node), missing: inOrder(scope.missing(c.node)) }).toEqual(expected)
    expect(await inSql(c)).toEqual(expected)
    const { strict, operands } = meaningOf(c.node)
    if (strict === true && c.gives !== null) expect(operands(c.node).filter(of => scope.value(of) === null)).toEqual([])
    if (c.says !== undefined) expect(scope.phrase(c.node)).toBe(c.says)
  })
})
