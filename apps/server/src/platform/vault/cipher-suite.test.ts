import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyBytes, suiteOfNumber, suites } from './cipher-suite.ts'

test('the ciphers are those of the standards (GB/T 32907 and 32905, examples of the annexes; NIST GCM, case 14)', () => {
  const text = Buffer.from('0123456789abcdeffedcba9876543210', 'hex')
  // In counter mode the first sixteen zero bytes give the block that the annex prints for this key and text.
  expect(createCipheriv('sm4-ctr', text, text).update(Buffer.alloc(16)).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
  expect(createHash('sm3').update('abc').digest('hex')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  const sealed = suites['aes-256-gcm'].cipher(Buffer.alloc(32)).seal(Buffer.alloc(12), Buffer.alloc(0), Buffer.alloc(16))
  expect(sealed.toString('hex')).toBe('cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919')
})

test('no two suites have one number', () => {
  for (const suite of Object.values(suites)) expect(suiteOfNumber(suite.number)).toBe(suite)
  expect(suiteOfNumber(0)).toBeNull()
})

describe.each(Object.entries(suites))('%s', (_, suite) => {
  const key = randomBytes(keyBytes)
  const [cipher, nonce, associated] = [suite.cipher(key), randomBytes(suite.nonceBytes), Buffer.from('place')]

  test('what is sealed opens again, of any length, and is as long as its tag says', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), plain => {
        const sealed = cipher.seal(nonce, associated, plain)
        expect(sealed.length).toBe(plain.length + suite.tagBytes)
        expect(cipher.open(nonce, associated, sealed)?.equals(plain)).toBe(true)
      }),
    )
  })

  test('one bit, another place, another nonce, another key or a missing byte, and nothing opens', () => {
    const sealed = cipher.seal(nonce, associated, Buffer.from('示例'))
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const altered = Buffer.from(sealed)
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(cipher.open(nonce, associated, altered)).toBeNull()
    }
    expect(cipher.open(nonce, Buffer.from('plac'), sealed)).toBeNull()
    expect(cipher.open(randomBytes(suite.nonceBytes), associated, sealed)).toBeNull()
    expect(suite.cipher(randomBytes(keyBytes)).open(nonce, associated, sealed)).toBeNull()
    for (let length = 0; length < sealed.length; length += 1) expect(cipher.open(nonce, associated, sealed.subarray(0, length))).toBeNull()
  })

  test('a digest is of its key', () => {
    expect(suite.digest(key)('a').equals(suite.digest(key)('a'))).toBe(true)
    expect(
      suite
        .digest(key)('a')
        .equals(suite.digest(randomBytes(keyBytes))('a')),
    ).toBe(false)
    expect(suite.digest(key)('a')).toHaveLength(32)
  })
})
