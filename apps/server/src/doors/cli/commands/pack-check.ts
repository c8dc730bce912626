import { relative } from 'node:path'
import { listPackFolders } from '../../../packs.ts'
import { type Command, complain, say } from './command.ts'

/** All that is wrong with a pack, with place and clause; its cases worked; what is still to be written or entered. */
export const packCheck: Command = {
  options: {},
  carryOut: async (_, asked) => {
    const [{ openPack }, { checkPack }] = await Promise.all([import('../../packs/open-pack.ts'), import('../../packs/check-pack.ts')])
    let faults = 0
    for (const one of asked.length === 0 ? listPackFolders().map(p => p.path) : asked) {
      const opened = await openPack(one)
      if (!opened.ok) {
        faults += complain(opened.message)
        continue
      }
      const checked = checkPack(opened.value, relative(process.cwd(), opened.value.folder.path) || '.')
      for (const line of checked.said) say(line)
      faults += checked.faults
    }
    return faults === 0 ? 0 : 1
  },
}
