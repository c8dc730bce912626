import type { JobRow } from '@yingjin/domain/jobs'

/** The whole messages at the beginning of a text, and what is left of it. */
export const messagesIn = (text: string): Readonly<{ data: readonly string[]; left: string }> => {
  const parts = text.replaceAll('\r\n', '\n').split('\n\n')
  const left = parts.pop() ?? ''
  const data = parts.flatMap(part => {
    const lines = part.split('\n').flatMap(line => (line.startsWith('data:') ? [line.slice(5).trimStart()] : []))
    return lines.length === 0 ? [] : [lines.join('\n')]
  })
  return { data, left }
}

/** How far a job is, as the office tells it over one answer. */
export const eventsIn = async function* (body: ReadableStream<Uint8Array>): AsyncGenerator<JobRow> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let left = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const read = messagesIn(left + decoder.decode(value, { stream: true }))
      left = read.left
      for (const each of read.data) yield JSON.parse(each) as JobRow
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
