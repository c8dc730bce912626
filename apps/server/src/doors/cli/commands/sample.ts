import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { truthFolderOf, writeSampleCounty } from '../../../batch/sample/index.ts'
import { childrenIn, seedIn } from '../arguments.ts'
import { cannotReplace } from '../places.ts'
import { type Command, complain, say, textOf } from './command.ts'

export const sample: Command = {
  options: { children: { type: 'string' }, seed: { type: 'string' }, out: { type: 'string' } },
  carryOut: async values => {
    const children = childrenIn(values, 3000)
    const seed = seedIn(values)
    const out = textOf(values, 'out')
    if (!children.ok) return complain(children.message)
    if (!seed.ok) return complain(seed.message)
    if (out === null) return complain('请用 --out 写明放在哪个文件夹')
    const place = cannotReplace(out, '输出文件夹', folder => existsSync(truthFolderOf(folder)))
    if (place !== null) return complain(place)
    const written = await writeSampleCounty(resolve(out), { children: children.value, seed: seed.value, term: '2022-autumn' })
    say(`示例县（虚构，区划 990101）${children.value} 名儿童的名册 ${written.files} 份已写到 ${resolve(out)}`)
    return 0
  },
}
