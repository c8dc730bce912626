import type { Problem } from '@yingjin/kernel'
import type { UseCase } from '../../access/index.ts'
import type { Files } from './files.ts'

/** What a subject hands to the doors: what may be asked of it, and a sentence for every refusal. */
export type Subject = Readonly<{
  useCases: readonly UseCase[]
  files?: Files
  /** The sentence of a code of this subject; `null` where the code is another's. */
  word: (problem: Problem) => string | null
}>
