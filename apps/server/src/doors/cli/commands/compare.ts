import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { rosterOutcomeWording } from '@yingjin/comparison'
import { type RosterKindId, rosterKinds } from '@yingjin/intake'
import { compareTwo } from '../../../batch/run/compare-two.ts'
import { dataDirectory } from '../../../platform/files/index.ts'
import { progressLine } from '../../../platform/progress/index.ts'
import { programVersion } from '../../../platform/version.ts'
import { type Command, complain, say, textOf } from './command.ts'
import { villagesFor } from './villages.ts'

/** A roster by its id or by its Chinese name. */
const kindNamed = (written: string): RosterKindId | null =>
  (Object.keys(rosterKinds) as RosterKindId[]).find(kind => kind === written || rosterKinds[kind].name === written) ?? null

const known = (): string =>
  Object.values(rosterKinds)
    .filter(kind => kind.subject === 'person' || kind.subject === 'money-line')
    .map(kind => `  ${kind.id}  ${kind.name}`)
    .join('\n')

/** Both residuals of any pair of rosters. */
export const compare: Command = {
  options: { county: { type: 'string' }, out: { type: 'string' }, data: { type: 'string' }, divisions: { type: 'string' } },
  carryOut: async (values, [folder, first, second]) => {
    const county = textOf(values, 'county')
    if (folder === undefined || first === undefined || second === undefined || county === null)
      return complain(`请写明名册文件夹、甲名册、乙名册和 --county。名册可以是：\n${known()}`)
    const place = statSync(folder, { throwIfNoEntry: false })
    if (place === undefined) return complain(`找不到文件夹“${folder}”`)
    if (!place.isDirectory()) return complain(`“${folder}”是一个文件；请写名册所在的文件夹`)
    const [left, right] = [kindNamed(first), kindNamed(second)]
    if (left === null || right === null) return complain(`没有“${left === null ? first : second}”这种名册。可以是：\n${known()}`)
    const path = resolve(textOf(values, 'out') ?? `比对-${rosterKinds[left].name}-${rosterKinds[right].name}.xlsx`)
    const { missing, counts } = await compareTwo({
      folder: resolve(folder),
      county,
      left,
      right,
      villages: villagesFor(county, textOf(values, 'divisions')),
      path,
      dataDir: resolve(textOf(values, 'data') ?? dataDirectory()),
      programVersion,
      onProgress: progressLine,
    })
    if (missing.length > 0)
      return complain(`文件夹里没有认出${missing.map(kind => `“${rosterKinds[kind].name}”`).join('和')}，请先用 yingjin run 看“收数报告”里每个文件的原因`)
    for (const c of counts)
      say(`${rosterOutcomeWording[c.outcome]}：${rosterKinds[left].name} ${c.left_rows} 行，${rosterKinds[right].name} ${c.right_rows} 行`)
    say(`  ${path}`)
    return 0
  },
}
