import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { term, word } from '@yingjin/kernel'
import { run as carryOutRun, runWording } from '../../../batch/run/run.ts'
import { writeSampleCounty } from '../../../batch/sample/index.ts'
import { countyPack } from '../../../packs.ts'
import { progressLine } from '../../../platform/progress/index.ts'
import { programVersion } from '../../../platform/version.ts'
import { childrenIn, seedIn } from '../arguments.ts'
import { cannotWrite } from '../places.ts'
import { type Command, complain, say, textOf } from './command.ts'
import { villagesFor } from './villages.ts'
import { summary } from './run.ts'

/** The main job on the invented county: what `npm start` shows. */
export const demo: Command = {
  options: { children: { type: 'string' }, seed: { type: 'string' }, out: { type: 'string' }, once: { type: 'boolean' } },
  carryOut: async values => {
    const children = childrenIn(values, 5000)
    if (!children.ok) return complain(children.message)
    const seed = seedIn(values)
    if (!seed.ok) return complain(seed.message)
    const base = resolve(textOf(values, 'out') ?? 'out')
    const [rosters, out] = [join(base, '示例县名册'), join(base, '示例县-2022秋')]
    const place = cannotWrite(base, '输出文件夹')
    if (place !== null) return complain(place)
    for (const folder of [rosters, out]) rmSync(folder, { recursive: true, force: true })
    say(`示例县是虚构的（99省，区划 990101）。先写出它 ${children.value} 名儿童的名册，再当作真的名册来收。`)
    await writeSampleCounty(rosters, { children: children.value, seed: seed.value, term: '2022-autumn' })
    const pack = await countyPack('990101', term('2022-autumn'))
    if (!pack.ok) return complain(pack.message)
    const result = await carryOutRun({
      folder: rosters,
      county: '990101',
      countyName: pack.countyName,
      term: term('2022-autumn'),
      pack: pack.pack,
      readings: {},
      villages: villagesFor('990101', null),
      out,
      dataDir: join(base, '.data'),
      config: join(base, '.config'),
      programVersion,
      onProgress: progressLine,
    })
    if (!result.ok) return complain(word(runWording, result.problem))
    for (const line of summary(result.value, { county: '990101', term: term('2022-autumn'), out })) say(line)
    say(
      `\n想看一个孩子为什么有、为什么没有：yingjin explain --county 990101 --term 2022秋 --data ${join(base, '.data')} --config ${join(base, '.config')} --name <姓名> --school <学校>`,
    )
    return 0
  },
}
