import { operations } from 'virtual:operations'

/** What each entry is called on a button: the trail keeps the names of use cases. */
const titles = new Map(Object.values(operations).flatMap(subject => Object.values(subject).map(({ name, title }) => [name, title] as const)))
export const entryWord = (name: string): string => {
  const refused = name.endsWith('-refused')
  const title = titles.get(refused ? name.slice(0, -'-refused'.length) : name) ?? name
  return refused ? `${title}（没有成功）` : title
}
