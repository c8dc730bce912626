import { type ReactNode, useState } from 'react'
import { type Standing, StandingContext } from './standing.ts'

/** A record's page: its forms tell what others changed since they were opened, and not what was done on this page itself. */
export const StandingOf = ({ now, children }: Readonly<{ now: Standing; children: ReactNode }>) => {
  const [own, setOwn] = useState(0)
  return (
    // What the record is after the own act is drawn first.
    <StandingContext value={{ now, own, did: () => void setTimeout(() => setOwn(n => n + 1)) }}>{children}</StandingContext>
  )
}
