import { createHmac } from 'node:crypto'

/** What the user's device shows (RFC 6238), or the one after it, which is taken already; each lets in once. */
export const codeFor = (totpUri: string, shown: 'now' | 'next' = 'now'): string => {
  const secret = new URL(totpUri).searchParams.get('secret') ?? ''
  const bits = [...secret.replaceAll('=', '')].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + (shown === 'next' ? 1 : 0)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const at = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(at) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0')
}
