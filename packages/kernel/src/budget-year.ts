import { dayOf, type PlainDate, yearOf } from './plain-date.ts'

/** 预算年度: the calendar year, written `2022`. A type of its own, so that “per year” must say which. */
export type BudgetYear = string & { readonly __brand: 'BudgetYear' }

export const budgetYearOn = (date: PlainDate): BudgetYear => String(yearOf(date)) as BudgetYear
export const budgetYearStart = (year: BudgetYear): PlainDate => dayOf(Number(year), 1, 1)
export const budgetYearEnd = (year: BudgetYear): PlainDate => dayOf(Number(year), 12, 31)
