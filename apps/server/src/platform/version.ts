import { readFileSync } from 'node:fs'

/** The version that stands in every run id: the same version recomputes a result bit for bit. */
export const programVersion: string = (JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as { version: string }).version
