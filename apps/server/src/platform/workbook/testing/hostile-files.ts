import { writeFileSync } from 'node:fs'
import { crc32, deflateRawSync } from 'node:zlib'

/** A part of a made-up package; `declared` lies about its inflated size when given. */
export type MadePart = Readonly<{ name: string; bytes: Buffer | string; declared?: number; encrypted?: true }>

/** A zip package as hostile as a test needs it: nothing is checked here. */
export const makePackage = (path: string, parts: readonly MadePart[]): void => {
  const bodies: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const part of parts) {
    const plain = Buffer.from(part.bytes)
    const packed = deflateRawSync(plain)
    const name = Buffer.from(part.name)
    const inflated = part.declared ?? plain.length
    const flags = part.encrypted === true ? 1 : 0
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(flags, 6)
    header.writeUInt16LE(8, 8)
    header.writeUInt32LE(crc32(plain), 14)
    header.writeUInt32LE(packed.length, 18)
    header.writeUInt32LE(inflated, 22)
    header.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(flags, 8)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(crc32(plain), 16)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(inflated, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    bodies.push(header, name, packed)
    entries.push(entry, name)
    at += 30 + name.length + packed.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  writeFileSync(path, Buffer.concat([...bodies, directory, end]))
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export type MadeWorkbook = Readonly<{
  /** `sheetData` and what follows, per sheet. */
  sheets: readonly (string | Buffer)[]
  sharedStrings?: string
  styles?: string
  date1904?: true
  states?: readonly string[]
}>

/** The parts of a workbook whose XML is written by hand. */
export const workbookParts = (made: MadeWorkbook): MadePart[] => {
  const sheets = made.sheets.map((_, i) => `<sheet name="表${i + 1}" sheetId="${i + 1}" r:id="rId${i + 1}" state="${made.states?.[i] ?? 'visible'}"/>`)
  const relations = made.sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`)
  const package_ = 'http://schemas.openxmlformats.org/package/2006'
  return [
    {
      name: '[Content_Types].xml',
      bytes: `${head}<Types xmlns="${package_}/content-types"><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      bytes: `${head}<Relationships xmlns="${package_}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      bytes: `${head}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${made.date1904 === true ? ' date1904="1"' : ''}/><sheets>${sheets.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: `${head}<Relationships xmlns="${package_}/relationships">${relations.join('')}${made.styles === undefined ? '' : `<Relationship Id="s1" Type="${office}/styles" Target="styles.xml"/>`}${made.sharedStrings === undefined ? '' : `<Relationship Id="s2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/>`}</Relationships>`,
    },
    ...made.sheets.map((xml, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      bytes: typeof xml === 'string' ? `${head}<worksheet xmlns="${main}">${xml}</worksheet>` : xml,
    })),
    ...(made.sharedStrings === undefined ? [] : [{ name: 'xl/sharedStrings.xml', bytes: `${head}<sst xmlns="${main}">${made.sharedStrings}</sst>` }]),
    ...(made.styles === undefined ? [] : [{ name: 'xl/styles.xml', bytes: `${head}<styleSheet xmlns="${main}">${made.styles}</styleSheet>` }]),
  ]
}

export const makeWorkbook = (path: string, made: MadeWorkbook): void => makePackage(path, workbookParts(made))
