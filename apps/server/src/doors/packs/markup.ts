/** Text that is markup already; everything else is escaped where it enters. */
export type Markup = Readonly<{ markup: string }>

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, c => escapes[c] ?? c)

type Part = Markup | string | number | null | readonly Part[]
const written = (part: Part): string => {
  if (part === null) return ''
  if (typeof part === 'string') return escaped(part)
  if (typeof part === 'number') return String(part)
  return 'markup' in part ? part.markup : part.map(written).join('')
}

/** `html`<p>${text}</p>``: what is put in is text unless it is markup itself. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: strings.map((s, i) => s + written(parts[i] ?? null)).join(''),
})

export const nothing: Markup = { markup: '' }
