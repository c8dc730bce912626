/**
 * The child process that reads one file. It takes its order on standard input, leaves rows and report in the order's
 * folder, says how many rows it has read on standard output, and ends when its parent does: standard input closing
 * before the end means that nobody waits any more.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stdin, stdout } from 'node:process'
import { readRosterFile } from './read-roster-file.ts'
import { type ChildOrder, memoryExceeded } from './run-child.ts'

const rowsBetweenWords = 20_000

const orderFrom = (onOrder: (order: ChildOrder) => void): void => {
  let text = ''
  let told = false
  stdin.setEncoding('utf8')
  stdin.on('data', (piece: string) => {
    if (told) return
    text += piece
    if (!text.endsWith('\n')) return
    told = true
    onOrder(JSON.parse(text) as ChildOrder)
  })
  stdin.on('end', () => process.exit(1))
}

orderFrom(order => {
  let [rows, said] = [0, 0]
  const onRows = (more: number): void => {
    rows += more
    if (rows - said < rowsBetweenWords) return
    said = rows
    stdout.write(`${rows}\n`)
    // Where the parent cannot watch us, we watch ourselves.
    if (process.memoryUsage.rss() > order.memoryBytes) process.exit(memoryExceeded)
  }
  readRosterFile(order, onRows).then(
    report => {
      writeFileSync(join(order.out, 'report.json'), JSON.stringify(report), { mode: 0o600 })
      process.exit(0)
    },
    (error: unknown) => {
      // The stack names our code only; the text of an error of ours never holds a cell.
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
      process.exit(70)
    },
  )
})
