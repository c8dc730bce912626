import { extensions, type FileType } from './file-type.ts'

/** A number of persons: an ID or account number, a telephone, a student number, however it is spaced; a pass or passport. */
const numbers = /(?<![A-Z])[A-Z]{0,2}\d(?:[\s._·-]?\d){10,}X?|(?<![A-Z])[A-Z]{1,2}\d{8,10}(?!\d)/gi
const controls = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i
const longest = 80

/**
 * The name a file is kept and given back under: without folders, without what a screen or a file system reads
 * otherwise than a person, with the ending of what it is, and with no number of a person in it.
 */
export const cleanName = (given: string, type: FileType): string => {
  const last = given.normalize('NFKC').replaceAll(controls, '').split(/[/\\]/).at(-1) ?? ''
  const bare = last
    .replace(/(?:\.[A-Za-z][A-Za-z0-9]{1,4})+$/, '')
    .replaceAll(numbers, '（号码略）')
    .replaceAll(/[<>:"|?*'%;=&$`]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s.]+|[\s.]+$/g, '')
  const kept = Array.from(bare).slice(0, longest).join('').trim()
  return `${kept === '' || reserved.test(kept) ? '文件' : kept}.${extensions[type]}`
}
