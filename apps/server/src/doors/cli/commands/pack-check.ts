import { relative } from 'node:path'
import { findPackFolder, listPackFolders } from '../../../packs.ts'
import { type Command, complain, say } from './command.ts'

/** All that is wrong with a pack, with place and clause; its cases worked; what is still to be written or entered. */
export const packCheck: Command = {
  options: {},
  carryOut: async (_, asked) => {
    const [{ openFolder }, { checkPack }, { typeFaults }] = await Promise.all([
      import('../../packs/open-pack.ts'),
      import('../../packs/check-pack.ts'),
      import('../../packs/type-check.ts'),
    ])
    let faults = 0
    for (const one of asked.length === 0 ? listPackFolders().map(p => p.path) : asked) {
      const folder = findPackFolder(one)
      if (!folder.ok) {
        faults += complain(folder.message)
        continue
      }
      const shown = relative(process.cwd(), folder.value.path) || '.'
      const types = typeFaults(folder.value.path, shown)
      for (const fault of types ?? []) say(`  ✗ ${fault}`)
      if (types !== null && types.length > 0) {
        say(`政策包 ${folder.value.id} 没有通过类型检查，${types.length} 处。每处开头是文件和行，改好再查；常见的几种见 docs/guides/add-a-county.md。`)
        faults += types.length
        continue
      }
      const opened = await openFolder(folder.value)
      if (!opened.ok) {
        faults += complain(opened.message)
        continue
      }
      const checked = checkPack(opened.value, shown, types !== null)
      for (const line of checked.said) say(line)
      faults += checked.faults
    }
    return faults === 0 ? 0 : 1
  },
}
