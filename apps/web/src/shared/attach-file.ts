import { type Beside, type OnSent, sendFile } from './ask/index.ts'

const hex = (bytes: ArrayBuffer): string => [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('')

/** Sends a file beside its order: the order says what the file is, so that the same file sent twice is there once. */
export const attachFile = async (
  path: string,
  order: Readonly<Record<string, unknown>>,
  file: File,
  { key = crypto.randomUUID(), onSent = () => undefined }: Pick<Beside, 'key'> & Readonly<{ onSent?: OnSent }> = {},
): Promise<unknown> => {
  const content = await file.arrayBuffer()
  const digest = hex(await crypto.subtle.digest('SHA-256', content))
  const headers = {
    'content-type': 'application/octet-stream',
    'idempotency-key': key,
    order: encodeURIComponent(JSON.stringify({ ...order, name: file.name, digest, bytes: content.byteLength })),
  }
  return sendFile(path, content, headers, onSent)
}
