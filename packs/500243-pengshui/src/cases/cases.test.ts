import { facts, factOf, factKeys, type FactKey } from '@yingjin/facts'
import { inYuan, term, yuan } from '@yingjin/kernel'
import { describe, expect, test } from 'vitest'
import registerIds from '../../../../docs/register/ids.json' with { type: 'json' }
import { cases, groupCodes, linesOf, type Outcome, type WorkedCase } from './index.ts'

const known = new Set(registerIds)
const lines = Object.values(linesOf).flat()
const outcomes = cases.flatMap(c => Object.values(c.expect).map(outcome => ({ c, outcome })))
const kindOf = (outcome: Outcome): string => Object.keys(outcome)[0] ?? ''

test('no two cases have the same title', () => {
  const titles = cases.map(c => c.title)
  expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([])
})

test('no two cases ask the same question: same term, readings and facts', () => {
  const questions = cases.map(c => JSON.stringify([c.term, c.readings ?? {}, c.rest, Object.entries(c.facts).toSorted()]))
  expect(cases.filter((_, i) => questions.indexOf(questions[i] ?? '') !== i).map(c => c.title)).toEqual([])
})

test('every line of the appendix is worked at least once as due, and every line a register ID', () => {
  const due = new Set(cases.flatMap(c => Object.entries(c.expect).flatMap(([line, outcome]) => ('due' in outcome ? [line] : []))))
  expect(lines.filter(line => !due.has(line))).toEqual([])
  expect(lines.filter(line => !known.has(line))).toEqual([])
})

test('every register ID a case cites is in the register', () => {
  const cited = cases.flatMap(c => (c.clause.match(/PS-[A-Z]\d+(?:\.\d+[a-z]?)?|O-\d\d/g) ?? []).map(id => ({ id, title: c.title })))
  expect(cited.length).toBeGreaterThanOrEqual(cases.length)
  expect(cited.filter(({ id }) => !known.has(id))).toEqual([])
})

test('every line a case finds due is cited by its clause or belongs to the article the clause names', () => {
  const article = (line: string): string => `附件第${line.slice(4, 5)}条`
  const uncited = cases.flatMap(c =>
    Object.entries(c.expect).flatMap(([line, outcome]) =>
      'due' in outcome && outcome.due !== null && !c.clause.includes(line) && !c.clause.includes(article(line)) ? [`${c.title}：${line}`] : [],
    ),
  )
  expect(uncited).toEqual([])
})

test('the arithmetic names every sum the case expects', () => {
  const unnamed = cases.flatMap(c =>
    Object.values(c.expect).flatMap(outcome => {
      if (!('due' in outcome) || outcome.due === null) return []
      const whole = outcome.due.replace(/\.00$/, '')
      return new RegExp(`(?<![\\d.])${whole.replace('.', '\\.')}(?![\\d])`).test(c.arithmetic) ? [] : [`${c.title}：${outcome.due}`]
    }),
  )
  expect(unnamed).toEqual([])
})

test('every sum is written in yuan with two decimals', () => {
  for (const { c, outcome } of outcomes) {
    if ('due' in outcome && outcome.due !== null) expect(inYuan(yuan(outcome.due).fen).replaceAll(',', ''), c.title).toBe(outcome.due)
  }
})

test('a fact said to be missing is unknown in its case', () => {
  const isUnknown = (c: WorkedCase, key: FactKey): boolean =>
    key in c.facts ? c.facts[key] === null : factOf(key).type.kind !== 'yes-no' || c.rest === 'unknown'
  const known = outcomes.flatMap(({ c, outcome }) =>
    'missing' in outcome ? outcome.missing.filter(key => !isUnknown(c, key)).map(key => `${c.title}：${key}`) : [],
  )
  expect(known).toEqual([])
})

test('every fact a case states has the type and range of the dictionary', () => {
  for (const c of cases) {
    for (const [key, value] of Object.entries(c.facts)) {
      if (value === null) continue
      const { type } = facts[key as FactKey]
      if (type.kind === 'yes-no') expect(typeof value, `${c.title}：${key}`).toBe('boolean')
      else if (type.kind === 'choice' || type.kind === 'date' || type.kind === 'code') expect(typeof value, `${c.title}：${key}`).toBe('string')
      else {
        const [min, max] = type.kind === 'count' ? [type.min, type.max] : [type.minFen, type.maxFen]
        expect(Number.isInteger(value) && Number(value) >= min && Number(value) <= max, `${c.title}：${key} = ${value}`).toBe(true)
      }
    }
  }
})

test('every term is a term', () => {
  for (const c of cases) expect(term(c.term)).toBe(c.term)
})

describe('the cases cover', () => {
  test('every group of the register, as the one designation a child has', () => {
    for (const [code, key] of Object.entries(groupCodes)) {
      expect(factKeys).toContain(key)
      const alone = cases.filter(c => c.facts[key] === true && Object.values(groupCodes).every(other => other === key || c.facts[other] !== true))
      expect(alone.length, `${code} stands alone in a case`).toBeGreaterThan(0)
    }
  })

  test('every kind of outcome, both terms and every alternative reading', () => {
    expect(new Set(outcomes.map(({ outcome }) => kindOf(outcome)))).toEqual(new Set(['due', 'not', 'missing', 'decide']))
    expect(new Set(cases.map(c => c.term))).toEqual(new Set(['2022-autumn', '2023-spring']))
    const alternatives = new Set(cases.flatMap(c => Object.entries(c.readings ?? {}).map(([id, reading]) => `${id} ${reading}`)))
    expect([...alternatives].sort()).toEqual([
      'O-02 closed',
      'O-02 open',
      'O-03 decide',
      'O-04 farming-3000',
      'O-04 tp-and-farming-3000',
      'O-05 additive',
      'O-06 second-counts',
      'O-07 whole-in-autumn',
      'O-08 whole-fee',
      'O-09 by-grade',
      'O-10 net-of-aid',
    ])
  })
})
