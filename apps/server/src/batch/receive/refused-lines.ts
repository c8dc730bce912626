import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { FileReport, RefusedLine } from './received.ts'

/** Everything that was refused, file by file, in the order of the rows. Streams: a bad file may bring many. */
export async function* refusedLines(files: readonly FileReport[]): AsyncGenerator<RefusedLine> {
  for (const { refusedPath } of files) {
    if (refusedPath === null) continue
    for await (const line of createInterface({ input: createReadStream(refusedPath), crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line !== '') yield JSON.parse(line) as RefusedLine
    }
  }
}
