import { Link } from '@tanstack/react-router'
import { countWord } from '../../shared/count-word.ts'
import { Opens } from './opens.tsx'
import type { Changes } from './words.ts'

const Doubtful = ({ importId, n }: Readonly<{ importId: string | null; n: number }>) => {
  const word = `${countWord(n)} 行`
  return importId === null ? (
    word
  ) : (
    <Link className="opens" to="/receive/history/$importId/doubts" params={{ importId }}>
      {word}
    </Link>
  )
}

/** What a batch changes in one sentence, each number open to its lines. */
export const ChangesSaid = ({ importId, changes }: Readonly<{ importId: string | null; changes: Changes }>) => (
  <>
    对上 <Opens importId={importId} figure="persons-matched" n={changes.personsMatched} />
    ，新增 <Opens importId={importId} figure="persons-new" n={changes.personsNew} />
    {changes.doubtful === 0 ? null : (
      <>
        ，存疑 <Doubtful importId={importId} n={changes.doubtful} />
      </>
    )}
    ；信息新增 <Opens importId={importId} figure="facts-new" n={changes.new} />
    、变更 <Opens importId={importId} figure="facts-changed" n={changes.changed} />
    、到期 <Opens importId={importId} figure="facts-ended" n={changes.ended} />，
    <Opens importId={importId} figure="facts-unchanged" n={changes.unchanged} />
    没有变化
  </>
)
