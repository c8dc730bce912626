import { forgetKept, keep, readKept } from './kept.ts'

type Sent = Readonly<{ said: string; key: string }>

/**
 * The id under which an order is sent: the same for the same content, also after no answer came, after a look at another
 * page and after a reload, so that it is done once; another for other content, and once it was done.
 */
export const orderKey = (id: string): Readonly<{ of: (content: unknown) => string; forget: () => void }> => {
  const place = `sent ${id}`
  return {
    of: content => {
      const said = JSON.stringify(content)
      const sent = readKept(place) as Sent | null
      if (sent?.said === said) return sent.key
      const key = crypto.randomUUID()
      keep(place, { said, key } satisfies Sent)
      return key
    },
    forget: () => forgetKept(place),
  }
}

/** Refusals after which the same content is a new order: it was changed meanwhile, or what was sent first has been done. */
export const isOver = (code: string): boolean => ['access/stale', 'access/key-used-otherwise', 'access/done-already'].includes(code)
