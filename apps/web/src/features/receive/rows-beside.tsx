import { Beside } from '../../shared/beside.tsx'
import { countWord } from '../../shared/count-word.ts'
import type { DoubtfulRow } from './doubts.ts'

type Other = NonNullable<DoubtfulRow['beside']>

/** Two rows of one list about one person, cell beside cell: only what differs, and in it the characters that do. */
export const RowsBeside = ({ doubt: { sheet, row }, beside }: Readonly<{ doubt: Pick<DoubtfulRow, 'sheet' | 'row'>; beside: Other }>) => (
  <>
    <Beside label="两行不同的地方" heads={[`这一行：“${sheet}”第 ${row} 行`, `另一行：“${beside.sheet}”第 ${beside.row} 行`]} cells={beside.cells} />
    <p className="soft">{beside.alike === 0 ? '没有一项写得相同。' : `其余 ${countWord(beside.alike)} 项两行写得相同。`}</p>
  </>
)
