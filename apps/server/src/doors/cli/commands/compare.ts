import { resolve } from 'node:path'
import { rosterOutcomeWording } from '@yingjin/comparison'
import { type RosterKind, type RosterKindId, rosterKinds } from '@yingjin/intake'
import { compareTwo } from '../../../batch/run/compare-two.ts'
import { dataDirectory } from '../../../platform/files/index.ts'
import { configDirectory, wordVault } from '../../../platform/vault/index.ts'
import { progressLine } from '../../../platform/progress/index.ts'
import { programVersion } from '../../../platform/version.ts'
import { countyIn } from '../arguments.ts'
import { cannotKeep, cannotRead, cannotReadFile, cannotWriteFile, firstProblem, liesAmongRosters } from '../places.ts'
import { type Command, complain, say, textOf } from './command.ts'
import { villagesSaid } from './villages.ts'

/** Only rows about persons can be held against each other. */
const isComparable = (kind: RosterKind): boolean => kind.subject === 'person' || kind.subject === 'money-line'

/** A roster by its id or by its Chinese name. */
const kindNamed = (written: string): RosterKindId | null =>
  (Object.keys(rosterKinds) as RosterKindId[]).find(kind => isComparable(rosterKinds[kind]) && (kind === written || rosterKinds[kind].name === written)) ?? null

const known = (): string =>
  Object.values(rosterKinds)
    .filter(isComparable)
    .map(kind => `  ${kind.id}  ${kind.name}`)
    .join('\n')

/** Both residuals of any pair of rosters. */
export const compare: Command = {
  options: { county: { type: 'string' }, out: { type: 'string' }, data: { type: 'string' }, config: { type: 'string' }, divisions: { type: 'string' } },
  carryOut: async (values, [folder, first, second]) => {
    if (folder === undefined || first === undefined || second === undefined)
      return complain(`请写明名册文件夹、甲名册、乙名册和 --county。名册可以是：\n${known()}`)
    const county = countyIn(values)
    if (!county.ok) return complain(county.message)
    const [left, right] = [kindNamed(first), kindNamed(second)]
    if (left === null || right === null) return complain(`没有“${left === null ? first : second}”这种可以比对的名册。可以是：\n${known()}`)
    if (left === right) return complain(`甲名册和乙名册都是“${rosterKinds[left].name}”；请写两种不同的名册`)
    const path = resolve(textOf(values, 'out') ?? `比对-${rosterKinds[left].name}-${rosterKinds[right].name}.xlsx`)
    const dataDir = resolve(textOf(values, 'data') ?? dataDirectory())
    const divisions = textOf(values, 'divisions')
    const place = firstProblem(
      () => cannotRead(folder),
      () => (divisions === null ? null : cannotReadFile(divisions)),
      () => liesAmongRosters(path, folder, '比对结果'),
      () => liesAmongRosters(dataDir, folder, '数据目录'),
      () => cannotKeep(dataDir),
      () => cannotWriteFile(path, '比对结果'),
    )
    if (place !== null) return complain(place)
    const villages = villagesSaid(county.value, divisions)
    if (!villages.ok) return complain(villages.message)
    const compared = await compareTwo({
      folder: resolve(folder),
      county: county.value,
      left,
      right,
      villages: villages.value,
      path,
      dataDir,
      config: resolve(textOf(values, 'config') ?? configDirectory()),
      programVersion,
      onProgress: progressLine,
    })
    if (!compared.ok) return complain(wordVault(compared.problem))
    const { missing, counts } = compared.value
    if (missing.length > 0)
      return complain(`文件夹里没有认出${missing.map(kind => `“${rosterKinds[kind].name}”`).join('和')}，请先用 yingjin run 看“收数报告”里每个文件的原因`)
    for (const c of counts)
      say(`${rosterOutcomeWording[c.outcome]}：${rosterKinds[left].name} ${c.left_rows} 行，${rosterKinds[right].name} ${c.right_rows} 行`)
    say(`  ${path}`)
    return 0
  },
}
