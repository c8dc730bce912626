import type { Contract } from '@yingjin/domain/access'
import { answerWording } from '@yingjin/determination'
import { attachEvidence, attachToQuestion, leadsWording, mostEvidence } from '@yingjin/domain/leads'
import type { Problem } from '@yingjin/kernel'
import type { UseCase } from '../access/index.ts'
import { contentWording } from '../platform/content/index.ts'
import { assignListedCases } from './assign-listed.ts'
import { evidenceCases, type LeadsParts } from './evidence-cases.ts'
import { explainCases } from './explain-cases.ts'
import { historyCases } from './history-cases.ts'
import { leadChangeCases } from './lead-change-cases.ts'
import { leadCases } from './lead-cases.ts'
import { ownerCases } from './owner-cases.ts'
import { publishRun } from './publish-run.ts'
import { questionCases } from './question-cases.ts'
import { resultCases } from './result-cases.ts'
import { reviewCases } from './review-cases.ts'
import { simulatedChildrenCases } from './simulated-children.ts'
import { takeListCases } from './take-lists.ts'
import { termCases } from './term-cases.ts'
import { waitingCases } from './waiting-cases.ts'
import { waitingChildren } from './waiting-children.ts'

export {
  assignListedCases,
  evidenceCases,
  explainCases,
  historyCases,
  leadCases,
  leadChangeCases,
  type LeadsParts,
  ownerCases,
  publishRun,
  questionCases,
  resultCases,
  reviewCases,
  simulatedChildrenCases,
  takeListCases,
  termCases,
}
export { keepSimulatedChildren, type MovedChildren } from './keep-simulated-children.ts'
export type { KeptWorkbooks } from './kept-workbooks.ts'
export { reviewRun } from './review-run.ts'
export type { AskKeptRun, ChildInRun, DecidedChild } from './kept-child.ts'
export type { KeptRun } from './kept-run.ts'
export { type ImportStep, publishKeptRun, type Published } from './publish-kept-run.ts'
export { type PublishPoint, publishPoints } from './publish-run.ts'
export { digestsOfKept, type RunTable, runTables, type TableDigest } from './run-digest.ts'

const withoutFiles = ({ show, changes, decisions, drop }: ReturnType<typeof reviewCases>) => [show, changes, decisions, drop]

/** Everything leads do, for the doors; files come and go by `files`. */
export const useCases = (parts: LeadsParts): readonly UseCase[] =>
  [
    ...Object.values(leadCases),
    ...Object.values(assignListedCases),
    ...Object.values(leadChangeCases),
    ...Object.values(ownerCases),
    publishRun(),
    ...Object.values(resultCases),
    ...Object.values(historyCases),
    ...Object.values(termCases),
    ...Object.values(waitingCases),
    waitingChildren,
    ...withoutFiles(reviewCases(parts.workbooks)),
    simulatedChildrenCases.list,
    ...Object.values(explainCases(parts.askKept ?? (() => Promise.resolve('这台服务器上没有保存运行的依据，不能逐条解释；结果和金额照常可看。')))),
    evidenceCases(parts).destroy,
    evidenceCases(parts).destroyOfQuestion,
    ...Object.values(questionCases(parts)),
  ] as unknown as readonly UseCase[]

/** Files that come and go beside an order; the door reads and writes their bytes. */
export const files = (parts: LeadsParts) => {
  const { attach, take, attachToQuestion: attachToOne, takeFromQuestion } = evidenceCases(parts)
  const { takeChanges, takeDecisions, takeWorkbook } = reviewCases(parts.workbooks)
  const upload = (contract: Contract, receive: (content: Buffer) => unknown) => ({
    contract,
    mostBytes: mostEvidence.fileBytes,
    receive: receive as (content: Buffer) => UseCase,
  })
  return {
    uploads: [upload(attachEvidence, attach), upload(attachToQuestion, attachToOne)],
    downloads: [
      take,
      takeFromQuestion,
      ...Object.values(takeListCases(parts)),
      takeChanges,
      takeDecisions,
      takeWorkbook,
      simulatedChildrenCases.take,
    ] as unknown as readonly UseCase[],
  }
}

/** The sentence of a refusal that is of this subject; `null` where it is another's. */
export const wordLeads = (problem: Problem): string | null => {
  const wording = { ...leadsWording, ...contentWording, ...answerWording } as unknown as Readonly<Record<string, ((facts: object) => string) | undefined>>
  return wording[problem.code]?.(problem.facts) ?? null
}
export { decisionsKnown, leadsOfficeQueries, officeQueries } from './office-tables.ts'
