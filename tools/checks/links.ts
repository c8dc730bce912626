import { existsSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { type Finding, finding } from '../finding.ts'
import { listFiles, readText } from '../house-files.ts'

/** Text of a Markdown file without its code, line by line: links inside code are examples of links. */
const proseLines = (text: string): readonly string[] => {
  let fence: string | null = null
  return text.split('\n').map(line => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? null
    if (fence !== null) {
      if (mark !== null && mark.startsWith(fence)) fence = null
      return ''
    }
    if (mark !== null) {
      fence = mark
      return ''
    }
    return line.replace(/`[^`]*`/g, '')
  })
}

/** The anchor a heading gets: lower case, punctuation gone, spaces to hyphens. */
export const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')

const anchorsIn = (text: string): ReadonlySet<string> => {
  const seen = new Map<string, number>()
  const anchors = new Set<string>()
  let fenced = false
  for (const line of text.split('\n')) {
    if (/^\s*(`{3,}|~{3,})/.test(line)) fenced = !fenced
    const heading = fenced ? null : /^#{1,6}\s+(.*?)\s*#*$/.exec(line)
    if (heading === null) continue
    const anchor = anchorOf(heading[1] ?? '')
    const before = seen.get(anchor) ?? 0
    seen.set(anchor, before + 1)
    anchors.add(before === 0 ? anchor : `${anchor}-${before}`)
  }
  return anchors
}

const link = /!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\s*\[[^\]]+\]:\s*(\S+)/g
const isElsewhere = (target: string): boolean => /^[a-z][a-z+.-]*:/i.test(target)

/** Every relative link in Markdown leads to a file or folder of the house, and its anchor to a heading there. */
export const links = (house: string): readonly Finding[] => {
  const pages = listFiles(house).filter(file => file.endsWith('.md'))
  if (pages.length === 0) return [finding('.', null, 'no Markdown file was seen: this check looked at nothing')]
  return pages.flatMap(page =>
    proseLines(readText(house, page) ?? '').flatMap((line, index) =>
      [...line.matchAll(link)].flatMap(match => {
        const target = decodeURI(match[1] ?? match[2] ?? '')
        if (isElsewhere(target)) return []
        const [path = '', anchor] = target.split('#')
        const aim = path === '' ? page : posix.normalize(posix.join(posix.dirname(page), path))
        if (aim.startsWith('..') || path.startsWith('/')) return [finding(page, index + 1, `links to ${target}, which is outside the repository`)]
        if (!existsSync(join(house, aim))) return [finding(page, index + 1, `links to ${target}, which does not exist`)]
        if (anchor === undefined || !aim.endsWith('.md') || statSync(join(house, aim)).isDirectory()) return []
        return anchorsIn(readText(house, aim) ?? '').has(anchor) ? [] : [finding(page, index + 1, `links to ${target}, but ${aim} has no such heading`)]
      }),
    ),
  )
}
