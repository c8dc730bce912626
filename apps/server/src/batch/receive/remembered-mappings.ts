import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RememberedMapping } from '@yingjin/intake'
import { privateFolder, replaceText } from '../../platform/files/index.ts'

const pathIn = (dataDir: string): string => join(dataDir, 'mappings.json')

/** What people corrected once, per sender and roster kind. Column names only: no row of anybody. */
export const loadMappings = (dataDir: string): readonly RememberedMapping[] => {
  const path = pathIn(dataDir)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly RememberedMapping[]) : []
}

export const saveMappings = async (dataDir: string, mappings: readonly RememberedMapping[]): Promise<void> => {
  privateFolder(dataDir)
  await replaceText(pathIn(dataDir), `${JSON.stringify(mappings, null, 2)}\n`)
}
