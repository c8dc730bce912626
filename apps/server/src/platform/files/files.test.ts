import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inside, replaceAtomically, removeAbandoned, replaceText, withPassingFolder, withPrivateScratch } from './index.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a failed writing leaves the old file and nothing beside it', async () => {
  const path = join(folder, 'a.txt')
  await replaceText(path, 'old')
  await expect(
    replaceAtomically(path, temporary => {
      writeFileSync(temporary, 'half')
      throw new Error('disk full')
    }),
  ).rejects.toThrow('disk full')
  expect(readFileSync(path, 'utf8')).toBe('old')
  expect(readdirSync(folder)).toEqual(['a.txt'])
})

test('scratch is private, and gone after the work and after a failure', async () => {
  let seen = ''
  const work = async (scratch: string): Promise<never> => {
    seen = scratch
    expect(statSync(scratch).mode & 0o777).toBe(0o700)
    throw new Error('work failed')
  }
  await expect(withPrivateScratch(work)).rejects.toThrow('work failed')
  expect(existsSync(seen)).toBe(false)
})

/** A process of its own that makes scratch in `temporary`, says so, and then waits. */
const worker = (temporary: string) => {
  const code = `import { withPrivateScratch } from ${JSON.stringify(new URL('index.ts', import.meta.url).href)}
    await withPrivateScratch(async scratch => { process.stdout.write(scratch); await new Promise(r => setTimeout(r, 60000)) })`
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
const started = (child: ReturnType<typeof worker>): Promise<string> =>
  new Promise(resolve => child.stdout?.once('data', (data: Buffer) => resolve(String(data))))
const ended = (child: ReturnType<typeof worker>): Promise<NodeJS.Signals | null> => new Promise(resolve => child.once('close', (_, signal) => resolve(signal)))

test('an interrupted run leaves no plaintext, and a killed one is cleaned up by the next', async () => {
  const temporary = join(folder, 'tmp')
  mkdirSync(temporary)
  const interrupted = worker(temporary)
  const end = ended(interrupted)
  const first = await started(interrupted)
  interrupted.kill('SIGINT')
  expect(await end).toBe('SIGINT')
  expect(existsSync(first)).toBe(false)

  const killed = worker(temporary)
  const killedEnd = ended(killed)
  const second = await started(killed)
  killed.kill('SIGKILL')
  await killedEnd
  expect(existsSync(second)).toBe(true)

  const next = worker(temporary)
  const nextEnd = ended(next)
  await started(next)
  expect(existsSync(second)).toBe(false)
  next.kill('SIGTERM')
  await nextEnd
  expect(readdirSync(temporary)).toEqual([])
})

test('what a killed process was making beside the kept folders is removed, what a living one makes is not', () => {
  const kept = join(folder, 'kept')
  for (const name of ['.making-4194305-a', `.making-${process.pid}-b`, `.making-${process.ppid}-c`, 'whole']) mkdirSync(join(kept, name), { recursive: true })
  removeAbandoned(kept, '.making-')
  // The number of no process; our own number in an earlier life; a living process; a snapshot.
  expect(readdirSync(kept).toSorted()).toEqual([`.making-${process.ppid}-c`, 'whole'])
})

test('a folder that was renamed while it was made stays where it went', async () => {
  const parent = join(folder, 'making')
  mkdirSync(parent)
  await withPassingFolder(parent, '.making-', async made => {
    writeFileSync(join(made, 'a'), '1')
    renameSync(made, join(parent, 'whole'))
  })
  expect(readdirSync(join(parent, 'whole'))).toEqual(['a'])
  expect(readdirSync(parent)).toEqual(['whole'])
})

test('no name leads out of its folder', () => {
  expect(inside('/data', 'a/b')).toBe('/data/a/b')
  for (const name of ['..', '../x', 'a/../../x', '/etc/passwd', '.', '']) expect(() => inside('/data', name)).toThrow('leads out')
})
