import { Button } from 'antd'
import { turning } from './list-search.ts'

type Parts = Readonly<{
  /** What the address says: where the pages before this one ended. */
  after: string | undefined
  /** Where this page ends; null on the last one, and as long as it is not known. */
  next: string | null
  /** The page shown is still the one before. */
  waits?: boolean
  go: (after: string | undefined) => void
}>

/** To the page before and to the next one. */
export const TurnPages = ({ after, next, waits = false, go }: Parts) => {
  const { forward, back } = turning(after, next)
  return (
    <span className="turn no-print">
      <Button disabled={back === null} onClick={() => go(back ?? undefined)}>
        上一页
      </Button>
      <Button disabled={forward === undefined || waits} onClick={() => go(forward)}>
        下一页
      </Button>
    </span>
  )
}
