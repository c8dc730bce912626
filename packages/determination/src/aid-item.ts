import type { AidItem, CompiledPolicy } from '@yingjin/policy'
import { nodesAsRead } from '@yingjin/policy'

/**
 * Which aid a payment roster means. Offices write the item freely (“义务教育家庭经济困难寄宿生生活补助”), so it is known by
 * the words a name contains; the most specific entry stands first. A name no entry knows is reported, never guessed.
 */
const paidNames: readonly Readonly<{ item: AidItem; has: readonly string[] }>[] = [
  { item: 'rain-dew', has: ['雨露计划'] },
  { item: 'travel', has: ['路费'] },
  { item: 'partner-city-fees', has: ['协作', '费'] },
  { item: 'partner-city-living', has: ['协作', '生活'] },
  { item: 'day-living', has: ['非寄宿'] },
  { item: 'boarder-living', has: ['寄宿'] },
  { item: 'vocational-grant', has: ['中职', '助学金'] },
  { item: 'vocational-grant', has: ['中等职业', '助学金'] },
  { item: 'senior-grant', has: ['高中', '助学金'] },
  { item: 'senior-grant', has: ['普高', '助学金'] },
  { item: 'vocational-living', has: ['中职', '生活'] },
  { item: 'senior-living', has: ['高中', '生活'] },
  { item: 'care-fee', has: ['保教费'] },
  { item: 'preschool-living', has: ['学前', '生活费'] },
  { item: 'preschool-living', has: ['幼儿', '生活'] },
  { item: 'preschool-nutrition', has: ['学前', '营养'] },
  { item: 'preschool-nutrition', has: ['幼儿', '营养'] },
  { item: 'preschool-grant', has: ['学前', '资助'] },
  { item: 'lunch', has: ['免费午餐'] },
  { item: 'nutrition', has: ['营养'] },
  { item: 'encouragement-scholarship', has: ['励志奖学金'] },
  { item: 'graduate-scholarship', has: ['学业奖学金'] },
  { item: 'national-scholarship', has: ['国家奖学金'] },
  { item: 'college-grant', has: ['高校', '助学金'] },
  { item: 'college-grant', has: ['大学', '助学金'] },
  { item: 'college-grant', has: ['本专科', '助学金'] },
  { item: 'tuition-aid', has: ['学费资助'] },
  { item: 'excellent-student-grant', has: ['优秀', '学子'] },
]

/** The item a written name means; `null` when no entry knows it. */
export const aidItemOf = (written: string): AidItem | null => paidNames.find(entry => entry.has.every(word => written.includes(word)))?.item ?? null

export const aidItemSchema = { written_item: 'text', item: 'text' } as const
export const aidItemsTable = 'aid_items'

type Lines = CompiledPolicy['policy']['bundle']

/** The lines of this policy by the aid they are; a line that is no such aid stands in no comparison with payments. */
export const linesByItem = ({ policy }: CompiledPolicy): ReadonlyMap<AidItem, Lines> => {
  const byItem = new Map<AidItem, Lines>()
  for (const assembled of policy.bundle) {
    const { item } = assembled.line
    if (item !== null) byItem.set(item, [...(byItem.get(item) ?? []), assembled])
  }
  return byItem
}

/**
 * Items given in cash to persons in every term, with their lines: the ones whose absence from last term's payment roster
 * is a child left out. What is paid once a year in autumn was not to be paid last spring.
 */
export const cashItems = (compiled: CompiledPolicy): ReadonlyMap<AidItem, readonly string[]> => {
  const { settings } = compiled.policy
  const inCash = ({ line }: Lines[number]): boolean =>
    ('when' in line.delivery ? [line.delivery.then, line.delivery.otherwise] : [line.delivery]).every(d => d.form === 'to-person-cash')
  const onlyInAutumn = ({ amount, criteria }: Lines[number]): boolean =>
    nodesAsRead(settings, [amount]).some(n => n.kind === 'term-split' && n.parts === 'autumn') ||
    criteria.map(c => nodesAsRead(settings, [c.when])[0]).some(n => n?.kind === 'season' && n.is === 'autumn')
  const everyTerm = (a: Lines[number]): boolean => a.amount.type.per === 'term' && !onlyInAutumn(a)
  return new Map(
    [...linesByItem(compiled)].flatMap(([item, lines]) => {
      const paid = lines.filter(a => inCash(a) && everyTerm(a)).map(a => a.line.id)
      return paid.length === 0 ? [] : [[item, paid] as const]
    }),
  )
}

/** How many payments of one item in one term are right: one, or one per payer of a line, or per line of those given together. */
export const paymentsInOrder = (compiled: CompiledPolicy): ReadonlyMap<AidItem, number> => {
  const together = compiled.policy.pack.together ?? []
  return new Map(
    [...linesByItem(compiled)].map(([item, lines]) => {
      const payers = lines.map(({ line }) => (line.funding?.kind === 'payers' ? line.funding.heads.length : 1))
      const given = together.map(t => lines.filter(a => t.lines.includes(a.line.id)).length)
      return [item, Math.max(1, ...payers, ...given)] as const
    }),
  )
}
