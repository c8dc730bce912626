import { choiceCodes, choiceWord, codeNames, type FactKey, factKeysOf, factOf, facts, type QuestionGroup, questionGroups } from '@yingjin/facts'
import {
  dayOf,
  done,
  isRealDay,
  onPaper,
  parseDivisionCode,
  parseSchoolCode,
  type Problem,
  problem,
  refused,
  type Result,
  type WordingFor,
} from '@yingjin/kernel'
import { type Expr, isTrue, maxOf, minOf, ne, or, type Plan, type Relation, table, text, unionAll } from '@yingjin/sql'
import type { identitySchema } from './roster-table.ts'
import type { Matching } from './match-rows.ts'
import { designationKeys } from './standing.ts'

/** A filled-in answer, one per fact. Exactly one of says, amount, word is set, after the fact's type. */
export type Answer = Readonly<{ fact: FactKey; says: boolean | null; amount: number | null; word: string | null }>

export type AnswerProblem =
  | Problem<'answer/unknown-question', { code: string }>
  | Problem<'answer/not-understood', { code: string; given: string; expected: string }>
  | Problem<'answer/out-of-range', { code: string; given: string; expected: string }>

export const answerWording: WordingFor<AnswerProblem> = {
  'answer/unknown-question': p => `信息代码“${p.code}”不是本系统发出的，请勿改动“信息代码”一列`,
  'answer/not-understood': p => `填写的“${p.given}”看不懂；这一格请填${p.expected}`,
  'answer/out-of-range': p => `填写的“${p.given}”超出范围；这一格请填${p.expected}`,
}

const yes = ['是', '有', '√', '对']
const no = ['否', '无', '没有', '×', '不是']
const none = ['均不是', '都不是', '无', '否', '不是']

/** What may be written in answer to a question, for the form and for refusals. */
export const expectedAnswer = (code: string): string => {
  if (code === 'hardship') return `困难类别（${designationKeys.map(k => facts[k].label).join('、')}；可填多个，用顿号分开；都不是请填“均不是”）`
  const type = (facts as Readonly<Record<string, (typeof facts)[FactKey]>>)[code]?.type
  switch (type?.kind) {
    case 'yes-no':
      return '“是”或“否”'
    case 'choice':
      return choiceCodes(type.of)
        .map(c => `“${choiceWord(type.of, c)}”`)
        .join('、')
    case 'count':
      return `${type.min} 至 ${type.max} 之间的整数`
    case 'money':
      return '每学年的金额（元，最多两位小数）'
    case 'date':
      return `${onPaper(type.min)}至${onPaper(type.max)}之间的日期，写成“2012-09-01”或“2012年9月1日”`
    case 'code':
      return `${codeNames[type.of]}（只有数字${type.of === 'school' ? '，共 10 位' : '，2 至 12 位'}）`
    default:
      return ''
  }
}

/** How a form asks: for one of the words, for all that apply (or the word for none), for a day, or for something written. */
export type AnswerShape =
  | Readonly<{ kind: 'one'; words: readonly string[] }>
  | Readonly<{ kind: 'several'; words: readonly string[]; none: string }>
  | Readonly<{ kind: 'day' }>
  | Readonly<{ kind: 'written' }>

/** The shape in which a question is asked; every word of it is one that `readAnswer` takes. */
export const answerShape = (code: string): AnswerShape => {
  if (code === 'hardship') return { kind: 'several', words: designationKeys.map(k => facts[k].label), none: '均不是' }
  const type = (facts as Readonly<Record<string, (typeof facts)[FactKey]>>)[code]?.type
  switch (type?.kind) {
    case 'yes-no':
      return { kind: 'one', words: ['是', '否'] }
    case 'choice':
      return { kind: 'one', words: choiceCodes(type.of).map(c => choiceWord(type.of, c)) }
    case 'date':
      return { kind: 'day' }
    default:
      return { kind: 'written' }
  }
}

/**
 * Reads one filled cell of 待补信息. `code` is a fact key, or `hardship` for the one question about all designations:
 * naming some says no to the others, because the form asks for all that apply.
 */
export const readAnswer = (code: string, given: string): Result<readonly Answer[], AnswerProblem> => {
  const written = given.trim()
  if (code === 'hardship') return readDesignations(written)
  if (!(factKeysOf('student') as readonly string[]).includes(code)) return refused(problem('answer/unknown-question', { code }))
  const fact = code as FactKey
  const type = factOf(fact).type
  const misread = () => refused(problem('answer/not-understood', { code, given: written, expected: expectedAnswer(code) }))
  const outside = () => refused(problem('answer/out-of-range', { code, given: written, expected: expectedAnswer(code) }))
  const answer = (part: Partial<Answer>) => done([{ fact, says: null, amount: null, word: null, ...part }])
  switch (type.kind) {
    case 'yes-no':
      return yes.includes(written) ? answer({ says: true }) : no.includes(written) ? answer({ says: false }) : misread()
    case 'choice': {
      const found = choiceCodes(type.of).find(c => choiceWord(type.of, c) === written)
      return found === undefined ? misread() : answer({ word: found })
    }
    case 'count': {
      if (!/^\d{1,6}$/.test(written)) return misread()
      const n = Number(written)
      return n < type.min || n > type.max ? outside() : answer({ amount: n })
    }
    case 'money': {
      const parts = /^(\d{1,9})(?:\.(\d{1,2}))?元?$/.exec(written.replaceAll(',', '').replaceAll('，', ''))
      if (parts === null) return misread()
      const fen = Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0') || 0)
      return fen < type.minFen || fen > type.maxFen ? outside() : answer({ amount: fen })
    }
    case 'date': {
      const parts = /^(\d{4})(?:-|年|\/|\.)(\d{1,2})(?:-|月|\/|\.)(\d{1,2})日?$/.exec(written)
      const [year, month, ofMonth] = (parts ?? []).slice(1).map(Number)
      if (year === undefined || month === undefined || ofMonth === undefined || !isRealDay(year, month, ofMonth)) return misread()
      const day = dayOf(year, month, ofMonth)
      return day < type.min || day > type.max ? outside() : answer({ word: day })
    }
    case 'code': {
      const read = type.of === 'division' ? parseDivisionCode(written) : parseSchoolCode(written)
      return read.ok ? answer({ word: read.value }) : misread()
    }
  }
}

const readDesignations = (written: string): Result<readonly Answer[], AnswerProblem> => {
  const words = written.split(/[、，,；;\s]+/).filter(w => w !== '')
  if (words.length === 0) return refused(problem('answer/not-understood', { code: 'hardship', given: written, expected: expectedAnswer('hardship') }))
  const nothing = words.every(w => none.includes(w))
  const named: FactKey[] = []
  for (const w of nothing ? [] : words) {
    const fact = designationKeys.find(k => facts[k].label === w)
    if (fact === undefined) return refused(problem('answer/not-understood', { code: 'hardship', given: w, expected: expectedAnswer('hardship') }))
    named.push(fact)
  }
  return done(designationKeys.map(fact => ({ fact, says: named.includes(fact), amount: null, word: null })))
}

/** The label a question goes by on the form. */
export const questionLabel = (code: string): string =>
  (questionGroups as Readonly<Record<string, string>>)[code as QuestionGroup] ?? (facts as Readonly<Record<string, { label: string }>>)[code]?.label ?? code

/** Answers as the batch plane holds them, before and after the row is known to be a person's. */
export const filledAnswerSchema = { row_id: 'bigint', fact: 'text', says: 'boolean', amount: 'bigint', word: 'text' } as const
export const answerSchema = { person_id: 'bigint', ...filledAnswerSchema } as const
export const filledAnswersTable = 'filled_answers'

/**
 * What a person decided where the text leaves it open: `agrees`, whether the child gets the line (等, discretion);
 * `amount_fen`, the sum within the bounds of the text. One row may say either or both.
 */
export const filledDecisionSchema = { row_id: 'bigint', line: 'text', agrees: 'boolean', amount_fen: 'bigint', reason: 'text' } as const
export const decisionSchema = { person_id: 'bigint', ...filledDecisionSchema } as const
export const filledDecisionsTable = 'filled_decisions'

/** Answers and decisions that the office remembers of a known person; their rows have numbers below zero. */
export const knownAnswerSchema = { known_person: 'bigint', ...filledAnswerSchema } as const
export const knownDecisionSchema = { known_person: 'bigint', ...filledDecisionSchema } as const
export const knownAnswersTable = 'known_answers'
export const knownDecisionsTable = 'known_decisions'

/** What is filled in by person: on the sheets that came back, and what the office remembers of the same person. */
export const answersOfPersons = (
  plan: Plan,
  matches: Matching['matches'],
  memory: Relation<{ person_id: 'bigint'; known_person: 'bigint' }> | null,
): { answers: Relation<typeof answerSchema>; decisions: Relation<typeof decisionSchema> } => ({
  answers: plan.step(
    'answers',
    'filled-in facts by person',
    unionAll(
      matches.join(
        'inner',
        table(filledAnswersTable, filledAnswerSchema),
        (l, r) => [[l.row_id, r.row_id]],
        (l, r) => ({ person_id: l.person_id as Expr<'bigint'>, ...r }),
      ),
      ...(memory === null
        ? []
        : [
            memory.join(
              'inner',
              table(knownAnswersTable, knownAnswerSchema),
              (l, r) => [[l.known_person, r.known_person]],
              (l, { known_person: _known, ...r }) => ({ person_id: l.person_id, ...r }),
            ),
          ]),
    ),
  ) as unknown as Relation<typeof answerSchema>,
  decisions: plan.step(
    'decisions',
    'decisions of persons by child and line',
    unionAll(
      matches.join(
        'inner',
        table(filledDecisionsTable, filledDecisionSchema),
        (l, r) => [[l.row_id, r.row_id]],
        (l, r) => ({ person_id: l.person_id as Expr<'bigint'>, ...r }),
      ),
      ...(memory === null
        ? []
        : [
            memory.join(
              'inner',
              table(knownDecisionsTable, knownDecisionSchema),
              (l, r) => [[l.known_person, r.known_person]],
              (l, { known_person: _known, ...r }) => ({ person_id: l.person_id, ...r }),
            ),
          ]),
    ),
  ) as unknown as Relation<typeof decisionSchema>,
})

/** `why`: nobody known stands behind the row, or another row answers the same question differently. */
export const unheardSchema = { file: 'text', sheet: 'text', row: 'bigint', why: 'text' } as const

/** Rows that people filled in and that count for nothing: each is told, so that nobody believes it was taken. */
export const unheard = (
  plan: Plan,
  rows: Relation<typeof identitySchema>,
  matches: Matching['matches'],
  given: ReturnType<typeof answersOfPersons>,
): Relation<typeof unheardSchema> => {
  const filled = unionAll(table(filledAnswersTable, filledAnswerSchema).pick('row_id'), table(filledDecisionsTable, filledDecisionSchema).pick('row_id'))
  const strangers = filled.lacking(matches, (l, r) => [[l.row_id, r.row_id]]).with(() => ({ why: text('nobody') }))
  const { answers, decisions } = given
  const answersDiffer = answers
    .groupBy(
      c => ({ person_id: c.person_id, fact: c.fact }),
      c => ({ differs: or(ne(minOf(c.says), maxOf(c.says)), ne(minOf(c.amount), maxOf(c.amount)), ne(minOf(c.word), maxOf(c.word))) }),
    )
    .where(c => isTrue(c.differs))
  const decisionsDiffer = decisions
    .groupBy(
      c => ({ person_id: c.person_id, line: c.line }),
      c => ({ differs: or(ne(minOf(c.agrees), maxOf(c.agrees)), ne(minOf(c.amount_fen), maxOf(c.amount_fen))) }),
    )
    .where(c => isTrue(c.differs))
  const differing = unionAll(
    answers
      .having(answersDiffer, (l, r) => [
        [l.person_id, r.person_id],
        [l.fact, r.fact],
      ])
      .pick('row_id'),
    decisions
      .having(decisionsDiffer, (l, r) => [
        [l.person_id, r.person_id],
        [l.line, r.line],
      ])
      .pick('row_id'),
  ).with(() => ({ why: text('differs') }))
  return plan.step(
    'unheard',
    'filled-in rows that count for nothing',
    unionAll(strangers, differing)
      .distinct(c => ({ row_id: c.row_id, why: c.why }))
      .join(
        'inner',
        rows,
        (l, r) => [[l.row_id, r.row_id]],
        (l, r) => ({ file: r.file, sheet: r.sheet, row: r.row, why: l.why }),
      ),
  )
}
