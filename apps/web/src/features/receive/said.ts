import type { office } from '../../shared/ask/index.ts'
import { countWord } from '../../shared/count-word.ts'

export type ShownDelivery = Awaited<ReturnType<typeof office.registry.showDelivery>>

/** What was written for one delivery and not yet sent: a column's meaning, a sheet's kind or date. */
export const columnField = (roster: string, header: string): string => `column ${roster} ${header}`
export const kindField = (sheet: string): string => `kind ${sheet}`
export const dateField = (sheet: string): string => `date ${sheet}`

/** The rows that go back to the sender: those that were not taken, and beside them those that were and are to be looked at again. */
export const returnedWord = (returned: number, refused: number): string =>
  returned <= refused
    ? `下载要退回的 ${countWord(returned)} 行`
    : refused === 0
      ? `下载要对方核实的 ${countWord(returned)} 行`
      : `下载要退回的 ${countWord(returned)} 行（其中收下了、请对方核实的 ${countWord(returned - refused)} 行）`
