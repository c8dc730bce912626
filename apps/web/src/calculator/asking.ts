import { choiceCodes, choiceWord, type FactKey, factOf, type FactValues, nothingKnown } from '@yingjin/facts'
import { factLabel, nextQuestion, type Policy } from '@yingjin/policy'

export type Answer = boolean | number | string | null

/** What was answered so far, in the order in which it was asked; `null` is “I do not know”. */
export type Answered = readonly Readonly<{ facts: readonly FactKey[]; values: readonly Answer[] }>[]

/** One thing that is asked: a fact, or the signs of hardship together, of which whoever has one ticks it. */
export type Question =
  | Readonly<{ kind: 'fact'; fact: FactKey; asks: string; why: string }>
  | Readonly<{ kind: 'signs'; facts: readonly FactKey[]; asks: string; why: string }>

/** In the words of a family: the dictionary asks an official about “该生”. */
const toFamily = (text: string): string =>
  text
    .replaceAll('该生', '孩子')
    .replaceAll('该普通高中', '学校')
    .replaceAll('该中职学校', '学校')
    .replaceAll('该校（园）', '学校（幼儿园）')
    .replaceAll('该园', '幼儿园')
    .replaceAll('该校', '学校')

const whyBy: Readonly<Record<string, string>> = {
  enrolment: '不同学段、不同情况，资助不一样。',
  school: '有的资助看学校的情况。不清楚就选“不知道”，学校会知道。',
  fees: '减免多少和收费有关。不清楚就选“不知道”。',
  hardship: '有这些证明或认定的，能得到的资助不一样。只在您的手机上计算，不上传。',
}

/** A code of a place or a school is for officials; nobody at home knows it. */
const isForFamilies = (fact: FactKey): boolean => factOf(fact).type.kind !== 'code' && factOf(fact).subject === 'student'

export const factsOf = (answered: Answered): FactValues =>
  answered.reduce<FactValues>(
    (known, { facts, values }) => ({ ...known, ...Object.fromEntries(facts.map((fact, at) => [fact, values[at] ?? null])) }),
    nothingKnown,
  )

/** What is asked next; `null` when everything that a family can say has been said. */
export const questionAfter = (policy: Policy, answered: Answered): Question | null => {
  const asked = new Set(answered.flatMap(({ facts }) => facts))
  const fact = nextQuestion(policy, factsOf(answered), key => isForFamilies(key) && !asked.has(key))
  if (fact === null) return null
  const { group, asks } = factOf(fact)
  const why = whyBy[group ?? ''] ?? ''
  if (group !== 'hardship') return { kind: 'fact', fact, asks: toFamily(asks), why }
  const facts = policy.facts.filter(key => factOf(key).group === 'hardship' && !asked.has(key))
  return { kind: 'signs', facts, asks: '孩子或家里有下面的证明或认定吗？有哪样勾哪样。', why }
}

/** About how many questions are left: as many as the longer of two plain ways, one that says no to everything and one that says yes. */
export const questionsLeft = (policy: Policy, answered: Answered): number => Math.max(...[false, true].map(yes => walked(policy, answered, yes)))

const atMost = 12
const walked = (policy: Policy, answered: Answered, yes: boolean): number => {
  let said = answered
  for (let n = 0; n < atMost; n += 1) {
    const question = questionAfter(policy, said)
    if (question === null) return n
    const facts = question.kind === 'signs' ? question.facts : [question.fact]
    said = [...said, { facts, values: facts.map(fact => (factOf(fact).type.kind === 'yes-no' ? yes : plainest(fact))) }]
  }
  return atMost
}

const plainest = (fact: FactKey): Answer => {
  const { type } = factOf(fact)
  switch (type.kind) {
    case 'yes-no':
      return false
    case 'choice':
      return choiceCodes(type.of)[0] ?? null
    case 'count':
      return type.min
    case 'money':
      return type.minFen
    case 'date':
      return type.min
    case 'code':
      return null
  }
}

/** What was answered, as it is read back. */
export const answerWord = (fact: FactKey, value: Answer): string => {
  if (value === null) return '不知道'
  const { type } = factOf(fact)
  if (typeof value === 'boolean') return value ? '是' : '不是'
  if (type.kind === 'choice') return choiceWord(type.of, String(value))
  if (type.kind === 'money') return `${(Number(value) / 100).toFixed(2)} 元`
  if (type.kind === 'count') return `${value} ${type.unit}`
  return String(value)
}

/** What was answered with “I do not know”, in the order in which it was asked. */
export const notKnown = (answered: Answered): readonly string[] =>
  answered.flatMap(({ facts, values }) => (values.every(value => value === null) ? [facts.length > 1 ? '证明或认定' : factLabel(facts[0] as FactKey)] : []))
