import { resolve } from 'node:path'
import { accessWording } from '@yingjin/domain/access'
import { registryWording } from '@yingjin/domain/registry'
import { type Problem, word, type WordingFor } from '@yingjin/kernel'
import { perform } from '../../../access/index.ts'
import { keepOfficeSnapshot, type OfficeManifest, officeSnapshots } from '../../../batch/office/office-store.ts'
import { officeQueries } from '../../../leads/index.ts'
import { dataDirectory } from '../../../platform/files/index.ts'
import { openCountyFields, vaultToSeal, vaultWording } from '../../../platform/vault/index.ts'
import { programVersion } from '../../../platform/version.ts'
import { officeCases } from '../../../registry/index.ts'
import { countyIn } from '../arguments.ts'
import { atCounty, inTheNameOf } from './at-county.ts'
import { type Command, complain, say, textOf } from './command.ts'

/** Takes what the office knows along as one sealed snapshot, which the runs to come are told; without `--as` it lists those that are there. */
export const officeSnapshot: Command = {
  options: {
    county: { type: 'string' },
    as: { type: 'string' },
    on: { type: 'string' },
    act: { type: 'string' },
    data: { type: 'string' },
    config: { type: 'string' },
  },
  carryOut: async (values, more) => {
    if (more.length > 0) return complain('请写 yingjin office-snapshot --county <区划代码> --as <账号>；只写 --county 可以列出已有的')
    const county = countyIn(values)
    if (!county.ok) return complain(county.message)
    const dataDir = resolve(textOf(values, 'data') ?? dataDirectory())
    const named = textOf(values, 'as')
    if (named === null) {
      const kept = officeSnapshots(dataDir, county.value)
      for (const each of kept) say(told(each))
      if (kept.length === 0) say(`数据目录“${dataDir}”里没有 ${county.value} 的办公库快照。请用 --as 写明以谁的账号导出。`)
      return 0
    }
    const order = {
      ...(textOf(values, 'on') === null ? {} : { on: textOf(values, 'on') }),
      ...(textOf(values, 'act') === null ? {} : { asKnownOn: textOf(values, 'act') }),
    }
    return atCounty(values, { founds: false }, desk =>
      inTheNameOf(desk, named, async acting => {
        const { county, office, keys } = desk
        const fieldsOf = (await openCountyFields(office, keys)).of
        const vault = await vaultToSeal(keys, county)
        if (!vault.ok) return complain(word(vaultWording, vault.problem))
        const kept = await keepOfficeSnapshot({ dataDir, vault: vault.value, programVersion }, sink =>
          perform(office, officeCases({ fieldsOf, queries: officeQueries, sink }).take, order, { acting }),
        )
        if (!kept.ok) return complain(word({ ...accessWording, ...registryWording } as WordingFor<Problem>, kept.problem))
        say(`已导出${told(kept.value)}`)
        say('  已用本县密钥封存在数据目录里；以后对本县运行 yingjin run 会自动带上最新的一份（--office 可以指定，--office 不用 则不带）。')
        return 0
      }),
    )
  },
}

const told = ({ id, on, act, persons }: OfficeManifest): string => `办公库快照 ${id}：${persons} 人，截至第 ${act} 次办理，按 ${on} 的情况`
