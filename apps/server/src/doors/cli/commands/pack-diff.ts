import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPackFolder, type PackFolder } from '../../../packs.ts'
import { wholeNumberIn } from '../arguments.ts'
import { type Command, complain, say, textOf } from './command.ts'

/** Whose result changes between two packs, or since an earlier version of one, and why. */
export const packDiff: Command = {
  options: { since: { type: 'string' }, students: { type: 'string' } },
  carryOut: async (values, [one, other, ...more]) => {
    const since = textOf(values, 'since')
    if (one === undefined || more.length > 0 || (since === null) === (other === undefined))
      return complain(
        '请写两个政策包，或一个政策包和 --since 版本，例如：npm run pack:diff -- 500243-pengshui 990101-clearwater，或 npm run pack:diff -- pengshui --since HEAD~1',
      )
    const students = wholeNumberIn(values, 'students', 1000, 1, 100_000)
    if (!students.ok) return complain(students.message)
    const { diffSides } = await import('../../packs/diff-sides.ts')
    const scratch = mkdtempSync(join(tmpdir(), 'yingjin-pack-'))
    try {
      const found = [findPackFolder(one), ...(other === undefined ? [] : [findPackFolder(other)])]
      for (const f of found) if (!f.ok) return complain(f.message)
      const folders = found.flatMap((f): readonly PackFolder[] => (f.ok ? [f.value] : []))
      const told = await diffSides(folders, since, students.value, scratch)
      if (!told.ok) return complain(told.message)
      for (const line of told.said) say(line)
      return 0
    } finally {
      rmSync(scratch, { recursive: true, force: true })
    }
  },
}
