import { losesMany, notHereWord } from '@yingjin/domain/registry'
import type { Changes } from './words.ts'

/** Who of the list before is not on this one: a warning where they are many, before it is taken in. */
export const NotHere = ({ changes: { absence, lastList } }: Readonly<{ changes: Changes }>) => {
  if (lastList === null || lastList.notHere === 0) return null
  return <div className={losesMany(lastList) ? 'told late' : 'soft'}>{notHereWord(lastList, absence)}</div>
}
