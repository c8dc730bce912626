import type { Merge, SheetRow } from '@yingjin/intake'
import { parseRange } from 'hucre'
import { limits } from './limits.ts'
import { general, type NumberFormat, numberFormat } from './number-format.ts'
import { readSharedStrings, decodedXml, type SharedStrings } from './shared-strings.ts'
import { SheetRows } from './sheet-rows.ts'
import type { Sheet, Workbook } from './workbook.ts'
import { unreadable } from './workbook-problem.ts'
import { attribute, type TagHandler, XmlScanner } from './xml-scanner.ts'
import { xmlEncoding, ZipPackage } from './zip-package.ts'

type Tag = Readonly<{ name: string; get(attribute: string): string | undefined }>

/** Every opening tag of a small part, in order. */
const tagsOf = (part: string, text: string): readonly Tag[] => {
  const tags: Tag[] = []
  const handler: TagHandler = {
    open(source, at, end, tagEnd) {
      tags.push({ name: source.slice(at, end), get: name => attribute(source, end, tagEnd, name) })
    },
    close: () => {},
    wantsText: () => false,
    text: () => {},
  }
  const scanner = new XmlScanner(part, handler)
  scanner.push(text)
  scanner.end()
  return tags
}

type Relation = Readonly<{ id: string; kind: string; target: string }>

/** `Type` is compared by its last word, which is the same in the transitional and the strict namespaces. */
const relationsOf = async (zip: ZipPackage, part: string): Promise<readonly Relation[]> => {
  const slash = part.lastIndexOf('/')
  const folder = slash === -1 ? '' : part.slice(0, slash)
  const name = `${folder === '' ? '' : `${folder}/`}_rels/${part.slice(slash + 1)}.rels`
  if (!zip.has(name)) return []
  return tagsOf(name, await zip.text(name))
    .filter(tag => tag.name === 'Relationship' && tag.get('TargetMode') !== 'External')
    .map(tag => ({
      id: tag.get('Id') ?? '',
      kind: (tag.get('Type') ?? '').split('/').at(-1) ?? '',
      target: resolve(folder, tag.get('Target') ?? ''),
    }))
}

const resolve = (folder: string, target: string): string => {
  if (target.startsWith('/')) return target.slice(1)
  const path = folder === '' ? [] : folder.split('/')
  for (const step of target.split('/')) {
    if (step === '..') path.pop()
    else if (step !== '.' && step !== '') path.push(step)
  }
  return path.join('/')
}

/** One number format per cell style, in the order cells refer to them. */
const formatsOf = (part: string, text: string): readonly NumberFormat[] => {
  const codes = new Map<number, string>()
  const formats: NumberFormat[] = []
  const known = new Map<number, NumberFormat>()
  let inCellStyles = false
  for (const tag of tagsOf(part, text)) {
    if (tag.name === 'numFmt') codes.set(Number(tag.get('numFmtId')), tag.get('formatCode') ?? '')
    else if (tag.name === 'cellXfs') inCellStyles = true
    else if (tag.name === 'cellStyleXfs' || tag.name === 'cellStyles' || tag.name === 'dxfs') inCellStyles = false
    else if (tag.name === 'xf' && inCellStyles) {
      const id = Number(tag.get('numFmtId') ?? 0)
      const format = known.get(id) ?? numberFormat(id, codes.get(id))
      known.set(id, format)
      formats.push(format)
    }
  }
  return formats.length === 0 ? [general] : formats
}

class Merges implements TagHandler {
  readonly found: Merge[] = []
  readonly #sheet: string
  constructor(sheet: string) {
    this.#sheet = sheet
  }
  open(text: string, nameAt: number, nameEnd: number, tagEnd: number): void {
    if (nameEnd - nameAt !== 9 || !text.startsWith('mergeCell', nameAt)) return
    const ref = attribute(text, nameEnd, tagEnd, 'ref')
    if (ref === undefined) return
    if (this.found.length >= limits.merges) throw unreadable('workbook/absurd-size', { sheet: this.#sheet, what: 'merges', limit: limits.merges })
    const range = rangeOf(ref)
    if (range === null) throw unreadable('workbook/damaged', { part: this.#sheet })
    this.found.push(range)
  }
  close(): void {}
  wantsText(): boolean {
    return false
  }
  text(): void {}
}

const rangeOf = (ref: string): Merge | null => {
  if (!/^\$?[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?\d{1,7}$/i.test(ref)) return null
  const range = parseRange(ref.replaceAll('$', '').toUpperCase())
  return { top: range.startRow + 1, left: range.startCol, bottom: range.endRow + 1, right: range.endCol }
}

/** Merged cells stand behind the rows: bytes are passed over, undecoded, until the rows end. */
const mergesOf = async (zip: ZipPackage, part: string, sheet: string): Promise<readonly Merge[]> => {
  const merges = new Merges(sheet)
  const scanner = new XmlScanner(part, merges)
  const decoder = new TextDecoder()
  let behindRows = false
  let tail = Buffer.alloc(0)
  for await (const piece of zip.inflate(part)) {
    // Nobody is known to write sheets in UTF-16; passing over such a one's merged cells would misread its header.
    if (!behindRows && xmlEncoding(piece) !== 'utf-8') throw unreadable('workbook/damaged', { part })
    if (behindRows) {
      scanner.push(decoder.decode(piece, { stream: true }))
      continue
    }
    const bytes = tail.length === 0 ? piece : Buffer.concat([tail, piece])
    const at = endOfRows(bytes)
    behindRows = at !== -1
    if (behindRows) scanner.push(decoder.decode(bytes.subarray(at), { stream: true }))
    tail = behindRows ? Buffer.alloc(0) : Buffer.from(bytes.subarray(Math.max(0, bytes.length - 64)))
  }
  return merges.found
}

const rowsEnd = /^<(?:\/(?:[\w.-]+:)?sheetData|(?:[\w.-]+:)?sheetData\s*\/>)/

/** Where the tag that ends the rows begins, or -1. */
const endOfRows = (bytes: Buffer): number => {
  for (let at = bytes.indexOf('sheetData'); at !== -1; at = bytes.indexOf('sheetData', at + 9)) {
    const open = bytes.lastIndexOf('<', at)
    if (open === -1) continue
    const tag = bytes.toString('latin1', open, Math.min(bytes.length, at + 24))
    if (rowsEnd.test(tag)) return open
  }
  return -1
}

async function* rowsOf(zip: ZipPackage, part: string, rows: SheetRows): AsyncGenerator<readonly SheetRow[]> {
  const scanner = new XmlScanner(part, rows)
  for await (const text of decodedXml(zip.inflate(part))) {
    scanner.push(text)
    const batch = rows.taken()
    if (batch.length > 0) yield batch
  }
  scanner.end()
}

/** Opens a package that was recognised as a workbook. Throws `UnreadableWorkbook`. */
export const openXlsx = async (path: string): Promise<Workbook> => {
  const zip = new ZipPackage(path)
  try {
    const root = await relationsOf(zip, '')
    const main = root.find(r => r.kind === 'officeDocument')?.target ?? 'xl/workbook.xml'
    const relations = await relationsOf(zip, main)
    // A part that is named but missing is damage: without styles, days would silently become numbers.
    const partOf = (kind: string): string | undefined => {
      const target = relations.find(r => r.kind === kind)?.target
      if (target !== undefined && !zip.has(target)) throw unreadable('workbook/damaged', { part: target })
      return target
    }

    const tags = tagsOf(main, await zip.text(main))
    const from1904 = tags.some(tag => tag.name === 'workbookPr' && /^(1|true)$/.test(tag.get('date1904') ?? ''))
    const styles = partOf('styles')
    const formats = styles === undefined ? [general] : formatsOf(styles, await zip.text(styles))
    let strings: Promise<SharedStrings> | null = null
    const sharedStrings = partOf('sharedStrings')
    // Read once, when the first sheet is, and shared by all.
    const stringsOnce = (): Promise<SharedStrings> | null => (sharedStrings === undefined ? null : (strings ??= readSharedStrings(zip.inflate(sharedStrings))))

    const sheets: Sheet[] = []
    for (const tag of tags) {
      if (tag.name !== 'sheet') continue
      const relation = relations.find(r => r.id === relationIdOf(tag))
      // Chart and macro sheets hold no rows.
      if (relation !== undefined && relation.kind !== 'worksheet') continue
      const name = tag.get('name') ?? ''
      if (relation === undefined || !zip.has(relation.target)) throw unreadable('workbook/damaged', { part: name })
      if (sheets.length >= limits.sheets) throw unreadable('workbook/absurd-size', { sheet: '', what: 'sheets', limit: limits.sheets })
      const part = relation.target
      sheets.push({
        name,
        hidden: /^(very)?hidden$/i.test(tag.get('state') ?? ''),
        merges: () => mergesOf(zip, part, name),
        rows: async function* () {
          yield* rowsOf(zip, part, new SheetRows({ sheet: name, strings: await stringsOnce(), formats, from1904 }))
        },
      })
    }
    if (sheets.length === 0) throw unreadable('workbook/no-table', {})
    return { format: 'xlsx', sheets, close: () => zip.close() }
  } catch (refusal) {
    zip.close()
    throw refusal
  }
}

const relationIdOf = (tag: Tag): string | undefined => tag.get('r:id') ?? tag.get('id')
