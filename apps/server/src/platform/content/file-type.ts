import { done, problem, refused, type Result } from '@yingjin/kernel'
import { UnreadableWorkbook, ZipPackage } from '../workbook/index.ts'
import type { Active, ContentProblem, Foreign } from './content-problem.ts'

/** What may be kept: papers as they are scanned, photographed or exported. OFD is the national layout format (GB/T 33190). */
export const fileTypes = ['pdf', 'jpeg', 'png', 'docx', 'xlsx', 'ofd'] as const
export type FileType = (typeof fileTypes)[number]

export const fileTypeWords = {
  pdf: 'PDF 文件',
  jpeg: 'JPG 图片',
  png: 'PNG 图片',
  docx: 'Word 文档（docx）',
  xlsx: 'Excel 表格（xlsx）',
  ofd: 'OFD 版式文件',
} as const satisfies Readonly<Record<FileType, string>>

export const mediaTypes = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ofd: 'application/ofd',
} as const satisfies Readonly<Record<FileType, string>>

export const extensions = { pdf: 'pdf', jpeg: 'jpg', png: 'png', docx: 'docx', xlsx: 'xlsx', ofd: 'ofd' } as const satisfies Readonly<Record<FileType, string>>

type Judged = Result<FileType, ContentProblem>
const notTaken = (looks: Foreign): Judged => refused(problem('content/not-taken', { looks, taken: fileTypes }))
const damaged = (type: FileType): Judged => refused(problem('content/damaged', { type }))
const twoInOne = (type: FileType): Judged => refused(problem('content/two-in-one', { type }))
const active = (type: FileType, what: Active): Judged => refused(problem('content/active', { type, what }))

/**
 * What a file is, by its content and never by its name: the form is walked to its end, and what would run when it is
 * opened, or is two things at once, is refused. A scan for the known forms, not a search for every virus.
 */
export const recogniseFile = async (bytes: Buffer): Promise<Judged> => {
  if (bytes.length === 0) return refused(problem('content/empty', {}))
  if (startsWith(bytes, '%PDF-')) return asPdf(bytes)
  if (startsWith(bytes, '\u00ff\u00d8\u00ff')) return asJpeg(bytes)
  if (startsWith(bytes, pngMark)) return asPng(bytes)
  if (startsWith(bytes, 'PK\u0003\u0004')) return asPackage(bytes)
  return notTaken(looksLike(bytes))
}

const startsWith = (bytes: Buffer, mark: string, at = 0): boolean => bytes.toString('latin1', at, at + mark.length) === mark

/** What is written down inside an image or behind a paper, and read by a browser or an archiver as something else. */
const webMarks = /<(?:script|html|svg|iframe|body|!doctype|\?php)[\s>/]/i
const endOfZip = 'PK\u0005\u0006'
const holdsAnother = (bytes: Buffer): boolean => webMarks.test(bytes.toString('latin1')) || endsAsZip(bytes)
const endsAsZip = (bytes: Buffer): boolean => bytes.subarray(Math.max(0, bytes.length - 65_557)).includes(endOfZip, 0, 'latin1')

const asPdf = (bytes: Buffer): Judged => {
  const text = bytes.toString('latin1')
  if (!/^%PDF-[12]\.\d/.test(text) || !text.slice(-2048).includes('%%EOF')) return damaged('pdf')
  if (endsAsZip(bytes) || webMarks.test(text.slice(0, 1024))) return twoInOne('pdf')
  // Names may write any letter as #xx.
  const said = text.replaceAll(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
  if (/\/JavaScript\b/.test(said)) return active('pdf', 'script')
  if (/\/Launch\b/.test(said)) return active('pdf', 'launch')
  if (/\/RichMedia\b/.test(said)) return active('pdf', 'media')
  return done('pdf')
}

/** Segments up to the picture itself, then its end; what a camera adds behind it is left where it is. */
const asJpeg = (bytes: Buffer): Judged => {
  let at = 2
  let framed = false
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return damaged('jpeg')
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) framed = true
    if (marker === 0xda) break
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  if (!framed || at + 4 > bytes.length || bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < at) return damaged('jpeg')
  return holdsAnother(bytes) ? twoInOne('jpeg') : done('jpeg')
}

const pngMark = '\u0089PNG\r\n\u001a\n'
const asPng = (bytes: Buffer): Judged => {
  let at = 8
  for (let n = 0; at + 12 <= bytes.length; n += 1) {
    const length = bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    if ((n === 0) !== (name === 'IHDR')) return damaged('png')
    at += 12 + length
    if (name === 'IEND') return at === bytes.length && !holdsAnother(bytes) ? done('png') : at > bytes.length ? damaged('png') : twoInOne('png')
  }
  return damaged('png')
}

/** What makes a package one of the types, and what else it may be. */
const asPackage = async (bytes: Buffer): Promise<Judged> => {
  const type = await packageType(bytes)
  if (typeof type !== 'string') return type
  // A package ends with its directory: a comment, or anything behind it, hides something.
  return startsWith(bytes, endOfZip, bytes.length - 22) ? done(type) : twoInOne(type)
}

const program = /\.(?:exe|dll|com|scr|js|jse|vbs|vbe|wsf|ps1|bat|cmd|hta|jar|lnk|msi)$/i

const packageType = async (bytes: Buffer): Promise<FileType | Judged> => {
  let zip: ZipPackage
  try {
    zip = new ZipPackage(bytes)
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return notTaken('archive')
    throw error
  }
  try {
    const names = zip.names()
    const type: FileType | null = zip.has('word/document.xml') ? 'docx' : zip.has('xl/workbook.xml') ? 'xlsx' : zip.has('OFD.xml') ? 'ofd' : null
    if (type === null) return notTaken(zip.has('ppt/presentation.xml') ? 'slides' : 'archive')
    if (names.some(name => name.startsWith('/') || name.split('/').includes('..'))) return damaged(type)
    if (names.some(name => /vbaProject\.bin$/i.test(name))) return active(type, 'macro')
    if (names.some(name => program.test(name) || /(?:^|\/)activeX\//i.test(name) || /oleObject[^/]*\.bin$/i.test(name))) return active(type, 'object')
    if (type === 'ofd') return /ofdspec\.org/.test(await zip.text('OFD.xml')) ? type : damaged(type)
    if (!zip.has('[Content_Types].xml')) return damaged(type)
    const says = await zip.text('[Content_Types].xml')
    if (/macroEnabled/i.test(says)) return active(type, 'macro')
    const main = type === 'docx' ? /wordprocessingml\.(?:document|template)\.main/ : /spreadsheetml\.(?:sheet|template)\.main/
    return main.test(says) ? type : damaged(type)
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return notTaken('archive')
    throw error
  } finally {
    zip.close()
  }
}

const signatures: readonly (readonly [mark: string, at: number, looks: Foreign])[] = [
  ['\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 0, 'old-office'],
  ['ftyphei', 4, 'heic'],
  ['ftyphev', 4, 'heic'],
  ['ftypmif', 4, 'heic'],
  ['ftyp', 4, 'media'],
  ['GIF8', 0, 'image'],
  ['BM', 0, 'image'],
  ['II*\0', 0, 'image'],
  ['MM\0*', 0, 'image'],
  ['WEBP', 8, 'image'],
  ['RIFF', 0, 'media'],
  ['ID3', 0, 'media'],
  ['Rar!', 0, 'archive'],
  ['7z\u00bc\u00af', 0, 'archive'],
  ['\u001f\u008b', 0, 'archive'],
  ['PK', 0, 'archive'],
  ['MZ', 0, 'program'],
  ['\u007fELF', 0, 'program'],
  ['#!', 0, 'program'],
]

const looksLike = (bytes: Buffer): Foreign => {
  const found = signatures.find(([mark, at]) => startsWith(bytes, mark, at))
  if (found !== undefined) return found[2]
  const head = bytes.subarray(0, 4096)
  if (/<(?:\?xml|[a-z!])/i.test(head.toString('latin1').replaceAll('\0', ''))) return 'web'
  return head.includes(0) ? 'unknown' : 'text'
}
