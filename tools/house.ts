import { dirname, join } from 'node:path'

/** The top of the house. */
export const house = dirname(import.meta.dirname)

/** The entry of an installed tool: called by its file, because two packages claim the same name in `.bin`. */
export const installed = (path: string): string => join(house, 'node_modules', path)
