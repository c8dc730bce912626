import { dayOnPaper, today } from './dates.ts'
import { type Me, useMe } from './session/index.ts'

/** The unit somebody prints for: where the first duty is, and the county where that is all of it. */
const unitOf = ({ roles: [first], divisionName }: Me): string => (first === undefined ? divisionName : `${first.place} ${first.name}`)

/** Who printed a paper and on which day: whoever finds it lying about knows whom to bring it back to. */
export const PrintedBy = () => {
  const me = useMe()
  return (
    <p className="printed-by">
      打印人：{me.name}
      {me.onBehalfOf === null ? '' : `（代 ${me.onBehalfOf.name}）`}，{unitOf(me)}　打印日期：{dayOnPaper(today())}
    </p>
  )
}
