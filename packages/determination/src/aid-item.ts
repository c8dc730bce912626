/**
 * What a payment roster calls an item, and which policy lines it pays. Offices write the item freely
 * (“义务教育家庭经济困难寄宿生生活补助”), so an item is known by the words it must and must not contain; the most
 * specific entry stands first. A name no entry knows is reported, never guessed.
 */
export const aidItems = [
  { item: 'day-living', has: ['非寄宿'], lines: ['PS-A2.4'] },
  { item: 'boarder-living', has: ['寄宿'], lines: ['PS-A2.3'] },
  { item: 'vocational-grant', has: ['中职', '助学金'], lines: ['PS-A4.3a', 'PS-A4.3b'] },
  { item: 'vocational-grant', has: ['中等职业', '助学金'], lines: ['PS-A4.3a', 'PS-A4.3b'] },
  { item: 'senior-grant', has: ['高中', '助学金'], lines: ['PS-A3.3a', 'PS-A3.3b'] },
  { item: 'senior-grant', has: ['普高', '助学金'], lines: ['PS-A3.3a', 'PS-A3.3b'] },
  { item: 'preschool-care', has: ['保教费'], lines: ['PS-A1.1a'] },
  { item: 'preschool-living', has: ['学前', '生活费'], lines: ['PS-A1.1b', 'PS-A1.1c'] },
  { item: 'preschool-living', has: ['幼儿', '生活'], lines: ['PS-A1.1b', 'PS-A1.1c'] },
  { item: 'preschool-care', has: ['学前', '资助'], lines: ['PS-A1.1a'] },
] as const satisfies readonly Readonly<{ item: string; has: readonly string[]; lines: readonly string[] }>[]

export type AidItem = (typeof aidItems)[number]['item']

/** The item a written name means; `null` when no entry knows it. */
export const aidItemOf = (written: string): AidItem | null => aidItems.find(entry => entry.has.every(word => written.includes(word)))?.item ?? null

/** Items paid in cash to persons: the ones whose absence from a payment roster is a child left out. */
export const cashItems: Readonly<Partial<Record<AidItem, readonly string[]>>> = {
  'boarder-living': ['PS-A2.3'],
  'day-living': ['PS-A2.4'],
  'senior-grant': ['PS-A3.3a', 'PS-A3.3b'],
  'vocational-grant': ['PS-A4.3a', 'PS-A4.3b'],
}

export const aidItemSchema = { written_item: 'text', item: 'text' } as const
export const aidItemsTable = 'aid_items'
