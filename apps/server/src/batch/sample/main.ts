import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeSampleCounty } from './write-sample-county.ts'

const { values } = parseArgs({ options: { children: { type: 'string', default: '3000' }, seed: { type: 'string', default: '1' }, out: { type: 'string' } } })
const children = Number(values.children)
const seed = Number(values.seed)
if (values.out === undefined || !Number.isInteger(children) || children < 100 || !Number.isInteger(seed)) {
  process.stderr.write('用法：main.ts --children 3000 --seed 1 --out 文件夹（至少 100 名儿童）\n')
  process.exitCode = 2
} else {
  const written = await writeSampleCounty(join(values.out, 'rosters'), { children, seed, term: '2022-autumn', truthFolder: join(values.out, 'truth') })
  process.stdout.write(
    `虚构的示例县已写入 ${values.out}：${written.files} 个文件，${written.rows} 行，${written.people} 人，${written.leads} 条预设或由差错产生的问题\n`,
  )
}
