import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { divisionOfFolder, listPackFolders, packsOfTheHouse } from '../../../packs.ts'
import { newPack } from '../../packs/new-pack.ts'
import { cannotWrite } from '../places.ts'
import { type Command, complain, say, textOf } from './command.ts'

/** Begins a pack: a workspace that checks, with one worked line to replace. */
export const packNew: Command = {
  options: { into: { type: 'string' } },
  carryOut: async (values, [id, place, ...more]) => {
    if (id === undefined || place === undefined || more.length > 0) return complain('请写明文件夹名和地方名称，例如：npm run pack:new -- 341225-funan 阜南县')
    const begun = newPack({ id, place })
    if (!begun.ok) return complain(begun.message)
    const into = resolve(textOf(values, 'into') ?? 'packs')
    const folder = join(into, id)
    if (existsSync(folder)) return complain(`${folder} 已经有了，没有改动；请换一个名字，或先把它移开`)
    const no = cannotWrite(into, '政策包文件夹')
    if (no !== null) return complain(no)
    const beside = listPackFolders(into).filter(p => p.division === divisionOfFolder(id))
    for (const [name, text] of Object.entries(begun.files)) {
      const file = join(folder, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    const here = relative(process.cwd(), folder)
    say(`已建好 ${here}：一个能通过检查的样张，里面只有一条示例规则，日期在2000年，不会给任何人算钱。`)
    if (beside.length > 0) say(`同一区划已有 ${beside.map(p => p.id).join('、')}：新文件替代它时，请在 src/document.ts 的 replaces 里写上它的编号。`)
    if (into === resolve(packsOfTheHouse)) say('请运行一次 npm install，把它登记为工作区。')
    say(`接着照 docs/guides/add-a-county.md 一步步改写；随时检查：npm run pack:check -- ${here}`)
    return 0
  },
}
