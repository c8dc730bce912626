import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { limits } from './limits.ts'
import type { WorkbookFormat } from './workbook.ts'
import { type ForeignFormat, unreadable } from './workbook-problem.ts'
import { ZipPackage } from './zip-package.ts'

/** First bytes that settle what a file is not. */
const signatures: readonly (readonly [bytes: readonly number[], format: ForeignFormat])[] = [
  [[0x25, 0x50, 0x44, 0x46], 'pdf'],
  [[0xff, 0xd8, 0xff], 'image'],
  [[0x89, 0x50, 0x4e, 0x47], 'image'],
  [[0x47, 0x49, 0x46, 0x38], 'image'],
  [[0x42, 0x4d], 'image'],
  [[0x49, 0x49, 0x2a, 0x00], 'image'],
  [[0x4d, 0x4d, 0x00, 0x2a], 'image'],
  [[0x52, 0x49, 0x46, 0x46], 'image'],
  [[0x52, 0x61, 0x72, 0x21], 'archive'],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 'archive'],
  [[0x1f, 0x8b], 'archive'],
  [[0x42, 0x5a, 0x68], 'archive'],
  [[0x50, 0x4b, 0x05, 0x06], 'archive'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'rich-text'],
  [[0x4d, 0x5a, 0x90], 'program'],
  [[0x7f, 0x45, 0x4c, 0x46], 'program'],
  [[0x09, 0x00, 0x04, 0x00], 'old-excel'],
  [[0x09, 0x02, 0x06, 0x00], 'old-excel'],
  [[0x09, 0x04, 0x06, 0x00], 'old-excel'],
  [[0x09, 0x08, 0x08, 0x00], 'old-excel'],
  [[0x09, 0x08, 0x10, 0x00], 'old-excel'],
]

const zipMark = [0x50, 0x4b, 0x03, 0x04]
const oleMark = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

const startsWith = (head: Buffer, bytes: readonly number[]): boolean => bytes.every((byte, i) => head[i] === byte)

/** By content, never by extension: an .xls is as often a web page or tab-separated text. Throws `UnreadableWorkbook`. */
export const recogniseFormat = async (path: string): Promise<WorkbookFormat> => {
  const { head, size } = headOf(path)
  if (size === 0) throw unreadable('workbook/empty', {})
  if (size > limits.fileBytes) throw unreadable('workbook/too-large', { bytes: size, limit: limits.fileBytes })
  if (startsWith(head, zipMark)) return recognisePackage(path)
  if (startsWith(head, oleMark)) return recogniseCompound(path)
  const foreign = signatures.find(([bytes]) => startsWith(head, bytes))
  if (foreign !== undefined) throw unreadable('workbook/foreign', { format: foreign[1] })
  return recogniseText(head)
}

const headOf = (path: string): Readonly<{ head: Buffer; size: number }> => {
  const fd = openSync(path, 'r')
  try {
    const head = Buffer.alloc(8192)
    const read = readSync(fd, head, 0, head.length, 0)
    return { head: head.subarray(0, read), size: fstatSync(fd).size }
  } finally {
    closeSync(fd)
  }
}

const recognisePackage = async (path: string): Promise<WorkbookFormat> => {
  const zip = new ZipPackage(path)
  try {
    if (zip.has('xl/workbook.bin')) throw unreadable('workbook/foreign', { format: 'xlsb' })
    if (zip.has('word/document.xml')) throw unreadable('workbook/foreign', { format: 'word' })
    if (zip.has('ppt/presentation.xml')) throw unreadable('workbook/foreign', { format: 'slides' })
    if (zip.has('content.xml') && zip.has('mimetype')) {
      throw unreadable('workbook/foreign', { format: (await zip.text('mimetype')).includes('spreadsheet') ? 'ods' : 'word' })
    }
    if (!zip.has('[Content_Types].xml')) throw unreadable('workbook/foreign', { format: 'archive' })
    if (/spreadsheetml\.(?:sheet|template)\.main|ms-excel\.(?:sheet|template)\.macroEnabled\.main/.test(await zip.text('[Content_Types].xml'))) return 'xlsx'
    throw unreadable('workbook/foreign', { format: 'open-package' })
  } finally {
    zip.close()
  }
}

const streamName = (name: string): Buffer => Buffer.from(`${name}\0`, 'utf16le')

/** An OLE compound file: its directory names the streams in UTF-16, which tells what it holds. */
const recogniseCompound = (path: string): WorkbookFormat => {
  const bytes = readWhole(path)
  const holds = (name: string): boolean => bytes.includes(streamName(name))
  if (holds('EncryptedPackage')) throw unreadable('workbook/encrypted', {})
  if (holds('Workbook') || holds('Book')) {
    if (isEncryptedXls(bytes)) throw unreadable('workbook/encrypted', {})
    return 'xls'
  }
  if (holds('WordDocument') || holds('WpsDocument')) throw unreadable('workbook/foreign', { format: 'word' })
  if (holds('PowerPoint Document')) throw unreadable('workbook/foreign', { format: 'slides' })
  throw unreadable('workbook/foreign', { format: 'ole-other' })
}

const filePass = 0x002f
const beginOfFile = Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00])

/** A BIFF8 workbook with a password says so in a FilePass record among its first few. Streams begin at sector bounds. */
const isEncryptedXls = (bytes: Buffer): boolean => {
  for (let start = bytes.indexOf(beginOfFile); start !== -1; start = bytes.indexOf(beginOfFile, start + 1)) {
    if (start % 64 !== 0) continue
    for (let at = start, i = 0; i < 4 && at + 4 <= bytes.length; i += 1) {
      if (bytes.readUInt16LE(at) === filePass) return true
      at += 4 + bytes.readUInt16LE(at + 2)
    }
  }
  return false
}

/** For the formats that can only be read from memory. */
export const readWhole = (path: string): Buffer => {
  const fd = openSync(path, 'r')
  try {
    const size = fstatSync(fd).size
    if (size > limits.wholeFileBytes) throw unreadable('workbook/too-large', { bytes: size, limit: limits.wholeFileBytes })
    const bytes = Buffer.alloc(size)
    let read = 0
    while (read < size) {
      const n = readSync(fd, bytes, read, size - read, read)
      if (n === 0) break
      read += n
    }
    return bytes.subarray(0, read)
  } finally {
    closeSync(fd)
  }
}

const recogniseText = (head: Buffer): WorkbookFormat => {
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  const start = (utf16 ? new TextDecoder(head[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(head) : head.toString('latin1'))
    .replace(/^(?:\uFEFF|\u00EF\u00BB\u00BF)/, '')
    .trimStart()
  if (/^MIME-Version:/i.test(start)) throw unreadable('workbook/foreign', { format: 'web-archive' })
  if (/^<\?xml/i.test(start) && start.includes('urn:schemas-microsoft-com:office:spreadsheet') && !/<html/i.test(start)) return 'xml-2003'
  if (start.includes('urn:oasis:names:tc:opendocument')) throw unreadable('workbook/foreign', { format: 'ods' })
  if (/^<(?:!doctype html|html|head|meta|style|body|table|div|center|!--|\?xml)/i.test(start)) return 'html'
  if (!utf16 && head.includes(0) && !looksLikeUtf16(head)) throw unreadable('workbook/foreign', { format: 'unknown' })
  return 'text'
}

/** UTF-16 without a mark: in a table with digits and separators, every second byte of most pairs is zero. */
export const looksLikeUtf16 = (head: Buffer): 'utf-16le' | 'utf-16be' | null => {
  const pairs = Math.floor(head.length / 2)
  if (pairs < 8) return null
  let [low, high] = [0, 0]
  for (let i = 0; i < pairs; i += 1) {
    if (head[2 * i + 1] === 0 && head[2 * i] !== 0) low += 1
    if (head[2 * i] === 0 && head[2 * i + 1] !== 0) high += 1
  }
  return low > pairs * 0.25 && high === 0 ? 'utf-16le' : high > pairs * 0.25 && low === 0 ? 'utf-16be' : null
}
