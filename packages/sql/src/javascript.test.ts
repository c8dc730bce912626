import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as sql from './expression.ts'
import { bigint, boolean, column, type Expr, text, unknown } from './expression.ts'
import { functionNames } from './functions.ts'
import { javascriptRuntime, JavaScriptWriter } from './javascript.ts'
import { type Cell, functionCases } from './testing/cases.ts'

const written = (e: Expr): string => {
  const writer = new JavaScriptWriter(name => ({ code: `row[${JSON.stringify(name)}]`, known: false }))
  return [...writer.name('it', e), `return ${writer.read('it')};`].join('\n')
}
const valueOf = (e: Expr, row: Readonly<Record<string, Cell>> = {}): unknown => new Function('$', 'row', written(e))(javascriptRuntime, row)

/** The same expression with every literal read from a column, so that nothing is known beforehand. */
const fromColumns = (e: Expr): readonly [Expr, Readonly<Record<string, Cell>>] => {
  const row: Record<string, Cell> = {}
  const visit = (x: Expr): Expr => {
    if (x.kind === 'call') return { ...x, args: x.args.map(visit) } as Expr
    if (x.kind !== 'literal') return x
    const name = `c${Object.keys(row).length}`
    row[name] = x.value
    return column(name, x.type)
  }
  return [visit(e), row]
}

describe('in JavaScript', () => {
  test.each(functionNames)('%s', name => {
    for (const [e, expected] of functionCases[name]) {
      expect([written(e), valueOf(e)]).toEqual([written(e), expected])
      const [open, row] = fromColumns(e)
      expect([written(open), row, valueOf(open, row)]).toEqual([written(open), row, expected])
    }
  })

  test('a case takes its first true branch and passes over those that are unknown', () => {
    const [a, b, n] = [column('a', 'boolean'), column('b', 'boolean'), column('n', 'bigint')]
    const chosen = sql.cases(
      [
        [a, bigint(1)],
        [b, sql.add(n, n)],
        [sql.isNull(n), unknown('bigint')],
      ],
      sql.smaller(sql.add(n, bigint(1)), bigint(9)),
    )
    expect(valueOf(chosen, { a: true, b: null, n: 3 })).toBe(1)
    expect(valueOf(chosen, { a: null, b: true, n: 3 })).toBe(6)
    expect(valueOf(chosen, { a: null, b: null, n: null })).toBe(null)
    expect(valueOf(chosen, { a: false, b: false, n: 30 })).toBe(9)
  })

  test('masks are joined and met over all 52 bits', () => {
    const mask = fc.maxSafeInteger().map(n => Math.abs(n) % 2 ** 52)
    fc.assert(
      fc.property(mask, mask, (a, b) => {
        expect(valueOf(sql.bitOr(bigint(a), bigint(b)))).toBe(Number(BigInt(a) | BigInt(b)))
        expect(valueOf(sql.bitAnd(bigint(a), bigint(b)))).toBe(Number(BigInt(a) & BigInt(b)))
      }),
    )
  })

  test('texts stand in the order of their code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (x, y) => {
        const [a, b] = [x.toWellFormed(), y.toWellFormed()]
        expect(valueOf(sql.lt(text(a), text(b)))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0)
      }),
    )
  })

  test('a text is data, whatever stands in it', () => {
    const hostile = '");process.exit(1);//\u2028`${1}`\\'
    expect(valueOf(sql.concat(text(hostile), column('t', 'text')), { t: hostile })).toBe(hostile + hostile)
  })

  test('what counts other rows is refused', () => {
    expect(() => written(sql.countRows())).toThrow('one row knows no other rows')
    expect(() => written(sql.not(boolean(true)))).not.toThrow()
  })
})
