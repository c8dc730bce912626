/** The bare loop that intake is measured against: hucre's row stream over the same file, nothing done with the rows. */
import { readFileSync } from 'node:fs'
import { streamXlsxRows } from 'hucre'

let cells = 0
for await (const { values } of streamXlsxRows(readFileSync(process.argv[2] ?? ''))) for (const value of values) if (value !== null) cells += 1
process.stdout.write(`${cells}\n`)
