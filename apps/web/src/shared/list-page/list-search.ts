/** What the address of a list says: its filters, and the cursors of the pages before this one. */
export type ListSearch = Readonly<Record<string, string | undefined>> & Readonly<{ after?: string | undefined }>

/** Only what the list knows is taken from an address; an unknown or empty value is as if it were not there. */
export const readSearch =
  <const Keys extends readonly string[]>(keys: Keys, isRight: (key: Keys[number], value: string) => boolean) =>
  (given: Readonly<Record<string, unknown>>): Readonly<Partial<Record<Keys[number] | 'after', string>>> => {
    // Named, and without a value: the router hands on what stands in an address, and only a named one is taken out of it.
    const said: Record<string, string | undefined> = Object.fromEntries([...keys, 'after'].map(key => [key, undefined]))
    for (const key of keys) {
      const value = given[key]
      const text = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
      if (text !== '' && isRight(key as Keys[number], text)) said[key] = text
    }
    const after = given['after']
    const path = typeof after === 'string' || typeof after === 'number' ? String(after) : ''
    // The place where a page ended: a number, or a number and the line of it (17/L-2).
    if (/^[^,\s]{1,100}(,[^,\s]{1,100})*$/.test(path)) said['after'] = path
    return said as Readonly<Partial<Record<Keys[number] | 'after', string>>>
  }

/** The cursor of the page shown, the number of pages before it, and the way to the next and the one before. */
export const turning = (
  after: string | undefined,
  next: string | null,
): Readonly<{ cursor: string | undefined; before: number; forward: string | undefined; back: string | undefined | null }> => {
  const path = after === undefined ? [] : after.split(',')
  return {
    cursor: path.at(-1),
    before: path.length,
    forward: next === null ? undefined : [...path, next].join(','),
    // Null: this is the first page. Undefined: the one before is.
    back: path.length === 0 ? null : path.length === 1 ? undefined : path.slice(0, -1).join(','),
  }
}
