import { resolve } from 'node:path'
import { writeSampleCounty } from '../../../batch/sample/index.ts'
import { type Command, complain, say, textOf } from './command.ts'

export const sample: Command = {
  options: { children: { type: 'string' }, seed: { type: 'string' }, out: { type: 'string' } },
  carryOut: async values => {
    const children = Number(textOf(values, 'children') ?? '3000')
    const seed = Number(textOf(values, 'seed') ?? '1')
    const out = textOf(values, 'out')
    if (!Number.isSafeInteger(children) || children < 100 || children > 1_000_000) return complain('--children 请写 100 至 1000000 之间的整数')
    if (!Number.isSafeInteger(seed)) return complain('--seed 请写整数')
    if (out === null) return complain('请用 --out 写明放在哪个文件夹')
    const written = await writeSampleCounty(resolve(out), { children, seed, term: '2022-autumn' })
    say(`示例县（虚构，区划 990101）${children} 名儿童的名册 ${written.files} 份已写到 ${resolve(out)}`)
    return 0
  },
}
