import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { problem } from '@yingjin/kernel'
import { type Cipher, suiteOfNumber } from './cipher-suite.ts'
import type { DataKey } from './data-key.ts'
import { VaultRefusal } from './vault-problem.ts'

/**
 * A sealed file: a header, then frames of equal size, the last one shorter. Each frame is bound to the header, to its
 * number and to whether it is the last, so that a file cut short, lengthened, or with frames altered, exchanged or
 * repeated does not open. The key of a file is drawn from the data key, the file's name and a salt: a file renamed to
 * the name of another does not open either.
 *
 *     YJSEAL1 0 | suite | 0 0 0 | bytes of a frame (4) | salt (32)        48 bytes
 *     ciphertext, tag                                                     frame 0, 1, …
 */
const magic = Buffer.from('YJSEAL1\u0000')
const saltBytes = 32
const headerBytes = 48
export const frameBytes = 1 << 20
const largestFrame = 1 << 24

type Bytes = Readonly<{ size: number; read: (at: number, bytes: number) => Promise<Buffer> }>

const bytesOf = (text: string): Bytes => {
  const bytes = Buffer.from(text)
  return { size: bytes.length, read: (at, length) => Promise.resolve(bytes.subarray(at, at + length)) }
}

const bytesIn = async (handle: FileHandle): Promise<Bytes> => ({
  size: (await handle.stat()).size,
  read: async (at, length) => {
    const buffer = Buffer.allocUnsafe(length)
    let got = 0
    while (got < length) {
      const { bytesRead } = await handle.read(buffer, got, length - got, at + got)
      if (bytesRead === 0) break
      got += bytesRead
    }
    return buffer.subarray(0, got)
  },
})

/** Of two files under one data key no two frames share key and nonce: the salt makes the key, the number the nonce. */
const frames = (
  key: DataKey,
  name: string,
  header: Buffer,
): Readonly<{ cipher: Cipher; nonce: (frame: number) => Buffer; associated: (frame: number, last: boolean) => Buffer }> => ({
  cipher: key.suite.cipher(key.suite.digest(key.bytes)(`yingjin file\u0000${name}\u0000${header.subarray(headerBytes - saltBytes).toString('hex')}`)),
  nonce: frame => {
    const nonce = Buffer.alloc(key.suite.nonceBytes)
    nonce.writeBigUInt64BE(BigInt(frame))
    return nonce
  },
  associated: (frame, last) => {
    const bytes = Buffer.alloc(headerBytes + 9)
    header.copy(bytes)
    bytes.writeBigUInt64BE(BigInt(frame), headerBytes)
    bytes[headerBytes + 8] = last ? 1 : 0
    return bytes
  },
})

const write = async (key: DataKey, name: string, from: Bytes, to: string, size: number): Promise<void> => {
  const header = Buffer.alloc(headerBytes)
  magic.copy(header)
  header[8] = key.suite.number
  header.writeUInt32BE(size, 12)
  randomBytes(saltBytes).copy(header, headerBytes - saltBytes)
  const { cipher, nonce, associated } = frames(key, name, header)
  const handle = await open(to, 'wx', 0o600)
  try {
    await handle.writeFile(header)
    const count = Math.max(1, Math.ceil(from.size / size))
    for (let frame = 0; frame < count; frame += 1) {
      const plain = await from.read(frame * size, Math.min(size, from.size - frame * size))
      await handle.writeFile(cipher.seal(nonce(frame), associated(frame, frame === count - 1), plain))
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Seals a file of private scratch; the plain one is left where it is. `size` is a frame's, another one in tests only. */
export const sealFile = async (key: DataKey, name: string, plain: string, to: string, size = frameBytes): Promise<void> => {
  const handle = await open(plain, 'r')
  try {
    await write(key, name, await bytesIn(handle), to, size)
  } finally {
    await handle.close()
  }
}

export const sealText = (key: DataKey, name: string, text: string, to: string): Promise<void> => write(key, name, bytesOf(text), to, frameBytes)

const read = async function* (key: DataKey, name: string, path: string): AsyncGenerator<Buffer> {
  const damaged = (frame: number): VaultRefusal => new VaultRefusal(problem('vault/file-damaged', { file: path, frame }))
  const handle = await open(path, 'r')
  try {
    const from = await bytesIn(handle)
    const header = await from.read(0, headerBytes)
    if (header.length < headerBytes || !header.subarray(0, magic.length).equals(magic) || suiteOfNumber(header[8] ?? 0) !== key.suite) throw damaged(0)
    const size = header.readUInt32BE(12)
    if (size === 0 || size > largestFrame) throw damaged(0)
    const { cipher, nonce, associated } = frames(key, name, header)
    const whole = size + key.suite.tagBytes
    const count = Math.max(1, Math.ceil((from.size - headerBytes) / whole))
    for (let frame = 0; frame < count; frame += 1) {
      const sealed = await from.read(headerBytes + frame * whole, Math.min(whole, from.size - headerBytes - frame * whole))
      const plain = cipher.open(nonce(frame), associated(frame, frame === count - 1), sealed)
      if (plain === null) throw damaged(frame + 1)
      yield plain
    }
  } finally {
    await handle.close()
  }
}

/** Opens a sealed file into private scratch; where anything is wrong nothing is left there. */
export const unsealFile = async (key: DataKey, name: string, path: string, into: string): Promise<void> => {
  const handle = await open(into, 'wx', 0o600)
  let whole = false
  try {
    for await (const plain of read(key, name, path)) await handle.writeFile(plain)
    whole = true
  } finally {
    await handle.close()
    if (!whole) await rm(into, { force: true })
  }
}

export const unsealText = async (key: DataKey, name: string, path: string): Promise<string> => {
  const parts: Buffer[] = []
  for await (const plain of read(key, name, path)) parts.push(plain)
  return Buffer.concat(parts).toString('utf8')
}
