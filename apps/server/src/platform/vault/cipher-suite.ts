import { createCipheriv, createDecipheriv, createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'

/** A key made ready once: preparing it for every field took four times as long as sealing one. */
export type Cipher = Readonly<{
  /** Ciphertext with its tag behind it. A nonce is used once under a key. */
  seal: (nonce: Uint8Array, associated: Uint8Array, plain: Uint8Array) => Buffer
  /** `null` when key, nonce, associated data or a single bit of the ciphertext is another. */
  open: (nonce: Uint8Array, associated: Uint8Array, sealed: Uint8Array) => Buffer | null
}>

/**
 * How things are sealed. `number` stands in everything that was sealed by it and is never given to another. Every key
 * has 32 bytes; what a suite needs beyond that it derives.
 */
export type CipherSuite = Readonly<{
  number: number
  nonceBytes: number
  tagBytes: number
  cipher: (key: Uint8Array) => Cipher
  /** A keyed digest of 32 bytes. */
  digest: (key: Uint8Array) => (text: string | Uint8Array) => Buffer
}>

export const keyBytes = 32

const keyedDigest =
  (hash: 'sha256' | 'sm3') =>
  (key: Uint8Array): ((text: string | Uint8Array) => Buffer) => {
    const secret = createSecretKey(key)
    return text => createHmac(hash, secret).update(text).digest()
  }

const gcmTag = 16
const aes256Gcm: CipherSuite = {
  number: 1,
  nonceBytes: 12,
  tagBytes: gcmTag,
  digest: keyedDigest('sha256'),
  cipher: key => {
    const secret = createSecretKey(key)
    return {
      seal: (nonce, associated, plain) => {
        const cipher = createCipheriv('aes-256-gcm', secret, nonce)
        cipher.setAAD(associated)
        const body = cipher.update(plain)
        cipher.final()
        return Buffer.concat([body, cipher.getAuthTag()], body.length + gcmTag)
      },
      open: (nonce, associated, sealed) => {
        if (sealed.length < gcmTag) return null
        const decipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: gcmTag })
        decipher.setAAD(associated)
        decipher.setAuthTag(sealed.subarray(sealed.length - gcmTag))
        const plain = decipher.update(sealed.subarray(0, sealed.length - gcmTag))
        try {
          decipher.final()
          return plain
        } catch {
          return null
        }
      },
    }
  },
}

/** The commercial ciphers of the state: SM4 in counter mode, then HMAC-SM3 over everything, for want of an SM4-GCM. */
const sm4CtrHmacSm3: CipherSuite = {
  number: 2,
  nonceBytes: 16,
  tagBytes: 32,
  digest: keyedDigest('sm3'),
  cipher: key => {
    const derive = keyedDigest('sm3')(key)
    const secret = createSecretKey(derive('yingjin encrypt').subarray(0, 16))
    const tagKey = createSecretKey(derive('yingjin authenticate'))
    const tag = (nonce: Uint8Array, associated: Uint8Array, body: Uint8Array): Buffer => {
      // The length says where the associated data ends: nothing can move across that border.
      const length = Buffer.alloc(8)
      length.writeBigUInt64BE(BigInt(associated.length))
      return createHmac('sm3', tagKey).update(length).update(associated).update(nonce).update(body).digest()
    }
    return {
      seal: (nonce, associated, plain) => {
        const body = createCipheriv('sm4-ctr', secret, nonce).update(plain)
        return Buffer.concat([body, tag(nonce, associated, body)])
      },
      open: (nonce, associated, sealed) => {
        if (sealed.length < 32) return null
        const body = sealed.subarray(0, sealed.length - 32)
        if (!timingSafeEqual(tag(nonce, associated, body), sealed.subarray(sealed.length - 32))) return null
        return createDecipheriv('sm4-ctr', secret, nonce).update(body)
      },
    }
  },
}

export const suites = { 'aes-256-gcm': aes256Gcm, 'sm4-ctr-hmac-sm3': sm4CtrHmacSm3 } as const satisfies Readonly<Record<string, CipherSuite>>
export type SuiteName = keyof typeof suites

export const isSuiteName = (name: unknown): name is SuiteName => typeof name === 'string' && Object.hasOwn(suites, name)
export const suiteOfNumber = (number: number): CipherSuite | null => Object.values(suites).find(suite => suite.number === number) ?? null
