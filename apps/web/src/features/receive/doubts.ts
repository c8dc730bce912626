import type { office } from '../../shared/ask/index.ts'

export type Doubts = Awaited<ReturnType<typeof office.registry.listDoubtfulRows>>
export type DoubtfulRow = Doubts['rows'][number]
export type Candidate = DoubtfulRow['candidates'][number]

type Doubt = Readonly<{ word: string; says: string }>
const doubts: Readonly<Record<string, Doubt>> = {
  'several-persons': { word: '对得上不止一个人', says: '这一行写的，库里有几个人都对得上。' },
  'numbers-disagree': { word: '号码对不上', says: '身份证号、学籍号指向的不是同一个人，或者姓名、生日相同而号码不同。' },
  'names-disagree': { word: '号码相同，姓名不同', says: '证件号是同一个，姓名不同：改过名，抄错了号码，还是另有其人？' },
  'no-evidence': { word: '没有可以认人的号码', says: '没有完整的证件号，姓名、生日、住址也不够认定是谁。' },
  'row-differs': { word: '同一人两行写得不同', says: '同一个人在这份名册里不止一行，写得不一样。先前的一行采用了；要改用这一行，答“改用这一行”。' },
}
/** Why a row is in doubt, in a word and in a sentence; of one that was answered and written, that it was. */
export const doubtOf = (question: string | null): Doubt =>
  question === null ? { word: '已认定', says: '已按回答写入。' } : (doubts[question] ?? { word: question, says: '' })

/** What was answered, in words. */
export const answerWord = ({ answer, candidates }: DoubtfulRow): string => {
  if (answer === null) return ''
  if (answer.is === 'new') return '另有其人，新建档案'
  if (answer.is === 'nobody') return '不收这一行'
  return `是${candidates.find(({ personId }) => personId === answer.personId)?.name ?? '库里的人'}`
}

export const numbersOf = (numbers: readonly Readonly<{ masked: string }>[]): string => numbers.map(({ masked }) => masked).join('，')
/** A name as it is compared: a break inside it is of the cell, not of the name. */
const inOneLine = (name: string): string => name.replaceAll(/\s+/gu, '')
const joined = (...parts: readonly (string | null)[]): string => parts.filter(Boolean).join(' ')

/** What a row says and what is known of a candidate, line by line, so that they stand beside each other. */
export const doubtLines: readonly Readonly<{ label: string; row: (says: DoubtfulRow['says']) => string; candidate: (of: Candidate) => string }>[] = [
  { label: '姓名', row: ({ name }) => inOneLine(name ?? ''), candidate: ({ name }) => inOneLine(name) },
  { label: '出生日期', row: ({ bornOn }) => bornOn ?? '', candidate: ({ bornOn }) => bornOn ?? '' },
  { label: '证件号', row: ({ numbers }) => numbersOf(numbers), candidate: ({ numbers }) => numbersOf(numbers) },
  { label: '学校', row: ({ school }) => school ?? '', candidate: ({ school }) => school ?? '' },
  { label: '年级、班', row: ({ grade }) => grade ?? '', candidate: ({ className }) => className ?? '' },
  { label: '乡镇、村', row: ({ township, village }) => joined(township, village), candidate: ({ township }) => township ?? '' },
]
