import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { removeAbandoned, removeFolder } from '../../files/index.ts'
import type { Answer, Question } from './a-database.ts'
import { openTestServer, type TestServer } from './test-server.ts'

/*
 * One server for all workers of a test run. It is started when the first test asks for a database, and never when none
 * does. A worker asks over a socket; when the worker ends, the databases it asked for are dropped.
 */
export const setup = async (): Promise<(() => Promise<void>) | undefined> => {
  // Asked once for every kind of test: the first one serves them all.
  if (process.platform === 'win32' || process.env[variable] !== undefined) return undefined
  removeAbandoned(tmpdir(), prefix)
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  const path = join(folder, 'socket')
  let server: Promise<TestServer> | null = null
  const dropAll = async (names: readonly string[]): Promise<void> => {
    const open = await server?.catch(() => null)
    // A database that is being dropped when the run ends goes with its server.
    for (const name of names) await open?.drop(name).catch(() => undefined)
  }
  const listener = createServer(socket => {
    const mine: string[] = []
    const answer = (said: Answer): boolean => socket.write(`${JSON.stringify(said)}\n`)
    socket.on('error', () => undefined)
    socket.once('close', () => void dropAll(mine))
    createInterface({ input: socket }).on('line', line => {
      const asked = JSON.parse(line) as Question
      server ??= openTestServer()
      void server.then(
        async open => {
          try {
            if ('drop' in asked) {
              await open.drop(asked.drop)
              answer({ ask: asked.ask, dropped: asked.drop })
            } else {
              const made = await open.make(asked.make)
              mine.push(made.name)
              answer({ ask: asked.ask, made })
            }
          } catch (error) {
            answer({ ask: asked.ask, failed: error instanceof Error ? error.message : String(error) })
          }
        },
        (error: unknown) => answer({ ask: asked.ask, failed: error instanceof Error ? error.message : String(error) }),
      )
    })
  })
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject)
    listener.listen(path, resolve)
  })
  process.env[variable] = path
  return async () => {
    delete process.env[variable]
    listener.close()
    const open = await server?.catch(() => null)
    await open?.stop()
    removeFolder(folder)
  }
}

const variable = 'YINGJIN_TEST_SERVER'
const prefix = 'yj-ask-'
