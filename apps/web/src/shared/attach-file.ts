import { type Beside, send } from './ask/index.ts'

const hex = (bytes: ArrayBuffer): string => [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('')

/** Sends a file beside its order: the order says what the file is, so that the same file sent twice is there once. */
export const attachFile = async (
  path: string,
  order: Readonly<Record<string, unknown>>,
  file: File,
  { key = crypto.randomUUID() }: Beside = {},
): Promise<unknown> => {
  const content = await file.arrayBuffer()
  const digest = hex(await crypto.subtle.digest('SHA-256', content))
  return send('POST', path, content, {
    'content-type': 'application/octet-stream',
    'idempotency-key': key,
    order: encodeURIComponent(JSON.stringify({ ...order, name: file.name, digest, bytes: content.byteLength })),
  })
}
