import { vi } from 'vitest'
import { main } from '../main.ts'

/** What a command of the door answers and how it ends, called in this process as an operator writes it; both streams as one. */
export const whatItSays = async (line: readonly string[]): Promise<Readonly<{ code: number; out: string }>> => {
  const lines: string[] = []
  const keep = (text: unknown): boolean => {
    lines.push(String(text))
    return true
  }
  const streams = [vi.spyOn(process.stdout, 'write').mockImplementation(keep), vi.spyOn(process.stderr, 'write').mockImplementation(keep)]
  try {
    return { code: await main(line), out: lines.join('') }
  } finally {
    for (const stream of streams) stream.mockRestore()
  }
}
