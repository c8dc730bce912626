import { stderr } from 'node:process'

let live = false

/**
 * Says where a long job stands, on stderr so that results stay clean. On a terminal the line is written over by the
 * next; elsewhere each line stands for itself.
 */
export const progressLine = (line: string): void => {
  if (!stderr.isTTY) {
    stderr.write(`${line}\n`)
    return
  }
  stderr.write(`\r\u001B[2K${fitted(line, stderr.columns ?? 80)}`)
  live = true
}

/** Ends the live line, so that what follows begins on its own. */
export const progressDone = (): void => {
  if (live) stderr.write('\r\u001B[2K')
  live = false
}

/** Cut to the terminal's width: a line that wraps cannot be written over. Chinese characters are two wide. */
export const fitted = (line: string, columns: number): string => {
  let width = 0
  let text = ''
  for (const c of line) {
    width += (c.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1
    if (width > columns - 2) return `${text}…`
    text += c
  }
  return text
}
