import { type ReactNode, useState } from 'react'
import { type GivenFile, type Problem, problemOf } from './ask/index.ts'
import { saveFile } from './save-file.ts'
import { Told } from './told.tsx'

type Parts = Readonly<{ take: () => Promise<GivenFile>; className: string; children: ReactNode }>

/** A file to be taken along. It is asked for like everything else, for whom one acts included; when it is refused, the page says why and stays. */
export const TakeFile = ({ take, className, children }: Parts) => {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const save = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      saveFile(await take())
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <button type="button" className={className} disabled={busy} aria-busy={busy} onClick={() => void save()}>
        {children}
      </button>
      {problem === null ? null : <Told problem={problem} />}
    </>
  )
}
