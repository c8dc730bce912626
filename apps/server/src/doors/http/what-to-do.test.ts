import { accessWording, grantWording, loginWording } from '@yingjin/domain/access'
import { jobsWording } from '@yingjin/domain/jobs'
import { leadsWording } from '@yingjin/domain/leads'
import { policyLibraryWording } from '@yingjin/domain/policy'
import { registryWording } from '@yingjin/domain/registry'
import { whatToDo } from '@yingjin/kernel'
import { expect, test } from 'vitest'
import { httpWording } from './http-problem.ts'

/** A value for any fact: a word, a number and a list of words at once. */
const anything = Object.assign(['某项'], { toFixed: () => '1', toLocaleString: () => '1', includes: () => false })
/** Facts of which a sentence asks what only some words answer to. */
const known: Readonly<Record<string, unknown>> = {
  places: [],
  says: '请看这里',
  kind: 'entitled-unpaid',
  state: 'open',
  matter: 'missing-fact',
  status: 'staged',
  level: 'school',
  how: 'write',
  field: 'persons',
}
const possible: Readonly<Record<string, readonly string[]>> = {
  'access/not-at-this-level': ['school'],
  'access/not-kept-yet': ['school'],
  'registry/request-not': ['approve'],
  'registry/delivery-not': ['set-aside'],
}
const factsOf = (code: string): object =>
  new Proxy({}, { get: (_, name) => (name === 'possible' ? possible[code] : undefined) ?? known[String(name)] ?? anything })

type Sentences = Readonly<Record<string, (facts: object) => string>>
const all = Object.entries({
  ...accessWording,
  ...grantWording,
  ...loginWording,
  ...jobsWording,
  ...leadsWording,
  ...policyLibraryWording,
  ...registryWording,
  ...httpWording,
} as unknown as Sentences)

test.each(all)('%s says what to do next', (code, sentence) => {
  expect(whatToDo(sentence(factsOf(code)))).not.toEqual([])
})
