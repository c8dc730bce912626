import type { ReactNode } from 'react'
import type { GivenFile } from './ask/index.ts'
import { saveFile } from './save-file.ts'
import { Told } from './told.tsx'
import { useAttempt } from './use-attempt.ts'

type Parts = Readonly<{ take: () => Promise<GivenFile>; className: string; children: ReactNode }>

/** A file to be taken along. It is asked for like everything else, for whom one acts included; when it is refused, the page says why and stays. */
export const TakeFile = ({ take, className, children }: Parts) => {
  const { busy, problem, attempt } = useAttempt()
  return (
    <>
      <button type="button" className={className} disabled={busy} aria-busy={busy} onClick={() => void attempt(async () => saveFile(await take()))}>
        {children}
      </button>
      {problem === null ? null : <Told problem={problem} />}
    </>
  )
}
