import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { wordPackRefused } from '@yingjin/policy'
import { listPackFolders } from '../../../packs.ts'
import { cannotWrite } from '../places.ts'
import { type Command, complain, say, textOf } from './command.ts'

/** A page per pack: every rule in Chinese with its clause, figures and cases. */
export const packPageCommand: Command = {
  options: { out: { type: 'string' } },
  carryOut: async (values, asked) => {
    const out = resolve(textOf(values, 'out') ?? join('out', '政策页'))
    const place = cannotWrite(out, '输出文件夹')
    if (place !== null) return complain(place)
    const [{ openPack }, { packPage }] = await Promise.all([import('../../packs/open-pack.ts'), import('../../packs/pack-page.ts')])
    let failed = 0
    for (const one of asked.length === 0 ? listPackFolders().map(p => p.path) : asked) {
      const opened = await openPack(one)
      const message = !opened.ok ? opened.message : opened.value.loaded.ok ? null : wordPackRefused(opened.value.loaded.problem).join('\n')
      if (message !== null || !opened.ok || !opened.value.loaded.ok) {
        failed += complain(message ?? '')
        continue
      }
      const file = join(out, `${opened.value.folder.id}.html`)
      mkdirSync(out, { recursive: true })
      writeFileSync(file, packPage(opened.value, opened.value.loaded.value))
      say(file)
    }
    return failed === 0 ? 0 : 1
  },
}
