import type { ColumnKey } from './columns.ts'

/**
 * What a person corrected once for a sender. `columns` is keyed by the folded header path (`foldedPath`).
 * It applies to a table that carries all of these headers, and goes before anything the program would have guessed;
 * only a header that names something the house does not collect stays dropped whatever was remembered.
 */
export type RememberedMapping = Readonly<{
  sender: string
  rosterKind: string
  columns: Readonly<Record<string, ColumnKey | 'not-collected' | 'ignore'>>
}>
