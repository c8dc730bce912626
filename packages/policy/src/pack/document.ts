import type { PlainDate } from '@yingjin/kernel'

/** Half-open: from its first day up to but not including `to`. */
export type Interval = readonly [from: PlainDate, to: PlainDate]

/**
 * The paper the rules stand in. `number` is null where the paper bears none of its own.
 * @property replaces ids of packs that this one takes the place of from its first day
 * @property upstream papers of other bodies that it cites (register section 7.7), by their key in the county's documents
 */
export type PolicyDocument = Readonly<{
  title: string
  issuer: string
  number: string | null
  promulgated: PlainDate
  inForce: Interval
  replaces: readonly string[]
  upstream?: readonly string[]
}>

/** `示例县教育局《…》（示教发〔2022〕1号）` */
export const documentTitle = (d: PolicyDocument): string => `${d.issuer}《${d.title}》${d.number === null ? '' : `（${d.number}）`}`
