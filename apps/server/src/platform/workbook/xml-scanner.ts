import { unreadable } from './workbook-problem.ts'

/**
 * Told about each tag by position in `text`, so that a sheet of twelve million cells makes no string it does not keep.
 * `nameAt`–`nameEnd` is the local name, without prefix; attributes stand between `nameEnd` and `tagEnd`.
 */
export type TagHandler = {
  open(text: string, nameAt: number, nameEnd: number, tagEnd: number, empty: boolean): void
  close(text: string, nameAt: number, nameEnd: number): void
  /** Whether the text up to the next tag is wanted. */
  wantsText(): boolean
  text(piece: string): void
  /**
   * May deal with a whole element of the plainest form at once and return the position behind it; 0 leaves it to the
   * calls above. Nine cells of ten are of one form, and each would otherwise be six calls.
   */
  shortcut?(text: string, tag: number): number
}

const greaterThan = 62
const slash = 47
const quote = 34
const apostrophe = 39
const colon = 58

const isSpace = (c: number): boolean => c === 32 || c === 10 || c === 13 || c === 9

/**
 * A forgiving scanner of the XML that spreadsheets are made of. No entity but the five of XML and character numbers is
 * ever replaced, and a document type is refused: there is nothing to expand, hence nothing to blow up.
 */
export class XmlScanner {
  readonly #part: string
  readonly #handler: TagHandler
  #rest = ''

  constructor(part: string, handler: TagHandler) {
    this.#part = part
    this.#handler = handler
  }

  push(piece: string): void {
    const text = this.#rest === '' ? piece : this.#rest + piece
    const stopped = this.#scan(text)
    this.#rest = stopped === text.length ? '' : text.slice(stopped)
    // One tag or comment over megabytes is no spreadsheet; without this bound the rest would be copied again and again.
    if (this.#rest.length > 16 * 1024 * 1024) throw unreadable('workbook/damaged', { part: this.#part })
  }

  end(): void {
    if (this.#rest.trim() !== '') throw unreadable('workbook/damaged', { part: this.#part })
  }

  /** Returns how far it came: everything before is dealt with. */
  #scan(text: string): number {
    const h = this.#handler
    const length = text.length
    let at = 0
    for (;;) {
      const tag = text.indexOf('<', at)
      if (tag === -1) {
        // Text goes out whole, up to its closing tag: a value split between two pieces would be two values.
        return h.wantsText() ? at : length
      }
      if (tag > at && h.wantsText()) h.text(unescapeXml(detached(text, at, tag)))
      const behindShortcut = h.shortcut === undefined ? 0 : h.shortcut(text, tag)
      if (behindShortcut > 0) {
        at = behindShortcut
        continue
      }
      const first = text.charCodeAt(tag + 1)
      if (first === 33 || first === 63) {
        const next = this.#skipDeclaration(text, tag, first)
        if (next === -1) return tag
        at = next
        continue
      }
      const closing = first === slash
      let p = closing ? tag + 2 : tag + 1
      let nameAt = p
      let c = 0
      for (; p < length; p += 1) {
        c = text.charCodeAt(p)
        if (c === greaterThan || c === slash || isSpace(c)) break
        if (c === colon) nameAt = p + 1
      }
      const nameEnd = p
      while (p < length && c !== greaterThan) {
        if (c === quote || c === apostrophe) {
          // Values are a few characters: looking at each is faster here than a call of indexOf.
          const mark = c
          do p += 1
          while (p < length && text.charCodeAt(p) !== mark)
        }
        p += 1
        c = text.charCodeAt(p)
      }
      if (p >= length) return tag
      if (closing) h.close(text, nameAt, nameEnd)
      else {
        const empty = text.charCodeAt(p - 1) === slash
        h.open(text, nameAt, nameEnd, p, empty)
        if (empty) h.close(text, nameAt, nameEnd)
      }
      at = p + 1
    }
  }

  /** Comment, CDATA or processing instruction: returns the position behind it, or -1 when it goes on in the next piece. */
  #skipDeclaration(text: string, tag: number, first: number): number {
    if (first === 63) return behind(text, '?>', tag)
    if (text.length - tag < 9) return -1
    if (text.startsWith('<!--', tag)) return behind(text, '-->', tag)
    if (!text.startsWith('<![CDATA[', tag)) throw unreadable('workbook/hostile-xml', { part: this.#part })
    const next = behind(text, ']]>', tag)
    if (next !== -1 && this.#handler.wantsText()) this.#handler.text(text.slice(tag + 9, next - 3))
    return next
  }
}

/**
 * A part of a text that does not keep the whole text alive. V8 copies slices of up to twelve characters and lets longer
 * ones point into their source; an ID number kept somewhere would hold 64 KB of its sheet in memory.
 */
export const detached = (text: string, from: number, to: number): string => {
  let part = ''
  let at = from
  for (; at + 12 < to; at += 12) part += text.slice(at, at + 12)
  return part + text.slice(at, to)
}

const behind = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from)
  return at === -1 ? -1 : at + mark.length
}

/** The value of an attribute between two positions, or undefined. Prefixes count: ask for `r:id` by that name. */
export const attribute = (text: string, from: number, to: number, name: string): string | undefined => {
  for (let p = text.indexOf(name, from); p !== -1 && p < to; p = text.indexOf(name, p + 1)) {
    const before = text.charCodeAt(p - 1)
    let q = p + name.length
    while (isSpace(text.charCodeAt(q))) q += 1
    if (!(isSpace(before) || before === colon) || text[q] !== '=') continue
    q += 1
    while (isSpace(text.charCodeAt(q))) q += 1
    const mark = text[q]
    if (mark !== '"' && mark !== "'") continue
    const end = text.indexOf(mark, q + 1)
    return end === -1 || end > to ? undefined : unescapeXml(text.slice(q + 1, end))
  }
  return undefined
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export const unescapeXml = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-z]{2,4}));/g, (whole, hex?: string, decimal?: string, word?: string) => {
        if (word !== undefined) return named[word] ?? whole
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
        return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole
      })
    : text

/** Spreadsheets write characters that XML cannot hold as `_x000D_`, and a literal `_x000D_` as `_x005F_x000D_`. */
export const unescapeCellText = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text
