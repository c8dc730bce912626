import type { office } from '../../shared/ask/index.ts'

export type ShownDelivery = Awaited<ReturnType<typeof office.registry.showDelivery>>

/** What was written for one delivery and not yet sent: a column's meaning, a sheet's kind or date. */
export const columnField = (roster: string, header: string): string => `column ${roster} ${header}`
export const kindField = (sheet: string): string => `kind ${sheet}`
export const dateField = (sheet: string): string => `date ${sheet}`
