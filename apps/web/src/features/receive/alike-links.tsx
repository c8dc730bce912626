import { Link } from '@tanstack/react-router'
import { doubtOf, type Doubts } from './doubts.ts'
import { countWord } from '../../shared/count-word.ts'

/** Where many rows are in doubt for one reason, they may be answered together. */
export const AlikeLinks = ({ importId, kinds }: Readonly<{ importId: string; kinds: Doubts['kinds'] }>) => {
  const many = kinds.filter(({ open }) => open > 1)
  return many.length === 0 ? null : (
    <p className="parts alike-kinds no-print">
      <span className="soft">原因相同、依据也相同的，可以一起认定：</span>
      {many.map(({ question, open }) => (
        <Link key={question} className="opens" to="/receive/history/$importId/alike" params={{ importId }} search={{ question }}>
          {doubtOf(question).word} {countWord(open)} 行
        </Link>
      ))}
    </p>
  )
}
