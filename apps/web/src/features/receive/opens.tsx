import { Link } from '@tanstack/react-router'
import { type ImportFigure, importFigures } from '@yingjin/domain/registry'
import { countWord } from '../../shared/count-word.ts'

/** A figure of a batch with its measure, and the way to its lines; nothing is behind a zero. */
export const Opens = ({ importId, figure, n }: Readonly<{ importId: string | null; figure: ImportFigure; n: number }>) => {
  const word = `${countWord(n)} ${importFigures[figure].measure}`
  if (n === 0 || importId === null) return word
  return (
    <Link className="opens" to="/receive/history/$importId/lines" params={{ importId }} search={{ figure }}>
      {word}
    </Link>
  )
}
