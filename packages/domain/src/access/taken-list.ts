import { z } from 'zod'
import { type AccessRule, contract } from './contract.ts'

/** Characters of a digest that stand on paper, in a heading and in the trail: enough to find what was taken along. */
export const shortDigestLength = 12

/** As a workbook to go on working in, or as what a printed page shows: the same cells, by the same digest. */
export const takenAs = ['workbook', 'paper'] as const
export type TakenAs = (typeof takenAs)[number]
const takenAsWords: Readonly<Record<TakenAs, string>> = { workbook: '导出', paper: '打印' }

/** More than so many rows nobody prints: about a hundred pages. */
export const mostOnPaper = 3_000

/** A list as a printed page shows it: what is in the file of that kind, as JSON. */
export type ListOnPaper = Readonly<{
  title: string
  county: string
  asOf: string
  total: number
  /** What the whole list comes to, where it is of sums. */
  comesTo: string | null
  conditions: readonly string[]
  digest: string
  columns: readonly Readonly<{ header: string; width: number; right: boolean }>[]
  rows: readonly (readonly (string | null)[])[]
}>

/** A list taken along: the file, and what its last sheet and the trail say of it. */
export const takenList = z.object({
  as: z.enum(takenAs),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.custom<Uint8Array>(value => value instanceof Uint8Array),
  rows: z.int32().nonnegative(),
  /** SHA-256 of the cells, row by row, in their order. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** What was asked for, in words; nothing where it was the whole list. */
  conditions: z.array(z.string()),
  /** Everybody who stands in it: the trail tells each of them. */
  persons: z.array(z.object({ personId: z.string() })),
})
export type TakenList = z.output<typeof takenList>

export const conditionWords = (conditions: readonly string[]): string => (conditions.length === 0 ? '全部' : conditions.join('；'))

const toldOf = /(?:^|。)(导出|打印) (\d+) 行；条件：(.*)；摘要 ([0-9a-f]+)$/su

/** What the trail says of a list that was taken along, read back; none where it says something else. */
export const readTaken = (reason: string): Readonly<{ as: TakenAs; rows: number; conditions: string; digest: string }> | null => {
  const [, as, rows, conditions, digest] = toldOf.exec(reason) ?? []
  if (as === undefined || rows === undefined || conditions === undefined || digest === undefined) return null
  return { as: as === takenAsWords.paper ? 'paper' : 'workbook', rows: Number(rows), conditions, digest }
}

/**
 * The question that gives a whole list: `order` is the filter of the list, without its pages. It needs the same
 * reach as the list, and the trail tells who took it along, under which conditions, with how many rows.
 */
export const takeList = <const Shape extends z.ZodRawShape>(
  of: Readonly<{ name: `${string}.${string}`; title: string; order: z.ZodObject<Shape>; access: AccessRule; neverInAddress?: true }>,
) =>
  contract({
    ...of,
    kind: 'question',
    order: of.order.extend({ as: z.enum(takenAs).default('workbook') }),
    outcome: takenList,
    trail: 'export',
    tells: ({ as, rows, digest, conditions }) =>
      `${takenAsWords[as]} ${rows} 行；条件：${conditionWords(conditions)}；摘要 ${digest.slice(0, shortDigestLength)}`,
  })
