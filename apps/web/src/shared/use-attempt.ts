import { useState } from 'react'
import { type Problem, problemOf } from './ask/index.ts'

/** Something a button asks for: whether it is under way, and why it was refused the last time. */
export const useAttempt = (): Readonly<{ busy: boolean; problem: Problem | null; attempt: (what: () => Promise<unknown>) => Promise<void> }> => {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const attempt = async (what: () => Promise<unknown>): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      await what()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, attempt }
}
