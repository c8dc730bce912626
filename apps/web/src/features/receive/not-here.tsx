import { losesMany, notHereSoWhat } from '@yingjin/domain/registry'
import { Opens } from './opens.tsx'
import type { Changes } from './words.ts'

/** Who of the list before is not on this one, each number open to its names: a warning where they are many, before it is taken in. */
export const NotHere = ({ importId, changes: { absence, lastList } }: Readonly<{ importId: string | null; changes: Changes }>) => {
  if (lastList === null || lastList.notHere === 0) return null
  return (
    <div className={losesMany(lastList) ? 'told late' : 'soft'}>
      上一份 <Opens importId={importId} figure="last-list" n={lastList.persons} />里 <Opens importId={importId} figure="not-here" n={lastList.notHere} />
      不在这份上{notHereSoWhat(lastList, absence)}
    </div>
  )
}
