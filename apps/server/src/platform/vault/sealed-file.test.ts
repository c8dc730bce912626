import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keyBytes, suites } from './cipher-suite.ts'
import type { DataKey } from './data-key.ts'
import { sealFile, sealText, unsealFile, unsealText } from './sealed-file.ts'
import { VaultRefusal, wordVault } from './vault-problem.ts'

let folder = ''
let at = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sealed-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = (): string => join(folder, String((at += 1)))
const keyOf = (suite: keyof typeof suites): DataKey => ({ suite: suites[suite], bytes: randomBytes(keyBytes) })

const frame = 32
const header = 48

describe.each(['aes-256-gcm', 'sm4-ctr-hmac-sm3'] as const)('a file sealed by %s', suite => {
  const key = keyOf(suite)
  const whole = frame + suites[suite].tagBytes

  const sealed = async (plain: Uint8Array): Promise<string> => {
    const [from, to] = [path(), path()]
    writeFileSync(from, plain)
    await sealFile(key, 'a.parquet', from, to, frame)
    return to
  }
  const opened = async (from: string, by = key, name = 'a.parquet'): Promise<Buffer> => {
    const into = path()
    await unsealFile(by, name, from, into)
    return readFileSync(into)
  }
  /** What is said of a file that was tampered with; nothing of it may be left. */
  const refusal = async (bytes: Uint8Array, by = key, name = 'a.parquet'): Promise<string> => {
    const [from, into] = [path(), path()]
    writeFileSync(from, bytes)
    const error = await unsealFile(by, name, from, into).then(
      () => null,
      (e: unknown) => e,
    )
    expect(existsSync(into)).toBe(false)
    if (!(error instanceof VaultRefusal)) throw new Error('it opened')
    expect(error.problem).toMatchObject({ code: 'vault/file-damaged', facts: { file: from } })
    return wordVault(error.problem)
  }

  test('opens to the same bytes, whatever its length, for its owner only', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4 * frame }), async plain => {
        const to = await sealed(plain)
        expect((await opened(to)).equals(plain)).toBe(true)
        expect(statSync(to).mode & 0o777).toBe(0o600)
      }),
      { numRuns: 60 },
    )
    for (const length of [0, 1, frame - 1, frame, frame + 1, 3 * frame]) expect(await opened(await sealed(randomBytes(length)))).toHaveLength(length)
  })

  test('cut at any byte, also between two frames, it does not open', async () => {
    const bytes = readFileSync(await sealed(randomBytes(3 * frame)))
    for (let length = 0; length < bytes.length; length += 1) await refusal(bytes.subarray(0, length))
    expect(await refusal(bytes.subarray(0, header + 2 * whole))).toContain('第 2 块不完整或被改过')
    expect(await refusal(bytes.subarray(0, 10))).toContain('的开头不完整或被改过')
  })

  test('frames exchanged, repeated, left out, put behind or taken from another file do not open', async () => {
    const bytes = readFileSync(await sealed(randomBytes(3 * frame)))
    const other = readFileSync(await sealed(randomBytes(3 * frame)))
    const of = (from: Buffer, n: number): Buffer => from.subarray(header + n * whole, header + (n + 1) * whole)
    const made = (...parts: readonly Buffer[]): Buffer => Buffer.concat([bytes.subarray(0, header), ...parts])
    expect(await refusal(made(of(bytes, 1), of(bytes, 0), of(bytes, 2)))).toContain('第 1 块')
    expect(await refusal(made(of(bytes, 0), of(bytes, 0), of(bytes, 2)))).toContain('第 2 块')
    expect(await refusal(made(of(bytes, 0), of(bytes, 2)))).toContain('第 2 块')
    expect(await refusal(made(of(bytes, 0), of(bytes, 1), of(bytes, 2), of(bytes, 2)))).toContain('第 3 块')
    expect(await refusal(made(of(bytes, 0), of(other, 1), of(bytes, 2)))).toContain('第 2 块')
    await refusal(Buffer.concat([bytes, Buffer.from([0])]))
  })

  test('a changed bit anywhere, the name of another file and another key do not open', async () => {
    const bytes = readFileSync(await sealed(randomBytes(2 * frame)))
    for (let byte = 0; byte < bytes.length; byte += 1) {
      const altered = Buffer.from(bytes)
      altered[byte] = (altered[byte] ?? 0) ^ 1
      await refusal(altered)
    }
    await refusal(bytes, key, 'b.parquet')
    await refusal(bytes, keyOf(suite))
    await refusal(bytes, keyOf(suite === 'aes-256-gcm' ? 'sm4-ctr-hmac-sm3' : 'aes-256-gcm'))
    await refusal(Buffer.from('PAR1 a plain file of an earlier program, longer than a header is'))
  })

  test('two sealings of one content have nothing in common, and a text opens as it was', async () => {
    const plain = randomBytes(3 * frame)
    const [a, b] = [readFileSync(await sealed(plain)), readFileSync(await sealed(plain))]
    expect(a.length).toBe(b.length)
    expect(a.subarray(header).equals(b.subarray(header))).toBe(false)
    const to = path()
    await sealText(key, 'report.json', '{"表":"名单"}', to)
    expect(await unsealText(key, 'report.json', to)).toBe('{"表":"名单"}')
    await expect(unsealText(key, 'other.json', to)).rejects.toThrow(VaultRefusal)
  })

  test('nothing is written over what is there', async () => {
    const to = await sealed(randomBytes(10))
    await expect(sealFile(key, 'a.parquet', to, to)).rejects.toThrow('EEXIST')
    expect(await opened(to)).toHaveLength(10)
  })
})
