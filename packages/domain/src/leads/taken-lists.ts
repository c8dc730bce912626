import { z } from 'zod'
import { needsReach, takeList } from '../access/index.ts'
import { listLeadChanges } from './lead-changes-contracts.ts'
import { countLeads, listLeadOwners, listLeads } from './leads-contracts.ts'
import { listQuestions } from './question-contracts.ts'
import { listIdentityQuestions, listResultChanges, listResults, resultTotals } from './results-contracts.ts'
import { listWaitingChildren } from './waiting-contracts.ts'

const pages = { after: true, limit: true } as const

/** The ledger of leads (线索台账) as a bureau files it: who, what, whose, by when, what was done, closed by what. */
export const takeLeadLedger = takeList({
  name: 'leads.take-lead-ledger',
  title: '导出线索台账',
  order: listLeads.order.omit(pages),
  access: needsReach('leads', 'rows'),
})

export const takeQuestionList = takeList({
  name: 'leads.take-question-list',
  title: '导出待决问题清单',
  order: listQuestions.order.omit(pages),
  access: needsReach('questions', 'rows'),
})

export const takeResultList = takeList({
  name: 'leads.take-result-list',
  title: '导出资助核定清单',
  order: listResults.order.omit(pages),
  access: needsReach('results', 'rows'),
})

export const takeResultChangeList = takeList({
  name: 'leads.take-result-change-list',
  title: '导出与上次运行的差异',
  order: listResultChanges.order.omit(pages),
  access: needsReach('results', 'rows'),
})

export const takeIdentityQuestions = takeList({
  name: 'leads.take-identity-questions',
  title: '导出身份待核的人',
  order: listIdentityQuestions.order.omit(pages),
  access: needsReach('questions', 'rows'),
})

export const takeWaitingChildren = takeList({
  name: 'leads.take-waiting-children',
  title: '导出待补信息的学生清单',
  order: listWaitingChildren.order.omit(pages),
  access: needsReach('results', 'rows'),
})

export const takeLeadChangeList = takeList({
  name: 'leads.take-lead-change-list',
  title: '导出线索与上次运行的差异',
  order: listLeadChanges.order.omit(pages),
  access: needsReach('leads', 'rows'),
})

/** Where the leads are that are not closed (线索分布): counts alone, for whoever sees counts. */
export const takeLeadPlaces = takeList({
  name: 'leads.take-lead-places',
  title: '导出线索分布',
  order: countLeads.order,
  access: needsReach('leads', 'counts'),
})

/** Who holds how many of the leads that are not closed, for whoever sees them. */
export const takeLeadOwners = takeList({
  name: 'leads.take-lead-owners',
  title: '导出线索按责任人',
  order: listLeadOwners.order,
  access: needsReach('leads', 'rows'),
})

/** The sums of a run (核定汇总) by place, and by aid besides where that is asked for. */
export const takeResultTotals = takeList({
  name: 'leads.take-result-totals',
  title: '导出核定汇总',
  order: resultTotals.order.extend({ lines: z.boolean().default(false) }),
  access: needsReach('results', 'counts'),
})
