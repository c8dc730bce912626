import { withoutNumbers } from '@yingjin/kernel'

/** What the program says of itself, one line of JSON each. Never what somebody sent or was shown. */
export type Log = Readonly<{
  say: (what: string, more?: Facts) => void
  /** An error of ours: its kind and where it was thrown. Its message is not written, for it may quote a row. */
  fault: (what: string, error: unknown, more?: Facts) => void
}>
type Facts = Readonly<Record<string, string | number | boolean | null>>

/** Numbers of persons stand in no line, whoever wrote them there. */
export const openLog = (write: (line: string) => void = line => void process.stderr.write(line), now: () => string = () => new Date().toISOString()): Log => {
  const line = (level: 'info' | 'error', what: string, more: Facts): void => {
    const facts = Object.entries(more).map(([key, value]) => [key, typeof value === 'string' ? withoutNumbers(value) : value])
    write(`${JSON.stringify({ at: now(), level, what: withoutNumbers(what), ...Object.fromEntries(facts) })}\n`)
  }
  return {
    say: (what, more = {}) => line('info', what, more),
    fault: (what, error, more = {}) => line('error', what, { ...more, ...tellError(error) }),
  }
}

const tellError = (error: unknown): Facts => {
  if (!(error instanceof Error)) return { error: typeof error }
  const told = (key: string): string | null => (key in error && typeof error[key as never] === 'string' ? error[key as never] : null)
  const frames = (error.stack ?? '').split('\n').filter(frame => /^\s+at /.test(frame))
  return {
    error: error.name,
    code: told('code'),
    table: told('table'),
    constraint: told('constraint'),
    at_frames: frames
      .slice(0, 8)
      .map(frame => frame.trim())
      .join(' < '),
  }
}
