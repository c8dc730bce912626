import { operations } from 'virtual:operations'

/** What each entry is called on a button: the trail keeps the names of use cases. */
const titles = new Map(Object.values(operations).flatMap(subject => Object.values(subject).map(({ name, title }) => [name, title] as const)))
/** What only work of the program does, by no button: it stands in the trail all the same. */
const inside: Readonly<Record<string, string>> = {
  'registry.open-delivery': '打开来件读取',
  'registry.keep-reading': '记下来件的读法',
  'registry.find-delivery-list': '找来件中的名册',
  'registry.link-delivery-list': '登记来件的批次',
  'registry.name-delivery-work': '找来件和批次的名称',
  'registry.list-unused-snapshots': '找不再使用的名册快照',
}

export const entryWord = (name: string): string => {
  const refused = name.endsWith('-refused')
  const of = refused ? name.slice(0, -'-refused'.length) : name
  const title = titles.get(of) ?? inside[of] ?? of
  return refused ? `${title}（没有成功）` : title
}
