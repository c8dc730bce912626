import { type LeadKind, leadKindIds } from '@yingjin/determination'
import { facts } from '@yingjin/facts'
import { expect, test } from 'vitest'
import { aboutOf, restrictedWord } from './lead-about.ts'

const designations = Object.entries(facts).flatMap(([key, fact]) => (fact.group === 'hardship' ? [key] : []))

const grounds: Readonly<Partial<Record<LeadKind, readonly string[]>>> = {
  'paid-not-entitled': ['deceased', 'left-school', 'risk-removed', 'policy-ended'],
  contradiction: [...designations, 'deceased-present'],
  'doubtful-id': ['BAD', 'name-differs', 'id-differs', 'INVENTED'],
  'lifted-out-dropout': ['not-enrolled', 'on-roll-not-present'],
}
const findings = leadKindIds.flatMap(kind => (grounds[kind] ?? ['']).map(ground => ({ kind, ground })))

test('whatever a run says of a finding, nothing that everybody in charge reads tells a category of difficulty', () => {
  const restricted = Object.values(facts).flatMap(fact => (fact.class === 'restricted' ? [fact.label] : []))
  expect(restricted.length).toBeGreaterThan(8)
  expect(restricted.filter(label => !restrictedWord.test(label))).toEqual([])
  for (const finding of findings)
    for (const word of restricted) {
      const about = aboutOf({ ...finding, detail: `${word}：一份名册说是，另一份说不是`, restsOn: `${word}.xlsx〔Sheet1〕第4行` })
      expect(`${about.says} ${about.restsOn ?? ''}`).not.toContain(word)
      expect(about.says).not.toMatch(restrictedWord)
      expect(about.restsOn).toBeNull()
    }
})

test('what rests on the roll and the classroom is told as the run says it, with its rows', () => {
  const restsOn = '学籍导出.xlsx〔在籍〕第17行'
  expect(aboutOf({ kind: 'on-roll-not-present', ground: '', detail: '学籍在读，但本校在校生名册中没有', restsOn })).toEqual({
    says: '学籍在读，但本校在校生名册中没有',
    restsOn,
  })
  expect(aboutOf({ kind: 'doubtful-id', ground: 'BAD', detail: '身份证号校验码不符', restsOn }).restsOn).toBe(restsOn)
  // The same finding of a child of a household in difficulty reads the same.
  expect(aboutOf({ kind: 'lifted-out-dropout', ground: 'on-roll-not-present', detail: '脱贫户子女，学籍在读，但本校在校生名册中没有', restsOn })).toEqual({
    says: '学籍在读，但本校在校生名册中没有',
    restsOn,
  })
})

test('a name that differs may stand on any roster: the words are told, the rows are not', () => {
  const restsOn = '农村名单.xlsx〔Sheet1〕第4行'
  expect(aboutOf({ kind: 'doubtful-id', ground: 'name-differs', detail: '名册上的身份证号是该生的，姓名却不是', restsOn })).toEqual({
    says: '名册上的身份证号是该生的，姓名却不是',
    restsOn: null,
  })
})

test('a payment is told of without its rows, and no finding is without words', () => {
  expect(
    aboutOf({ kind: 'paid-twice', ground: 'boarding', detail: '同一学期同一项目在发放花名册中不止一笔', restsOn: '发放.xlsx〔1〕第2行' }).restsOn,
  ).toBeNull()
  for (const finding of findings) expect(aboutOf({ ...finding, detail: '', restsOn: '' }).says).not.toBe('')
})
