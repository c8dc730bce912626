import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'

const launcher = new URL('../../../../../bin/yingjin.mjs', import.meta.url).pathname

test('a reader who has seen enough and closes the pipe is no fault', async () => {
  const command = spawn(process.execPath, [launcher, 'help'], { stdio: ['ignore', 'pipe', 'pipe'] })
  command.stdout.destroy()
  let complained = ''
  command.stderr.on('data', (said: Buffer) => (complained += String(said)))
  expect(await new Promise<number | null>(ended => command.on('close', ended))).toBe(0)
  expect(complained).toBe('')
}, 60_000)
